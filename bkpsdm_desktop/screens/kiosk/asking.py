"""Asking for a number: one at a time, patiently, and with the answer in the visitor's language."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtWidgets import QAbstractButton

from bkpsdm_desktop.domain.errors import DatabaseUnavailable, Refused
from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.screens.kiosk import words
from bkpsdm_desktop.screens.kiosk.check_in import CheckInPage
from bkpsdm_desktop.screens.kiosk.gate import Gate
from bkpsdm_desktop.screens.kiosk.service import ServicePage
from bkpsdm_desktop.screens.kiosk.settings import KioskSettings
from bkpsdm_desktop.screens.tasks import TaskKeeper
from bkpsdm_desktop.screens.ticker import Ticker
from bkpsdm_desktop.services.rows import IssuedTicket

AskingPage = ServicePage | CheckInPage


class Asking:
    """The screen ignores taps until the answer is there; then one of these is called: ``taken(ticket)``,
    ``lost()`` when the office can't be reached, ``refused()`` after the page was told why there is none."""

    def __init__(
        self,
        *,
        gate: Gate,
        keeper: TaskKeeper,
        ticker: Ticker,
        settings: KioskSettings,
        taken: Callable[[IssuedTicket], None],
        lost: Callable[[], None],
        refused: Callable[[], None],
    ) -> None:
        self._gate, self._keeper, self._ticker, self._settings = gate, keeper, ticker, settings
        self._taken, self._lost, self._refused = taken, lost, refused

    def ask(
        self,
        page: AskingPage,
        button: QAbstractButton,
        language: Language,
        take: Callable[[], Coroutine[Any, Any, IssuedTicket]],
    ) -> None:
        self._gate.hold()
        self._gate.pause(round(self._settings.quiet_s * 1000))
        slow = self._ticker.after(
            self._settings.slow_s * 1000, lambda: page.say(*words.still_busy(language), bad=False)
        )

        async def answer() -> IssuedTicket | None:
            try:
                return await take()
            except DatabaseUnavailable:
                return None
            except Refused as refused:
                raise Refused(words.refusal(refused, language)) from None
            finally:
                slow()
                self._gate.release()

        def refuse(sentence: str) -> None:
            page.say(words.not_taken(language), sentence, bad=True)
            self._refused()

        self._keeper.run(
            answer,
            button=button,
            on_done=lambda ticket: self._lost() if ticket is None else self._taken(ticket),
            on_refused=refuse,
            on_failed=lambda code: refuse(words.fault(code, language)),
        )
