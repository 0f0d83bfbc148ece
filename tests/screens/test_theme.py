"""Colours, type and measures."""

import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from bkpsdm_desktop import assets
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.theme import Density, Theme
from tests.helpers.pictures import contrast

LEAST = {"text": 4.5, "control": 3.0, "board": 7.0}
PAIRS = [
    (look, kind, ink, ground)
    for kind, pairs in theme.tokens()["pairs"].items()
    for ink, ground in pairs
    for look in (["board"] if kind == "board" else ["light", "dark"])
]
DECORATION = {"border_soft", "header_line", "primary_edge", "success_edge", "warning_edge", "danger_edge"}
DECORATION |= {"header_edge", "header_ok_edge"}


@pytest.mark.parametrize(("look", "kind", "ink", "ground"), PAIRS)
def test_ux_u67_each_pair_of_colours_has_its_contrast(look: str, kind: str, ink: str, ground: str) -> None:
    colours = theme.tokens()[look]
    assert contrast(colours[ink], colours[ground]) >= LEAST[kind]


@pytest.mark.parametrize("look", ["light", "dark"])
def test_ux_u67_every_colour_is_measured_or_only_decoration(look: str) -> None:
    measured = {
        name for kind in ("text", "control") for pair in theme.tokens()["pairs"][kind] for name in pair
    }
    assert set(theme.tokens()[look]) - measured == DECORATION


def test_ux_u23_both_themes_name_the_same_colours() -> None:
    assert (
        set(theme.tokens()["light"]) == set(theme.tokens()["dark"]) == set(asdict(theme.light())) - {"name"}
    )


def test_ux_u23_the_theme_can_change_while_the_program_runs(qapp: QApplication) -> None:
    theme.apply(qapp, theme.dark())
    assert theme.current() == theme.dark()
    assert qapp.palette().text().color().name().upper() == theme.dark().ink
    theme.apply(qapp, theme.light())
    assert theme.current() == theme.light()
    assert qapp.palette().text().color().name().upper() == theme.light().ink


@pytest.mark.parametrize(
    ("size", "density"),
    [
        ((1920, 1080), Density.NORMAL),
        ((1366, 768), Density.NORMAL),
        ((1280, 720), Density.COMPACT1),
        ((1366, 743), Density.COMPACT1),
        ((1149, 900), Density.COMPACT2),
        ((1093, 614), Density.COMPACT2),
    ],
)
def test_ux_u22_a_window_gets_the_density_it_has_room_for(size: tuple[int, int], density: Density) -> None:
    assert Density.for_size(*size) is density


@pytest.mark.parametrize("weight", [400, 500, 600, 700, 800])
def test_ux_u6_digits_have_one_width(app: QApplication, weight: int) -> None:
    font = theme.font(24, weight)
    assert QFontInfo(font).family() == "Inter"
    assert QFontInfo(font).weight() == weight
    widths = [QFontMetricsF(font).horizontalAdvance(digit) for digit in "0123456789"]
    assert max(widths) - min(widths) < 0.1


def test_ux_u6_the_zero_is_not_an_o(app: QApplication) -> None:
    plain = QFont(theme.FAMILY)
    plain.setPixelSize(48)
    plain.setFeature(QFont.Tag("zero"), 0)  # else it takes the application's
    assert drawn("0", theme.font(48)) != drawn("0", plain)
    assert drawn("O", theme.font(48)) == drawn("O", plain)


def test_the_application_writes_digits_as_the_widgets_do(app: QApplication) -> None:
    assert drawn("0", app.font()) == drawn("0", theme.font(13))


def test_letters_can_stand_closer(app: QApplication) -> None:
    near, usual = theme.font(100, letter_spacing=-0.02), theme.font(100)
    difference = QFontMetricsF(usual).horizontalAdvance("CCCCC") - QFontMetricsF(near).horizontalAdvance(
        "CCCCC"
    )
    assert difference == pytest.approx(10, abs=0.5)


def test_qt_speaks_indonesian(app: QApplication, qtbot: QtBot) -> None:
    box = QDialogButtonBox()
    qtbot.addWidget(box)
    kinds = QDialogButtonBox.StandardButton
    words = {
        kinds.Save: "Simpan",
        kinds.Cancel: "Batal",
        kinds.Yes: "&Ya",
        kinds.Close: "Tutup",
        kinds.Ok: "Oke",
    }
    assert {kind: box.addButton(kind).text() for kind in words} == words
    assert QLocale().language() == QLocale.Language.Indonesian
    assert QLocale().toString(1250000) == "1.250.000"


def test_the_compiled_words_are_those_of_the_source(tmp_path: Path) -> None:
    fresh = tmp_path / "qt_id.qm"
    release = Path(sys.executable).with_name("pyside6-lrelease")
    source = assets.resource("i18n", "qt_id.ts")
    subprocess.run([str(release), "-silent", str(source), "-qm", str(fresh)], check=True)
    assert fresh.read_bytes() == assets.resource("i18n", "qt_id.qm").read_bytes()


def test_the_style_sheet_takes_every_colour_it_names_from_the_theme(
    each_theme: Theme, qapp: QApplication
) -> None:
    assert "$" not in qapp.styleSheet()
    assert each_theme.primary in qapp.styleSheet()


def drawn(words: str, font: QFont) -> QImage:
    picture = QImage(80, 80, QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFF)
    painter = QPainter(picture)
    painter.setFont(font)
    painter.drawText(10, 60, words)
    painter.end()
    return picture
