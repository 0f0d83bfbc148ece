"""What opens besides tickets: lists of facts, and one counter with what can be done there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from bkpsdm_desktop.domain.indonesian import clock, clock_wib, short_date
from bkpsdm_desktop.domain.ticket import State as TicketState
from bkpsdm_desktop.screens.counter.pieces import RowsTable
from bkpsdm_desktop.screens.counter.sheet import Sheet
from bkpsdm_desktop.screens.models import Column, KeyedTableModel
from bkpsdm_desktop.screens.supervisor import wording
from bkpsdm_desktop.screens.supervisor.acting_sheet import ActingSheet, updated_words
from bkpsdm_desktop.screens.supervisor.panel_rows import Facts
from bkpsdm_desktop.screens.widgets.badge import Badge, BadgeText
from bkpsdm_desktop.screens.widgets.buttons import Kind
from bkpsdm_desktop.screens.widgets.labels import plain_label
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.rows import CounterState
from bkpsdm_desktop.services.supervision_rows import (
    ClerkLine,
    CounterLine,
    GroupLine,
    HealthLine,
    Supervision,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list of facts: what, and what of it; ``number`` keeps equal ones apart."""

    number: int
    what: str
    words: str
    badge: BadgeText | None = None


Said = Sequence[tuple[str, str] | tuple[str, str, BadgeText]]


def _lines(said: Said) -> list[Line]:
    return [Line(n, each[0], each[1], each[2] if len(each) > 2 else None) for n, each in enumerate(said)]


def facts_of(view: Supervision, asked: Facts) -> tuple[str, list[Line]]:
    """Title and lines of a list of facts."""
    makers: dict[str, Callable[[], tuple[str, Said]]] = {
        "health": lambda: _health(view, asked.key),
        "bookings": lambda: ("Janji hari ini", _bookings(view)),
        "breaks": lambda: ("Jeda loket hari ini", _breaks(view)),
        "counters": lambda: ("Semua loket", _counters(view)),
        "forecast": lambda: _forecast(view, asked.key),
        "advice": lambda: ("Hitungan saran", [("", line) for line in view.advice.sums]),
        "accuracy": lambda: ("Ketepatan perkiraan tunggu", _accuracy(view)),
    }
    title, said = makers[asked.kind]()
    return title, _lines(said)


def _health(view: Supervision, key: str) -> tuple[str, Said]:
    chosen = [line for line in view.health if line.key == key or line.kind == key]
    if len(chosen) == 1:
        line = chosen[0]
        return line.name, [(line.name, line.words, _level(line)), *(("", words) for words in line.details)]
    lines = chosen or list(view.health)
    return "Kesehatan alat", [(line.name, line.words, _level(line)) for line in lines]


def _level(line: HealthLine) -> BadgeText:
    state = wording.LEVELS[line.level]
    words = {State.OK: "Siap", State.WARN: "Perlu dilihat", State.BAD: "Bermasalah"}.get(
        state, "Tidak dipakai"
    )
    return BadgeText(words, state)


def _bookings(view: Supervision) -> Said:
    return [
        (
            clock_wib(each.starts_at),
            f"{each.name} · {each.service} · {each.code}",
            BadgeText(each.label or "Datang", State.OK, "check")
            if each.arrived
            else BadgeText("Lewat waktu", State.WARN, "clock")
            if each.late
            else BadgeText("Ditunggu", State.NEUTRAL, "hourglass"),
        )
        for each in view.bookings
    ]


def _breaks(view: Supervision) -> Said:
    said = []
    for each in view.breaks:
        end = clock(each.ended_at) if each.ended_at else "sekarang"
        words = f"{each.reason} · {each.clerk} · {clock(each.began_at)}–{end}"
        if each.until and not each.ended_at:
            words += f" (rencana sampai {clock(each.until)})"
        said.append((f"Loket {each.counter}", words))
    return said


def _accuracy(view: Supervision) -> Said:
    known = view.accuracy
    if known is None:
        return [
            (
                "",
                "Belum ada yang dapat diukur. Dihitung setiap hari dari kunjungan 30 hari terakhir.",
            )
        ]
    said: list[tuple[str, str]] = []
    for line in (known.total, *known.services):
        words = f"{line.within} dari {line.told} kunjungan menunggu sesuai perkiraan"
        if line.share is None:
            words = f"{wording.FEW}: {line.told} kunjungan"
        elif line.miss is not None:
            words += f"; yang lain meleset {wording.part_mins(line.miss)} (median)"
        said.append((line.label, words))
    said.append(("", f"Dari {short_date(known.first)} sampai {short_date(known.last)}."))
    return said


