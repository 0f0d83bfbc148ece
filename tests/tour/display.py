"""The public display in every state that matters, at the sizes of usual screens."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from bkpsdm_desktop.domain.estimate import WaitRange
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.display.window import DisplaySettings, DisplayWindow
from bkpsdm_desktop.services.board_rows import BoardSettings, BoardState
from tests.helpers import eyes
from tests.helpers.ticker import FakeTicker
from tests.screens.display.board import (
    BREAK,
    CLOSED,
    FRIDAY,
    MORNING_CALLS,
    NOW,
    WAITS,
    Loop,
    Office,
    call,
    notice,
    state,
)

SIZES = ((1920, 1080), (1366, 768))
STILL = DisplaySettings(motion=False)
BANNER = notice("Alur layanan", picture=1)


def pictures(size: tuple[int, int] = SIZES[0]) -> Iterator[tuple[str, QImage]]:
    """Each state by name, drawn at ``size``."""
    for name, shown, settings, lost in _scenes():
        yield name, picture(shown, settings, size=size, lost=lost)
    for name, shown, settings, seconds in _later():
        yield name, picture(shown, settings, size=size, seconds=seconds)


def picture(
    shown: BoardState,
    settings: DisplaySettings = STILL,
    *,
    size: tuple[int, int] = SIZES[0],
    lost: bool = False,
    seconds: float = 0,
) -> QImage:
    """One picture of a display that has read ``shown`` so many seconds ago and, if ``lost``, can't read any
    more."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.light())
    office, loop, ticker = Office(shown), Loop(), FakeTicker(shown.now)
    office.pictures[BANNER.id] = banner()
    window = DisplayWindow(
        office, office.subscribe, settings=settings, ticker=ticker, on_fault=office.on_fault
    )
    try:
        loop.do(lambda: window.show(size))
        if lost:
            loop.do(lambda: office.link(False))
        for _ in range(round(seconds)):
            loop.do(lambda: ticker.advance(1))
        loop.do(app.processEvents)  # the scene takes the window's size in an event
        return window.grab()
    finally:
        loop.do(window.close)
        loop.close()


def banner() -> bytes:
    """A made-up picture of the office: three steps of a visit, 7 to 1."""
    drawn = QImage(1680, 240, QImage.Format.Format_RGB32)
    drawn.fill(QColor("#F3F6F9"))
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(theme.font(72, 700))
    for place, words in enumerate(("1 Nomor", "2 Loket", "3 Selesai")):
        box = QRectF(24 + place * 548, 24, 536, 192)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(("#0B5C8A", "#1B6E3C", "#6B4A00")[place]))
        painter.drawRoundedRect(box, 24, 24)
        painter.setPen(QColor("#FFFFFF"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
    painter.end()
    file = io.BytesIO()
    eyes.pillow(drawn).save(file, "PNG")
    return file.getvalue()


def _later() -> Iterator[tuple[str, BoardState, DisplaySettings, float]]:
    """States that show another turn of the information area, or the other language."""
    english = BoardSettings(english=True)
    both = state(notices=(FRIDAY,), settings=english)
    yield "informasi", state(notices=(FRIDAY,)), STILL, 36
    yield "tunggu", state(waits=WAITS), STILL, 12
    long = replace(WAITS[1], estimate=WaitRange(low=100, high=135))
    yield "tunggu-panjang", state(waits=(WAITS[0], long, *WAITS[2:])), STILL, 12
    yield "inggris-tunggu", state(waits=WAITS, settings=english), STILL, 36
    yield "8m-tunggu", state(waits=WAITS), replace(STILL, farthest_seat_m=8), 24
    yield "gambar", state(notices=(BANNER,)), STILL, 36
    yield "inggris", both, STILL, 12
    yield "inggris-informasi", both, STILL, 84
    yield "inggris-istirahat", replace(both, status=BREAK, open_counters=()), STILL, 12
    yield "inggris-tutup", replace(both, status=CLOSED, open_counters=(), paused_counters=()), STILL, 12
    yield "8m-inggris", both, replace(STILL, farthest_seat_m=8), 24


def _scenes() -> Iterator[tuple[str, BoardState, DisplaySettings, bool]]:
    fresh = (call("K010", 2, 2), call("C012", 3, 12), *MORNING_CALLS[1:])
    at = timedelta(minutes=1)
    yield "panggilan", state(notices=(FRIDAY,)), STILL, False
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
