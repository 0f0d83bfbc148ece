"""Section *Layar*: room, groups, sizes, languages and voice of each display, and how it will look."""

from collections.abc import Coroutine, Hashable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from bkpsdm_desktop.domain.indonesian import clock_wib
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.domain.legibility import BoardLayout
from bkpsdm_desktop.screens.display.measure import FontMeasure
from bkpsdm_desktop.screens.display.picture import (
    CounterPage,
    Mode,
    Picture,
    Turn,
    counter_pages,
    info_turns,
)
from bkpsdm_desktop.screens.display.words import words_of
from bkpsdm_desktop.screens.models import Column, KeyedTableModel
from bkpsdm_desktop.screens.settings.acts import DisplaySettingsActs
from bkpsdm_desktop.screens.settings.board_preview import BoardPreview, Scene, layout_of, sample
from bkpsdm_desktop.screens.settings.fields import Field, Ticks, check_field, combo, decimal_field
from bkpsdm_desktop.screens.settings.records import RecordSection, put_under
from bkpsdm_desktop.screens.settings.section import Host
from bkpsdm_desktop.screens.settings.segments import Segments
from bkpsdm_desktop.screens.settings.tables import ChoiceTable
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.badge import BadgeText
from bkpsdm_desktop.screens.widgets.labels import plain_label, restyle
from bkpsdm_desktop.screens.widgets.panel import Panel
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.displays import (
    FARTHEST_M,
    LARGEST_INCHES,
    NEAREST_M,
    SMALLEST_INCHES,
    DisplayForm,
    DisplayGroup,
    DisplayRow,
)

_SIDE = {Density.NORMAL: 470, Density.COMPACT1: 458, Density.COMPACT2: 452}
_LANGUAGES = (Language.INDONESIAN, Language.ENGLISH)


