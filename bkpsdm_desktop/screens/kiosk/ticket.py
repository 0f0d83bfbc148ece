"""The number just taken, and what becomes of its slip: three outcomes (proven, unknown, failed)."""

from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.domain.numbers import spell_code
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.forms.ui_kiosk_ticket import Ui_KioskTicket
from bkpsdm_desktop.screens.kiosk.page import Page
from bkpsdm_desktop.screens.kiosk.sizes import Sizes
from bkpsdm_desktop.screens.kiosk.words import ahead, people_phrase, wait_fact
from bkpsdm_desktop.services.rows import IssuedTicket, PrintState


class Slip(Enum):
    """What the visitor is told about the paper: icon, and the title in both languages."""

    PRINTING = ("printer", "Slip sedang dicetak", "Printing your slip")
    PRINTED = ("check-circle", "Ambil slip Anda", "Take your slip")
    UNPROVEN = (
        "printer",
        "Tunggu slip; bila tidak keluar, catat nomor ini",
        "Wait for the slip; if there is none, write this number down",
    )
    FAILED = ("edit", "Catat nomor ini", "Write this number down")

    @classmethod
    def of(cls, state: PrintState) -> "Slip":
        """The outcome of a print job's state: only the printer's own word proves a slip."""
        match state:
            case PrintState.WAITING | PrintState.PRINTING:
                return cls.PRINTING
            case PrintState.PRINTED:
                return cls.PRINTED
            case PrintState.SENT:
                return cls.UNPROVEN
            case PrintState.ATTENTION | PrintState.CANCELLED:
                return cls.FAILED


