"""Signing in at a counter: name, password, and what to do when it does not work."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.text import clean_line
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.counter.acts import LoginActs
from bkpsdm_desktop.screens.forms.ui_login import Ui_LoginForm
from bkpsdm_desktop.screens.tasks import TaskKeeper
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.bars import MessageBar
from bkpsdm_desktop.screens.widgets.buttons import PrimaryButton
from bkpsdm_desktop.screens.widgets.labels import Picture, restyle
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.rows import PersonRow

NAME_LIMIT = 64
PASSWORD_LIMIT = 256


class LoginWindow(QWidget):
    """Asks who works at this station."""

    signed_in = Signal(object)
    """Carries the ``PersonRow``."""

    def __init__(
        self,
        acts: LoginActs,
        *,
        station: str,
        office: str,
        on_fault: Callable[[BaseException], str],
    ) -> None:
        """``station`` and ``office`` are names; ``on_fault`` logs our own fault and gives its code."""
        super().__init__()
        self._acts = acts
        self._keeper = TaskKeeper(on_fault)
        self.form = form = Ui_LoginForm()
        form.setupUi(self)
        form.place.setText(office)
        form.station.setText(station)
        form.emblemPlace.addWidget(Picture("emblem", 40))
        self.trouble = MessageBar()
        form.troublePlace.addWidget(self.trouble)
        self.sign_in_button = PrimaryButton("Masuk", f"ke {station}")
        enter = QAction("Masuk", self)
        enter.setShortcut(QKeySequence("Return"))
        # Enter belongs to the fields, which lead it here; this action only gives the button its cap.
        self.sign_in_button.bind(enter)
        self.sign_in_button.clicked.connect(self.submit)
        form.verbs.addWidget(self.sign_in_button)
        form.verbs.addStretch(1)
        self._dress()
        self.username, self.password = form.username, form.password
        self.username.returnPressed.connect(self._after_name)
        self.password.returnPressed.connect(self.sign_in_button.click)
        for field in (self.username, self.password):
            field.textEdited.connect(self._calm)
        self.setTabOrder(self.username, self.password)
        self.setTabOrder(self.password, self.sign_in_button)
        self.username.setFocus()

    def _dress(self) -> None:
        form, px = self.form, Density.NORMAL.px
        self.setMinimumSize(800, 520)
        form.header.setFixedHeight(64)
        form.bar.setFixedHeight(px.bar)
        form.card.setFixedWidth(420)
        form.title.setFont(theme.font(18, 600))
        form.heading.setFont(theme.font(24, 600))
        for label in (form.place, form.station, form.hint):
            label.setFont(theme.font(13))
        for label in (form.usernameLabel, form.passwordLabel):
            label.setFont(theme.font(13, 500))
        for field, name in ((form.username, "Nama pengguna"), (form.password, "Kata sandi")):
            field.setFont(theme.font(15))
            field.setFixedHeight(40)
            field.setAccessibleName(name)

    @property
    def busy(self) -> bool:
        return self._keeper.busy

    def submit(self) -> None:
        """Sign in with what was typed; the fields keep it until it worked."""
        self.sign_in(self.username.text(), self.password.text())

    def sign_in(self, username: str, password: str) -> None:
        """Sign in, after control characters in either were refused with their position."""
        try:
            username = clean_line(username, field="Nama pengguna", limit=NAME_LIMIT)
        except Refused as refused:
            self._complain(refused.sentence, self.username)
            return
        try:
            # only looked at: a password may begin or end with a space, and is passed on as it was typed
            clean_line(password, field="Kata sandi", limit=PASSWORD_LIMIT)
        except Refused as refused:
            self._complain(refused.sentence, self.password)
            return
        self._calm()
        self._keeper.run(
            lambda: self._acts.sign_in(username=username, password=password),
            on_done=self._on_signed_in,
            on_refused=lambda sentence: self._complain(sentence, self.password),
            on_failed=lambda code: self._complain(
                f"Terjadi gangguan pada program. Laporkan kode {code} kepada administrator.", self.password
            ),
            button=self.sign_in_button,
        )

    def _after_name(self) -> None:
        if self.password.text():
            self.sign_in_button.click()
        else:
            self.password.setFocus()

    def _on_signed_in(self, person: PersonRow) -> None:
        self.password.clear()
        self.signed_in.emit(person)

    def refuse(self, sentence: str) -> None:
        """This person has nothing to do at this station."""
        self._complain(sentence, self.username)

    def _complain(self, sentence: str, field: QLineEdit) -> None:
        restyle(field, "state", "bad")
        self.trouble.set_message(State.BAD, "Gagal masuk.", sentence)
        field.setFocus()
        field.selectAll()

    def _calm(self) -> None:
        for field in (self.username, self.password):
            restyle(field, "state", "")
        self.trouble.clear()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._keeper.close()
        super().closeEvent(event)
