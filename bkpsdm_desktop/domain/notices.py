"""The information area of displays: what a notice is, and its limits."""

import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NewType

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.text import clean_line

NoticePicture = NewType("NoticePicture", bytes)
"""A picture that was checked and encoded anew (``documents.pictures``): small, without hidden data."""

# Two lines of about 33 characters stand in the information area at 6 m; what fits is measured with the font
# of each display (see ``screens.settings.notices``). Beyond this no display can show a line at all.
LINE_LIMIT = 120
LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeForm:
    """What is written of a notice. ``words`` and ``words_en`` have one or two lines, of which the first is
    bold; for a picture ``words`` is its name in lists. ``room`` is empty for every room. It is shown from
    ``first_day`` to ``last_day``, both included."""

    words: str
    words_en: str = ""
    room: str = ""
    first_day: date
    last_day: date


def lines_of(words: str) -> tuple[str, str]:
    """First and second line; the second is ``""`` for one line."""
    first, _, second = words.partition("\n")
    return first, second


def check_notice(form: NoticeForm, *, picture: bool, today: date) -> NoticeForm:
    """The notice in the form that is kept. Raises ``Refused`` for no words, more than two lines, characters
    that nobody sees or that turn the direction of others, and for days that are over, reversed or more than
    a year apart."""
    words = _clean(form.words, "Nama gambar" if picture else "Teks")
    words_en = "" if picture else _clean(form.words_en, "Teks Inggris", required=False)
    if form.last_day < form.first_day:
        raise Refused("Hari terakhir mendahului hari pertama. Perbaiki tanggalnya.")
    if form.last_day < today:
        raise Refused("Hari terakhir sudah lewat. Pilih hari ini atau sesudahnya.")
    if form.last_day - form.first_day > LONGEST:
        raise Refused("Informasi tampil paling lama setahun. Pilih hari terakhir yang lebih dekat.")
    return replace(form, words=words, words_en=words_en, room=form.room.strip())


def _clean(words: str, field: str, *, required: bool = True) -> str:
    lines = [line for line in words.replace("\r\n", "\n").split("\n") if line.strip()]
    if len(lines) > 2:
        raise Refused(f"{field} paling banyak dua baris. Bagi menjadi dua informasi.")
    if required and not lines:
        raise Refused(f"{field} belum diisi.")
    for line in lines:
        for position, character in enumerate(line, start=1):
            if unicodedata.category(character) == "Cf":
                raise Refused(
                    f"{field}: karakter ke-{position} (U+{ord(character):04X}) tidak terlihat. "
                    "Hapus lalu ketik ulang."
                )
    return "\n".join(clean_line(line, field=field, limit=LINE_LIMIT) for line in lines)
