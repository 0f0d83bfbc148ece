"""Texts as an agency with longer words would have them: pseudo-localised, 40 % longer."""

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

R = TypeVar("R")

_ACCENTED = str.maketrans("aeiouAEIOU", "áéíóúÁÉÍÓÚ")
_FILLING = "panjang sekali "

NAMES = frozenset(
    {
        "name", "name_en", "service", "service_en", "person", "agency", "place", "group", "group_en",
        "requirements", "requirements_en", "words", "reason", "note", "clerk", "title", "where",
    }
)  # fmt: skip
"""Fields of rows that hold what the agency or a person wrote; ids, numbers and codes stay as they are."""


def longer(text: str) -> str:
    """The text with accents and 40 % more, of words as long as ours."""
    if len(text) < 4 or not any(letter.isalpha() for letter in text):
        return text
    more = math.ceil(len(text) * 0.4)
    filling = (_FILLING * (more // len(_FILLING) + 1))[: more - 1].rstrip() or "p"
    return f"{text.translate(_ACCENTED)} {filling}".ljust(len(text) + more, "n")


def lengthened(row: R) -> R:
    """A frozen row whose names, and those of all rows in it, are longer."""
    return _row(row)  # type: ignore[no-any-return]


def _row(row: Any) -> Any:
    if is_dataclass(row) and not isinstance(row, type):
        return replace(
            row, **{field.name: _field(field.name, getattr(row, field.name)) for field in fields(row)}
        )
    if isinstance(row, tuple) and type(row) is tuple:
        return tuple(_row(each) for each in row)
    return row


def _field(name: str, value: Any) -> Any:
    if isinstance(value, str) and not isinstance(value, Enum):
        return longer(value) if name in NAMES else value
    if type(value) is tuple and value and all(type(each) is str for each in value) and name in NAMES:
        return tuple(longer(each) for each in value)
    if isinstance(value, Mapping):
        return value
    return _row(value)
