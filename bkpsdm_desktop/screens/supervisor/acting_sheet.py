"""A sheet from which a supervisor acts: verbs with their keys at its foot, and why the office said no."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from bkpsdm_desktop.domain.indonesian import clock
from bkpsdm_desktop.screens.counter.sheet import Sheet
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, Kind, Size
from bkpsdm_desktop.screens.widgets.labels import plain_label


def updated_words(now: datetime) -> str:
    """``diperbarui 10.41.07 WIB``."""
    return f"diperbarui {clock(now, seconds=True)} WIB"


class ActingSheet(Sheet):
    """A subclass puts ``trouble`` into its body; ``note`` stands at the right of its head."""

    def __init__(self, title: str, icon: str, parent: QWidget) -> None:
        super().__init__(title, icon, parent)
        self.note = plain_label(role="muted")
        self.head.addWidget(self.note)
        self.trouble = plain_label(role="bad", weight=600, wrap=True)
        self.trouble.hide()
        self._keys: dict[KeyButton, QAction] = {}

    def show_trouble(self, sentence: str) -> None:
        """Why the office said no; empty takes it away."""
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))

    def add_act(self, verb: str, key: str, do: Callable[[], None], kind: Kind = Kind.PLAIN) -> KeyButton:
        """A button at the foot; its key works within this sheet alone."""
        button = KeyButton(verb, size=Size.TOOL, kind=kind)
        action = QAction(verb, self)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addAction(action)
        button.bind(action)
        button.clicked.connect(do)
        button.refused.connect(self.show_trouble)
        self.foot.addWidget(button)
        self._keys[button] = action
        return button

    def offer(self, button: KeyButton, *, shown: bool) -> None:
        """Whether there is this button now; the key of a hidden one is nobody's here."""
        button.setVisible(shown)
        self._keys[button].setEnabled(shown)
