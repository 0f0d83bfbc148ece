"""Section *Orang dan peran*: accounts, their start codes, roles, skills and PINs."""

from collections.abc import Coroutine, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from bkpsdm_desktop.domain.indonesian import clock_wib, short_date
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.rights import Right, Role, allowed
from bkpsdm_desktop.domain.text import look_alike
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.counter.pieces import Fact, FactList
from bkpsdm_desktop.screens.models import Column, KeyedTableModel
from bkpsdm_desktop.screens.settings.acts import PeopleActs
from bkpsdm_desktop.screens.settings.areas import scrolled
from bkpsdm_desktop.screens.settings.fields import Field, combo, line_edit
from bkpsdm_desktop.screens.settings.records import NEW, RecordSection
from bkpsdm_desktop.screens.settings.section import Host
from bkpsdm_desktop.screens.settings.skills import SkillsEdit
from bkpsdm_desktop.screens.settings.start_code import CodeCard
from bkpsdm_desktop.screens.settings.tables import ChoiceTable
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.badge import BadgeText
from bkpsdm_desktop.screens.widgets.labels import plain_label, restyle
from bkpsdm_desktop.screens.widgets.panel import Panel
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.accounts import AccountForm, AccountRow, AccountsView, NewCode
from bkpsdm_desktop.services.skills import WARN_DAYS, EndingSkill

_SIDE = {Density.NORMAL: 496, Density.COMPACT1: 476, Density.COMPACT2: 424}
# Role, skills, state.
_WIDTHS = (104, 92, 136)
_NAME_LIMIT, _USERNAME_LIMIT = 250, 32
_ROLES = {
    Role.CLERK: "Memanggil dan melayani di loket.",
    Role.SUPERVISOR: "Mengawasi antrean, dan melayani di loket.",
    Role.ADMINISTRATOR: "Mengatur kantor dan akun; tidak melayani.",
    Role.AUDITOR: "Memeriksa jejak audit dan statistik.",
}
_KEYS = "NPGFDTBH"
_THIN = "\u2009"
_SERVES_NOBODY = "Peran ini tidak memanggil pengunjung."


@dataclass(frozen=True, slots=True)
class _Draft:
    """The form; the username of an account never changes."""

    username: str
    form: AccountForm


@dataclass(frozen=True, slots=True)
class _Line:
    """An account in the list, with what is known of its skills' ends."""

    row: AccountRow
    badge: BadgeText


