"""Every page of the start window in turn, and what is wrong with how its text fits."""

from collections.abc import AsyncIterator

from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.start.pieces import RoleCard
from bkpsdm_desktop.screens.widgets import painting
from bkpsdm_desktop.screens.widgets.badge import Badge
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, PrimaryButton
from bkpsdm_desktop.screens.widgets.labels import ElidedLabel
from tests.screens.start.acts import PASSWORD, empty_pc, second_pc
from tests.screens.start.keyboard import Keyboard


async def every_page(size: tuple[int, int] = (1000, 680)) -> AsyncIterator[tuple[str, Keyboard]]:
    """Each page and state by name, at ``size`` in logical pixels."""
    keyboard = Keyboard(second_pc())
    keyboard.window.resize(*size)
    await keyboard.open()
    for digit, name in (("1", "kiosk"), ("3", "display"), ("4", "desk"), ("2", "counter")):
        await keyboard.type(digit)
        yield name, keyboard
    await keyboard.fill_server()
    await keyboard.enter()
    await keyboard.network_printer("192.0.2.99")
    await keyboard.alt("c")
    yield "server", keyboard
    await keyboard.enter()
    yield "permission", keyboard
    await keyboard.enter()
    await keyboard.press_primary()
    yield "permission, wrong", keyboard
    keyboard.close()
    keyboard = Keyboard(empty_pc())
    keyboard.window.resize(*size)
    await keyboard.open()
    await keyboard.network_printer("192.0.2.40")
    await keyboard.enter()
    yield "office", keyboard
    await keyboard.fill_office("kopi", "123456")
    keyboard.window.office.username.field.setText("Rani Contoh")
    keyboard.window.office.portal.field.setText("portal")
    await keyboard.press_primary()
    yield "office, wrong", keyboard
    keyboard.window.office.code.field.setFocus()
    await keyboard.fill_office(PASSWORD)
    await keyboard.enter()
    yield "key, to print", keyboard
    await keyboard.alt("c")
    yield "key, without proof", keyboard
    await keyboard.alt("s")
    yield "key, to copy", keyboard
    await keyboard.press_primary()
    await keyboard.enter()
    yield "key, to confirm", keyboard
    keyboard.close()


def clipped(window: QWidget) -> list[str]:
    """Texts that have less room than they need."""
    return [
        f"{type(part).__name__} {part.objectName()}: {words}"
        for part in window.findChildren(QWidget)
        if part.isVisible() and (words := _cut(part))
    ]


def _cut(part: QWidget) -> str:
    match part:
        case QLabel() if part.wordWrap():
            return part.text() if part.heightForWidth(part.width()) > part.height() else ""
        case ElidedLabel():
            return part.text if part.elided else ""
        case RoleCard():
            return next((line for line in part.lines if "…" in line), "")
        case PrimaryButton():
            room = part.width() - 14 - 60 - 12 - 12  # beside the cap of Enter
            fits = painting.width_of(part.lines[0], theme.font(18, 600)) <= room
            return "" if fits and painting.width_of(part.lines[1], theme.font(13)) <= room else part.verb
        case QLabel() | KeyButton() | Badge() | QComboBox():
            hint = part.sizeHint()
            fits = hint.width() <= part.width() and hint.height() <= part.height()
            return "" if fits else part.accessibleName() or "a label"
        case QLineEdit() if part.echoMode() is QLineEdit.EchoMode.Normal:
            words = part.text() or part.placeholderText()
            return words if QFontMetricsF(part.font()).horizontalAdvance(words) > part.width() - 20 else ""
    return ""
