"""Why a station does not start, for the person who stands before it, and what can be done here."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.start.fields import program_fault
from bkpsdm_desktop.screens.tasks import TaskKeeper
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, Kind
from bkpsdm_desktop.screens.widgets.labels import Picture, plain_label
from bkpsdm_desktop.screens.widgets.state import State

Restore = Callable[[], Coroutine[Any, Any, str]]


class ProblemWindow(QWidget):
    """One sentence and *Tutup*; with a backup also *Pulihkan cadangan*, and after it *Mulai*.

    ``restore`` puts the backup back and gives a sentence that says so; it may raise ``Refused``.
    """

    closed = Signal()
    """The person gives up, or has read it."""

    start_again = Signal()

    def __init__(
        self,
        title: str,
        sentence: str,
        *,
        on_fault: Callable[[BaseException], str],
        backup: str = "",
        restore: Restore | None = None,
    ) -> None:
        """``backup`` is its time in words; ``on_fault`` logs a fault of ours and gives its code."""
        super().__init__()
        self._keeper = TaskKeeper(on_fault)
        self._restore = restore
        self._state = State.WARN
        self.setWindowTitle("BKPSDM Loket")
        self._icon = Picture(State.WARN.icon, 28)
        self._icon.set_color(lambda: self._state.look(theme.current()).ink)
        self._title = plain_label(title, size=18, weight=600, wrap=True)
        self._words = plain_label(size=15, wrap=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.restore_button = KeyButton(f"Pulihkan cadangan {backup}", icon="undo")
        self.restore_button.setVisible(restore is not None)
        self.restore_button.clicked.connect(self._run_restore)
        self.start_button = KeyButton("Mulai", kind=Kind.STRONG)
        self.start_button.setVisible(False)
        self.start_button.clicked.connect(self.start_again)
        self.close_button = KeyButton("Tutup")
        escape = QAction("Tutup", self)
        escape.setShortcut(QKeySequence("Esc"))
        self.addAction(escape)
        self.close_button.bind(escape)
        self.close_button.clicked.connect(self.close)
        self._lay_out()
        self.say(sentence)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        verbs = QHBoxLayout()
        verbs.setSpacing(12)
        for button in (self.restore_button, self.start_button):
            verbs.addWidget(button)
        verbs.addStretch(1)
        verbs.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 28, 32, 24)
        column.setSpacing(16)
        column.addLayout(head)
        column.addWidget(self._words, 1)
        column.addLayout(verbs)
        self.resize(760, 320)

    @property
    def words(self) -> str:
        return self._words.text()

    def say(self, sentence: str, state: State = State.WARN) -> None:
        """Another sentence in the place of the first."""
        self._state = state
        self._icon.set_icon(state.icon)
        self._words.setText(sentence)
        self.setAccessibleName(f"{self._title.text()} {sentence}")

    def _run_restore(self) -> None:
        if self._restore is None:
            return
        self._keeper.run(
            self._restore,
            on_done=self._restored,
            on_refused=self.say,
            on_failed=lambda code: self.say(program_fault(code), State.BAD),
            button=self.restore_button,
        )

    def _restored(self, words: str) -> None:
        self._title.setText("Cadangan dipulihkan")
        self.say(words, State.OK)
        self.restore_button.setVisible(False)
        self.start_button.setVisible(True)
        self.start_button.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._keeper.close()
        super().closeEvent(event)
        self.closed.emit()
