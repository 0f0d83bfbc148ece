"""The page *Janji*: the booked visits of a day, what is free, and the form for a new one."""

from collections.abc import Callable, Coroutine
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QStackedWidget

from bkpsdm_desktop.domain.indonesian import clock, long_date
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.numbers import spell_code
from bkpsdm_desktop.screens.bookings.acts import BookingActs
from bkpsdm_desktop.screens.bookings.form import BookingForm
from bkpsdm_desktop.screens.bookings.slots import SlotsPanel
from bkpsdm_desktop.screens.models import Column, KeyedTableModel
from bkpsdm_desktop.screens.settings.fields import date_field, read_date, show_date
from bkpsdm_desktop.screens.settings.tables import ChoiceTable
from bkpsdm_desktop.screens.staff.frame import Around, StaffPage
from bkpsdm_desktop.screens.staff.pages import Page
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.badge import BadgeText
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, PrimaryButton, Size
from bkpsdm_desktop.screens.widgets.buttons import Kind as ButtonKind
from bkpsdm_desktop.screens.widgets.labels import plain_label
from bkpsdm_desktop.screens.widgets.panel import Panel
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.bookings import Booked, BookedDay, BookingRow, BookingState

Result = TypeVar("Result")
_SIDE = {Density.NORMAL: 330, Density.COMPACT1: 324, Density.COMPACT2: 270}
_WIDTHS = {
    Density.NORMAL: (62, None, None, 130, 150, 138),
    Density.COMPACT1: (58, None, None, 128, 146, 134),
    Density.COMPACT2: (66, None, None, 122, 144, 130),
}
_CHOOSE = "Pilih satu janji dalam daftar."
_FORM_FIRST = "Simpan atau tutup formulir dahulu."
_MISSING = "Lengkapi layanan, jam, dan nama."
_CLOSED = "Kantor tutup. Pilih hari lain."


def state_badge(row: BookingRow) -> BadgeText:
    """What became of a visit, for its table."""
    match row.state:
        case BookingState.ARRIVED:
            return BadgeText(f"Datang {row.label}", State.OK)
        case BookingState.LATE:
            return BadgeText("Terlambat", State.WARN)
        case BookingState.CANCELLED:
            return BadgeText("Batal", State.NEUTRAL, "close")
        case BookingState.MISSED:
            return BadgeText("Tidak datang", State.BAD)
        case _:
            return BadgeText("Belum datang", State.INFO, "clock")


