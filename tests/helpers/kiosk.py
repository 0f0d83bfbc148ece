"""A kiosk window over a made-up office, and the visitor in front of it."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.screens.kiosk.settings import KioskSettings
from bkpsdm_desktop.screens.kiosk.window import KioskWindow
from bkpsdm_desktop.services.rows import GroupRow, PrintState
from tests.helpers.kiosk_office import FakeOffice
from tests.helpers.qtloop import settle
from tests.helpers.ticker import MORNING, FakeTicker

PORTRAIT = (1080, 1920)


class Kiosk:
    """What a visitor does goes through the native window, as touches and keys do; time stands still until
    ``wait``. Make it and use it inside one running loop."""

    def __init__(
        self,
        settings: KioskSettings | None = None,
        size: tuple[int, int] = PORTRAIT,
        at: datetime = MORNING,
        groups: tuple[GroupRow, ...] | None = None,
    ) -> None:
        self.ticker = FakeTicker(at)
        self.office = FakeOffice(self.ticker.now, groups)
        self.faults: list[BaseException] = []
        self._settings, self._size = settings or KioskSettings(), size
        self._windows: list[KioskWindow] = []

    @property
    def window(self) -> KioskWindow:
        """The window, shown at the first use."""
        if not self._windows:
            window = KioskWindow(
                self.office,
                self.office.subscribe,
                settings=self._settings,
                tick=self.ticker,
                on_fault=self._fault,
            )
            window.resize(*self._size)
            window.show()
            self._windows.append(window)
        return self._windows[0]

    def shows(self, page: QWidget) -> bool:
        """Whether this is the page that is shown."""
        return self.window.form.pages.currentWidget() is page

    async def home(self) -> KioskWindow:
        """Switched on, and the first page is there."""
        window = self.window
        await self.wait(0.5)
        return window

    async def wait(self, seconds: float) -> None:
        """Time passes; in whole seconds, so that acts are answered in between."""
        await settle()
        while seconds > 0:
            step = min(seconds, 1.0)
            self.ticker.advance(step)
            await settle()
            seconds -= step

    async def group(self, number: int) -> None:
        """Choose the group at this place."""
        self.window.groups.press_digit(number)
        await self.wait(0.5)

    async def service(self, number: int) -> None:
        """Choose the service at this place."""
        self.window.services.press_digit(number)
        await self.wait(0.5)

    async def take(self) -> None:
        """*Ambil nomor*."""
        self.window.service.press_main()
        await self.wait(0.5)

    async def english(self) -> None:
        """The first page, in English."""
        self.window.go_home()
        await self.wait(3)
        self.tap(self.window.groups.form.languageSwitch)
        await self.wait(0.5)

    async def check_in(self) -> None:
        """The page for the code of a booked visit, in the language that is read."""
        if not self.shows(self.window.groups):
            self.window.ticket.again.emit()
        await self.wait(3)
        self.tap(self.window.groups.form.checkIn)
        await self.wait(0.5)

    async def enter_code(self, code: str) -> None:
        """Type a code on the page for it, and its button."""
        self.window.check_in.type(code)
        self.window.check_in.press_main()
        await self.wait(0.5)

    async def scan(self, text: str, end: str = "\r") -> None:
        """A scanner sends ``text`` as a keyboard does, as fast as it can."""
        for character in text + end:
            key = {"\r": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}.get(character)
            if character == "\n":
                self.key(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
            elif key is not None:
                self.key(key)
            else:
                self._character(character)
        await self.wait(0.2)

    async def ticket(self) -> None:
        """The whole way to a number: Cuti, Cuti sakit."""
        await self.home()
        await self.group(2)
        await self.service(2)
        await self.take()

    async def slip(self, state: PrintState) -> None:
        """The printer says something."""
        self.office.slip = state
        self.office.changed(Kind.PRINTING)
        await settle()

    def tap(self, widget: QWidget) -> None:
        """A finger on the middle of ``widget``, through the native window."""
        at = self._middle(widget)
        QTest.mouseClick(
            self.window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at
        )

    def press(self, widget: QWidget) -> None:
        QTest.mousePress(
            self.window.windowHandle(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            self._middle(widget),
        )

    def release(self, widget: QWidget, by: tuple[int, int] = (0, 0)) -> None:
        """The finger is lifted, ``by`` pixels away from the middle of ``widget``."""
        QTest.mouseRelease(
            self.window.windowHandle(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            self._middle(widget) + QPoint(*by),
        )

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.window.windowHandle(), key, modifier)

    def _character(self, character: str) -> None:
        """A key by what it types: a scanner's keyboard has them all."""
        handle, plain = self.window.windowHandle(), Qt.KeyboardModifier.NoModifier
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, ord(character.upper()), plain, character)
            QCoreApplication.sendEvent(handle, event)

    def close(self) -> None:
        for window in self._windows:
            window.stop()
            window.close()
            window.deleteLater()
        self._windows.clear()

    def _middle(self, widget: QWidget) -> QPoint:
        return widget.mapTo(self.window, widget.rect().center())

    def _fault(self, fault: BaseException) -> str:
        self.faults.append(fault)
        return "K7QX"
