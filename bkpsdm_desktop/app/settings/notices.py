"""The information area of displays."""

import asyncio
from pathlib import Path
from uuid import UUID

from bkpsdm_desktop.app.staff_desk import PersonDesk
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.notices import NoticeForm, NoticePicture
from bkpsdm_desktop.services import displays, notices
from bkpsdm_desktop.services.displays import DisplaysView
from bkpsdm_desktop.services.notices import NoticesView

_MOST_BYTES = 50_000_000  # what nobody means as a picture is not even read


class NoticesDesk(PersonDesk):
    """``screens.settings.acts.NoticeActs``."""

    async def view(self) -> NoticesView:
        return await self._read(notices.notices, today=business_day(self._desk.clock()))

    async def displays(self) -> DisplaysView:
        return await self._read(displays.displays, now=self._desk.clock())

    async def picture(self, notice: UUID) -> bytes | None:
        return await self._read(notices.picture_of, notice=notice)

    async def read_picture(self, path: str) -> NoticePicture:
        return await asyncio.to_thread(_read_picture, Path(path))

    async def add(self, form: NoticeForm, picture: NoticePicture | None) -> UUID:
        return await self._act(notices.add_notice, new=form, picture=picture)

    async def change(
        self, notice: UUID, form: NoticeForm, *, was: NoticeForm, picture: NoticePicture | None
    ) -> None:
        await self._act(notices.change_notice, notice=notice, new=form, was=was, picture=picture)

    async def remove(self, notice: UUID) -> None:
        await self._act(notices.remove_notice, notice=notice)

    async def move(self, notice: UUID, to: int) -> None:
        await self._act(notices.move_notice, notice=notice, to=to)


def _read_picture(path: Path) -> NoticePicture:
    """A file as a display gets it. Its library is loaded when the first one is chosen."""
    from bkpsdm_desktop.documents.pictures import notice_picture

    try:
        if path.stat().st_size > _MOST_BYTES:
            raise Refused("Gambar paling besar 5 MB. Berkas ini jauh lebih besar.")
        content = path.read_bytes()
    except OSError:
        raise Refused("Berkas tidak dapat dibaca. Periksa apakah masih ada, lalu pilih lagi.") from None
    return notice_picture(content)
