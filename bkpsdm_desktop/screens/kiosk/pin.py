"""The way out: a number pad for the administrator's PIN (K13)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.forms.ui_kiosk_pin import Ui_KioskPin
from bkpsdm_desktop.screens.kiosk.page import Page
from bkpsdm_desktop.screens.kiosk.parts import BarButton
from bkpsdm_desktop.screens.kiosk.sizes import Sizes

LONGEST_PIN = 12


class PinPage(Page):
    """Signals: ``entered`` with the digits; ``back``."""

    entered = Signal(str)
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = form = Ui_KioskPin()
        form.setupUi(self)
        self._pin = ""
        self._sizes: Sizes | None = None
        buttons: list[BarButton] = [
            form.key1, form.key2, form.key3, form.key4, form.key5, form.key6, form.key7, form.key8, form.key9,
            form.key10, form.key11, form.key12,
        ]  # fmt: skip
        self.keys = {button.label: button for button in buttons}
        for key, button in self.keys.items():
            button.clicked.connect(lambda _=False, key=key: self.press(key))
        form.back.set_icon("arrow-left")
        form.back.clicked.connect(self.back)
        form.enter.clicked.connect(self.enter)

    def begin(self) -> None:
        self._pin = ""
        self.say("", "")
        self._show()

    def press(self, key: str) -> None:
        """A key of the pad, or of a keyboard: a digit, *Hapus* or *Ulang*."""
        if key == "Hapus":
            self._pin = self._pin[:-1]
        elif key == "Ulang":
            self._pin = ""
        elif len(self._pin) < LONGEST_PIN:
            self._pin += key
        self._show()

    def enter(self) -> None:
        if self._pin and self.form.enter.isEnabled():
            pin, self._pin = self._pin, ""
            self._show()
            self.entered.emit(pin)

    def say(self, heading: str, sentence: str) -> None:
        """Why the door stays shut; empty takes the note away."""
        self.form.trouble.setVisible(bool(heading))
        if heading and self._sizes is not None:
            self.form.trouble.say(heading, sentence, self._sizes, bad=True)

    def lock(self, locked: bool) -> None:
        """After too many wrong PINs no key does anything for a while."""
        for button in (*self.keys.values(), self.form.enter):
            button.setEnabled(not locked)

    def press_digit(self, digit: int) -> None:
        self.keys[str(digit)].click()

    def press_main(self) -> None:
        self.form.enter.click()

    def press_back(self) -> None:
        """A wrong digit is taken back; an empty pad is left."""
        if self._pin:
            self.press("Hapus")
        else:
            self.back.emit()

    def arrange(self, sizes: Sizes, *, low: bool) -> None:
        self._sizes = sizes
        form, now, margin = self.form, theme.current(), sizes.margin
        form.title.dress(sizes.text(84), 800, spacing=-0.02)
        form.lead.dress(sizes.text(44), 400, now.ink_muted)
        form.readingColumn.setContentsMargins(margin, sizes.px(40), margin, sizes.px(24))
        form.readingColumn.setSpacing(sizes.px(20))
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        form.body.setDirection(across if sizes.landscape else down)
        top = sizes.height if sizes.landscape else sizes.reach_top(low=low)
        form.reading.setMaximumHeight(top - sizes.head - sizes.px(16))
        form.reading.setMinimumHeight(0 if sizes.landscape else top - sizes.head - sizes.px(16))
        form.controlsColumn.setContentsMargins(margin, sizes.px(16), margin, sizes.foot)
        form.controlsColumn.setSpacing(sizes.gap)
        form.shown.soft(sizes)
        form.shown.setFixedHeight(sizes.px(120))
        form.dots.dress(sizes.text(64), 700)
        form.keys.setSpacing(sizes.gap)
        for button in self.keys.values():
            button.set_scale(sizes.type_scale * 1.3)
            button.setMinimumHeight(sizes.target(80))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        for button in (form.back, form.enter):
            button.set_scale(sizes.type_scale)
            button.setFixedSize(sizes.wide(290), sizes.target(116))

    def _show(self) -> None:
        self.form.dots.setText("●" * len(self._pin))
