"""The navy head of every staff window and the line at its foot."""

from datetime import date, datetime

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QColor, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from bkpsdm_desktop.domain import indonesian
from bkpsdm_desktop.domain.instants import WIB
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.icons import paint_icon
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets import painting
from bkpsdm_desktop.screens.widgets.keys import KeyCap, key_name
from bkpsdm_desktop.screens.widgets.labels import ElidedLabel, Picture, plain_label, restyle
from bkpsdm_desktop.screens.widgets.state import State


class Pill(QWidget):
    """A state on the navy ground: neutral and info outlined, ok green, warn and bad amber."""

    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word, self._icon, self._state = "", "", State.NEUTRAL
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_pill(self, word: str, state: State = State.NEUTRAL, icon: str = "") -> None:
        self._word, self._state, self._icon = word, state, icon or state.icon
        self.setAccessibleName(word)
        self.setVisible(bool(word))
        self.updateGeometry()
        self.update()

    @property
    def word(self) -> str:
        return self._word

    def sizeHint(self) -> QSize:
        return QSize(round(8 + 14 + 5 + painting.width_of(self._word, theme.font(12, 600)) + 10.5), 22)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        ink, ground, edge = {
            State.OK: (now.header_ink, now.header_ok, now.header_ok_edge),
            State.WARN: (now.warning_on, now.warning, now.warning),
            State.BAD: (now.warning_on, now.warning, now.warning),
        }.get(self._state, (now.header_ink, now.header_2, now.header_edge))
        painter = QPainter(self)
        rect = QRectF(self.rect())
        painting.box(painter, rect, ground=ground, edge=edge, radius=rect.height() / 2)
        paint_icon(painter, self._icon, ink, QRectF(8, rect.center().y() - 7, 14, 14))
        words = QRectF(27, 0, rect.width() - 35, rect.height())
        painting.text(painter, words, self._word, theme.font(12, 600), ink)


class HeaderBar(QFrame):
    """Emblem, office, station with its state, person, connection, date and clock."""

    connection_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._density = Density.NORMAL
        self._day: date | None = None
        self._emblem = Picture("emblem", 28)
        self._office = ElidedLabel(size=15, weight=600, color=lambda now: now.header_ink, grow=False)
        self._station_icon = Picture("counter", 16)
        self._station = plain_label(size=15, weight=600, role="header")
        self.state = Pill()
        self._person_icon = Picture("user", 16)
        self._person = ElidedLabel(size=13, weight=600, color=lambda now: now.header_ink, grow=False)
        self._role = plain_label(size=13, role="header_muted")
        self._connection_icon = Picture("sync", 16)
        self._connection = plain_label(size=13, weight=600, role="header")
        self._connection_detail = ElidedLabel(size=13, color=lambda now: now.header_muted, grow=False)
        self.alarm = Pill()
        self.alarm.clicked.connect(self.connection_clicked)
        self._date = plain_label(size=13, role="header_muted")
        self._clock = plain_label(size=15, weight=600, role="header")
        self._build()
        for part in (self.state, self.alarm):
            part.setVisible(False)
        self.set_person("")
        self.set_connection("")
        self.set_density(Density.NORMAL)

    def _build(self) -> None:
        for picture in (self._station_icon, self._person_icon, self._connection_icon):
            picture.set_color(lambda: theme.current().header_muted)
        self._station_icon.set_color(lambda: theme.current().header_ink)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(7)
        self._row.addWidget(self._emblem)
        self._row.addSpacing(21)
        self._row.addWidget(self._office)
        self._line_office = self._line()
        self._add(self._station_icon, self._station, self.state)
        self._line_person = self._line()
        self._add(self._person_icon, self._person, self._role)
        self._row.addStretch(1)
        self._add(self._connection_icon, self._connection, self._connection_detail, self.alarm)
        self._line_date = self._line()
        self._row.addWidget(self._date)
        self._row.addSpacing(12)
        self._row.addWidget(self._clock)

    def _add(self, *parts: QWidget) -> None:
        for part in parts:
            self._row.addWidget(part)

    def _line(self) -> QWidget:
        line = _Line()
        self._row.addSpacing(7)
        self._row.addWidget(line)
        self._row.addSpacing(7)
        return line

    def set_office(self, name: str) -> None:
        self._office.set_text(name)
        self.setAccessibleName(name)

    def set_station(self, name: str, icon: str = "counter") -> None:
        self._station.setText(name)
        self._station_icon.set_icon(icon)

    def set_state(self, word: str, state: State = State.NEUTRAL, icon: str = "") -> None:
        """What the station is doing, in a pill; an empty word takes the pill away."""
        self.state.set_pill(word, state, icon)

    def set_person(self, name: str, role: str = "") -> None:
        """Who is signed in; empty when nobody is."""
        self._person.set_text(name)
        self._role.setText(f"· {role}" if role else "")
        self._fit()

    def set_connection(self, word: str, detail: str = "", *, alarm: str = "") -> None:
        """``Tersambung`` and its detail; ``alarm`` (``Luring sejak 09.53 WIB``) stands in an amber pill."""
        self._connection.setText(word)
        self._connection_detail.set_text(f"· {detail}" if detail else "")
        self.alarm.set_pill(alarm, State.WARN, "wifi-off")
        self._fit()

    def set_now(self, now: datetime) -> None:
        """Date and clock in WIB from an aware instant."""
        local = now.astimezone(WIB)
        self._day = local.date()
        self._clock.setText(indonesian.clock_wib(now))
        self._write_date()

    def set_density(self, density: Density) -> None:
        px = density.px
        self._density = density
        self.setFixedHeight(px.header)
        side = (px.nav - 28) // 2
        self._row.setContentsMargins(side, 0, 16, 0)
        self._fit()
        self._write_date()

    def _write_date(self) -> None:
        if self._day is not None:
            wide = self._density.px.wide_header
            self._date.setText(indonesian.long_date(self._day) if wide else indonesian.short_date(self._day))

    def _fit(self) -> None:
        smallest = self._density is Density.COMPACT2
        for part in (self._office, self._line_office, self._date, self._line_date):
            part.setVisible(not smallest)
        person = bool(self._person.text)
        for part in (self._line_person, self._person_icon, self._person):
            part.setVisible(person)
        self._role.setVisible(person and self._density.px.wide_header)
        connection = bool(self._connection.text())
        for part in (self._connection_icon, self._connection, self._connection_detail):
            part.setVisible(connection)

    @property
    def words(self) -> dict[str, str]:
        """What stands in the head, by part."""
        return {
            "office": self._office.text, "station": self._station.text(), "state": self.state.word,
            "person": self._person.text, "connection": self._connection.text(), "alarm": self.alarm.word,
            "date": self._date.text(), "clock": self._clock.text(),
        }  # fmt: skip

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        over = self.childAt(event.position().toPoint())
        if over in (self._connection_icon, self._connection, self._connection_detail):
            self.connection_clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(theme.current().header))


