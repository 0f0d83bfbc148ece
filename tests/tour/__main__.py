"""``python -m tests.tour DIR``: a picture of every screen in every state that matters.

Staff screens at 1366x768, 1920x1080 and 1920x1080 at 150 %; the start window in its own size; kiosk at
1080x1920 and in landscape; displays at 1920x1080 and 1366x768.
"""

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
from tests.tour import counter, display, kiosk, start

# Logical size and pixels for each logical one.
STAFF = {"1366x768": (1366, 768, 1.0), "1920x1080": (1920, 1080, 1.0), "1920x1080-150": (1280, 720, 1.5)}
KIOSK = {"1080x1920": (1080, 1920), "1920x1080": (1920, 1080), "1366x768": (1366, 768)}


def main(folder: Path) -> int:
    """Draw all pictures into ``folder``; returns how many."""
    application()
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for name, image in _all():
        path = folder / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        assert image.save(str(path)), path
        count += 1
    return count


def _all() -> Iterator[tuple[str, QImage]]:
    for size, (width, height, ratio) in STAFF.items():
        for name, widget in counter.pictures():
            yield f"loket/{size}/{name}", drawn(widget, QSize(width, height), ratio)
    for name, widget in start.pictures():
        yield f"mulai/{name}", drawn(widget, QSize(*start.SIZE), 1.0)
    for size, (width, height) in KIOSK.items():
        for name, widget in kiosk.pictures((width, height)):
            yield f"kiosk/{size}/{name}", drawn(widget, QSize(width, height), 1.0)
    for width, height in display.SIZES:
        for name, image in display.pictures((width, height)):
            yield f"layar/{width}x{height}/{name}", image


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
    sys.stdout.write(f"{main(Path(sys.argv[1]))} gambar di {sys.argv[1]}\n")
