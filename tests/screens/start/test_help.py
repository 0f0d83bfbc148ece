"""F1 in the first window: the roles, the two places for data, and what the recovery key is for."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from bkpsdm_desktop.screens.staff.help import HelpSheet
from tests.helpers.qtloop import play
from tests.screens.start.acts import PASSWORD, empty_pc
from tests.screens.start.keyboard import Keyboard


def sheet(keyboard: Keyboard) -> HelpSheet:
    shown = keyboard.window.help.sheet
    assert shown is not None
    return shown


def test_f1_explains_roles_data_and_key_and_esc_leads_back_to_the_field(app: QApplication) -> None:
    async def story() -> None:
        keyboard = await Keyboard(empty_pc()).open()
        before = keyboard.here
        await keyboard.press(Qt.Key.Key_F1)
        assert sheet(keyboard).isVisible()
        words = {label.text() for label in sheet(keyboard).findChildren(QLabel)}
        assert {
            "Mesin antrean", "Loket", "Layar antrean", "Pengawas", "Hanya di PC ini", "Server kantor",
            "Kunci pemulihan",
        } <= words  # fmt: skip
        await keyboard.escape()
        assert not sheet(keyboard).isVisible()
        assert keyboard.here is before
        assert keyboard.cancelled == 0
        keyboard.close()

    play(story())


def test_enter_closes_help_before_it_leads_on_and_another_page_has_none_open(app: QApplication) -> None:
    async def story() -> None:
        keyboard = await Keyboard(empty_pc()).open()
        first = keyboard.window.page
        await keyboard.press(Qt.Key.Key_F1)
        await keyboard.enter()
        assert keyboard.window.page is first
        assert not sheet(keyboard).isVisible()
        keyboard.window.help_button.click()
        assert sheet(keyboard).isVisible()
        await keyboard.press_primary()
        assert keyboard.window.page is keyboard.window.office
        assert not sheet(keyboard).isVisible()
        await keyboard.fill_office(PASSWORD)
        await keyboard.press(Qt.Key.Key_F1)
        await keyboard.escape()
        assert keyboard.window.page is keyboard.window.office
        assert keyboard.window.office.password.field.text() == PASSWORD
        keyboard.close()

    play(story())
