"""Section *Kantor*: names of the office, the words of its slip as it will be printed, the kiosk's PIN."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bkpsdm_desktop.domain.accounts import check_pin
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.domain.office_words import (
    NAME_LIMIT,
    NOTICE_LIMIT,
    PREPARE_LIMIT,
    OfficeEdit,
    SlipWords,
    field_name,
)
from bkpsdm_desktop.domain.portal import LIMIT as PORTAL_LIMIT
from bkpsdm_desktop.screens.settings.acts import OfficeActs
from bkpsdm_desktop.screens.settings.areas import scrolled
from bkpsdm_desktop.screens.settings.fields import Field, NotesEdit, line_edit, on_edit
from bkpsdm_desktop.screens.settings.section import Host, Section
from bkpsdm_desktop.screens.settings.segments import Segments
from bkpsdm_desktop.screens.settings.slip_picture import SlipPicture
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.ticker import Cancel
from bkpsdm_desktop.screens.widgets.panel import Panel
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.office_settings import OfficeView, SlipPreview

_LOOK_MS = 300
_SIDE = {Density.NORMAL: 344, Density.COMPACT1: 320, Density.COMPACT2: 288}
_PAPERS = (576, 384)
_LANGUAGES = (Language.INDONESIAN, Language.ENGLISH)
_PIN_LIMIT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sought:
    """What a preview was asked for."""

    edit: OfficeEdit
    language: Language
    paper: int


class OfficeSection(Section):
    """The slip at the right follows the typing; words and names count when they are saved. The PIN is an act
    of its own: it can't be read again, so there is no draft of it and nothing to undo."""

    TITLE, ICON = "Kantor", "building"
    kinds = frozenset({Kind.OFFICE})

    def __init__(self, acts: OfficeActs, host: Host) -> None:
        super().__init__(self.TITLE, self.ICON, host)
        self._acts = acts
        self._view: OfficeView | None = None
        self._words: dict[Language, SlipWords] = {}
        self._filling = False
        self._fault = ""
        self._waiting: Cancel | None = None
        self._sought: _Sought | None = None
        self.save_button = self.set_primary("Simpan data kantor", self.save)
        self.discard_button = self.tool("Buang perubahan", "Alt+F", self.discard, right=True, danger=True)
        self._build()
        self.refresh_verbs(discard=self.discard_button)

    # --- parts -----------------------------------------------------------------------------------

    def _build(self) -> None:
        self._names = self._build_names()
        self._slip = self._build_words()
        self._pin = self._build_pin()
        form = QWidget()
        self._rows = QVBoxLayout(form)
        self._rows.setContentsMargins(0, 0, 0, 0)
        for panel in (self._names, self._slip, self._pin):
            self._rows.addWidget(panel)
        self.paper = Segments("Kertas", ("80 mm", "58 mm"))
        self.paper.picked.connect(lambda _: self._look())
        self.picture = SlipPicture()
        self._preview = Panel("Slip contoh", body_margins=False)
        self._preview.add_to_head(self.paper)
        self._preview.body.addWidget(self.picture)
        self._columns = QHBoxLayout(self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._area = scrolled(form)
        self._columns.addWidget(self._area, 1)
        self._columns.addWidget(self._preview)
        for part in (*self._lines.values(), self.notes):
            on_edit(part, self._edited)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        """What a key led to is seen, in a low window too."""
        if now is not None and self._area.isAncestorOf(now):
            self._area.ensureWidgetVisible(now, 0, 40)

    def _build_names(self) -> Panel:
        self._fields: dict[str, Field] = {}
        self._lines: dict[str, QLineEdit] = {}
        agency = self._line("agency", "&Instansi", NAME_LIMIT)
        place = self._line("place", "&Kota/kabupaten", NAME_LIMIT)
        portal = self._line("portal", "Alamat &portal", PORTAL_LIMIT)
        self._lines["portal"].setPlaceholderText("boleh kosong; kode QR tiket membuka halaman ini")
        panel = Panel("Kantor")
        panel.body.addLayout(_beside(agency, place))
        panel.body.addWidget(portal)
        return panel

    def _build_words(self) -> Panel:
        self.language = Segments("Bahasa slip", ("Indonesia", "Inggris"))
        self.language.picked.connect(lambda _: self._show_language())
        self.notes = NotesEdit(2)
        prepare = self._line("prepare", "&Siapkan", PREPARE_LIMIT)
        self._lines["prepare"].setPlaceholderText("boleh kosong; barisnya tidak dicetak")
        notes = self._fields["notes"] = Field(
            "&Catatan", self.notes, hint="{calls} dan {minutes} diganti angka dari Aturan antrean."
        )
        first = self._line("free_1", "&Baris bingkai 1", NOTICE_LIMIT)
        second = self._line("free_2", "B&aris bingkai 2", NOTICE_LIMIT)
        panel = Panel("Kata-kata slip")
        panel.add_to_head(self.language)
        panel.body.addWidget(prepare)
        panel.body.addWidget(notes)
        panel.body.addLayout(_beside(first, second))
        return panel

    def _build_pin(self) -> Panel:
        self.pin, self.again = _secret(), _secret()
        self._pin_fields = (
            Field("PIN ba&ru", self.pin, keep=True),
            Field("&Ulangi PIN", self.again, keep=True),
        )
        self.pin_button = self.small_tool("Ganti PIN", "Alt+G", self.change_pin, icon="key")
        self.pin.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self.change_pin)
        for field, part in zip(self._pin_fields, (self.pin, self.again), strict=True):
            part.textEdited.connect(field.calm)
        self._pin_fields[0].set_hint("6 sampai 8 angka, untuk keluar dari layar penuh.")
        panel = Panel("PIN mesin antrean")
        panel.add_to_head(self.pin_button)
        panel.body.addLayout(_beside(*self._pin_fields))
        return panel

    def _line(self, name: str, words: str, limit: int) -> Field:
        line = self._lines[name] = line_edit(limit=limit)
        field = self._fields[name] = Field(words, line)
        return field

    def set_density(self, density: Density) -> None:
        super().set_density(density)
        for layout in (self._columns, self._rows):
            layout.setSpacing(density.px.gap)
        self._preview.setFixedWidth(_SIDE[density])
        for panel in (self._names, self._slip, self._pin, self._preview):
            panel.set_density(density)
        for field in (*self._fields.values(), *self._pin_fields):
            field.set_density(density)
        for choice in (self.language, self.paper):
            choice.set_density(density)

    def first_widget(self) -> QWidget:
        return self._lines["agency"]

    # --- reading ---------------------------------------------------------------------------------

    @property
    def dirty(self) -> bool:
        return self._view is not None and self.typed() != self._view.edit

    def typed(self) -> OfficeEdit:
        """What the fields say, right or wrong."""
        return OfficeEdit(
            agency=self._lines["agency"].text(),
            place=self._lines["place"].text(),
            portal=self._lines["portal"].text(),
            indonesian=self._words[Language.INDONESIAN],
            english=self._words[Language.ENGLISH],
        )

    def reload(self) -> None:
        self.host.run(self._acts.view, on_done=self._take)

    def _take(self, view: OfficeView) -> None:
        """What somebody typed stays, with what it was typed over."""
        if not self.dirty:
            self._view = view
            self._fill(view.edit)
        self._names.set_note(f"Kode {view.code}")
        self._pin.set_note("sudah diatur" if view.has_pin else "belum diatur")

    def standing_line(self) -> str:
        if self.dirty:
            return "Perubahan belum berlaku sebelum disimpan. Slip di kanan adalah akibatnya."
        return "Nama kantor tampil di mesin antrean, layar, loket, dan slip. Kodenya tetap."

    # --- showing ---------------------------------------------------------------------------------

    def _fill(self, edit: OfficeEdit) -> None:
        self._words = {language: edit.words(language) for language in _LANGUAGES}
        self._filling = True
        try:
            for name in ("agency", "place", "portal"):
                _set(self._lines[name], getattr(edit, name))
        finally:
            self._filling = False
        self._show_language()

    @property
    def _shown(self) -> Language:
        return _LANGUAGES[self.language.place]

    def _show_language(self) -> None:
        """The words of the chosen language in the fields."""
        words = self._words.get(self._shown)
        if words is None:
            return
        self._filling = True
        try:
            _set(self._lines["prepare"], words.prepare)
            for place, line in enumerate(words.free_notice, start=1):
                _set(self._lines[f"free_{place}"], line)
            self.notes.setPlainText("\n".join(words.notes))
        finally:
            self._filling = False
        self._changed()
        self._look()

    def _edited(self) -> None:
        if self._filling or self._view is None:
            return
        notes = tuple(line for line in self.notes.toPlainText().splitlines() if line.strip())
        self._words[self._shown] = SlipWords(
            prepare=self._lines["prepare"].text(),
            notes=notes,
            free_notice=(self._lines["free_1"].text(), self._lines["free_2"].text()),
        )
        self._changed()
        if self._waiting is not None:
            self._waiting()
        self._waiting = self.host.ticker.after(_LOOK_MS, self._look)

    def _changed(self) -> None:
        """What was wrong is looked for anew."""
        self._fault = ""
        for field in self._fields.values():
            field.calm()
        self.refresh_verbs(discard=self.discard_button)

    # --- the slip --------------------------------------------------------------------------------

    def _look(self) -> None:
        """Ask for the slip that is typed now, on the chosen paper; an older answer is not shown any more."""
        self._waiting = None
        if self._view is None:
            return
        sought = self._sought = _Sought(
            edit=self.typed(), language=self._shown, paper=_PAPERS[self.paper.place]
        )

        def drawn(preview: SlipPreview) -> None:
            if sought == self._sought:
                self.picture.show_png(preview.png)
                self._wrong(preview.fault)

        def refused(sentence: str) -> None:
            if sought == self._sought:
                self._wrong(sentence)

        self.host.run(
            lambda: self._acts.preview(sought.edit, sought.language, sought.paper),
            on_done=drawn,
            on_refused=refused,
            aside=True,
        )

    def _wrong(self, sentence: str) -> None:
        """Say at its field what can't be printed or kept; nothing is saved while there is something."""
        self._fault = sentence
        if sentence:
            self._complain(sentence)
        reason = "Perbaiki isian dahulu." if sentence and self.dirty else ""
        self.refresh_verbs(discard=self.discard_button, reason=reason)

    def _complain(self, sentence: str) -> Field | None:
        """The field that a sentence names, if it is shown now."""
        for name, field in self._fields.items():
            spoken = field_name(name, self._shown if name in _OF_A_LANGUAGE else None)
            english = f"{field_name(name)} (Inggris)"
            if sentence.startswith(spoken) and (spoken == english or not sentence.startswith(english)):
                field.complain(sentence)
                return field
        return None

    # --- acts ------------------------------------------------------------------------------------

    def save(self) -> None:
        """Let the names and words count from now on."""
        if self._view is not None and self.dirty:
            self._put(self.typed(), self._view.edit)

    def _put(self, edit: OfficeEdit, was: OfficeEdit, *, undoing: bool = False) -> None:
        def saved(kept: OfficeEdit) -> None:
            self._settle(kept)
            if undoing:
                self.host.say("Data kantor dikembalikan.", State.OK)
            else:
                self.host.offer_undo("Data kantor disimpan.", "", lambda: self._put(was, kept, undoing=True))

        self.host.run(
            lambda: self._acts.put(edit, was=was),
            on_done=saved,
            on_refused=self._refused,
            button=None if undoing else self.save_button,
        )

    def _settle(self, kept: OfficeEdit) -> None:
        """The office is this now, tidied as it is kept."""
        assert self._view is not None
        self._view = OfficeView(code=self._view.code, edit=kept, has_pin=self._view.has_pin)
        self._fill(kept)
        self.reload()

    def _refused(self, sentence: str) -> None:
        if "(Inggris)" in sentence and self._shown is not Language.ENGLISH:
            self.language.pick(_LANGUAGES.index(Language.ENGLISH))
            self._show_language()
        field = self._complain(sentence)
        if field is not None:
            field.field.setFocus()
        self.host.refuse(sentence)

    def discard(self) -> None:
        """Back to what is saved; *Urungkan* brings the typing back."""
        if self._view is None or not self.dirty:
            return
        typed = self.typed()
        self._fill(self._view.edit)
        self.host.offer_undo("Perubahan data kantor dibuang.", "", lambda: self._fill(typed))
        self.reload()

    def change_pin(self) -> None:
        """Let another PIN open the way out of the kiosk's full screen; it is never shown again."""
        pin = self.pin.text()
        try:
            check_pin(pin)
        except Refused as refused:
            self._pin_wrong(0, refused.sentence)
            return
        if pin != self.again.text():
            self._pin_wrong(1, "Kedua PIN tidak sama. Ketik ulang.")
            return

        def changed(_: None) -> None:
            self._forget_pin()
            self.host.say("PIN mesin antrean diganti.", State.OK)
            self.reload()

        self.host.run(lambda: self._acts.set_pin(pin), on_done=changed, button=self.pin_button)

    def _pin_wrong(self, place: int, sentence: str) -> None:
        self._pin_fields[place].complain(sentence)
        part = (self.pin, self.again)[place]
        part.setFocus()
        part.selectAll()

    def _forget_pin(self) -> None:
        for field, part in zip(self._pin_fields, (self.pin, self.again), strict=True):
            part.clear()
            field.calm()

    def hideEvent(self, event: QHideEvent) -> None:
        """A PIN that was typed and not saved is nobody's draft."""
        self._forget_pin()


_OF_A_LANGUAGE = ("prepare", "notes", "free_1", "free_2")


def _set(line: QLineEdit, words: str) -> None:
    if line.text() != words:
        line.setText(words)


def _secret() -> QLineEdit:
    field = line_edit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setMaxLength(_PIN_LIMIT)
    return field


def _beside(*fields: Field) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    top = Qt.AlignmentFlag.AlignTop
    for field in fields:
        row.addWidget(field, 1, top)
    return row
