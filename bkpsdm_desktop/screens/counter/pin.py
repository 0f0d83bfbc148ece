"""A clerk's own PIN at this PC: made with the password, for coming back to a locked screen."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from bkpsdm_desktop.domain.accounts import check_station_pin
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.counter.sheet import Sheet
from bkpsdm_desktop.screens.widgets.bars import MessageBar
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, Size
from bkpsdm_desktop.screens.widgets.labels import plain_label
from bkpsdm_desktop.screens.widgets.state import State

_PASSWORD_LIMIT = 256
_PIN_LIMIT = 6


class PinSheet(Sheet):
    """``chosen`` carries password and PIN; both fields are empty again when the sheet closes."""

    chosen = Signal(str, str)
    wide = 560

    def __init__(self, parent: QWidget) -> None:
        super().__init__("PIN untuk PC ini", "key", parent)
        about = (
            "PIN hanya berlaku di PC ini, untuk membuka layar yang terkunci dan berganti petugas. "
            "Setelah 5 kali salah PIN tidak berlaku sampai Anda masuk dengan kata sandi."
        )
        self.body.addWidget(plain_label(about, role="muted", wrap=True))
        grid = QGridLayout()
        grid.setVerticalSpacing(8)
        self.password = self._field(grid, 0, "&Kata sandi Anda", _PASSWORD_LIMIT)
        self.pin = self._field(grid, 1, "PIN &baru, 6 angka", _PIN_LIMIT)
        self.again = self._field(grid, 2, "&Ulangi PIN", _PIN_LIMIT)
        self.trouble = MessageBar()
        self.body.addLayout(grid)
        self.body.addWidget(self.trouble)
        self.body.addStretch(1)
        self.foot.addStretch(1)
        self.add_hint("batal", "Esc")
        self.do_button = KeyButton("Simpan PIN", size=Size.TOOL)
        enter = QAction("Simpan PIN", self)
        enter.setShortcut(QKeySequence("Return"))
        self.do_button.bind(enter)
        self.do_button.clicked.connect(self.submit)
        self.foot.addWidget(self.do_button)
        self.first = self.password
        self.password.returnPressed.connect(self.pin.setFocus)
        self.pin.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self.submit)
        self.closed.connect(self._clear)

    def _field(self, grid: QGridLayout, row: int, words: str, limit: int) -> QLineEdit:
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setMaxLength(limit)
        field.setFixedHeight(34)
        field.setFont(theme.font(15))
        field.setAccessibleName(words.replace("&", ""))
        label = QLabel(words)
        label.setFont(theme.font(13, 500))
        label.setBuddy(field)
        label.setFixedWidth(150)
        grid.addWidget(label, row, 0)
        grid.addWidget(field, row, 1)
        return field

    def submit(self) -> None:
        try:
            check_station_pin(self.pin.text())
        except Refused as refused:
            self.complain(refused.sentence)
            return
        if self.pin.text() != self.again.text():
            self.complain("Kedua PIN tidak sama. Ketik ulang.")
        elif not self.password.text():
            self.complain("Ketik kata sandi Anda.")
        else:
            self.chosen.emit(self.password.text(), self.pin.text())

    def complain(self, sentence: str) -> None:
        self.trouble.set_message(State.BAD, "Belum disimpan.", sentence)
        self.first.setFocus()

    def _clear(self) -> None:
        for field in (self.password, self.pin, self.again):
            field.clear()
        self.trouble.clear()