class DisplaysSection(RecordSection[DisplayRow, DisplayForm]):
    """A display is there once its PC was set up; what is changed here it follows at once."""

    TITLE, ICON = "Layar", "screen"
    kinds = frozenset({Kind.STATIONS, Kind.OFFICE})
    noun = "Layar"
    makes_new = False

    def __init__(self, acts: DisplaySettingsActs, host: Host) -> None:
        self._acts = acts
        self._groups: tuple[DisplayGroup, ...] = ()
        self._rooms: tuple[str, ...] = ()
        self._shown_form: DisplayForm | None = None
        self.room = combo()
        self.groups = Ticks(3)
        self.inches = decimal_field(SMALLEST_INCHES - 1, LARGEST_INCHES, "inci")
        self.seat = decimal_field(NEAREST_M - 0.5, FARTHEST_M, "m")
        self.seat.setSingleStep(0.5)
        self.english = QCheckBox("Bergantian &bahasa Inggris")
        self.voice = QCheckBox("Boleh &membunyikan panggilan")
        self.where = combo()
        self._room = Field("&Ruang", self.room)
        self._picks = Field("&Kelompok layanan", self.groups)
        self._inches = Field("&Ukuran layar", self.inches)
        self._seat = Field("Kursi &terjauh", self.seat)
        self._english, self._voice = check_field(self.english), check_field(self.voice)
        self._screen = Field("Tampil &di", self.where)
        fields = (
            self._room, self._picks, self._inches, self._seat, self._screen, self._english, self._voice,
        )  # fmt: skip
        table = ChoiceTable(
            "Daftar layar",
            KeyedTableModel(self._columns(), lambda row: row.id),
            (None, None, 136),
            empty="Belum ada layar. Siapkan PC layar dahulu; ia lalu tampil di sini.",
            head=True,
            icons=False,
        )
        super().__init__(self.TITLE, self.ICON, host, table, fields, self._form())

    def _form(self) -> QWidget:
        form = QWidget()
        grid = QGridLayout(form)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.addWidget(self._room, 0, 0)
        grid.addWidget(self._screen, 0, 1)
        grid.addWidget(self._inches, 1, 0)
        grid.addWidget(self._seat, 1, 1)
        grid.addWidget(self._picks, 2, 0, 1, 2)
        grid.addWidget(self._english, 3, 0)
        grid.addWidget(self._voice, 3, 1)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        return form

    def _columns(self) -> tuple[Column[DisplayRow], ...]:
        return (
            Column[DisplayRow]("Layar", lambda row: row.name, strong=True),
            Column[DisplayRow]("Panggilan dari", self._for_whom),
            Column[DisplayRow]("Keadaan", lambda row: _badge(row).word, badge=_badge),
        )

    def _for_whom(self, row: DisplayRow) -> str:
        """Its room, or its groups by their letters, as a display names them."""
        letters = [group.series for group in self._groups if group.code in row.form.groups]
        return f"Kelompok {', '.join(letters)}" if letters else row.form.room

    def build_more(self) -> None:
        """Under the list: there is room for it, and it is seen while the form is filled in."""
        self.preview = BoardPreview("Pratinjau layar")
        self.language = Segments("Bahasa pratinjau", ("Indonesia", "Inggris"))
        self.language.picked.connect(lambda _: self.show_more(self._shown_form))
        self.size_note = plain_label(size=12, role="muted", wrap=True)
        self.preview_panel = Panel("Pratinjau")
        self.preview_panel.add_to_head(self.language)
        self.preview_panel.body.addWidget(self.preview)
        self.preview_panel.body.addWidget(self.size_note)
        self.left = put_under(self.columns, self.list_panel, self.preview_panel)

    # --- for RecordSection -----------------------------------------------------------------------

    async def fetch(self) -> Sequence[DisplayRow]:
        view = await self._acts.view()
        self._groups, self._rooms = view.groups, view.rooms
        return view.displays

    def key_of(self, row: DisplayRow) -> Hashable:
        return row.id

    def edit_of(self, row: DisplayRow) -> DisplayForm:
        return row.form

    def fill(self, edit: DisplayForm, *, new: bool) -> None:
        row = self.chosen_row
        self._offer_rooms(edit.room)
        self._offer_screens(edit.screen, row)
        self.groups.set_choices([(group.code, f"{group.series} {group.name}") for group in self._groups])
        self.groups.tick(frozenset(edit.groups))
        own_inches, own_seat = (row.own_inches, row.own_seat_m) if row else (None, None)
        self.inches.setSpecialValueText(_as_set_up(own_inches, "inci"))
        self.seat.setSpecialValueText(_as_set_up(own_seat, "m"))
        self.inches.setValue(edit.inches or self.inches.minimum())
        self.seat.setValue(edit.seat_m or self.seat.minimum())
        self.english.setChecked(edit.english)
        self.voice.setChecked(edit.voice)

    def _offer_rooms(self, present: str) -> None:
        self.room.clear()
        for room in dict.fromkeys((present, *self._rooms)):
            self.room.addItem(room, room)
        self.room.setCurrentIndex(self.room.findData(present))

    def _offer_screens(self, present: str, row: DisplayRow | None) -> None:
        self.where.clear()
        self.where.addItem("Layar terakhir PC", "")
        for seen in row.screens if row else ():
            self.where.addItem(f"{seen.name} ({seen.width} × {seen.height})", seen.name)
        if self.where.findData(present) < 0:
            self.where.addItem(f"{present} (tidak terpasang)", present)
        self.where.setCurrentIndex(self.where.findData(present))

    def read(self) -> DisplayForm:
        inches, seat = self.inches.value(), self.seat.value()
        return DisplayForm(
            room=self.room.currentData() or "",
            groups=tuple(sorted(str(code) for code in self.groups.ticked)),
            inches=inches if inches >= SMALLEST_INCHES else None,
            seat_m=seat if seat >= NEAREST_M else None,
            english=self.english.isChecked(),
            voice=self.voice.isChecked(),
            screen=self.where.currentData() or "",
        )

    def put(self, row: DisplayRow, edit: DisplayForm, was: DisplayForm) -> Coroutine[Any, Any, None]:
        return self._acts.put(row.id, edit, was=was)

    def called(self, edit: DisplayForm) -> str:
        row = self.chosen_row
        return row.name if row is not None else "Layar"

    def show_more(self, edit: DisplayForm | None) -> None:
        row = self.chosen_row
        self._shown_form = edit
        self.language.setVisible(edit is not None and edit.english)
        if edit is None or row is None:
            self.preview.show_scene(None, layout_of(None))
            self.size_note.setText("")
            return
        if not edit.english:
            self.language.pick(0)
        self._picks.set_hint("" if edit.groups else "Tanpa pilihan: semua panggilan di ruang ini.")
        layout = layout_of(replace(row, form=edit))
        self.preview.show_scene(self._scene(edit, layout), layout)
        words, state = size_words(layout)
        self.size_note.setText(words)
        restyle(self.size_note, "role", state.value if state is not State.NEUTRAL else "muted")

    def _scene(self, edit: DisplayForm, layout: BoardLayout) -> Scene:
        language = _LANGUAGES[self.language.place]
        words = words_of(language)
        picture = Picture(mode=Mode.CALLS, language=language, rows_title=words.earlier)
        turn = Turn("people", words.many_wait[0].format(count=12), words.many_wait[1])
        now = self.host.ticker.now()

        def counters_fit(page: CounterPage) -> bool:
            return FontMeasure().counters_fit(page, layout, language)

        shown = info_turns([turn], fits=lambda each: FontMeasure().turn_fits(each, layout))[0]
        return Scene(
            picture=sample(picture, layout),
            counters=counter_pages((1, 2, 3), (4,), fits=counters_fit)[0],
            turn=shown,
            clock=language.clock_wib(now),
            date=language.short_date(business_day(now)),
        )

    def standing_line(self) -> str:
        row = self.chosen_row
        if row is None:
            return "Layar tampil di sini setelah PC-nya disiapkan."
        if row.up:
            return f"{row.name} menyala di PC {row.machine}; perubahan tampil di sana segera."
        if row.seen_at is None:
            return f"{row.name} belum pernah menyala. Setelan berlaku begitu PC-nya dinyalakan."
        return f"{row.name} mati sejak {clock_wib(row.seen_at)}. Setelan berlaku begitu menyala lagi."

    def set_density(self, density: Density) -> None:
        super().set_density(density)
        self.side_widget.setFixedWidth(_SIDE[density])
        self.preview_panel.set_density(density)
        self.left.setSpacing(density.px.gap)


def size_words(layout: BoardLayout) -> tuple[str, State]:
    """What the sizes mean for who sits farthest, and whether the called number reaches them."""
    if not layout.number_reaches:
        return "Nomor yang dipanggil terlalu kecil untuk kursi terjauh. Pakai layar lebih besar.", State.BAD
    rows = f"Daftar memuat {layout.rows} panggilan sebelumnya."
    if layout.far:
        return f"{rows} Kursi jauh: kalimat tampil lebih pendek, bergantian.", State.WARN
    return f"{rows} Semua huruf terbaca dari kursi terjauh.", State.NEUTRAL


def _as_set_up(own: float | None, unit: str) -> str:
    if own is None:
        return "menurut PC"
    number = f"{own:.1f}".removesuffix(".0").replace(".", ",")
    return f"menurut PC: {number} {unit}"


def _badge(row: DisplayRow) -> BadgeText:
    if row.up:
        return BadgeText("Menyala", State.OK)
    if row.seen_at is None:
        return BadgeText("Belum pernah", State.NEUTRAL, "screen")
    return BadgeText("Mati", State.WARN)
