"""The public display in every state that matters, at the sizes of usual screens."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.display.window import DisplaySettings, DisplayWindow, InfoPage
from bkpsdm_desktop.services.rows import BoardState
from tests.helpers.ticker import FakeTicker
from tests.screens.display.board import BREAK, CLOSED, MORNING_CALLS, NOW, Loop, Office, call, state

SIZES = ((1920, 1080), (1366, 768))
STILL = DisplaySettings(
    motion=False, info_pages=(InfoPage("Jumat, loket tutup 11.00 WIB", "Dipanggil? Siapkan slip dan KTP."),)
)


def pictures(size: tuple[int, int] = SIZES[0]) -> Iterator[tuple[str, QImage]]:
    """Each state by name, drawn at ``size``."""
    for name, shown, settings, lost in _scenes():
        yield name, picture(shown, settings, size=size, lost=lost)


def picture(
    shown: BoardState,
    settings: DisplaySettings = STILL,
    *,
    size: tuple[int, int] = SIZES[0],
    lost: bool = False,
) -> QImage:
    """One picture of a display that has read ``shown`` and, if ``lost``, can't read any more."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.light())
    office, loop, ticker = Office(shown), Loop(), FakeTicker(shown.now)
    window = DisplayWindow(
        office, office.subscribe, settings=settings, ticker=ticker, on_fault=office.on_fault
    )
    try:
        loop.do(lambda: window.show(size))
        if lost:
            loop.do(lambda: office.link(False))
        loop.do(app.processEvents)  # the scene takes the window's size in an event
        return window.grab()
    finally:
        loop.do(window.close)
        loop.close()


def _scenes() -> Iterator[tuple[str, BoardState, DisplaySettings, bool]]:
    fresh = (call("K010", 2, 2), call("C012", 3, 12), *MORNING_CALLS[1:])
    at = timedelta(minutes=1)
    yield "panggilan", state(), STILL, False
    yield "panggilan-berikut", state(fresh), STILL, False
    yield "terputus", state(now=NOW + 3 * at), STILL, True
    yield "kosong", state((), now=NOW - 129 * at), STILL, False
    yield "istirahat", state(status=BREAK, opened=(), now=NOW + 115 * at), STILL, False
    yield "tutup", state(status=CLOSED, opened=(), paused=(), now=NOW + 323 * at), STILL, False
    yield (
        "libur",
        state((), status=replace(CLOSED, holiday="Hari contoh"), opened=(), paused=()),
        STILL,
        False,
    )
    yield "lima-karakter", state((call("M1000", 12, 5), call("C1012", 11, 9), *MORNING_CALLS)), STILL, False
    far = replace(STILL, farthest_seat_m=8)
    for name, shown, lost in (
        ("panggilan", state(fresh), False),
        ("terputus", state(), True),
        ("istirahat", state(status=BREAK, opened=()), False),
        ("tutup", state(status=CLOSED, opened=(), paused=()), False),
        ("kosong", state(()), False),
    ):
        yield f"8m-{name}", shown, far, lost
    yield "4m-panggilan", state(fresh), replace(STILL, farthest_seat_m=4), False
    yield (
        "banyak-loket",
        state(opened=(1, 2, 3, 4, 5, 6, 8, 11), paused=(7, 9, 10), agency="<b>P&K</b> Kota Contoh"),
        STILL,
        False,
    )