def _counters(view: Supervision) -> Said:
    return [
        (f"Loket {line.number}", wording.clerk_words(line, view), wording.counter_badge(line))
        for line in view.counters
    ]


def _forecast(view: Supervision, key: str) -> tuple[str, Said]:
    groups = [group for group in view.groups if not key or group.code == key]
    said: list[tuple[str, str]] = [(f"{group.series} {group.name}", _sum_of(group)) for group in groups]
    if not key:
        opened = sum(line.state is CounterState.OPEN for line in view.counters)
        said.append(
            ("Semua", f"seluruh pekerjaan dibagi {opened} loket buka: {wording.end_words(view.ends_at)} WIB")
        )
    said.append(("", "Pengunjung yang baru datang tidak dihitung."))
    return "Perkiraan habis", said


def _sum_of(group: GroupLine) -> str:
    if not group.waiting:
        return "tidak ada yang menunggu"
    each = wording.part_mins(group.each)
    if not group.counters:
        return f"{group.waiting} orang × {each}, tidak ada loket buka yang dapat melayani"
    counters = ", ".join(str(number) for number in group.counters)
    end = wording.end_words(group.ends_at)
    return f"{group.waiting} orang × {each} ÷ {len(group.counters)} loket ({counters}) = pukul {end} WIB"


class FactsSheet(Sheet):
    """A list of facts to read."""

    wide = 860
    tall = True

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Rincian", "info", parent)
        self._asked = Facts("")
        self.note = plain_label(role="muted")
        self.head.addWidget(self.note)
        self.model = KeyedTableModel[Line](
            (
                Column("", lambda line: line.what, strong=True),
                Column("", lambda line: line.words),
                Column("", lambda line: line.badge.word if line.badge else "", badge=lambda line: line.badge),
            ),
            key=lambda line: line.number,
        )
        self.table = RowsTable(
            "Rincian", self.model, (200, None, 150), empty="Tidak ada.", head=False, choose=True
        )
        self.body.addWidget(self.table, 1)
        self.foot.addStretch(1)
        self.add_hint("tutup", "Esc")
        self.first = self.table

    def open_facts(self, view: Supervision, asked: Facts) -> None:
        self._asked = asked
        self.show_view(view)
        self.open()

    def show_view(self, view: Supervision) -> None:
        title, lines = facts_of(view, self._asked)
        self.title.setText(title)
        self.note.setText(updated_words(view.now))
        self.model.set_rows(lines)
        self.table.setColumnWidth(0, 200 if any(line.what for line in lines) else 20)