class _Line(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(1, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(theme.current().header_line))


class _Segment(QFrame):
    """A fact at the right of the status line: icon or key, and words."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "segment")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 12, 0)
        self._row.setSpacing(6)
        self.icon = Picture(size=14)
        self.words = plain_label(size=12, role="muted")
        self._row.addWidget(self.icon)
        self._row.addWidget(self.words)

    def set_key(self, key: str) -> None:
        self.icon.setVisible(False)
        self._row.insertWidget(0, KeyCap(key))


class StatusLine(QFrame):
    """Reasons and news on the left, devices and keys on the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bar")
        self._icon = Picture(size=14)
        self._message = ElidedLabel(size=12)
        self._segments: dict[str, _Segment] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 1, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self._icon)
        self._row.addSpacing(6)
        self._row.addWidget(self._message, 1)
        self.set_message("")
        self.set_density(Density.NORMAL)

    def set_density(self, density: Density) -> None:
        self.setFixedHeight(density.px.status)

    def set_message(self, words: str, state: State = State.INFO) -> None:
        """Why a verb cannot be used, or what was done; empty clears it."""
        self._message.set_text(words)
        self.setAccessibleName(words or "Baris keadaan")
        self._icon.setVisible(bool(words))
        info = state in (State.INFO, State.NEUTRAL)
        self._icon.set_icon("info" if info else state.icon)
        self._icon.set_color(lambda: theme.current().ink if info else state.look(theme.current()).ink)

    @property
    def message(self) -> str:
        return self._message.text

    def set_segment(self, name: str, words: str, icon: str = "", state: State = State.NEUTRAL) -> None:
        """A fact by ``name``, in the order first set; empty words take it away."""
        segment = self._segment(name)
        segment.words.setText(words)
        segment.setAccessibleName(words)
        segment.setVisible(bool(words))
        segment.icon.setVisible(bool(icon))
        segment.icon.set_icon(icon or "info")
        segment.icon.set_color(lambda: state.look(theme.current()).ink)
        alarmed = state in (State.WARN, State.BAD)
        restyle(segment, "alarm", state.value if alarmed else "")
        restyle(segment.words, "role", state.value if alarmed else "muted")
        segment.words.setFont(theme.font(12, 600 if alarmed else 400))

    def add_key(self, key: str, words: str) -> None:
        """A key that always works here, such as F1 for help."""
        segment = self._segment(f"key {key}")
        segment.words.setText(words)
        segment.setAccessibleName(f"{words}, tombol {key_name(QKeySequence(key))}")
        segment.set_key(key)
        segment.setVisible(True)

    def _segment(self, name: str) -> _Segment:
        if name not in self._segments:
            self._segments[name] = _Segment()
            self._row.addWidget(self._segments[name])
        return self._segments[name]
