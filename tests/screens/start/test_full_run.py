"""A PC is set up from nothing to its first window, with the keyboard alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bkpsdm_desktop.screens.start.window import NewOffice, StartChoice
from tests.helpers.qtloop import play
from tests.screens.start.acts import PASSWORD, SERVER, FakeDatabase, empty_pc, second_pc
from tests.screens.start.keyboard import Keyboard

PRINTER = "tcp://192.0.2.31:9100"


def loket(number: int, database: str = "", printer: str = "") -> StartChoice:
    return StartChoice(
        role="loket", counter=number, database=database, printer=printer, paper_width=576, screen_inches=27.0,
        farthest_seat_m=6.0,
    )  # fmt: skip


def test_an_embedded_office_is_set_up_by_hand_and_keys_alone(app: QApplication) -> None:
    async def story() -> None:
        keyboard = await Keyboard(empty_pc()).open()
        await keyboard.enter()
        await keyboard.fill_office(PASSWORD, "270519")
        await keyboard.enter()
        await keyboard.enter()  # copied
        await keyboard.type("qv2m")
        await keyboard.enter()
        acts = keyboard.acts
        assert acts.log == ["look ", "prepare ", "create", "finish"]
        assert acts.office == NewOffice(
            code="TGS", agency="BKPSDM", place="Kota Tangerang Selatan", portal="", admin_name="Rani Contoh",
            admin_username="rani.contoh", admin_password=PASSWORD, kiosk_pin="270519",
        )  # fmt: skip
        assert acts.finished == keyboard.started == [loket(1)]
        keyboard.close()
        assert (keyboard.cancelled, keyboard.faults) == (0, [])

    play(story())


def test_an_embedded_office_with_a_printer_gets_its_key_on_paper(app: QApplication) -> None:
    async def story() -> None:
        keyboard = await Keyboard(empty_pc()).open()
        await keyboard.type("1")
        await keyboard.network_printer("192.0.2.31")
        await keyboard.alt("c")
        await keyboard.enter()
        await keyboard.fill_office(PASSWORD)
        await keyboard.enter()
        assert keyboard.window.primary.reason == "Cetak kunci dahulu (Alt+C)"
        assert not keyboard.window.recovery.form.groups.isVisible()
        await keyboard.alt("c")
        await keyboard.press_primary()
        assert keyboard.acts.log == [
            "look ", f"test {PRINTER} 576", "prepare ", "create", "print key", "finish",
        ]  # fmt: skip
        assert [(c.role, c.counter, c.printer) for c in keyboard.started] == [("kiosk", None, PRINTER)]
        keyboard.close()

    play(story())


def test_a_second_pc_joins_the_office_on_its_server(app: QApplication) -> None:
    async def story() -> None:
        keyboard = await Keyboard(second_pc()).open()
        await keyboard.fill_server()
        await keyboard.enter()  # Uji
        assert keyboard.window.station.database.badge.word == "Tersambung, 4 ms"
        assert keyboard.window.station.role.counter_hint.text == (
            "Loket 1 dan 2 sudah dipakai PC lain. Loket 3 dan 4 bebas."
        )
        await keyboard.press_primary()
        assert keyboard.window.primary.lines == ("Mulai sebagai Loket 3", "PC ini bergabung dengan kantor")
        await keyboard.type("rani.contoh")
        await keyboard.enter()
        await keyboard.type(PASSWORD)
        await keyboard.enter()
        assert keyboard.acts.log == [
            "look ", f"look {SERVER}", "authorise rani.contoh", f"prepare {SERVER}", "finish",
        ]  # fmt: skip
        assert keyboard.started == [loket(3, SERVER)]
        keyboard.close()

    play(story())


def test_the_first_pc_makes_the_office_on_an_empty_server(app: QApplication) -> None:
    async def story() -> None:
        acts = empty_pc()
        acts.databases[SERVER] = FakeDatabase()
        keyboard = await Keyboard(acts).open()
        await keyboard.fill_server()
        await keyboard.enter()
        await keyboard.press_primary()
        await keyboard.fill_office(PASSWORD)
        await keyboard.enter()
        assert acts.log[2:] == [f"prepare {SERVER}", "create", "finish"]
        assert keyboard.started == [loket(1, SERVER)]
        keyboard.close()

    play(story())


def test_another_station_on_the_same_pc_needs_an_administrator_too(app: QApplication) -> None:
    async def story() -> None:
        acts = empty_pc()
        acts.databases[""] = FakeDatabase(has_office=True, taken=(1,))
        keyboard = await Keyboard(acts).open()
        await keyboard.enter()
        assert keyboard.window.page is keyboard.window.permission
        assert "Basis data di PC ini sudah berisi kantor" in keyboard.window.permission.form.lead.text()
        keyboard.close()

    play(story())


@pytest.mark.parametrize(
    ("digit", "role", "name"),
    [
        ("1", "kiosk", "Mesin antrean"),
        ("2", "loket", "Loket 1"),
        ("3", "layar", "Layar antrean"),
    ],
)
def test_a_digit_chooses_the_role(app: QApplication, digit: str, role: str, name: str) -> None:
    async def story() -> None:
        keyboard = await Keyboard(empty_pc()).open()
        await keyboard.type(digit)
        choice = keyboard.window.station.choice()
        assert choice is not None
        assert (choice.role, choice.name) == (role, name)
        keyboard.close()

    play(story())


def test_a_display_is_asked_for_its_size_and_the_farthest_seat(app: QApplication) -> None:
    async def story() -> None:
        keyboard = await Keyboard(empty_pc()).open()
        await keyboard.type("3")
        offered = keyboard.window.station.choice()
        await keyboard.alt("k")
        await keyboard.type("55")
        await keyboard.alt("h")
        await keyboard.type("7,5")
        await keyboard.tab()
        choice = keyboard.window.station.choice()
        assert offered is not None
        assert choice is not None
        assert (offered.screen_inches, offered.farthest_seat_m) == (43.0, 6.0)
        assert (choice.screen_inches, choice.farthest_seat_m) == (55.0, 7.5)
        keyboard.close()

    play(story())


@pytest.mark.parametrize(
    ("kind", "typed", "address"),
    [
        ("network", "192.0.2.31", "tcp://192.0.2.31:9100"),
        ("network", "printer-tiket:9101", "tcp://printer-tiket:9101"),
        ("folder", "/srv/slip", "file:/srv/slip"),
        ("folder", "D:\\slip", "file:D:\\slip"),
    ],
)
def test_a_printer_is_written_as_its_address(app: QApplication, kind: str, typed: str, address: str) -> None:
    async def story() -> None:
        keyboard = await Keyboard(empty_pc()).open()
        await keyboard.alt("p")
        await keyboard.press(Qt.Key.Key_End)
        if kind == "folder":
            await keyboard.press(Qt.Key.Key_Up)
        await keyboard.alt("l")
        await keyboard.retype(typed)
        await keyboard.alt("r")
        await keyboard.press(Qt.Key.Key_Down)
        choice = keyboard.window.station.choice()
        assert choice is not None
        assert (choice.printer, choice.paper_width) == (address, 384)
        keyboard.close()

    play(story())


def test_names_with_special_characters_stay_whole_in_the_address_of_the_database(app: QApplication) -> None:
    async def story() -> None:
        keyboard = await Keyboard(empty_pc()).open()
        form = keyboard.window.station.database.form
        form.server.setChecked(True)
        for field, text in (
            (form.host, "[2001:db8::7]:5433"),
            (form.name, "kantor p&k"),
            (form.user, "a@b/c"),
        ):
            field.setText(text)
        wanted = "postgresql://a%40b%2Fc@[2001:db8::7]:5433/kantor%20p%26k"
        assert keyboard.window.station.database.database == wanted
        keyboard.close()

    play(story())
