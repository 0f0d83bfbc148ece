"""Section *Printer*: where each ticket printer is, who prints there, and whether it does."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from bkpsdm_desktop.domain import indonesian
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.printer_address import FIRST_USB, Link, address_of, typed
from bkpsdm_desktop.screens.models import Column, KeyedTableModel
from bkpsdm_desktop.screens.settings.acts import PrinterActs
from bkpsdm_desktop.screens.settings.fields import Field, Ticks, combo, line_edit
from bkpsdm_desktop.screens.settings.records import NEW, RecordSection
from bkpsdm_desktop.screens.settings.section import Host
from bkpsdm_desktop.screens.settings.tables import ChoiceTable
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.ticker import Cancel
from bkpsdm_desktop.screens.widgets.badge import Badge, BadgeText
from bkpsdm_desktop.screens.widgets.labels import plain_label
from bkpsdm_desktop.screens.widgets.panel import Panel
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.printer_settings import (
    NAME_LIMIT,
    WIDTHS,
    PrinterEdit,
    PrinterLine,
    PrintingStation,
)
from bkpsdm_desktop.services.rows import PrintState

_SIDE = {Density.NORMAL: 384, Density.COMPACT1: 356, Density.COMPACT2: 320}
_LINKS = {Link.NETWORK: "Jaringan", Link.USB: "USB", Link.FOLDER: "Folder berkas"}
_LABELS = {
    Link.NETWORK: "A&lamat printer",
    Link.USB: "P&erangkat printer",
    Link.FOLDER: "Fo&lder berkas",
}
_HINTS = {
    Link.NETWORK: "Nama atau alamat IP. Tanpa :porta berarti :9100.",
    Link.USB: "Akun di PC itu harus anggota grup lp.",
    Link.FOLDER: "Tiap slip menjadi satu berkas di folder ini.",
}
_EVERYWHERE = "Jaringan kantor"
_LOOK_MS = 1000
_WATCHED = timedelta(seconds=150)  # a slip that is two minutes late is given up by then


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """An edit as it is typed: the address is in its parts, and may not be right yet."""

    name: str
    link: Link
    text: str
    width: int
    station: UUID | None
    users: frozenset[UUID]

    def edit(self) -> PrinterEdit:
        """Raises ``Refused`` while the address is not right."""
        return PrinterEdit(
            name=self.name,
            address=address_of(self.link, self.text),
            width=self.width,
            station=self.station,
            users=tuple(sorted(self.users)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """A printer with the words that need the other rows and the time."""

    line: PrinterLine
    users: str
    badge: BadgeText
    told: str
    """What became of its newest print."""


class PrintersSection(RecordSection[_Shown, _Draft]):
    """The test slip goes the way of every slip: what becomes of it is what becomes of tickets."""

    TITLE, ICON = "Printer", "printer"
    kinds = frozenset({Kind.OFFICE, Kind.PRINTING})
    noun = "Printer"

    def __init__(self, acts: PrinterActs, host: Host) -> None:
        self._acts = acts
        self._stations: tuple[PrintingStation, ...] = ()
        self._texts = dict.fromkeys(Link, "") | {Link.USB: FIRST_USB}
        self._link = Link.NETWORK
        self._backs: dict[tuple[UUID, _Draft], tuple[tuple[UUID, UUID], ...]] = {}
        self._places: tuple[UUID | None, ...] = (None,)  # the keys behind the words of ``place``
        self._watching: Cancel | None = None
        self._watched: tuple[UUID, datetime] | None = None
        self.name = line_edit(limit=NAME_LIMIT)
        self.link = combo(tuple((word, link) for link, word in _LINKS.items()))
        self.paper = combo(tuple((word, width) for width, word in WIDTHS.items()))
        self.address = line_edit()
        self.place = combo()
        self.users = Ticks(4)
        self._name = Field("&Nama printer", self.name)
        self._kind = Field("Sa&mbungan", self.link)
        self._paper = Field("&Kertas", self.paper)
        self._address = Field(_LABELS[Link.NETWORK], self.address, hint=_HINTS[Link.NETWORK])
        self._place = Field("&Terpasang di", self.place)
        self._users = Field("&Dipakai oleh", self.users, keep=True)
        self.link.currentIndexChanged.connect(lambda _: self._on_link())
        fields = (self._name, self._kind, self._paper, self._address, self._place, self._users)
        table = ChoiceTable(
            "Daftar printer",
            KeyedTableModel(_COLUMNS, lambda row: row.line.id),
            (None, 150, 60, 110, 146),
            empty="Belum ada printer. Tekan Ctrl+N.",
            head=True,
            icons=False,
        )
        super().__init__(self.TITLE, self.ICON, host, table, fields, self._form())

    def build_more(self) -> None:
        self.test_button = self.tool("Cetak uji", "Alt+C", self.print_test, icon="printer")
        self.remove_button = self.tool("Hapus printer", "Alt+H", self.remove, right=True, danger=True)
        self.result = Panel("Cetakan terakhir")
        self.result_badge = Badge()
        self.result_words = plain_label(size=13, role="muted", wrap=True)
        self.result.add_to_head(self.result_badge)
        self.result_words.setMinimumHeight(2 * self.result_words.fontMetrics().lineSpacing())
        self.result_words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.result.body.addWidget(self.result_words)
        self.side.addWidget(self.result)

    def _form(self) -> QWidget:
        form = QWidget()
        grid = QGridLayout(form)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self._name, 0, 0, 1, 2)
        grid.addWidget(self._kind, 1, 0, top)
        grid.addWidget(self._paper, 1, 1, top)
        grid.addWidget(self._address, 2, 0, 1, 2)
        grid.addWidget(self._place, 3, 0, 1, 2)
        grid.addWidget(self._users, 4, 0, 1, 2)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        return form

    # --- for RecordSection -----------------------------------------------------------------------

    async def fetch(self) -> Sequence[_Shown]:
        board = await self._acts.board()
        now = self.host.ticker.now()
        self._stations = board.stations
        names = {row.id: row.name for row in board.stations}
        return [
            _Shown(
                line=line,
                users=_users([names.get(user, "") for user in line.users]),
                badge=_badge(line, now),
                told=_told(line, names, now),
            )
            for line in board.printers
        ]

    def key_of(self, row: _Shown) -> Hashable:
        return row.line.id

    def edit_of(self, row: _Shown) -> _Draft:
        line = row.line
        link, text = typed(line.address)
        return _Draft(
            name=line.name,
            link=link,
            text=text,
            width=line.width,
            station=line.station,
            users=frozenset(line.users),
        )

    def blank(self) -> _Draft:
        return _Draft(name="", link=Link.NETWORK, text="", width=576, station=None, users=frozenset())

    def fill(self, edit: _Draft, *, new: bool) -> None:
        self._show_stations()
        self._texts = dict.fromkeys(Link, "") | {Link.USB: FIRST_USB, edit.link: edit.text}
        self._link = edit.link
        self.link.setCurrentIndex(self.link.findData(edit.link))
        for field, text in ((self.name, edit.name), (self.address, edit.text)):
            if field.text() != text:
                field.setText(text)
        self.paper.setCurrentIndex(self.paper.findData(edit.width))
        self.place.setCurrentIndex(self._places.index(edit.station) if edit.station in self._places else -1)
        self.users.tick(edit.users)

    def _show_stations(self) -> None:
        """The stations that there are now, in the choice and the ticks; what is chosen stays."""
        wanted = [_EVERYWHERE, *(f"PC {row.name}" for row in self._stations)]
        if wanted != [self.place.itemText(n) for n in range(self.place.count())]:
            self.place.clear()
            self.place.addItems(wanted)
        self._places = (None, *(row.id for row in self._stations))
        self.users.set_choices([(row.id, row.name) for row in self._stations])

    def read(self) -> _Draft:
        at = self.place.currentIndex()
        return _Draft(
            name=self.name.text(),
            link=self._link,
            text=self.address.text(),
            width=self.paper.currentData(),
            station=self._places[at] if at >= 0 else None,  # none: a station that prints no longer
            users=frozenset(key for key in self.users.ticked if isinstance(key, UUID)),
        )

    async def add(self, edit: _Draft) -> Hashable:
        return await self._acts.add(edit.edit())

    async def put(self, row: _Shown, edit: _Draft, was: _Draft) -> None:
        printer = row.line.id
        used = {each.id: each.printer for each in self._stations}
        drawn = tuple((user, used[user]) for user in edit.users - was.users if used.get(user) is not None)
        back = self._backs.pop((printer, edit), ())
        await self._acts.put(printer, edit.edit(), was=was.edit(), back=back)
        # Taking this back asks for ``was`` again: then those drawn here go where they were.
        self._backs[printer, was] = tuple((user, former) for user, former in drawn if former is not None)

    def called(self, edit: _Draft) -> str:
        return edit.name.strip() or "Printer baru"

    def show_more(self, edit: _Draft | None) -> None:
        row = self.chosen_row
        self.result.setVisible(row is not None)
        if edit is None:
            return
        self._address.label.setText(_LABELS[edit.link])
        self.address.setAccessibleName(edit.link.field)
        self.address.setPlaceholderText(edit.link.example)
        self._address.set_hint(_HINTS[edit.link])
        self._users.set_hint(*self._movers(edit))
        if row is not None:
            self.result_badge.set_badge(row.badge.word, row.badge.state, row.badge.icon)
            self.result_words.setText(row.told)

    def _movers(self, edit: _Draft) -> tuple[str, State]:
        """Which stations would leave another printer."""
        names = {row.line.id: row.line.name for row in self.rows}
        here = self._chosen
        moving = [
            f"{each.name} pindah dari {names[each.printer]}."
            for each in self._stations
            if each.id in edit.users and each.printer in names and each.printer != here
        ]
        return (
            (" ".join(moving), State.WARN)
            if moving
            else ("Slip dari stasiun ini keluar di sini.", State.NEUTRAL)
        )

    def standing_line(self) -> str:
        if self._chosen == NEW:
            return "Simpan printer dahulu, lalu cetak uji."
        return "Cetak uji menempuh jalan yang sama dengan slip pengunjung."

    # --- kind of address -------------------------------------------------------------------------

    def _on_link(self) -> None:
        """Each kind keeps what was typed for it."""
        if self._filling:
            return
        link = Link(self.link.currentData())
        self._texts[self._link] = self.address.text()
        self._link = link
        self.address.setText(self._texts[link])

    # --- testing and removing --------------------------------------------------------------------

    def print_test(self) -> None:
        """Queue a test slip, and look each second what became of it."""
        row = self.chosen_row
        if row is None:
            return
        printer, now = row.line.id, self.host.ticker.now()

        def queued(_: None) -> None:
            self.host.say(f"Cetak uji dikirim ke {row.line.name}.", State.INFO)
            self._watch(printer, now)

        self.host.run(lambda: self._acts.test(printer), on_done=queued, button=self.test_button)

    @property
    def watching(self) -> bool:
        """Whether a test slip is still on its way."""
        return self._watching is not None

    def _watch(self, printer: UUID, since: datetime) -> None:
        self._stop_watching()
        self._watched = (printer, since)
        self._watching = self.host.ticker.every(_LOOK_MS, self._look)
        self.reload()

    def _look(self) -> None:
        assert self._watched is not None
        printer, since = self._watched
        row = next((each for each in self.rows if each.line.id == printer), None)
        last = row.line.last if row is not None else None
        over = self.host.ticker.now() - since > _WATCHED
        if over or last is None or last.state in (PrintState.PRINTED, PrintState.SENT, PrintState.ATTENTION):
            self._stop_watching()
        else:
            self.reload()

    def _stop_watching(self) -> None:
        if self._watching is not None:
            self._watching()
        self._watching = self._watched = None

    def remove(self) -> None:
        """Take the printer out of use; *Urungkan* brings it back with its stations."""
        row = self.chosen_row
        if row is None:
            return
        printer, was = row.line.id, row.line.edit

        def bring_back() -> None:
            self.host.run(
                lambda: self._acts.restore(printer, was),
                on_done=lambda _: self._brought_back(printer, was.name),
            )

        def removed(_: None) -> None:
            self._drafts.pop(printer, None)
            self._bases.pop(printer, None)
            self.host.offer_undo(f"{was.name} dihapus.", "", bring_back)
            self.reload()

        self.host.run(lambda: self._acts.remove(printer, was=was), on_done=removed, button=self.remove_button)

    def _brought_back(self, printer: UUID, name: str) -> None:
        self._chosen = printer
        self.host.say(f"{name} dikembalikan.", State.OK)
        self.reload()

    # --- verbs and measures ----------------------------------------------------------------------

    def _show_verbs(self) -> None:
        nobody = "" if self.chosen_row is not None else "Pilih printer dahulu."
        unsaved = "Simpan perubahan dahulu." if self._chosen in self._drafts else ""
        self.test_button.set_reason(unsaved or nobody)
        self.remove_button.set_reason(nobody)
        super()._show_verbs()

    def set_density(self, density: Density) -> None:
        super().set_density(density)
        self.side_widget.setFixedWidth(_SIDE[density])
        self.result.set_density(density)


def _users(names: Sequence[str]) -> str:
    """One by its name, more by their number: the form has the names."""
    return names[0] if len(names) == 1 else f"{len(names)} stasiun" if names else ""


def _when(at: datetime, now: datetime) -> str:
    """``09.41`` today, else ``23 Nov 2026``."""
    day = business_day(at)
    return indonesian.clock(at) if day == business_day(now) else indonesian.short_date(day)


def _badge(line: PrinterLine, now: datetime) -> BadgeText:
    last = line.last
    if last is not None and (last.state is PrintState.ATTENTION or (line.open_jobs and last.note)):
        return BadgeText("Perlu dilihat", State.WARN)
    if not line.up:
        return BadgeText("PC mati", State.WARN)
    if last is None:
        return BadgeText("Belum dicoba", State.NEUTRAL)
    if last.state in (PrintState.WAITING, PrintState.PRINTING):
        return BadgeText("Mencetak", State.INFO, "printer")
    when = _when(last.at, now)
    if last.state is PrintState.PRINTED:
        return BadgeText(f"Tercetak {when}", State.OK)
    return BadgeText(f"Terkirim {when}", State.INFO)


def _told(line: PrinterLine, names: dict[UUID, str], now: datetime) -> str:
    """What became of the newest print, and what to do when that was nothing."""
    last = line.last
    if last is None:
        if line.up or line.station is None:
            return "Printer ini belum pernah mencetak. Tekan Alt+C untuk mencoba."
        return f"{names.get(line.station, 'PC-nya')} tidak menyala. Nyalakan untuk mencetak di sini."
    when = f"pukul {indonesian.clock_wib(last.at)}"
    if business_day(last.at) != business_day(now):
        when = f"{indonesian.short_date(business_day(last.at))} {when}"
    match last.state:
        case PrintState.PRINTED:
            return f"{last.title}: tercetak {when}."
        case PrintState.SENT:
            rest = last.note or "Printer ini tidak dapat melapor: lihat apakah kertas keluar."
            return f"{last.title}: terkirim {when}. {rest}"
        case PrintState.PRINTING:
            return f"{last.title}: sedang dicetak."
        case _:
            return f"{last.title}: {last.note or 'menunggu printer.'}"


def _place(row: _Shown) -> str:
    link, text = typed(row.line.address)
    return f"{_LINKS[link].split()[0]} · {text}"


_COLUMNS = (
    Column[_Shown]("Printer", lambda row: row.line.name, strong=True),
    Column[_Shown]("Sambungan", _place),
    Column[_Shown]("Kertas", lambda row: WIDTHS.get(row.line.width, "?")),
    Column[_Shown]("Dipakai oleh", lambda row: row.users or "belum dipakai", muted=lambda row: not row.users),
    Column[_Shown]("Keadaan", lambda row: row.badge.word, badge=lambda row: row.badge),
)
