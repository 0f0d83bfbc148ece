"""Column A of the counter console: whom it is about. One page for each state of the counter."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from bkpsdm_desktop.domain.indonesian import clock, clock_wib, duration, long_date, minutes
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.queue import Priority
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.counter import wording
from bkpsdm_desktop.screens.counter.pieces import Fact, FactList, FitRow, SectionHead, line
from bkpsdm_desktop.screens.counter.verbs import Situation, Verb, refusal
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.badge import Badge
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, Size
from bkpsdm_desktop.screens.widgets.labels import plain_label
from bkpsdm_desktop.screens.widgets.meter import Meter
from bkpsdm_desktop.screens.widgets.panel import Panel
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.rows import ActiveTicket, CandidateRow, CounterState, CounterView

_SERVING_NUMBER = {Density.NORMAL: 40, Density.COMPACT1: 40, Density.COMPACT2: 32}


class Number(QLabel):
    """The ticket number, large."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(plain_label().textFormat())

    def set_size(self, px: int) -> None:
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
        self.number = Number()
        self.service = plain_label(size=18, weight=600, wrap=True)
        self.badge = WhoBadge()
        self._row = FitRow(self.service, self.badge)
        self.times = plain_label(role="muted")
        self.meter = Meter()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 10, 12, 10)
        rows.setSpacing(6)
        rows.addWidget(self.number)
        rows.addWidget(self._row)
        rows.addWidget(self.times)
        rows.addWidget(self.meter)

    def set_who(self, label: str, service: str, priority: Priority | None) -> None:
        self.number.setText(label)
        self.service.setText(service)
        self.badge.set_priority(priority)
        self._row.refit()

    def set_density(self, density: Density) -> None:
        self.number.set_size(density.px.hero)


class ClosedPage(Panel):
    """The counter is closed or paused: what F11 does, nobody is called."""

    def __init__(self) -> None:
        super().__init__(body_margins=False)
        self._state = plain_label(size=32, weight=600)
        self._about = plain_label(size=15, wrap=True, role="muted")
        self._facts = FactList()
        box = QVBoxLayout()
        box.setContentsMargins(12, 12, 12, 12)
        box.setSpacing(4)
        box.addWidget(self._state)
        box.addWidget(self._about)
        self._head = SectionHead("Selanjutnya")
        self.body.setSpacing(0)
        self.body.addLayout(box)
        self.body.addWidget(line())
        self.body.addWidget(self._head)
        self.body.addWidget(self._facts)
        self.body.addStretch(1)

    def set_density(self, density: Density) -> None:
        super().set_density(density)
        if hasattr(self, "_facts"):
            self._head.set_density(density)

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


class NextPage(Panel):
    """Who is called next and why, or that nobody waits."""

    def __init__(self) -> None:
        super().__init__("Berikutnya untuk Anda", body_margins=False)
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
        self.body.setSpacing(0)
        for part in (
            self._nobody, self._advice, self._hero, self._lines[0], self._heads[0], self._why,
            self._lines[1], self._heads[1], self._needs,
        ):  # fmt: skip
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.set_density(Density.NORMAL)

    def set_density(self, density: Density) -> None:
        super().set_density(density)
        if hasattr(self, "_heads"):
            self._hero.set_density(density)
            for head in self._heads:
                head.set_density(density)

    def show_view(self, view: CounterView, now: datetime) -> None:
        self.set_note(wording.skills_sentence(view))
        candidate = view.candidate
        for part in (self._hero, self._why, *self._heads, *self._lines, self._needs):
            part.setVisible(candidate is not None)
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
        self._hero.times.setText(f"Ambil {clock_wib(candidate.issued_at)}, menunggu {minutes(waited)}")
        self._hero.meter.set_spans(waited, limit)
        self._hero.meter.set_caption(f"batas tunggu {minutes(limit)}", wording.near_from(limit))

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


