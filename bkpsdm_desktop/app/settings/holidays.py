"""Days off."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from bkpsdm_desktop.app.staff_desk import PersonDesk
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.holiday_table import DayOff, Move
from bkpsdm_desktop.services import holidays
from bkpsdm_desktop.services.holidays import HolidayLine, ImportPreview


class HolidaysDesk(PersonDesk):
    """``screens.settings.acts.HolidayActs``."""

    async def lines(self) -> tuple[HolidayLine, ...]:
        return await self._read(holidays.holiday_lines)

    async def add(self, off: DayOff) -> UUID:
        return await self._act(holidays.add_holiday, off=off)

    async def put(self, holiday: UUID, off: DayOff, *, was: DayOff) -> UUID:
        return await self._act(holidays.put_holiday, holiday=holiday, off=off, was=was)

    async def remove(self, holiday: UUID) -> None:
        await self._act(holidays.remove_holiday, holiday=holiday)

    async def preview(self, path: str) -> ImportPreview:
        try:
            data = await asyncio.to_thread(Path(path).read_bytes)
        except OSError:
            raise Refused("Berkas tidak dapat dibaca. Periksa apakah masih ada, lalu pilih lagi.") from None
        return await self._read(holidays.preview_import, data=data)

    async def put_years(
        self, years: Sequence[int], rows: Sequence[DayOff], was: Sequence[Move]
    ) -> tuple[DayOff, ...]:
        return await self._act(holidays.put_years, years=years, rows=rows, was=was)
