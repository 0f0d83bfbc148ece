"""``python -m tests.tour DIR``: a picture of every screen in every state that matters.

Staff screens at 1366x768 (100 and 125 %) and 1920x1080 (100 and 150 %); the start window in its
own size; kiosk at 1080x1920 and in landscape; displays at 1920x1080 and 1366x768.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QImage, QRegion
from PySide6.QtWidgets import QApplication, QWidget

from bkpsdm_desktop.app.loop import application
from tests.tour import (
    bookings,
    counter,
    display,
    kiosk,
    lock,
    settings,
    settings_displays,
    settings_printers,
    start,
    statistics,
    supervisor,
    voice,
)
from tests.tour.documented import Album

# Logical size and pixels for each logical one.
STAFF = {
    "1366x768": (1366, 768, 1.0),
    "1366x768-125": (1093, 614, 1.25),
    "1920x1080": (1920, 1080, 1.0),
    "1920x1080-150": (1280, 720, 1.5),
}
# The dashboard needs 1280x720 (U53); at 1366x768 and 125 % it may be scrolled.
SUPERVISOR = {"1280x720": (1280, 720, 1.0), **STAFF}
KIOSK = {"1080x1920": (1080, 1920), "1920x1080": (1920, 1080), "1366x768": (1366, 768)}


def main(folder: Path, only: frozenset[str] = frozenset(), *, docs: bool = False) -> int:
    """Draw the pictures of ``only`` these windows (none named: all) into ``folder``; returns how many.

    ``docs`` keeps those that docs/tour.md shows, small and without sub-folders.
    """
    application()
    folder.mkdir(parents=True, exist_ok=True)
    album = Album(folder)
    count = 0
    for window, pictures in WINDOWS.items():
        if only and window not in only:
            continue
        for name, image in pictures():
            if docs and not album.add(f"{window}/{name}", image):
                continue
            if not docs:
                path = folder / window / f"{name}.png"
                path.parent.mkdir(parents=True, exist_ok=True)
                assert image.save(str(path)), path
            count += 1
            sys.stdout.write(f"{count:4} {window}/{name}\n")
            sys.stdout.flush()
    album.finish()
    return count


def _counter() -> Iterator[tuple[str, QImage]]:
    for size, (width, height, ratio) in STAFF.items():
        for name, widget in counter.pictures():
            yield f"{size}/{name}", drawn(widget, QSize(width, height), ratio)


def _supervisor() -> Iterator[tuple[str, QImage]]:
    for size, (width, height, ratio) in SUPERVISOR.items():
        for name, widget in supervisor.pictures((width, height)):
            yield f"{size}/{name}", drawn(widget, QSize(width, height), ratio)


def _bookings() -> Iterator[tuple[str, QImage]]:
    for size, (width, height) in {"1366x768": (1366, 768), "1280x720": (1280, 720)}.items():
        for name, widget in bookings.pictures((width, height)):
            yield f"{size}/{name}", drawn(widget, QSize(width, height), 1.0)


def _displays() -> Iterator[tuple[str, QImage]]:
    for size, (width, height) in {"1366x768": (1366, 768), "1280x720": (1280, 720)}.items():
        for name, widget in settings_displays.pictures((width, height)):
            yield f"{size}/{name}", drawn(widget, QSize(width, height), 1.0)


def _printers() -> Iterator[tuple[str, QImage]]:
    for size, (width, height) in {"1366x768": (1366, 768), "1280x720": (1280, 720)}.items():
        for name, widget in settings_printers.pictures((width, height)):
            yield f"{size}/{name}", drawn(widget, QSize(width, height), 1.0)


def _voice() -> Iterator[tuple[str, QImage]]:
    for size, (width, height) in {"1366x768": (1366, 768), "1280x720": (1280, 720)}.items():
        for name, widget in voice.pictures((width, height)):
            yield f"{size}/{name}", drawn(widget, QSize(width, height), 1.0)


def _settings() -> Iterator[tuple[str, QImage]]:
    for size, (width, height, ratio) in SUPERVISOR.items():
        for name, widget in settings.pictures((width, height)):
            yield f"{size}/{name}", drawn(widget, QSize(width, height), ratio)


def _lock() -> Iterator[tuple[str, QImage]]:
    for size in ("1366x768", "1920x1080-150"):
        width, height, ratio = STAFF[size]
        for name, widget in lock.pictures((width, height)):
            yield f"{size}/{name}", drawn(widget, QSize(width, height), ratio)


def _start() -> Iterator[tuple[str, QImage]]:
    for name, widget in start.pictures():
        yield name, drawn(widget, widget.size(), 1.0)


def _kiosk() -> Iterator[tuple[str, QImage]]:
    for size, (width, height) in KIOSK.items():
        for name, widget in kiosk.pictures((width, height)):
            yield f"{size}/{name}", drawn(widget, QSize(width, height), 1.0)


def _display() -> Iterator[tuple[str, QImage]]:
    for width, height in display.SIZES:
        for name, image in display.pictures((width, height)):
            yield f"{width}x{height}/{name}", image


def _statistics() -> Iterator[tuple[str, QImage]]:
    for size, (width, height, ratio) in STAFF.items():
        for name, widget in statistics.pictures((width, height)):
            yield f"{size}/{name}", drawn(widget, QSize(width, height), ratio)


WINDOWS = {
    "loket": _counter, "pengawas": _supervisor, "mulai": _start, "kiosk": _kiosk, "layar": _display,
    "janji": _bookings, "setelan": _settings, "setelan-layar": _displays, "suara": _voice,
    "printer": _printers, "kunci": _lock,
    "statistik": _statistics,
}  # fmt: skip


def drawn(widget: QWidget, size: QSize, ratio: float) -> QImage:
    """A widget as a screen of ``size`` logical pixels shows it, ``ratio`` device pixels for each."""
    widget.resize(size)
    # Texts that were just set have asked for room; their layouts answer in events.
    for _ in range(3):
        QApplication.sendPostedEvents()
        QApplication.processEvents()
    image = QImage(size * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    widget.render(image, QPoint(), QRegion(widget.rect()))
    return image


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.tour", description="A picture of every screen.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", action="append", choices=[*WINDOWS], default=[])
    parser.add_argument("--docs", action="store_true", help="those of docs/tour.md, small")
    options = parser.parse_args()
    drawn_count = main(options.folder, frozenset(options.only), docs=options.docs)
    sys.stdout.write(f"{drawn_count} gambar di {options.folder}\n")
