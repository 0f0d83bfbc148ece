"""1. What this PC is used as."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.forms.ui_start_role import Ui_RoleForm
from bkpsdm_desktop.screens.start.acts import DatabaseState
from bkpsdm_desktop.screens.start.pieces import RoleCard
from bkpsdm_desktop.screens.widgets.labels import ElidedLabel

KIOSK_INCHES = 27.0
BOARD_INCHES = 43.0
SEAT_METRES = 6.0
"""What is offered, and what holds for roles that are not asked: the tables of ux.md §1 begin there."""

_CARDS = {
    "kiosk": ("kiosk", "Mesin antrean", "Pengunjung mengambil nomor dengan layar sentuh."),
    "loket": ("counter", "Loket", "Petugas memanggil dan melayani pengunjung."),
    "layar": ("screen", "Layar antrean", "TV ruang tunggu: nomor yang dipanggil dan loketnya."),
    "meja": ("chart", "Pengawas", "Mengawasi antrean dan mengatur kantor, tanpa loket."),
}


def spoken_list(numbers: Sequence[int]) -> str:
    """``1``, ``1 dan 2``, ``1, 2, dan 4``."""
    words = [str(number) for number in numbers]
    if len(words) < 3:
        return " dan ".join(words)
    return f"{', '.join(words[:-1])}, dan {words[-1]}"


class RolePart(QWidget):
    """Four cards, and below them what the chosen one needs to know."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.form = form = Ui_RoleForm()
        form.setupUi(self)
        self._known = False
        self._cards = dict(zip(_CARDS, (form.kiosk, form.counter, form.board, form.desk), strict=True))
        self._pages = dict(
            zip(
                _CARDS,
                (form.kioskDetails, form.counterDetails, form.boardDetails, form.deskDetails),
                strict=True,
            )
        )
        for key, (role, (icon, title, about)) in enumerate(_CARDS.items(), start=1):
            self._cards[role].set_card(icon=icon, title=title, about=about, key=str(key))
            self._cards[role].toggled.connect(self._on_card)
        self.counter_hint = ElidedLabel(color=lambda now: now.ink_muted)
        form.counterRow.addWidget(self.counter_hint)
        form.question.setFont(theme.font(15, 600))
        form.details.setFixedHeight(36)
        form.number.setFixedSize(84, 32)
        form.kioskInches.set_range(10, 120, KIOSK_INCHES, "inci")
        form.boardInches.set_range(10, 120, BOARD_INCHES, "inci")
        form.seat.set_range(1, 20, SEAT_METRES, "meter")
        form.number.currentIndexChanged.connect(self.changed)
        self._cards["loket"].setChecked(True)

    @property
    def role(self) -> str:
        return next(role for role, card in self._cards.items() if card.isChecked())

    @property
    def counter(self) -> int | None:
        number: int | None = self.form.number.currentData()
        return number if self.role == "loket" else None

    @property
    def screen_inches(self) -> float:
        field = self.form.boardInches if self.role == "layar" else self.form.kioskInches
        return float(field.value())

    @property
    def farthest_seat_m(self) -> float:
        return float(self.form.seat.value())

    @property
    def chosen_card(self) -> RoleCard:
        return self._cards[self.role]

    @property
    def reason(self) -> str:
        """Why nothing can start with what is chosen here; empty when it can."""
        if self.role != "loket" or not self._known or self.counter is not None:
            return ""
        return "Tidak ada loket yang bebas"

    def choose(self, number: int) -> bool:
        """Take the card with this key; False when there is none."""
        cards = list(self._cards.values())
        if not 1 <= number <= len(cards):
            return False
        cards[number - 1].setChecked(True)
        cards[number - 1].setFocus()
        return True

    def show_counters(self, state: DatabaseState | None) -> None:
        """Offer the free counters of this database; the chosen one stays when it is still free."""
        field = self.form.number
        chosen = field.currentData()
        free = [] if state is None else [n for n in state.counters if n not in state.taken_counters]
        field.blockSignals(True)
        field.clear()
        for number in free:
            field.addItem(str(number), number)
        field.setCurrentIndex(free.index(chosen) if chosen in free else 0 if free else -1)
        field.setEnabled(bool(free))
        field.blockSignals(False)
        self._known = state is not None and state.reachable
        self.counter_hint.set_text(self._about_counters(state, free))
        self.changed.emit()

    def _about_counters(self, state: DatabaseState | None, free: Sequence[int]) -> str:
        if state is None or not state.reachable:
            return "Nomor yang bebas tampil setelah basis data di bawah terbaca."
        taken = [number for number in state.counters if number in state.taken_counters]
        if not state.counters:
            return "Belum ada loket. Administrator menambahkannya di berkas loket.csv."
        if not free:
            return "Semua loket sudah dipakai PC lain. Tambahkan loket di berkas loket.csv."
        said = [f"Loket {spoken_list(taken)} sudah dipakai PC lain."] if taken else []
        return " ".join([*said, f"Loket {spoken_list(free)} bebas."])

    def _on_card(self, checked: bool) -> None:
        if checked:
            self.form.details.setCurrentWidget(self._pages[self.role])
            self.changed.emit()
