"""The locked screen: who may go on here, by PIN or by password. It shows nothing of a visitor."""

from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.indonesian import clock_wib
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.counter.new_password import PasswordChoice
from bkpsdm_desktop.screens.counter.pieces import RowsTable, line
from bkpsdm_desktop.screens.models import Column, KeyedTableModel
from bkpsdm_desktop.screens.staff import help_words
from bkpsdm_desktop.screens.staff.alarms import AlarmWatch
from bkpsdm_desktop.screens.staff.emergency import EmergencyBar
from bkpsdm_desktop.screens.staff.help_key import HelpKey
from bkpsdm_desktop.screens.subscriptions import Subscribe
from bkpsdm_desktop.screens.tasks import TaskKeeper
from bkpsdm_desktop.screens.ticker import Ticker
from bkpsdm_desktop.screens.widgets.badge import BadgeText
from bkpsdm_desktop.screens.widgets.bars import MessageBar
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, Size
from bkpsdm_desktop.screens.widgets.hold import HoldButton
from bkpsdm_desktop.screens.widgets.labels import Picture, plain_label
from bkpsdm_desktop.screens.widgets.nav import NavyHead
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.pins import LockState, PinPerson
from bkpsdm_desktop.services.rows import NewPassword, PersonRow
from bkpsdm_desktop.services.visit_rows import AlarmRow

_PIN_LENGTH = 6
_NAME_LIMIT, _PASSWORD_LIMIT = 64, 256
_WIDE, _MARGIN = 560, 24


class LockActs(Protocol):
    """What a locked station may still ask of the office."""

    async def state(self) -> LockState: ...
    async def by_pin(self, *, person: UUID, pin: str) -> PersonRow: ...
    async def by_password(self, *, username: str, password: str) -> PersonRow | NewPassword: ...
    async def choose_password(self, *, username: str, code: str, password: str) -> PersonRow: ...

    async def alarms(self) -> tuple[AlarmRow, ...]:
        """The emergencies that stand, also those at other counters."""
        ...

    async def raise_alarm(self) -> None:
        """The emergency key works here too; nobody is named, since nobody is known."""
        ...


