"""The recovery key of the embedded database: printed, or copied by hand and proven by one group."""

from collections.abc import Callable
from enum import Enum

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.forms.ui_start_recovery import Ui_RecoveryForm
from bkpsdm_desktop.screens.start.page import Page
from bkpsdm_desktop.screens.start.printer import proven
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, Size
from bkpsdm_desktop.screens.widgets.labels import restyle
from bkpsdm_desktop.screens.widgets.state import State

_MISREAD = str.maketrans("OIL", "011")


class Step(Enum):
    PRINT = "print"
    """Waiting for *Cetak kunci*."""
    COPY = "copy"
    """The key stands on the screen to be copied."""
    CONFIRM = "confirm"
    """It is covered; one group of the paper is asked."""
    SAFE = "safe"
    """The printer said that it printed it."""


def compact(typed: str) -> str:
    """A typed group as the key has it: what is easily misread or typed between counts as meant."""
    return "".join(typed.upper().split()).replace("-", "").translate(_MISREAD)


class RecoveryPage(Page):
    """``random_group`` gives a random index below its argument.

    A printer that can't tell whether paper came out is no proof: one group of the slip is asked then.
    """

    def __init__(self, random_group: Callable[[int], int]) -> None:
        super().__init__()
        self._random_group = random_group
        self._groups: list[str] = []
        self._asked = 0
        self._prints = False
        self._by_hand = True
        self.step = Step.COPY
        self.form = form = Ui_RecoveryForm()
        form.setupUi(self.inside)
        self.other_button = KeyButton("", size=Size.TOOL)
        self.print_button = KeyButton("Cetak kunci", icon="printer", cap_right=True)
        form.cardHead.addWidget(self.other_button)
        form.printingRow.addWidget(self.print_button)
        for button, key in ((self.other_button, "Alt+S"), (self.print_button, "Alt+C")):
            action = QAction(self)
            action.setShortcut(QKeySequence(key))
            self.addAction(action)
            button.bind(action)
        self.other_button.clicked.connect(self._other_way)
        form.typed.textEdited.connect(self._calm)
        self._dress()

    def _dress(self) -> None:
        form = self.form
        form.rows.setContentsMargins(24, 14, 24, 10)
        form.heading.setFont(theme.font(18, 600))
        form.purpose.setFont(theme.font(15))
        form.warning.setFont(theme.font(15, 600))
        form.cardTitle.setFont(theme.font(15, 600))
        form.printed.set_lines(2)
        form.typedNote.set_lines(2)
        form.typed.setFixedSize(120, 34)
        form.typed.setFont(theme.font(18, 600, letter_spacing=0.06))

    @property
    def first_field(self) -> QWidget:
        match self.step:
            case Step.PRINT:
                return self.print_button
            case Step.CONFIRM:
                return self.form.typed
            case _:
                return self.other_button

    @property
    def last_field(self) -> QWidget:
        return self.form.typed

    @property
    def text(self) -> str:
        return " ".join(self._groups)

    @property
    def reason(self) -> str:
        return "Cetak kunci dahulu (Alt+C)" if self.step is Step.PRINT else ""

    def open_for(self, text: str, *, prints: bool) -> None:
        """Take the key; with a printer it is printed, else shown to copy."""
        if self.text != " ".join(text.split()):
            self._groups = text.split()
            self.form.printed.say("")
            self._prints = not prints  # so that the step begins anew
        if self._prints != prints:
            self._prints, self._by_hand = prints, not prints
            self._go(Step.PRINT if prints else Step.COPY)

    def on_printed(self, sentence: str) -> None:
        """What the printer said to the key."""
        if proven(sentence):
            self.form.printed.say(sentence, State.OK)
            self._go(Step.SAFE)
        else:
            self.form.printed.say(sentence, State.INFO)
            self._ask()

    def on_not_printed(self, sentence: str) -> None:
        self.form.printed.say(sentence, State.WARN)

    def ask(self) -> None:
        """The person has copied the key: cover it and ask for one group."""
        self._ask()

    def confirmed(self) -> bool:
        """Whether the key is safe; says what is wrong with the group that was typed."""
        if self.step is Step.SAFE:
            return True
        if self.step is Step.CONFIRM and compact(self.form.typed.text()) == self._groups[self._asked]:
            return True
        restyle(self.form.typed, "state", "bad")
        typed = bool(self.form.typed.text().strip())
        number = f"Kelompok ke-{self._asked + 1}"
        self.form.typedNote.say(
            f"{number} belum cocok. Periksa lagi kertas Anda, atau lihat kuncinya (Alt+S)."
            if typed
            else f"{number} belum diisi.",
            State.BAD,
        )
        self.form.typed.setFocus()
        self.form.typed.selectAll()
        return False

    def step_back(self) -> bool:
        """From the question back to the key; False when there is no step back on this page."""
        if self.step is not Step.CONFIRM:
            return False
        self._go(Step.COPY if self._by_hand else Step.PRINT)
        self.first_field.setFocus()
        return True

    def forget(self) -> None:
        """The key is on paper now, and nowhere on this screen."""
        self._groups = []
        self.form.typed.clear()
        self.form.groups.show_groups([], covered=True)

    def _ask(self) -> None:
        self._asked = self._random_group(len(self._groups))
        self.form.typedLabel.setText(f"&Kelompok ke-{self._asked + 1} dari kunci di kertas")
        self.form.typed.clear()
        self._calm()
        self._go(Step.CONFIRM)
        self.form.typed.setFocus()

    def _other_way(self) -> None:
        """The button in the head of the card: between printing and copying, or back to the key."""
        self._by_hand = self.step is not Step.COPY
        self._go(Step.COPY if self._by_hand else Step.PRINT)
        self.first_field.setFocus()

    def _go(self, step: Step) -> None:
        self.step = step
        form = self.form
        form.groups.setVisible(self._by_hand)
        form.groups.show_groups(self._groups, covered=step is not Step.COPY)
        for printing in (form.printingText, self.print_button, form.printed):
            printing.setVisible(not self._by_hand)
        for typing in (form.typedLabel, form.typed, form.typedNote):
            typing.setVisible(step is Step.CONFIRM)
        form.cardTitle.setText(
            {
                Step.PRINT: "Cetak kunci ini, lalu simpan kertasnya",
                Step.COPY: f"Salin {len(self._groups)} kelompok ini ke kertas, berurutan",
                Step.CONFIRM: "Ketik satu kelompok dari kertas Anda",
                Step.SAFE: "Kunci sudah tercetak. Simpan kertasnya",
            }[step]
        )
        self.other_button.setVisible(step is not Step.COPY or self._prints)
        if step is Step.COPY:
            self.other_button.set_verb("Cetak saja")
        else:
            self.other_button.set_verb("Lihat kuncinya lagi" if self._by_hand else "Salin dengan tangan")
        self.print_button.set_verb("Cetak lagi" if step is Step.SAFE else "Cetak kunci")
        self.changed.emit()

    def _calm(self) -> None:
        restyle(self.form.typed, "state", "")
        self.form.typedNote.say("Huruf besar atau kecil sama saja.")
