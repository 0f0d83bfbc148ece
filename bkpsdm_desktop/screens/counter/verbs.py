"""What may be done at the counter now, and why the rest may not. No widget, no rule of its own:
what a ticket allows is asked of ``domain.ticket.next_state``.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.ticket import Act, State, TicketFacts, next_state
from bkpsdm_desktop.services.counter_rows import CounterView
from bkpsdm_desktop.services.rows import CounterState

LOADING = "Antrean sedang dimuat."
NO_LINK = "Basis data tidak terjangkau."
BUSY = "Tindakan sebelumnya sedang disimpan."


class Verb(Enum):
    """A thing that a clerk does: key, words on its button, what it does to the active ticket."""

    CALL_NEXT = ("F2", "Panggil berikutnya", Act.CALL)
    RECALL = ("F3", "Panggil ulang", Act.RECALL)
    WITHDRAW = ("Shift+F3", "Batalkan panggilan", Act.WITHDRAW)
    START = ("F4", "Mulai layani", Act.START)
    FIND = ("F5", "Cari", None)
    TRANSFER = ("F6", "Alihkan", Act.TRANSFER)
    PARK = ("F7", "Tunda", Act.PARK)
    PARK_FOR_ALL = ("Ctrl+F7", "Tunda untuk semua loket", Act.PARK)
    PARKED = ("Shift+F7", "Ambil yang ditunda", None)
    ADD_SERVICE = ("Alt+T", "Tambah layanan", Act.NEXT_SERVICE)
    NO_SHOW = ("F8", "Tidak hadir", Act.MARK_NO_SHOW)
    CANCEL = ("Shift+F8", "Batal (pengunjung pamit)", Act.CANCEL)
    FINISH = ("F9", "Selesai", Act.FINISH)
    PRINT = ("F10", "Cetak", None)
    OPEN = ("F11", "Buka loket", None)
    PAUSE = ("F11", "Jeda", None)
    CLOSE = ("Shift+F11", "Tutup loket", None)
    UNDO = ("Ctrl+Z", "Urungkan", None)

    def __init__(self, key: str, words: str, act: Act | None) -> None:
        self.key = key
        self.words = words
        self.act = act


@dataclass(frozen=True, slots=True)
class Situation:
    """What the screen knows: the last view, the office's time now, whether the database answers."""

    view: CounterView | None
    now: datetime
    linked: bool = True


def refusal(verb: Verb, at: Situation) -> str | None:
    """Why ``verb`` cannot be done now, as one sentence; ``None`` when it can."""
    if not at.linked:
        return NO_LINK
    if at.view is None:
        return LOADING
    if verb.act is not None:
        return _ticket_refusal(verb, verb.act, at.view, at.now)
    if verb is Verb.UNDO:
        undo = at.view.undo
        return None if undo is not None and at.now < undo.until else "Tidak ada yang dapat diurungkan."
    if verb is Verb.PARKED:
        return None if at.view.parked else "Belum ada nomor yang ditunda."
    return _counter_refusal(verb, at.view)


def _ticket_refusal(verb: Verb, act: Act, view: CounterView, now: datetime) -> str | None:
    active = view.active
    if active is None:
        if verb is Verb.CALL_NEXT:
            return _call_refusal(view)
        return f"{verb.key} belum bisa dipakai: belum ada nomor yang dipanggil di loket ini."
    if verb is Verb.CALL_NEXT and view.rules.finish_and_call and active.state is State.SERVING:
        return _call_refusal(view)
    facts = TicketFacts(number=active.label, state=active.state, calls=active.calls)
    try:
        next_state(facts, act, now=now, rules=view.rules)
    except Refused as refused:
        return refused.sentence
    return None


def _call_refusal(view: CounterView) -> str | None:
    if view.state is CounterState.CLOSED:
        return "Loket masih tutup. Buka loket dahulu (F11)."
    if view.state is CounterState.PAUSED:
        return "Loket sedang jeda. Buka loket dahulu (F11)."
    if view.candidate is None:
        return "Belum ada nomor yang menunggu."
    return None


def _counter_refusal(verb: Verb, view: CounterView) -> str | None:
    if verb is Verb.PAUSE and view.state is not CounterState.OPEN:
        return "Loket belum dibuka, jadi belum dapat dijeda."
    if verb is Verb.PAUSE and view.active is not None:
        return f"Selesaikan {view.active.label} dahulu, lalu jeda."
    if verb is Verb.OPEN and view.state is CounterState.OPEN:
        return "Loket sudah dibuka."
    if verb is Verb.CLOSE and view.state is CounterState.CLOSED:
        return "Loket sudah tutup."
    if verb is Verb.CLOSE and view.active is not None:
        return f"Selesaikan {view.active.label} dahulu, lalu tutup loket."
    return None


def primary(view: CounterView | None) -> Verb:
    """The one verb that stands on the big button (U15)."""
    if view is None:
        return Verb.CALL_NEXT
    if view.active is not None:
        return Verb.FINISH if view.active.state is State.SERVING else Verb.START
    return Verb.CALL_NEXT if view.state is CounterState.OPEN else Verb.OPEN


def toggle(view: CounterView | None) -> Verb:
    """What F11 does now."""
    return Verb.PAUSE if view is not None and view.state is CounterState.OPEN else Verb.OPEN


def standing_reason(at: Situation) -> str:
    """What the status line says when nothing else has to be said: why the grey keys are grey."""
    if not at.linked:
        return f"{NO_LINK} Yang tampil adalah keadaan terakhir; mencoba lagi sampai tersambung."
    view = at.view
    if view is None:
        return LOADING
    if view.active is None:
        if (reason := _call_refusal(view)) is not None:
            return reason
        return "F3, F6, F7, F8 belum bisa dipakai: belum ada nomor yang dipanggil di loket ini."
    if view.active.state is State.SERVING:
        return f"F2 dipakai lagi setelah {view.active.label} selesai (F9), dialihkan (F6), atau ditunda (F7)."
    return (
        refusal(Verb.NO_SHOW, at)
        or refusal(Verb.RECALL, at)
        or f"F2 dipakai lagi setelah {view.active.label} dilayani atau tidak hadir."
    )