class LockPage(QWidget):
    """``entered`` carries the person who came in: the one from before, or another."""

    entered = Signal(object)

    def __init__(
        self,
        acts: LockActs,
        subscribe: Subscribe,
        *,
        person: PersonRow,
        station: str,
        office: str,
        ticker: Ticker,
        on_fault: Callable[[BaseException], str],
    ) -> None:
        super().__init__()
        self._acts, self._person, self._station, self._ticker = acts, person, station, ticker
        self._keeper = TaskKeeper(on_fault)
        self._model = KeyedTableModel[PinPerson](
            (
                Column("Nama", lambda row: row.name, strong=True),
                Column("", lambda row: "PIN terkunci" if row.locked else "", badge=_badge),
            ),
            key=lambda row: row.person,
        )
        self.people = RowsTable(
            "Petugas dengan PIN di PC ini", self._model, (None, 132), head=False, choose=True
        )
        self.people.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.pin = self._field("PIN", _PIN_LENGTH, secret=True)
        self.username = self._field("Nama pengguna", _NAME_LIMIT)
        self.password = self._field("Kata sandi atau kode awal", _PASSWORD_LIMIT, secret=True)
        self.choice = PasswordChoice()
        self.trouble = MessageBar()
        self.enter_button = KeyButton("Masuk", size=Size.VERB)
        enter = QAction("Masuk", self)
        enter.setShortcut(QKeySequence("Return"))
        self.enter_button.bind(enter)  # Enter belongs to the fields, which lead it here
        self.alarm_button = HoldButton("Darurat", "F12", ticker)
        self.bar = EmergencyBar(self, can_handle=False)
        self._about = ""
        self._since = plain_label(size=15, role="muted", wrap=True)
        self._build(office)
        self.help = HelpKey(self, help_words.LOCK, self, self._above)
        self.pin.textEdited.connect(self._typed)
        self.pin.returnPressed.connect(self.submit)
        self.pin.installEventFilter(self)
        self.username.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self.submit)
        self.choice.entered.connect(self.submit)
        self.enter_button.clicked.connect(self.submit)
        self.alarm_button.held.connect(self._raise_alarm)
        self._watch = AlarmWatch(self, acts, subscribe, self._keeper, self.bar.set_alarms)

    def _field(self, name: str, limit: int, *, secret: bool = False) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(name)
        made.setMaxLength(limit)
        made.setFixedHeight(40)
        made.setFont(theme.font(15))
        if secret:
            made.setEchoMode(QLineEdit.EchoMode.Password)
        return made

    def _build(self, office: str) -> None:
        head = NavyHead()
        head.setFixedHeight(48)
        row = QHBoxLayout(head)
        row.setContentsMargins(24, 0, 24, 0)
        row.addWidget(Picture("emblem", 28))
        row.addSpacing(12)
        row.addWidget(plain_label(office, size=15, weight=600, role="header"))
        row.addStretch(1)
        row.addWidget(plain_label(self._station, size=15, weight=600, role="header"))
        card = QFrame()
        card.setProperty("kind", "panel")
        card.setFixedWidth(_WIDE)
        self._rows = QVBoxLayout(card)
        self._rows.setContentsMargins(_MARGIN, 18, _MARGIN, 18)
        self._rows.setSpacing(8)
        title = QHBoxLayout()
        picture = Picture("lock", 24)
        picture.set_color(lambda: theme.current().primary)
        title.addWidget(picture)
        title.addWidget(plain_label(f"{self._station} terkunci", size=24, weight=600), 1)
        self._rows.addLayout(title)
        self._rows.addWidget(self._since)
        self._rows.addWidget(self.people)
        self._pin_row = QWidget()
        grid = QGridLayout(self._pin_row)
        grid.setContentsMargins(0, 0, 0, 0)
        self._labelled(grid, 0, "&PIN 6 angka", self.pin)
        self._rows.addWidget(self._pin_row)
        self._line = line()
        self._rows.addWidget(self._line)
        self._words_row = QWidget()
        words = QGridLayout(self._words_row)
        words.setContentsMargins(0, 0, 0, 0)
        self._labelled(words, 0, "&Nama pengguna", self.username)
        self._labelled(words, 1, "&Kata sandi", self.password)
        self._rows.addWidget(self._words_row)
        self._rows.addWidget(self.choice)
        self._rows.addWidget(self.trouble)
        foot = QHBoxLayout()
        foot.addWidget(self.enter_button)
        foot.addStretch(1)
        foot.addWidget(self.alarm_button)
        self._rows.addLayout(foot)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(head)
        self._above = above = QVBoxLayout()
        above.setContentsMargins(12, 12, 12, 0)
        above.addWidget(self.bar)
        page.addLayout(above)
        page.addStretch(1)
        page.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        page.addStretch(2)

    @staticmethod
    def _labelled(grid: QGridLayout, place: int, words: str, field: QLineEdit) -> None:
        label = QLabel(words)
        label.setFont(theme.font(13, 500))
        label.setFixedWidth(130)
        label.setBuddy(field)
        grid.addWidget(label, place, 0)
        grid.addWidget(field, place, 1)

    # --- showing ---------------------------------------------------------------------------------

    def show_state(self, state: LockState, since: datetime) -> None:
        """Lock: what was typed here before is gone, the keyboard waits for a PIN."""
        self.setWindowTitle(f"{self._station} terkunci")
        self._about = (
            f"{self._person.name}, sejak {clock_wib(since)}. Pekerjaan yang terbuka tetap tersimpan."
        )
        self._clear()
        self._watch.read()
        self._model.set_rows(state.people)
        self._ask_who()
        self.people.setFixedHeight(min(len(state.people), 5) * 32 + 4)
        mine = self._model.index_of(self._person.id)
        self.people.setCurrentIndex(mine if mine.isValid() else self._model.index(0, 0))
        self.username.setText("" if state.people else self._person.username)

    def take_keyboard(self) -> None:
        """Put the keyboard where one types first."""
        first = self.pin if self._model.rows else self.password
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def busy(self) -> bool:
        return self._keeper.busy

    @property
    def chosen(self) -> PinPerson | None:
        return self._model.row(self.people.currentIndex())

    def _clear(self) -> None:
        for field in (self.pin, self.username, self.password):
            field.clear()
        self.choice.clear()
        self.trouble.clear()

    def _tell(self, words: str) -> None:
        """A sentence below the title. Its card stands in the middle and gives it no height by its width."""
        self._since.setText(words)
        self._since.setMinimumHeight(self._since.heightForWidth(_WIDE - 2 * _MARGIN))

    def _ask_who(self) -> None:
        """Name and PIN or password, as at the start."""
        self._tell(self._about)
        self.enter_button.set_verb("Masuk")
        for part in (self.people, self._pin_row, self._line):
            part.setVisible(bool(self._model.rows))
        self._words_row.show()
        self.choice.hide()

    def _ask_new_password(self, sentence: str) -> None:
        """The start code was right; it stays in its hidden field until a password takes its place."""
        self._tell(sentence)
        self.enter_button.set_verb("Simpan kata sandi")
        for part in (self.people, self._pin_row, self._line, self._words_row):
            part.hide()
        self.trouble.clear()
        self.choice.clear()
        self.choice.show()
        self.choice.first.setFocus()

    # --- coming in -------------------------------------------------------------------------------

    def _typed(self, words: str) -> None:
        self.trouble.clear()
        if len(words) == _PIN_LENGTH:
            self.submit()

    def submit(self) -> None:
        """By PIN when one was typed, else by name and password."""
        chosen, pin = self.chosen, self.pin.text()
        if not self.choice.isHidden():
            self._choose()
        elif pin and chosen is not None:
            self._enter(lambda: self._acts.by_pin(person=chosen.person, pin=pin))
        elif self.username.text().strip() and self.password.text():
            name, password = self.username.text(), self.password.text()
            self._enter(lambda: self._acts.by_password(username=name, password=password))
        else:
            self._complain("Ketik PIN, atau nama pengguna dan kata sandi.")

    def _choose(self) -> None:
        try:
            password = self.choice.read()
        except Refused as refused:
            self._complain(refused.sentence)
            return
        name, code = self.username.text().strip(), self.password.text()
        self._enter(lambda: self._acts.choose_password(username=name, code=code, password=password))

    def _enter(self, work: Callable[[], Coroutine[Any, Any, PersonRow | NewPassword]]) -> None:
        self._keeper.run(
            work,
            on_done=self._come_in,
            on_refused=self._complain,
            on_failed=lambda code: self._complain(f"Terjadi gangguan pada program. Laporkan kode {code}."),
            button=self.enter_button,
        )

    def _come_in(self, answer: PersonRow | NewPassword) -> None:
        if isinstance(answer, NewPassword):
            self._ask_new_password(answer.sentence)
            return
        self._clear()
        self._ask_who()
        self.entered.emit(answer)

    def _complain(self, sentence: str) -> None:
        if not self.choice.isHidden():
            self.trouble.set_message(State.BAD, "Belum tersimpan.", sentence)
            self.choice.second.clear()
            self.choice.wrong_field.setFocus()
            return
        by_pin = bool(self.pin.text())
        self.pin.clear()
        self.password.clear()
        self.trouble.set_message(State.BAD, "Belum terbuka.", sentence)
        (self.pin if by_pin else self.password).setFocus()

    # --- the emergency key, and leaving ----------------------------------------------------------

    def _raise_alarm(self) -> None:
        words = "Panggilan bantuan TIDAK terkirim. Panggil rekan langsung."
        self._keeper.run(
            self._acts.raise_alarm,
            on_refused=lambda _: self.trouble.set_message(State.BAD, "Darurat.", words),
            on_failed=lambda code: self.trouble.set_message(State.BAD, "Darurat.", f"{words} Kode {code}."),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.choice.isHidden():
            self._clear()
            self._ask_who()
            self.take_keyboard()
        elif not self.alarm_button.press_key(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self.alarm_button.release_key(event):
            super().keyReleaseEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.alarm_button.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down choose the person while the PIN is typed."""
        if watched is self.pin and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None:
                last = self._model.rowCount() - 1
                place = min(max(self.people.currentIndex().row() + step, 0), max(last, 0))
                self.people.setCurrentIndex(self._model.index(place, 0))
                return True
        return super().eventFilter(watched, event)

    def stop(self) -> None:
        self._watch.stop()
        self._keeper.close()


def _badge(row: PinPerson) -> BadgeText | None:
    return BadgeText("PIN terkunci", State.WARN, "lock") if row.locked else None
