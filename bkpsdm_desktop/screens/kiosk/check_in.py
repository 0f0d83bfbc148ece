"""The code of a booked visit: scanned, typed on a keyboard, or touched on the screen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.domain.numbers import CROCKFORD, groups_of_four
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.forms.ui_kiosk_check_in import Ui_KioskCheckIn
from bkpsdm_desktop.screens.kiosk import words
from bkpsdm_desktop.screens.kiosk.page import Page
from bkpsdm_desktop.screens.kiosk.parts import BarButton
from bkpsdm_desktop.screens.kiosk.sizes import Sizes

LONGEST_CODE = 200
"""What is kept of a scan: no code of ours is as long, and the rest tells nothing more."""

_SHOWN = 16
_OWN_PART = 9  # what stands after the office's three letters
_COLUMNS, _COLUMNS_HIGH = 8, 7


class CheckInPage(Page):
    """Signals: ``entered`` with the code as it was given; ``back``.

    The keys are those of our codes: digits and letters without I, L, O and U. The office's three letters are
    there already; whoever types them too is understood.
    """

    entered = Signal(str)
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = form = Ui_KioskCheckIn()
        form.setupUi(self)
        self._typed = ""
        self._office = ""
        self._trouble: tuple[str, str, bool] | None = None
        self._sizes: Sizes | None = None
        self.keys: dict[str, BarButton] = {}
        for key in CROCKFORD:
            button = self.keys[key] = BarButton(self)
            button.setText(key)
            button.clicked.connect(lambda _=False, key=key: self.type(key))
        form.back.set_icon("arrow-left")
        form.erase.set_icon("backspace")
        form.enter.set_icon("check")
        form.back.clicked.connect(self.back)
        form.erase.clicked.connect(self.erase)
        form.enter.clicked.connect(self.enter)
        self.speak(Language.INDONESIAN)

    def speak(self, language: Language) -> None:
        super().speak(language)
        of, form = language.of, self.form
        form.title.setText(of("Kode janji temu", "Appointment code"))
        form.lead.setText(
            of(
                "Pindai kode QR pada bukti janji, atau ketik kodenya.",
                "Scan the QR code of your appointment, or type the code.",
            )
        )
        form.back.setText(words.back(language))
        form.erase.setText(of("Hapus", "Delete"))
        form.enter.setText(of("Lapor datang", "Check in"))

    @property
    def code(self) -> str:
        """What was typed or scanned so far."""
        return self._typed

    def begin(self, office: str) -> None:
        """Nothing typed, nothing wrong. ``office`` are the three letters that its codes begin with."""
        self._typed, self._office, self._trouble = "", office, None
        self._show()

    def type(self, characters: str) -> None:
        """A key of the pad or of a keyboard, or what a scanner sends."""
        if self._trouble is not None and not self._typed:
            self._trouble = None
        self._typed = (self._typed + characters)[:LONGEST_CODE]
        self._show()

    def erase(self) -> None:
        self._typed = self._typed[:-1]
        self._show()

    def enter(self) -> None:
        if self._typed and self.form.enter.isEnabled():
            self.entered.emit(self._typed)

    def say(self, heading: str, sentence: str, *, bad: bool) -> None:
        """Why there is no number yet. After a refusal the next code begins anew."""
        self._trouble = (heading, sentence, bad)
        if bad:
            self._typed = ""
        self._show()

    def press_main(self) -> None:
        self.enter()

    def press_back(self) -> None:
        """A wrong character is taken back; an empty field is left."""
        if self._typed:
            self.erase()
        else:
            self.back.emit()

    def arrange(self, sizes: Sizes, *, low: bool) -> None:
        self._sizes = sizes
        form, now, margin = self.form, theme.current(), sizes.margin
        form.lead.dress(sizes.text(44), 400, now.ink_muted)
        form.readingColumn.setContentsMargins(margin, sizes.px(40), margin, sizes.px(24))
        form.readingColumn.setSpacing(sizes.px(24))
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        form.body.setDirection(across if sizes.landscape else down)
        high = sizes.reach_top(low=low) - sizes.head - sizes.px(16)
        form.reading.setMaximumHeight(16_777_215 if sizes.landscape else high)
        form.reading.setMinimumHeight(0 if sizes.landscape else high)
        form.controls.setFixedWidth(round(sizes.width * 0.66) if sizes.landscape else sizes.width)
        form.controlsColumn.setContentsMargins(
            sizes.px(16) if sizes.landscape else margin, sizes.px(16), margin, sizes.foot
        )
        form.controlsColumn.setSpacing(sizes.gap)
        form.shown.soft(sizes)
        form.shown.setFixedHeight(sizes.px(120))
        self._keys(sizes, _COLUMNS if low or sizes.landscape else _COLUMNS_HIGH)
        self._show()

    def _keys(self, sizes: Sizes, columns: int) -> None:
        form = self.form
        for number, button in enumerate(self.keys.values()):
            form.keys.addWidget(button, *divmod(number, columns))
        form.keys.setSpacing(sizes.gap)
        form.bar.setSpacing(sizes.gap)
        for button in self.keys.values():
            button.set_scale(sizes.type_scale * 1.15)
            button.setMinimumSize(sizes.target(64), sizes.target(64))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        for bar_button, wide in ((form.back, 250), (form.erase, 220), (form.enter, 0)):
            bar_button.set_scale(sizes.type_scale * (0.88 if bar_button is form.enter else 1))
            bar_button.setFixedHeight(sizes.target(116))
            if wide:
                bar_button.setFixedWidth(sizes.wide(wide))

    def _show(self) -> None:
        form, now, sizes = self.form, theme.current(), self._sizes
        form.code.setText(self._spelt())
        form.enter.setEnabled(bool(self._typed))
        form.erase.setEnabled(bool(self._typed))
        if sizes is None:
            return
        form.code.setWordWrap(False)
        form.code.dress(sizes.text(64), 700, now.ink if self._typed else now.ink_muted)
        # Beside the keys there is room for the instruction or for what went wrong.
        form.lead.setVisible(self._trouble is None or not sizes.landscape)
        room = sizes.width - form.controls.width() if sizes.landscape else sizes.width
        lines = 2 if sizes.landscape else 1
        form.title.fit([sizes.text(px) for px in (84, 60, 52, 44)], room - 2 * sizes.margin, lines)
        form.trouble.setVisible(self._trouble is not None)
        if self._trouble is not None:
            heading, sentence, bad = self._trouble
            form.trouble.say(heading, sentence, sizes, bad=bad, icon="warning" if bad else "hourglass")
        self.refit()

    def _spelt(self) -> str:
        """The code in the groups of the slip; of a scan that is none only its beginning."""
        compact = "".join(self._typed.upper().split()).replace("-", "")
        if len(compact) > _SHOWN:
            return f"{compact[:_SHOWN]}…"
        if len(compact) <= _OWN_PART:
            return f"{self._office}-{groups_of_four(compact)}"
        return f"{compact[:3]}-{groups_of_four(compact[3:])}"
