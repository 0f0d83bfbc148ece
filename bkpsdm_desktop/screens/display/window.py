"""The display's window: one QML scene, full screen on the chosen screen, without a cursor."""

from collections.abc import Callable, Sequence
from dataclasses import asdict

from PySide6.QtCore import QObject, QRectF, Qt, QUrl, Slot
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QImage, QScreen
from PySide6.QtQuick import QQuickView, QQuickWindow

from bkpsdm_desktop import assets
from bkpsdm_desktop.domain.legibility import BoardLayout, Screen, board_layout
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.display.live import LiveBoard
from bkpsdm_desktop.screens.display.picture import CounterPage, Turn
from bkpsdm_desktop.screens.display.reading import DisplayActs
from bkpsdm_desktop.screens.display.settings import DisplaySettings, InfoPage
from bkpsdm_desktop.screens.qml import IconProvider
from bkpsdm_desktop.screens.subscriptions import Subscribe
from bkpsdm_desktop.screens.ticker import Cancel, Ticker

__all__ = ["DisplayActs", "DisplaySettings", "DisplayWindow", "InfoPage", "choose_screen"]

# Room on the canvas of Board.qml.
_COUNTERS_WIDTH = 1140
_INFO_WIDTH = 1512
_INFO_HEIGHT = 256
_INFO_LINE = 1.24

# A screen that comes or goes changes the desktop in several steps; place the window after the last.
_SETTLE_MS = 500


def choose_screen(names: Sequence[str], wanted: str) -> int:
    """Which of the system's screens (the primary one first) shows the display.

    The wanted one when it is there. Otherwise the last: on a PC with a staff screen that is the other one.
    """
    return names.index(wanted) if wanted in names else len(names) - 1


