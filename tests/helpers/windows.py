"""The windows that a test left open."""

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_MADE_BY_QT = {"QTipLabel"}  # the one tooltip window, which Qt keeps for the next tooltip


def top_level_widgets() -> set["QWidget"]:
    """Those of this process; none, and Qt is not loaded, while no test has used Qt."""
    if "PySide6.QtWidgets" not in sys.modules:
        return set()
    from PySide6.QtWidgets import QApplication

    return {widget for widget in QApplication.topLevelWidgets() if type(widget).__name__ not in _MADE_BY_QT}


def close_windows_since(before: set["QWidget"]) -> list[str]:
    """Closes the top-level widgets that were not there before; returns what they were."""
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if top_level_widgets() - before:
        gc.collect()  # a dropped window in a reference cycle is not left open
    left = top_level_widgets() - before
    names = sorted(f"{type(widget).__name__}({widget.objectName()})" for widget in left)
    for widget in left:
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return names
