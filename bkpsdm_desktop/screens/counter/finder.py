"""F5: a ticket by its number or code, its state in words, and what may be done with it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from bkpsdm_desktop.domain import ticket as life
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.text import clean_line
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.counter.sheet import Sheet
from bkpsdm_desktop.screens.widgets.badge import Badge
from bkpsdm_desktop.screens.widgets.bars import MessageBar
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, Size
from bkpsdm_desktop.screens.widgets.labels import plain_label, restyle
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.counter_rows import TicketFound

TEXT_LIMIT = 200
_BADGES = {
    life.State.WAITING: ("Menunggu", State.INFO, "hourglass"),
    life.State.CALLED: ("Dipanggil", State.INFO, "sound"),
    life.State.SERVING: ("Dilayani", State.OK, "user"),
    life.State.PARKED: ("Ditunda", State.INFO, "hourglass"),
    life.State.FINISHED: ("Selesai", State.OK, "check"),
    life.State.NO_SHOW: ("Tidak hadir", State.WARN, ""),
    life.State.CANCELLED: ("Dibatalkan", State.NEUTRAL, "forbidden"),
    life.State.UNSERVED: ("Tidak terlayani", State.WARN, ""),
}


class Finder(Sheet):
    """``searched`` asks for a ticket; the other signals carry the found one."""

    searched = Signal(str)
    return_wanted = Signal(object)
    cancel_wanted = Signal(object)
    copy_wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Cari nomor", "search", parent)
        self._found: TicketFound | None = None
        self.field = QLineEdit()
        self.field.setFont(theme.font(18))
        self.field.setFixedHeight(40)
        self.field.setMaxLength(TEXT_LIMIT)
        self.field.setAccessibleName("Nomor atau kode tiket")
        self.field.setPlaceholderText("C012 atau TGS-7KQ4-M2XV-9")
        label = QLabel("&Nomor atau kode tiket")
        label.setBuddy(self.field)
        label.setFont(theme.font(13))
        self.search_button = KeyButton("Cari", size=Size.TOOL, icon="search")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.search_button)
        self.trouble = MessageBar()
        self.body.addWidget(label)
        self.body.addLayout(row)
        self.body.addWidget(self.trouble)
        self.body.addWidget(self._build_result())
        self.body.addStretch(1)
        self.add_hint("cari", "Enter")
        self.foot.addStretch(1)
        self.add_hint("tutup", "Esc")
        self.first = self.field
        self.field.returnPressed.connect(self.submit)
        self.field.textEdited.connect(lambda: restyle(self.field, "state", ""))
        self.search_button.clicked.connect(self.submit)
        self.show_nothing()

    def _build_result(self) -> QWidget:
        self.result = QWidget()
        self._label = plain_label(size=40, weight=700)
        self._badge = Badge()
        self._service = plain_label(size=18, weight=600, wrap=True)
        self._sentence = plain_label(size=15, wrap=True)
        self.return_button = self._act("Kembalikan ke antrean", "Alt+K", self.return_wanted.emit)
        self.cancel_button = self._act("Batal (pengunjung pamit)", "Alt+B", self.cancel_wanted.emit)
        self.copy_button = self._act("Cetak salinan", "Alt+S", self.copy_wanted.emit)
        rows = QVBoxLayout(self.result)
        rows.setContentsMargins(6, 0, 6, 6)  # room for the ring around a button
        rows.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(self._label)
        top.addWidget(self._badge)
        top.addStretch(1)
        rows.addLayout(top)
        rows.addWidget(self._service)
        rows.addWidget(self._sentence)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for button in (self.return_button, self.cancel_button, self.copy_button):
            acts.addWidget(button)
        acts.addStretch(1)
        rows.addSpacing(4)
        rows.addLayout(acts)
        return self.result

    def _act(self, words: str, key: str, emit: Callable[[object], None]) -> KeyButton:
        button = KeyButton(words, size=Size.TOOL)
        action = QAction(words, self)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addAction(action)
        button.bind(action)
        button.clicked.connect(lambda: emit(self._found))
        button.refused.connect(self.show_trouble)
        return button

    def open_for(self, text: str = "") -> None:
        """Open with a number already typed, and look for it; empty: as a new search."""
        self.field.setText(text)
        self.show_nothing()
        self.open()
        if text:
            self.submit()

    def submit(self) -> None:
        """Look for what was typed."""
        self.search(self.field.text())

    def search(self, typed: str) -> None:
        """Look for ``typed``. Control characters are refused with their position, not passed on."""
        self.trouble.clear()
        try:
            text = clean_line(typed, field="Nomor atau kode", limit=TEXT_LIMIT)
        except Refused as refused:
            self.show_nothing()
            self.show_trouble(refused.sentence)
            return
        self.searched.emit(text)

    def show_nothing(self) -> None:
        self._found = None
        self.result.hide()
        self.trouble.clear()
        restyle(self.field, "state", "")

    def show_trouble(self, sentence: str) -> None:
        restyle(self.field, "state", "bad")
        self.trouble.set_message(State.BAD, "Tidak ada hasil.", sentence)

    def show_found(self, found: TicketFound) -> None:
        self._found = found
        self.trouble.clear()
        restyle(self.field, "state", "")
        self._label.setText(found.label)
        word, state, icon = _BADGES[found.state]
        self._badge.set_badge(word, state, icon)
        self._service.setText(found.service)
        self._sentence.setText(found.sentence)
        self.return_button.set_reason(
            "" if found.can_return else f"Hanya nomor yang tidak hadir dapat kembali. {found.sentence}"
        )
        self.cancel_button.set_reason("" if found.can_cancel else found.sentence)
        self.result.show()
        self.result.setAccessibleName(f"{found.label}, {word}, {found.sentence}")
        self.field.selectAll()

    @property
    def found(self) -> TicketFound | None:
        return self._found

    @property
    def sentence(self) -> str:
        """What the result says, empty while there is none."""
        return self._sentence.text() if self._found is not None else ""