class PeopleSection(RecordSection[AccountRow, _Draft]):
    """While a start code is asked for or shown, the primary verb belongs to it and nothing is edited."""

    TITLE, ICON = "Orang dan peran", "people"
    kinds = frozenset({Kind.PEOPLE, Kind.OFFICE, Kind.COUNTERS})
    noun = "Orang"

    def __init__(self, acts: PeopleActs, host: Host) -> None:
        self._acts = acts
        self._view: AccountsView | None = None
        self._fresh: NewCode | None = None
        self._printed = False
        self.username = line_edit(limit=_USERNAME_LIMIT, placeholder="contoh: rani.contoh")
        self.name = line_edit(limit=_NAME_LIMIT)
        self.role = combo(tuple((role.value.capitalize(), role) for role in Role))
        self._username = Field("Nama pen&gguna", self.username, hint="Tidak dapat diganti kemudian.")
        self._name = Field("&Nama", self.name)
        self._role = Field("&Peran", self.role)
        self.skills = SkillsEdit(_KEYS)
        self._skills_note = plain_label(size=12, role="muted", wrap=True)
        table = ChoiceTable(
            "Daftar orang",
            KeyedTableModel(_COLUMNS, lambda line: line.row.id),
            (None, *_WIDTHS),
            empty="Belum ada orang. Tekan Ctrl+N.",
            head=True,
            icons=False,
        )
        super().__init__(
            self.TITLE, self.ICON, host, table, (self._username, self._name, self._role), self._build_form()
        )

    def build_more(self) -> None:
        self.table.chosen.disconnect()
        self.table.chosen.connect(lambda line: self.choose(line.row.id))
        self.skills.edited.connect(self._edited)
        self.code_button = self.tool("Kode awal baru", "Alt+D", self.ask_code, icon="key")
        self.active_button = self.tool("Nonaktifkan", "Alt+T", self.toggle_active, icon="forbidden")
        self._build_account()

    def _build_form(self) -> QWidget:
        form = QWidget()
        grid = self._grid = QGridLayout(form)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.addWidget(self._username, 0, 0, 1, 2)
        for column, field in enumerate((self._name, self._role)):
            grid.addWidget(field, 1, column, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(plain_label("Keahlian", weight=600), 2, 0, 1, 2)
        grid.addWidget(self.skills, 3, 0, 1, 2)
        grid.addWidget(self._skills_note, 4, 0, 1, 2)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        return form

    def _build_account(self) -> None:
        self.facts = FactList()
        self.account_panel = Panel("Keadaan", body_margins=False)
        self.account_panel.body.addWidget(scrolled(self.facts))
        self.unlock_button = self.small_tool("Buka kunci", "Alt+B", self.unlock, icon="lock")
        self.pins_button = self.small_tool("Hapus PIN", "Alt+H", self.forget_pins, icon="keypad")
        for button in (self.unlock_button, self.pins_button):
            self.account_panel.add_to_head(button)
        self.side.setStretch(0, 0)
        self.side.addWidget(self.account_panel, 1)
        self.card = CodeCard()
        self.side.addWidget(self.card, 1)

    # --- for RecordSection -----------------------------------------------------------------------

    async def fetch(self) -> Sequence[AccountRow]:
        self._view = await self._acts.view()
        return self._view.accounts

    def _take(self, rows: Sequence[AccountRow]) -> None:
        assert self._view is not None
        self._filling = True
        try:
            self.skills.set_groups(self._view.groups, between=(self.role, self.unlock_button))
        finally:
            self._filling = False
        QWidget.setTabOrder(self.unlock_button, self.pins_button)
        super()._take(rows)
        if self._fresh is not None:
            self.card.show_code(self._fresh)
            self._fresh, self._printed = None, False
            self._show_card()

    def show_rows(self) -> None:
        view = self._view
        ending = {} if view is None else {each.person: each for each in reversed(view.ending)}
        self.table.fill([_Line(row, _badge(row, ending.get(row.id))) for row in self.rows])

    def key_of(self, row: AccountRow) -> Hashable:
        return row.id

    def edit_of(self, row: AccountRow) -> _Draft:
        return _Draft(username=row.username, form=row.form)

    def blank(self) -> _Draft:
        return _Draft(username="", form=AccountForm(name="", role=Role.CLERK, skills=()))

    def fill(self, edit: _Draft, *, new: bool) -> None:
        self._username.setVisible(new)
        for field, text in ((self.username, edit.username), (self.name, edit.form.name)):
            if field.text() != text:
                field.setText(text)
                field.setCursorPosition(0)
        self.role.setCurrentIndex(self.role.findData(edit.form.role))
        self.skills.fill(edit.form.skills, today=self._today)

    def read(self) -> _Draft:
        row = self.chosen_row
        return _Draft(
            username=row.username if row is not None else self.username.text(),
            form=AccountForm(
                name=self.name.text(), role=Role(self.role.currentData()), skills=self.skills.skills
            ),
        )

    async def add(self, edit: _Draft) -> Hashable:
        self._fresh = await self._acts.add(edit.username, edit.form)
        return self._fresh.person

    def put(self, row: AccountRow, edit: _Draft, was: _Draft) -> Coroutine[Any, Any, None]:
        return self._acts.put(row.id, edit.form, was=was.form)

    def called(self, edit: _Draft) -> str:
        return edit.form.name or "Orang baru"

    def form_title(self, edit: _Draft) -> str:
        return f"Akun {edit.username}"

    def show_more(self, edit: _Draft | None) -> None:
        row = self.chosen_row
        self._role.set_hint("" if edit is None else _ROLES[edit.form.role])
        self._name.set_hint(*self._alike(edit))
        serves = edit is not None and allowed(edit.form.role, Right.SERVE)
        self.skills.setEnabled(serves)
        words, state = self._ends(edit) if serves else (_SERVES_NOBODY, State.NEUTRAL)
        self._skills_note.setText(words)
        restyle(self._skills_note, "role", "muted" if state is State.NEUTRAL else state.value)
        self._skills_note.setFont(theme.font(12, 500))  # the style took it away
        self._skills_note.setVisible(bool(words))
        self.facts.set_facts(_facts(row))
        self._show_panels()

    @property
    def _today(self) -> date:
        return business_day(self.host.ticker.now())

    def _alike(self, edit: _Draft | None) -> tuple[str, State]:
        """Another person whose name is taken for this one when it is read (G7)."""
        if edit is None or not edit.form.name.strip():
            return "", State.NEUTRAL
        look = look_alike(edit.form.name)
        same = [
            row.username for row in self.rows if look_alike(row.form.name) == look and row.id != self._chosen
        ]
        return (f"Terbaca sama dengan {', '.join(same)}.", State.WARN) if same else ("", State.NEUTRAL)

    def _ends(self, edit: _Draft | None) -> tuple[str, State]:
        """What is about to end of the shown skills, or already has."""
        if edit is None:
            return "", State.NEUTRAL
        if not edit.form.skills:
            return "Tanpa keahlian tidak ada nomor yang dapat dipanggil.", State.WARN
        lasts = [(skill.expires_on, skill.series) for skill in edit.form.skills if skill.expires_on]
        over = [series for last, series in lasts if last < self._today]
        soon = [(last, series) for last, series in lasts if 0 <= (last - self._today).days <= WARN_DAYS]
        if over:
            return f"{', '.join(over)} sudah berakhir: tidak lagi di daftar panggilnya.", State.BAD
        if soon:
            told = ", ".join(f"{series} {_left((last - self._today).days)}" for last, series in sorted(soon))
            return f"{told}. Pengawas juga diperingatkan.", State.WARN
        return "", State.NEUTRAL

    # --- start codes -----------------------------------------------------------------------------

    def choose(self, key: Hashable) -> None:
        self.card.clear()
        super().choose(key)

    def hideEvent(self, event: QHideEvent) -> None:
        """A code is seen once: who comes back finds it gone."""
        super().hideEvent(event)
        if not self.isVisible() and self.card.busy:
            self.card.clear()
            self._show_card()

    def ask_code(self) -> None:
        """Say what a new start code does; the primary verb makes it."""
        if self.chosen_row is not None:
            self.card.ask(self.chosen_row)
            self._show_card()

    def _show_card(self) -> None:
        self._show_panels()
        self._show_verbs()

    def _show_panels(self) -> None:
        busy = self.card.busy
        self.form_panel.setVisible(not busy)
        self.account_panel.setVisible(not busy and self.chosen_row is not None)

    def save(self) -> None:
        if self.card.asked is not None:
            self._make_code(self.card.asked)
        elif self.card.shown is not None and not self._printed:
            self._print(self.card.shown)
        elif self.card.shown is not None:
            self.discard()
        else:
            super().save()

    def discard(self) -> None:
        if self.card.busy:
            self.card.clear()
            self._show_card()
            self.table.setFocus()
        else:
            super().discard()

    def _make_code(self, row: AccountRow) -> None:
        def made(new: NewCode) -> None:
            self._fresh = new
            self.reload()

        self.host.run(lambda: self._acts.new_code(row), on_done=made, button=self.save_button)

    def _print(self, new: NewCode) -> None:
        def printed(sentence: str) -> None:
            self._printed = True
            self.host.say(sentence, State.OK)
            self._show_verbs()

        self.host.run(lambda: self._acts.print_code(new), on_done=printed, button=self.save_button)

    # --- other acts ------------------------------------------------------------------------------

    def toggle_active(self) -> None:
        """Switch the shown account off, or on again; *Urungkan* takes it back."""
        row = self.chosen_row
        if row is not None:
            self._set_active(row, not row.active)

    def _set_active(self, row: AccountRow, active: bool, *, undoing: bool = False) -> None:
        def done(_: None) -> None:
            fact = f"Akun {row.form.name} {'aktif' if active else 'nonaktif'}."
            if undoing:
                self.host.say(fact, State.OK)
            else:
                closed = f"Loket {row.counter} ditutup." if row.counter and not active else ""
                self.host.offer_undo(fact, closed, lambda: self._set_active(row, not active, undoing=True))
            self.reload()

        self.host.run(
            lambda: self._acts.set_active(row.id, active),
            on_done=done,
            button=None if undoing else self.active_button,
        )

    def unlock(self) -> None:
        """Let the person try again at once."""
        row = self.chosen_row
        if row is not None:
            self._tell(self._acts.unlock, row, f"Kunci akun {row.form.name} dibuka.")

    def forget_pins(self) -> None:
        """Take the person's PINs away at all stations."""
        row = self.chosen_row
        if row is not None:
            words = f"PIN {row.form.name} dihapus. PIN baru dibuat dengan kata sandi."
            self._tell(self._acts.forget_pins, row, words)

    def _tell(self, act: "_OfPerson", row: AccountRow, words: str) -> None:
        def done(_: None) -> None:
            self.host.say(words, State.OK)
            self.reload()

        self.host.run(lambda: act(row.id), on_done=done)

    # --- verbs and measures ----------------------------------------------------------------------

    def _locked(self, row: AccountRow | None) -> bool:
        return row is not None and (row.locked_until is not None or any(pin.locked for pin in row.pins))

    def _show_verbs(self) -> None:
        super()._show_verbs()
        row, busy = self.chosen_row, self.card.busy
        leave = "Batalkan" if self.card.asked is not None else "Tutup kode"
        self.discard_button.set_verb(leave if busy else "Buang perubahan")
        self.active_button.set_verb("Nonaktifkan" if row is None or row.active else "Aktifkan")
        nobody = "" if row is not None else "Pilih orang dahulu."
        draft = "Simpan atau buang perubahannya dahulu." if self._chosen in self._drafts else ""
        closed = "Tutup kode awal dahulu." if busy else nobody
        self.code_button.set_reason(closed or draft)
        self.active_button.set_reason(closed or draft)
        self.unlock_button.set_reason(closed or ("" if self._locked(row) else "Akun ini tidak terkunci."))
        self.pins_button.set_reason(closed or ("" if row and row.pins else "Orang ini tidak punya PIN."))
        self.new_button.set_reason("Tutup kode awal dahulu." if busy else "")
        if busy:
            self._show_code_verbs()

    def _show_code_verbs(self) -> None:
        self.discard_button.set_reason("")
        self.save_button.set_reason("")
        if self.card.asked is not None:
            self.save_button.set_verb("Buat kode awal")
            self.save_button.set_about(self.card.asked.form.name)
        else:
            self.save_button.set_verb("Selesai" if self._printed else "Cetak kode awal")
            self.save_button.set_about(
                "kode hilang dari layar" if self._printed else "di printer tiket PC ini"
            )

    def standing_line(self) -> str:
        if self.card.busy:
            return "Serahkan kode hanya kepada pemilik akun; Anda tidak akan tahu kata sandinya."
        if self._chosen == NEW:
            return "Sesudah ditambahkan, kode awalnya tampil sekali untuk dicetak atau dicatat."
        soon = [each for each in self._view.ending if not each.ended] if self._view else []
        if soon:
            first = soon[0]
            more = f" dan {len(soon) - 1} lainnya" if len(soon) > 1 else ""
            return f"Keahlian {first.group} {first.name} {_left(first.left)}{more}."
        return "Kata sandi hanya diketahui pemiliknya; yang lupa mendapat kode awal baru."

    def set_density(self, density: Density) -> None:
        super().set_density(density)
        self.side_widget.setFixedWidth(_SIDE[density])
        for column, width in enumerate(_WIDTHS, start=1):
            self.table.setColumnWidth(column, width)
        self.table.setColumnHidden(2, density is Density.COMPACT2)  # the form says them too
        self.skills.set_density(density)
        self.account_panel.set_density(density)
        self.facts.set_density(density)
        self.card.set_density(density)


class _OfPerson(Protocol):
    """An act on an account."""

    def __call__(self, person: UUID, /) -> Coroutine[Any, Any, None]: ...


def _left(days: int) -> str:
    return "berakhir hari ini" if days == 0 else f"berakhir {days} hari lagi"


def _badge(row: AccountRow, ending: EndingSkill | None) -> BadgeText:
    """What matters most of an account."""
    if not row.active:
        return BadgeText("Nonaktif", State.NEUTRAL, "forbidden")
    if row.locked_until is not None:
        return BadgeText("Terkunci", State.BAD, "lock")
    if row.start_code is not None:
        return BadgeText("Kode awal", State.WARN, "key")
    if ending is not None:
        if ending.ended:
            return BadgeText(f"{ending.series} berakhir", State.BAD, "clock")
        day = short_date(ending.expires_on).rsplit(" ", 1)[0]
        return BadgeText(f"{ending.series} s.d. {day}", State.WARN, "clock")
    return BadgeText("Aktif", State.OK)


def _facts(row: AccountRow | None) -> list[Fact]:
    """What is known of an account besides its form."""
    if row is None:
        return []
    facts = [Fact(_last_sign_in(row), icon="login")]
    if not row.active:
        facts.append(
            Fact("Nonaktif: tidak dapat masuk di PC mana pun.", icon="forbidden", state=State.NEUTRAL)
        )
    if row.locked_until is not None:
        until = clock_wib(row.locked_until)
        words = f"Terkunci sampai pukul {until} karena kata sandi salah berkali-kali."
        facts.append(Fact(words, icon="lock", state=State.BAD))
    if row.start_code is not None:
        code = row.start_code
        until = f"{short_date(business_day(code.until))} pukul {clock_wib(code.until)}"
        facts.append(Fact(f"Kode awal dari {code.by} berlaku sampai {until}.", icon="key", state=State.WARN))
    if row.counter is not None:
        facts.append(Fact(f"Sedang membuka loket {row.counter}.", icon="counter", state=State.OK))
    if row.pins:
        told = ", ".join(pin.station + (" (terkunci)" if pin.locked else "") for pin in row.pins)
        locked = any(pin.locked for pin in row.pins)
        facts.append(Fact(f"PIN di {told}.", icon="keypad", state=State.WARN if locked else State.INFO))
    return facts


def _last_sign_in(row: AccountRow) -> str:
    at = row.last_sign_in
    if at is None:
        return "Belum pernah masuk."
    return f"Terakhir masuk {short_date(business_day(at))} pukul {clock_wib(at)}."


_COLUMNS = (
    Column[_Line]("Nama", lambda line: line.row.form.name, muted=lambda line: not line.row.active),
    Column[_Line]("Peran", lambda line: line.row.form.role.capitalize()),
    Column[_Line](
        "Keahlian", lambda line: _THIN.join(skill.series for skill in line.row.form.skills), strong=True
    ),
    Column[_Line]("Keadaan", lambda line: line.badge.word, badge=lambda line: line.badge),
)
