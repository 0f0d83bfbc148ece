"""Section *Suara*: how calls are spoken, which display speaks in each room, and with whose voice."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.screens.models import Column, KeyedTableModel
from bkpsdm_desktop.screens.settings.acts import VoiceActs
from bkpsdm_desktop.screens.settings.fields import Field, check_field, combo, on_edit
from bkpsdm_desktop.screens.settings.section import Host, Section
from bkpsdm_desktop.screens.settings.tables import ChoiceTable
from bkpsdm_desktop.screens.settings.voice_recordings import Recordings
from bkpsdm_desktop.screens.settings.volume import VolumeByHour
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.badge import BadgeText
from bkpsdm_desktop.screens.widgets.labels import plain_label
from bkpsdm_desktop.screens.widgets.panel import Panel
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.voice import VoiceSettings
from bkpsdm_desktop.services.voice_settings import RoomSpeakers, VoiceView

_SIDE = {Density.NORMAL: 404, Density.COMPACT1: 372, Density.COMPACT2: 320}
_SOUNDS = {
    "ok": ("Siap", State.OK),
    "missing": ("Tanpa alat", State.WARN),
    "failed": ("Gagal", State.BAD),
    "off": ("Dimatikan", State.NEUTRAL),
}


@dataclass(frozen=True, slots=True)
class _RoomShown:
    """A line of the rooms."""

    room: str
    speaker: str
    badge: BadgeText


class VoiceSection(Section):
    """How it speaks is a draft until *Simpan suara*; recordings are used, and taken back, by verbs of their
    own."""

    TITLE, ICON = "Suara", "sound"
    kinds = frozenset({Kind.OFFICE, Kind.STATIONS})

    def __init__(self, acts: VoiceActs, host: Host) -> None:
        super().__init__(self.TITLE, self.ICON, host)
        self._acts = acts
        self._view: VoiceView | None = None
        self._speakers: dict[str, frozenset[UUID]] = {}
        self._room = ""
        self._filling = False
        self.save_button = self.set_primary("Simpan suara", self.save)
        self.sample_button = self.tool("Dengarkan contoh kalimat", "Alt+C", self.play_sample, icon="play")
        self.discard_button = self.tool("Buang perubahan", "Alt+F", self.discard, right=True, danger=True)
        self._build_talk()
        self._build_rooms()
        self._build_recordings()
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(self._talk, 3)
        side.addWidget(self._where, 2)
        self._columns = QHBoxLayout(self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.addWidget(self._side)
        self._columns.addWidget(self.recordings, 1)
        self.refresh_verbs(discard=self.discard_button)

    # --- parts -----------------------------------------------------------------------------------

    def _build_talk(self) -> None:
        self.enabled = QCheckBox("&Ucapkan panggilan di ruang tunggu")
        self.repeat = QCheckBox("U&langi sekali bila tidak ada yang menunggu")
        self.english = QCheckBox("Ucapkan juga dalam bahasa &Inggris")
        self.volume = VolumeByHour()
        self._hour = plain_label(size=12, role="muted")
        self._checks = [check_field(box) for box in (self.enabled, self.repeat, self.english)]
        self._talk = Panel("Cara berbicara")
        for part in self._checks:
            self._talk.body.addWidget(part)
        head = QHBoxLayout()
        name = plain_label("&Volume menurut jam")
        name.setBuddy(self.volume)
        head.addWidget(name)
        head.addStretch(1)
        head.addWidget(self._hour)
        self._talk.body.addLayout(head)
        self._talk.body.addWidget(self.volume, 1)
        for box in (self.enabled, self.repeat, self.english):
            on_edit(box, self._edited)
        self.volume.edited.connect(self._edited)
        self.volume.pointed.connect(lambda: self._hour.setText(self.volume.words))
        self._hour.setText(self.volume.words)

    def _build_rooms(self) -> None:
        self.rooms = ChoiceTable(
            "Ruang tunggu",
            KeyedTableModel(_ROOM_COLUMNS, lambda row: row.room),
            (None, 126, 112),
            empty="Belum ada layar antrean di kantor ini.",
            head=True,
            icons=False,
        )
        self.rooms.chosen.connect(lambda row: self._choose_room(row.room))
        self.test_button = self.small_tool("Coba suara", "Alt+P", self.say_test, icon="megaphone")
        self.speaker = combo()
        self._speaker = Field("&Yang berbicara di ruang itu", self.speaker)
        on_edit(self.speaker, self._speaker_chosen)
        self._where = Panel("Ruang tunggu", body_margins=False)
        self._where.add_to_head(self.test_button)
        self._where.body.setSpacing(0)
        self._where.body.addWidget(self.rooms, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(11, 8, 11, 10)
        foot.addWidget(self._speaker)
        self._where.body.addLayout(foot)

    def _build_recordings(self) -> None:
        self.recordings = Recordings(self._acts, self.host)
        box = self.recordings
        box.set_buttons(
            choose=self.small_tool("Pilih folder", "Ctrl+O", box.ask_folder, icon="folder"),
            play=self.small_tool("Dengarkan", "Alt+D", box.play, icon="play"),
            use=self.small_tool("Pakai rekaman ini", "Alt+R", box.use, icon="check"),
            leave=self.small_tool("Tutup folder", "Alt+T", box.leave, icon="close"),
            shipped=self.small_tool("Kembali ke suara bawaan", "Alt+K", box.use_shipped, icon="undo"),
        )
        box.used.connect(self.reload)

    def set_density(self, density: Density) -> None:
        super().set_density(density)
        self._side.setFixedWidth(_SIDE[density])
        self._columns.setSpacing(density.px.gap)
        side = self._side.layout()
        assert side is not None
        side.setSpacing(density.px.gap)
        for panel in (self._talk, self._where, self.recordings):
            panel.set_density(density)
        self._speaker.set_density(density)
        self.rooms.set_density(density)

    def first_widget(self) -> QWidget:
        return self.enabled

    def standing_line(self) -> str:
        if self._view is not None and not self.enabled.isChecked():
            return "Panggilan tidak diucapkan; gambarnya tetap tampil di layar."
        return "Satu layar berbicara di setiap ruang; yang lain mengambil alih bila layar itu mati."

    # --- reading ---------------------------------------------------------------------------------

    @property
    def dirty(self) -> bool:
        return self._view is not None and (self._settings() != self._view.settings or bool(self._changed()))

    def _settings(self) -> VoiceSettings:
        return VoiceSettings(
            enabled=self.enabled.isChecked(),
            english=self.english.isChecked(),
            repeat=self.repeat.isChecked(),
            volume=self.volume.levels,
        )

    def _changed(self) -> list[RoomSpeakers]:
        """Rooms for which another display was chosen."""
        if self._view is None:
            return []
        return [
            each for each in self._view.rooms if self._speakers.get(each.room, each.speakers) != each.speakers
        ]

    def reload(self) -> None:
        self.host.run(self._acts.view, on_done=self._take)

    def _take(self, view: VoiceView) -> None:
        was_dirty = self.dirty
        self._view = view
        self.recordings.show_view(view)
        if not was_dirty:
            self._fill(view.settings, {})
        else:
            self._show_rooms()

    def _fill(self, settings: VoiceSettings, speakers: dict[str, frozenset[UUID]]) -> None:
        self._filling = True
        try:
            self.enabled.setChecked(settings.enabled)
            self.repeat.setChecked(settings.repeat)
            self.english.setChecked(settings.english)
            self.volume.set_levels(settings.volume)
        finally:
            self._filling = False
        self._speakers = dict(speakers)
        self._show_rooms()
        self._refresh()

    def _refresh(self) -> None:
        talking = self.enabled.isChecked()
        for part in (self.repeat, self.english, self.volume):
            part.setEnabled(talking)
        self.test_button.set_reason(
            "Simpan atau buang perubahan dahulu." if self.dirty else ""
            if talking else "Suara dimatikan. Nyalakan dan simpan dahulu."
        )  # fmt: skip
        self.refresh_verbs(discard=self.discard_button)

    def _edited(self) -> None:
        if not self._filling:
            self._refresh()

    # --- rooms -----------------------------------------------------------------------------------

    def _show_rooms(self) -> None:
        rooms = self._view.rooms if self._view is not None else ()
        if self._room not in [each.room for each in rooms]:
            self._room = rooms[0].room if rooms else ""
        self.rooms.fill([_room_shown(each, self._chosen(each)) for each in rooms])
        self.rooms.choose(self._room)
        self._speaker.setEnabled(bool(rooms))
        self._fill_speaker()

    def _chosen(self, room: RoomSpeakers) -> frozenset[UUID]:
        return self._speakers.get(room.room, room.speakers)

    def _present_room(self) -> RoomSpeakers | None:
        rooms = self._view.rooms if self._view is not None else ()
        return next((each for each in rooms if each.room == self._room), None)

    def _choose_room(self, room: str) -> None:
        self._room = room
        self._fill_speaker()

    def _fill_speaker(self) -> None:
        room = self._present_room()
        self._filling = True
        try:
            self.speaker.clear()
            for words, speakers in _choices(room, self._chosen(room)) if room is not None else ():
                self.speaker.addItem(words, speakers)
                if room is not None and speakers == self._chosen(room):
                    self.speaker.setCurrentIndex(self.speaker.count() - 1)
        finally:
            self._filling = False

    def _speaker_chosen(self) -> None:
        if self._filling:
            return
        self._speakers[self._room] = self.speaker.currentData()
        rooms = self._view.rooms if self._view is not None else ()
        self.rooms.fill([_room_shown(each, self._chosen(each)) for each in rooms])
        self._refresh()

    def say_test(self) -> None:
        """Let the chosen room's voice say a number that nobody has."""
        room = self._room
        if not room or self.test_button.reason:
            return

        def asked(_: None) -> None:
            self.host.say(f"Percobaan segera diucapkan di {room}: nomor A000.", State.OK)

        self.host.run(lambda: self._acts.say_test(room), on_done=asked, button=self.test_button)

    def play_sample(self) -> None:
        """Let a sentence be heard on this PC, as loud as in the loudest hour."""
        percent = max(self.volume.levels)
        english, folder = self.english.isChecked(), self.recordings.folder
        self.host.run(
            lambda: self._acts.play_sentence(folder, english=english, percent=percent),
            button=self.sample_button,
        )

    # --- saving ----------------------------------------------------------------------------------

    def discard(self) -> None:
        """Back to what is saved; *Urungkan* brings the draft back."""
        if self._view is None:
            return
        settings, speakers = self._settings(), dict(self._speakers)
        self._fill(self._view.settings, {})
        self.host.offer_undo("Perubahan suara dibuang.", "", lambda: self._fill(settings, speakers))
        self.reload()

    def save(self) -> None:
        """Let the draft count from now on."""
        if self._view is None or not self.dirty:
            return
        old, new = self._view.settings, self._settings()
        rooms = {each.room: (each.speakers, self._chosen(each)) for each in self._changed()}
        self._put(new, old, rooms)

    def _put(
        self,
        new: VoiceSettings,
        old: VoiceSettings,
        rooms: dict[str, tuple[frozenset[UUID], frozenset[UUID]]],
        *,
        undoing: bool = False,
    ) -> None:
        def saved(_: None) -> None:
            self._saved(new, {room: to for room, (_, to) in rooms.items()})
            if undoing:
                self.host.say("Setelan suara dikembalikan.", State.OK)
            else:
                back = {room: (to, was) for room, (was, to) in rooms.items()}
                self.host.offer_undo(
                    "Setelan suara disimpan.",
                    "Layar antrean langsung mengikutinya.",
                    lambda: self._put(old, new, back, undoing=True),
                )
            self.reload()

        self.host.run(
            self._writing(new, old, rooms), on_done=saved, button=None if undoing else self.save_button
        )

    def _writing(
        self,
        new: VoiceSettings,
        old: VoiceSettings,
        rooms: dict[str, tuple[frozenset[UUID], frozenset[UUID]]],
    ) -> Callable[[], Coroutine[Any, Any, None]]:
        async def write() -> None:
            if new != old:
                await self._acts.put(new, was=old)
            for room, (was, to) in rooms.items():
                await self._acts.put_speakers(room, to, was=was)

        return write

    def _saved(self, settings: VoiceSettings, speakers: dict[str, frozenset[UUID]]) -> None:
        assert self._view is not None
        rooms = tuple(
            replace(
                each,
                displays=tuple(
                    replace(display, speaks=display.id in speakers.get(each.room, each.speakers))
                    for display in each.displays
                ),
            )
            for each in self._view.rooms
        )
        self._view = replace(self._view, settings=settings, rooms=rooms)
        self._fill(settings, {})


