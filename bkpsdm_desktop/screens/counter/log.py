"""What the status line said today: a sentence that went by can be read again (ux.md U19)."""

from collections import deque
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from bkpsdm_desktop.domain.indonesian import clock
from bkpsdm_desktop.screens.counter.pieces import RowsTable
from bkpsdm_desktop.screens.counter.sheet import Sheet
from bkpsdm_desktop.screens.models import Column, KeyedTableModel
from bkpsdm_desktop.screens.widgets.state import State

_KEPT = 100


@dataclass(frozen=True, slots=True)
class Said:
    """One message; ``number`` counts them, so that equal sentences stay apart."""

    number: int
    at: datetime
    sentence: str
    state: State


class MessageLog(Sheet):
    """The newest messages first. ``wanted`` comes for its key in ``window``.

    The key is not Ctrl+J, which is what a scanner's line feed looks like.
    """

    wanted = Signal()
    tall = True

    def __init__(self, parent: QWidget, window: QWidget) -> None:
        super().__init__("Pesan hari ini", "info", parent)
        action = QAction("Pesan hari ini", window)
        action.setShortcut(QKeySequence("Ctrl+R"))
        action.triggered.connect(self.wanted)
        window.addAction(action)
        self._said: deque[Said] = deque(maxlen=_KEPT)
        self._count = 0
        self._model = KeyedTableModel[Said](
            (
                Column("Pukul", lambda said: clock(said.at, seconds=True)),
                Column("Pesan", lambda said: said.sentence),
            ),
            key=lambda said: said.number,
        )
        self.table = RowsTable(
            "Pesan hari ini", self._model, (90, None), empty="Belum ada pesan.", choose=True
        )
        self.body.addWidget(self.table, 1)
        self.foot.addStretch(1)
        self.add_hint("tutup", "Esc")
        self.first = self.table

    def add(self, at: datetime, sentence: str, state: State) -> None:
        self._count += 1
        self._said.appendleft(Said(self._count, at, sentence, state))
        self._model.set_rows(tuple(self._said))

    @property
    def sentences(self) -> tuple[str, ...]:
        return tuple(said.sentence for said in self._said)
