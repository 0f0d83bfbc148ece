"""An administrator of the office lets one more PC join."""

from PySide6.QtWidgets import QWidget

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.forms.ui_start_permission import Ui_PermissionForm
from bkpsdm_desktop.screens.start.fields import Entry
from bkpsdm_desktop.screens.start.office import line, secret
from bkpsdm_desktop.screens.start.page import Page


class PermissionPage(Page):
    def __init__(self) -> None:
        super().__init__()
        self.form = form = Ui_PermissionForm()
        form.setupUi(self.inside)
        form.card.setFixedWidth(440)
        form.heading.setFont(theme.font(18, 600))
        for label in (form.usernameLabel, form.passwordLabel):
            label.setFont(theme.font(13, 500))
        self.username = Entry(
            form.username, form.usernameNote, name="Nama pengguna", read=line("Nama pengguna", 64)
        )
        self.password = Entry(
            form.password, form.passwordNote, name="Kata sandi", read=secret("Kata sandi"), as_typed=True
        )
        form.passwordNote.set_lines(2)

    @property
    def first_field(self) -> QWidget:
        return self.password.field if self.username.field.text() else self.username.field

    @property
    def last_field(self) -> QWidget:
        return self.password.field

    def open_for(self, station: str, *, embedded: bool) -> None:
        where = "Basis data di PC ini" if embedded else "Server kantor"
        self.form.lead.setText(
            f"{where} sudah berisi kantor. Seorang administrator kantor itu mengizinkan PC ini bergabung "
            f"sebagai {station}."
        )

    def read(self) -> tuple[str, str] | None:
        """Username and password; None after it was said what is missing."""
        wrong = [entry for entry in (self.username, self.password) if not entry.check()]
        if wrong:
            wrong[0].field.setFocus()
            return None
        return self.username.value(), self.password.value()

    def complain(self, sentence: str) -> None:
        """The name may be wrong as well as the password: said below both."""
        self.password.complain(sentence)
        self.password.field.setFocus()
        self.password.field.selectAll()

    def forget(self) -> None:
        self.password.forget()
