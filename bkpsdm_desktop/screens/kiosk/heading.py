"""The head of the kiosk's window: emblem, office, time and day."""

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.forms.ui_kiosk_window import Ui_KioskWindow
from bkpsdm_desktop.screens.kiosk.sizes import Sizes


def dress_header(form: Ui_KioskWindow, sizes: Sizes) -> None:
    """Give the head the measures of a screen."""
    now = theme.current()
    form.header.setFixedHeight(sizes.head)
    form.headerRow.setContentsMargins(sizes.margin, 0, sizes.margin, sizes.px(8))
    form.headerRow.setSpacing(sizes.px(28))
    form.emblem.show_icon("emblem", sizes.target(96))
    form.agency.dress(sizes.text(48), 800, now.header_ink, spacing=0.01)
    form.place.dress(sizes.text(38), 400, now.header_muted)
    form.clock.dress(sizes.text(52), 700, now.header_ink)
    form.date.dress(sizes.text(38), 400, now.header_muted)
    for label in (form.agency, form.place, form.clock, form.date):
        label.setWordWrap(False)
