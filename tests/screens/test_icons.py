"""Icons: one grid, any colour, sharp."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication

from bkpsdm_desktop import assets
from bkpsdm_desktop.screens import icons

OWN_COLOURS = {"emblem", "app"}
NAMES = sorted(path.stem for path in assets.resource("icons").glob("*.svg"))


@pytest.mark.parametrize("name", NAMES)
def test_each_icon_draws_something_in_the_colour_asked_for(app: QApplication, name: str) -> None:
    picture = icons.pixmap(name, "#0B5C8A", 48).toImage()
    points = [picture.pixelColor(x, y) for x in range(48) for y in range(48)]
    solid = [point for point in points if point.alpha() == 255]
    assert solid
    assert name in OWN_COLOURS or all(near(point, QColor("#0B5C8A")) for point in solid)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in OWN_COLOURS])
def test_each_icon_keeps_to_the_grid(name: str) -> None:
    svg = Path(assets.resource("icons", f"{name}.svg")).read_text("utf-8")
    assert 'viewBox="0 0 24 24"' in svg
    assert 'stroke="currentColor"' in svg
    assert 'stroke-linecap="round"' in svg
    assert not re.search(r"#[0-9A-Fa-f]{3}", svg)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 1.75, 2.0, 3.0])
def test_an_icon_has_a_pixel_for_each_pixel_of_the_screen(app: QApplication, ratio: float) -> None:
    made = icons.icon("printer", "#1B1F24", 24)
    picture = made.pixmap(made.availableSizes()[0], ratio, QIcon.Mode.Normal, QIcon.State.Off)
    assert picture.devicePixelRatio() == ratio
    assert picture.toImage() == icons.pixmap("printer", "#1B1F24", 24, ratio).toImage()


def test_the_emblem_is_red_and_not_tinted(app: QApplication) -> None:
    picture = icons.pixmap("emblem", "#00FF00", 64).toImage()
    assert picture.pixelColor(32, 10) == QColor("#B0151E")


def test_an_unknown_icon_is_a_fault(app: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icons.pixmap("no-such-icon", "#000000", 24)


def near(one: QColor, other: QColor) -> bool:
    """Alike but for rounding where strokes overlap."""
    pairs = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return all(abs(mine - its) <= 2 for mine, its in pairs)
