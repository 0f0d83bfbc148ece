"""Which of a PC's screens shows the display, also after screens came, went or were turned."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect, Qt, Slot
from PySide6.QtGui import QGuiApplication, QScreen

from bkpsdm_desktop.screens.ticker import Cancel, Ticker
from bkpsdm_desktop.services.displays import ScreenSeen

# A screen that comes, goes or is turned changes the desktop in several steps; look after the last.
_SETTLE_MS = 500


@dataclass(frozen=True, slots=True)
class ScreenName:
    """How a screen is known: the connector it hangs on, and what it says of itself (model and serial
    number, or empty)."""

    port: str
    model: str = ""

    def __str__(self) -> str:
        return f"{self.port} · {self.model}" if self.model else self.port


def choose_screen(screens: Sequence[ScreenName], wanted: str) -> int:
    """Which of the system's screens (the primary one first) shows the display.

    The very one that is wanted; else the same screen on another connector; else whatever hangs on its
    connector now. Otherwise the last: on a PC with a staff screen that is the other one.
    """
    port, _, model = wanted.partition(" · ")
    for fits in (
        lambda screen: str(screen) == wanted,
        lambda screen: bool(model) and screen.model == model,
        lambda screen: bool(port) and screen.port == port,
    ):
        for place, screen in enumerate(screens):
            if fits(screen):
                return place
    return len(screens) - 1


def name_of(screen: QScreen) -> ScreenName:
    """How a screen of the system is known."""
    parts = (screen.manufacturer(), screen.model(), screen.serialNumber())
    return ScreenName(screen.name(), " ".join(part.strip() for part in parts if part.strip()))


class Screens(QObject):
    """The screens of this PC. ``on_change`` comes once after they have changed and settled."""

    def __init__(self, app: QGuiApplication, ticker: Ticker, on_change: Callable[[], None]) -> None:
        super().__init__()
        self._app, self._ticker, self._on_change = app, ticker, on_change
        self._cancel: Cancel = lambda: None
        app.screenAdded.connect(self._added)
        app.screenRemoved.connect(self._changed)
        for screen in app.screens():
            self._listen(screen)

    def all(self) -> list[QScreen]:
        """The primary one first."""
        primary = self._app.primaryScreen()
        return [primary, *(screen for screen in self._app.screens() if screen is not primary)]

    def chosen(self, wanted: str) -> QScreen:
        screens = self.all()
        return screens[choose_screen([name_of(screen) for screen in screens], wanted)]

    def seen(self) -> tuple[ScreenSeen, ...]:
        """All of them by name, with their resolution in dots."""
        return tuple(_seen(screen) for screen in self.all())

    def close(self) -> None:
        self._cancel()
        self._app.screenAdded.disconnect(self._added)
        self._app.screenRemoved.disconnect(self._changed)
        for screen in self._app.screens():
            screen.geometryChanged.disconnect(self._changed)

    def _added(self, screen: QScreen) -> None:
        self._listen(screen)
        self._changed()

    def _listen(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._changed, Qt.ConnectionType.UniqueConnection)

    @Slot()
    @Slot(QRect)
    @Slot(QScreen)
    def _changed(self, *_: object) -> None:
        self._cancel()
        self._cancel = self._ticker.after(_SETTLE_MS, self._on_change)


def _seen(screen: QScreen) -> ScreenSeen:
    size, ratio = screen.size(), screen.devicePixelRatio()
    return ScreenSeen(str(name_of(screen)), round(size.width() * ratio), round(size.height() * ratio))
