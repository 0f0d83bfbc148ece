"""Shift+F7: the parked numbers. Enter goes on with one who is here, F2 calls one back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from bkpsdm_desktop.domain.indonesian import clock_wib
from bkpsdm_desktop.screens.counter.pieces import RowsTable
from bkpsdm_desktop.screens.counter.sheet import Sheet
from bkpsdm_desktop.screens.models import Column, KeyedTableModel
from bkpsdm_desktop.screens.widgets.badge import BadgeText
from bkpsdm_desktop.screens.widgets.bars import MessageBar
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, Size
from bkpsdm_desktop.screens.widgets.labels import plain_label
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.counter_rows import CounterView
from bkpsdm_desktop.services.visit_rows import ParkedRow


def _pool(row: ParkedRow) -> BadgeText:
    if row.long:
        return BadgeText("Sudah lama", State.WARN)
    return BadgeText("Untuk Anda", State.INFO, "user") if row.own else BadgeText("Semua", icon="people")


class ParkedSheet(Sheet):
    """``resume_wanted`` and ``call_wanted`` carry a ticket's id."""

    resume_wanted = Signal(object)
    call_wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Nomor yang ditunda", "hourglass", parent)
        self._model = KeyedTableModel[ParkedRow](
            (
                Column("Nomor", lambda row: row.label, strong=True),
                Column("Layanan", lambda row: row.service),
                Column("Ditunda", lambda row: f"{clock_wib(row.since)}, {row.by}"),
                Column("Untuk", lambda row: _pool(row).word, badge=_pool),
            ),
            key=lambda row: row.ticket,
        )
        self.table = RowsTable(
            "Nomor yang ditunda", self._model, (76, None, 196, 140),
            empty="Tidak ada nomor yang ditunda.", choose=True,
        )  # fmt: skip
        self.table.setMinimumHeight(160)
        self.trouble = MessageBar()
        self.body.addWidget(self.table, 1)
        about = "Yang sudah di depan loket langsung dilayani lagi; yang belum terlihat dipanggil lewat layar."
        self.body.addWidget(plain_label(about, role="muted", wrap=True))
        self.body.addWidget(self.trouble)
        self.add_hint("pilih", "↑", "↓")
        self.foot.addStretch(1)
        self.add_hint("tutup", "Esc")
        self.call_button = self._button("Panggil", "F2")
        self.resume_button = self._button("Layani lagi", "Return")
        self.call_button.clicked.connect(lambda: self._send(calls=True))
        self.resume_button.clicked.connect(lambda: self._send(calls=False))
        self.table.activated.connect(lambda: self._send(calls=False))
        self.first = self.table

    def _button(self, words: str, key: str) -> KeyButton:
        """A button with a cap; its key comes from the table, or from the window's own F2."""
        button = KeyButton(words, size=Size.TOOL)
        cap = QAction(words, self)
        cap.setShortcut(QKeySequence(key))
        button.bind(cap)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.foot.addWidget(button)
        return button

    def show_view(self, view: CounterView) -> None:
        self._model.set_rows(view.parked)
        if view.parked and self._model.row(self.table.currentIndex()) is None:
            self.table.setCurrentIndex(self._model.index(0, 0))

    @property
    def chosen(self) -> ParkedRow | None:
        return self._model.row(self.table.currentIndex())

    def call(self) -> None:
        """F2 while this sheet is open: call the marked number."""
        self._send(calls=True)

    def complain(self, sentence: str) -> None:
        self.trouble.set_message(State.BAD, "Belum dapat.", sentence)

    def open(self) -> None:
        self.trouble.clear()
        super().open()

    def _send(self, *, calls: bool) -> None:
        row = self.chosen
        if row is not None:
            (self.call_wanted if calls else self.resume_wanted).emit(row.ticket)
