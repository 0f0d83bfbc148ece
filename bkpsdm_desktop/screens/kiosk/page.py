"""What all pages of the kiosk can do."""

from PySide6.QtWidgets import QWidget

from bkpsdm_desktop.screens.kiosk.sizes import Sizes


class Page(QWidget):
    """A page is laid out for a screen, and answers a number pad (U36)."""

    def arrange(self, sizes: Sizes, *, low: bool) -> None:
        """Fit everything to the screen; ``low`` wants the controls in its lower 40 %."""
        raise NotImplementedError

    def refit(self) -> None:
        """Measure everything anew: a hidden page does not notice what is hidden or shown in it."""
        for widget in self.findChildren(QWidget):
            widget.updateGeometry()

    def press_digit(self, digit: int) -> None:
        """A digit of the keyboard: as if the choice with this digit had been touched."""

    def press_main(self) -> None:
        """Enter, when no button has the focus: the one primary button."""

    def press_back(self) -> None:
        """Backspace or Escape."""
