"""Section *Area informasi*: notices of words and pictures in their order, and how displays will show them."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QGridLayout, QWidget

from bkpsdm_desktop.domain.indonesian import short_date
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.legibility import BoardLayout
from bkpsdm_desktop.domain.notices import LINE_LIMIT, NoticeForm, NoticePicture, lines_of
from bkpsdm_desktop.screens.display.measure import FontMeasure
from bkpsdm_desktop.screens.display.picture import CounterPage, Mode, Picture, Turn, info_turns
from bkpsdm_desktop.screens.models import Column, KeyedTableModel
from bkpsdm_desktop.screens.settings.acts import NoticeActs
from bkpsdm_desktop.screens.settings.board_preview import BoardPreview, Scene, layout_of
from bkpsdm_desktop.screens.settings.fields import Field, combo, date_field, line_edit, read_date, show_date
from bkpsdm_desktop.screens.settings.records import NEW, RecordSection, put_under
from bkpsdm_desktop.screens.settings.section import Host
from bkpsdm_desktop.screens.settings.segments import Segments
from bkpsdm_desktop.screens.settings.tables import ChoiceTable
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.badge import BadgeText
from bkpsdm_desktop.screens.widgets.labels import plain_label, restyle
from bkpsdm_desktop.screens.widgets.panel import Panel
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.displays import DisplayRow
from bkpsdm_desktop.services.notices import NoticeRow, NoticeState

_SIDE = {Density.NORMAL: 470, Density.COMPACT1: 440, Density.COMPACT2: 326}
_WIDTHS = {
    Density.NORMAL: (104, 108, 130),
    Density.COMPACT1: (96, 104, 124),
    Density.COMPACT2: (86, 100, 118),
}
_EVERY_ROOM = "Semua ruang"
_SHOWN_DAYS = timedelta(days=7)
_MOST = 3
_EMPTY_SCENE = Scene(picture=Picture(mode=Mode.CALLS), counters=CounterPage((), ()), turn=None)
_BADGES = {
    NoticeState.SHOWN: BadgeText("Tampil", State.OK),
    NoticeState.COMING: BadgeText("Akan tampil", State.INFO, "clock"),
    NoticeState.ENDED: BadgeText("Berakhir", State.NEUTRAL, "close"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A notice as it is written. ``picture`` is a new one, ``None`` leaves what is there."""

    form: NoticeForm
    has_picture: bool = False
    picture: NoticePicture | None = None