class CalledPage(Panel):
    """A number is called: did the call arrive, what comes next, how to take it back."""

    def __init__(self, withdraw: QAction, cancel: QAction) -> None:
        super().__init__(body_margins=False)
        self.set_lit(True)
        self._hero = Hero()
        self._heads = (SectionHead("Panggilan sampai ke ruang tunggu?"), SectionHead("Selanjutnya"))
        self._seen = FactList()
        self._next = FactList()
        self.withdraw_button = KeyButton(Verb.WITHDRAW.words, size=Size.SMALL)
        self.cancel_button = KeyButton(Verb.CANCEL.words, size=Size.SMALL)
        self.withdraw_button.bind(withdraw)
        self.cancel_button.bind(cancel)
        self.body.setSpacing(0)
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

    def set_density(self, density: Density) -> None:
        super().set_density(density)
        if hasattr(self, "_heads"):
            self._hero.set_density(density)
            for head in self._heads:
                head.set_density(density)

    def show_view(self, view: CounterView, active: ActiveTicket, now: datetime) -> None:
        self.set_title(f"Dipanggil ke Loket {view.counter}")
        self.set_note(f"panggilan {active.calls} dari {view.rules.max_calls}")
        self._hero.set_who(active.label, active.service, active.priority)
        seen = [
            Fact(f"{words} {since}", icon="check", state=State.OK)
            for words, since in wording.seen_sentences(active)
        ]
        waiting = Fact("Belum ada layar yang melaporkan panggilan ini.", icon="hourglass", state=State.WARN)
        self._seen.set_facts(seen or [waiting])
        self._next.set_facts(_next_facts(Situation(view, now), active))
        self.tick(view, active, now)

    def tick(self, view: CounterView, active: ActiveTicket, now: datetime) -> None:
        since = now - active.called_at
        self._hero.times.setText(
            f"Dipanggil {clock(active.called_at, seconds=True)} WIB, {wording.ago(active.called_at, now)}"
        )
        hint = timedelta(seconds=view.rules.recall_hint_seconds)
        self._hero.meter.set_spans(min(since, hint * 0.79), hint)
        advice = f"panggil ulang disarankan setelah {view.rules.recall_hint_seconds} detik"
        if active.calls >= view.rules.max_calls:
            advice = "panggilan terakhir"
        self._hero.meter.set_caption(advice)

    @property
    def number(self) -> str:
        return self._hero.number.text()


def _next_facts(at: Situation, active: ActiveTicket) -> Sequence[Fact]:
    """What the keys do for this visitor now; a key that does not work yet says why."""
    assert at.view is not None
    recall = refusal(Verb.RECALL, at)
    no_show = refusal(Verb.NO_SHOW, at)
    limit = at.view.rules.return_minutes
    return (
        Fact("Pengunjung datang. Waktu layanan mulai dihitung.", key="F4"),
        Fact(
            "Belum datang, panggil ulang." if recall is None else recall, key="F3", muted=recall is not None
        ),
        Fact(
            f"Tidak hadir. Nomor masih boleh kembali {limit} menit."
            if no_show is None
            else f"Tidak hadir, bisa dipakai setelah panggilan ke-{at.view.rules.max_calls}. "
            f"Nomor masih boleh kembali {limit} menit.",
            key="F8",
            muted=no_show is not None,
        ),
    )


class ServingPage(Panel):
    """Who is at the counter: number and how the visit went so far."""

    def __init__(self) -> None:
        super().__init__(body_margins=False)
        self.set_lit(True)
        self._number = Number()
        self._badge = WhoBadge()
        self._summary = plain_label(role="muted", wrap=True)
        self._old_day = plain_label(wrap=True, role="warn", weight=600)
        self._steps = FactList()
        self._head = SectionHead("Kunjungan ini")
        self.hide_button = KeyButton("Sembunyikan data", size=Size.SMALL)
        top = QVBoxLayout()
        top.setContentsMargins(12, 10, 12, 10)
        top.setSpacing(2)
        top.addWidget(FitRow(self._number, self._badge))
        top.addWidget(self._summary)
        top.addWidget(self._old_day)
        self.body.setSpacing(0)
        self.body.addLayout(top)
        self.body.addWidget(line())
        self.body.addWidget(self._head)
        self.body.addWidget(self._steps)
        self.body.addStretch(1)
        self.set_density(Density.NORMAL)

    def set_density(self, density: Density) -> None:
        super().set_density(density)
        if hasattr(self, "_steps"):
            self._number.set_size(_SERVING_NUMBER[density])
            self._head.set_density(density)

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

    @property
    def number(self) -> str:
        return self._number.text()


def visit_duration(active: ActiveTicket, now: datetime) -> str:
    """``4 mnt 12 dtk`` since the visitor came to the counter."""
    return duration(now - (active.started_at or active.called_at))
