"""The information area from the settings to the painted display, through the database."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image, ImageChops
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from bkpsdm_desktop.app.desk import Desk
from bkpsdm_desktop.app.settings.displays import DisplaysDesk
from bkpsdm_desktop.app.settings.notices import NoticesDesk
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.notices import NoticeForm
from bkpsdm_desktop.domain.rights import Role
from bkpsdm_desktop.screens.display.window import DisplaySettings, DisplayWindow
from bkpsdm_desktop.services import notices
from bkpsdm_desktop.services.board import board_state
from bkpsdm_desktop.services.board_rows import BoardState
from bkpsdm_desktop.services.passwords import Passwords
from bkpsdm_desktop.services.rows import PersonRow
from bkpsdm_desktop.store.tables import Person
from tests.helpers import eyes
from tests.helpers.accounts import TestKey
from tests.helpers.office import OfficeUnderTest
from tests.helpers.ticker import FakeTicker
from tests.screens.display.board import Loop, Office, state
from tests.screens.display.scene import font_of, texts, words

TODAY = date(2026, 11, 24)
GREEN = (0, 200, 0)


class RealOffice(Office):
    """The acts of a display on the database of a test; nothing of them waits."""

    def __init__(self, office: OfficeUnderTest, ticker: FakeTicker) -> None:
        super().__init__(state(()))
        self._office, self._ticker = office, ticker

    async def board(self) -> BoardState:
        station = self._office.made.displays[0]
        return self._office.work.read(board_state, station=station, now=self._ticker.now())

    async def picture(self, notice: UUID) -> bytes | None:
        return self._office.work.read(notices.picture_of, notice=notice)


class Shown:
    """A display's window, its loop and its clock."""

    def __init__(self, office: OfficeUnderTest, qtbot: QtBot) -> None:
        self.ticker, self.loop, self._qtbot = FakeTicker(office.now), Loop(), qtbot
        self.acts = RealOffice(office, self.ticker)
        self.window = DisplayWindow(
            self.acts,
            self.acts.subscribe,
            settings=DisplaySettings(motion=False),
            ticker=self.ticker,
            on_fault=self.acts.on_fault,
        )
        self.loop.do(lambda: self.window.show((1920, 1080)))

    def turns(self, times: int = 6) -> Iterator[None]:
        """Each turn of the information area, after it was painted."""
        for _ in range(times):
            for _ in range(12):
                self.loop.do(lambda: self.ticker.advance(1))
            self.loop.do(lambda: self._qtbot.waitUntil(lambda: self.window.settled))
            yield

    def text_size(self) -> int:
        """Pixels of the smallest words."""
        return min(font_of(text).pixelSize() for text in texts(self.window))

    def green(self) -> int:
        """How many dots of the picture's colour are on the screen."""
        grab = eyes.pillow(self.window.grab()).convert("RGB")
        flat = Image.new("RGB", grab.size, GREEN)
        near = ImageChops.difference(grab, flat).convert("L").point(lambda value: 255 if value < 8 else 0)
        return near.histogram()[255]

    def close(self) -> None:
        self.loop.do(self.window.close)
        self.loop.close()
        assert self.acts.faults == []


@pytest.fixture
def wati(office: OfficeUnderTest) -> PersonRow:
    """The first clerk as an administrator."""
    person = office.made.clerks[0]
    office.work.run(
        lambda session: session.execute(
            update(Person).where(Person.id == person).values(role=Role.ADMINISTRATOR)
        )
    )
    return PersonRow(id=person, username="wati", name="Wati", role=Role.ADMINISTRATOR, skills=())


@pytest.fixture
def desk(office: OfficeUnderTest, tmp_path: Path) -> Desk:
    return Desk(
        work=office.work,
        station=office.made.counters[0],
        clock=lambda: office.now,
        signer=TestKey(),
        passwords=Passwords(),
        trail=tmp_path / "trail",
    )


def form(words: str, days: int) -> NoticeForm:
    return NoticeForm(words=words, first_day=TODAY, last_day=TODAY + timedelta(days=days))


@pytest.mark.slow
def test_feat_d3_a_picture_goes_from_its_file_to_the_display_and_after_its_last_day_away(
    qapp: QApplication, qtbot: QtBot, office: OfficeUnderTest, desk: Desk, wati: PersonRow, tmp_path: Path
) -> None:
    file = tmp_path / "alur.png"
    Image.new("RGB", (1400, 200), GREEN).save(file)
    acts = NoticesDesk(desk, wati)

    async def put() -> None:
        picture = await acts.read_picture(str(file))
        await acts.add(form("Alur layanan", 0), picture)
        await acts.add(form("Bawa <b>KTP</b> & slip", 5), None)

    asyncio.run(put())
    shown = Shown(office, qtbot)
    try:
        seen = [(shown.green(), {words(text) for text in texts(shown.window)}) for _ in shown.turns()]
        assert max(green for green, _ in seen) > 100_000
        assert any("Bawa <b>KTP</b> & slip" in said for _, said in seen)
        night = office.now.replace(hour=17, minute=1) - office.now  # 00.01 WIB of the next day
        shown.loop.do(lambda: shown.ticker.advance(night.total_seconds()))
        assert [shown.green() for _ in shown.turns()] == [0] * 6
    finally:
        shown.close()


def test_what_is_set_for_a_display_changes_what_it_paints(
    qapp: QApplication, qtbot: QtBot, office: OfficeUnderTest, desk: Desk, wati: PersonRow
) -> None:
    shown = Shown(office, qtbot)
    try:
        before = shown.text_size()
        acts = DisplaysDesk(desk, wati)

        async def put() -> None:
            [row] = (await acts.view()).displays
            await acts.put(row.id, replace(row.form, seat_m=8.0, english=True), was=row.form)

        asyncio.run(put())
        said: set[str] = set()
        for _ in shown.turns():
            said |= {words(text) for text in texts(shown.window)}
        assert shown.text_size() > before
        assert {"No calls yet", "Belum ada\npanggilan"} <= said
    finally:
        shown.close()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"GIF89a...", "bukan gambar PNG atau JPEG"), (b"\x89PNG\r\n\x1a\n broken", "bukan gambar|rusak")],
)
def test_a_file_that_is_no_picture_never_reaches_the_database(
    office: OfficeUnderTest, desk: Desk, wati: PersonRow, tmp_path: Path, content: bytes, sentence: str
) -> None:
    file = tmp_path / "gambar.png"
    file.write_bytes(content)
    with pytest.raises(Refused, match=sentence):
        asyncio.run(NoticesDesk(desk, wati).read_picture(str(file)))


def test_a_file_that_is_gone_or_far_too_large_is_told(desk: Desk, wati: PersonRow, tmp_path: Path) -> None:
    acts = NoticesDesk(desk, wati)
    with pytest.raises(Refused, match="tidak dapat dibaca"):
        asyncio.run(acts.read_picture(str(tmp_path / "tidak-ada.png")))
    large = tmp_path / "besar.png"
    with large.open("wb") as file:
        file.truncate(60_000_000)
    with pytest.raises(Refused, match="paling besar 5 MB"):
        asyncio.run(acts.read_picture(str(large)))
    large.write_bytes(b"\0" * 5_000_001)
    with pytest.raises(Refused, match="Gambar paling besar 5 MB"):
        asyncio.run(acts.read_picture(str(large)))
