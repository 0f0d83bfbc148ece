"""F6 and Alt+T: where a number goes next. Type to find a service or a counter; Enter does it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from bkpsdm_desktop.domain.indonesian import clock_wib
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.counter.pieces import RowsTable
from bkpsdm_desktop.screens.counter.sheet import Sheet
from bkpsdm_desktop.screens.models import Column, KeyedTableModel
from bkpsdm_desktop.screens.widgets.badge import BadgeText
from bkpsdm_desktop.screens.widgets.bars import MessageBar
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, Size
from bkpsdm_desktop.screens.widgets.keys import KeyCap
from bkpsdm_desktop.screens.widgets.labels import plain_label
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.counter_rows import CounterView
from bkpsdm_desktop.services.visit_rows import CounterTarget, ServiceTarget

_LIMIT = 60


@dataclass(frozen=True, slots=True)
class Goal:
    """A row: a service, or a counter. ``reason`` is why the number cannot go there."""

    words: str
    detail: str
    service: UUID | None
    counter: UUID | None
    found_by: str
    badge: BadgeText | None = None
    reason: str = ""


def service_goal(row: ServiceTarget, present: UUID) -> Goal:
    """A service, with who waits for it and which counters serve it now."""
    who = f"{row.waiting} menunggu" if row.waiting else "tidak ada yang menunggu"
    counters = ", ".join(str(number) for number in row.counters)
    where = f"dibuka di Loket {counters}" if counters else "belum ada loket yang membuka"
    reason = "Layanan nomor ini sekarang." if row.service == present else ""
    return Goal(
        words=f"{row.series}  {row.name}",
        detail=reason or f"{who} · {where}",
        service=row.service,
        counter=None,
        found_by=f"{row.series} {row.name}".casefold(),
        badge=None if counters or reason else BadgeText("Tutup", State.WARN),
        reason=reason,
    )


def counter_goal(row: CounterTarget, service: str) -> Goal:
    """An open counter, for the service that the number has."""
    reason = "" if row.serves else f"Petugasnya tidak melayani {service}."
    skills = ", ".join(row.skills)
    return Goal(
        words=f"Loket {row.number}",
        detail=reason or f"{row.person} · melayani {skills}",
        service=None,
        counter=row.counter,
        found_by=f"loket {row.number} {row.person}".casefold(),
        badge=BadgeText("Jeda", State.WARN, "pause") if row.paused and not reason else None,
        reason=reason,
    )


class GoalSheet(Sheet):
    """A field, the goals that match, a sentence that says what Enter will do. ``chosen`` carries a
    :class:`Goal`, for a transfer with whether the place is kept."""

    chosen = Signal(object, bool)
    wide = 860
    tall = True

    def __init__(
        self, title: str, icon: str, verb: str, field_words: str, hint: str, parent: QWidget, *, moves: bool
    ) -> None:
        super().__init__(title, icon, parent)
        self._moves = moves
        self._goals: tuple[Goal, ...] = ()
        self._view: CounterView | None = None
        self.field = QLineEdit()
        self.field.setFont(theme.font(18))
        self.field.setFixedHeight(40)
        self.field.setMaxLength(_LIMIT)
        self.field.setAccessibleName(field_words.replace("&", ""))
        self.field.setPlaceholderText(hint)
        label = QLabel(field_words)
        label.setBuddy(self.field)
        label.setFont(theme.font(13))
        off = lambda goal: bool(goal.reason)  # noqa: E731 (the same small question for three columns)
        self._model = KeyedTableModel[Goal](
            (
                Column("Tujuan", lambda goal: goal.words, strong=True, muted=off),
                Column("Keadaan", lambda goal: goal.detail, muted=off),
                Column("", lambda goal: goal.badge.word if goal.badge else "", badge=lambda goal: goal.badge),
            ),
            key=lambda goal: (goal.service, goal.counter),
        )
        self.table = RowsTable(
            title, self._model, (330, None, 88), empty="Tidak ada yang cocok.", head=False, choose=True
        )
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.trouble = MessageBar()
        self.meaning = plain_label(size=15, weight=600, wrap=True)
        self.body.addWidget(label)
        self.body.addWidget(self.field)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(self._place_row())
        self.body.addWidget(self.meaning)
        self.body.addWidget(self.trouble)
        self.add_hint("pilih", "↑", "↓")
        self.foot.addStretch(1)
        self.add_hint("batal", "Esc")
        self.do_button = KeyButton(verb, size=Size.TOOL)
        enter = QAction(verb, self)
        enter.setShortcut(QKeySequence("Return"))
        self.do_button.bind(enter)  # Enter belongs to the field, which leads it here
        self.do_button.clicked.connect(self.submit)
        self.foot.addWidget(self.do_button)
        self.first = self.field
        self.field.textChanged.connect(self._filter)
        self.field.installEventFilter(self)
        self.table.clicked.connect(self._explain)
        self.table.doubleClicked.connect(self.submit)

    def _place_row(self) -> QHBoxLayout:
        """Whether the number keeps its place; Alt+P turns it."""
        self.keep = QToolButton()
        self.keep.setCheckable(True)
        self.keep.setChecked(True)
        self.keep.setFixedHeight(30)
        self.keep.setAccessibleName("Pertahankan tempat")
        turn = QAction("Pertahankan tempat", self)
        turn.setShortcut(QKeySequence("Alt+P"))
        turn.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        turn.triggered.connect(self.keep.toggle)
        self.keep.toggled.connect(self._explain)
        row = QHBoxLayout()
        row.setSpacing(8)
        if self._moves:
            self.addAction(turn)
            row.addWidget(self.keep)
            row.addWidget(KeyCap("Alt+P"))
            row.addWidget(plain_label("ganti", role="muted"))
        else:
            self.keep.setParent(self)
            self.keep.hide()
        row.addStretch(1)
        return row

    @property
    def shown(self) -> tuple[Goal, ...]:
        return self._model.rows

    def open_with(self, view: CounterView, goals: Sequence[Goal]) -> None:
        """Open anew, for the present number of ``view``."""
        self._view, self._goals = view, tuple(goals)
        self.trouble.clear()
        self.keep.setChecked(True)
        self.field.clear()
        self._filter()
        self.open()

    def submit(self) -> None:
        """Do it, or say why not."""
        goal = self._model.row(self.table.currentIndex())
        if goal is None:
            self.complain("Pilih tujuan dahulu.")
        elif goal.reason:
            self.complain(goal.reason)
        else:
            self.chosen.emit(goal, self.keep.isChecked())

    def complain(self, sentence: str) -> None:
        self.trouble.set_message(State.BAD, "Belum dapat.", sentence)

    def _filter(self) -> None:
        wanted = self.field.text().casefold().split()
        found = [goal for goal in self._goals if all(word in goal.found_by for word in wanted)]
        found.sort(key=lambda goal: bool(goal.reason))
        self._model.set_rows(found)
        self.trouble.clear()
        if found:
            self.table.setCurrentIndex(self._model.index(0, 0))
        self._explain()

    def _explain(self) -> None:
        """What Enter means for this visitor, before it is pressed."""
        self.keep.setText("Tempat dipertahankan" if self.keep.isChecked() else "Ke ujung antrean")
        goal = self._model.row(self.table.currentIndex())
        active = self._view.active if self._view is not None else None
        if goal is None or active is None:
            self.meaning.setText("")
            return
        if goal.reason:
            self.meaning.setText(goal.reason)
            return
        name = goal.words.partition("  ")[2] or goal.words
        if not self._moves:
            self.meaning.setText(f"{active.label} langsung dilayani untuk {name} di loket ini.")
            return
        place = (
            f"di tempatnya sejak {clock_wib(active.issued_at)}"
            if self.keep.isChecked()
            else "di ujung antrean"
        )
        self.meaning.setText(f"{active.label} menunggu {name} {place}. Nomornya tetap.")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None:
                last = self._model.rowCount() - 1
                place = min(max(self.table.currentIndex().row() + step, 0), max(last, 0))
                self.table.setCurrentIndex(self._model.index(place, 0))
                self._explain()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.submit()
                return True
        return super().eventFilter(watched, event)


def transfer_sheet(parent: QWidget) -> GoalSheet:
    """F6: any service, any open counter."""
    return GoalSheet(
        "Alihkan nomor", "arrow-right", "Alihkan", "&Layanan atau loket tujuan",
        "Ketik nama layanan, seri, atau nomor loket", parent, moves=True,
    )  # fmt: skip


def service_sheet(parent: QWidget) -> GoalSheet:
    """Alt+T: a further service at this counter."""
    return GoalSheet(
        "Tambah layanan", "plus", "Tambahkan", "&Layanan berikutnya", "Ketik nama layanan atau seri", parent,
        moves=False,
    )  # fmt: skip
