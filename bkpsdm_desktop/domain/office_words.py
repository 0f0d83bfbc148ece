"""What an office says of itself on paper and screens: its names, its portal and the words of its slip.

Whether words fit on the narrowest paper depends on their letters, so that is measured where slips are drawn;
the limits here are what no paper holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.domain.portal import checked_portal
from bkpsdm_desktop.domain.text import clean_line

NAME_LIMIT = 60
PREPARE_LIMIT = 120
NOTE_LIMIT = 160
NOTICE_LIMIT = 40
MOST_NOTES = 3

CALLS, MINUTES = "{calls}", "{minutes}"
"""What the program writes into a note: the most calls, and the minutes in which a visitor may come back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipWords:
    """The office's own words on a slip in one language. ``notes`` may hold ``CALLS`` and ``MINUTES``."""

    prepare: str
    notes: tuple[str, ...]
    free_notice: tuple[str, str]

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "SlipWords":
        """From the JSON value of a setting."""
        first, second = stored["free_notice"]
        return cls(prepare=stored["prepare"], notes=tuple(stored["notes"]), free_notice=(first, second))

    def stored(self) -> dict[str, Any]:
        """The JSON value of a setting."""
        return {
            "prepare": self.prepare,
            "notes": list(self.notes),
            "free_notice": list(self.free_notice),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeEdit:
    """What an administrator may change of an office. Its code stays: tickets and other offices know it."""

    agency: str
    place: str
    portal: str
    indonesian: SlipWords
    english: SlipWords

    def words(self, language: Language) -> SlipWords:
        """Those of a language."""
        return self.english if language is Language.ENGLISH else self.indonesian


def field_name(name: str, language: Language | None = None) -> str:
    """What a field is called in sentences: *Siapkan (Inggris)*."""
    words = _NAMES[name]
    return f"{words} (Inggris)" if language is Language.ENGLISH else words


_NAMES = {
    "agency": "Instansi",
    "place": "Kota/kabupaten",
    "portal": "Alamat portal",
    "prepare": "Siapkan",
    "notes": "Catatan",
    "free_1": "Baris bingkai 1",
    "free_2": "Baris bingkai 2",
}


def check_office(edit: OfficeEdit) -> OfficeEdit:
    """The edit as it is kept. Raises ``Refused``, with the field's name in front, for what can't be kept."""
    return replace(
        edit,
        agency=clean_line(edit.agency, field=field_name("agency"), limit=NAME_LIMIT),
        place=clean_line(edit.place, field=field_name("place"), limit=NAME_LIMIT),
        portal=checked_portal(edit.portal),
        indonesian=_checked(edit.indonesian, Language.INDONESIAN),
        english=_checked(edit.english, Language.ENGLISH),
    )


def _checked(words: SlipWords, language: Language) -> SlipWords:
    def line(name: str, value: str, limit: int, *, required: bool = False) -> str:
        return clean_line(value, field=field_name(name, language), limit=limit, required=required)

    notes = [line("notes", note, NOTE_LIMIT) for note in words.notes]
    kept = [note for note in notes if note]
    if len(kept) > MOST_NOTES:
        raise Refused(f"{field_name('notes', language)} paling banyak {MOST_NOTES} baris.")
    return SlipWords(
        prepare=line("prepare", words.prepare, PREPARE_LIMIT),
        notes=tuple(kept),
        free_notice=(
            line("free_1", words.free_notice[0], NOTICE_LIMIT, required=True),
            line("free_2", words.free_notice[1], NOTICE_LIMIT),
        ),
    )


def office_changes(before: OfficeEdit, after: OfficeEdit) -> dict[str, list[Any]]:
    """What an edit changes, for the audit trail: field -> what was, what is."""
    found: dict[str, list[Any]] = {}
    for field in fields(OfficeEdit):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if isinstance(old, SlipWords):
            pairs = {f"{field.name}.{key}": [value, new.stored()[key]] for key, value in old.stored().items()}
        else:
            pairs = {field.name: [old, new]}
        found |= {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    return found
