"""*Masih di sini?*: asked when nobody touched the screen for a while (U31)."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.forms.ui_kiosk_still_there import Ui_KioskStillThere
from bkpsdm_desktop.screens.kiosk.page import Page
from bkpsdm_desktop.screens.kiosk.sizes import Sizes


class StillThere(Page):
    """Lies over the whole window, its buttons in the reach band. Signals: ``yes``; ``restart``."""

    yes = Signal()
    restart = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.form = Ui_KioskStillThere()
        self.form.setupUi(self)
        self.form.yes.clicked.connect(self.yes)
        self.form.restart.clicked.connect(self.restart)
        self.hide()

    def speak(self, language: Language) -> None:
        super().speak(language)
        of, form = language.of, self.form
        form.heading.setText(of("Masih di sini?", "Are you still here?"))
        form.yes.setText(of("Ya, lanjutkan", "Yes, go on"))
        form.restart.setText(of("Mulai ulang", "Start again"))

    def count(self, seconds: int) -> None:
        self.form.sentence.setText(
            self.language.of(
                f"Layar kembali ke awal dalam {seconds} detik.",
                f"This screen starts again in {seconds} {'second' if seconds == 1 else 'seconds'}.",
            )
        )

    def press_main(self) -> None:
        self.form.yes.click()

    def press_back(self) -> None:
        self.form.restart.click()

    def arrange(self, sizes: Sizes, *, low: bool) -> None:
        form, now = self.form, theme.current()
        form.outer.setContentsMargins(sizes.margin, 0, sizes.margin, sizes.foot)
        form.card.paint_as(ground=now.surface, edge=now.primary, line=sizes.px(6), radius=sizes.px(20))
        pad = sizes.px(40)
        form.column.setContentsMargins(pad, pad, pad, pad)
        form.column.setSpacing(sizes.px(20))
        form.heading.dress(sizes.text(60), 800, spacing=-0.01)
        form.sentence.dress(sizes.text(44), 400)
        form.buttons.setSpacing(sizes.gap)
        for button in (form.yes, form.restart):
            button.set_scale(sizes.type_scale)
            button.setFixedHeight(sizes.target(140))

    def paintEvent(self, event: QPaintEvent) -> None:
        dim = QColor(theme.current().ink)
        dim.setAlphaF(0.5)
        QPainter(self).fillRect(self.rect(), dim)
