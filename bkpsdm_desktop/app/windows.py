"""Which windows a station shows."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QWidget

from bkpsdm_desktop.app.desk import LoginDesk
from bkpsdm_desktop.app.faults import report_fault
from bkpsdm_desktop.app.station import Station
from bkpsdm_desktop.screens.ticker import QtTicker
from bkpsdm_desktop.services.rows import PersonRow

# A station opens the windows of its own role alone: the code of the others is not loaded.
if TYPE_CHECKING:
    from bkpsdm_desktop.app.acts import CounterDesk
    from bkpsdm_desktop.screens.counter.login import LoginWindow
    from bkpsdm_desktop.screens.counter.window import CounterWindow
    from bkpsdm_desktop.screens.display.window import DisplayWindow
    from bkpsdm_desktop.screens.kiosk.window import KioskWindow
    from bkpsdm_desktop.screens.staff.frame import Around
    from bkpsdm_desktop.screens.staff.locking import Locking
    from bkpsdm_desktop.screens.staff.shell import Shell
    from bkpsdm_desktop.screens.supervisor.page import SupervisorPage

Size = tuple[int, int]
_STATISTICS_FOLDER = "Statistik antrean"
MakePage = Callable[["Around"], QWidget]


class StationWindows(QObject):
    """The windows of a running station, one at a time; ``over`` is called when the station may end.

    ``size`` opens an ordinary window of that size instead of the full screen, to try things out.
    """

    def __init__(
        self, station: Station, over: Callable[[], None], *, office: str, size: Size | None = None
    ) -> None:
        super().__init__()
        self._station, self._over, self._office, self._size = station, over, office, size
        self._ticker = QtTicker(station.desk.clock, self)
        self.login: LoginWindow | None = None
        self.shell: Shell | None = None
        self.counter: CounterWindow | None = None
        self.supervisor: SupervisorPage | None = None
        self.locking: Locking | None = None
        self.kiosk: KioskWindow | None = None
        self.display: DisplayWindow | None = None

    def open(self) -> None:
        """Open the first window of the station's role."""
        {"kiosk": self._open_kiosk, "layar": self._open_display}.get(
            self._station.config.role, self._open_login
        )()

    def show_again(self) -> None:
        """Bring the window up: somebody started this station a second time."""
        for window in (self.login, self.shell, self.kiosk):
            if window is not None:
                window.show()
                window.raise_()
                window.activateWindow()
        if self.display is not None:
            self.display.view.raise_()

    def close(self) -> None:
        """Close whatever is open; nothing listens afterwards."""
        if self.kiosk is not None:
            self.kiosk.stop()
        self._stop_watching()
        for window in (self.login, self.shell, self.kiosk):
            if window is not None:
                window.close()
                window.deleteLater()
        if self.display is not None:
            self.display.close()
        self.login = self.shell = self.counter = self.supervisor = self.kiosk = self.display = None

    def _show(self, window: QWidget, *, full: bool) -> None:
        if self._size is not None:
            window.resize(*self._size)
            window.show()
        elif full:
            window.showFullScreen()
        else:
            window.showMaximized()

    def _open_kiosk(self) -> None:
        from bkpsdm_desktop.app.acts import KioskDesk
        from bkpsdm_desktop.screens.kiosk.settings import KioskSettings
        from bkpsdm_desktop.screens.kiosk.window import KioskWindow

        config = self._station.config
        self.kiosk = KioskWindow(
            KioskDesk(self._station.desk),
            self._station.bridge.subscribe,
            settings=KioskSettings(
                locked=config.full_screen,
                diagonal_inches=config.screen_inches,
                low=config.low_layout,
                keypad=config.keypad,
            ),
            tick=self._ticker,
            on_fault=report_fault,
        )
        self.kiosk.left.connect(self._over)
        self._show(self.kiosk, full=config.full_screen)

    def _open_display(self) -> None:
        from bkpsdm_desktop.app.acts import DisplayDesk
        from bkpsdm_desktop.screens.display.window import DisplaySettings, DisplayWindow

        config = self._station.config
        self.display = DisplayWindow(
            DisplayDesk(self._station.desk),
            self._station.bridge.subscribe,
            settings=DisplaySettings(
                diagonal_inches=config.screen_inches, farthest_seat_m=config.farthest_seat_m
            ),
            ticker=self._ticker,
            on_fault=report_fault,
        )
        self.display.show(self._size)

    def _open_login(self) -> None:
        from bkpsdm_desktop.screens.counter.login import LoginWindow

        self.login = LoginWindow(
            LoginDesk(self._station.desk),
            station=self._station.config.name,
            office=self._office,
            on_fault=report_fault,
        )
        self.login.signed_in.connect(self._signed_in)
        self._show(self.login, full=False)

    def _signed_in(self, person: PersonRow) -> None:
        """The window of a person: a page of the rail is made when it is first wanted."""
        from bkpsdm_desktop.screens.staff.frame import Around
        from bkpsdm_desktop.screens.staff.pages import Page, pages_for
        from bkpsdm_desktop.screens.staff.shell import Shell

        makers: dict[Page, MakePage] = {
            Page.COUNTER: self._counter_page,
            Page.BOOKINGS: self._bookings_page,
            Page.SETTINGS: self._settings_page,
            Page.SUPERVISOR: self._supervisor_page,
            Page.STATISTICS: self._statistics_page,
        }
        pages = pages_for(person.role, at_counter=self._station.config.role == "loket")
        if not pages:
            if self.login is None:  # somebody who came in at a locked screen
                self._back_to_login()
            assert self.login is not None
            self.login.refuse("Akun ini tidak punya pekerjaan di PC ini. Masuklah di PC lain.")
            return
        old = self.shell
        around = Around(
            pages=pages,
            person=person,
            station=self._station.config.name,
            office=self._office,
            subscribe=self._station.bridge.subscribe_calmly,
            ticker=self._ticker,
            on_fault=report_fault,
        )
        self.shell = Shell({page: partial(self._made, makers[page], around) for page in pages})
        self._watch(self.shell, person)
        self._show(self.shell, full=False)
        if old is not None:
            old.close()
            old.deleteLater()
        if self.login is not None:
            self.login.close()
            self.login.deleteLater()
            self.login = None

    def _made(self, make: MakePage, around: "Around") -> QWidget:
        """A page with what all pages of the staff have."""
        from bkpsdm_desktop.app.staff_desk import AlarmDesk, CoachDesk
        from bkpsdm_desktop.screens.counter.window import CounterWindow
        from bkpsdm_desktop.screens.staff.frame import StaffPage

        page, person = make(around), around.person
        if isinstance(page, StaffPage):
            page.watch_alarms(AlarmDesk(self._station.desk, person))
            page.sign_out_wanted.connect(lambda: self._leave(person))
        if isinstance(page, StaffPage | CounterWindow):
            page.teach(CoachDesk(self._station.desk, person))
        return page

    def _watch(self, shell: "Shell", person: PersonRow) -> None:
        """Let the station lock itself; another person who comes in gets a window of their own."""
        from bkpsdm_desktop.app.staff_desk import LockDesk
        from bkpsdm_desktop.screens.staff.lock import LockPage
        from bkpsdm_desktop.screens.staff.locking import Locking

        acts = LockDesk(self._station.desk, person)
        page = LockPage(
            acts,
            self._station.bridge.subscribe,
            person=person,
            station=self._station.config.name,
            office=self._office,
            ticker=self._ticker,
            on_fault=report_fault,
        )
        if self.locking is not None:
            self.locking.stop()
        self.locking = Locking(
            shell,
            page,
            acts,
            person=person,
            ticker=self._ticker,
            say=shell.say,
            on_fault=report_fault,
        )
        self.locking.switched.connect(self._signed_in)
        if self.counter is not None:
            self.counter.lock_wanted.connect(self.locking.lock)

    def _counter_page(self, around: "Around") -> QWidget:
        from bkpsdm_desktop.app.acts import CounterDesk
        from bkpsdm_desktop.screens.counter.window import CounterWindow

        acts = CounterDesk(self._station.desk, around.person)
        self.counter = CounterWindow(
            acts,
            around.subscribe,
            person=around.person,
            station=around.station,
            ticker=around.ticker,
            on_fault=around.on_fault,
            pages=around.pages,
        )
        self.counter.signed_out.connect(lambda: self._signed_out(acts))
        return self.counter

    def _bookings_page(self, around: "Around") -> QWidget:
        from bkpsdm_desktop.app.bookings import BookingsDesk
        from bkpsdm_desktop.screens.bookings.page import BookingsPage

        return BookingsPage(BookingsDesk(self._station.desk, around.person), around)

    def _settings_page(self, around: "Around") -> QWidget:
        from bkpsdm_desktop.app.settings import SettingsDesk
        from bkpsdm_desktop.screens.settings.page import SettingsPage

        return SettingsPage(SettingsDesk(self._station.desk, around.person), around)

    def _supervisor_page(self, around: "Around") -> QWidget:
        from bkpsdm_desktop.app.supervising import SupervisorDesk
        from bkpsdm_desktop.screens.supervisor.page import SupervisorPage

        station = self._station
        backups = None if station.config.database else station.folder.backups
        acts = SupervisorDesk(station.desk, around.person, backups=backups)
        self.supervisor = SupervisorPage(acts, around)
        return self.supervisor

    def _statistics_page(self, around: "Around") -> QWidget:
        from bkpsdm_desktop.app.statistics import StatisticsDesk
        from bkpsdm_desktop.screens.statistics.page import StatisticsPage

        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = Path(documents) / _STATISTICS_FOLDER
        acts = StatisticsDesk(self._station.desk, around.person, office=around.office, folder=folder)
        return StatisticsPage(acts, around)

    def _leave(self, person: PersonRow) -> None:
        """*Keluar* on a page that is no counter: a counter that is open closes first, or says why not."""
        from bkpsdm_desktop.app.acts import CounterDesk
        from bkpsdm_desktop.screens.staff.pages import Page

        if self.counter is None or self.shell is None:
            self._signed_out(CounterDesk(self._station.desk, person))
            return
        self.shell.open_page(Page.COUNTER)
        self.counter.sign_out()

    def _stop_watching(self) -> None:
        if self.locking is not None:
            self.locking.stop()
            self.locking = None

    def _signed_out(self, acts: "CounterDesk") -> None:
        self._station.let_finish(acts.sign_out())
        self._back_to_login()

    def _back_to_login(self) -> None:
        self._stop_watching()
        # First the new window: when the last one closes the station ends.
        self._open_login()
        if self.shell is not None:
            self.shell.close()
            self.shell.deleteLater()
            self.shell = self.counter = self.supervisor = None
