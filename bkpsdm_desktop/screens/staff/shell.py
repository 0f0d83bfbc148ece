"""The window of one signed-in person: its pages lie on each other, one is seen."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from bkpsdm_desktop.screens.shortcuts import OurKeys
from bkpsdm_desktop.screens.staff.pages import Page

MakePage = Callable[[], QWidget]


class Shell(QStackedWidget):
    """Makes a page when it is first wanted; ``makers`` has one for each page of the person, first page first.

    A page has a signal ``page_wanted(Page)``.
    """

    page_shown = Signal(object)

    def __init__(self, makers: Mapping[Page, MakePage]) -> None:
        super().__init__()
        self._makers = makers
        self._made: dict[Page, QWidget] = {}
        self._cover: QWidget | None = None
        self._before: QWidget | None = None
        self._keys = OurKeys(self)
        self.open_page(next(iter(makers)))

    @property
    def page(self) -> Page:
        """The page that is seen."""
        return next(page for page, widget in self._made.items() if widget is self.currentWidget())

    def widget_of(self, page: Page) -> QWidget | None:
        """The page's widget, if it was made."""
        return self._made.get(page)

    def open_page(self, page: Page) -> None:
        """Show a page; what another one holds (a form, a search) stays as it is."""
        if page not in self._makers or self.covered:
            return
        if page not in self._made:
            widget = self._made[page] = self._makers[page]()
            widget.page_wanted.connect(self.open_page)  # type: ignore[attr-defined]
            self.addWidget(widget)
        self.setCurrentWidget(self._made[page])
        self.setWindowTitle(self._made[page].windowTitle())
        self._made[page].setFocus()
        self.page_shown.emit(page)

    def say(self, sentence: str) -> None:
        """A sentence for the status line of the page that is seen."""
        if not self.covered:
            self.currentWidget().say(sentence)  # type: ignore[union-attr]

    def add_cover(self, cover: QWidget) -> None:
        """What lies over all pages while the station is locked; their keys do not work then."""
        self._cover = cover
        self.addWidget(cover)

    @property
    def covered(self) -> bool:
        return self._cover is not None and self.currentWidget() is self._cover

    def cover(self) -> None:
        if self._cover is not None and not self.covered:
            self._before = self.currentWidget()
            self.setCurrentWidget(self._cover)
            self.setWindowTitle(self._cover.windowTitle())

    def uncover(self) -> None:
        """Show what was shown before; what was typed there is still there."""
        if self.covered and self._before is not None:
            self.setCurrentWidget(self._before)
            self.setWindowTitle(self._before.windowTitle())
            self._before.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._keys.watch()

    def closeEvent(self, event: QCloseEvent) -> None:
        for widget in self._made.values():
            widget.close()
        super().closeEvent(event)
