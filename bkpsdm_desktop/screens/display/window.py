"""The display's window: one QML scene, full screen on the chosen screen, without a cursor."""

from collections.abc import Callable
from dataclasses import asdict

from PySide6.QtCore import QObject, QRectF, Qt, QUrl, Slot
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QImage, QScreen
from PySide6.QtQuick import QQuickView, QQuickWindow

from bkpsdm_desktop import assets
from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.domain.legibility import BoardLayout, Screen, board_layout
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.display.live import LiveBoard
from bkpsdm_desktop.screens.display.notice_pictures import NoticePictures
from bkpsdm_desktop.screens.display.picture import CounterPage, Turn
from bkpsdm_desktop.screens.display.reading import DisplayActs
from bkpsdm_desktop.screens.display.screens import Screens, name_of
from bkpsdm_desktop.screens.display.settings import DisplaySettings
from bkpsdm_desktop.screens.display.words import words_of
from bkpsdm_desktop.screens.qml import IconProvider
from bkpsdm_desktop.screens.subscriptions import Subscribe
from bkpsdm_desktop.screens.ticker import Ticker
from bkpsdm_desktop.services.rows import BoardSettings

__all__ = ["DisplayActs", "DisplaySettings", "DisplayWindow", "FontMeasure"]

# Room on the canvas of Board.qml.
_COUNTERS_WIDTH = 1140
_INFO_WIDTH = 1512
_INFO_HEIGHT = 256
_INFO_LINE = 1.24
_WAIT_CHIP = 1.12  # of the text's size
_WAIT_GAP = 20
_WAIT_SPACING = 32


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
        self._acts = acts
        self._settings = settings
        self._office = BoardSettings()
        if settings.software:
            QQuickWindow.setSceneGraphBackend("software")
        self.view = QQuickView()
        self._swaps_to_wait = 0
        self._full_screen = False
        self._pictures = NoticePictures()
        self.board = LiveBoard(
            acts,
            subscribe,
            settings=settings,
            layout=self._layout(1920, 1080),
            measure=FontMeasure(),
            pictures=self._pictures,
            ticker=ticker,
            on_fault=on_fault,
            on_news=self._await_frame,
            on_settings=self._take_settings,
            parent=self.view,  # outlives the scene, whose bindings read it
        )
        self._load()
        self._screens = Screens(_application(), ticker, self._screens_changed)

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
        self._tell_screens()

    def close(self) -> None:
        self.board.stop()
        self._screens.close()
        self.view.close()

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
        view.engine().addImageProvider("notice", self._pictures.provider)
        view.setInitialProperties(
            {
                "board": model.values,
                "calls": model.calls,
                "openCounters": model.open_counters,
                "pausedCounters": model.paused_counters,
                "waits": model.waits,
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
        inches = self._office.inches or self._settings.diagonal_inches
        screen = Screen(diagonal_inches=inches, width=width, height=height)
        return board_layout(screen, self._office.seat_m or self._settings.farthest_seat_m)

    def _take_settings(self, settings: BoardSettings) -> None:
        """The office set something else for this display."""
        moved = settings.screen != self._office.screen
        self._office = settings
        self._resized()
        if moved:
            self._screens_changed()

    def _screens_changed(self) -> None:
        if self._full_screen:
            self._place()
            self._tell_screens()

    def _chosen(self) -> QScreen:
        return self._screens.chosen(self._office.screen or self._settings.screen)

    def _place(self) -> None:
        chosen = self._chosen()
        self.view.setScreen(chosen)
        self.view.setGeometry(chosen.geometry())
        self.view.showFullScreen()

    def _tell_screens(self) -> None:
        """For the settings, where somebody chooses one of them."""
        if not self._full_screen:
            return
        self.board.run(
            lambda: self._acts.report_screens(
                self._screens.seen(),
                shows_on=str(name_of(self._chosen())),
                inches=self._settings.diagonal_inches,
                seat_m=self._settings.farthest_seat_m,
            )
        )


class FontMeasure:
    """Widths in canvas units, from the fonts that Board.qml uses."""

    def counters_fit(self, page: CounterPage, layout: BoardLayout, language: Language) -> bool:
        width, words = 0.0, words_of(language)
        for word, labels in ((words.open, page.open), (words.paused, page.paused)):
            if labels:
                width += _width(word, layout.text, QFont.Weight.Normal) + 24
                width += sum(_chip_width(label, layout.text) + 14 for label in labels)
        return width <= _COUNTERS_WIDTH

    def turn_fits(self, turn: Turn, layout: BoardLayout) -> bool:
        if turn.waits:
            return _waits_width(turn, layout) <= _INFO_WIDTH
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


def _waits_width(turn: Turn, layout: BoardLayout) -> float:
    """Of the columns of Info.qml: a letter and its range each, and the unit beside them."""
    size = layout.text
    columns = -(-len(turn.waits) // layout.info_rows)
    cell = max(
        max(_WAIT_CHIP * size, _width(wait.series, size, QFont.Weight.Bold) + 16)
        + _WAIT_GAP
        + _width(wait.minutes, size, QFont.Weight.Normal)
        for wait in turn.waits
    )
    unit = max(_width(word, size, QFont.Weight.Normal) for word in (turn.title, turn.text))
    return columns * (cell + _WAIT_SPACING) + unit


def _application() -> QGuiApplication:
    app = QGuiApplication.instance()
    if not isinstance(app, QGuiApplication):
        raise RuntimeError("a display needs a graphical application")
    return app
