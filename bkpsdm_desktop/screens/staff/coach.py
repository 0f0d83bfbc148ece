"""First steps on a screen: a card at its lower right, shown once to each person, that takes no key away."""

from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.counter.pieces import Fact, FactList
from bkpsdm_desktop.screens.staff.pages import Page
from bkpsdm_desktop.screens.tasks import TaskKeeper
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, Size
from bkpsdm_desktop.screens.widgets.labels import Picture, plain_label

_HELP = ("F1", "Bantuan untuk layar ini, kapan saja.")
_ALL = ("Ctrl+K", "Semua perintah dengan namanya.")
STEPS: dict[Page, tuple[str, tuple[tuple[str, str], ...]]] = {
    Page.COUNTER: (
        "Pertama kali di loket?",
        (
            ("F2", "Panggil. Tombol besar di kiri bawah selalu langkah berikutnya."),
            ("F1", "Berkas, dasar hukum, dan catatan layanan yang sedang dilayani."),
            _ALL,
        ),
    ),
    Page.SUPERVISOR: (
        "Pertama kali di layar pengawas?",
        (
            ("Ctrl+Enter", "Lakukan saran di baris atas."),
            ("Enter", "Buka daftar di balik angka; Tab pindah angka."),
            _HELP,
        ),
    ),
    Page.BOOKINGS: ("Pertama kali di halaman janji?", (_HELP,)),
    Page.STATISTICS: ("Pertama kali di statistik?", (_HELP,)),
    Page.SETTINGS: (
        "Pertama kali di setelan?",
        (("Ctrl+PgDown", "Bagian berikutnya; isinya di kanan."), _HELP),
    ),
}
_WIDE, _EDGE = 392, 20


class CoachActs(Protocol):
    """Where it is kept what a person was shown."""

    async def coached(self) -> frozenset[str]: ...
    async def mark_coached(self, screen: str) -> None: ...


class CoachCard(QFrame):
    """Title, a few keys, and a button. It never takes the keyboard by itself."""

    closed = Signal()

    def __init__(self, page: Page, work: QWidget) -> None:
        super().__init__(work)
        self._work = work
        self.setProperty("kind", "panel")
        self.setProperty("lit", "true")
        title, steps = STEPS[page]
        self.setAccessibleName(title)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(14, 12, 14, 12)
        rows.setSpacing(6)
        head = QHBoxLayout()
        picture = Picture("bulb", 20)
        picture.set_color(lambda: theme.current().primary)
        head.addWidget(picture)
        head.addWidget(plain_label(title, size=15, weight=600), 1)
        rows.addLayout(head)
        facts = FactList()
        facts.set_facts([Fact(what, key=key) for key, what in steps])
        rows.addWidget(facts)
        foot = QHBoxLayout()
        foot.addStretch(1)
        self.button = KeyButton("Mengerti", size=Size.SMALL)
        cap = QAction("Mengerti", self)  # Esc is heard by the window; this gives the button its cap
        cap.setShortcut(QKeySequence("Esc"))
        self.button.bind(cap)
        self.button.clicked.connect(self.close_card)
        foot.addWidget(self.button)
        rows.addLayout(foot)
        work.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        self.show()
        self.raise_()
        self._fit()

    def close_card(self) -> bool:
        """Whether it was there."""
        if self.isHidden():
            return False
        if self.button.hasFocus():
            self.window().setFocus(Qt.FocusReason.PopupFocusReason)
        self.hide()
        self.closed.emit()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._work and event.type() == QEvent.Type.Resize and not self.isHidden():
            self._fit()
        return False

    def _fit(self) -> None:
        room = self._work.rect()
        width = min(_WIDE, room.width() - 2 * _EDGE)
        self.setFixedWidth(width)
        height = self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()
        self.setGeometry(room.width() - width - _EDGE, room.height() - height - _EDGE, width, height)


class Coach:
    """Asks once whether the person knows the page, and remembers that they do."""

    def __init__(self, page: Page, acts: CoachActs, keeper: TaskKeeper, work: QWidget) -> None:
        self._page, self._acts, self._keeper, self._work = page, acts, keeper, work
        self.card: CoachCard | None = None
        self.known = False
        """Whether the office has said what the person knows."""
        # Without the office's answer nothing is shown: it comes with the next signing in.
        keeper.run(acts.coached, on_done=self._show, on_refused=_nothing, on_failed=_nothing)

    def close(self) -> bool:
        """Esc: whether there was a card to close."""
        return self.card is not None and self.card.close_card()

    def _show(self, seen: frozenset[str]) -> None:
        self.known = True
        if self._page.name not in seen:
            self.card = CoachCard(self._page, self._work)
            self.card.closed.connect(self._remember)
            self.card.open()

    def _remember(self) -> None:
        self._keeper.run(
            lambda: self._acts.mark_coached(self._page.name), on_refused=_nothing, on_failed=_nothing
        )


def _nothing(_: str) -> None:
    """What cannot be remembered now is shown again another day."""
