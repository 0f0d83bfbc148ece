"""Section *Layanan*: the list, the form with its draft, and what comes of it at the right."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import time, timedelta
from uuid import UUID

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bkpsdm_desktop.domain.differences import differences
from bkpsdm_desktop.domain.indonesian import clock_wib, long_date
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.standard import Standard
from bkpsdm_desktop.screens.models import Column, KeyedTableModel
from bkpsdm_desktop.screens.settings.acts import ServiceActs
from bkpsdm_desktop.screens.settings.fields import line_edit
from bkpsdm_desktop.screens.settings.section import Host, Section
from bkpsdm_desktop.screens.settings.service_form import ServiceForm
from bkpsdm_desktop.screens.settings.service_preview import SLIP, Changes, Preview, ValidFrom
from bkpsdm_desktop.screens.settings.tables import ChoiceTable
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.panel import Panel
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.catalogue import Catalogue, ServiceDetail, VersionRow

_SAVE_AFTER_MS = 800
_START = time(7, 30)
_CENTRAL = "Layanan diatur kantor pusat; kirim usulan perbaikan."
_SIDE = {Density.NORMAL: (256, 282), Density.COMPACT1: (232, 268), Density.COMPACT2: (189, 232)}


@dataclass(frozen=True, slots=True)
class _LineShown:
    """A service in the list, with its letter and whether it has a draft."""

    id: UUID
    letter: str
    name: str
    dirty: bool
    active: bool


class ServicesSection(Section):
    """What is typed is a draft, kept by itself; it counts when it is published and its time has come."""

    TITLE, ICON = "Layanan", "list"
    kinds = frozenset({Kind.OFFICE})

    def __init__(self, acts: ServiceActs, host: Host) -> None:
        super().__init__(self.TITLE, self.ICON, host)
        self._acts = acts
        self._catalogue: Catalogue | None = None
        self._detail: ServiceDetail | None = None
        self._chosen: UUID | None = None
        self._new = False
        self._unsaved: Standard | None = None
        self._saving = False
        self._cancel_save: Callable[[], None] = lambda: None
        self._slip_of: UUID | None = None
        self.publish_button = self.set_primary("Terbitkan", self.publish)
        self.withdraw_button = self.tool("Tarik versi", "Alt+W", self.withdraw, icon="undo")
        self.reuse_button = self.tool("Pakai versi ini lagi", "Alt+V", self.reuse, icon="repeat")
        self.discard_button = self.tool("Buang draf", "Alt+F", self.discard, right=True, danger=True)
        self._build()
        self._show_verbs()

    def _build(self) -> None:
        self.lines = ChoiceTable(
            "Daftar layanan",
            KeyedTableModel(_LINE_COLUMNS, lambda row: row.id),
            (34, None),
            empty="Tidak ada.",
            icons=False,
            marks=1,
        )
        self.lines.chosen.connect(lambda row: self.choose(row.id))
        self.search = line_edit(placeholder="Cari layanan")
        self.search.setAccessibleName("Cari layanan")
        self.search.textChanged.connect(lambda _: self._show_lines())
        self.key("Ctrl+F", "Cari layanan", self.search.setFocus)
        self._list = Panel("Layanan", body_margins=False)
        self.new_button = self.small_tool("Baru", "Ctrl+N", self.begin_new, icon="plus")
        self._list.add_to_head(self.new_button)
        top = QVBoxLayout()
        top.setContentsMargins(11, 10, 11, 8)
        top.addWidget(self.search)
        self._list.body.addLayout(top)
        self._list.body.addWidget(self.lines, 1)
        self.form = ServiceForm()
        self.form.edited.connect(self._edited)
        self.form.requirements.removed.connect(self._requirement_removed)
        self.form.version_chosen.connect(lambda _: self._show_changes())
        self.form.tabs.picked.connect(lambda _: self._tab_picked())
        self.key("Ins", "Tambah syarat", self._add_requirement)
        self.preview, self.changes, self.start = Preview(), Changes(), ValidFrom()
        self.preview.choice.picked.connect(lambda _: self._load_slip())
        self.start.now.toggled.connect(lambda _: self._show_verbs())
        self.start.field.dateTimeChanged.connect(lambda _: self._show_verbs())
        self._columns = QHBoxLayout(self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.addWidget(self._list)
        self._columns.addWidget(self.form, 1)
        self._side = QWidget()
        self._rows = QVBoxLayout(self._side)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self.preview, 7)
        self._rows.addWidget(self.changes, 3)
        self._rows.addWidget(self.start)
        self._columns.addWidget(self._side)
        today = business_day(self.host.ticker.now())
        self.start.offer(today + timedelta(days=1), _START)

    def set_density(self, density: Density) -> None:
        super().set_density(density)
        left, right = _SIDE[density]
        self._columns.setSpacing(density.px.gap)
        self._rows.setSpacing(density.px.gap)
        self._list.setFixedWidth(left)
        self._side.setFixedWidth(right)
        self.search.setFixedHeight(density.px.field - 4)
        for part in (self._list, self.lines, self.form, self.preview, self.changes, self.start):
            part.set_density(density)

    def first_widget(self) -> QWidget:
        return self.lines

    # --- reading ---------------------------------------------------------------------------------

    @property
    def dirty(self) -> bool:
        """A draft is kept by itself; only what was typed a moment ago is not yet."""
        return self._unsaved is not None or self._new

    def reload(self) -> None:
        self.host.run(self._acts.catalogue, on_done=self._take_catalogue)

    def _take_catalogue(self, found: Catalogue) -> None:
        self._catalogue = found
        self.form.set_groups(found.groups)
        self._list.set_note("")
        self._show_lines()
        present = [row.id for row in found.services]
        if self._new:
            return
        if self._chosen not in present:
            self._chosen = present[0] if present else None
        self.lines.choose(self._chosen)
        self._read_detail()

    def _read_detail(self) -> None:
        chosen = self._chosen
        if chosen is not None:
            self.host.run(lambda: self._acts.detail(chosen), on_done=self._take_detail)

    def _take_detail(self, detail: ServiceDetail) -> None:
        if detail.id != self._chosen or self._unsaved is not None or self._new:
            return
        other = self._detail is None or self._detail.id != detail.id
        self._detail = detail
        self.form.set_versions(detail)
        self.form.fill(self._shown_standard(), code=detail.code, new=False)
        if other:
            self.form.requirements.table.choose(0)
        self._show()

    def _shown_standard(self) -> Standard:
        """What the form shows: the draft, else what was published last, else what counts."""
        assert self._detail is not None
        row = self._detail.draft or self._detail.last
        return row.standard if row is not None else self._detail.present

    # --- choosing --------------------------------------------------------------------------------

    def choose(self, service: UUID) -> None:
        """Show another service; what was typed in this one is kept first."""
        self.flush()
        self._new = False
        self._chosen = service
        self.lines.choose(service)
        self._read_detail()

    def begin_new(self) -> None:
        """An empty form with a code to choose; *Buat draf layanan* makes it."""
        if self._catalogue is None:
            return
        self.flush()
        group = next((group.id for group in self._catalogue.groups if group.active), None)
        if group is None:
            self.host.refuse("Belum ada kelompok layanan. Buat dahulu di bagian Kelompok.")
            return
        self._new, self._detail = True, None
        self.form.fill(Standard(name="", group=group), code="", new=True)
        self.lines.choose(None)
        self.form.show_tab(0)
        self.form.code.setFocus()
        self._show()

    def _tab_picked(self) -> None:
        self._show_changes()
        self._show_verbs()

    def _add_requirement(self) -> None:
        self.form.show_tab(0)
        self.form.requirements.begin()

    # --- the draft -------------------------------------------------------------------------------

    def _edited(self) -> None:
        if not self._new and self._detail is not None:
            self._unsaved = self._read()
            self._cancel_save()
            self._cancel_save = self.host.ticker.after(_SAVE_AFTER_MS, self.flush)
        self._show()

    def _read(self) -> Standard:
        """What the form says."""
        assert self._catalogue is not None
        fallback = self._detail.present.group if self._detail else self._catalogue.groups[0].id
        standard = self.form.read(fallback)
        return standard

    def flush(self) -> None:
        """Keep what was typed now, instead of in a moment."""
        self._cancel_save()
        if self._unsaved is None or self._chosen is None or self._saving:
            return
        standard, service = self._unsaved, self._chosen

        def saved(_: None) -> None:
            self._saving = False
            if self._unsaved == standard:
                self._unsaved = None
                self._read_detail()
            else:
                self.flush()
            self._show_verbs()

        def refused(sentence: str) -> None:
            self._saving = False
            self.host.refuse(sentence)

        self._saving = self.host.run(
            lambda: self._acts.save_draft(service, standard), on_done=saved, on_refused=refused
        )
        self._show_verbs()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.flush()

    def _requirement_removed(self, text: str, place: int) -> None:
        service = self._chosen

        def put_back() -> None:
            if self._chosen == service:
                self.form.requirements.put_back(text, place)

        self.host.offer_undo("Persyaratan dihapus dari draf.", text, put_back)

    def discard(self) -> None:
        """Throw the draft away; *Urungkan* brings it back."""
        if self._new:
            self._new = False
            self.reload()
            return
        detail, service = self._detail, self._chosen
        if detail is None or service is None:
            return
        self._cancel_save()
        standard, self._unsaved = self._unsaved or self._shown_standard(), None
        first = detail.next_number == 1

        def discarded(_: None) -> None:
            self._detail = None
            self.host.offer_undo(
                "Draf dibuang.", standard.name, lambda: self._bring_back(first, detail, standard)
            )
            self.reload()

        self.host.run(lambda: self._acts.discard(service), on_done=discarded, button=self.discard_button)

    def _bring_back(self, first: bool, detail: ServiceDetail, standard: Standard) -> None:
        def back(_: object) -> None:
            self._chosen = detail.id
            self.reload()

        if first:
            self.host.run(lambda: self._acts.new(detail.code, standard), on_done=back)
        else:
            self.host.run(lambda: self._acts.save_draft(detail.id, standard), on_done=back)

    # --- publishing ------------------------------------------------------------------------------

    def publish(self) -> None:
        """Make the new service, or let the draft count from the chosen time on."""
        if self._new:
            self._create()
            return
        service, detail = self._chosen, self._detail
        if service is None or detail is None:
            return
        unsaved, start = self._unsaved, self.start.instant
        number = detail.next_number
        self._cancel_save()

        async def act() -> None:
            if unsaved is not None:
                await self._acts.save_draft(service, unsaved)
            await self._acts.publish(service, start)

        def published(_: None) -> None:
            self._unsaved = None
            words = f"Versi {number} diterbitkan."
            if start is None or start <= self.host.ticker.now():
                self.host.say(f"{words} Berlaku sekarang.", State.OK)
            else:
                self.host.offer_undo(words, self._start_words(), self.withdraw)
            self.reload()

        def refused(sentence: str) -> None:
            self.form.complain(sentence)
            self.host.refuse(sentence)

        self.host.run(act, on_done=published, on_refused=refused, button=self.publish_button)

    def _create(self) -> None:
        code, standard = self.form.code.text(), self._read()

        def made(service: UUID) -> None:
            self._new, self._chosen = False, service
            self.host.say("Draf layanan dibuat. Lengkapi, lalu terbitkan.", State.OK)
            self.reload()

        def refused(sentence: str) -> None:
            self.form.complain(sentence)
            self.host.refuse(sentence)

        self.host.run(
            lambda: self._acts.new(code, standard),
            on_done=made,
            on_refused=refused,
            button=self.publish_button,
        )

    def withdraw(self) -> None:
        """A version that waits is a draft again."""
        service = self._chosen
        if service is None:
            return

        def withdrawn(_: None) -> None:
            self.host.say("Versi ditarik dan menjadi draf lagi.", State.OK)
            self.reload()

        self.host.run(lambda: self._acts.withdraw(service), on_done=withdrawn, button=self.withdraw_button)

    def reuse(self) -> None:
        """Start a draft from the chosen old version."""
        row = self._chosen_version()
        if row is None or self._detail is None:
            return
        self.form.fill(replace(row.standard, active=True), code=self._detail.code, new=False)
        self.form.show_tab(0)
        self._edited()

    def _chosen_version(self) -> VersionRow | None:
        """The version that is chosen in the list of versions, while that list is seen."""
        if self.form.tabs.place != 2:
            return None
        row: VersionRow | None = self.form.versions.current
        return row

    # --- showing ---------------------------------------------------------------------------------

    def _show(self) -> None:
        self._show_badges()
        self._show_preview()
        self._show_changes()
        self._show_verbs()

    def _show_lines(self) -> None:
        if self._catalogue is None:
            return
        wanted = self.search.text().casefold()
        shown = [
            _LineShown(row.id, row.series, row.name, row.draft or row.waits is not None, row.active)
            for row in self._catalogue.services
            if wanted in f"{row.series} {row.name} {row.code}".casefold()
        ]
        self.lines.fill(shown)
        self.lines.choose(self._chosen)
        self.search.setPlaceholderText(f"Cari {len(self._catalogue.services)} layanan")

    def _show_badges(self) -> None:
        detail = self._detail
        if detail is None:
            self.form.facts.set_title("Layanan baru")
            self.form.set_badges("Belum dibuat", "", waits=False)
            return
        self.form.facts.set_title(f"Layanan {detail.code}")
        draft, force = "", f"Versi {detail.version} berlaku" if detail.version else ""
        if detail.draft is not None or self._unsaved is not None:
            draft = f"Versi {detail.next_number}, draf"
        elif detail.waiting is not None:
            draft = f"Versi {detail.waiting.version} menunggu"
        self.form.set_badges(draft, force, waits=detail.waiting is not None and detail.draft is None)

    def _show_preview(self) -> None:
        if self._catalogue is None:
            return
        standard = self._read()
        group = next((each for each in self._catalogue.groups if each.id == standard.group), None)
        if group is None:
            return
        self.preview.show_standard(standard, group.series, group.name)
        self._load_slip()

    def _load_slip(self) -> None:
        group = self.form.group.currentData()
        if self.preview.choice.place != SLIP or group is None or group == self._slip_of:
            return
        self._slip_of = group
        self.host.run(lambda: self._acts.slip(group), on_done=self.preview.show_slip)

    def _show_changes(self) -> None:
        if self._catalogue is None or self._detail is None:
            self.changes.show_changes("Yang berubah", (), "Layanan ini belum pernah diterbitkan.")
            return
        names = {group.id: group.name for group in self._catalogue.groups}
        chosen, standard = self._chosen_version(), self._read()
        if chosen is not None:
            title = f"Versi {chosen.version} ke isian sekarang"
            found = differences(chosen.standard, standard, groups=names)
        else:
            base = self._detail.waiting if self._detail.draft is None else self._detail.last
            before = self._detail.present if base is None or base.applied_at is None else base.standard
            number = self._detail.version
            title = f"Yang berubah dari versi {number}" if number else "Yang berubah"
            found = differences(before, standard, groups=names)
        self.changes.show_changes(title, found, "Tidak ada yang berbeda.")

    def _show_verbs(self) -> None:
        detail = self._detail
        self.discard_button.set_verb("Batal membuat" if self._new else "Buang draf")
        drafted = detail is not None and (detail.draft is not None or self._unsaved is not None)
        if self._new:
            self.publish_button.set_verb("Buat draf layanan")
            self.publish_button.set_about("belum terlihat pengunjung")
            self.publish_button.set_reason("")
        else:
            number = detail.next_number if detail else ""
            self.publish_button.set_verb(f"Terbitkan versi {number}".strip())
            self.publish_button.set_about(self._start_words())
            self.publish_button.set_reason(self._why_not(drafted))
        self.discard_button.set_reason("" if drafted or self._new else "Tidak ada draf.")
        waiting = detail is not None and detail.waiting is not None
        self.withdraw_button.setVisible(waiting)
        old = self._chosen_version()
        self.reuse_button.setVisible(old is not None and old.published_at is not None)
        if drafted:
            self.bar.set_note("Menyimpan draf…" if self._unsaved is not None else "Draf tersimpan", State.OK)
        else:
            self.bar.set_note("")
        self.changed.emit()

    def _why_not(self, drafted: bool) -> str:
        if self._catalogue is not None and self._catalogue.enrolled:
            return _CENTRAL
        if not drafted:
            return "Belum ada yang diubah."
        return ""

    def _start_words(self) -> str:
        start = self.start.instant
        if start is None:
            return "mulai sekarang juga"
        return f"mulai {long_date(business_day(start))}"

    def standing_line(self) -> str:
        detail = self._detail
        if detail is not None and detail.waiting is not None and detail.waiting.valid_from is not None:
            at = detail.waiting.valid_from
            when = f"{long_date(business_day(at))}, pukul {clock_wib(at)}"
            return f"Versi {detail.waiting.version} berlaku {when}."
        if detail is not None and detail.version and detail.draft is not None:
            return (
                f"Versi {detail.version} tetap dipakai sampai draf diterbitkan. "
                "Tiket yang sudah tercetak tidak berubah teksnya."
            )
        return "Perubahan menjadi draf dan belum terlihat pengunjung sebelum diterbitkan."


_LINE_COLUMNS = (
    Column[_LineShown]("Huruf", lambda row: row.letter, strong=True, muted=lambda row: not row.active),
    Column[_LineShown]("Layanan", lambda row: row.name, muted=lambda row: not row.active),
)
