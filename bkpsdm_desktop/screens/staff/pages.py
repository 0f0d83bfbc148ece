"""Which parts of the program a signed-in person has, and the rail that leads from one to another."""

from enum import Enum

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QBoxLayout, QWidget

from bkpsdm_desktop.domain.rights import Right, Role, allowed
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.nav import NavItem


class Page(Enum):
    """A part of the program: its word and its icon on the rail."""

    COUNTER = ("Loket", "counter")
    SUPERVISOR = ("Pengawas", "chart")
    BOOKINGS = ("Janji", "calendar-check")
    STATISTICS = ("Statistik", "list")
    SETTINGS = ("Setelan", "sliders")

    def __init__(self, word: str, icon: str) -> None:
        self.word = word
        self.icon = icon


_NEEDS = {
    Page.SUPERVISOR: (Right.SUPERVISE,),
    Page.BOOKINGS: (Right.BOOK,),
    Page.STATISTICS: (Right.SEE_STATISTICS,),
    Page.SETTINGS: (Right.CONFIGURE, Right.MANAGE_PEOPLE),
}


def pages_for(role: Role, *, at_counter: bool) -> tuple[Page, ...]:
    """The pages of a role, the first one to be shown first. ``at_counter``: this PC stands at a counter."""
    pages = [page for page, rights in _NEEDS.items() if any(allowed(role, right) for right in rights)]
    return (Page.COUNTER, *pages) if at_counter else tuple(pages)


class PageRail(QObject):
    """The items of the rail, with Ctrl+1 ... in their order; ``wanted`` carries a :class:`Page`.

    The last page, the settings, stands at the foot.
    """

    wanted = Signal(object)

    def __init__(self, window: QWidget, layout: QBoxLayout, pages: tuple[Page, ...], current: Page) -> None:
        super().__init__(window)
        self.items: dict[Page, NavItem] = {}
        self._current = current
        for place, page in enumerate(pages, start=1):
            if page is Page.SETTINGS:
                layout.addStretch(1)
            layout.addWidget(self._item(window, page, place))
        if Page.SETTINGS not in pages:
            layout.addStretch(1)

    def _item(self, window: QWidget, page: Page, place: int) -> NavItem:
        item = NavItem(page.word, page.icon)
        item.setChecked(page is self._current)
        item.clicked.connect(lambda: self._clicked(page))
        action = QAction(page.word, window)
        action.setShortcut(QKeySequence(f"Ctrl+{place}"))
        action.triggered.connect(lambda: self._clicked(page))
        window.addAction(action)
        self.items[page] = item
        return item

    def _clicked(self, page: Page) -> None:
        # This window's rail always shows this window's page; the other page has a rail of its own.
        for other, item in self.items.items():
            item.setChecked(other is self._current)
        self.wanted.emit(page)

    def set_density(self, density: Density) -> None:
        for item in self.items.values():
            item.set_density(density)
