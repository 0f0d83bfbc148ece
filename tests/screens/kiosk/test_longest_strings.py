"""Names of services and documents that are 40 % longer than ours: every page of the kiosk still has room."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from bkpsdm_desktop.screens.widgets.touch import TouchBase
from tests.helpers.kiosk import PORTRAIT, Kiosk
from tests.helpers.kiosk_office import real_groups
from tests.helpers.pseudo import lengthened
from tests.helpers.qtloop import played
from tests.screens.kiosk.conftest import MakeKiosk


def faults(kiosk: Kiosk) -> list[str]:
    """What is cut or lies outside the window now."""
    QApplication.sendPostedEvents()
    window = kiosk.window
    inside = QRect(0, 0, window.width(), window.height())
    found = []
    labels = [part for part in window.findChildren(QLabel) if part.isVisible() and part.text()]
    buttons = [part for part in window.findChildren(TouchBase) if part.isVisible()]
    named: list[tuple[str, QWidget]] = [*((label.text(), label) for label in labels)]
    named += [(button.label, button) for button in buttons]
    for words, part in named:
        if not inside.contains(QRect(part.mapTo(window, part.rect().topLeft()), part.size())):
            found.append(f"outside: {words}")
    for label in labels:
        if label.wordWrap() and label.heightForWidth(label.width()) > label.height():
            found.append(f"too low: {label.text()}")
        if not label.wordWrap() and label.sizeHint().width() > label.width():
            found.append(f"too narrow: {label.text()}")
    return found


@pytest.mark.parametrize("size", [PORTRAIT, (1366, 768)], ids=["portrait", "landscape"])
@played
async def test_ux_u66_with_names_40_percent_longer_every_page_has_room(
    make_kiosk: MakeKiosk, size: tuple[int, int]
) -> None:
    groups = tuple(lengthened(group) for group in real_groups())
    kiosk = make_kiosk(size=size, groups=groups)
    await kiosk.home()
    assert faults(kiosk) == []
    for number in range(1, len(groups) + 1):
        await kiosk.group(number)
        assert faults(kiosk) == []
        for service in range(1, min(len(groups[number - 1].services), 5) + 1):
            await kiosk.service(service)
            assert faults(kiosk) == []
            kiosk.window.go_home()
            await kiosk.group(number)
        kiosk.window.go_home()
    await kiosk.group(2)
    await kiosk.service(2)
    await kiosk.take()
    assert faults(kiosk) == []
