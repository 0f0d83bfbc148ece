"""Tables that leave the program: typed cells, so that text stays text and numbers stay numbers."""

from dataclasses import dataclass

Cell = str | int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table: ``about`` are lines around it, ``head`` the names of its columns, the first of which are words
    and the others numbers. A cell that is None has no value (there were too few)."""

    title: str
    about: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()


# What a spreadsheet takes for the beginning of a formula, also after blanks and in full width.
_FORMULA = frozenset("=+-@|%\t\r\n\u2212\uff1d\uff0b\uff0d\uff20")
_BLANKS = " \u00a0\u3000\u200b\ufeff"


def printable(text: str) -> str:
    """Text without the control characters that no file of a spreadsheet can hold; tabs and line ends stay."""
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n\r")


def harmless(text: str) -> str:
    """Text that no spreadsheet reads as a formula when it opens a CSV file: an apostrophe in front, as people
    write it there. Blanks before it do not help it. Numbers are not text and never come here."""
    text = printable(text)
    bare = text.lstrip(_BLANKS)
    return f"'{text}" if (text[:1] in _FORMULA or bare[:1] in _FORMULA) else text
