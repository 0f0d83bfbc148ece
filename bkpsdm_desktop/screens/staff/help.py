"""F1: what this screen is for and its keys; at a counter also the services, searchable without the office."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bkpsdm_desktop.domain.indonesian import clock_wib, short_date
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.counter.pieces import Fact, FactList, RowsTable, line
from bkpsdm_desktop.screens.counter.wording import promise_words
from bkpsdm_desktop.screens.models import Column, KeyedTableModel
from bkpsdm_desktop.screens.settings.segments import Segments
from bkpsdm_desktop.screens.staff.help_words import ScreenWords
from bkpsdm_desktop.screens.staff.side_sheet import SideSheet
from bkpsdm_desktop.screens.widgets.labels import plain_label
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.help import HelpPage, find

_TYPED, _ROWS = 80, 5


def _scrolled(content: QWidget, name: str) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    area.setAccessibleName(name)
    area.viewport().setAutoFillBackground(False)
    area.setWidget(content)
    content.setAutoFillBackground(False)  # which it has just been given
    return area


class ScreenHelp(QWidget):
    """What a screen is for, its keys, and where the guide is."""

    def __init__(self, words: ScreenWords) -> None:
        super().__init__()
        keys = FactList()
        keys.set_facts([Fact(what, key=key) for key, what in words.keys])
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, 8, 0)
        rows.setSpacing(8)
        rows.addWidget(plain_label(words.title, size=18, weight=600, wrap=True))
        rows.addWidget(plain_label(words.about, size=15, wrap=True))
        rows.addWidget(line())
        for topic, meaning in words.topics:
            pair = QVBoxLayout()
            pair.setSpacing(2)
            pair.addWidget(plain_label(topic, weight=600))
            pair.addWidget(plain_label(meaning, wrap=True))
            rows.addLayout(pair)
        if words.topics:
            rows.addWidget(line())
        rows.addWidget(keys)
        if words.guide:
            guide = f"Selengkapnya dalam buku panduan, bab {words.guide}."
            rows.addWidget(plain_label(guide, role="muted", wrap=True))
        rows.addStretch(1)
        self.area = _scrolled(inner, words.title)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)


class ServiceCard(QWidget):
    """One service: what it needs, the rule behind it, notes, and which version that is."""

    def __init__(self) -> None:
        super().__init__()
        self.page: HelpPage | None = None
        self._name = plain_label(size=18, weight=600, wrap=True)
        self._about = plain_label(role="muted", wrap=True)
        self._needs_head = plain_label(weight=600)
        self._needs = FactList()
        self._basis, self._product, self._notes = (plain_label(wrap=True) for _ in range(3))
        self._version = plain_label(size=12, role="muted", wrap=True)
        self._heads: list[tuple[QWidget, QLabel]] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 8, 0)
        self._rows.setSpacing(6)
        for part in (self._name, self._about, line(), self._needs_head, self._needs):
            self._rows.addWidget(part)
        self._part("Dasar hukum", self._basis)
        self._part("Hasil layanan", self._product)
        self._part("Catatan untuk petugas", self._notes)
        self._rows.addWidget(line())
        self._rows.addWidget(self._version)
        self._rows.addStretch(1)

    def _part(self, title: str, words: QLabel) -> None:
        head = plain_label(title, weight=600)
        self._heads.append((head, words))
        self._rows.addSpacing(4)
        self._rows.addWidget(head)
        self._rows.addWidget(words)

    def show_page(self, page: HelpPage) -> None:
        self.page = page
        self._name.setText(page.name)
        promise = promise_words(page.promise_days, page.fee)
        about = (f"{page.series} · {page.group}", f"{page.minutes} menit di loket", promise)
        self._about.setText(" · ".join(part for part in about if part))
        count = len(page.requirements)
        self._needs_head.setText(f"Persyaratan ({count})" if count else "Persyaratan")
        self._needs.set_facts(
            [Fact(words, icon="document") for words in page.requirements]
            or [Fact("Tidak ada persyaratan tertulis.", icon="check", state=State.OK)]
        )
        for label, words in (
            (self._basis, page.legal_basis), (self._product, page.product), (self._notes, page.notes),
        ):  # fmt: skip
            label.setText(words)
        for head, label in self._heads:
            head.setVisible(bool(label.text()))
            label.setVisible(bool(label.text()))
        self._version.setText(version_words(page))

    @property
    def words(self) -> tuple[str, ...]:
        """What it says, from top to bottom."""
        shown = [label.text() for label in self.findChildren(QLabel) if not label.isHidden() and label.text()]
        return tuple(shown)


def version_words(page: HelpPage) -> str:
    """``Standar layanan versi 2, berlaku sejak 12 Okt 2026 pukul 08.00 WIB``."""
    if page.since is None:
        return f"Standar layanan versi {page.version}, berlaku sejak awal"
    since = f"{short_date(business_day(page.since))} pukul {clock_wib(page.since)}"
    return f"Standar layanan versi {page.version}, berlaku sejak {since}"


class ServiceHelp(QWidget):
    """A field, the services that match, and the one that is marked.

    With nothing typed it follows the visitor: the service being served, without a list.
    """

    def __init__(self) -> None:
        super().__init__()
        self._pages: tuple[HelpPage, ...] = ()
        self._served: UUID | None = None
        self._behind = False
        self.field = QLineEdit()
        self.field.setFont(theme.font(15))
        self.field.setFixedHeight(36)
        self.field.setMaxLength(_TYPED)
        self.field.setAccessibleName("Cari layanan, berkas, atau dasar hukum")
        label = plain_label("&Cari layanan, berkas, atau dasar hukum")
        label.setBuddy(self.field)
        self._model = KeyedTableModel[HelpPage](
            (
                Column("Seri", lambda page: page.series, strong=True),
                Column("Layanan", lambda page: page.name),
            ),
            key=lambda page: page.service,
        )
        self.table = RowsTable(
            "Layanan yang cocok", self._model, (36, None), head=False, choose=True,
            empty="Tidak ada layanan yang memuat kata itu.",
        )  # fmt: skip
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.card = ServiceCard()
        self.area = _scrolled(self.card, "Keterangan layanan")
        self.nothing = plain_label("Daftar layanan belum terbaca.", role="muted", wrap=True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        rows.addWidget(label)
        rows.addWidget(self.field)
        rows.addWidget(self.table)
        rows.addSpacing(2)
        rows.addWidget(self.area, 1)
        rows.addWidget(self.nothing)
        self.field.textChanged.connect(self._filter)
        self.field.installEventFilter(self)
        self.table.selectionModel().currentRowChanged.connect(self._marked)
        self._filter()

    @property
    def shown(self) -> tuple[HelpPage, ...]:
        """The services in the list."""
        return self._model.rows

    def set_pages(self, pages: Sequence[HelpPage]) -> None:
        self._pages = tuple(pages)
        self._keep_up()

    def follow(self, service: UUID | None) -> None:
        """The service that is being served now; ``None`` while there is nobody."""
        if service != self._served:
            self._served = service
            if service is not None:  # who is looking something up after a visit is not disturbed
                self.field.clear()
            self._keep_up()

    def _keep_up(self) -> None:
        """At once while somebody reads here; else when somebody does."""
        self._behind = not self.isVisible()
        if not self._behind:
            self._filter()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._behind:
            self._keep_up()

    def _filter(self) -> None:
        typed = self.field.text()
        found = find(self._pages, typed)
        served = next((page for page in self._pages if page.service == self._served), None)
        self.table.setVisible(bool(self._pages) and (bool(typed.strip()) or served is None))
        self._model.set_rows(found)
        self.table.fit_rows(1)
        self.table.setMaximumHeight(min(self.table.height(), _ROWS * 32 + 4))
        self.table.setMinimumHeight(min(self.table.height(), _ROWS * 32 + 4))
        if served is not None and not typed.strip():
            self._show(served)
        elif found:
            self.table.setCurrentIndex(self._model.index(0, 0))
            self._show(found[0])
        else:
            self._show(None)

    def _marked(self) -> None:
        page = self._model.row(self.table.currentIndex())
        if page is not None and self.table.isVisibleTo(self):
            self._show(page)

    def _show(self, page: HelpPage | None) -> None:
        self.area.setVisible(page is not None)
        self.nothing.setVisible(not self._pages)
        if page is not None and page != self.card.page:
            self.card.show_page(page)
            self.area.verticalScrollBar().setValue(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows choose a service while one types, Page Up and Page Down read on.

        Ctrl+Z is the undo of the counter as long as it offers one: not of the letters in this field.
        """
        if (
            watched is self.field
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
        ):
            event.ignore()
            return event.matches(QKeySequence.StandardKey.Undo)
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key)
            if step is not None and self._model.rows:
                place = self.table.currentIndex().row() + step
                self.table.setCurrentIndex(
                    self._model.index(min(max(place, 0), len(self._model.rows) - 1), 0)
                )
                return True
            if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
                bar = self.area.verticalScrollBar()
                bar.setValue(bar.value() + (1 if key == Qt.Key.Key_PageDown else -1) * bar.pageStep())
                return True
        return super().eventFilter(watched, event)


class HelpSheet(SideSheet):
    """Help for one screen; with ``services`` these come first and the screen's page is the second one."""

    def __init__(
        self,
        words: ScreenWords,
        work: QWidget,
        below: QLayout | QWidget | None = None,
        *,
        services: ServiceHelp | None = None,
    ) -> None:
        super().__init__("Bantuan", "help", work, below)
        self.services, self.about = services, ScreenHelp(words)
        self.choice: Segments | None = None
        if services is not None:
            self.choice = Segments("Bantuan tentang", ("Layanan", "Layar ini"))
            self.choice.picked.connect(self._pick)
            row = QHBoxLayout()
            row.addWidget(self.choice)
            row.addStretch(1)
            self.body.addLayout(row)
            self.body.addWidget(services, 1)
        self.body.addWidget(self.about, 1)
        self._pick(0)

    def _pick(self, place: int) -> None:
        on_services = self.services is not None and place == 0
        self.about.setVisible(not on_services)
        self.first = self.about.area
        if self.services is not None:
            self.services.setVisible(on_services)
            if on_services:
                self.first = self.services.field

    def open_screen(self) -> None:
        """The page of this screen."""
        if self.choice is not None:
            self.choice.pick(1)
            self._pick(1)
        self.open()
