"""The kiosk stays; only the administrator's PIN opens it (K13)."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bkpsdm_desktop.screens.kiosk.settings import KioskSettings
from tests.helpers.kiosk import Kiosk
from tests.helpers.qtloop import played
from tests.screens.kiosk.conftest import MakeKiosk


async def five_taps(kiosk: Kiosk) -> None:
    for _ in range(5):
        kiosk.tap(kiosk.window.form.emblem)
    await kiosk.wait(0.5)


async def enter(kiosk: Kiosk, pin: str) -> None:
    for digit in pin:
        kiosk.tap(kiosk.window.pin.keys[digit])
    kiosk.tap(kiosk.window.pin.form.enter)
    await kiosk.wait(0.1)


def left(kiosk: Kiosk) -> list[bool]:
    heard: list[bool] = []
    kiosk.window.left.connect(lambda: heard.append(True))
    return heard


@played
async def test_fault_k13_alt_f4_close_and_quit_keys_do_nothing(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    heard = left(kiosk)
    assert not window.close()
    control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
    for key, modifier in (
        (Qt.Key.Key_F4, alt),
        (Qt.Key.Key_Q, control),
        (Qt.Key.Key_W, control),
        (Qt.Key.Key_Escape, control | alt),
        (Qt.Key.Key_F11, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier),
    ):
        kiosk.key(key, modifier)
        await kiosk.wait(0.5)
    assert window.isVisible()
    assert heard == []
    assert kiosk.shows(window.groups)


@played
async def test_fault_k13_no_frame_above_everything_no_context_menu(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    assert window.windowFlags() & Qt.WindowType.FramelessWindowHint
    assert window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(300, 300), QPoint(300, 300))
    QApplication.sendEvent(window.groups, asked)
    assert asked.type() is QEvent.Type.ContextMenu
    assert QApplication.activePopupWidget() is None


@played
async def test_fault_k13_five_taps_on_the_emblem_and_the_pin_open_the_door(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    heard = left(kiosk)
    await five_taps(kiosk)
    assert kiosk.shows(window.pin)
    await enter(kiosk, "246810")
    assert heard == [True]
    assert kiosk.office.subscriptions == 0
    assert kiosk.ticker.running == 0
    assert window.close()


@played
async def test_fault_k13_so_does_a_press_of_three_seconds(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    kiosk.press(window.form.emblem)
    await kiosk.wait(2)
    kiosk.release(window.form.emblem)
    await kiosk.wait(3)
    assert kiosk.shows(window.groups), "too short"
    kiosk.press(window.form.emblem)
    await kiosk.wait(3)
    assert kiosk.shows(window.pin)


@played
async def test_fault_k13_four_taps_or_slow_ones_are_nothing(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    for _ in range(8):
        kiosk.tap(window.form.emblem)
        await kiosk.wait(1)
    assert kiosk.shows(window.groups)


@played
async def test_fault_k13_a_wrong_pin_is_said_and_five_lock_the_pad(
    make_kiosk: MakeKiosk,
) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    await five_taps(kiosk)
    trouble = window.pin.form.trouble
    for wrong in range(1, 5):
        await enter(kiosk, "1111")
        assert trouble.heading.text() == "PIN salah"
        assert trouble.sentence.text() == f"Sisa {5 - wrong} percobaan."
        assert window.pin.form.dots.text() == ""
    await enter(kiosk, "1111")
    assert trouble.heading.text() == "Terlalu banyak PIN salah"
    assert trouble.sentence.text() == "Coba lagi dalam 60 detik."
    await enter(kiosk, "246810")
    assert len(kiosk.office.asked_pins) == 5, "the pad is shut"
    kiosk.tap(window.pin.form.back)
    await kiosk.wait(1)
    await five_taps(kiosk)
    await enter(kiosk, "246810")
    assert len(kiosk.office.asked_pins) == 5, "leaving and coming back does not help"
    await kiosk.wait(60)
    kiosk.tap(window.still_there.form.yes)
    await kiosk.wait(0.5)
    assert not trouble.isVisible()
    heard = left(kiosk)
    await enter(kiosk, "246810")
    assert heard == [True]


@played
async def test_fault_k13_the_pin_is_never_shown_and_a_visitor_who_found_the_pad_goes_back(
    make_kiosk: MakeKiosk,
) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    await five_taps(kiosk)
    kiosk.key(Qt.Key.Key_2)
    kiosk.key(Qt.Key.Key_4)
    assert window.pin.form.dots.text() == "●●"
    kiosk.key(Qt.Key.Key_Backspace)
    assert window.pin.form.dots.text() == "●"
    kiosk.tap(window.pin.keys["Ulang"])
    assert window.pin.form.dots.text() == ""
    await kiosk.wait(66)
    assert kiosk.shows(window.groups), "nobody stands there any more"


@played
async def test_a_lock_that_is_older_than_this_window_shows_what_is_left_of_it(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    for _ in range(5):
        await kiosk.office.check_pin("1111")
    await kiosk.wait(20)
    await five_taps(kiosk)
    await enter(kiosk, "246810")
    assert window.pin.form.trouble.heading.text() == "Terlalu banyak PIN salah"
    assert window.pin.form.trouble.sentence.text() == "Coba lagi dalam 40 detik."


@played
async def test_without_a_pin_the_pad_says_what_to_do(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    kiosk.office.pin = ""
    await five_taps(kiosk)
    await enter(kiosk, "246810")
    assert window.pin.form.trouble.heading.text() == "PIN belum dapat diperiksa"
    assert "belum diatur" in window.pin.form.trouble.sentence.text()


@pytest.mark.parametrize("reachable", [False, True])
@played
async def test_fault_k13_without_its_database_the_pad_says_so(make_kiosk: MakeKiosk, reachable: bool) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    kiosk.office.link(reachable)
    await kiosk.wait(0.5)
    await five_taps(kiosk)
    kiosk.office.reachable = False
    await enter(kiosk, "246810")
    assert window.pin.form.trouble.heading.text() == "PIN belum dapat diperiksa"
    assert kiosk.shows(window.pin)


@played
async def test_a_kiosk_that_is_only_tried_out_is_an_ordinary_window(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk(KioskSettings(locked=False))
    window = await kiosk.home()
    assert not window.windowFlags() & Qt.WindowType.FramelessWindowHint
    assert window.close()
    assert kiosk.office.subscriptions == 0
    assert kiosk.ticker.running == 0


CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
META = Qt.KeyboardModifier.MetaModifier
NOTHING = Qt.KeyboardModifier.NoModifier

WAYS_OUT_BY_KEYBOARD = {
    NOTHING: "F1 F3 F5 F10 F11 F12 Meta Super_L Super_R Menu HomePage Back Print Help Search Favorites",
    ALT: "F1 F2 F3 F4 F7 F8 F9 F10 Tab Escape Space Left",
    CONTROL: "Q W C N T P F4 Tab Escape",
    CONTROL | ALT: "Delete Backspace T F1 F2 F7",
    CONTROL | SHIFT: "Escape I Delete",
    META: "D E L R Tab Up Down",
}


@played
async def test_fault_k13_no_key_of_a_usb_keyboard_leads_out(make_kiosk: MakeKiosk) -> None:
    """Those that the system keeps for itself never come here: docs/pemasangan.md shuts them off."""
    kiosk = make_kiosk()
    window = await kiosk.home()
    heard = left(kiosk)
    ways = [(modifier, name) for modifier, names in WAYS_OUT_BY_KEYBOARD.items() for name in names.split()]
    for modifier, name in ways:
        key = getattr(Qt.Key, f"Key_{name}")
        kiosk.key(key, modifier)
        await kiosk.wait(0.5)
        assert window.isVisible(), key
        assert not window.isMinimized(), key
        assert QApplication.activePopupWidget() is None, key
        assert QApplication.activeModalWidget() is None, key
    assert heard == []
    assert kiosk.shows(window.groups)
    assert window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint


@played
async def test_fault_k13_long_presses_swipes_from_the_edges_and_the_right_button_lead_nowhere(
    make_kiosk: MakeKiosk,
) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    heard = left(kiosk)
    native = window.windowHandle()
    place = window.geometry()
    right, bottom = window.width() - 1, window.height() - 1
    middle = QPoint(right // 2, bottom // 2)

    def drag(button: Qt.MouseButton, begin: QPoint, end: QPoint) -> None:
        QTest.mousePress(native, button, NOTHING, begin)
        for part in range(1, 11):
            QTest.mouseMove(native, begin + (end - begin) * part / 10)
        QTest.mouseRelease(native, button, NOTHING, end)

    edges = [
        QPoint(right // 2, 0),
        QPoint(right // 2, bottom),
        QPoint(0, bottom // 2),
        QPoint(right, bottom // 2),
    ]
    for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton):
        for edge in (*edges, QPoint(0, 0), QPoint(right, bottom)):
            drag(button, edge, middle)
            await kiosk.wait(0.5)
            window.go_home()  # a swipe may have ended on a button
            await kiosk.wait(0.5)
    for spot in (middle, QPoint(right // 2, bottom - 8), QPoint(4, 4)):  # long presses, not on the emblem
        QTest.mousePress(native, Qt.MouseButton.LeftButton, NOTHING, spot)
        await kiosk.wait(5)
        QTest.mouseRelease(native, Qt.MouseButton.LeftButton, NOTHING, spot)
        QTest.mouseClick(native, Qt.MouseButton.RightButton, NOTHING, spot)
        await kiosk.wait(0.5)
        assert QApplication.activePopupWidget() is None
        assert not kiosk.shows(window.pin)
    assert heard == []
    assert window.isVisible()
    assert window.geometry() == place
    assert not window.close()
