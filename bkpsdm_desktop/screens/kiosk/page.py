"""What all pages of the kiosk can do."""

from PySide6.QtWidgets import QWidget

from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.screens.kiosk.sizes import Sizes
from bkpsdm_desktop.screens.widgets.touch import BUSY, TouchBase

_BUSY_EN = "Saving…"


class Page(QWidget):
    """A page speaks a language, is laid out for a screen, and answers a number pad (U36)."""

    language = Language.INDONESIAN

    def speak(self, language: Language) -> None:
        """Say everything in this language from now on. The window arranges the page afterwards."""
        self.language = language
        for button in self.findChildren(TouchBase):
            button.set_busy_words(language.of(BUSY, _BUSY_EN))

    def arrange(self, sizes: Sizes, *, low: bool) -> None:
        """Fit everything to the screen; ``low`` wants the controls in its lower 40 %."""
        raise NotImplementedError

    def refit(self) -> None:
        """Lay everything out anew, from the inside out.

        A page asks its parts for their size before their own layouts have noticed what was hidden or shown.
        """
        for widget in (*reversed(self.findChildren(QWidget)), self):
            if (layout := widget.layout()) is not None:
                layout.invalidate()
                layout.activate()

    def press_digit(self, digit: int) -> None:
        """A digit of the keyboard: as if the choice with this digit had been touched."""

    def press_main(self) -> None:
        """Enter, when no button has the focus: the one primary button."""

    def press_back(self) -> None:
        """Backspace or Escape."""
