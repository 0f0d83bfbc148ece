"""The first window a PC shows: three questions, then what the chosen database needs, then it starts."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QWidget

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.forms.ui_start_window import Ui_StartForm
from bkpsdm_desktop.screens.staff import help_words
from bkpsdm_desktop.screens.staff.help_key import HelpKey
from bkpsdm_desktop.screens.start.acts import DatabaseState, NewOffice, StartActs, StartChoice
from bkpsdm_desktop.screens.start.fields import program_fault
from bkpsdm_desktop.screens.start.office import OfficePage
from bkpsdm_desktop.screens.start.page import Page
from bkpsdm_desktop.screens.start.permission import PermissionPage
from bkpsdm_desktop.screens.start.recovery import RecoveryPage, Step
from bkpsdm_desktop.screens.start.station import StationPage
from bkpsdm_desktop.screens.tasks import TaskKeeper
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, PrimaryButton
from bkpsdm_desktop.screens.widgets.labels import Picture, plain_label
from bkpsdm_desktop.screens.widgets.state import State

__all__ = ["DatabaseState", "NewOffice", "StartActs", "StartChoice", "StartWindow"]

_CLOSING = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NOTHING_YET = "Belum ada yang diubah di PC ini."


class StartWindow(QWidget):
    """Asks what this PC is and starts it; to be shown while the event loop runs.

    Its owner closes it after ``started``. Closed before that, it says ``cancelled``: then nothing was
    remembered, though an office that was made stays made, and the next start goes on from it.
    """

    started = Signal(object)
    """Carries the ``StartChoice``."""

    cancelled = Signal()

    def __init__(
        self,
        acts: StartActs,
        *,
        machine: str,
        version: str,
        on_fault: Callable[[BaseException], str],
        random_group: Callable[[int], int],
    ) -> None:
        """``on_fault`` logs a fault of ours and gives its code; ``random_group`` as ``secrets.randbelow``."""
        super().__init__()
        self._acts = acts
        self._keeper = TaskKeeper(on_fault)
        self._keys: dict[str, str] = {}  # recovery key, or empty, of each database that is ready
        self._safe: set[str] = set()  # databases whose key is on paper
        self._over = False
        self.form = form = Ui_StartForm()
        form.setupUi(self)
        self.station = StationPage(acts, self._keeper)
        self.office = OfficePage()
        self.permission = PermissionPage()
        self.recovery = RecoveryPage(random_group)
        for page in (self.station, self.office, self.permission, self.recovery):
            form.pages.addWidget(page)
            page.changed.connect(self._refresh)
        self.recovery.print_button.clicked.connect(self._print_key)
        self._build_bar()
        self._dress(machine, version)
        self._refresh()

    def _build_bar(self) -> None:
        # Enter and Esc come to the window from whatever has the keyboard; the actions give the caps.
        self.primary = PrimaryButton()
        self._enter = QAction("Lanjut", self)
        self._enter.setShortcut(QKeySequence("Return"))
        self.primary.bind(self._enter)
        self.primary.clicked.connect(self._go_on)
        self.back_button = KeyButton()
        self._escape = QAction("Kembali", self)
        self._escape.setShortcut(QKeySequence("Esc"))
        self.back_button.bind(self._escape)
        self.back_button.clicked.connect(self._go_back)
        self.help_button = KeyButton("Bantuan")
        self.help = HelpKey(self, help_words.START, self.form.pages, button=self.help_button)
        self.hint = plain_label(role="muted", wrap=True)
        self.form.verbs.addWidget(self.primary)
        self.form.verbs.addWidget(self.hint, 1)
        self.form.verbs.addWidget(self.help_button)
        self.form.verbs.addWidget(self.back_button)
        # what a form holds comes before the buttons made in code; this field stands below them
        self.setTabOrder(self.recovery.print_button, self.recovery.form.typed)

    def _dress(self, machine: str, version: str) -> None:
        form = self.form
        self.resize(1000, 680)
        self.setMinimumSize(1000, 520)
        form.header.setFixedHeight(64)
        form.bar.setFixedHeight(Density.NORMAL.px.bar)
        form.headerRow.insertWidget(0, Picture("emblem", 34))
        form.title.setFont(theme.font(18, 600))
        form.machine.setText(f"{machine} · versi {version}" if machine else f"versi {version}")
        self._say("")

    @property
    def page(self) -> Page:
        """The page that is shown."""
        page = self.form.pages.currentWidget()
        assert isinstance(page, Page)
        return page

    @property
    def busy(self) -> bool:
        return self._keeper.busy

    # --- going on and back -------------------------------------------------------------------------

    def _go_on(self) -> None:
        page = self.page
        self._say("")
        if page is self.recovery and self.recovery.step is Step.COPY:
            self.recovery.ask()
            return
        if page is self.recovery and not self.recovery.confirmed():
            return
        choice = self.station.choice()
        if choice is None:
            self._show(self.station)
        elif page is self.recovery:
            self._safe.add(choice.database)
            self._finish(choice)
        elif choice.database in self._keys:
            self._after_ready(choice)
        elif page is self.station:
            self._leave_station(choice)
        elif page is self.office:
            self._make_office(choice)
        else:
            self._join(choice)

    def _leave_station(self, choice: StartChoice) -> None:
        state = self.station.state
        if state is not None and state.has_office:
            self.permission.open_for(choice.name, embedded=not choice.database)
            self._show(self.permission)
        else:
            self._show(self.office)

    def _make_office(self, choice: StartChoice) -> None:
        office = self.office.read()
        if office is None:
            return

        async def make() -> str | None:
            key = await self._acts.prepare(choice)
            await self._acts.create_office(choice, office)
            return key

        self._run(
            make,
            lambda key: self._ready(choice, key),
            lambda sentence: None if self.office.complain(sentence) else self._say(sentence),
        )

    def _join(self, choice: StartChoice) -> None:
        who = self.permission.read()
        if who is None:
            return
        username, password = who

        async def join() -> str | None:
            await self._acts.authorise(choice, username=username, password=password)
            return await self._acts.prepare(choice)

        self._run(join, lambda key: self._ready(choice, key), self.permission.complain)

    def _ready(self, choice: StartChoice, key: str | None) -> None:
        """The database has an office, and this PC may join it."""
        self.office.forget()
        self.permission.forget()
        self._keys[choice.database] = key or ""
        self._after_ready(choice)

    def _after_ready(self, choice: StartChoice) -> None:
        key = self._keys[choice.database]
        if key and choice.database not in self._safe:
            self.recovery.open_for(key, prints=bool(choice.printer))
            self._show(self.recovery)
        else:
            self._finish(choice)

    def _print_key(self) -> None:
        choice = self.station.choice()
        if choice is None:
            self._show(self.station)
            return
        text = self.recovery.text
        self._keeper.run(
            lambda: self._acts.print_recovery(choice, text),
            on_done=self.recovery.on_printed,
            on_refused=self.recovery.on_not_printed,
            on_failed=lambda code: self.recovery.on_not_printed(program_fault(code)),
            button=self.recovery.print_button,
        )

    def _finish(self, choice: StartChoice) -> None:
        def refused(sentence: str) -> None:
            self._show(self.station)  # what the sentence speaks of was chosen there
            self._say(sentence)

        self._run(lambda: self._acts.finish(choice), lambda _: self._started(choice), refused)

    def _started(self, choice: StartChoice) -> None:
        self._over = True
        self._forget()
        self.primary.set_reason("Sudah dimulai")
        self.started.emit(choice)

    def _go_back(self) -> None:
        if self.primary.busy or self._over:
            return
        self._say("")
        if self.page is self.station:
            self.close()
        elif not (self.page is self.recovery and self.recovery.step_back()):
            self._show(self.station)

    def _run(
        self,
        act: Callable[[], Coroutine[Any, Any, Any]],
        on_done: Callable[[Any], None],
        on_refused: Callable[[str], None],
    ) -> None:
        """An act of the primary button. One may follow another at once, so the keeper is given no button."""
        self.primary.set_busy(True)

        def then(after: Callable[[Any], None]) -> Callable[[Any], None]:
            def ended(result: Any) -> None:
                self.primary.set_busy(False)
                after(result)

            return ended

        self._keeper.run(
            act,
            on_done=then(on_done),
            on_refused=then(on_refused),
            on_failed=then(lambda code: self._say(program_fault(code))),
        )

    # --- what is shown -------------------------------------------------------------------------------

    def _show(self, page: Page) -> None:
        self.help.close()
        self.form.pages.setCurrentWidget(page)
        if page is self.station:
            self.station.database.look()
        self._refresh()
        page.first_field.setFocus()

    def _refresh(self) -> None:
        if self._over:
            return
        page = self.page
        verb, about, hint = self._bar_words()
        self.primary.set_verb(verb)
        self.primary.set_about(about)
        reason = self.recovery.reason if page is self.recovery else self.station.reason
        self.primary.set_reason(reason)
        self.hint.setText(hint)
        self.back_button.set_verb("Tutup" if page is self.station else "Kembali")

    def _bar_words(self) -> tuple[str, str, str]:
        """Verb and second line of the primary button, and what stands beside it."""
        start = f"Mulai sebagai {self.station.name}"
        database = self.station.database.database
        page = self.page
        if page is self.recovery:
            if self.recovery.step is Step.COPY:
                return "Sudah saya salin", "lalu ketik satu kelompok", "Kunci ditutup saat Anda mengetiknya."
            printed = self.recovery.step is Step.SAFE
            about = "kunci sudah tercetak" if printed else "setelah kelompok itu cocok"
            return start, about, "Kantor sudah dibuat; tidak ada yang hilang."
        if page is self.permission:
            return start, "PC ini bergabung dengan kantor", "Kata sandi tidak disimpan di PC ini."
        if page is self.office:
            hint = "Belum ada yang dibuat sebelum tombol ini ditekan."
            if database:
                return start, "kantor dan administrator dibuat", hint
            return "Buat kantor", "lalu kunci pemulihan", hint
        if database in self._keys:
            key = self._keys[database]
            kept = not key or database in self._safe
            if kept:
                return start, "kantor sudah siap", _NOTHING_YET
            return "Lanjut", "lalu kunci pemulihan", _NOTHING_YET
        state = self.station.state
        if state is not None and state.has_office:
            return "Lanjut", "lalu izin administrator", _NOTHING_YET
        return "Lanjut", "lalu kantor dan administrator", _NOTHING_YET

    def _say(self, sentence: str) -> None:
        if sentence:
            self.form.trouble.set_message(State.BAD, "", sentence)
        else:
            self.form.trouble.clear()
        self.form.troublePlace.setVisible(bool(sentence))

    # --- keys, showing, closing --------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _CLOSING and self.help.close():
            return  # whoever reads is not led on to the next page by the same key
        if key == Qt.Key.Key_Escape:
            self._escape.trigger()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat() and not self.page.wants_enter():
                self._enter.trigger()
        elif not (event.text().isdecimal() and self.page.wants_digit(int(event.text()))):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self._show(self.page)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._keeper.close()
        self._forget()
        if not self._over:
            self._over = True
            self.cancelled.emit()
        super().closeEvent(event)

    def _forget(self) -> None:
        """No secret stays in a window that is over."""
        self.office.forget()
        self.permission.forget()
        self.recovery.forget()
        self._keys.clear()
