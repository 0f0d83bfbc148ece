"""The pieces of the voice: the shipped ones or the office's own, and a folder that is looked at before it is
used."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from bkpsdm_desktop.domain.indonesian import short_date
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.voice import CLIPS, seconds_words
from bkpsdm_desktop.screens.models import Column, KeyedTableModel
from bkpsdm_desktop.screens.settings.acts import VoiceActs
from bkpsdm_desktop.screens.settings.section import Host
from bkpsdm_desktop.screens.settings.tables import ChoiceTable
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.badge import BadgeText
from bkpsdm_desktop.screens.widgets.bars import MessageBar
from bkpsdm_desktop.screens.widgets.buttons import KeyButton
from bkpsdm_desktop.screens.widgets.labels import plain_label
from bkpsdm_desktop.screens.widgets.panel import Panel
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.voice_settings import ClipFolder, OwnClip, VoiceView

_FAST = 1.15  # a little more than the shipped voice: played so much faster, a sentence sounds hurried


@dataclass(frozen=True, slots=True)
class _PieceLine:
    """A piece, or a file that is none."""

    key: str
    words: str
    length: str
    badge: BadgeText
    playable: bool = True


class Recordings(Panel):
    """``used`` comes when the office uses other recordings."""

    used = Signal()

    def __init__(self, acts: VoiceActs, host: Host) -> None:
        super().__init__("Rekaman", body_margins=False)
        self._acts, self._host = acts, host
        self._view: VoiceView | None = None
        self._folder: ClipFolder | None = None
        self.table = ChoiceTable(
            "Daftar rekaman",
            KeyedTableModel(_COLUMNS, lambda row: row.key),
            (158, None, 92, 128),
            empty="Memuat daftar rekaman.",
            head=True,
            icons=False,
        )
        self.table.chosen.connect(self._show_problem)
        self.bar = MessageBar()
        self._problem = plain_label(role="bad", wrap=True)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(8)
        rows = QVBoxLayout()
        rows.setContentsMargins(11, 8, 11, 10)
        rows.setSpacing(8)
        rows.addWidget(self._problem)
        rows.addWidget(self.bar)
        rows.addLayout(self._foot)
        self.body.setSpacing(0)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(rows)

    def set_buttons(
        self, choose: KeyButton, play: KeyButton, use: KeyButton, leave: KeyButton, shipped: KeyButton
    ) -> None:
        """The verbs; their keys belong to the section."""
        self.choose_button, self.play_button = choose, play
        self.use_button, self.leave_button, self.shipped_button = use, leave, shipped
        self.add_to_head(play)
        self.add_to_head(choose)
        self._foot.addStretch(1)
        for button in (shipped, leave, use):
            self._foot.addWidget(button)
        self._show()

    # --- what is shown ---------------------------------------------------------------------------

    @property
    def folder(self) -> ClipFolder | None:
        """The folder that is looked at."""
        return self._folder

    def show_view(self, view: VoiceView) -> None:
        self._view = view
        self._show()

    def _show(self) -> None:
        if self._view is None:
            return
        chosen = self.table.current
        lines = _folder_lines(self._folder) if self._folder is not None else _present_lines(self._view)
        self.table.fill(lines)
        present = chosen if chosen is not None and self._folder is None else lines[0]
        self.table.choose(present.key)
        self._show_problem(next((line for line in lines if line.key == present.key), lines[0]))
        for button in (self.use_button, self.leave_button):
            button.setVisible(self._folder is not None)
        self.shipped_button.setVisible(self._folder is None and bool(self._view.own))
        if self._folder is not None:
            self.set_note(self._folder.path)
            self.bar.set_message(*_folder_message(self._folder))
            self.use_button.set_reason(
                "" if self._folder.usable else "Belum ada rekaman yang dapat dipakai di folder ini."
            )
        else:
            self.set_note("")
            self.bar.set_message(*_present_message(self._view))

    def _show_problem(self, row: _PieceLine) -> None:
        """The whole sentence: the list has room for its beginning only."""
        self._problem.setText("" if row.playable else row.words)
        self._problem.setVisible(not row.playable)

    # --- verbs -----------------------------------------------------------------------------------

    def ask_folder(self) -> None:
        """Let the person choose a folder; nothing waits for it."""
        dialog = QFileDialog(self, "Pilih folder rekaman")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.look_at)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def look_at(self, path: str) -> None:
        """Check the recordings of a folder and show what comes of them."""

        def read(folder: ClipFolder) -> None:
            self._folder = folder
            self._show()
            self.table.setFocus()
            self._host.say("Rekaman selesai diperiksa.", State.OK)

        self._host.say("Rekaman sedang diperiksa.")
        self._host.run(lambda: self._acts.read_folder(path), on_done=read, button=self.choose_button)

    def leave(self) -> None:
        """Look at what is used now again."""
        self._folder = None
        self._show()
        self._host.say("Tidak ada yang diubah.")

    def play(self) -> None:
        """Let the chosen piece be heard on this PC."""
        row = self.table.current
        if row is None or not row.playable:
            self._host.refuse("Rekaman ini tidak dapat dibunyikan. Pilih yang lain.")
            return
        folder = self._folder
        self._host.run(lambda: self._acts.play(row.key, folder), button=self.play_button)

    def use(self) -> None:
        """Let the recordings of the folder be the office's own."""
        folder = self._folder
        if folder is not None and folder.usable:
            self._put(folder.usable, f"{len(folder.usable)} rekaman kantor dipakai.", self.use_button)

    def use_shipped(self) -> None:
        """Let every piece be the shipped one again."""
        self._put((), "Suara bawaan dipakai lagi.", self.shipped_button)

    def _put(self, clips: tuple[OwnClip, ...], fact: str, button: KeyButton) -> None:
        def done(before: tuple[OwnClip, ...]) -> None:
            self._folder = None
            self._host.offer_undo(
                fact, "Terdengar mulai panggilan berikutnya.", lambda: self._restore(before)
            )
            self.used.emit()

        self._host.run(lambda: self._acts.put_clips(clips), on_done=done, button=button)

    def _restore(self, clips: tuple[OwnClip, ...]) -> None:
        def restored(_: tuple[OwnClip, ...]) -> None:
            self._host.say("Rekaman sebelumnya dipakai lagi.", State.OK)
            self.used.emit()

        self._host.run(lambda: self._acts.put_clips(clips), on_done=restored)

    def set_density(self, density: Density) -> None:
        super().set_density(density)
        if hasattr(self, "table"):
            self.table.set_density(density)

    def first_widget(self) -> QWidget:
        return self.table


