"""Somebody before the screen, for code that runs event loops of its own until its windows are closed."""

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from types import GeneratorType
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

Script = Generator[Callable[[], object], None, None]
"""What a person does; each ``yield`` names what they wait for."""

Window = TypeVar("Window", bound=QWidget)
_LOOK_MS = 20


@contextmanager
def person(script: Script, *, seconds: float = 60) -> Iterator[None]:
    """Play the script beside the block. The block ends with an error when the script does or takes longer."""
    player = _Player(script, time.monotonic() + seconds)
    try:
        yield
    finally:
        player.timer.stop()
        if player.fault is not None:
            raise player.fault
    assert player.over, "the windows were gone before the person was done"


class _Player:
    def __init__(self, script: Script, deadline: float) -> None:
        self._script, self._deadline = script, deadline
        self._waits_for: Callable[[], object] = lambda: True
        self._acting = False
        self.over = False
        self.fault: BaseException | None = None
        self.timer = QTimer()
        self.timer.timeout.connect(self._look)
        self.timer.start(_LOOK_MS)

    def _look(self) -> None:
        if self._acting or self.over:  # an act lets Qt work, and so this timer come again
            return
        self._acting = True
        try:
            assert time.monotonic() < self._deadline, f"line {self._line()} did not come in time"
            if self._waits_for():
                self._waits_for = next(self._script)
        except StopIteration:
            self.over = True
        except BaseException as fault:
            self.fault = fault
            self.over = True
            QApplication.exit(1)
        finally:
            self._acting = False

    def _line(self) -> int:
        """Where the script waits."""
        script: object = self._script
        while isinstance(script, GeneratorType) and isinstance(script.gi_yieldfrom, GeneratorType):
            script = script.gi_yieldfrom
        return script.gi_frame.f_lineno if isinstance(script, GeneratorType) and script.gi_frame else 0


def window_of(kind: type[Window]) -> Window | None:
    """The visible window of a kind, once it has the keyboard."""
    active = QApplication.activeWindow()
    return active if isinstance(active, kind) else None


def press(keys: str) -> None:
    """A key (``Alt+P``), to whatever has the keyboard."""
    pressed = QKeySequence(keys)[0]  # type: ignore[index]  # the stub lacks it
    QTest.keyClick(_keyboard(), pressed.key(), pressed.keyboardModifiers())


def write(text: str) -> None:
    """Text in the place of what the field holds."""
    field = _keyboard()
    assert isinstance(field, QLineEdit), f"no field has the keyboard, but {field}"
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, text)


def touch(widget: QWidget) -> None:
    """A finger on the middle of a widget."""
    window = widget.window()
    at = widget.mapTo(window, widget.rect().center())
    nothing = Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, nothing, at)


def _keyboard() -> QWidget:
    holder = QApplication.focusWidget() or QApplication.activeWindow()
    assert holder is not None, "nothing has the keyboard"
    return holder
