"""The line on top: one thing to do, its figures, and the key that does it (ux.md U58)."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bkpsdm_desktop.domain.advice import Advice, Todo
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.theme import Density, Theme
from bkpsdm_desktop.screens.widgets import painting
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, Size
from bkpsdm_desktop.screens.widgets.labels import ElidedLabel, Picture, plain_label


class _DoButton(KeyButton):
    """The primary of this page: filled."""

    def _colours(self, now: Theme) -> tuple[str, str, str, str | None]:
        if not self.isEnabled():
            return super()._colours(now)
        ground = (
            now.primary_pressed if self.isDown() else now.primary_hover if self.underMouse() else now.primary
        )
        return now.primary_ink, now.primary_ink if self.isDown() else now.primary, ground, ground


class _Reason(ElidedLabel):
    """The figures of the sentence; smaller where there is less room."""

    def set_size(self, size: int) -> None:
        self._font = theme.font(size)
        self.set_text(self.text)


class AdviceBar(QWidget):
    """``done`` when its verb is wanted, ``sums_wanted`` for the arithmetic behind it."""

    done = Signal()
    sums_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._icon = Picture("bulb", 20)
        self._icon.set_color(lambda: theme.current().primary)
        self._fact = plain_label(size=15, weight=600)
        self.reason = _Reason()
        self.sums_button = KeyButton("Lihat hitungan", size=Size.TOOL, cap_right=True)
        self.do_button = _DoButton("", size=Size.TOOL, cap_right=True)
        self.sums_action = self._action("Lihat hitungan", "Alt+H", self.sums_button)
        self.do_action = self._action("Lakukan saran", "Ctrl+Return", self.do_button)
        self.sums_button.clicked.connect(self.sums_wanted)
        self.do_button.clicked.connect(self.done)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 10, 0)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addWidget(self._fact)
        row.addWidget(self.reason, 1)
        row.addWidget(self.sums_button)
        row.addWidget(self.do_button)
        self.set_density(Density.NORMAL)
        self.show_advice(None)

    def _action(self, words: str, key: str, button: KeyButton) -> QAction:
        action = QAction(words, self)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        self.addAction(action)
        button.bind(action)
        return action

    def set_density(self, density: Density) -> None:
        self.setFixedHeight(density.px.primary)
        self.reason.set_size(15 if density is Density.NORMAL else 13)

    @property
    def fact(self) -> str:
        return self._fact.text()

    def show_advice(self, advice: Advice | None) -> None:
        """``None`` while nothing is known yet."""
        if advice is None:
            self._fact.setText("Memuat keadaan kantor…")
            self.reason.set_text("")
        else:
            prefix = "" if advice.todo is Todo.NOTHING else "Saran: "
            fact = advice.fact if not prefix else advice.fact[:1].lower() + advice.fact[1:]
            self._fact.setText(f"{prefix}{fact}")
            self.reason.set_text(advice.reason)
        calm = advice is None or advice.todo is Todo.NOTHING
        self._icon.set_icon("check-circle" if advice is not None and calm else "bulb")
        self.do_button.set_verb("" if advice is None else advice.verb)
        self.do_button.setVisible(not calm)
        self.sums_button.setVisible(advice is not None and bool(advice.sums))
        self.setAccessibleName(f"{self._fact.text()} {self.reason.text}")

    def set_keys(self, on: bool) -> None:
        """While a sheet lies above, its keys are not this line's."""
        self.do_action.setEnabled(on and not self.do_button.isHidden())
        self.sums_action.setEnabled(on and not self.sums_button.isHidden())

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        rect = QRectF(self.rect())
        painting.box(QPainter(self), rect, ground=now.surface, edge=now.primary, radius=8, line=2)
