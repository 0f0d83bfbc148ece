"""Column A of the counter console: whom it is about. One page for each state of the counter."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from bkpsdm_desktop.domain.indonesian import clock, clock_wib, long_date, minutes
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.queue import Priority
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.counter import wording
from bkpsdm_desktop.screens.counter.pieces import Fact, FactList, FitRow, SectionHead, line
from bkpsdm_desktop.screens.counter.verbs import Situation, Verb, refusal
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.badge import Badge
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, Size
from bkpsdm_desktop.screens.widgets.labels import Picture, plain_label, restyle
from bkpsdm_desktop.screens.widgets.meter import Meter
from bkpsdm_desktop.screens.widgets.panel import Panel
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.rows import ActiveTicket, CandidateRow, CounterState, CounterView

_HERO_NUMBER = {density: density.px.hero for density in Density}
_SERVING_NUMBER = {Density.NORMAL: 40, Density.COMPACT1: 40, Density.COMPACT2: 32}


class Number(QLabel):
    """The ticket number, large; ``sizes`` in logical pixels by density."""

    def __init__(self, sizes: dict[Density, int]) -> None:
        super().__init__()
        self._sizes = sizes
        self.setTextFormat(Qt.TextFormat.PlainText)

    def set_density(self, density: Density) -> None:
        px = self._sizes[density]
        self.setFont(theme.font(px, 700, letter_spacing=-0.015))
        self.setFixedHeight(px + 2)


class WhoBadge(Badge):
    """Priority, or *Reguler*."""

    def set_priority(self, priority: Priority | None) -> None:
        if priority is None:
            self.set_badge("Reguler", State.NEUTRAL, "user")
        else:
            self.set_badge(wording.PRIORITY_WORDS[priority], State.INFO, wording.PRIORITY_ICONS[priority])


class Hero(QWidget):
    """Number, service with its badge, a sentence about time and a meter."""

    def __init__(self) -> None:
        super().__init__()
        self.number = Number(_HERO_NUMBER)
        self.service = plain_label(size=18, weight=600, wrap=True)
        self.badge = WhoBadge()
        self._row = FitRow(self.service, self.badge)
        self._clock = Picture("clock", 16)
        self._clock.set_color(lambda: theme.current().ink_muted)
        self._times = plain_label(role="muted")
        self._span = plain_label(weight=600)
        self.meter = Meter()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 10, 12, 10)
        rows.setSpacing(6)
        rows.addWidget(self.number)
        rows.addWidget(self._row)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._clock)
        row.addWidget(self._times)
        row.addWidget(self._span)
        row.addStretch(1)
        rows.addLayout(row)
        rows.addWidget(self.meter)

    def set_who(self, label: str, service: str, priority: Priority | None) -> None:
        self.number.setText(label)
        self.service.setText(service)
        self.badge.set_priority(priority)
        self._row.refit()

    def set_times(self, since: str, span: str) -> None:
        """``Ambil 09.27 WIB, menunggu`` and ``14 menit``, the latter in the colour of the meter."""
        self._times.setText(since)
        self._span.setText(span)
        state = self.meter.state
        restyle(self._span, "role", "" if state is State.NEUTRAL else state.value)

    def set_density(self, density: Density) -> None:
        self.number.set_density(density)

    def set_hidden(self, hidden: bool) -> None:
        self.badge.setVisible(not hidden)
        self._row.refit()


class Measured(Protocol):
    """What takes its sizes from the density."""

    def set_density(self, density: Density) -> None: ...


class WhoPanel(Panel):
    """A page of column A: a panel with parts that take their sizes from the density."""

    _parts: tuple[Measured, ...] = ()

    def __init__(self, title: str = "") -> None:
        super().__init__(title, body_margins=False)
        self.body.setSpacing(0)

    def set_density(self, density: Density) -> None:
        super().set_density(density)
        for part in self._parts:
            part.set_density(density)


class ClosedPage(WhoPanel):
    """The counter is closed or paused: what F11 does, nobody is called."""

    def __init__(self) -> None:
        super().__init__()
        section = SectionHead("Selanjutnya")
        self._parts = (section,)
        self._state = plain_label(size=32, weight=600)
        self._about = plain_label(size=15, wrap=True, role="muted")
        self._facts = FactList()
        box = QVBoxLayout()
        box.setContentsMargins(12, 12, 12, 12)
        box.setSpacing(4)
        box.addWidget(self._state)
        box.addWidget(self._about)
        self.body.addLayout(box)
        self.body.addWidget(line())
        self.body.addWidget(section)
        self.body.addWidget(self._facts)
        self.body.addStretch(1)

    def show_view(self, view: CounterView) -> None:
        self.set_title(f"Loket {view.counter}")
        self.set_note(wording.skills_sentence(view))
        paused = view.state is CounterState.PAUSED
        self._state.setText("Loket jeda" if paused else "Loket tutup")
        waiting = sum(row.waiting for row in view.queue if row.mine)
        self._about.setText(
            f"{waiting} orang menunggu layanan Anda." if waiting else "Tidak ada yang menunggu layanan Anda."
        )
        self._facts.set_facts(
            (
                Fact("Buka loket, lalu panggil nomor berikutnya.", key="F11"),
                Fact("Cari nomor atau kode tiket.", key="F5"),
                Fact("Perintah lain, juga keluar dari akun Anda.", key="Ctrl+K", muted=True),
            )
        )


class NextPage(WhoPanel):
    """Who is called next and why, or that nobody waits."""

    def __init__(self) -> None:
        super().__init__("Berikutnya untuk Anda")
        self._hidden = False
        self._hero = Hero()
        self._nobody = plain_label(size=24, weight=600, wrap=True)
        self._nobody.setContentsMargins(12, 12, 12, 4)
        self._advice = plain_label(size=15, role="muted", wrap=True)
        self._advice.setContentsMargins(12, 0, 12, 12)
        self._heads = (SectionHead("Mengapa nomor ini?"), SectionHead("Biasanya diperlukan"))
        self._why = FactList()
        self._needs = plain_label(role="muted", wrap=True)
        self._needs.setContentsMargins(12, 0, 12, 8)
        self._lines = (line(), line())
        self._parts = (self._hero, *self._heads)
        for part in (
            self._nobody, self._advice, self._hero, self._lines[0], self._heads[0], self._why,
            self._lines[1], self._heads[1], self._needs,
        ):  # fmt: skip
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.set_density(Density.NORMAL)

    def show_view(self, view: CounterView, now: datetime) -> None:
        self.set_note(wording.skills_sentence(view))
        candidate = view.candidate
        for part in (self._hero, self._heads[1], self._lines[1], self._needs):
            part.setVisible(candidate is not None)
        self.set_hidden(self._hidden)
        for part in (self._nobody, self._advice):
            part.setVisible(candidate is None)
        if candidate is None:
            self._nobody.setText("Tidak ada yang menunggu")
            self._advice.setText("Nomor baru untuk layanan Anda langsung tampil di sini.")
            return
        self._hero.set_who(candidate.label, candidate.service, candidate.priority)
        self._why.set_facts(_why_facts(candidate))
        self._needs.setText(" · ".join(candidate.requirements) or "Tidak ada persyaratan tertulis.")
        self.tick(view, now)

    def tick(self, view: CounterView, now: datetime) -> None:
        candidate = view.candidate
        if candidate is None:
            return
        waited = now - candidate.issued_at
        limit = timedelta(minutes=view.rules.wait_limit_minutes)
        self._hero.meter.set_spans(waited, limit)
        self._hero.set_times(f"Ambil {clock_wib(candidate.issued_at)}, menunggu", minutes(waited))
        self._hero.meter.set_caption(f"batas tunggu {minutes(limit)}", wording.near_from(limit))

    def set_hidden(self, hidden: bool) -> None:
        """No kind of priority, and nothing about the others who wait."""
        self._hidden = hidden
        self._hero.set_hidden(hidden)
        for part in (self._lines[0], self._heads[0], self._why):
            part.setVisible(not hidden and not self._hero.isHidden())

    @property
    def number(self) -> str:
        return self._hero.number.text()

    @property
    def meter(self) -> Meter:
        return self._hero.meter


def _why_facts(candidate: CandidateRow) -> Sequence[Fact]:
    icons = ("people", "repeat", "clock")
    return [
        Fact(words, icon=icons[min(place, len(icons) - 1)], state=State.INFO)
        for place, words in enumerate(candidate.why)
    ]


class CalledPage(WhoPanel):
    """A number is called: did the call arrive, what comes next, how to take it back."""

    def __init__(self, withdraw: QAction, cancel: QAction) -> None:
        super().__init__()
        self.set_lit(True)
        self._hero = Hero()
        self._heads = (SectionHead("Panggilan sampai ke ruang tunggu?"), SectionHead("Selanjutnya"))
        self._seen = FactList()
        self._next = FactList()
        self.withdraw_button = KeyButton(Verb.WITHDRAW.words, size=Size.SMALL)
        self.cancel_button = KeyButton(Verb.CANCEL.words, size=Size.SMALL)
        self.withdraw_button.bind(withdraw)
        self.cancel_button.bind(cancel)
        self._parts = (self._hero, *self._heads)
        for part in (self._hero, line(), self._heads[0], self._seen, line(), self._heads[1], self._next):
            self.body.addWidget(part)
        self.body.addStretch(1)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 9, 12, 9)
        foot.setSpacing(6)
        foot.addWidget(self.withdraw_button)
        foot.addWidget(self.cancel_button)
        self.body.addWidget(line())
        self.body.addLayout(foot)
        self.set_density(Density.NORMAL)

    def show_view(self, view: CounterView, active: ActiveTicket, at: Situation) -> None:
        self.set_title(f"Dipanggil ke Loket {view.counter}")
        self.set_note(f"panggilan {active.calls} dari {view.rules.max_calls}")
        self._hero.set_who(active.label, active.service, active.priority)
        seen = [
            Fact(f"{words} {since}", icon="check", state=State.OK)
            for words, since in wording.seen_sentences(active)
        ]
        waiting = Fact("Belum ada layar yang melaporkan panggilan ini.", icon="hourglass", state=State.WARN)
        self._seen.set_facts(seen or [waiting])
        self._next.set_facts(_next_facts(view, at))
        self.tick(view, active, at.now)

    def tick(self, view: CounterView, active: ActiveTicket, now: datetime) -> None:
        since = now - active.called_at
        hint = timedelta(seconds=view.rules.recall_hint_seconds)
        self._hero.meter.set_spans(min(since, hint * 0.79), hint)
        advice = f"panggil ulang disarankan setelah {view.rules.recall_hint_seconds} detik"
        if active.calls >= view.rules.max_calls:
            advice = "panggilan terakhir"
        self._hero.meter.set_caption(advice)
        called_at = clock(active.called_at, seconds=True)
        self._hero.set_times(f"Dipanggil {called_at} WIB,", wording.ago(active.called_at, now))

    def set_hidden(self, hidden: bool) -> None:
        self._hero.set_hidden(hidden)

    @property
    def number(self) -> str:
        return self._hero.number.text()


def _next_facts(view: CounterView, at: Situation) -> Sequence[Fact]:
    """What the keys do for this visitor now; a key that does not work yet says why."""
    recall = refusal(Verb.RECALL, at)
    no_show = refusal(Verb.NO_SHOW, at)
    limit = view.rules.return_minutes
    return (
        Fact("Pengunjung datang. Waktu layanan mulai dihitung.", key="F4"),
        Fact(
            "Belum datang, panggil ulang." if recall is None else recall, key="F3", muted=recall is not None
        ),
        Fact(
            f"Tidak hadir. Nomor masih boleh kembali {limit} menit."
            if no_show is None
            else f"Tidak hadir, bisa dipakai setelah panggilan ke-{view.rules.max_calls}. "
            f"Nomor masih boleh kembali {limit} menit.",
            key="F8",
            muted=no_show is not None,
        ),
    )


class ServingPage(WhoPanel):
    """Who is at the counter: number and how the visit went so far."""

    def __init__(self) -> None:
        super().__init__()
        self.set_lit(True)
        self._number = Number(_SERVING_NUMBER)
        self._badge = WhoBadge()
        self._summary = plain_label(role="muted", wrap=True)
        self._old_day = plain_label(wrap=True, role="warn", weight=600)
        self._steps = FactList()
        head = SectionHead("Kunjungan ini")
        self.hide_button = KeyButton("Sembunyikan data", size=Size.SMALL)
        top = QVBoxLayout()
        top.setContentsMargins(12, 10, 12, 10)
        top.setSpacing(2)
        top.addWidget(FitRow(self._number, self._badge))
        top.addWidget(self._summary)
        top.addWidget(self._old_day)
        self._parts = (self._number, head)
        self.body.addLayout(top)
        self.body.addWidget(line())
        self.body.addWidget(head)
        self.body.addWidget(self._steps)
        self.body.addStretch(1)
        self.body.addWidget(line())
        eye = Picture("eye", 16)
        eye.set_color(lambda: theme.current().ink)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 9, 12, 9)
        foot.setSpacing(8)
        foot.addWidget(eye)
        foot.addWidget(plain_label("Layar terlihat pengunjung?", size=12, role="muted", wrap=True), 1)
        foot.addWidget(self.hide_button)
        self.body.addLayout(foot)
        self.set_density(Density.NORMAL)

    def show_view(self, active: ActiveTicket, now: datetime) -> None:
        self._number.setText(active.label)
        self._badge.set_priority(active.priority)
        waited = minutes(active.called_at - active.issued_at)
        self._summary.setText(f"{active.service} · menunggu {waited} · dipanggil {active.calls} kali")
        self._old_day.setVisible(active.business_day != business_day(now))
        self._old_day.setText(f"Nomor dari {long_date(active.business_day)}. Selesaikan dahulu (F9).")
        self._steps.set_facts(
            [Fact(words, icon=icon, state=State.NEUTRAL) for icon, words in wording.steps(active)]
        )

    def set_hidden(self, hidden: bool) -> None:
        self._badge.setVisible(not hidden)
        self._summary.setVisible(not hidden)

    @property
    def number(self) -> str:
        return self._number.text()