def _present_lines(view: VoiceView) -> list[_PieceLine]:
    own = {each.name: each.milliseconds for each in view.own}
    lengths = {**dict(view.shipped), **own}
    return [
        _PieceLine(
            name,
            clip.words,
            seconds_words(lengths[name]) if name in lengths else "",
            BadgeText("Kantor", State.OK) if name in own else BadgeText("Bawaan", State.NEUTRAL),
        )
        for name, clip in CLIPS.items()
    ]


def _folder_lines(folder: ClipFolder) -> list[_PieceLine]:
    """What has to be looked at first."""
    lines = [
        _PieceLine(each.name, each.problem, "", BadgeText("Salah", State.BAD), playable=False)
        for each in folder.wrong
    ]
    lines += [
        _PieceLine(
            name, "Bukan nama potongan suara: tidak dipakai.", "", BadgeText("Tidak dikenal", State.WARN),
            playable=False,
        )
        for name in folder.unknown
    ]  # fmt: skip
    lines += [
        _PieceLine(name, CLIPS[name].words, "", BadgeText("Belum ada", State.NEUTRAL))
        for name in folder.missing
    ]
    return lines + [
        _PieceLine(
            clip.name, CLIPS[clip.name].words, seconds_words(clip.milliseconds), BadgeText("Siap", State.OK)
        )
        for clip in folder.usable
    ]


def _folder_message(folder: ClipFolder) -> tuple[State, str, str]:
    missing = f"{len(folder.missing)} yang belum ada memakai suara bawaan." if folder.missing else ""
    ready = f"{len(folder.usable)} siap."
    faster = ""
    if folder.pace > _FAST:
        pace = f"{folder.pace:.1f}".replace(".", ",")
        faster = f"Kalimat terpanjang diputar {pace} kali lebih cepat agar muat 6 detik."
    advice = " ".join(words for words in (ready, missing, faster) if words)
    if folder.wrong:
        return State.BAD, f"{len(folder.wrong)} rekaman salah.", advice
    if folder.unknown or folder.missing or faster:
        return State.WARN, f"{len(folder.found)} rekaman terbaca.", advice
    return State.OK, "Semua rekaman siap.", ""


def _present_message(view: VoiceView) -> tuple[State, str, str]:
    if view.imported_at is None:
        return (
            State.INFO,
            "Suara bawaan.",
            "Beri nama rekaman kantor seperti daftar ini, lalu pilih foldernya.",
        )
    day = short_date(business_day(view.imported_at))
    return State.OK, "Rekaman kantor.", f"{len(view.own)} dari {len(CLIPS)} potongan, dipakai sejak {day}."


_COLUMNS = (
    Column[_PieceLine]("Berkas", lambda row: row.key if "." in row.key else f"{row.key}.wav", strong=True),
    Column[_PieceLine]("Ucapan", lambda row: row.words),
    Column[_PieceLine]("Panjang", lambda row: row.length, muted=lambda row: True),
    Column[_PieceLine]("Keadaan", lambda row: row.badge.word, badge=lambda row: row.badge),
)
