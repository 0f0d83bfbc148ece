"""A page with nothing to choose: closed, held, disconnected, loading."""

from PySide6.QtWidgets import QWidget

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.forms.ui_kiosk_notice import Ui_KioskNotice
from bkpsdm_desktop.screens.kiosk.page import Page
from bkpsdm_desktop.screens.kiosk.sizes import Sizes
from bkpsdm_desktop.screens.kiosk.words import Notice, loading


class NoticePage(Page):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_KioskNotice()
        self.form.setupUi(self)
        self.notice = loading(self.language)
        self._sizes: Sizes | None = None

    def show_notice(self, notice: Notice) -> None:
        self.notice = notice
        form = self.form
        for words, text in (
            (form.heading, notice.heading),
            (form.sentence, notice.sentence),
            (form.factLabel, notice.label),
            (form.factValue, notice.value),
            (form.factMore, notice.value_more),
            (form.staff, notice.staff),
        ):
            words.setText(text)
            words.setVisible(bool(text))
        form.fact.setVisible(bool(notice.value))
        self.setAccessibleName(f"{notice.heading}. {notice.sentence}")
        if self._sizes is not None:
            self.arrange(self._sizes, low=False)

    def arrange(self, sizes: Sizes, *, low: bool) -> None:
        self._sizes = sizes
        form, now = self.form, theme.current()
        form.body.setContentsMargins(sizes.margin, sizes.px(24), sizes.margin, sizes.foot)
        form.body.setSpacing(sizes.px(28))
        amber = self.notice.amber
        ink = now.warning_on if amber else now.ink
        form.card.paint_as(ground=now.warning if amber else None, edge=None, line=0, radius=sizes.px(28))
        pad = sizes.px(48) if amber else 0
        form.cardColumn.setContentsMargins(pad, pad, pad, pad)
        form.cardColumn.setSpacing(sizes.px(28))
        form.icon.show_icon(self.notice.icon, sizes.px(180), ink if amber else now.primary)
        form.heading.dress(sizes.text(72 if amber else 84), 800, ink, spacing=-0.02)
        form.sentence.dress(sizes.text(44), 400, ink if amber else now.ink_muted)
        form.fact.soft(sizes)
        form.factColumn.setContentsMargins(sizes.px(36), sizes.px(32), sizes.px(36), sizes.px(32))
        form.factColumn.setSpacing(sizes.px(8))
        form.factLabel.dress(sizes.text(44), 400, now.ink_muted)
        form.factValue.dress(sizes.text(60), 800, spacing=-0.01)
        form.factMore.dress(sizes.text(60), 800, now.primary, spacing=-0.01)
        self.refit()
        form.staff.dress(sizes.text(38), 400, now.ink_muted)