class BookingsPage(StaffPage):
    """Shows one day; ``acts`` is what the person may do."""

    kinds = frozenset({Kind.BOOKINGS, Kind.OFFICE})  # tickets change nothing here but by a check-in

    def __init__(self, acts: BookingActs, around: Around) -> None:
        super().__init__(Page.BOOKINGS, around)
        self._acts = acts
        self._day = self._now()
        self._shown: BookedDay | None = None
        self._minute = self.ticker.now().replace(second=0, microsecond=0)
        self._new: UUID | None = None  # a visit that was just written down is chosen when it is there
        self._undo: Callable[[], None] = lambda: None
        self.table = ChoiceTable(
            "Janji hari ini",
            KeyedTableModel(_COLUMNS, lambda row: row.id),
            _WIDTHS[Density.NORMAL],
            empty="Belum ada janji pada hari ini.",
            head=True,
            icons=False,
        )
        self.slots, self.form = SlotsPanel(), BookingForm()
        self.header.set_station("Kunjungan berjanji", Page.BOOKINGS.icon)
        self._build()
        self._build_bar()
        self.slot.undo.undone.connect(self._take_back)
        self.apply_density(self.density)
        self._refresh_verbs()

    # --- parts -----------------------------------------------------------------------------------

    def _build(self) -> None:
        self._top = QHBoxLayout()
        self.before = self._button("Sebelumnya", "Alt+Left", lambda: self._step(-1))
        self.after = self._button("Berikutnya", "Alt+Right", lambda: self._step(1))
        self.today = self._button("Hari ini", "Alt+H", lambda: self.show_day(self._now()))
        self.leave_button = KeyButton("Keluar", size=Size.TOOL, icon="logout")
        self.leave_button.clicked.connect(self.sign_out_wanted)
        self.date = date_field()
        self.date.setAccessibleName("Hari")
        self.date.setFixedWidth(160)
        self.title = plain_label(size=18, weight=600)
        show_date(self.date, self._day)
        self.date.dateChanged.connect(lambda _: self.show_day(read_date(self.date)))
        for part in (self.before, self.date, self.after, self.today):
            self._top.addWidget(part)
        self._top.addSpacing(6)
        self._top.addWidget(self.title)
        self._top.addStretch(1)
        self._top.addWidget(self.leave_button)
        self._list = Panel("Janji", body_margins=False)
        self._list.body.addWidget(self.table)
        self._side = QStackedWidget()
        self._side.addWidget(self.slots)
        self._side.addWidget(self.form)
        self._columns = QHBoxLayout()
        self._columns.addWidget(self._list, 1)
        self._columns.addWidget(self._side)
        self.content.addLayout(self._top)
        self.content.addLayout(self._columns, 1)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._refresh_verbs())
        self.form.edited.connect(self._refresh_verbs)

    def _build_bar(self) -> None:
        self.primary = PrimaryButton("Janji baru")
        self._new_action = self._key("Ins", "Janji baru")
        self._save_action = self._key("Ctrl+Return", "Simpan janji")
        self._primary_action = self._new_action
        self.primary.bind(self._new_action)
        self.primary.clicked.connect(self._primary)
        self.move_button = self._verb("Pindahkan", "F6", self._move)
        self.print_button = self._verb("Cetak bukti janji", "F10", self._print)
        self.cancel_button = self._verb("Batalkan janji", "Del", self._cancel, danger=True)
        self.close_button = self._verb("Tutup formulir", "Esc", self._close_form)
        self.primary.refused.connect(self.say)
        self.bar.addWidget(self.primary)
        self.bar.addWidget(self.move_button)
        self.bar.addWidget(self.print_button)
        self.bar.addStretch(1)
        self.bar.addWidget(self.close_button)
        self.bar.addWidget(self.cancel_button)
        self.status.add_key("Alt+Right", "Hari lain")

    def _key(self, keys: str, words: str) -> QAction:
        action = QAction(words, self)
        action.setShortcut(QKeySequence(keys))
        self.addAction(action)
        return action

    def _button(self, words: str, keys: str, act: Callable[[], None]) -> KeyButton:
        button = KeyButton(words, size=Size.TOOL)
        button.bind(self._key(keys, words))
        button.clicked.connect(act)
        return button

    def _verb(self, words: str, keys: str, act: Callable[[], None], *, danger: bool = False) -> KeyButton:
        button = KeyButton(words, kind=ButtonKind.DANGER if danger else ButtonKind.PLAIN)
        # Escape is heard by the page itself: it closes a refusal first.
        action = QAction(words, button) if keys == "Esc" else self._key(keys, words)
        action.setShortcut(QKeySequence(keys))
        button.bind(action)
        button.clicked.connect(act)
        button.refused.connect(self.say)
        return button

    def set_density(self, density: Density) -> None:
        gap = density.px.gap
        self.content.setSpacing(gap)
        self._top.setSpacing(6)
        self._columns.setSpacing(gap)
        self._side.setFixedWidth(_SIDE[density])
        self.date.setFixedHeight(34)
        for panel in (self._list, self.slots, self.form):
            panel.set_density(density)
        self.table.set_density(density)
        for place, width in enumerate(_WIDTHS[density]):
            if width is not None:
                self.table.setColumnWidth(place, width)
        for button in (
            self.primary, self.move_button, self.print_button, self.cancel_button, self.close_button,
            self.before, self.after, self.today, self.leave_button,
        ):  # fmt: skip
            button.set_density(density)

    # --- the day ---------------------------------------------------------------------------------

    @property
    def day(self) -> date:
        """The day that is shown."""
        return self._day

    def show_day(self, day: date) -> None:
        """Show another day; a form that is open keeps what was typed."""
        if day == self._day:
            return
        self._day = day
        show_date(self.date, day)
        self._refresh_verbs()
        self.reload()

    def _now(self) -> date:
        return business_day(self.ticker.now())

    def _step(self, by: int) -> None:
        self.show_day(self._day + timedelta(days=by))

    def tick(self) -> None:
        """With each minute somebody may be late, or a time may be over."""
        minute = self.ticker.now().replace(second=0, microsecond=0)
        due, self._minute = minute != self._minute, minute
        if due and self.linked and self.isVisible():
            self.reload()

    def reload(self) -> None:
        day = self._day
        self.keeper.run(
            lambda: self._acts.day(day),
            on_done=self._got_day,
            on_refused=self.refuse,
            on_failed=self.tell_fault,
        )

    def _got_day(self, shown: BookedDay) -> None:
        if shown.day != self._day:
            return
        before, self._shown = self._shown, shown
        self.title.setText(long_date(shown.day))
        self.table.rows.set_rows(shown.bookings)
        if self._new is not None:
            self.table.choose(self._new)
            self._new = None
        if self.table.current is None and shown.bookings:
            self.table.choose(_first(shown.bookings).id)
        self._list.set_note(summary(shown.bookings))
        self.slots.show_day(shown)
        if self.writing:
            self.form.show_day(shown)
        if before is None or (before.day, before.closed) != (shown.day, shown.closed):
            self.status.set_message(self.standing_line())
        self._refresh_verbs()

    def standing_line(self) -> str:
        if self._shown is not None and self._shown.closed:
            return self._shown.closed
        return "Pengunjung melapor di mesin antrean dengan kode janjinya."

    # --- verbs -----------------------------------------------------------------------------------

    @property
    def writing(self) -> bool:
        """Whether the form is open."""
        return self._side.currentWidget() is self.form

    def _refresh_verbs(self) -> None:
        row = self.table.current
        self.primary.set_verb("Simpan janji" if self.writing else "Janji baru")
        self._bind_primary(self._save_action if self.writing else self._new_action)
        self.primary.set_about(self._about())
        self.primary.set_reason(self._why_not_primary())
        closed = _FORM_FIRST if self.writing else _why_not(row)
        for button in (self.move_button, self.print_button, self.cancel_button):
            button.set_reason(closed)
        self.close_button.setVisible(self.writing)

    def _bind_primary(self, action: QAction) -> None:
        """The key of the one act that comes next; the other key does nothing then."""
        if action is not self._primary_action:
            self._primary_action = action
            self.primary.bind(action)

    def _about(self) -> str:
        if not self.writing:
            return long_date(self._day)
        entry = self.form.entry
        at = f"Pukul {clock(entry.starts_at)} WIB" if entry.starts_at else ""
        return " · ".join(part for part in (at, entry.name.strip()) if part)

    def _why_not_primary(self) -> str:
        if self._shown is None or self._shown.day != self._day:
            return "Memuat…"  # the slots on the screen are those of another day
        if not self.writing:
            return _CLOSED if self._shown.closed else ""
        entry = self.form.entry
        return "" if entry.service and entry.starts_at and entry.name.strip() else _MISSING

    def _primary(self) -> None:
        if self.writing:
            self._save()
        elif self._shown is not None:
            self._open_form(None)

    def _open_form(self, moving: BookingRow | None) -> None:
        assert self._shown is not None
        self.form.begin(self._shown, moving)
        self._side.setCurrentWidget(self.form)
        (self.form.slot if moving else self.form.service).setFocus()
        self._refresh_verbs()

    def _close_form(self) -> None:
        self._side.setCurrentWidget(self.slots)
        self.table.setFocus()
        self._refresh_verbs()

    def _save(self) -> None:
        entry, moving = self.form.entry, self.form.moving
        service, starts_at = entry.service, entry.starts_at
        if service is None or starts_at is None:
            return
        if moving is not None:
            self._rebook(moving, service, starts_at)
            return
        self._do(
            lambda: self._acts.book(
                service=service,
                starts_at=starts_at,
                name=entry.name,
                contact=entry.contact,
                note=entry.note,
            ),
            self._booked,
            self.primary,
        )

    def _booked(self, booked: Booked) -> None:
        self._close_form()
        self._offer_undo(
            f"Janji pukul {clock(booked.starts_at)} WIB disimpan, kode {spell_code(booked.code)}.",
            booked.warning,
            lambda: self._acts.cancel(booked.id),
        )
        self._new = booked.id
        self.reload()

    def _rebook(self, row: BookingRow, service: UUID, starts_at: datetime) -> None:
        def moved(_: None) -> None:
            self._close_form()
            self._offer_undo(
                f"Janji {row.name} dipindahkan ke pukul {clock(starts_at)} WIB.",
                "",
                lambda: self._acts.rebook(row.id, service=row.service_id, starts_at=row.starts_at),
            )
            self.reload()

        act = self._acts.rebook
        self._do(lambda: act(row.id, service=service, starts_at=starts_at), moved, self.primary)

    def _move(self) -> None:
        row = self.table.current
        if row is not None and self._shown is not None:
            self._open_form(row)

    def _print(self) -> None:
        row = self.table.current
        if row is None:
            return
        said = f"Bukti janji {row.name} dikirim ke printer."
        self._do(lambda: self._acts.print_slip(row.id), lambda _: self.say(said, State.OK), self.print_button)

    def _cancel(self) -> None:
        row = self.table.current
        if row is None:
            return

        def cancelled(_: None) -> None:
            self._offer_undo(f"Janji {row.name} dibatalkan.", "", lambda: self._acts.restore(row.id))
            self.reload()

        self._do(lambda: self._acts.cancel(row.id), cancelled, self.cancel_button)

    def _do(
        self,
        work: Callable[[], Coroutine[Any, Any, Result]],
        done: Callable[[Result], None],
        button: QAbstractButton | None = None,
    ) -> None:
        def succeeded(result: Result) -> None:
            self.slot.clear_refusal()
            done(result)

        self.keeper.run(
            work, on_done=succeeded, on_refused=self._refused, on_failed=self.tell_fault, button=button
        )

    def _refused(self, sentence: str) -> None:
        self.refuse(sentence)
        if self.writing:
            self.form.complain(sentence)
        self.reload()

    def _offer_undo(self, fact: str, detail: str, undo: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._undo = lambda: self._do(undo, lambda _: self.reload())
        self.slot.undo.show_act(fact, detail)
        self.say(f"{fact} {detail}".strip(), State.WARN if detail else State.OK)

    def _take_back(self) -> None:
        undo, self._undo = self._undo, lambda: None
        undo()

    def escape(self) -> bool:
        if super().escape():
            return True
        writing = self.writing
        if writing:
            self._close_form()
        return writing


def _why_not(row: BookingRow | None) -> str:
    """Why a visit can't be moved, printed or cancelled."""
    if row is None:
        return _CHOOSE
    if row.state is BookingState.CANCELLED:
        return "Janji ini sudah dibatalkan."
    if row.state is BookingState.ARRIVED:
        return f"Pengunjung sudah datang dengan nomor {row.label}."
    return "Hari janji ini sudah lewat." if row.state is BookingState.MISSED else ""


def _first(rows: tuple[BookingRow, ...]) -> BookingRow:
    """Who is looked for first: the next one who is still to come."""
    coming = (row for row in rows if row.state in (BookingState.EXPECTED, BookingState.LATE))
    return next(coming, rows[0])


def summary(rows: tuple[BookingRow, ...]) -> str:
    """``12 janji · 3 datang · 1 batal``: a cancelled visit is none of the first figure."""
    cancelled = sum(row.state is BookingState.CANCELLED for row in rows)
    came = sum(row.state is BookingState.ARRIVED for row in rows)
    parts = [f"{len(rows) - cancelled} janji", f"{came} datang"]
    if cancelled:
        parts.append(f"{cancelled} batal")
    return " · ".join(parts)


def _gone(row: BookingRow) -> bool:
    return row.state is BookingState.CANCELLED


_COLUMNS = (
    Column[BookingRow]("Jam", lambda row: clock(row.starts_at), strong=True, muted=_gone),
    Column[BookingRow]("Nama", lambda row: row.name, muted=_gone),
    Column[BookingRow]("Layanan", lambda row: row.service, muted=_gone),
    Column[BookingRow]("Kontak", lambda row: row.contact, muted=_gone),
    Column[BookingRow]("Kode", lambda row: spell_code(row.code), muted=_gone),
    Column[BookingRow]("Keadaan", lambda row: state_badge(row).word, badge=state_badge),
)