def _choices(room: RoomSpeakers, chosen: frozenset[UUID]) -> list[tuple[str, frozenset[UUID]]]:
    """Any of the displays, one of them, none; and what is set now when it is none of these."""
    everyone = frozenset(each.id for each in room.displays)
    found = [(each.name, frozenset({each.id})) for each in room.displays]
    if len(room.displays) > 1:
        found.insert(0, ("Layar mana saja", everyone))
    found.append(("Tidak ada", frozenset()))
    if chosen not in [speakers for _, speakers in found]:
        found.insert(0, (_names(room, chosen), chosen))
    return found


def _names(room: RoomSpeakers, speakers: frozenset[UUID]) -> str:
    return ", ".join(each.name for each in room.displays if each.id in speakers)


def _room_shown(room: RoomSpeakers, chosen: frozenset[UUID]) -> _RoomShown:
    words = next(words for words, speakers in _choices(room, chosen) if speakers == chosen)
    return _RoomShown(room.room, words, _badge(room, chosen))


def _badge(room: RoomSpeakers, chosen: frozenset[UUID]) -> BadgeText:
    if not chosen:
        return BadgeText("Tanpa suara", State.NEUTRAL)
    allowed = [each for each in room.displays if each.id in chosen]
    speaking = [each for each in allowed if each.speaking] or [each for each in allowed if each.sound]
    if not speaking:
        return BadgeText("Layar mati", State.WARN)
    best = min(speaking, key=lambda each: list(_SOUNDS).index(each.sound) if each.sound in _SOUNDS else 9)
    return BadgeText(*_SOUNDS.get(best.sound, ("Siap", State.OK)))


_ROOM_COLUMNS = (
    Column[_RoomShown]("Ruang", lambda row: row.room, strong=True),
    Column[_RoomShown]("Berbicara", lambda row: row.speaker),
    Column[_RoomShown]("Keadaan", lambda row: row.badge.word, badge=lambda row: row.badge),
)
