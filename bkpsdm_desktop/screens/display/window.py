"""The display's window: one QML scene, full screen on the chosen screen, without a cursor."""

from collections.abc import Callable
from dataclasses import asdict

from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QColor, QGuiApplication, QImage, QScreen
from PySide6.QtQuick import QQuickView, QQuickWindow

from bkpsdm_desktop import assets
from bkpsdm_desktop.domain.legibility import BoardLayout, Screen, board_layout
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.display.live import LiveBoard
from bkpsdm_desktop.screens.display.measure import FontMeasure
from bkpsdm_desktop.screens.display.notice_pictures import NoticePictures
from bkpsdm_desktop.screens.display.reading import DisplayActs
from bkpsdm_desktop.screens.display.screens import Screens, name_of
from bkpsdm_desktop.screens.display.settings import DisplaySettings
from bkpsdm_desktop.screens.qml import IconProvider
from bkpsdm_desktop.screens.subscriptions import Subscribe
from bkpsdm_desktop.screens.ticker import Ticker
from bkpsdm_desktop.services.board_rows import BoardSettings

__all__ = ["DisplayActs", "DisplaySettings", "DisplayWindow"]


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


def _application() -> QGuiApplication:
    app = QGuiApplication.instance()
    if not isinstance(app, QGuiApplication):
        raise RuntimeError("a display needs a graphical application")
    return app