class DisplayWindow(QObject):
    """A public display. ``show`` opens it and starts reading; ``close`` leaves no timer and no task."""

    def __init__(
        self,
        acts: DisplayActs,
        subscribe: Subscribe,
        *,
        settings: DisplaySettings,
        ticker: Ticker,
        on_fault: Callable[[BaseException], str],
    ) -> None:
        super().__init__()
        self._settings = settings
        self._ticker = ticker
        if settings.software:
            QQuickWindow.setSceneGraphBackend("software")
        self.view = QQuickView()
        self._swaps_to_wait = 0
        self._full_screen = False
        self._cancel_place: Cancel = lambda: None
        self.board = LiveBoard(
            acts,
            subscribe,
            settings=settings,
            layout=self._layout(1920, 1080),
            measure=_FontMeasure(),
            ticker=ticker,
            on_fault=on_fault,
            on_news=self._await_frame,
            parent=self.view,  # outlives the scene, whose bindings read it
        )
        self._load()
        app = _application()
        app.screenAdded.connect(self._screens_changed)
        app.screenRemoved.connect(self._screens_changed)

    def show(self, size: tuple[int, int] | None = None) -> None:
        """Open and start: full screen, or as a window of ``size`` to try it out beside others.

        Needs a running event loop.
        """
        self._full_screen = size is None
        if size is None:
            self._place()
        else:
            self.view.resize(*size)
            self.view.show()
        self.board.start()

    def close(self) -> None:
        app = _application()
        self.board.stop()
        self._cancel_place()
        self.view.close()
        app.screenAdded.disconnect(self._screens_changed)
        app.screenRemoved.disconnect(self._screens_changed)

    def grab(self) -> QImage:
        """The present picture."""
        return self.view.grabWindow()

    def _load(self) -> None:
        view, model = self.view, self.board.model
        view.setColor(QColor(theme.board().ground))
        view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        view.setCursor(Qt.CursorShape.BlankCursor)
        view.setTitle("Layar antrean")
        view.engine().addImageProvider("icon", IconProvider())
        view.setInitialProperties(
            {
                "board": model.values,
                "calls": model.calls,
                "openCounters": model.open_counters,
                "pausedCounters": model.paused_counters,
                "colors": asdict(theme.board()),
            }
        )
        view.setSource(QUrl.fromLocalFile(str(assets.ui("qml", "Board.qml"))))
        if view.status() is not QQuickView.Status.Ready:
            raise RuntimeError("; ".join(error.toString() for error in view.errors()))
        view.frameSwapped.connect(self._on_frame, Qt.ConnectionType.QueuedConnection)
        view.widthChanged.connect(self._resized)
        view.heightChanged.connect(self._resized)

    # --- frames ------------------------------------------------------------------------------------

    @property
    def settled(self) -> bool:
        """No call waits for the frame that shows it."""
        return self._swaps_to_wait == 0

    def _await_frame(self) -> None:
        # A frame that is already under way may not hold the news; the one after it does.
        self._swaps_to_wait = 2
        self.view.update()

    @Slot()
    def _on_frame(self) -> None:
        if self._swaps_to_wait == 0:
            return
        self._swaps_to_wait -= 1
        if self._swaps_to_wait > 0:
            self.view.update()
        elif shown := self.board.take_unreported():
            self.board.report(shown)

    # --- screens -----------------------------------------------------------------------------------

    @Slot()
    def _resized(self) -> None:
        ratio = self.view.devicePixelRatio()
        width, height = round(self.view.width() * ratio), round(self.view.height() * ratio)
        if width > 0 and height > 0:
            self.board.set_layout(self._layout(width, height))

    def _layout(self, width: int, height: int) -> BoardLayout:
        screen = Screen(diagonal_inches=self._settings.diagonal_inches, width=width, height=height)
        return board_layout(screen, self._settings.farthest_seat_m)

    def _screens_changed(self, _screen: QScreen) -> None:
        if self._full_screen:
            self._cancel_place()
            self._cancel_place = self._ticker.after(_SETTLE_MS, self._place)

    def _place(self) -> None:
        screens = [_application().primaryScreen()]
        screens += [screen for screen in _application().screens() if screen is not screens[0]]
        chosen = screens[choose_screen([screen.name() for screen in screens], self._settings.screen)]
        self.view.setScreen(chosen)
        self.view.setGeometry(chosen.geometry())
        self.view.showFullScreen()


class _FontMeasure:
    """Widths in canvas units, from the fonts that Board.qml uses."""

    def counters_fit(self, page: CounterPage, layout: BoardLayout) -> bool:
        width = 0.0
        for word, labels in (("Buka", page.open), ("Jeda", page.paused)):
            if labels:
                width += _width(word, layout.text, QFont.Weight.Normal) + 24
                width += sum(_chip_width(label, layout.text) + 14 for label in labels)
        return width <= _COUNTERS_WIDTH

    def turn_fits(self, turn: Turn, layout: BoardLayout) -> bool:
        if not turn.text:
            room = QRectF(0, 0, _INFO_WIDTH, 10_000)
            metrics = QFontMetricsF(theme.font(layout.text, QFont.Weight.Bold))
            wrapped = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), turn.title)
            return wrapped.height() <= 2.5 * metrics.height() and wrapped.width() <= _INFO_WIDTH
        return (
            2 * layout.text * _INFO_LINE <= _INFO_HEIGHT
            and _width(turn.title, layout.text, QFont.Weight.Bold) <= _INFO_WIDTH
            and _width(turn.text, layout.text, QFont.Weight.Normal) <= _INFO_WIDTH
        )


def _width(text: str, size: int, weight: QFont.Weight) -> float:
    return QFontMetricsF(theme.font(size, weight)).horizontalAdvance(text)


def _chip_width(label: str, size: int) -> float:
    return max(96.0, _width(label, size, QFont.Weight.Bold) + 32)


def _application() -> QGuiApplication:
    app = QGuiApplication.instance()
    if not isinstance(app, QGuiApplication):
        raise RuntimeError("a display needs a graphical application")
    return app
