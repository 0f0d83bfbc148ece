"""What stands between the work area and the action bar for a while: refusals, questions, undo."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.bars import MessageBar, UndoBar
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, Kind, Size
from bkpsdm_desktop.screens.widgets.state import State


def _cap_only(key: str, owner: QWidget) -> QAction:
    """An action for the cap of a button whose key the window hears by other means."""
    action = QAction(owner)
    action.setShortcut(QKeySequence(key))
    return action


class Slot(QWidget):
    """The slot: nothing in it, no height. What stands above it only becomes lower when it fills."""

    answered = Signal()
    """The question was answered with its verb."""
    dismissed = Signal()

    def __init__(self, undo: UndoBar) -> None:
        super().__init__()
        self.undo = undo
        self.refusal = MessageBar()
        self.question = MessageBar()
        self.dismiss_button = KeyButton("Tutup", size=Size.TOOL)
        self.dismiss_button.bind(_cap_only("Esc", self))
        self.dismiss_button.clicked.connect(self.dismiss)
        self.refusal.add_button(self.dismiss_button)
        self.answer_action = QAction(self)
        self.answer_action.setShortcut(QKeySequence("Ctrl+Return"))
        self.answer_action.setEnabled(False)
        self.answer_button = KeyButton("", kind=Kind.DANGER, size=Size.TOOL)
        self.answer_button.bind(self.answer_action)
        self.answer_button.clicked.connect(self._answer)
        self.cancel_button = KeyButton("Batal", size=Size.TOOL)
        self.cancel_button.bind(_cap_only("Esc", self))
        self.cancel_button.clicked.connect(self.dismiss)
        self.question.add_button(self.answer_button)
        self.question.add_button(self.cancel_button)
        self._messages = QVBoxLayout()
        self._messages.setSpacing(8)
        self._messages.addWidget(self.refusal)
        self._messages.addWidget(self.question)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(self._messages)
        rows.addWidget(undo)
        self.set_density(Density.NORMAL)

    @property
    def buttons(self) -> tuple[QWidget, ...]:
        """What can have the keyboard, from top to bottom and left to right."""
        return (
            self.dismiss_button, self.answer_button, self.cancel_button, self.undo.button,
            self.undo.close_button,
        )  # fmt: skip

    def set_density(self, density: Density) -> None:
        self._gap = density.px.gap
        self._fit()

    def refuse(self, sentence: str) -> None:
        """What the world did not allow: stays until the next act that works, or Esc."""
        self.refusal.set_message(State.BAD, "Tidak dapat dilakukan.", sentence)
        self._fit()

    def clear_refusal(self) -> None:
        self.refusal.clear()
        self._fit()

    def ask(self, fact: str, advice: str, verb: str) -> None:
        """A question before what cannot be undone; nothing else is blocked by it."""
        self.answer_button.set_verb(verb)
        self.answer_action.setEnabled(True)
        self.question.set_message(State.WARN, fact, advice)
        self._fit()

    def dismiss(self) -> bool:
        """Esc: take away the question, else the refusal. False when there was neither."""
        if not self.question.isHidden():
            self._end_question()
            self.dismissed.emit()
            return True
        if not self.refusal.isHidden():
            self.clear_refusal()
            return True
        return False

    def _answer(self) -> None:
        self._end_question()
        self.answered.emit()

    def _end_question(self) -> None:
        self.answer_action.setEnabled(False)
        self.question.clear()
        self._fit()

    def _fit(self) -> None:
        empty = self.refusal.isHidden() and self.question.isHidden()
        bottom = 0 if empty else self._gap
        self._messages.setContentsMargins(self._gap, 0, self._gap, bottom)