class TicketPage(Page):
    """Signals: ``done``; ``again``: another number is wanted."""

    done = Signal()
    again = Signal()

    def __init__(self, *, show_qr: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = form = Ui_KioskTicket()
        form.setupUi(self)
        self._show_qr = show_qr
        self._ticket: IssuedTicket | None = None
        self._sizes: Sizes | None = None
        self.slip = Slip.PRINTING
        form.again.set_icon("ticket")
        form.done.clicked.connect(self.done)
        self.speak(Language.INDONESIAN)
        form.again.clicked.connect(self.again)

    @property
    def issued(self) -> IssuedTicket | None:
        """The number that is shown, or was shown last."""
        return self._ticket

    def speak(self, language: Language) -> None:
        super().speak(language)
        of, form = language.of, self.form
        form.slipOver.setText(of("Nomor antrean Anda", "Your queue number"))
        form.secondsUnder.setText(of("detik lagi", "seconds left"))
        form.again.setText(of("Ambil nomor lain", "Another number"))
        form.progress.setAccessibleName(of("Sedang mencetak", "Printing"))
        form.qr.setAccessibleName(of("Kode QR", "QR code"))

    def show_ticket(self, ticket: IssuedTicket) -> None:
        self._ticket = ticket
        form, of = self.form, self.language.of
        form.number.setText(ticket.label)
        under = ticket.group
        if ticket.late:
            under += "\n" + of(
                "Terlambat: dipanggil menurut waktu datang", "Late: called in order of arrival"
            )
        form.slipUnder.setText(under)
        people = ("people", ahead(self.language), people_phrase(ticket.ahead, self.language))
        form.facts.set_facts([people, self._second_fact(ticket)])
        form.returns.setText("")
        form.progress.restart()
        self.show_slip(Slip.PRINTING if ticket.print_job is not None else Slip.FAILED)

    def _second_fact(self, ticket: IssuedTicket) -> tuple[str, str, str]:
        """What was agreed, else how long it takes, else when the number was taken."""
        of, clock = self.language.of, self.language.clock_wib
        if ticket.booked_at is not None:
            return "clock", of("Janji pukul", "Appointment"), clock(ticket.booked_at)
        if ticket.estimate is not None:
            return wait_fact(ticket.estimate, self.language)
        return "clock", of("Diambil pukul", "Taken at"), clock(ticket.issued_at)

    def show_slip(self, slip: Slip) -> None:
        self.slip = slip
        if self._sizes is not None:
            self.arrange(self._sizes, low=False)

    def count(self, seconds: int) -> None:
        """What is left until the first page comes back by itself."""
        self.form.seconds.setText(str(seconds))
        again = f"Kembali ke awal\ndalam {seconds} detik"
        self.form.returns.setText(self.language.of(again, f"Back to the start\nin {seconds} s"))

    def tick(self) -> None:
        """A step of the bar while the printer works."""
        if self.slip is Slip.PRINTING:
            self.form.progress.advance()

    def forget(self) -> None:
        """The next visitor must not read this number."""
        self._ticket = None
        for words in (self.form.number, self.form.slipUnder, self.form.followText, self.form.returns):
            words.setText("")
        self.form.facts.set_facts([])
        self.form.qr.show_code("", 0)

    def press_main(self) -> None:
        self.form.done.click()

    def arrange(self, sizes: Sizes, *, low: bool) -> None:
        """Its buttons are within the lower 40 % of a portrait screen in both layouts."""
        self._sizes = sizes
        self._head(sizes)
        self._slip(sizes)
        self._follow(sizes)
        self._reading(sizes)
        self._controls(sizes)
        self.refit()

    def _head(self, sizes: Sizes) -> None:
        form, now, slip = self.form, theme.current(), self.slip
        icon, title, title_en = slip.value
        of = self.language.of
        failed = slip is Slip.FAILED
        form.title.setText(of(title, title_en))
        largest = 78 if failed and not sizes.landscape else 60
        # Beside the number's facts a longer title gets smaller, so that the number keeps its height.
        beside = round(720 * sizes.type_scale) + sizes.px(28) if sizes.landscape else 0
        room = sizes.width - 2 * sizes.margin - beside - (0 if failed else sizes.px(76 + 28))
        form.title.fit([sizes.text(px) for px in (largest, 52, 44, 40)], room, 1 if sizes.landscape else 2)
        form.headIcon.setVisible(not failed)
        form.headIcon.show_icon(icon, sizes.px(76), now.success if slip is Slip.PRINTED else None)
        form.progress.setVisible(slip is Slip.PRINTING)
        form.progress.setFixedHeight(sizes.px(20))
        form.trouble.setVisible(failed)
        if failed:
            kiosk_prints = self._ticket is None or self._ticket.print_job is not None
            heading = of("Slip tidak tercetak", "The slip was not printed")
            if not kiosk_prints:
                heading = of("Mesin ini tanpa slip", "This machine prints no slips")
            known = of("Nomor Anda sudah tercatat dan tetap berlaku.", "Your number is saved and valid.")
            if sizes.landscape:
                known = of("Nomor Anda tetap berlaku.", "Your number is valid.")
            form.trouble.say(heading, known, sizes)
        form.headRow.setSpacing(sizes.px(24))

    def _slip(self, sizes: Sizes) -> None:
        form, now = self.form, theme.current()
        form.slip.paint_as(
            ground=now.surface, edge=now.ink if self.slip is Slip.FAILED else now.primary,
            line=sizes.px(6), radius=sizes.px(28),
        )  # fmt: skip
        form.slipColumn.setContentsMargins(sizes.px(36), sizes.px(34), sizes.px(36), sizes.px(34))
        for words in (form.slipOver, form.slipUnder):
            words.dress(sizes.text(44), 400, now.ink_muted)
        form.number.setWordWrap(False)
        px = 310 if len(form.number.text()) <= 4 else 250
        form.number.dress(sizes.text(px * (0.84 if sizes.landscape else 1)), 800, spacing=-0.02)

    def _follow(self, sizes: Sizes) -> None:
        """How to follow the queue from outside; without a portal the code is for the clerk."""
        form, now, ticket = self.form, theme.current(), self._ticket
        if ticket is None:
            return
        portal = self._show_qr and ticket.qr.startswith(("http://", "https://"))
        failed = self.slip is Slip.FAILED
        form.follow.soft(sizes)
        form.qr.setVisible(portal)
        form.qr.show_code(ticket.qr if portal else "", sizes.px(190 if failed or sizes.landscape else 260))
        title, text = self._follow_words(spell_code(ticket.code), portal=portal, failed=failed)
        form.followTitle.setText(title)
        form.followText.setText(text)
        form.followTitle.dress(sizes.text(44), 800)
        form.followText.dress(sizes.text(38), 400, now.ink)
        pad = sizes.px(16)
        form.followRow.setContentsMargins(pad if portal else sizes.px(36), pad, sizes.px(36), pad)
        form.followRow.setSpacing(sizes.px(28))
        form.followColumn.setSpacing(sizes.px(8))

    def _follow_words(self, code: str, *, portal: bool, failed: bool) -> tuple[str, str]:
        of = self.language.of
        if not portal:
            return of(f"Kode: {code}", f"Code: {code}"), of(
                "Tunjukkan kode ini bila diminta.", "Show this code when asked."
            )
        if failed:
            return of("Atau pindai dengan ponsel", "Or scan with your phone"), of(
                f"Kode cek: {code}", f"Code: {code}"
            )
        return of("Pantau dari ponsel", "Follow on your phone"), of(
            "Pindai kode ini. Anda boleh menunggu di luar; kembali sebelum giliran Anda.",
            "Scan this code. You may wait outside; please be back before your turn.",
        )

    def _reading(self, sizes: Sizes) -> None:
        form, margin, landscape = self.form, sizes.margin, sizes.landscape
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        form.readingColumn.setDirection(across if landscape else down)
        form.readingColumn.setStretch(0, 1)
        form.readingColumn.setSpacing(sizes.px(28))
        form.readingColumn.setContentsMargins(margin, sizes.px(36), margin, sizes.px(12))
        form.firstColumn.setSpacing(sizes.px(24))
        form.secondColumn.setSpacing(sizes.px(28))
        form.second.setMinimumWidth(round(720 * sizes.type_scale) if landscape else 0)
        form.facts.set_scale(sizes.type_scale)
        if landscape:
            form.secondColumn.insertWidget(0, form.trouble)
        else:
            form.firstColumn.insertWidget(2, form.trouble)

    def _done(self, *, failed: bool) -> str:
        if failed:
            return self.language.of("Sudah saya catat", "I wrote it down")
        return self.language.of("Selesai", "Done")

    def _controls(self, sizes: Sizes) -> None:
        form, margin, now = self.form, sizes.margin, theme.current()
        failed, landscape = self.slip is Slip.FAILED, sizes.landscape
        form.controlsColumn.setDirection(
            QBoxLayout.Direction.RightToLeft if landscape else QBoxLayout.Direction.TopToBottom
        )
        form.controlsColumn.setContentsMargins(margin, sizes.px(16), margin, sizes.foot)
        for layout in (form.controlsColumn, form.doneRow, form.bar):
            layout.setSpacing(sizes.gap)
        if failed:
            form.controlsColumn.setSpacing(0)  # there is no bar
        high = sizes.target(196 if failed else 168)
        form.done.set_icon("check")
        form.done.set_label(self._done(failed=failed))
        form.done.set_scale(sizes.type_scale * (0.82 if failed else 1))  # the longer label
        form.done.setFixedHeight(high)
        form.countdown.setVisible(failed)
        form.countdown.setFixedSize(sizes.wide(260), high)
        form.countdown.soft(sizes)
        form.seconds.dress(sizes.text(72), 700)
        form.secondsUnder.dress(sizes.text(38), 400, now.ink_muted)
        form.again.setVisible(not failed)
        form.again.set_scale(sizes.type_scale)
        form.again.setFixedSize(sizes.wide(500), high if landscape else sizes.target(116))
        form.returns.setVisible(not failed)
        form.returns.dress(sizes.text(38), 400, now.ink_muted)
