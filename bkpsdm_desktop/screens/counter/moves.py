"""Parking, transfer, further services and breaks at the counter: which sheet, which act, what is said."""

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, Protocol
from uuid import UUID

from PySide6.QtWidgets import QWidget

from bkpsdm_desktop.screens.counter.acts import CounterActs
from bkpsdm_desktop.screens.counter.goals import (
    Goal,
    counter_goal,
    service_goal,
    service_sheet,
    transfer_sheet,
)
from bkpsdm_desktop.screens.counter.parked import ParkedSheet
from bkpsdm_desktop.screens.counter.pause import PauseSheet
from bkpsdm_desktop.screens.counter.sheet import Sheet
from bkpsdm_desktop.screens.counter.verbs import Verb
from bkpsdm_desktop.screens.widgets.buttons import VerbButton
from bkpsdm_desktop.services.counter_rows import CounterView

Work = Callable[[], Coroutine[Any, Any, object]]


class Host(Protocol):
    """What the sheets' acts need of the counter's window."""

    def start(
        self,
        work: Work,
        button: VerbButton | None = None,
        *,
        on_done: Callable[[object], None] | None = None,
        on_refused: Callable[[str], None] | None = None,
    ) -> None: ...

    def open_sheet(self, sheet: Sheet, show: Callable[[], None]) -> None: ...


class Moves:
    """The sheets of F6, Shift+F7, F11 and Alt+T, and what comes of them."""

    def __init__(self, host: Host, acts: CounterActs, over: QWidget) -> None:
        self._host, self._acts = host, acts
        self.transfer = transfer_sheet(over)
        self.service = service_sheet(over)
        self.parked = ParkedSheet(over)
        self.pause = PauseSheet(over)
        self.transfer.chosen.connect(self._transfer)
        self.service.chosen.connect(self._add_service)
        self.parked.resume_wanted.connect(partial(self._take_back, acts.resume))
        self.parked.call_wanted.connect(partial(self._take_back, acts.call_parked))
        self.pause.chosen.connect(self._pause)

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        return self.transfer, self.service, self.parked, self.pause

    def show_view(self, view: CounterView) -> None:
        self.parked.show_view(view)

    def press(self, verb: Verb, view: CounterView, button: VerbButton | None) -> bool:
        """Whether ``verb`` is one of these; then it was begun."""
        if verb in (Verb.PARK, Verb.PARK_FOR_ALL):
            self._host.start(lambda: self._acts.park(common=verb is Verb.PARK_FOR_ALL), button)
        elif verb is Verb.PARKED:
            self._host.open_sheet(self.parked, self.parked.open)
        elif verb is Verb.TRANSFER:
            self._host.open_sheet(self.transfer, lambda: self._open_transfer(view))
        elif verb is Verb.ADD_SERVICE:
            self._host.open_sheet(self.service, lambda: self._open_service(view))
        elif verb is Verb.PAUSE:
            self._host.open_sheet(self.pause, lambda: self.pause.open_with(view.breaks))
        else:
            return False
        return True

    def _open_transfer(self, view: CounterView) -> None:
        active = view.active
        assert active is not None
        services = [service_goal(row, active.service_id) for row in view.services]
        counters = [counter_goal(row, active.service) for row in view.counters]
        self.transfer.open_with(view, [*counters, *services])

    def _open_service(self, view: CounterView) -> None:
        active = view.active
        assert active is not None
        self.service.open_with(
            view, [service_goal(row, active.service_id) for row in view.services if row.mine]
        )

    def _transfer(self, goal: Goal, keep_place: bool) -> None:
        self._run(
            self.transfer,
            lambda: self._acts.transfer(service=goal.service, counter=goal.counter, keep_place=keep_place),
            self.transfer.complain,
            self.transfer.do_button,
        )

    def _add_service(self, goal: Goal, _: bool) -> None:
        service = goal.service
        assert service is not None
        self._run(
            self.service,
            lambda: self._acts.next_service(service),
            self.service.complain,
            self.service.do_button,
        )

    def _take_back(self, act: Callable[[UUID], Coroutine[Any, Any, None]], ticket: UUID) -> None:
        self._run(self.parked, lambda: act(ticket), self.parked.complain, self.parked.resume_button)

    def _pause(self, reason: str, minutes: int) -> None:
        self._run(
            self.pause,
            lambda: self._acts.pause_counter(reason=reason, minutes=minutes),
            self.pause.complain,
            self.pause.do_button,
        )

    def _run(self, sheet: Sheet, work: Work, complain: Callable[[str], None], button: VerbButton) -> None:
        self._host.start(work, button, on_done=lambda _: sheet.close_sheet(), on_refused=complain)
