"""The start window with a keyboard before it, and nothing else."""

from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from bkpsdm_desktop.screens.start.window import StartChoice, StartWindow
from tests.helpers.qtloop import settle
from tests.screens.start.acts import FakeStart

OFFICE = ("tgs", "BKPSDM", "Kota Tangerang Selatan", "", "Rani Contoh", "rani.contoh")


@dataclass
class Keyboard:
    """``ask`` is the recovery group that chance chooses, from 0."""

    acts: FakeStart
    ask: int = 8
    machine: str = "LOKET-PC-03"
    faults: list[BaseException] = field(default_factory=list)
    started: list[StartChoice] = field(default_factory=list)
    cancelled: int = 0
    window: StartWindow = field(init=False)

    def __post_init__(self) -> None:
        self.window = StartWindow(
            self.acts, machine=self.machine, version="1.0.0", on_fault=self._fault, random_group=self._chance
        )
        self.window.started.connect(self.started.append)
        self.window.cancelled.connect(self._cancelled)

    async def open(self) -> "Keyboard":
        """Show the window; needs a running asyncio loop."""
        self.window.show()
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window)
        await self.settle()
        return self

    @property
    def here(self) -> QWidget:
        """What has the keyboard."""
        focus: QWidget | None = self.window.focusWidget()
        return self.window if focus is None else focus

    async def settle(self) -> None:
        """Let acts answer and layouts take their places."""
        await settle()
        for _ in range(3):  # a layout that was given room asks the one around it
            QCoreApplication.sendPostedEvents()

    async def press(self, key: Qt.Key, with_: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.here, key, with_)
        await self.settle()

    async def enter(self) -> None:
        await self.press(Qt.Key.Key_Return)

    async def escape(self) -> None:
        await self.press(Qt.Key.Key_Escape)

    async def tab(self, times: int = 1) -> None:
        for _ in range(times):
            await self.press(Qt.Key.Key_Tab)

    async def alt(self, letter: str) -> None:
        await self.press(Qt.Key(ord(letter.upper())), Qt.KeyboardModifier.AltModifier)
        button = self.here
        if isinstance(button, QAbstractButton) and button.isDown():
            up = QEventLoop()  # Qt lets a button stay down for a moment when its letter is pressed
            button.released.connect(up.quit)
            up.exec()
            await self.settle()

    async def type(self, text: str) -> None:
        QTest.keyClicks(self.here, text)
        await self.settle()

    async def retype(self, text: str) -> None:
        """In place of what the field holds."""
        field = self.here
        assert isinstance(field, QLineEdit)
        field.selectAll()
        await self.press(Qt.Key.Key_Delete)
        await self.type(text)

    async def fill_server(self, host: str = "server-kantor") -> None:
        """Choose the server and fill its three fields; the keyboard stays in the last."""
        await self.alt("a")
        for number, text in enumerate((host, "bkpsdm", "stasiun")):
            if number:
                await self.tab()
            await self.retype(text)

    async def network_printer(self, host: str) -> None:
        await self.alt("p")
        await self.press(Qt.Key.Key_End)
        await self.alt("l")
        await self.retype(host)
        await self.alt("p")

    async def fill_office(self, password: str, pin: str = "") -> None:
        for text in (*OFFICE, password, password):
            await self.retype(text)
            await self.enter()
        await self.retype(pin)

    async def press_primary(self) -> None:
        """Go to the primary button by Tab and press it."""
        for _ in range(60):
            if self.here is self.window.primary:
                return await self.enter()
            await self.tab()
        raise AssertionError("the primary button can't be reached by Tab")

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()

    def _fault(self, fault: BaseException) -> str:
        self.faults.append(fault)
        return "K7QX"

    def _chance(self, below: int) -> int:
        assert below == 14
        return self.ask

    def _cancelled(self) -> None:
        self.cancelled += 1
