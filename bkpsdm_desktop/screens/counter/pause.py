"""F11: why the counter pauses, and for how long; F11 Enter takes the usual reason."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSpinBox, QWidget

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.indonesian import clock_wib
from bkpsdm_desktop.domain.text import clean_line
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.counter.pieces import RowsTable
from bkpsdm_desktop.screens.counter.sheet import Sheet
from bkpsdm_desktop.screens.models import Column, KeyedTableModel
from bkpsdm_desktop.screens.widgets.bars import MessageBar
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, Size
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.counter_rows import CounterView
from bkpsdm_desktop.services.visit_rows import BreakChoice

_OTHER = "Lainnya"
_OTHER_MINUTES = 15
_LIMIT = 60


@dataclass(frozen=True, slots=True)
class _Choice:
    place: int
    reason: str
    minutes: int


class PauseSheet(Sheet):
    """``chosen`` carries the reason and the minutes."""

    chosen = Signal(str, int)
    wide = 620

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Jeda", "pause", parent)
        self._view: CounterView | None = None
        self._model = KeyedTableModel[_Choice](
            (
                Column("Alasan", lambda row: row.reason, strong=True),
                Column("Lama", lambda row: f"± {row.minutes} menit", right=True),
            ),
            key=lambda row: row.place,
        )
        self.table = RowsTable("Alasan jeda", self._model, (None, 120), head=False, choose=True)
        self.reason = QLineEdit()
        self.reason.setMaxLength(_LIMIT)
        self.reason.setAccessibleName("Alasan lain")
        self.minutes = QSpinBox()
        self.minutes.setRange(1, 240)
        self.minutes.setSuffix(" menit")
        for part in (self.minutes, self.minutes.lineEdit()):
            part.setAccessibleName("Perkiraan lama")
        for field in (self.reason, self.minutes):
            field.setFixedHeight(34)
            field.setFont(theme.font(15))
        self._reason_label = self._label("Alasan &lain", self.reason)
        fields = QHBoxLayout()
        fields.setSpacing(8)
        fields.addWidget(self._reason_label)
        fields.addWidget(self.reason, 1)
        fields.addSpacing(8)
        fields.addWidget(self._label("&Perkiraan", self.minutes.lineEdit()))
        fields.addWidget(self.minutes)
        self.trouble = MessageBar()
        self.body.addWidget(self.table)
        self.body.addLayout(fields)
        self.body.addWidget(self.trouble)
        self.body.addStretch(1)
        self.add_hint("pilih", "↑", "↓")
        self.foot.addStretch(1)
        self.add_hint("batal", "Esc")
        self.do_button = KeyButton("Jeda", size=Size.TOOL)
        enter = QAction("Jeda", self)
        enter.setShortcut(QKeySequence("Return"))
        self.do_button.bind(enter)
        self.do_button.clicked.connect(self.submit)
        self.foot.addWidget(self.do_button)
        self.first = self.table
        self.table.activated.connect(self.submit)
        self.reason.returnPressed.connect(self.submit)
        self.minutes.lineEdit().returnPressed.connect(self.submit)
        self.table.selectionModel().currentChanged.connect(self._take)

    def _label(self, words: str, field: QWidget) -> QLabel:
        made = QLabel(words)
        made.setBuddy(field)
        made.setFont(theme.font(13))
        return made

    def open_with(self, breaks: tuple[BreakChoice, ...]) -> None:
        rows = [_Choice(place, row.reason, row.minutes) for place, row in enumerate(breaks)]
        self._model.set_rows([*rows, _Choice(len(rows), _OTHER, _OTHER_MINUTES)])
        self.table.fit_rows(1)
        self.table.setCurrentIndex(self._model.index(0, 0))
        self.trouble.clear()
        self.open()

    @property
    def other(self) -> bool:
        """Whether the reason is to be typed."""
        row = self._model.row(self.table.currentIndex())
        return row is not None and row.place == self._model.rowCount() - 1

    def _take(self, index: QModelIndex) -> None:
        row = self._model.row(index)
        if row is None:
            return
        self.minutes.setValue(row.minutes)
        self.reason.clear()
        for part in (self.reason, self._reason_label):
            part.setEnabled(self.other)

    def submit(self) -> None:
        """Pause; *Lainnya* first leads to the field for its reason."""
        row = self._model.row(self.table.currentIndex())
        if row is None:
            return
        if self.other and not self.reason.text().strip():
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            if self.trouble.isHidden():
                self.trouble.set_message(State.INFO, "Tulis alasannya,", "lalu Enter.")
            return
        try:
            reason = (
                clean_line(self.reason.text(), field="Alasan jeda", limit=_LIMIT)
                if self.other
                else row.reason
            )
        except Refused as refused:
            self.trouble.set_message(State.BAD, "Belum dapat.", refused.sentence)
            return
        self.chosen.emit(reason, self.minutes.value())

    def complain(self, sentence: str) -> None:
        self.trouble.set_message(State.BAD, "Belum dapat.", sentence)


def break_words(view: CounterView) -> str:
    """``Istirahat sejak 10.02 WIB, kembali sekitar 10.17 WIB.``; empty without a break."""
    pause = view.pause
    if pause is None:
        return ""
    back = f", kembali sekitar {clock_wib(pause.until)}" if pause.until is not None else ""
    return f"{pause.reason} sejak {clock_wib(pause.since)}{back}."
