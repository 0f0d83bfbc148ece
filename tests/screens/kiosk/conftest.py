"""Kiosks that are closed after their test."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

import pytest
from PySide6.QtWidgets import QApplication

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.kiosk.settings import KioskSettings
from bkpsdm_desktop.services.rows import GroupRow
from tests.helpers.kiosk import PORTRAIT, Kiosk
from tests.helpers.ticker import MORNING


class MakeKiosk(Protocol):
    def __call__(
        self,
        settings: KioskSettings | None = None,
        size: tuple[int, int] = PORTRAIT,
        at: datetime = MORNING,
        groups: tuple[GroupRow, ...] | None = None,
    ) -> Kiosk: ...


@pytest.fixture
def make_kiosk(qapp: QApplication) -> Iterator[MakeKiosk]:
    """Makes kiosks; to be called inside a running loop."""
    theme.apply(qapp, theme.light())
    made: list[Kiosk] = []

    def make(
        settings: KioskSettings | None = None,
        size: tuple[int, int] = PORTRAIT,
        at: datetime = MORNING,
        groups: tuple[GroupRow, ...] | None = None,
    ) -> Kiosk:
        made.append(Kiosk(settings, size, at, groups))
        return made[-1]

    yield make
    for kiosk in made:
        kiosk.close()