class NoticesSection(RecordSection[NoticeRow, _Draft]):
    """Words are measured with the display on which they have the least room."""

    TITLE, ICON = "Area informasi", "megaphone"
    kinds = frozenset({Kind.OFFICE, Kind.STATIONS})
    noun = "Informasi"

    def __init__(self, acts: NoticeActs, host: Host) -> None:
        self._acts = acts
        self._rooms: tuple[str, ...] = ()
        self._displays: tuple[DisplayRow, ...] = ()
        self._pictures: dict[UUID, bytes] = {}
        self._before: dict[UUID, bytes | None] = {}  # of replaced pictures, for *Urungkan*
        self._picked: NoticePicture | None = None
        self._pictured = False
        self._shown: _Draft | None = None
        self.first, self.second = line_edit(limit=LINE_LIMIT), line_edit(limit=LINE_LIMIT)
        self.first_en, self.second_en = line_edit(limit=LINE_LIMIT), line_edit(limit=LINE_LIMIT)
        self.room = combo()
        self.first_day, self.last_day = date_field(), date_field()
        self._first = Field("&Teks", self.first)
        self._second = Field("Baris &kedua", self.second)
        self._first_en = Field("Teks In&ggris", self.first_en)
        self._second_en = Field("Baris kedua Inggri&s", self.second_en)
        self._room = Field("&Ruang", self.room)
        self._from = Field("Hari &pertama", self.first_day)
        self._to = Field("Hari t&erakhir", self.last_day)
        fields = (
            self._first, self._second, self._first_en, self._second_en, self._from, self._to, self._room,
        )  # fmt: skip
        table = ChoiceTable(
            "Daftar informasi",
            KeyedTableModel(_COLUMNS, lambda row: row.id),
            (None, *_WIDTHS[Density.NORMAL]),
            empty="Belum ada informasi. Tekan Ctrl+N untuk teks, Ctrl+O untuk gambar.",
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
        for place, field in enumerate((self._first, self._second, self._first_en, self._second_en)):
            grid.addWidget(field, place, 0, 1, 2)
        grid.addWidget(self._from, 4, 0)
        grid.addWidget(self._to, 4, 1)
        grid.addWidget(self._room, 5, 0, 1, 2)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        return form

    def build_more(self) -> None:
        self._build_verbs()
        self._build_preview()

    def _build_verbs(self) -> None:
        self.remove_button = self.small_tool("Hapus", "Alt+H", self.remove, icon="trash")
        self.form_panel.add_to_head(self.remove_button)
        self.picture_button = self.tool("Pilih gambar", "Ctrl+O", self.ask_file, icon="upload")
        self.up_button = self.small_tool("Naik", "Alt+Up", lambda: self.shift(-1), icon="arrow-up")
        self.down_button = self.small_tool("Turun", "Alt+Down", lambda: self.shift(1), icon="arrow-down")
        for button in (self.up_button, self.down_button):
            self.list_panel.add_to_head(button)
        self.list_panel.set_title("Informasi")  # beside three buttons there is room for one word

    def _build_preview(self) -> None:
        self.previews = tuple(
            BoardPreview(f"Pratinjau giliran {number}", info_only=True) for number in range(1, _MOST + 1)
        )
        self.language = Segments("Bahasa pratinjau", ("Indonesia", "Inggris"))
        self.language.picked.connect(lambda _: self.show_more(self._shown))
        self.fit_note = plain_label(size=12, role="muted", wrap=True)
        self.preview_panel = Panel("Di layar")
        self.preview_panel.add_to_head(self.language)
        for preview in self.previews:
            self.preview_panel.body.addWidget(preview)
        self.preview_panel.body.addWidget(self.fit_note)
        self.left = put_under(self.columns, self.list_panel, self.preview_panel)

    # --- for RecordSection -----------------------------------------------------------------------

    async def fetch(self) -> Sequence[NoticeRow]:
        view = await self._acts.view()
        self._displays = (await self._acts.displays()).displays
        self._rooms = view.rooms
        for row in view.notices:
            if row.has_picture and len(self._pictures.get(row.id, b"")) != row.picture_bytes:
                content = await self._acts.picture(row.id)
                if content is not None:
                    self._pictures[row.id] = content
        return view.notices

    def key_of(self, row: NoticeRow) -> Hashable:
        return row.id

    def edit_of(self, row: NoticeRow) -> _Draft:
        return _Draft(form=row.form, has_picture=row.has_picture)

    def blank(self) -> _Draft:
        today = business_day(self.host.ticker.now())
        form = NoticeForm(words="", first_day=today, last_day=today + _SHOWN_DAYS)
        return _Draft(form=form, has_picture=self._picked is not None, picture=self._picked)

    def fill(self, edit: _Draft, *, new: bool) -> None:
        self._picked, self._pictured = edit.picture, edit.has_picture
        first, second = lines_of(edit.form.words)
        first_en, second_en = lines_of(edit.form.words_en)
        for field, text in (
            (self.first, first), (self.second, second),
            (self.first_en, first_en), (self.second_en, second_en),
        ):  # fmt: skip
            if field.text() != text:
                field.setText(text)
                field.setCursorPosition(0)
        name = "Nama &gambar" if edit.has_picture else "&Teks"
        self._first.label.setText(name)
        self.first.setAccessibleName(name.replace("&", ""))
        self._first.set_hint("Hanya tampil di daftar ini." if edit.has_picture else "")
        for part in (self._second, self._first_en, self._second_en):
            part.setVisible(not edit.has_picture)
        self._offer_rooms(edit.form.room)
        show_date(self.first_day, edit.form.first_day)
        show_date(self.last_day, edit.form.last_day)
        self.remove_button.setVisible(not new)

    def _offer_rooms(self, present: str) -> None:
        self.room.clear()
        self.room.addItem(_EVERY_ROOM, "")
        for room in dict.fromkeys((*self._rooms, present)):
            if room:
                self.room.addItem(room, room)
        self.room.setCurrentIndex(self.room.findData(present))

    def read(self) -> _Draft:
        pictured = self._pictured
        form = NoticeForm(
            words=_joined(self.first.text(), "" if pictured else self.second.text()),
            words_en="" if pictured else _joined(self.first_en.text(), self.second_en.text()),
            room=self.room.currentData() or "",
            first_day=read_date(self.first_day),
            last_day=read_date(self.last_day),
        )
        return _Draft(form=form, has_picture=pictured, picture=self._picked)

    async def add(self, edit: _Draft) -> Hashable:
        notice = await self._acts.add(edit.form, edit.picture)
        if edit.picture is not None:
            self._pictures[notice] = edit.picture
        return notice

    async def put(self, row: NoticeRow, edit: _Draft, was: _Draft) -> None:
        picture = edit.picture
        if picture is not None:
            self._before[row.id] = self._pictures.get(row.id)
        elif was.picture is not None:  # taken back: the picture that was there before
            content = self._before.pop(row.id, None)
            picture = None if content is None else NoticePicture(content)
        await self._acts.change(row.id, edit.form, was=was.form, picture=picture)
        if picture is not None:
            self._pictures[row.id] = picture

    def called(self, edit: _Draft) -> str:
        first, _ = lines_of(edit.form.words)
        name = first if len(first) <= 40 else f"{first[:39].rstrip()}…"
        return f"“{name}”" if name else "Informasi baru"

    def form_title(self, edit: _Draft) -> str:
        return "Gambar" if edit.has_picture else "Teks"

    # --- how it will look ------------------------------------------------------------------------

    def show_more(self, edit: _Draft | None) -> None:
        self._shown = edit
        two = edit is not None and bool(edit.form.words_en)
        self.language.setVisible(two)
        if not two:
            self.language.pick(0)
        if edit is None:
            self._show_scenes((), layout_of(None))
            self._note("", State.NEUTRAL)
        elif edit.has_picture:
            self._show_picture(edit)
        else:
            self._show_words(edit)

    def _show_picture(self, edit: _Draft) -> None:
        content = edit.picture
        row = self.chosen_row
        shown = content if content is not None else self._pictures.get(row.id) if row is not None else None
        image = QImage.fromData(shown) if shown is not None else QImage()
        self._show_scenes((replace(_EMPTY_SCENE, turn=Turn("", "", ""), image=image),), layout_of(None))
        if image.isNull():
            self._note("Gambar ini tidak dapat ditampilkan. Pilih gambar lain dengan Ctrl+O.", State.BAD)
            return
        size = f"Gambar {image.width()} × {image.height()} titik."
        if image.width() < 3 * image.height():
            advice = "Bidangnya lebar: gambar 7 banding 1, misalnya 1680 × 240, terlihat paling besar."
            self._note(f"{size} {advice}", State.WARN)
        else:
            self._note(size, State.NEUTRAL)

    def _show_words(self, edit: _Draft) -> None:
        words = edit.form.words_en if self.language.place else edit.form.words
        worst, layout = self._worst(edit.form)
        turns = _turns(words, layout)
        self._show_scenes([replace(_EMPTY_SCENE, turn=turn if words else None) for turn in turns], layout)
        where = f" di {worst.name}" if worst is not None else ""
        self._note(*_how_it_fits(words, turns, layout, where))

    def _show_scenes(self, scenes: Sequence[Scene], layout: BoardLayout) -> None:
        """One below the other; the first place is always there, so that nothing jumps while one types."""
        for place, preview in enumerate(self.previews):
            preview.setVisible(place < max(1, len(scenes)))
            preview.show_scene(scenes[place] if place < len(scenes) else None, layout)

    def _worst(self, form: NoticeForm) -> tuple[DisplayRow | None, BoardLayout]:
        """The display that shows this notice and has the least room for words."""
        rows = [row for row in self._displays if not form.room or row.form.room == form.room]
        pairs = [(row, layout_of(row)) for row in rows]
        return max(pairs, key=lambda pair: pair[1].text, default=(None, layout_of(None)))

    def _note(self, words: str, state: State) -> None:
        self.fit_note.setText(words)
        restyle(self.fit_note, "role", "muted" if state is State.NEUTRAL else state.value)

    # --- pictures --------------------------------------------------------------------------------

    def ask_file(self) -> None:
        """Let the person choose a picture; nothing waits for it."""
        dialog = QFileDialog(self, "Pilih gambar", "", "Gambar (*.png *.jpg *.jpeg)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.look_at)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def look_at(self, path: str) -> None:
        """Check a file, and put it into the shown picture or a new one."""
        self.host.run(
            lambda: self._acts.read_picture(path), on_done=self._take_picture, button=self.picture_button
        )

    def _take_picture(self, picture: NoticePicture) -> None:
        if not self._pictured or self._shown is None:
            self._picked = picture
            self._drafts.pop(NEW, None)
            self.begin_new()
            return
        self._picked = picture
        self._edited()

    # --- order and removing ----------------------------------------------------------------------

    def shift(self, by: int) -> None:
        """Change places with the notice before or after."""
        row = self.chosen_row
        if row is None:
            return
        place = self.rows.index(row) + by
        self.host.run(lambda: self._acts.move(row.id, place), on_done=lambda _: self.reload())

    def remove(self) -> None:
        """Take the shown notice away; *Urungkan* puts it back to its place while its days last."""
        row = self.chosen_row
        if row is None:
            return
        place, edit = self.rows.index(row), self.edit_of(row)

        def removed(_: None) -> None:
            self._drafts.pop(row.id, None)
            self._bases.pop(row.id, None)
            if row.state is NoticeState.ENDED:
                self.host.say(f"{self.called(edit)} dihapus.", State.OK)
            else:
                self.host.offer_undo(f"{self.called(edit)} dihapus.", "", lambda: self._put_back(row, place))
            self.reload()

        self.host.run(lambda: self._acts.remove(row.id), on_done=removed, button=self.remove_button)

    def _put_back(self, row: NoticeRow, place: int) -> None:
        content = self._pictures.get(row.id) if row.has_picture else None

        async def back() -> UUID:
            notice = await self._acts.add(row.form, NoticePicture(content) if content is not None else None)
            await self._acts.move(notice, place)
            return notice

        def done(notice: UUID) -> None:
            self._chosen = notice
            self.reload()

        self.host.run(back, on_done=done)

    # --- verbs -----------------------------------------------------------------------------------

    def _show_verbs(self) -> None:
        super()._show_verbs()
        self.picture_button.set_verb("Ganti gambar" if self._pictured and self._shown else "Gambar baru")
        row = self.chosen_row
        place = self.rows.index(row) if row is not None else 0
        last = len(self.rows) - 1
        nothing = "Pilih satu informasi dalam daftar." if row is None else ""
        self.up_button.set_reason(nothing or ("" if place else "Sudah paling atas."))
        self.down_button.set_reason(nothing or ("" if place < last else "Sudah paling bawah."))

    def standing_line(self) -> str:
        if not self.rows:
            return "Informasi tampil bergantian di bagian bawah layar."
        return "Tampil bergantian menurut urutan ini; hilang sendiri setelah hari terakhir."

    def set_density(self, density: Density) -> None:
        super().set_density(density)
        self.side_widget.setFixedWidth(_SIDE[density])
        self.preview_panel.set_density(density)
        self.left.setSpacing(density.px.gap)
        for column, width in enumerate(_WIDTHS[density], start=1):
            self.table.setColumnWidth(column, width)


def _joined(first: str, second: str) -> str:
    return "\n".join(line for line in (first, second) if line.strip())


def _turns(words: str, layout: BoardLayout) -> tuple[Turn, ...]:
    """The turns that a display makes of a notice."""
    turn = Turn("megaphone", *lines_of(words))
    return info_turns([turn], fits=lambda each: FontMeasure().turn_fits(each, layout))


def _how_it_fits(words: str, turns: Sequence[Turn], layout: BoardLayout, where: str) -> tuple[str, State]:
    if not words:
        return "Tulis satu atau dua baris. Baris pertama tampil tebal.", State.NEUTRAL
    cut = [turn.title for turn in turns if not FontMeasure().turn_fits(turn, layout)]
    if cut:
        return f"“{cut[0][:30]}” terpotong{where}: katanya terlalu panjang. Pisahkan dengan spasi.", State.BAD
    if len(turns) > 1:
        return f"Tampil dalam {len(turns)} giliran{where}, 12 detik tiap giliran.", State.WARN
    return f"Tampil utuh dalam satu giliran{where}.", State.NEUTRAL


def _days(row: NoticeRow) -> str:
    return short_date(row.form.last_day)


def _name(row: NoticeRow) -> str:
    return " · ".join(line for line in lines_of(row.form.words) if line)


_COLUMNS = (
    Column[NoticeRow]("Informasi", _name, muted=lambda row: row.state is NoticeState.ENDED),
    Column[NoticeRow]("Ruang", lambda row: row.form.room or "semua", muted=lambda row: True),
    Column[NoticeRow]("Terakhir", _days),
    Column[NoticeRow]("Keadaan", lambda row: _BADGES[row.state].word, badge=lambda row: _BADGES[row.state]),
)
