"""2. Where the data of the office are kept."""

import re
from urllib.parse import quote

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QWidget

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.text import clean_line
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.forms.ui_start_database import Ui_DatabaseForm
from bkpsdm_desktop.screens.start.acts import DatabaseState, StartActs
from bkpsdm_desktop.screens.start.fields import program_fault
from bkpsdm_desktop.screens.tasks import TaskKeeper
from bkpsdm_desktop.screens.widgets.badge import Badge
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, Size
from bkpsdm_desktop.screens.widgets.labels import restyle
from bkpsdm_desktop.screens.widgets.state import State

EMBEDDED = ""
_HOST = re.compile(r"[A-Za-z0-9._-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")
_NO_PASSWORD = "Kata sandi server sudah disiapkan di PC ini oleh administrator; tidak diketik di sini."


class DatabasePart(QWidget):
    """Embedded or a server; what was found out about each database that was looked at."""

    changed = Signal()

    def __init__(self, acts: StartActs, keeper: TaskKeeper) -> None:
        super().__init__()
        self._acts, self._keeper = acts, keeper
        self._states: dict[str, DatabaseState] = {}
        self.form = form = Ui_DatabaseForm()
        form.setupUi(self)
        self._fields: dict[QLineEdit, str] = {
            form.host: "Alamat server",
            form.name: "Basis data",
            form.user: "Pengguna basis data",
        }
        self.badge = Badge()
        form.serverHead.addWidget(self.badge)
        self.try_button = KeyButton("Uji", size=Size.TOOL, cap_right=True)
        form.serverFoot.addWidget(self.try_button)
        self._dress()
        self._group = QButtonGroup(self)
        for button in (form.embedded, form.server):
            self._group.addButton(button)
            button.clicked.connect(self._on_choice)
        action = QAction("Uji", self)
        action.setShortcut(QKeySequence("Alt+U"))
        self.addAction(action)
        self.try_button.bind(action)
        self.try_button.clicked.connect(self.try_server)
        for field in self._fields:
            field.textEdited.connect(self._on_edit)
            field.editingFinished.connect(lambda field=field: self._on_left(field))
        form.embedded.setChecked(True)
        self._show()

    def _dress(self) -> None:
        form = self.form
        form.question.setFont(theme.font(15, 600))
        for button in (form.embedded, form.server):
            button.setFont(theme.font(15, 600))
        form.serverNote.set_lines(2)
        for field, name in self._fields.items():
            field.setFixedHeight(32)
            field.setAccessibleName(name)
        form.host.setPlaceholderText("server-kantor")
        form.name.setPlaceholderText("bkpsdm")
        form.user.setPlaceholderText("stasiun")

    @property
    def embedded(self) -> bool:
        return bool(self.form.embedded.isChecked())

    @property
    def database(self) -> str | None:
        """The chosen database as in ``StartChoice``; None while the fields of the server are not right."""
        if self.embedded:
            return EMBEDDED
        try:
            host, name, user = (self._checked(field) for field in self._fields)
        except Refused:
            return None
        return f"postgresql://{quote(user, safe='')}@{host}/{quote(name, safe='')}"

    @property
    def state(self) -> DatabaseState | None:
        """What was found out about the chosen database."""
        database = self.database
        return None if database is None else self._states.get(database)

    @property
    def reason(self) -> str:
        """Why the chosen database can't be used yet; empty when it can."""
        state = self.state
        if state is not None and state.reachable:
            return ""
        if self.embedded:
            return "Basis data di PC ini belum terbaca"
        return "Uji server kantor dahulu (Alt+U)" if state is None else "Server kantor belum tersambung"

    def look(self) -> None:
        """Look at the chosen database again, as far as it is known which one."""
        if self.database is not None and (self.embedded or self.state is not None):
            self._look_at(self.database)

    def try_server(self) -> None:
        """*Uji*: choosing the server by it, too."""
        self.form.server.setChecked(True)
        self._show()
        for field in self._fields:
            if not self._check(field):
                field.setFocus()
                return
        database = self.database
        assert database is not None  # all fields have just been found right
        self._look_at(database)

    def wants_enter(self) -> bool:
        """Enter in a field of the server is *Uji*."""
        if not any(field.hasFocus() for field in self._fields):
            return False
        self.try_button.click()
        return True

    def _look_at(self, database: str) -> None:
        self._keeper.run(
            lambda: self._acts.look_at(database),
            on_done=lambda state: self._found(database, state),
            on_refused=lambda sentence: self._not_found(database, sentence),
            on_failed=lambda code: self._not_found(database, program_fault(code)),
            button=None if database == EMBEDDED else self.try_button,
        )

    def _found(self, database: str, state: DatabaseState) -> None:
        self._states[database] = state
        self._show()
        self.changed.emit()

    def _not_found(self, database: str, sentence: str) -> None:
        nothing = DatabaseState(
            reachable=False,
            has_office=False,
            milliseconds=0,
            taken_counters=(),
            counters=(),
            sentence=sentence,
        )
        self._found(database, nothing)

    def _on_choice(self) -> None:
        self._show()
        self.changed.emit()
        self.look()

    def _on_edit(self) -> None:
        self.form.server.setChecked(True)
        self._show()
        self.changed.emit()

    def _on_left(self, field: QLineEdit) -> None:
        if field.text() or field.isModified():
            self._check(field)

    def _checked(self, field: QLineEdit) -> str:
        name = self._fields[field]
        text = clean_line(field.text(), field=name, limit=63 if field is not self.form.host else 253)
        if field is self.form.host and not _HOST.fullmatch(text):
            raise Refused(f"{name} ditulis seperti server-kantor atau 192.0.2.10, boleh dengan :5433.")
        return text

    def _check(self, field: QLineEdit) -> bool:
        """Whether the field is right; says what is wrong."""
        try:
            self._checked(field)
        except Refused as refused:
            restyle(field, "state", "bad")
            self.form.serverNote.say(refused.sentence, State.BAD)
            return False
        if field.property("state"):
            self._show()
        return True

    def _show(self) -> None:
        form = self.form
        form.embeddedOption.set_lit(self.embedded)
        form.serverOption.set_lit(not self.embedded)
        for field in self._fields:
            restyle(field, "state", "")
        form.embeddedNote.say("")
        form.serverNote.say(_NO_PASSWORD)
        state = self.state
        self.badge.setVisible(not self.embedded and state is not None)
        if state is None:
            return
        shown = State.NEUTRAL if state.reachable else State.BAD
        if self.embedded:
            form.embeddedNote.say(state.sentence, shown)
            return
        connected = f"Tersambung, {state.milliseconds} ms"
        self.badge.set_badge(
            connected if state.reachable else "Tidak tersambung", State.OK if state.reachable else State.BAD
        )
        if state.sentence:
            form.serverNote.say(state.sentence, shown)
