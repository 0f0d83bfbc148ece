"""Which act a key has in a window now, and keys that are ours before they are a text field's."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

_OURS = {Qt.Key.Key_K, Qt.Key.Key_D, Qt.Key.Key_E, Qt.Key.Key_U, Qt.Key.Key_Z}
"""With Ctrl a text field of Unix keeps these for itself: delete to the end, to the right, go to its end, all
deleted, undo."""


def action_for(window: QWidget, keys: QKeySequence) -> QAction | None:
    """The act of a key as Qt would choose it: enabled, of something that is seen; ``None`` without one."""
    for action in window.findChildren(QAction):
        if keys in action.shortcuts() and action.isEnabled() and _is_seen(action):
            return action
    return None


def _is_seen(action: QAction) -> bool:
    return any(
        isinstance(holder, QWidget) and holder.isVisible() and holder.isEnabled()
        for holder in action.associatedObjects()
    )


class OurKeys(QObject):
    """An event filter of the native window that ``window`` has: Ctrl and K, D, E, U or Z do what the window
    says of them also while a text field has the keyboard. Ctrl+Z takes back typing while there is some."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._watched: QObject | None = None

    def watch(self) -> None:
        """The window is shown: listen to its native one, whichever that is now."""
        handle = self._window.windowHandle()
        if handle is not self._watched:
            self._watched = handle
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        with_ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if not with_ctrl or Qt.Key(event.key()) not in _OURS:
            return False
        if Qt.Key(event.key()) == Qt.Key.Key_Z and _can_undo(self._window.focusWidget()):
            return False
        if action_for(self._window, QKeySequence(event.keyCombination())) is None:
            return False
        # The field is not asked; what nobody keeps for itself is a shortcut.
        event.ignore()
        return True


def _can_undo(holder: QWidget | None) -> bool:
    if isinstance(holder, QLineEdit):
        return holder.isUndoAvailable()
    if isinstance(holder, QPlainTextEdit | QTextEdit):
        return holder.document().isUndoAvailable()
    return False
