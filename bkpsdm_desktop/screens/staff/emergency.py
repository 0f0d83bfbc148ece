"""An emergency at another counter: the bar that stays until somebody saw to it, and the sheet that ends it.

No sound, no dialog: whoever threatens a clerk must not notice that help was called (ux.md, hardening K12).
"""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.indonesian import clock_wib
from bkpsdm_desktop.domain.text import clean_line
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.counter.sheet import Sheet
from bkpsdm_desktop.screens.widgets.bars import MessageBar
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, Kind, Size
from bkpsdm_desktop.screens.widgets.labels import plain_label
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.visit_rows import AlarmRow

_NOTE_LIMIT = 200
_USUAL_NOTE = "Sudah dibantu."


def place_of(alarm: AlarmRow) -> str:
    """``Loket 3``; a station without a counter is only *kantor ini*."""
    return f"Loket {alarm.counter}" if alarm.counter else "salah satu PC kantor ini"


def who_and_when(alarm: AlarmRow) -> str:
    """``Rani Contoh · 10.41 WIB``."""
    return " · ".join(part for part in (alarm.person, clock_wib(alarm.since)) if part)


class EmergencyBar(QWidget):
    """``Bantuan diperlukan di Loket 3`` for the oldest emergency elsewhere; hidden while there is none."""

    handle_wanted = Signal(object)
    """Carries the :class:`AlarmRow` that is to be ended."""

    def __init__(self, window: QWidget, *, can_handle: bool = True) -> None:
        """``can_handle`` False: nobody is signed in who could see to it; it is only shown."""
        super().__init__()
        self._shown: tuple[AlarmRow, ...] = ()
        self._can_handle = can_handle
        self._message = MessageBar()
        self.button = KeyButton("Tangani", kind=Kind.DANGER, size=Size.TOOL)
        self.action = QAction("Tangani panggilan bantuan", window)
        self.action.setShortcut(QKeySequence("Ctrl+D"))
        self.button.bind(self.action)
        self.button.clicked.connect(self._handle)
        if can_handle:
            window.addAction(self.action)
            self._message.add_button(self.button)
        else:
            self.button.setParent(self)
            self.button.hide()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._message)
        self.set_alarms(())

    def set_alarms(self, alarms: Sequence[AlarmRow]) -> None:
        """Those raised here are left out: at their own counter nothing may be seen."""
        self._shown = tuple(alarm for alarm in alarms if not alarm.here)
        self.setVisible(bool(self._shown))
        self.action.setEnabled(bool(self._shown) and self._can_handle)
        if not self._shown:
            self._message.clear()
            return
        first, *others = self._shown
        more = ", ".join(place_of(alarm) for alarm in others)
        advice = who_and_when(first) + (f". Juga di {more}" if more else "")
        self._message.set_message(State.BAD, f"Bantuan diperlukan di {place_of(first)}", advice)

    @property
    def words(self) -> tuple[str, str]:
        return self._message.words

    def _handle(self) -> None:
        if self._shown:
            self.handle_wanted.emit(self._shown[0])


class EmergencySheet(Sheet):
    """Ends an emergency with a note. ``ended`` carries its id and the note."""

    ended = Signal(object, str)
    wide = 620

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Panggilan bantuan", "shield", parent)
        self._alarm: UUID | None = None
        self._about = plain_label(size=18, weight=600, wrap=True)
        self.note = QLineEdit()
        self.note.setMaxLength(_NOTE_LIMIT)
        self.note.setFixedHeight(34)
        self.note.setFont(theme.font(15))
        self.note.setAccessibleName("Catatan")
        label = QLabel("&Catatan: siapa yang datang dan apa yang dilakukan")
        label.setBuddy(self.note)
        label.setFont(theme.font(13))
        self.trouble = MessageBar()
        self.body.addWidget(self._about)
        self.body.addWidget(label)
        self.body.addWidget(self.note)
        about = (
            "Bilah bantuan hilang di semua loket. Waktu, nama Anda, dan catatan ini tersimpan di jejak audit."
        )
        self.body.addWidget(plain_label(about, role="muted", wrap=True))
        self.body.addWidget(self.trouble)
        self.body.addStretch(1)
        self.foot.addStretch(1)
        self.add_hint("batal", "Esc")
        self.do_button = KeyButton("Sudah ditangani", size=Size.TOOL)
        enter = QAction("Sudah ditangani", self)
        enter.setShortcut(QKeySequence("Return"))
        self.do_button.bind(enter)
        self.do_button.clicked.connect(self.submit)
        self.foot.addWidget(self.do_button)
        self.first = self.note
        self.note.returnPressed.connect(self.submit)

    def open_for(self, alarm: AlarmRow) -> None:
        self._alarm = alarm.id
        self._about.setText(f"{place_of(alarm)} · {who_and_when(alarm)}")
        self.note.setText(_USUAL_NOTE)
        self.trouble.clear()
        self.open()
        self.note.selectAll()

    def submit(self) -> None:
        try:
            note = clean_line(self.note.text(), field="Catatan", limit=_NOTE_LIMIT)
        except Refused as refused:
            self.complain(refused.sentence)
            return
        if self._alarm is not None:
            self.ended.emit(self._alarm, note)

    def complain(self, sentence: str) -> None:
        self.trouble.set_message(State.BAD, "Belum dapat.", sentence)
