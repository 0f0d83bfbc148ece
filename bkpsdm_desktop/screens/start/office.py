"""The office and its first administrator, when the database holds none."""

import re
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from bkpsdm_desktop.domain.accounts import LONGEST_PASSWORD, check_password, check_pin, check_username
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.portal import checked_portal
from bkpsdm_desktop.domain.text import clean_line
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.forms.ui_start_office import Ui_OfficeForm
from bkpsdm_desktop.screens.start.acts import NewOffice
from bkpsdm_desktop.screens.start.fields import Entry
from bkpsdm_desktop.screens.start.page import Page

_PASSWORD_HINT = "Paling sedikit 8 karakter; kalimat panjang dan spasi boleh. Bukan kata yang umum dipakai."


def line(name: str, limit: int, *, required: bool = True) -> Callable[[str], str]:
    """One line of text of at most ``limit`` characters."""
    return lambda text: clean_line(text, field=name, limit=limit, required=required)


def secret(name: str, *, required: bool = True) -> Callable[[str], str]:
    """Only looked at: a password may begin or end with a space, and is passed on as it was typed."""

    def read(text: str) -> str:
        if required or text:
            clean_line(text.replace(" ", "x"), field=name, limit=LONGEST_PASSWORD)
        return text

    return read


_secret = secret("Kata sandi")


def _code(text: str) -> str:
    code = clean_line(text, field="Kode kantor", limit=40).upper()
    if not re.fullmatch(r"[A-Z]{3}", code):
        raise Refused("Kode kantor terdiri atas 3 huruf, A sampai Z. Contoh: TGS.")
    return code


def _username(text: str) -> str:
    return check_username(clean_line(text, field="Nama pengguna", limit=40))


def _pin(text: str) -> str:
    pin = clean_line(text, field="PIN", limit=40, required=False)
    if pin:
        check_pin(pin)
    return pin


class OfficePage(Page):
    """Two panels of fields, each checked when it is left."""

    def __init__(self) -> None:
        super().__init__()
        self.form = form = Ui_OfficeForm()
        form.setupUi(self.inside)
        form.rows.setContentsMargins(24, 14, 24, 10)
        form.heading.setFont(theme.font(18, 600))
        for title in (form.officeTitle, form.personTitle):
            title.setFont(theme.font(15, 600))
        self.code = Entry(
            form.code, form.codeNote, name="Kode kantor", read=_code,
            hint="3 huruf di depan kode tiket. Contoh: TGS.",
        )  # fmt: skip
        self.agency = Entry(
            form.agency, form.agencyNote, name="Instansi", read=line("Instansi", 60), hint="Contoh: BKPSDM."
        )
        self.place = Entry(
            form.place, form.placeNote, name="Kota/kabupaten", read=line("Kota/kabupaten", 60),
            hint="Contoh: Kota Tangerang Selatan.",
        )  # fmt: skip
        self.portal = Entry(
            form.portal, form.portalNote, name="Alamat portal", read=checked_portal,
            hint="Boleh kosong. Kode QR pada tiket membuka halaman ini.",
        )  # fmt: skip
        self.full_name = Entry(
            form.fullName, form.fullNameNote, name="Nama lengkap", read=line("Nama lengkap", 120)
        )
        self.username = Entry(
            form.username, form.usernameNote, name="Nama pengguna", read=_username,
            hint="Huruf kecil dan angka, boleh dengan titik. Contoh: rani.contoh.",
        )  # fmt: skip
        self.password = Entry(
            form.password, form.passwordNote, name="Kata sandi", read=self._password,
            hint=_PASSWORD_HINT, as_typed=True,
        )  # fmt: skip
        self.repeated = Entry(
            form.repeated, form.repeatedNote, name="Ulangan kata sandi", read=self._same, as_typed=True
        )
        self.pin = Entry(
            form.pin, form.pinNote, name="PIN", read=_pin,
            hint="Boleh menyusul. 6 sampai 8 angka, untuk keluar dari layar penuh mesin antrean.",
        )  # fmt: skip
        self._entries = [
            self.code, self.agency, self.place, self.portal,
            self.full_name, self.username, self.password, self.repeated, self.pin,
        ]  # fmt: skip
        for entry in self._entries:
            entry.note.set_lines(2)
        form.password.editingFinished.connect(self._on_password)

    @property
    def first_field(self) -> QWidget:
        wrong = (entry.field for entry in self._entries if entry.field.property("state") == "bad")
        return next(wrong, self.code.field)

    @property
    def last_field(self) -> QWidget:
        return self.pin.field

    def read(self) -> NewOffice | None:
        """What was typed; None after it was said what is not right, with the keyboard at the first."""
        wrong = [entry for entry in self._entries if not entry.check()]
        if wrong:
            wrong[0].field.setFocus()
            return None
        return NewOffice(
            code=self.code.value(),
            agency=self.agency.value(),
            place=self.place.value(),
            portal=self.portal.value(),
            admin_name=self.full_name.value(),
            admin_username=self.username.value(),
            admin_password=self.password.value(),
            kiosk_pin=self.pin.value(),
        )

    def complain(self, sentence: str) -> bool:
        """Show a refusal at the field whose name it begins with; False when there is none."""
        owners = [entry for entry in self._entries if entry.owns(sentence)]
        if not owners:
            return False
        owners[0].complain(sentence)
        owners[0].field.setFocus()
        owners[0].field.selectAll()
        return True

    def forget(self) -> None:
        """Passwords and PIN have been used, or nobody will use them."""
        for entry in (self.password, self.repeated, self.pin):
            entry.forget()

    def _password(self, text: str) -> str:
        # whether everybody uses it is known to the act alone
        check_password(_secret(text), username=self.username.field.text(), common=frozenset())
        return text

    def _same(self, text: str) -> str:
        if not text:
            raise Refused("Ulangan kata sandi belum diisi.")
        if text != self.password.field.text():
            raise Refused("Ulangan kata sandi belum sama. Ketik kata sandi yang sama dua kali.")
        return text

    def _on_password(self) -> None:
        if self.repeated.field.text():
            self.repeated.check()
