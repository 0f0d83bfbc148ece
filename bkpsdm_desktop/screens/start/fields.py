"""Fields that are checked when they are left, each with the line under it that says what is wrong."""

import re
from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.screens.start.pieces import Note
from bkpsdm_desktop.screens.widgets.labels import restyle
from bkpsdm_desktop.screens.widgets.state import State


def program_fault(code: str) -> str:
    """What a person is told of a fault of ours."""
    return f"Terjadi gangguan pada program. Laporkan kode {code} kepada administrator."


class Entry:
    """A field, its name in sentences and the note under it.

    ``read`` gives the value of a text, or raises ``Refused``. A value that reads differently from what was
    typed is written back when the field is left, unless ``as_typed``.
    """

    def __init__(
        self,
        field: QLineEdit,
        note: Note,
        *,
        name: str,
        read: Callable[[str], str],
        hint: str = "",
        as_typed: bool = False,
    ) -> None:
        self.field, self.note, self.name = field, note, name
        self.read, self._hint, self._as_typed = read, hint, as_typed
        field.setFixedHeight(34)
        field.setAccessibleName(name)
        field.setAccessibleDescription(hint)
        field.editingFinished.connect(self._on_left)
        field.textEdited.connect(self.calm)
        self.calm()

    def value(self) -> str:
        """The value; raises ``Refused``."""
        return self.read(self.field.text())

    def check(self) -> bool:
        """Whether the field is right; says what is wrong with it."""
        try:
            value = self.value()
        except Refused as refused:
            self.complain(refused.sentence)
            return False
        self.calm()
        if not self._as_typed and value != self.field.text():
            self.field.setText(value)
        return True

    def complain(self, sentence: str) -> None:
        restyle(self.field, "state", "bad")
        self.note.say(sentence, State.BAD)
        self.field.setAccessibleDescription(sentence)

    def calm(self) -> None:
        restyle(self.field, "state", "")
        self.note.say(self._hint)
        self.field.setAccessibleDescription(self._hint)

    def forget(self) -> None:
        """Empty the field, and what it could be undone to."""
        self.field.clear()
        self.field.setModified(False)
        self.calm()

    def owns(self, sentence: str) -> bool:
        """Whether a refusal is about this field: it begins with its name."""
        return re.match(rf"{re.escape(self.name)}\b", sentence) is not None

    def _on_left(self) -> None:
        # a field that was only passed on the way is not complained about
        if self.field.text() or self.field.isModified():
            self.check()
