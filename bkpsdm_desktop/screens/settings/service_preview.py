"""The right column of *Layanan*: how a service will look, what is other than before, and when it counts."""

from collections.abc import Sequence
from datetime import date, datetime, time

from PySide6.QtCore import QDate, QDateTime, QRectF, Qt, QTime
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QDateTimeEdit, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from bkpsdm_desktop.domain.differences import Change, Difference
from bkpsdm_desktop.domain.instants import at_wib
from bkpsdm_desktop.domain.standard import Standard
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.counter.pieces import Fact, FactList
from bkpsdm_desktop.screens.settings.areas import scrolled
from bkpsdm_desktop.screens.settings.fields import Field
from bkpsdm_desktop.screens.settings.segments import Segments
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets import painting
from bkpsdm_desktop.screens.widgets.labels import plain_label
from bkpsdm_desktop.screens.widgets.panel import Panel
from bkpsdm_desktop.screens.widgets.state import State

KIOSK, COUNTER, SLIP = range(3)
_STATES = {Change.ADDED: State.OK, Change.CHANGED: State.WARN, Change.REMOVED: State.BAD}


class Tile(QWidget):
    """The tile of the kiosk: letter and name on the primary colour."""

    def __init__(self) -> None:
        super().__init__()
        self._letter, self._name, self._note = "", "", ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_service(self, letter: str, name: str, note: str) -> None:
        self._letter, self._name, self._note = letter, name or "(belum bernama)", note
        self.setAccessibleName(f"{letter} {name}, {note}")
        self.setFixedHeight(20 + 23 * len(self._lines()) + 20)
        self.update()

    def _lines(self) -> list[str]:
        return painting.wrapped(self._name, theme.font(18, 600), max(60, self.width() - 62), 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.setFixedHeight(20 + 23 * len(self._lines()) + 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        box = QRectF(self.rect())
        painting.box(painter, box, ground=now.primary, edge=None, radius=10)
        letter = QRectF(10, 0, 32, box.height())
        painting.text(painter, letter, self._letter, theme.font(32, 700), now.primary_ink, painting.CENTER)
        lines = self._lines()
        painting.lines(painter, 50, 10, lines, theme.font(18, 600), now.primary_ink, 23)
        note = QRectF(50, 12 + 23 * len(lines), box.width() - 60, 18)
        painting.text(painter, note, self._note, theme.font(13), now.primary_second)


class Preview(Panel):
    """A service as kiosk, counter or slip show it."""

    def __init__(self) -> None:
        super().__init__("Pratinjau", body_margins=False)
        self.choice = Segments("Pratinjau", ("Mesin", "Loket", "Slip"))
        self.choice.picked.connect(lambda _: self._show())
        self.add_to_head(self.choice)
        self._standard: Standard | None = None
        self._letter, self._group = "", ""
        self._picture = QPixmap()
        self.tile = Tile()
        self._title = plain_label(size=15, weight=600, wrap=True)
        self._body = plain_label(wrap=True)
        self._slip = QLabel()
        self._slip.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._slip.setAccessibleName("Slip contoh")
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(11, 11, 11, 11)
        rows.setSpacing(8)
        for part in (self.tile, self._title, self._body, self._slip):
            rows.addWidget(part)
        rows.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inner)
        self.body.addWidget(self.area)

    def set_density(self, density: Density) -> None:
        super().set_density(density)
        if hasattr(self, "choice"):  # the panel asks before it has any
            self.choice.set_density(density)

    def show_standard(self, standard: Standard, letter: str, group: str) -> None:
        self._standard, self._letter, self._group = standard, letter, group
        self._show()

    def show_slip(self, png: bytes) -> None:
        """The slip as the printer will draw it."""
        picture = QPixmap()
        picture.loadFromData(png)
        self._picture = picture
        self._fit_slip()

    @property
    def words(self) -> str:
        """What is read in the preview now."""
        return "\n".join(part for part in (self._title.text(), self._body.text()) if part)

    def _show(self) -> None:
        standard = self._standard
        if standard is None:
            return
        place = self.choice.place
        self.tile.setVisible(place == KIOSK)
        self._slip.setVisible(place == SLIP)
        self._body.setVisible(place != SLIP)
        self._title.setVisible(place != SLIP)
        if place == KIOSK:
            self.tile.show_service(self._letter, standard.name, self._group)
            self._title.setText("Yang perlu disiapkan")
            self._body.setText(_numbered(standard) or "Tidak ada persyaratan.")
        elif place == COUNTER:
            self._title.setText(standard.name)
            self._body.setText("\n".join(_counter_lines(standard)))
        else:
            self._fit_slip()

    def _fit_slip(self) -> None:
        if self._picture.isNull():
            return
        width = max(80, self.area.viewport().width() - 24)
        mode = Qt.TransformationMode.SmoothTransformation
        self._slip.setPixmap(self._picture.scaledToWidth(width, mode))


def _numbered(standard: Standard) -> str:
    return "\n".join(f"{place}. {text}" for place, text in enumerate(standard.requirements, start=1))


def _counter_lines(standard: Standard) -> list[str]:
    days = standard.promise_days
    return [
        f"Target {standard.minutes} menit, selesai {'di tempat' if days is None else f'{days} hari kerja'}",
        f"Biaya: {standard.fee}",
        *([f"Produk: {standard.product}"] if standard.product else []),
        "",
        "Persyaratan",
        _numbered(standard) or "Tidak ada.",
        "",
        f"Dasar: {standard.legal_basis or '–'}",
        *([f"Catatan: {standard.notes}"] if standard.notes else []),
    ]


class Changes(Panel):
    """*Yang berubah dari versi 4*, each line with its sign."""

    def __init__(self) -> None:
        super().__init__("Yang berubah", body_margins=False)
        self.list = FactList()
        self.body.addWidget(scrolled(self.list))

    def show_changes(self, title: str, changes: Sequence[Difference], nothing: str) -> None:
        self.set_title(title)
        facts = [Fact(each.words, icon=each.change.value, state=_STATES[each.change]) for each in changes]
        self.list.set_facts(facts or [Fact(nothing, icon="info", state=State.NEUTRAL, muted=True)])

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(fact.words for fact in self.list.facts)


class ValidFrom(QWidget):
    """When the version counts: a time, or at once."""

    def __init__(self) -> None:
        super().__init__()
        self.field = QDateTimeEdit()
        self.field.setFont(theme.font(15))
        self.field.setDisplayFormat("d MMM yyyy, HH.mm 'WIB'")
        self.field.setCalendarPopup(True)
        self.now = QCheckBox("&Sekarang juga")
        self.now.setAccessibleName("Sekarang juga")
        self.now.toggled.connect(self.field.setDisabled)
        self._field = Field("Berlaku &mulai", self.field)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        rows.addWidget(self._field)
        rows.addWidget(self.now)

    def offer(self, day: date, clock: time) -> None:
        """Show a time of the office."""
        self.field.setDateTime(
            QDateTime(QDate(day.year, day.month, day.day), QTime(clock.hour, clock.minute))
        )

    @property
    def instant(self) -> datetime | None:
        """The chosen time, ``None`` for at once. The field holds the office's clock, whatever zone the PC
        is set to."""
        if self.now.isChecked():
            return None
        day, clock = self.field.date(), self.field.time()
        return at_wib(date(day.year(), day.month(), day.day()), time(clock.hour(), clock.minute()))

    def set_density(self, density: Density) -> None:
        self._field.set_density(density)
