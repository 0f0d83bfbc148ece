"""Where a number goes: to a service, to a counter, or to both; with its place or to the end."""

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.widgets.labels import plain_label
from bkpsdm_desktop.services.rows import CounterState
from bkpsdm_desktop.services.supervision_rows import Supervision, TicketLine


@dataclass(frozen=True, slots=True)
class Move:
    """What the form says."""

    service: UUID | None
    counter: UUID | None
    keep_place: bool


class MoveForm(QWidget):
    """Two lists and a tick. ``reason`` says why it cannot be done as it stands."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._own_service = ""
        self.intro = plain_label(size=15, weight=600)
        self.service, self.counter = QComboBox(), QComboBox()
        for field, name in ((self.service, "Ke layanan"), (self.counter, "Untuk loket")):
            field.setAccessibleName(name)
            field.setFixedHeight(34)
            field.setMinimumWidth(420)
            field.currentIndexChanged.connect(self.changed)
        self.keep = QCheckBox("&Tempat dalam antrean tetap")
        self.keep.setChecked(True)
        self.keep.toggled.connect(self.changed)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        for words, field in (("Ke la&yanan", self.service), ("&Untuk loket", self.counter)):
            label = QLabel(words)
            label.setFont(theme.font(13))
            label.setBuddy(field)
            form.addRow(label, field)
        form.addRow("", self.keep)
        self.hint = plain_label(role="muted", wrap=True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(16)
        rows.addWidget(self.intro)
        rows.addLayout(form)
        rows.addWidget(self.hint)
        rows.addStretch(1)
        self.keep.toggled.connect(self._write_hint)
        self._write_hint()

    def _write_hint(self) -> None:
        self.hint.setText(
            "Nomor tetap mendahului semua yang datang sesudahnya."
            if self.keep.isChecked()
            else "Nomor menunggu di belakang semua yang sudah menunggu."
        )

    def show_ticket(self, ticket: TicketLine, view: Supervision) -> None:
        """Offer the services that are open and the counters where somebody works."""
        self.intro.setText(f"Pindahkan {ticket.label}, sekarang {ticket.service}")
        self._own_service = ticket.service
        for field in (self.service, self.counter):
            field.blockSignals(True)
            field.clear()
        self.service.addItem("Layanan tetap", None)
        for choice in view.choices:
            if choice.name != ticket.service:
                self.service.addItem(choice.name, choice.id)
        self.counter.addItem("Loket mana saja", None)
        for line in view.counters:
            if line.state is not CounterState.CLOSED:
                self.counter.addItem(f"Loket {line.number}, {line.clerk}", line.id)
        for field in (self.service, self.counter):
            field.setCurrentIndex(0)
            field.blockSignals(False)
        self.keep.setChecked(True)
        self.changed.emit()

    @property
    def wanted(self) -> Move:
        return Move(self.service.currentData(), self.counter.currentData(), self.keep.isChecked())

    @property
    def reason(self) -> str:
        move = self.wanted
        return "Pilih layanan atau loket tujuan." if move.service is None and move.counter is None else ""
