"""Services and their versions."""

import asyncio
from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import UUID

from bkpsdm_desktop.app.staff_desk import PersonDesk
from bkpsdm_desktop.domain.standard import Standard
from bkpsdm_desktop.services import catalogue as services
from bkpsdm_desktop.services.catalogue import Catalogue, ServiceDetail
from bkpsdm_desktop.services.slip_example import example_slip

_PAPER = 576


class ServicesDesk(PersonDesk):
    """``screens.settings.acts.ServiceActs``."""

    async def catalogue(self) -> Catalogue:
        return await self._read(services.catalogue, now=self._desk.clock())

    async def detail(self, service: UUID) -> ServiceDetail:
        return await self._read(services.service_detail, service=service)

    async def new(self, code: str, standard: Standard) -> UUID:
        return await self._act(services.new_service, code=code, standard=standard)

    async def save_draft(self, service: UUID, standard: Standard) -> None:
        await self._act(services.save_draft, service=service, standard=standard)

    async def discard(self, service: UUID) -> None:
        await self._act(services.discard_draft, service=service)

    async def publish(self, service: UUID, valid_from: datetime | None) -> None:
        await self._act(services.publish, service=service, valid_from=valid_from)

    async def withdraw(self, service: UUID) -> None:
        await self._act(services.withdraw, service=service)

    async def slip(self, group: UUID) -> bytes:
        data = await self._read(example_slip, group=group, now=self._desk.clock())
        return await asyncio.to_thread(_drawn, data)


def _drawn(data: dict[str, Any]) -> bytes:
    """The slip as a PNG. Its libraries are loaded when the first one is looked at."""
    from bkpsdm_desktop.documents.slips import Renderer

    out = BytesIO()
    Renderer(_PAPER).picture("ticket", data).convert("L").save(out, "PNG")
    return out.getvalue()
