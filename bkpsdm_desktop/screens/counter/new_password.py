"""The part of the login where a person chooses a password in place of a start code."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.text import clean_line
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.widgets.labels import plain_label

PASSWORD_LIMIT = 256


class PasswordChoice(QWidget):
    """The new password, twice. ``entered`` comes for Enter in the second field."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        self.first = self._field(rows, "Kata sandi &baru")
        self.second = self._field(rows, "&Ketik sekali lagi")
        rows.addWidget(
            plain_label("Paling sedikit 8 karakter; kalimat pendek mudah diingat.", size=12, role="muted")
        )
        self.fields = (self.first, self.second)
        self.wrong_field = self.first
        self.first.returnPressed.connect(self.second.setFocus)
        self.second.returnPressed.connect(self.entered)

    def read(self) -> str:
        """The password as it was typed, twice the same; else ``Refused``, and ``wrong_field`` says where."""
        self.wrong_field = self.first
        password = self.first.text()
        # only looked at: a password may begin or end with a space
        clean_line(password, field="Kata sandi", limit=PASSWORD_LIMIT)
        if password != self.second.text():
            self.wrong_field = self.second
            raise Refused("Kedua kata sandi berbeda. Ketik lagi yang kedua.")
        return password

    def clear(self) -> None:
        for field in self.fields:
            field.clear()

    @staticmethod
    def _field(rows: QVBoxLayout, words: str) -> QLineEdit:
        field = QLineEdit()
        field.setMaxLength(PASSWORD_LIMIT)
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setFont(theme.font(15))
        field.setFixedHeight(40)
        field.setAccessibleName(words.replace("&", ""))
        label = plain_label(words, weight=500)
        label.setBuddy(field)
        rows.addWidget(label)
        rows.addWidget(field)
        return field
