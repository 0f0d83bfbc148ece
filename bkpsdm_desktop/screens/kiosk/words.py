"""Sentences of the kiosk that depend on the office's state."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from bkpsdm_desktop.domain.calendar import OfficeStatus
from bkpsdm_desktop.domain.indonesian import clock_wib, day_name, long_date
from bkpsdm_desktop.domain.instants import business_day

MOST_CHOICES = 6  # on one screen (U29)

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A screen with nothing to choose: what is the matter and what comes next.

    ``label`` and ``value`` are the one fact to remember (when it opens); ``staff`` is for the clerk who is
    fetched.
    """

    icon: str
    heading: str
    sentence: str
    label: str = ""
    value: str = ""
    value_more: str = ""
    staff: str = ""
    amber: bool = False


UNAVAILABLE = Notice(
    icon="wifi-off",
    heading="Nomor sedang tidak tersedia, silakan ke petugas",
    sentence="Mesin antrean terputus dari data kantor. Layar ini kembali sendiri begitu tersambung.",
    amber=True,
)
LOADING = Notice(icon="hourglass", heading="Memuat…", sentence="")
STILL_LOADING = Notice(icon="hourglass", heading="Masih memproses", sentence="Mohon tunggu sebentar.")


def held(reason: str) -> Notice:
    """No number may be issued now, for a reason that a clerk can clear."""
    return Notice(
        icon="pause",
        heading="Nomor sedang tidak tersedia, silakan ke petugas",
        sentence="Petugas di meja informasi membantu Anda.",
        staff=reason,
        amber=True,
    )


def closed(status: OfficeStatus, now: datetime) -> Notice:
    """Why there are no numbers now, and when there will be (C9)."""
    opens = status.opens_at
    if status.on_break:
        heading, sentence, icon = "Loket istirahat", "Pengambilan nomor dibuka lagi hari ini.", "cup"
    elif status.holiday:
        heading, sentence, icon = "Hari ini libur", status.holiday, "calendar"
    elif status.last_closing is None:
        heading = "Hari ini tutup"
        sentence = f"Tidak ada layanan pada hari {day_name(business_day(now))}."
        icon = "calendar"
    elif now >= status.last_closing:
        heading, sentence, icon = "Antrean sudah tutup", "Pengambilan nomor hari ini sudah selesai.", "moon"
    else:
        heading, sentence, icon = "Antrean belum buka", "Pengambilan nomor dibuka nanti.", "clock"
    if opens is None:
        return Notice(icon=icon, heading=heading, sentence=f"{sentence} Tanyakan jadwal buka kepada petugas.")
    return Notice(
        icon=icon,
        heading=heading,
        sentence=sentence,
        label="Buka lagi" if status.on_break else "Buka kembali",
        value=_day(opens, now),
        value_more=f"pukul {clock_wib(opens)}",
    )


def _day(at: datetime, now: datetime) -> str:
    day, today = business_day(at), business_day(now)
    if day == today:
        return "Hari ini"
    if day == today + timedelta(days=1):
        return f"Besok, {long_date(day)}"
    return long_date(day)


def waiting_phrase(people: int) -> str:
    """Under a group's name."""
    return f"{people} menunggu" if people else "Tanpa antrean"


def papers_phrase(papers: int) -> str:
    """Under a service's name."""
    return f"Siapkan {papers} berkas" if papers else "Tanpa berkas"


def people_phrase(people: int) -> str:
    """A figure in a fact box."""
    return f"{people} orang" if people else "Tidak ada"


def choices(items: Sequence[_Item], page: int) -> tuple[Sequence[_Item], bool]:
    """What is offered on a page of choices, and whether *Lainnya* comes after it.

    Six at most; of more than six, five and *Lainnya*, which opens the rest in the same way.
    """
    rest = items[page * (MOST_CHOICES - 1) :]
    if len(rest) <= MOST_CHOICES:
        return rest, False
    return rest[: MOST_CHOICES - 1], True
