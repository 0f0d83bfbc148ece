"""Pictures of a locked station: who may come in, by PIN or password, what was refused, a call for help."""

import asyncio
from collections.abc import AsyncGenerator, Iterator

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.staff.lock import LockPage
from tests.helpers.ticker import MORNING, FakeTicker
from tests.screens.counter.accounts import START_CODE
from tests.screens.counter.office import RANI
from tests.screens.counter.office_parts import alarm_at
from tests.screens.counter.stage import FakeFeed
from tests.screens.staff.lock_office import FakeLock

Pictures = AsyncGenerator[tuple[str, QWidget], None]


async def _settle() -> None:
    for _ in range(30):
        await asyncio.sleep(0)


async def _locked(size: tuple[int, int], office: FakeLock) -> LockPage:
    """The page as it looks when the station has just locked itself."""
    ticker = FakeTicker()

    def on_fault(fault: BaseException) -> str:
        raise fault

    page = LockPage(
        office, FakeFeed().subscribe, person=RANI, station="Loket 3", ticker=ticker, on_fault=on_fault,
        office="BKPSDM Kota Tangerang Selatan",
    )  # fmt: skip
    page.resize(*size)
    page.show()
    page.show_state(await office.state(), ticker.now())
    await _settle()
    return page


async def _states(size: tuple[int, int]) -> Pictures:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    page = await _locked(size, FakeLock())
    yield "kunci", page
    QTest.keyClicks(page.pin, "111111")
    await _settle()
    yield "pin-salah", page
    theme.apply(app, theme.dark())
    yield "pin-salah-gelap", page
    theme.apply(app, theme.light())
    _close(page)
    page = await _locked(size, FakeLock(pins=False, standing=(alarm_at(1, "Joko Umpama", MORNING),)))
    yield "tanpa-pin-darurat", page
    page.username.setText(RANI.username)
    page.password.setText(START_CODE)
    page.submit()
    await _settle()
    yield "kata-sandi-baru", page
    QTest.keyClick(page, Qt.Key.Key_F1)
    yield "bantuan", page
    _close(page)


def _close(page: LockPage) -> None:
    page.close()
    shiboken6.delete(page)


def pictures(size: tuple[int, int] = (1366, 768)) -> Iterator[tuple[str, QWidget]]:
    """Each state by name, in a window of ``size``; take its picture before asking for the next one."""
    states = _states(size)
    loop = asyncio.new_event_loop()
    try:
        while True:
            try:
                yield loop.run_until_complete(anext(states))
            except StopAsyncIteration:
                return
    finally:
        loop.run_until_complete(states.aclose())
        loop.close()
