"""Column A of the counter console: whom it is about. One page for each state of the counter."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from bkpsdm_desktop.domain.indonesian import clock, clock_wib, long_date, minutes
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.queue import Priority
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.counter import wording
from bkpsdm_desktop.screens.counter.pause import break_words
from bkpsdm_desktop.screens.counter.pieces import Fact, FactList, FitRow, Section, line
from bkpsdm_desktop.screens.counter.verbs import Situation, Verb, refusal
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.badge import Badge
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, Size
from bkpsdm_desktop.screens.widgets.labels import Picture, plain_label, restyle
from bkpsdm_desktop.screens.widgets.meter import Meter
from bkpsdm_desktop.screens.widgets.panel import Panel
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.counter_rows import ActiveTicket, CandidateRow, CounterView
from bkpsdm_desktop.services.rows import CounterState

_FOOT = "Layar terlihat pengunjung?"
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
    """A page of column A. Sections that find no room are left out whole, the last one first."""

    def __init__(self, title: str = "") -> None:
        self._parts: tuple[QWidget, ...] = ()
        self._sections: tuple[Section, ...] = ()
        self._measured: tuple[Measured, ...] = ()
        self._head_height = 0
        super().__init__(title, body_margins=False)
        self.body.setSpacing(0)

    def _fill(
        self,
        parts: Sequence[QWidget],
        sections: Sequence[Section],
        foot: Sequence[QWidget] = (),
        *,
        measured: Sequence[Measured] = (),
    ) -> None:
        """The panel from top to bottom: parts, sections, free room, foot."""
        self._parts = (*parts, *foot)
        self._sections = tuple(sections)
        self._measured = (*measured, *sections)
        for part in (*parts, *sections):
            self.body.addWidget(part)
        self.body.addStretch(1)
        for part in foot:
            self.body.addWidget(part)

    def set_density(self, density: Density) -> None:
        super().set_density(density)
        self._head_height = density.px.panel_head
        for part in self._measured:
            part.set_density(density)
        self.make_room()

    def make_room(self) -> None:
        """Show the wanted sections, as many as fit."""
        width = self.width() - 4
        left = self.height() - 4 - (self._head_height if self.accessibleName() else 0)
        left -= sum(_height(part, width) for part in self._parts if not part.isHidden())
        for section in self._sections:
            left -= _height(section, width)
            shown = section.wanted and left >= 0
            if section.isHidden() is shown:
                section.setVisible(shown)
            if not section.wanted:
                left += _height(section, width)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self.make_room()
        return done


def _height(part: QWidget, width: int) -> int:
    return part.heightForWidth(width) if part.hasHeightForWidth() else part.sizeHint().height()


class ClosedPage(WhoPanel):
    """The counter is closed or paused: what F11 does, nobody is called."""

    def __init__(self) -> None:
        super().__init__()
        self._state = plain_label(size=32, weight=600)
        self._state.setContentsMargins(12, 12, 12, 0)
        self._about = plain_label(size=15, wrap=True, role="muted")
        self._about.setContentsMargins(12, 0, 12, 12)
        keys = FactList()
        keys.set_facts(
            (
                Fact("Buka loket, lalu panggil nomor berikutnya.", key="F11"),
                Fact("Cari nomor atau kode tiket.", key="F5"),
                Fact("Perintah lain, juga keluar dari akun Anda.", key="Ctrl+K"),
            )
        )
        self._fill((self._state, self._about), (Section("Selanjutnya", keys),))

    def show_view(self, view: CounterView) -> None:
        self.set_title(f"Loket {view.counter}")
        self.set_note(wording.skills_words(view))
        self._state.setText("Loket jeda" if view.state is CounterState.PAUSED else "Loket tutup")
        waiting = sum(row.waiting for row in view.queue if row.mine)
        people = (
            f"{waiting} orang menunggu layanan Anda." if waiting else "Tidak ada yang menunggu layanan Anda."
        )
        self._about.setText(" ".join(part for part in (break_words(view), people) if part))

    @property
    def words(self) -> str:
        return self._state.text()


class NextPage(WhoPanel):
    """Who is called next and why, or that nobody waits."""

    def __init__(self) -> None:
        super().__init__("Berikutnya untuk Anda")
        self._hidden = False
        self._hero = Hero()
        self._nobody = plain_label("Tidak ada yang menunggu", size=24, weight=600, wrap=True)
        self._nobody.setContentsMargins(12, 12, 12, 4)
        self._advice = plain_label(
            "Nomor baru untuk layanan Anda langsung tampil di sini.", size=15, role="muted", wrap=True
        )
        self._advice.setContentsMargins(12, 0, 12, 12)
        self._why = FactList()
        self._needs = plain_label(role="muted", wrap=True)
        self._needs.setContentsMargins(12, 0, 12, 8)
        self._why_section = Section("Mengapa nomor ini?", self._why)
        self._needs_section = Section("Biasanya diperlukan", self._needs)
        self._fill(
            (self._nobody, self._advice, self._hero),
            (self._why_section, self._needs_section),
            measured=(self._hero,),
        )

    def show_view(self, view: CounterView, now: datetime) -> None:
        self.set_note(wording.skills_words(view))
        candidate = view.candidate
        self._hero.setVisible(candidate is not None)
        for part in (self._nobody, self._advice):
            part.setVisible(candidate is None)
        self._needs_section.wanted = candidate is not None
        if candidate is not None:
            self._hero.set_who(candidate.label, candidate.service, candidate.priority)
            self._why.set_facts(_why_facts(candidate))
            self._needs.setText(" · ".join(candidate.requirements) or "Tidak ada persyaratan tertulis.")
            self.tick(view, now)
        self.set_hidden(self._hidden)

    def tick(self, view: CounterView, now: datetime) -> None:
        candidate = view.candidate
        if candidate is None:
            return
        waited = now - candidate.queued_at
        limit = timedelta(minutes=view.rules.wait_limit_minutes)
        self._hero.meter.set_spans(waited, limit)
        self._hero.meter.set_caption(f"batas tunggu {minutes(limit)}", wording.near_from(limit))
        self._hero.set_times(f"Ambil {clock_wib(candidate.queued_at)}, menunggu", minutes(waited))

    def set_hidden(self, hidden: bool) -> None:
        """No kind of priority, and nothing about the others who wait."""
        self._hidden = hidden
        self._hero.set_hidden(hidden)
        self._why_section.wanted = self._needs_section.wanted and not hidden
        self.make_room()

    @property
    def number(self) -> str:
        return self._hero.number.text()

    @property
    def meter(self) -> Meter:
        return self._hero.meter


def _why_facts(candidate: CandidateRow) -> Sequence[Fact]:
    icons = ("people", "repeat", "clock")
    return [Fact(words, icon=icons[min(place, len(icons) - 1)]) for place, words in enumerate(candidate.why)]


class CalledPage(WhoPanel):
    """A number is called: did the call arrive, what comes next, how to take it back."""

    def __init__(self, withdraw: QAction, cancel: QAction) -> None:
        super().__init__()
        self.set_lit("sound")
        self._hero = Hero()
        self._seen = FactList()
        self._next = FactList()
        self.withdraw_button = KeyButton(Verb.WITHDRAW.words, size=Size.SMALL)
        self.cancel_button = KeyButton(Verb.CANCEL.words, size=Size.SMALL)
        self.withdraw_button.bind(withdraw)
        self.cancel_button.bind(cancel)
        foot = QWidget()
        rows = QVBoxLayout(foot)
        rows.setContentsMargins(12, 9, 12, 9)
        rows.setSpacing(6)
        rows.addWidget(self.withdraw_button)
        rows.addWidget(self.cancel_button)
        sections = (
            Section("Panggilan sampai ke ruang tunggu?", self._seen),
            Section("Selanjutnya", self._next),
        )
        self._fill((self._hero,), sections, (line(), foot), measured=(self._hero,))

    def show_view(self, view: CounterView, active: ActiveTicket, at: Situation) -> None:
        self.set_title(f"Dipanggil ke Loket {view.counter}")
        self.set_note(f"panggilan {active.calls} dari {view.rules.max_calls}")
        self._hero.set_who(active.label, active.service, active.priority)
        seen = wording.seen_sentence(active)
        shown = Fact(seen, icon="check", state=State.OK)
        nothing = Fact("Belum ada layar yang melaporkan panggilan ini.", icon="hourglass", state=State.WARN)
        self._seen.set_facts([shown if seen else nothing])
        self._next.set_facts(_next_facts(view, at))
        self.tick(view, active, at.now)
        self.make_room()

    def tick(self, view: CounterView, active: ActiveTicket, now: datetime) -> None:
        since = now - active.called_at
        hint = timedelta(seconds=view.rules.recall_hint_seconds)
        # the bar is a hint, not an alarm: it stays neutral when the time for a recall has come
        self._hero.meter.set_spans(min(since, hint * 0.79), hint)
        last = active.calls >= view.rules.max_calls
        advice = f"panggil ulang disarankan setelah {view.rules.recall_hint_seconds} detik"
        self._hero.meter.set_caption("panggilan terakhir" if last else advice)
        called_at = clock(active.called_at, seconds=True)
        self._hero.set_times(f"Dipanggil {called_at} WIB,", wording.ago(active.called_at, now))

    def set_hidden(self, hidden: bool) -> None:
        self._hero.set_hidden(hidden)

    @property
    def number(self) -> str:
        return self._hero.number.text()


def _next_facts(view: CounterView, at: Situation) -> Sequence[Fact]:
    """What the keys do for this visitor now; a key that does not work says why."""
    recall = refusal(Verb.RECALL, at)
    no_show = refusal(Verb.NO_SHOW, at)
    later = f"bisa dipakai setelah panggilan ke-{view.rules.max_calls}"
    absent = "Tidak hadir." if no_show is None else f"Tidak hadir, {later}."
    return (
        Fact("Pengunjung datang. Waktu layanan mulai dihitung.", key="F4"),
        Fact(recall or "Belum datang, panggil ulang.", key="F3", muted=recall is not None),
        Fact(
            f"{absent} Nomor masih boleh kembali {view.rules.return_minutes} menit.",
            key="F8",
            muted=no_show is not None,
        ),
    )


class ServingPage(WhoPanel):
    """Who is at the counter: number and how the visit went so far."""

    def __init__(self) -> None:
        super().__init__()
        self.set_lit()
        self._number = Number(_SERVING_NUMBER)
        self._badge = WhoBadge()
        self._summary = plain_label(role="muted", wrap=True)
        self._old_day = plain_label(wrap=True, role="warn", weight=600)
        self._steps = FactList()
        self.hide_button = KeyButton("Sembunyikan data", size=Size.SMALL)
        top = QWidget()
        rows = QVBoxLayout(top)
        rows.setContentsMargins(12, 10, 12, 10)
        rows.setSpacing(2)
        rows.addWidget(FitRow(self._number, self._badge))
        rows.addSpacing(2)
        rows.addWidget(self._summary)
        rows.addWidget(self._old_day)
        self._fill(
            (top,),
            (Section("Kunjungan ini", self._steps),),
            (line(), self._build_foot()),
            measured=(self._number,),
        )

    def _build_foot(self) -> QWidget:
        eye = Picture("eye", 16)
        eye.set_color(lambda: theme.current().ink)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 9, 12, 9)
        row.setSpacing(8)
        row.addWidget(eye)
        self._foot_words = plain_label(_FOOT, size=12, role="muted", wrap=True)
        row.addWidget(self._foot_words, 1)
        row.addWidget(self.hide_button)
        return foot

    def set_density(self, density: Density) -> None:
        super().set_density(density)
        if self._measured:
            self._foot_words.setText("" if density is Density.COMPACT2 else _FOOT)

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
        self.make_room()

    def set_hidden(self, hidden: bool) -> None:
        self._badge.setVisible(not hidden)
        self._summary.setVisible(not hidden)

    @property
    def number(self) -> str:
        return self._number.text()
