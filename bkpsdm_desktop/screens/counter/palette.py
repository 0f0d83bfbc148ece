"""Ctrl+K: every command by its name, with its key; one that does not work now says why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.counter.pieces import RowsTable
from bkpsdm_desktop.screens.counter.sheet import Sheet
from bkpsdm_desktop.screens.models import Column, KeyedTableModel

_LIMIT = 60


@dataclass(frozen=True, slots=True)
class Command:
    """A command. ``reason`` is why it cannot be done now; ``run`` does it, or says why not."""

    words: str
    run: Callable[[], None]
    key: str = ""
    reason: str = ""


class Palette(Sheet):
    """A field and the commands that match it. Enter runs the marked one."""

    wide = 940
    tall = True

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Perintah", "keypad", parent)
        self._commands: tuple[Command, ...] = ()
        self.field = QLineEdit()
        self.field.setFont(theme.font(18))
        self.field.setFixedHeight(40)
        self.field.setMaxLength(_LIMIT)
        self.field.setAccessibleName("Cari perintah")
        self.field.setPlaceholderText("Ketik nama perintah")
        label = QLabel("Cari &perintah")
        label.setBuddy(self.field)
        label.setFont(theme.font(13))
        off = lambda command: bool(command.reason)  # noqa: E731 (the same small question for three columns)
        self._model = KeyedTableModel[Command](
            (
                Column("Perintah", lambda command: command.words, strong=True, muted=off),
                Column("Keterangan", lambda command: command.reason, muted=off),
                Column("Tombol", lambda command: command.key, right=True, muted=off),
            ),
            key=lambda command: command.words,
        )
        self.table = RowsTable(
            "Perintah", self._model, (250, None, 100), empty="Tidak ada perintah dengan nama itu.",
            head=False, choose=True,
        )  # fmt: skip
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(label)
        self.body.addWidget(self.field)
        self.body.addWidget(self.table, 1)
        self.add_hint("pilih", "↑", "↓")
        self.add_hint("jalankan", "Enter")
        self.foot.addStretch(1)
        self.add_hint("tutup", "Esc")
        self.first = self.field
        self.field.textChanged.connect(self._filter)
        self.field.installEventFilter(self)
        self.table.clicked.connect(self.run)

    def open_with(self, commands: Sequence[Command]) -> None:
        self._commands = tuple(commands)
        self.field.clear()
        self._filter()
        self.open()

    @property
    def shown(self) -> tuple[Command, ...]:
        return self._model.rows

    def run(self) -> None:
        """Close, then do the marked command; its own refusal says why when it does not work."""
        command = self._model.row(self.table.currentIndex())
        if command is not None:
            self.close_sheet()
            command.run()

    def _filter(self) -> None:
        wanted = self.field.text().strip().casefold()
        self._model.set_rows([each for each in self._commands if wanted in each.words.casefold()])
        if self._model.rows:
            self.table.setCurrentIndex(self._model.index(0, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None:
                last = self._model.rowCount() - 1
                place = min(max(self.table.currentIndex().row() + step, 0), max(last, 0))
                self.table.setCurrentIndex(self._model.index(place, 0))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.run()
                return True
        return super().eventFilter(watched, event)
