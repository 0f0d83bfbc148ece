"""A page of at most six choices: the groups of the office, or the services of a group."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.forms.ui_kiosk_choose import Ui_KioskChoose
from bkpsdm_desktop.screens.kiosk import words
from bkpsdm_desktop.screens.kiosk.choice import Choice
from bkpsdm_desktop.screens.kiosk.page import Page
from bkpsdm_desktop.screens.kiosk.parts import Words
from bkpsdm_desktop.screens.kiosk.sizes import Sizes
from bkpsdm_desktop.screens.kiosk.words import MOST_CHOICES


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One tile. ``reason`` says why it can't be chosen now; ``chosen`` is called when it was touched."""

    name: str
    second: str
    icon: str = ""
    reason: str = ""
    chosen: Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """What a page of choices shows. ``waits`` (name, people) fill the freed middle of the low layout."""

    title: str
    lead: str = ""
    crumb: str = ""
    crumb_icon: str = ""
    facts: tuple[tuple[str, str, str], ...] = ()
    waits: tuple[tuple[str, int], ...] = ()
    tiles: tuple[Offer, ...]
    first: bool = False  # the first page: there is nothing to go back to


class ChoosePage(Page):
    """Signals: ``back``; ``layout_switched``: the other height of the controls is wanted; of the first page
    ``language_switched``: the other language; ``check_in``: somebody has the code of a booked visit."""

    back = Signal()
    layout_switched = Signal()
    language_switched = Signal()
    check_in = Signal()

    def __init__(self, *, digits: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_KioskChoose()
        self.form.setupUi(self)
        self._digits = digits
        self._offers = Offers(title="", tiles=())
        self._sizes: Sizes | None = None
        self._low = False
        form = self.form
        self.tiles: list[Choice] = [
            form.tile1, form.tile2, form.tile3, form.tile4, form.tile5, form.tile6
        ]  # fmt: skip
        for number, tile in enumerate(self.tiles):
            tile.clicked.connect(lambda _=False, number=number: self._chosen(number))
        self.form.back.set_icon("arrow-left")
        self.form.back.clicked.connect(self.back)
        self.form.layoutSwitch.clicked.connect(self.layout_switched)
        self.form.languageSwitch.clicked.connect(self.language_switched)
        self.form.languageSwitch.set_icon("globe")
        self.form.checkIn.clicked.connect(self.check_in)
        self.speak(Language.INDONESIAN)

    def speak(self, language: Language) -> None:
        super().speak(language)
        of, form = language.of, self.form
        form.back.set_label(words.back(language))
        # The button bears the name of the other language in that language.
        form.languageSwitch.set_label(of("English", "Indonesia"))
        form.checkIn.set_label(of("Saya punya kode janji temu", "I have an appointment code"))
        form.checkIn.set_second(of("Pindai kode QR atau ketik kodenya", "Scan the QR code or type the code"))
        form.note.setText(
            of(
                "Masih ragu? Pilih yang paling dekat.\nPetugas membantu Anda.",
                "Not sure? Choose the closest one.\nOur clerks help you.",
            )
        )

    def show_offers(self, offers: Offers) -> None:
        self._offers = offers
        form = self.form
        form.crumb.setVisible(bool(offers.crumb))
        form.crumbName.setText(offers.crumb)
        form.lead.setText(offers.lead)
        form.facts.set_facts(list(offers.facts))
        form.back.setVisible(not offers.first)
        form.languageSwitch.setVisible(offers.first)
        form.checkIn.setVisible(offers.first)
        for number, tile in enumerate(self.tiles):
            tile.setVisible(number < len(offers.tiles))
            if number < len(offers.tiles):
                self._fill(tile, offers.tiles[number], str(number + 1))
        if self._sizes is not None:
            self.arrange(self._sizes, low=self._low)

    def press_back(self) -> None:
        if not self._offers.first:
            self.back.emit()

    def press_digit(self, digit: int) -> None:
        if 1 <= digit <= len(self._offers.tiles) and self.tiles[digit - 1].isEnabled():
            self._chosen(digit - 1)

    def arrange(self, sizes: Sizes, *, low: bool) -> None:
        self._sizes, self._low = sizes, low and not sizes.landscape
        self._type(sizes)
        self._reading(sizes)
        self._controls(sizes)
        self.refit()

    def _type(self, sizes: Sizes) -> None:
        form, now = self.form, theme.current()
        form.crumbIcon.show_icon(self._offers.crumb_icon, sizes.px(60))
        form.crumbName.dress(sizes.text(44), 700, now.primary)
        width = sizes.width - 2 * sizes.margin
        beside = self._facts_width(sizes) if sizes.landscape else 0
        form.second.setFixedWidth(beside or width)
        form.readingColumn.setStretch(0, 1 if sizes.landscape else 0)
        one_line = sizes.landscape and not self._offers.first
        form.title.setText(self._offers.title.replace("\n", " ") if one_line else self._offers.title)
        form.title.fit(
            [sizes.text(px) for px in (84, 76, 66, 58, 50)],
            width - beside - sizes.px(56),
            1 if one_line else 2,
        )
        form.lead.dress(sizes.text(44), 400, now.ink_muted)
        # Beside the facts there is no room for the lead; what it says then stands in the bar.
        form.lead.setVisible(bool(self._offers.lead) and not sizes.landscape)
        form.help.setText(self._helping() if sizes.landscape and self._offers.first else "")
        form.note.dress(sizes.text(38), 400, now.ink_muted)
        form.help.dress(sizes.text(38), 400, now.ink_muted)

    def _helping(self) -> str:
        """What stands in the bar of a wide first page, which has no room for it above."""
        return self.language.of("Gratis, tanpa biaya", "Free of charge")

    def _facts_width(self, sizes: Sizes) -> int:
        return round(330 * len(self._offers.facts) * sizes.type_scale)

    def _reading(self, sizes: Sizes) -> None:
        form, margin = self.form, sizes.margin
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        form.readingColumn.setDirection(across if sizes.landscape else down)
        form.readingColumn.setSpacing(sizes.px(16))
        form.reading.setFixedHeight(sizes.reach_top(low=self._low) - sizes.head - sizes.px(16))
        top = sizes.px(24 if sizes.landscape else 40)
        form.readingColumn.setContentsMargins(margin, top, margin, sizes.px(0 if sizes.landscape else 40))
        for layout in (form.firstColumn, form.crumbRow):
            layout.setSpacing(sizes.px(16))
        form.secondColumn.setSpacing(sizes.px(32))
        form.facts.set_scale(sizes.type_scale)
        self._waits(sizes)

    def _waits(self, sizes: Sizes) -> None:
        form, now = self.form, theme.current()
        waits = self._offers.waits if self._low else ()
        form.waits.setVisible(bool(waits))
        form.waits.soft(sizes)
        while (item := form.waitsGrid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()
        form.waitsGrid.setContentsMargins(sizes.px(36), sizes.px(16), sizes.px(36), sizes.px(16))
        form.waitsGrid.setHorizontalSpacing(sizes.px(28))
        form.waitsGrid.setVerticalSpacing(sizes.px(12))
        for number, (name, people) in enumerate(waits):
            label, figure = Words(form.waits), Words(form.waits)
            label.dress(sizes.text(38))
            figure.dress(sizes.text(52), 700, now.ink)
            label.setText(name)
            figure.setText(str(people))
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            row, column = divmod(number, 2)
            form.waitsGrid.addWidget(label, row, 3 * column)
            form.waitsGrid.addWidget(figure, row, 3 * column + 1)
            form.waitsGrid.setColumnStretch(3 * column, 1)
            label.show()
            figure.show()
        form.waitsGrid.setColumnMinimumWidth(2, sizes.px(28))

    def _controls(self, sizes: Sizes) -> None:
        form, margin = self.form, sizes.margin
        form.controlsColumn.setContentsMargins(margin, sizes.px(16), margin, sizes.foot)
        form.controlsColumn.setSpacing(sizes.gap if self._low or sizes.landscape else sizes.px(28))
        narrow = self._low or sizes.landscape
        columns = 3 if narrow else 2
        form.tiles.setSpacing(sizes.gap)
        for column in range(3):
            form.tiles.setColumnStretch(column, 1 if column < columns else 0)
        for row in range(3):
            form.tiles.setRowStretch(row, 1 if row < MOST_CHOICES // columns else 0)
        for number, tile in enumerate(self.tiles):
            tile.set_scale(sizes.type_scale)
            tile.set_upright(self._low)
            tile.setMinimumHeight(sizes.target(140))
            form.tiles.addWidget(tile, *divmod(number, columns))
            policy = tile.sizePolicy()
            policy.setRetainSizeWhenHidden(
                True
            )  # three choices are as large as six, and stand where they did
            tile.setSizePolicy(policy)
        form.note.setVisible(not narrow and not self._offers.first)
        self._check_in(sizes)
        self._bar(sizes, form.bar)

    def _check_in(self, sizes: Sizes) -> None:
        """Under the tiles; on a wide screen in the bar, where there is no switch of the layout."""
        form = self.form
        form.checkIn.set_scale(sizes.type_scale)
        form.checkIn.setFixedHeight(sizes.target(116 if self._low or sizes.landscape else 154))
        wide = sizes.landscape
        form.checkIn.setFixedWidth(sizes.wide(700) if wide else sizes.width - 2 * sizes.margin)
        place, layout = (2, form.bar) if wide else (1, form.controlsColumn)
        if layout.indexOf(form.checkIn) < 0:
            form.bar.removeWidget(form.checkIn)
            form.controlsColumn.removeWidget(form.checkIn)
            layout.insertWidget(place, form.checkIn)

    def _bar(self, sizes: Sizes, bar: QHBoxLayout) -> None:
        form = self.form
        bar.setSpacing(sizes.gap)
        for button in (form.back, form.languageSwitch, form.layoutSwitch):
            button.set_scale(sizes.type_scale)
            button.setFixedHeight(sizes.target(116))
        form.back.setFixedWidth(sizes.wide(290))
        whole = sizes.width - 2 * sizes.margin - sizes.gap
        fill = self._offers.first and not sizes.landscape
        form.languageSwitch.setFixedWidth(round(whole * 0.42) if fill else sizes.wide(290))
        form.help.setVisible(not fill)
        of = self.language.of
        high, low = of("Tampilan biasa", "Usual layout"), of("Tampilan rendah", "Lower layout")
        form.layoutSwitch.set_icon("high-layout" if self._low else "low-layout")
        form.layoutSwitch.set_label(high if self._low else low)
        form.layoutSwitch.setFixedWidth(whole - round(whole * 0.42) if fill else sizes.wide(432))
        form.layoutSwitch.setVisible(not sizes.landscape)  # a screen on a desk is within reach from any seat

    def _fill(self, tile: Choice, offer: Offer, digit: str) -> None:
        tile.set_label(offer.name)
        tile.set_second(offer.second)
        tile.set_icon(offer.icon)
        tile.set_reason(offer.reason)
        tile.set_digit(digit if self._digits else "")

    def _chosen(self, number: int) -> None:
        self._offers.tiles[number].chosen()
