"""One gate for every line of text that a person or a file gives us."""

import unicodedata

from bkpsdm_desktop.domain.errors import Refused

NAME_LIMIT = 250

# Line and paragraph separators count as control characters here: a name is one line, in a log too.
_FORBIDDEN_CATEGORIES = {"Cc", "Cs", "Zl", "Zp"}


def clean_line(value: str, *, field: str, limit: int, required: bool = True) -> str:
    """One line of user text in NFC, outer spaces removed.

    ``field`` names the input in the sentence, ``limit`` is in characters. Raises ``Refused`` with the
    position for a control character, a line break or a lone surrogate, for too long and for empty text.
    """
    for position, character in enumerate(value, start=1):
        if unicodedata.category(character) in _FORBIDDEN_CATEGORIES:
            code = f"U+{ord(character):04X}"
            raise Refused(
                f"{field}: karakter ke-{position} ({code}) tidak dapat dipakai. Hapus lalu ketik ulang."
            )
    text = unicodedata.normalize("NFC", value).strip()
    if required and not text:
        raise Refused(f"{field} belum diisi.")
    if len(text) > limit:
        raise Refused(f"{field} paling banyak {limit} karakter. Anda mengetik {len(text)}.")
    return text


# Drawn as nothing, or only to turn the direction of others round: nobody sees that they are there.
_INVISIBLE = {"\u034f", "\u115f", "\u1160", "\u3164", "\uffa0"}
_MARKS = {"Mn", "Mc", "Me"}
_REFUSED_IN_NAMES = {"So", "Sk", "Sm", "Co", "Cn"}
_APOSTROPHES = {"\u02bb", "\u02bc", "\u02be", "\u02bf"}  # letters to Unicode, an apostrophe to people


def clean_name(value: str, *, field: str, limit: int = NAME_LIMIT) -> str:
    """A person's name in NFC: as it is written, titles, capitals and all, with single spaces.

    What can't be seen (zero width, soft hyphen, direction marks) is left out, so that two names which look
    the same are the same. Raises ``Refused`` with the place and the character for whatever is no Latin
    letter, digit or punctuation mark, for accents piled on each other, and as :func:`clean_line`.
    """
    visible = "".join(character for character in value if not _is_invisible(character))
    line = clean_line(visible, field=field, limit=max(limit, len(visible)))
    name = " ".join(line.split())
    marks = 0
    for position, character in enumerate(name, start=1):
        marks = marks + 1 if unicodedata.category(character) in _MARKS else 0
        if marks > 1 or not _belongs_in_name(character):
            raise Refused(
                f"{field}: karakter ke-{position} ({_shown(character)}) tidak dapat dipakai. "
                "Tulis nama dengan huruf Latin, seperti pada KTP."
            )
    return clean_line(name, field=field, limit=limit)


def look_alike(name: str) -> str:
    """The same for two names that differ only in capitals, accents, spaces or punctuation."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(character for character in plain if character.isalnum())


def _is_invisible(character: str) -> bool:
    selector = "\ufe00" <= character <= "\ufe0f"
    return selector or character in _INVISIBLE or unicodedata.category(character) == "Cf"


def _belongs_in_name(character: str) -> bool:
    category = unicodedata.category(character)
    if character.isascii() or character in _APOSTROPHES:
        return True
    if category in _MARKS:
        return unicodedata.name(character, "").startswith("COMBINING")
    if category[0] in "LN":
        return unicodedata.name(character, "").startswith("LATIN")
    return category not in _REFUSED_IN_NAMES


def _shown(character: str) -> str:
    """A character that was refused, so that it is found: a mark stands on a circle."""
    on = "\u25cc" if unicodedata.category(character) in _MARKS else ""
    return f"\u201c{on}{character}\u201d, U+{ord(character):04X}"
