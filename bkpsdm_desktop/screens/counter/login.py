"""Signing in at a counter: name, password, and what to do when it does not work."""

from collections.abc import Callable, Coroutine
from itertools import pairwise
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.text import clean_line
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.counter.new_password import PASSWORD_LIMIT, PasswordChoice
from bkpsdm_desktop.screens.forms.ui_login import Ui_LoginForm
from bkpsdm_desktop.screens.staff import help_words
from bkpsdm_desktop.screens.staff.help_key import HelpKey
from bkpsdm_desktop.screens.tasks import TaskKeeper
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.bars import MessageBar
from bkpsdm_desktop.screens.widgets.buttons import PrimaryButton
from bkpsdm_desktop.screens.widgets.labels import Picture, restyle
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.rows import NewPassword, PersonRow

NAME_LIMIT = 64


class LoginActs(Protocol):
    """Signing in at this station."""

    async def sign_in(self, *, username: str, password: str) -> PersonRow | NewPassword:
        """The person of this account; ``NewPassword`` when what was typed is its start code. Raises
        ``Refused`` for a wrong, locked or inactive one."""
        ...

    async def choose_password(self, *, username: str, code: str, password: str) -> PersonRow:
        """Sign in with the start code and a new password. Raises ``Refused`` for a bad one too."""
        ...


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
        self._station = station
        self._keeper = TaskKeeper(on_fault)
        self.form = form = Ui_LoginForm()
        form.setupUi(self)
        form.place.setText(office)
        form.station.setText(station)
        form.emblemPlace.addWidget(Picture("emblem", 40))
        self.trouble = MessageBar()
        form.troublePlace.addWidget(self.trouble)
        self.choice = PasswordChoice()
        form.cardRows.insertWidget(form.cardRows.count() - 1, self.choice)
        self.sign_in_button = PrimaryButton()
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
        self.choice.entered.connect(self.sign_in_button.click)
        for field in (self.username, self.password, *self.choice.fields):
            field.textEdited.connect(self._calm)
        for before, after in pairwise(
            (self.username, self.password, *self.choice.fields, self.sign_in_button)
        ):
            self.setTabOrder(before, after)
        self.help = HelpKey(self, help_words.LOGIN, self, form.header)
        self._ask_who()

    def _dress(self) -> None:
        form, px = self.form, Density.NORMAL.px
        self.setMinimumSize(800, 520)
        form.header.setFixedHeight(64)
        form.bar.setFixedHeight(px.bar)
        form.card.setFixedWidth(440)
        form.hint.setWordWrap(True)
        form.title.setFont(theme.font(18, 600))
        form.heading.setFont(theme.font(24, 600))
        for label in (form.place, form.station, form.hint):
            label.setFont(theme.font(13))
        for label in (form.usernameLabel, form.passwordLabel):
            label.setFont(theme.font(13, 500))
        for field, name in ((form.username, "Nama pengguna"), (form.password, "Kata sandi atau kode awal")):
            field.setFont(theme.font(15))
            field.setFixedHeight(40)
            field.setAccessibleName(name)

    @property
    def busy(self) -> bool:
        return self._keeper.busy

    def submit(self) -> None:
        """Sign in with what was typed; the fields keep it until it worked."""
        if self.choice.isHidden():
            self.sign_in(self.username.text(), self.password.text())
        else:
            self._choose()

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
        self._enter(lambda: self._acts.sign_in(username=username, password=password), self.password)

    def _choose(self) -> None:
        try:
            password = self.choice.read()
        except Refused as refused:
            self._complain(refused.sentence, self.choice.wrong_field)
            return
        username, code = self.username.text().strip(), self.password.text()
        self._enter(
            lambda: self._acts.choose_password(username=username, code=code, password=password),
            self.choice.first,
        )

    def _enter(
        self, work: Callable[[], Coroutine[Any, Any, PersonRow | NewPassword]], field: QLineEdit
    ) -> None:
        """Do what lets the person in; a refusal leads to ``field``."""
        self._calm()
        self._keeper.run(
            work,
            on_done=self._answered,
            on_refused=lambda sentence: self._complain(sentence, field),
            on_failed=lambda code: self._complain(
                f"Terjadi gangguan pada program. Laporkan kode {code} kepada administrator.", field
            ),
            button=self.sign_in_button,
        )

    def _after_name(self) -> None:
        if self.password.text():
            self.sign_in_button.click()
        else:
            self.password.setFocus()

    def _answered(self, answer: PersonRow | NewPassword) -> None:
        if isinstance(answer, NewPassword):
            self._ask_new_password(answer.sentence)
            return
        self._ask_who()
        self.signed_in.emit(answer)

    def _ask_who(self) -> None:
        """Name and password, as at the start."""
        self.password.clear()
        self._show_choice(False)
        self.form.heading.setText("Masuk")
        self.form.hint.setText("Dengan akun petugas Anda.")
        self.sign_in_button.set_verb("Masuk")
        self.sign_in_button.set_about(f"ke {self._station}")
        (self.password if self.username.text() else self.username).setFocus()

    def _ask_new_password(self, sentence: str) -> None:
        """The start code was right; it stays in its hidden field until a password takes its place."""
        self._show_choice(True)
        self.form.heading.setText("Buat kata sandi baru")
        self.form.hint.setText(sentence)
        self.sign_in_button.set_verb("Simpan kata sandi")
        self.sign_in_button.set_about(f"dan masuk ke {self._station}")
        self.choice.first.setFocus()

    def _show_choice(self, on: bool) -> None:
        form = self.form
        self.choice.clear()
        for part in (form.usernameLabel, form.username, form.passwordLabel, form.password):
            part.setVisible(not on)
        self.choice.setVisible(on)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.choice.isHidden():
            self._calm()
            self._ask_who()
        else:
            super().keyPressEvent(event)

    def refuse(self, sentence: str) -> None:
        """This person has nothing to do at this station."""
        self._complain(sentence, self.username)

    def _complain(self, sentence: str, field: QLineEdit) -> None:
        restyle(field, "state", "bad")
        if field is self.choice.first:
            self.choice.second.clear()
        fact = "Gagal masuk." if self.choice.isHidden() else "Belum tersimpan."
        self.trouble.set_message(State.BAD, fact, sentence)
        field.setFocus()
        field.selectAll()

    def _calm(self) -> None:
        for field in (self.username, self.password, *self.choice.fields):
            restyle(field, "state", "")
        self.trouble.clear()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._keeper.close()
        super().closeEvent(event)
