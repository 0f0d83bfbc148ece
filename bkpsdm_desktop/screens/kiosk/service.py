"""The page of one service: what to bring, who may go first, *Ambil nomor*."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.domain.queue import Priority
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.forms.ui_kiosk_service import Ui_KioskService
from bkpsdm_desktop.screens.kiosk import words
from bkpsdm_desktop.screens.kiosk.page import Page
from bkpsdm_desktop.screens.kiosk.papers import fit
from bkpsdm_desktop.screens.kiosk.sizes import Sizes


class ServicePage(Page):
    """Signals: ``back``; ``take``: a number for this service is wanted."""

    back = Signal()
    take = Signal()

    def __init__(self, *, digits: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = form = Ui_KioskService()
        form.setupUi(self)
        self._papers: tuple[str, ...] = ()
        self._facts: tuple[tuple[str, str, str], ...] = ()
        self._trouble: tuple[str, str, bool] | None = None
        self._sizes: Sizes | None = None
        self.options = {
            Priority.ELDERLY: form.elderly,
            Priority.DISABILITY: form.disability,
            Priority.PREGNANT: form.pregnant,
            Priority.TODDLER: form.toddler,
        }
        icons = ("elder", "wheelchair", "pregnant", "toddler")
        for number, (priority, option) in enumerate(self.options.items()):
            option.set_icon(icons[number])
            option.clicked.connect(lambda _=False, priority=priority: self._chosen(priority))
        self._digits = digits
        form.take.set_icon("ticket")
        form.back.set_icon("arrow-left")
        form.back.clicked.connect(self.back)
        form.take.clicked.connect(self.take)
        self.speak(Language.INDONESIAN)

    def speak(self, language: Language) -> None:
        super().speak(language)
        of, form = language.of, self.form
        form.priorityTitle.setText(of("Perlu didahulukan?", "Do you need to go first?"))
        form.elderly.setText(of("Lansia", "Senior citizen"))
        form.elderly.set_second(of("usia 60+", "aged 60+"))
        form.disability.setText(of("Penyandang disabilitas", "Person with a disability"))
        form.pregnant.setText(of("Ibu hamil atau menyusui", "Pregnant or nursing"))
        form.toddler.setText(of("Membawa balita", "With a small child"))
        form.take.setText(of("Ambil nomor", "Take a number"))
        form.back.setText(words.back(language))

    @property
    def priority(self) -> Priority | None:
        return next((each for each, option in self.options.items() if option.isChecked()), None)

    def begin(self, *, name: str, papers: tuple[str, ...]) -> None:
        """Show a service anew: nobody has chosen a priority, nothing has gone wrong."""
        for option in self.options.values():
            option.setChecked(False)
        self._trouble = None
        self._papers = papers
        self.form.title.setText(name)
        self._show()

    def update_facts(self, facts: tuple[tuple[str, str, str], ...], *, full: bool) -> None:
        """What changes while a visitor reads."""
        self._facts = facts
        self.form.facts.set_facts(list(facts))
        self.form.take.set_reason(self.language.of("Antrean tutup", "The queue is closed") if full else "")
        self._show()

    def say(self, heading: str, sentence: str, *, bad: bool) -> None:
        """What keeps the number away, in the place of the list; no button moves."""
        self._trouble = (heading, sentence, bad)
        self._show()

    def press_main(self) -> None:
        self.form.take.click()

    def press_back(self) -> None:
        self.back.emit()

    def press_digit(self, digit: int) -> None:
        if 1 <= digit <= len(self.options):
            list(self.options.values())[digit - 1].click()

    def arrange(self, sizes: Sizes, *, low: bool) -> None:
        """The controls are within the lower 40 % of a portrait screen in both layouts."""
        self._sizes = sizes
        form, now = self.form, theme.current()
        form.over.dress(sizes.text(38), 400, now.ink_muted)
        form.priorityTitle.dress(sizes.text(52), 800, spacing=-0.01)
        form.priorityLead.dress(sizes.text(38), 400, now.ink_muted)
        lead = self.language.of("Tidak perlu bukti.", "No proof needed.")
        if not sizes.landscape:
            lead = self.language.of(f"Sentuh bila sesuai. {lead}", f"Touch what applies. {lead}")
        form.priorityLead.setText(lead)
        self._reading(sizes)
        self._controls(sizes)
        self._show()

    def _reading(self, sizes: Sizes) -> None:
        """Portrait: reading above, touching below. Landscape: beside each other."""
        form, margin = self.form, sizes.margin
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        form.body.setDirection(across if sizes.landscape else down)
        form.readingColumn.setSpacing(sizes.px(24))
        bottom = sizes.foot if sizes.landscape else 0
        form.readingColumn.setContentsMargins(margin, sizes.px(24), margin, bottom)
        form.firstColumn.setSpacing(sizes.px(8))
        form.facts.set_scale(sizes.type_scale)
        old, new = form.controlsColumn, form.readingColumn
        if not sizes.landscape:
            old, new = new, old
        if form.bar.parent() is old:
            old.removeItem(form.bar)
            form.bar.setParent(None)
            new.addLayout(form.bar)

    def _controls(self, sizes: Sizes) -> None:
        form, margin, landscape = self.form, sizes.margin, sizes.landscape
        form.controls.setFixedWidth(sizes.wide(528) + margin + sizes.px(16) if landscape else sizes.width)
        left = sizes.px(16) if landscape else margin
        form.controlsColumn.setContentsMargins(left, sizes.px(16), margin, sizes.foot)
        form.controlsColumn.setSpacing(sizes.px(20 if landscape else 28))
        form.priority.setSpacing(sizes.px(4))
        form.choose.setSpacing(sizes.gap if landscape else sizes.px(32))
        form.options.setSpacing(sizes.gap)
        form.bar.setSpacing(sizes.gap)
        for number, option in enumerate(self.options.values()):
            option.set_scale(sizes.type_scale)
            option.set_digit(str(number + 1) if self._digits else "")
            option.setFixedHeight(sizes.target(124 if landscape else 140))
            form.options.addWidget(option, *((number, 0) if landscape else divmod(number, 2)))
        longer = self.language is Language.ENGLISH
        form.take.set_scale(sizes.type_scale * ((0.72 if longer else 0.85) if landscape else 1))
        form.take.setFixedHeight(sizes.target(140 if landscape else 178))
        form.back.set_scale(sizes.type_scale)
        form.back.setFixedSize(sizes.wide(290), sizes.target(116))

    def _show(self) -> None:
        sizes, form = self._sizes, self.form
        if sizes is None:
            return
        width = sizes.width - 2 * sizes.margin
        if sizes.landscape:
            width -= sizes.wide(528) + sizes.px(16) + sizes.margin
        form.title.fit([sizes.text(px) for px in (84, 72, 60, 52)], width, 1)
        # Where the list needs the room, one line says what the fact box says.
        terse = sizes.landscape or self._is_long(sizes)
        facts = " · ".join(f"{label}: {figure}" for _, label, figure in self._facts)
        form.facts.setVisible(not terse)
        form.over.setText(
            facts if terse else self.language.of("Layanan yang Anda pilih", "The service you chose")
        )
        form.papers.setVisible(self._trouble is None)
        form.spare.setVisible(self._trouble is not None)
        form.trouble.setVisible(self._trouble is not None)
        if self._trouble is not None:
            heading, sentence, bad = self._trouble
            form.trouble.say(heading, sentence, sizes, bad=bad, icon="warning" if bad else "hourglass")
        form.papers.show_papers(self._papers, sizes, self.language)
        self.refit()

    def _is_long(self, sizes: Sizes) -> bool:
        """Whether the list is cut in the room that the fact box leaves it: 390 px of rows in the design."""
        width = sizes.width - 2 * sizes.margin - sizes.px(148)
        return fit(self._papers, sizes, width=width, height=sizes.px(390)).left_out > 0

    def _chosen(self, priority: Priority) -> None:
        """At most one: choosing another takes the first back."""
        for each, option in self.options.items():
            if each is not priority:
                option.setChecked(False)
