"""Section *Jam buka*: the ordinary week, special periods such as Ramadan, and the days that come of them."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.hours import (
    BASIS_LIMIT,
    CLOSED_WEEK,
    DAYS,
    DayShown,
    HoursPlan,
    Period,
    Week,
    check_plan,
    coming,
    read_day,
    write_day,
)
from bkpsdm_desktop.domain.indonesian import day_name, short_date
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.screens.counter.pieces import Mark, RowsTable
from bkpsdm_desktop.screens.models import Column, KeyedTableModel
from bkpsdm_desktop.screens.settings.acts import HoursActs
from bkpsdm_desktop.screens.settings.fields import Field, date_field, line_edit, on_edit, read_date, show_date
from bkpsdm_desktop.screens.settings.section import Host, Section
from bkpsdm_desktop.screens.settings.tables import ChoiceTable
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.labels import plain_label
from bkpsdm_desktop.screens.widgets.panel import Panel
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.hours import HoursView

_DAYS_AHEAD = 14
_NEW_PERIOD_DAYS = 29
_LABELS = ("&Senin", "S&elasa", "&Rabu", "&Kamis", "&Jumat", "S&abtu", "&Minggu")
_SIDE = {Density.NORMAL: (204, 330), Density.COMPACT1: (188, 322), Density.COMPACT2: (166, 322)}


@dataclass(slots=True)
class _Typed:
    """A week as it stands in the fields, right or wrong. ``first`` is empty for the ordinary one."""

    days: list[str]
    basis: str = ""
    first: date | None = None
    last: date | None = None
    wrong: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, week: Week, basis: str, first: date | None = None, last: date | None = None) -> "_Typed":
        return cls([write_day(day) for day in week], basis, first, last)

    def week(self) -> Week:
        """What the fields mean; raises ``Refused`` for the first wrong day, and notes all of them."""
        self.wrong = {}
        read = []
        for place, text in enumerate(self.days):
            try:
                read.append(read_day(text, name=DAYS[place]))
            except Refused as refused:
                self.wrong[place] = refused.sentence
                read.append(())
        if self.wrong:
            raise Refused(next(iter(self.wrong.values())))
        return tuple(read)


@dataclass(frozen=True, slots=True)
class _WeekShown:
    """A line of the list at the left."""

    place: int
    words: str
    icon: str
    dirty: bool


class HoursSection(Section):
    """The plan is edited whole: nothing counts before *Simpan jam buka*."""

    TITLE, ICON = "Jam buka", "clock"
    kinds = frozenset({Kind.OFFICE})

    def __init__(self, acts: HoursActs, host: Host) -> None:
        super().__init__(self.TITLE, self.ICON, host)
        self._acts = acts
        self._view: HoursView | None = None
        self._typed: list[_Typed] = [_Typed.of(CLOSED_WEEK, "")]
        self._place = 0
        self._filling = False
        self.save_button = self.set_primary("Simpan jam buka", self.save)
        self.discard_button = self.tool("Buang perubahan", "Alt+F", self.discard, right=True, danger=True)
        self._build()
        self.refresh_verbs(discard=self.discard_button)

    # --- parts -----------------------------------------------------------------------------------

    def _build(self) -> None:
        self.weeks = ChoiceTable(
            "Jam dan masa", KeyedTableModel(_WEEK_COLUMNS, lambda row: row.place), (None,)
        )
        self.weeks.chosen.connect(lambda row: self._choose(row.place))
        self._list = Panel("Jam", body_margins=False)
        self.add_button = self.small_tool("Baru", "Ins", self.add_period, icon="plus")
        self._list.add_to_head(self.add_button)
        self._list.body.addWidget(self.weeks)
        self._form = Panel("Jam biasa")
        self.remove_button = self.small_tool("Hapus masa", "Alt+H", self.remove_period, icon="trash")
        self._form.add_to_head(self.remove_button)
        self._build_form()
        self.preview = RowsTable(
            "14 hari ke depan",
            KeyedTableModel(_PREVIEW_COLUMNS, lambda row: row.day),
            (106, None),
            empty="Perbaiki isian dahulu.",
            head=False,
        )
        self.preview.set_marks(1, _mark)
        self._ahead = Panel("14 hari ke depan", body_margins=False)
        self._ahead.body.addWidget(self.preview)
        self._columns = QHBoxLayout(self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.addWidget(self._list)
        self._columns.addWidget(self._form, 1)
        self._columns.addWidget(self._ahead)

    def _build_form(self) -> None:
        self.first, self.last = date_field(), date_field()
        self._span = QWidget()
        span = QHBoxLayout(self._span)
        span.setContentsMargins(0, 0, 0, 0)
        span.setSpacing(12)
        self._first, self._last = Field("M&ulai", self.first), Field("Sampai &tanggal", self.last)
        span.addWidget(self._first, 1)
        span.addWidget(self._last, 1)
        self.basis = line_edit(limit=BASIS_LIMIT)
        self._basis = Field("&Dasar", self.basis)
        self._form.body.addWidget(self._span)
        self._form.body.addWidget(self._basis)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        self.days: list[QLineEdit] = []
        self._fields: list[Field] = []
        for place, words in enumerate(_LABELS):
            self.days.append(line_edit(placeholder="tutup"))
            self._fields.append(Field(words, self.days[-1]))
            grid.addWidget(self._fields[-1].label, place, 0)
            grid.addWidget(self._fields[-1], place, 1)
            self.days[-1].editingFinished.connect(lambda place=place: self._tidy(place))
        self._form.body.addLayout(grid)
        hint = "Beberapa rentang dipisahkan koma: 08.00–12.00, 13.00–15.00. Kosong berarti tutup."
        self._form.body.addWidget(plain_label(hint, size=12, role="muted", wrap=True))
        self._form.body.addStretch(1)
        for part in (self.first, self.last, self.basis, *self.days):
            on_edit(part, self._edited)

    def set_density(self, density: Density) -> None:
        super().set_density(density)
        self._columns.setSpacing(density.px.gap)
        left, right = _SIDE[density]
        self._list.setFixedWidth(left)
        self._ahead.setFixedWidth(right)
        for panel in (self._list, self._form, self._ahead):
            panel.set_density(density)
        for part in (self._first, self._last, self._basis, *self._fields):
            part.set_density(density)
        self.weeks.set_density(density)
        self.preview.setColumnWidth(0, 102 if density is Density.COMPACT2 else 106)
        self.preview.set_density(density)

    def first_widget(self) -> QWidget:
        return self.days[0]

    # --- reading ---------------------------------------------------------------------------------

    @property
    def dirty(self) -> bool:
        return self._view is not None and self._texts(self._typed) != self._texts(_typed_of(self._view.plan))

    @staticmethod
    def _texts(typed: list[_Typed]) -> list[tuple[object, ...]]:
        return [(tuple(each.days), each.basis, each.first, each.last) for each in typed]

    def reload(self) -> None:
        self.host.run(self._acts.view, on_done=self._take)

    def _take(self, view: HoursView) -> None:
        if self.dirty:
            return
        self._view = view
        self._typed = _typed_of(view.plan)
        self._place = min(self._place, len(self._typed) - 1)
        self._show()

    def standing_line(self) -> str:
        if self.dirty:
            return "Perubahan belum berlaku sebelum disimpan. Yang tampil di kanan adalah akibatnya."
        return "Jam buka menentukan kapan mesin antrean memberi nomor."

    # --- showing ---------------------------------------------------------------------------------

    def _show(self) -> None:
        self._show_weeks()
        self._fill()
        self._show_preview()
        self.refresh_verbs(discard=self.discard_button)

    def _show_weeks(self) -> None:
        saved = self._texts(_typed_of(self._view.plan)) if self._view else []
        rows = []
        for place, (typed, texts) in enumerate(zip(self._typed, self._texts(self._typed), strict=True)):
            words = "Jam biasa" if typed.first is None else _span_words(typed)
            rows.append(_WeekShown(place, words, "calendar" if typed.first else "clock", texts not in saved))
        self.weeks.fill(rows)
        self.weeks.choose(self._place)

    def _fill(self) -> None:
        typed = self._typed[self._place]
        self._filling = True
        try:
            special = typed.first is not None
            self._form.set_title("Masa khusus" if special else "Jam biasa")
            self._span.setVisible(special)
            self.remove_button.setVisible(special)
            self._basis.label.setText("Nama dan &dasar" if special else "&Dasar")
            self.basis.setAccessibleName(self._basis.label.text().replace("&", ""))
            if typed.first and typed.last:
                show_date(self.first, typed.first)
                show_date(self.last, typed.last)
            if self.basis.text() != typed.basis:
                self.basis.setText(typed.basis)
            for part, text in zip(self.days, typed.days, strict=True):
                if part.text() != text:
                    part.setText(text)
        finally:
            self._filling = False
        self._mark_wrong()

    def _mark_wrong(self) -> None:
        typed = self._typed[self._place]
        for place, part in enumerate(self._fields):
            if place in typed.wrong:
                part.complain(typed.wrong[place])
            else:
                part.calm()

    def _show_preview(self) -> None:
        if self._view is None:
            return
        try:
            plan = self._plan()
        except Refused:
            self._ahead.set_note("perlu diperbaiki")
            self.preview_rows = ()
        else:
            self._ahead.set_note("belum disimpan" if self.dirty else "")
            holidays = dict(self._view.holidays)
            self.preview_rows = tuple(coming(plan, holidays, first=self._view.today, days=_DAYS_AHEAD))
        self.preview.model().set_rows(self.preview_rows)  # type: ignore[attr-defined]

    preview_rows: tuple[DayShown, ...] = ()

    # --- editing ---------------------------------------------------------------------------------

    def _choose(self, place: int) -> None:
        self._place = place
        self._fill()

    def _edited(self) -> None:
        if self._filling:
            return
        typed = self._typed[self._place]
        typed.days = [part.text() for part in self.days]
        typed.basis = self.basis.text()
        if typed.first is not None:
            typed.first, typed.last = read_date(self.first), read_date(self.last)
        typed.wrong = {
            place: words for place, words in typed.wrong.items() if not self.days[place].hasFocus()
        }
        self._mark_wrong()
        self._show_weeks()
        self._show_preview()
        self.refresh_verbs(discard=self.discard_button)

    def _tidy(self, place: int) -> None:
        """A field that is left is written as it was understood, or says what is wrong."""
        typed = self._typed[self._place]
        try:
            words = write_day(read_day(self.days[place].text(), name=DAYS[place]))
        except Refused as refused:
            typed.wrong[place] = refused.sentence
            self._mark_wrong()
            return
        typed.wrong.pop(place, None)
        if words != self.days[place].text():
            self.days[place].setText(words)
        self._mark_wrong()

    def add_period(self) -> None:
        """A further period, a week ahead, with the hours of the ordinary week to start from."""
        if self._view is None:
            return
        first = max(
            [self._view.today + timedelta(days=7)]
            + [typed.last + timedelta(days=1) for typed in self._typed if typed.last]
        )
        made = _Typed(list(self._typed[0].days), "", first, first + timedelta(days=_NEW_PERIOD_DAYS))
        self._typed.append(made)
        self._place = len(self._typed) - 1
        self._show()
        self.basis.setFocus()

    def remove_period(self) -> None:
        """Take the shown period out of the draft; *Urungkan* puts it back."""
        if self._place == 0:
            return
        gone, place = self._typed.pop(self._place), self._place
        self._place = 0
        self._show()

        def put_back() -> None:
            self._typed.insert(min(place, len(self._typed)), gone)
            self._place = self._typed.index(gone)
            self._show()

        self.host.offer_undo("Masa khusus dihapus dari draf.", _span_words(gone), put_back)

    def discard(self) -> None:
        """Back to what is saved; *Urungkan* brings the draft back."""
        if self._view is None:
            return
        before = self._typed
        self._typed, self._place = _typed_of(self._view.plan), 0
        self._show()

        def bring_back() -> None:
            self._typed = before
            self._show()

        self.host.offer_undo("Perubahan jam buka dibuang.", "", bring_back)
        self.reload()

    # --- saving ----------------------------------------------------------------------------------

    def _plan(self) -> HoursPlan:
        """The plan that the draft means; raises ``Refused``."""
        ordinary = self._typed[0]
        periods = []
        for typed in self._typed[1:]:
            assert typed.first is not None
            assert typed.last is not None
            periods.append(Period(first=typed.first, last=typed.last, week=typed.week(), basis=typed.basis))
        return check_plan(HoursPlan(week=ordinary.week(), basis=ordinary.basis, periods=tuple(periods)))

    def save(self) -> None:
        """Let the draft count from now on."""
        if self._view is None or not self.dirty:
            return
        try:
            plan = self._plan()
        except Refused as refused:
            wrong = next((place for place, typed in enumerate(self._typed) if typed.wrong), self._place)
            self._place = wrong
            self._show()
            self.host.refuse(refused.sentence)
            return
        self._put(plan, self._view.plan)

    def _put(self, plan: HoursPlan, was: HoursPlan, *, undoing: bool = False) -> None:
        def saved(_: None) -> None:
            assert self._view is not None
            self._view = replace(self._view, plan=plan)
            self._typed = _typed_of(plan)
            self._place = min(self._place, len(self._typed) - 1)
            self._show()
            if undoing:
                self.host.say("Jam buka dikembalikan.", State.OK)
            else:
                self.host.offer_undo(
                    "Jam buka disimpan.",
                    "Berlaku mulai sekarang.",
                    lambda: self._put(was, plan, undoing=True),
                )

        self.host.run(
            lambda: self._acts.put(plan, was=was), on_done=saved, button=None if undoing else self.save_button
        )


def _typed_of(plan: HoursPlan) -> list[_Typed]:
    return [
        _Typed.of(plan.week, plan.basis),
        *(_Typed.of(each.week, each.basis, each.first, each.last) for each in plan.periods),
    ]


def _span_words(typed: _Typed) -> str:
    assert typed.first is not None
    assert typed.last is not None
    return f"{short_date(typed.first).rsplit(' ', 1)[0]} – {short_date(typed.last)}"


def _hours_words(shown: DayShown) -> str:
    if shown.holiday:
        return f"Libur: {shown.holiday}"
    return write_day(shown.stretches) or "tutup"


def _mark(shown: DayShown) -> Mark | None:
    if shown.holiday:
        return Mark("calendar", State.BAD, strong=False)
    return Mark("moon", State.INFO, strong=False) if shown.special and shown.stretches else None


_WEEK_COLUMNS = (Column[_WeekShown]("Minggu kerja", lambda row: row.words),)
_PREVIEW_COLUMNS = (
    Column[DayShown]("Hari", lambda row: f"{day_name(row.day)[:3]} {short_date(row.day).rsplit(' ', 1)[0]}"),
    Column[DayShown]("Jam", _hours_words, muted=lambda row: not row.stretches),
)
