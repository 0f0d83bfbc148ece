"""Sentences of the kiosk that depend on the office's state, in both languages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from bkpsdm_desktop.domain.calendar import OfficeStatus
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.estimate import WaitRange, range_words
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.services.rows import KioskState

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


def unavailable(language: Language) -> Notice:
    """The office's data can't be reached."""
    return Notice(
        icon="wifi-off",
        heading=_no_numbers(language),
        sentence=language.of(
            "Mesin antrean terputus dari data kantor. Layar ini kembali sendiri begitu tersambung.",
            "This machine has lost the office's data. The screen comes back by itself.",
        ),
        amber=True,
    )


def loading(language: Language) -> Notice:
    return Notice(icon="hourglass", heading=language.of("Memuat…", "Loading…"), sentence="")


def still_loading(language: Language) -> Notice:
    return Notice(icon="hourglass", heading=still_busy(language)[0], sentence=still_busy(language)[1])


def still_busy(language: Language) -> tuple[str, str]:
    """Heading and sentence when an answer takes long."""
    return (
        language.of("Masih memproses", "Still working"),
        language.of("Mohon tunggu sebentar.", "Please wait a moment."),
    )


def _no_numbers(language: Language) -> str:
    return language.of(
        "Nomor sedang tidak tersedia, silakan ke petugas", "No numbers now, please see a clerk"
    )


def held(reason: str, language: Language) -> Notice:
    """No number may be issued now, for a reason that a clerk can clear."""
    return Notice(
        icon="pause",
        heading=_no_numbers(language),
        sentence=language.of(
            "Petugas di meja informasi membantu Anda.", "A clerk at the information desk helps you."
        ),
        staff=language.of(f"Untuk petugas: {reason}", f"For the clerk: {reason}"),
        amber=True,
    )


def notice(state: KioskState | None, language: Language, *, linked: bool) -> Notice | None:
    """Why there is nothing to choose now; ``None`` when there is."""
    if not linked:
        return unavailable(language)
    if state is None:
        return loading(language)
    if state.hold is not None:
        return held(language.of(state.hold, state.hold_en), language)
    if not state.status.is_open:
        return closed(state.status, state.now, language)
    return None


def closed(status: OfficeStatus, now: datetime, language: Language) -> Notice:
    """Why there are no numbers now, and when there will be (C9)."""
    opens = status.opens_at
    icon, heading, sentence = _why_closed(status, now, language)
    if opens is None:
        ask = language.of("Tanyakan jadwal buka kepada petugas.", "Please ask a clerk when it opens.")
        return Notice(icon=icon, heading=heading, sentence=f"{sentence} {ask}")
    at = language.clock_wib(opens)
    again = language.of("Buka lagi" if status.on_break else "Buka kembali", "Opens again")
    return Notice(
        icon=icon,
        heading=heading,
        sentence=sentence,
        label=again,
        value=_day(opens, now, language),
        value_more=language.of(f"pukul {at}", f"at {at}"),
    )


def _why_closed(status: OfficeStatus, now: datetime, language: Language) -> tuple[str, str, str]:
    of = language.of
    if status.on_break:
        return (
            "cup",
            of("Loket istirahat", "The desks have a break"),
            of("Pengambilan nomor dibuka lagi hari ini.", "Numbers are given again today."),
        )
    if status.holiday:
        return (
            "calendar",
            of("Hari ini libur", "Closed today"),
            of(status.holiday, "It is a public holiday."),
        )
    if status.last_closing is None:
        day = language.day_name(business_day(now))
        return (
            "calendar",
            of("Hari ini tutup", "Closed today"),
            of(f"Tidak ada layanan pada hari {day}.", f"There is no service on {day}."),
        )
    if now >= status.last_closing:
        return (
            "moon",
            of("Antrean sudah tutup", "The queue is closed"),
            of("Pengambilan nomor hari ini sudah selesai.", "No more numbers are given today."),
        )
    return (
        "clock",
        of("Antrean belum buka", "Not open yet"),
        of("Pengambilan nomor dibuka nanti.", "Numbers are given later today."),
    )


def _day(at: datetime, now: datetime, language: Language) -> str:
    day, today = business_day(at), business_day(now)
    if day == today:
        return language.of("Hari ini", "Today")
    if day == today + timedelta(days=1):
        return f"{language.of('Besok', 'Tomorrow')}, {language.long_date(day)}"
    return language.long_date(day)


def waiting_phrase(people: int, language: Language) -> str:
    """Under a group's name."""
    if not people:
        return language.of("Tanpa antrean", "No queue")
    return language.of(f"{people} menunggu", f"{people} waiting")


def papers_phrase(papers: int, language: Language) -> str:
    """Under a service's name."""
    if not papers:
        return language.of("Tanpa berkas", "No documents")
    return language.of(f"Siapkan {papers} berkas", "1 document" if papers == 1 else f"{papers} documents")


def people_phrase(people: int, language: Language) -> str:
    """A figure in a fact box."""
    if not people:
        return language.of("Tidak ada", "Nobody")
    return language.of(f"{people} orang", "1 person" if people == 1 else f"{people} people")


def ahead(language: Language) -> str:
    return language.of("Di depan Anda", "Ahead of you")


def wait_fact(wait: WaitRange, language: Language) -> tuple[str, str, str]:
    """How long it takes, in a fact box: always a range."""
    return ("clock", language.of("Perkiraan tunggu", "Estimated wait"), range_words(wait, language))


def open_counters(language: Language) -> str:
    return language.of("Loket buka", "Open desks")


def back(language: Language) -> str:
    return language.of("Kembali", "Back")


def refusal(refused: Refused, language: Language) -> str:
    """What a use case says to the visitor."""
    return language.of(refused.sentence, refused.english or "This is not possible now. Please ask a clerk.")


def not_taken(language: Language) -> str:
    """Above the reason why there is no number."""
    return language.of("Nomor belum diambil", "No number was taken")


def fault(code: str, language: Language) -> str:
    """Our own fault, by its reference code."""
    return language.of(
        f"Silakan ke petugas dan sebutkan kode {code}.", f"Please see a clerk and mention code {code}."
    )


def choices(items: Sequence[_Item], page: int) -> tuple[Sequence[_Item], bool]:
    """What is offered on a page of choices, and whether *Lainnya* comes after it.

    Six at most; of more than six, five and *Lainnya*, which opens the rest in the same way.
    """
    rest = items[page * (MOST_CHOICES - 1) :]
    if len(rest) <= MOST_CHOICES:
        return rest, False
    return rest[: MOST_CHOICES - 1], True
