"""The first page: role, database, devices."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bkpsdm_desktop.screens.start.acts import DatabaseState, StartActs, StartChoice
from bkpsdm_desktop.screens.start.database import DatabasePart
from bkpsdm_desktop.screens.start.page import Page
from bkpsdm_desktop.screens.start.printer import PrinterPart
from bkpsdm_desktop.screens.start.role import RolePart
from bkpsdm_desktop.screens.tasks import TaskKeeper


class StationPage(Page):
    """What this PC is, where the data are, which printer."""

    def __init__(self, acts: StartActs, keeper: TaskKeeper) -> None:
        super().__init__()
        self.role = RolePart()
        self.database = DatabasePart(acts, keeper)
        self.printer = PrinterPart(acts, keeper)
        rows = QVBoxLayout(self.inside)
        rows.setContentsMargins(18, 14, 18, 10)
        rows.setSpacing(12)
        for part in (self.role, self.database, self.printer):
            rows.addWidget(part)
        rows.addStretch(1)
        self.database.changed.connect(self._on_database)
        for part in (self.role, self.printer):
            part.changed.connect(self.changed)
        self.role.show_counters(None)

    @property
    def first_field(self) -> QWidget:
        return self.role.chosen_card

    @property
    def state(self) -> DatabaseState | None:
        return self.database.state

    @property
    def reason(self) -> str:
        """Why it can't go on from here; empty when it can, as far as the fields are right."""
        return self.database.reason or self.role.reason

    @property
    def name(self) -> str:
        """What this PC will be called."""
        return self.choice_of("").name

    def choice(self) -> StartChoice | None:
        """What was chosen; None after it was said which field is not right."""
        if self.reason or not self.printer.check():
            return None
        return self.choice_of(self.printer.read_address())

    def choice_of(self, printer: str) -> StartChoice:
        return StartChoice(
            role=self.role.role,
            counter=self.role.counter,
            database=self.database.database or "",
            printer=printer,
            paper_width=self.printer.paper_width,
            screen_inches=self.role.screen_inches,
            farthest_seat_m=self.role.farthest_seat_m,
        )

    def wants_enter(self) -> bool:
        return self.database.wants_enter() or super().wants_enter()

    def wants_digit(self, digit: int) -> bool:
        return self.role.choose(digit)

    def _on_database(self) -> None:
        self.role.show_counters(self.database.state)
        self.changed.emit()