class CounterSheet(ActingSheet):
    """One counter: who is there, and opening, closing or releasing it."""

    open_wanted = Signal(object, object)
    close_wanted = Signal(object)
    release_wanted = Signal(object)
    wide = 760
    tall = True

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Loket", "counter", parent)
        self._number = 0
        self._view: Supervision | None = None
        self.badge = Badge()
        self.head.insertWidget(2, self.badge)
        self.facts = plain_label(size=15, wrap=True)
        self.caption = plain_label("Buka loket ini untuk", weight=600)
        self.model = KeyedTableModel[ClerkLine](
            (
                Column("Petugas", lambda row: row.name, strong=True),
                Column("Keahlian", self._skills),
                Column("Sekarang", self._where),
            ),
            key=lambda row: row.id,
        )
        self.table = RowsTable(
            "Petugas", self.model, (220, None, 200), empty="Tidak ada petugas yang bebas.", choose=True
        )
        self.table.activated.connect(self._activated)
        for part in (self.facts, self.trouble, self.caption):
            self.body.addWidget(part)
        self.body.addWidget(self.table, 1)
        self.open_button = self.add_act("Buka untuk yang dipilih", "Alt+O", self._open_for, Kind.STRONG)
        self.release_button = self.add_act("Lepaskan nomor", "Alt+L", self._release)
        self.close_button = self.add_act("Tutup loket", "Alt+T", self._close, Kind.DANGER)
        self.foot.addStretch(1)
        self.add_hint("kembali", "Esc")
        self.first = self.table
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._refresh())

    def _skills(self, row: ClerkLine) -> str:
        view = self._view
        if view is None:
            return ""
        return (
            ", ".join(group.name for group in view.groups if group.code in row.groups) or "belum ada keahlian"
        )

    def _where(self, row: ClerkLine) -> str:
        if row.counter is None:
            return "tidak di loket"
        return f"Loket {row.counter}, jeda" if row.state is CounterState.PAUSED else f"Loket {row.counter}"

    @property
    def line(self) -> CounterLine | None:
        if self._view is None:
            return None
        return next((line for line in self._view.counters if line.number == self._number), None)

    def open_counter(self, view: Supervision, number: int) -> None:
        self._number = number
        self.show_trouble("")
        self.table.setCurrentIndex(QModelIndex())
        self.show_view(view)
        self.open()
        if self.model.rows:
            self.table.setCurrentIndex(self.model.index(0, 0))

    def show_view(self, view: Supervision) -> None:
        self._view = view
        line = self.line
        if line is None:
            self.close_sheet()
            return
        badge = wording.counter_badge(line)
        self.title.setText(f"Loket {line.number}")
        self.badge.set_badge(badge.word, badge.state, badge.icon)
        self.note.setText(updated_words(view.now))
        self.facts.setText(_about(line, view))
        here = [
            clerk for clerk in view.clerks if clerk.id == line.person and line.state is CounterState.PAUSED
        ]
        free = [clerk for clerk in view.clerks if clerk.counter is None]
        free.sort(key=lambda clerk: (-len(clerk.groups), clerk.name))
        self.model.set_rows([*here, *free] if line.state is not CounterState.OPEN else [])
        self._refresh()

    def _refresh(self) -> None:
        line = self.line
        if line is None:
            return
        offers = line.state is not CounterState.OPEN
        self.caption.setText("Buka loket ini untuk" if offers else "Loket ini sedang buka.")
        self.table.setVisible(offers)
        self.first = self.table if offers else self.close_button
        chosen = self.model.row(self.table.currentIndex())
        why = "" if chosen is not None else "Pilih petugas dahulu."
        if not offers:
            why = "Loket ini sudah dibuka."
        elif not line.has_pc:
            why = "Loket ini tidak punya PC."
        self.open_button.set_reason(why)
        self.close_button.set_reason("Loket ini sudah tutup." if line.state is CounterState.CLOSED else "")
        self.release_button.set_reason("" if line.ticket is not None else "Tidak ada nomor di loket ini.")

    def _activated(self, index: QModelIndex) -> None:
        if self.open_button.reason:
            self.show_trouble(self.open_button.reason)
        else:
            self._open_for()

    def _open_for(self) -> None:
        line, clerk = self.line, self.model.row(self.table.currentIndex())
        if line is not None and clerk is not None:
            self.open_wanted.emit(line, clerk)

    def _release(self) -> None:
        if self.line is not None:
            self.release_wanted.emit(self.line)

    def _close(self) -> None:
        if self.line is not None:
            self.close_wanted.emit(self.line)


def _about(line: CounterLine, view: Supervision) -> str:
    """What is to be said of a counter, a sentence after the other."""
    said = [f"{line.room}."]
    if line.person is not None:
        letters = wording.series_words(line, view) or "belum ada keahlian"
        said.append(f"{line.clerk}, melayani {letters}.")
    if line.label and line.since is not None:
        what = "dilayani" if line.ticket_state is TicketState.SERVING else f"dipanggil {line.calls}×"
        said.append(f"{line.label} {what} sejak {clock_wib(line.since)}.")
    elif line.since is not None and line.state is not CounterState.CLOSED:
        what = f"Jeda ({line.break_reason or 'tanpa alasan'})" if line.break_reason else "Siap"
        said.append(f"{what} sejak {clock_wib(line.since)}.")
    if line.parked:
        said.append(f"Menyimpan {line.parked} nomor yang ditunda.")
    if line.silent is not None:
        since: datetime = view.now - line.silent
        said.append(f"PC-nya tidak memberi tanda sejak {clock_wib(since)}; nomornya dapat dilepaskan.")
    if not line.has_pc:
        said.append("Belum ada PC di loket ini.")
    return " ".join(said)
