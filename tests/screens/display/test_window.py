"""The drawn display, against the measures for public screens."""

import io
import re
from collections.abc import Callable
from dataclasses import asdict, replace

import pytest
from PIL import Image, ImageChops, ImageStat
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication
from PySide6.QtWidgets import QApplication

from bkpsdm_desktop import assets
from bkpsdm_desktop.domain.legibility import Role, Screen, cap_px
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.display.screens import ScreenName, choose_screen
from bkpsdm_desktop.screens.display.window import DisplaySettings
from bkpsdm_desktop.services.board_rows import BoardSettings, BoardState
from tests.helpers import eyes
from tests.screens.display.board import (
    BREAK,
    CLOSED,
    FRIDAY,
    LONG_WAITS,
    MORNING_CALLS,
    NOW,
    WAITS,
    call,
    notice,
    state,
)
from tests.screens.display.conftest import STILL, Display
from tests.screens.display.scene import all_texts, find, font_of, place, texts, words

Make = Callable[..., Display]

FRESH = (call("K010", 2, 2), call("C012", 3, 12), *MORNING_CALLS[1:])
LONG = (call("M1000", 12, 5), call("C1012", 11, 9), *MORNING_CALLS)
STATES: dict[str, BoardState] = {
    "calls": state(FRESH),
    "five characters": state(LONG),
    "many counters": state(opened=(1, 2, 3, 4, 5, 6, 8, 11), paused=(7, 9, 10)),
    "empty": state(()),
    "break": state(status=BREAK, opened=()),
    "closed": state(status=CLOSED, opened=(), paused=()),
    "holiday": state((), status=replace(CLOSED, holiday="Maulid Nabi Muhammad saw."), opened=()),
}
# What only another turn of the information area shows.
TOLD = {**STATES, "waits": state(waits=WAITS), "long waits": state(waits=LONG_WAITS)}
# Screens and farthest seats that go together: 43 inches reach 8 m, 55 inches 10 m.
ROOMS = [(43, 3), (43, 4), (43, 6), (43, 8), (55, 6), (55, 8), (55, 10)]


def settings_for(inches: float, metres: float) -> DisplaySettings:
    return replace(STILL, diagonal_inches=inches, farthest_seat_m=metres)


def cap_height(font: QFont) -> float:
    return QFontMetricsF(font).capHeight()


# --- type ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("inches", "metres"), ROOMS)
@pytest.mark.parametrize("name", TOLD)
def test_ux_u1_no_text_is_smaller_than_its_floor(
    display: Make, inches: float, metres: float, name: str
) -> None:
    shown = display(TOLD[name], settings_for(inches, metres))
    need = cap_px(Role.ANY, metres * 1000, Screen(diagonal_inches=inches, width=1920, height=1080))
    for _ in range(8):  # every turn of the information area
        for text in texts(shown.window):
            assert cap_height(font_of(text)) >= need, words(text)
        shown.advance(12)


@pytest.mark.parametrize(("inches", "metres"), ROOMS)
def test_ux_u2_number_and_counter_are_as_large_as_the_farthest_seat_needs(
    display: Make, inches: float, metres: float
) -> None:
    window = display(settings=settings_for(inches, metres)).window
    screen = Screen(diagonal_inches=inches, width=1920, height=1080)
    number = cap_px(Role.NUMBER, metres * 1000, screen)
    assert cap_height(font_of(find(window, "C012"))) >= number
    assert cap_height(font_of(find(window, "Loket"))) >= cap_px(Role.COUNTER, metres * 1000, screen)
    large = [text for text in texts(window) if words(text) == "3" and font_of(text).pixelSize() == 272]
    assert len(large) == 1


def test_ux_u2_a_number_of_five_characters_still_passes_at_six_metres(display: Make) -> None:
    window = display(state(LONG)).window
    need = cap_px(Role.NUMBER, 6000, Screen(diagonal_inches=43, width=1920, height=1080))
    assert cap_height(font_of(find(window, "M1000"))) >= need


@pytest.mark.parametrize(("inches", "metres"), [(43, 4), (43, 6), (43, 8), (55, 10)])
@pytest.mark.parametrize("name", TOLD)
def test_no_text_is_cut_or_leaves_its_panel(display: Make, inches: float, metres: float, name: str) -> None:
    shown = display(TOLD[name], settings_for(inches, metres))
    canvas = QRectF(0, 0, 1920, 1080)
    for _ in range(8):
        for text in texts(shown.window):
            assert not text.property("truncated"), words(text)
            assert text.property("contentWidth") <= text.width() + 1, words(text)
            assert canvas.contains(place(text)), words(text)
        shown.advance(12)


@pytest.mark.parametrize(("inches", "metres", "rows"), [(43, 4, 6), (43, 6, 5), (43, 8, 4)])
def test_ux_u3_the_list_has_as_many_rows_as_pass_the_floor(
    display: Make, inches: float, metres: float, rows: int
) -> None:
    window = display(settings=settings_for(inches, metres)).window
    listed = [text for text in texts(window) if re.fullmatch(r"[A-Z]\d{3}", words(text))]
    assert len(listed) == rows + 1
    assert all(place(text).bottom() <= 765 for text in listed)


def test_ux_u3_nothing_moves_for_longer_than_300_ms() -> None:
    durations = [
        int(number)
        for file in assets.ui("qml").glob("*.qml")
        for number in re.findall(r"duration: .*?(\d+)(?: : 0)?\s*\}?$", file.read_text("utf-8"), re.MULTILINE)
    ]
    assert durations
    assert max(durations) <= 300


def test_ux_u5_every_pair_of_colours_has_a_contrast_of_seven() -> None:
    colours = {name: _rgb(value) for name, value in asdict(theme.board()).items()}
    pairs = [
        ("ink", "ground"), ("ink", "panel"), ("muted", "ground"), ("muted", "panel"), ("called", "panel"),
        ("ground", "called"), ("ground", "ink"), ("warning_ink", "warning"),
    ]  # fmt: skip
    for front, back in pairs:
        assert eyes.contrast(colours[front], colours[back]) >= 7, (front, back)


def test_ux_u6_digits_have_one_width_and_the_zero_is_slashed(display: Make) -> None:
    for text in all_texts(display().window):
        font = font_of(text)
        assert font.family() == "Inter"
        assert font.featureValue(QFont.Tag("tnum")) == 1
        assert font.featureValue(QFont.Tag("zero")) == 1


@pytest.mark.parametrize(("inches", "metres"), [(43, 6), (43, 8), (55, 10)])
@pytest.mark.parametrize("name", TOLD)
def test_ux_u1_english_has_the_same_floors_and_is_not_cut_either(
    display: Make, inches: float, metres: float, name: str
) -> None:
    both = replace(TOLD[name], settings=BoardSettings(english=True), notices=(FRIDAY,))
    shown = display(both, settings_for(inches, metres))
    screen = Screen(diagonal_inches=inches, width=1920, height=1080)
    need = cap_px(Role.ANY, metres * 1000, screen)
    canvas = QRectF(0, 0, 1920, 1080)
    seen: set[str] = set()
    for _ in range(14):
        for text in texts(shown.window):
            seen.add(words(text))
            assert cap_height(font_of(text)) >= need, words(text)
            assert not text.property("truncated"), words(text)
            assert text.property("contentWidth") <= text.width() + 1, words(text)
            assert canvas.contains(place(text)), words(text)
            if words(text) == "Desk":
                assert cap_height(font_of(text)) >= cap_px(Role.COUNTER, metres * 1000, screen)
        shown.advance(12)
    if name == "calls":
        assert {"Desk", "Loket", "Open", "Buka", "Earlier", "Sebelumnya"} <= seen


def test_ux_u1_sizes_set_by_the_office_count_before_those_of_the_pc(display: Make) -> None:
    shown = display(settings=settings_for(43, 3))
    before = cap_height(font_of(find(shown.window, "Sebelumnya")))
    shown.change(state(settings=BoardSettings(inches=43, seat_m=8)))
    need = cap_px(Role.ANY, 8000, Screen(diagonal_inches=43, width=1920, height=1080))
    assert cap_height(font_of(find(shown.window, "Sebelumnya"))) >= need > before


def test_feat_d3_a_picture_fits_without_distortion(display: Make) -> None:
    file = io.BytesIO()
    Image.new("RGB", (700, 100), (0, 255, 0)).save(file, "PNG")
    content = file.getvalue()
    picture = notice("Alur layanan", picture=len(content))
    shown = display(state(()))
    shown.office.pictures[picture.id] = content
    shown.change(state((), notices=(picture,)))
    for _ in range(6):
        drawn = eyes.pillow(shown.window.grab())
        green = Image.eval(drawn.convert("RGB").getchannel("G"), lambda value: 255 if value > 250 else 0)
        red = Image.eval(drawn.convert("RGB").getchannel("R"), lambda value: 255 if value < 5 else 0)
        box = ImageChops.multiply(green, red).getbbox()
        if box is not None and box[2] - box[0] > 600:
            break
        shown.advance(12)
    assert box is not None
    wide, high = box[2] - box[0], box[3] - box[1]
    assert wide / high == pytest.approx(7, rel=0.02)
    assert box[0] >= 40
    assert box[2] <= 1880
    assert box[1] >= 784
    assert box[3] <= 1040


# --- content ---------------------------------------------------------------------------------------------


def test_ux_u7_the_screen_says_numbers_and_counters_and_no_names(display: Make) -> None:
    window = display(state(FRESH)).window
    numbers = {each.label for each in FRESH} | {str(counter) for counter in range(1, 6)}
    rest = {words(text) for text in texts(window)} - numbers
    assert rest == {
        "BKPSDM",
        "24 Nov 2026",
        "10.09 WIB",
        "Nomor antrean",
        "Loket",
        "Sebelumnya",
        "Buka",
        "Jeda",
        "Istirahat 12.00, tutup 15.00 WIB",
        "Dipanggil? Siapkan slip dan KTP.",
    }


def test_ux_u8_the_number_stands_before_its_counter_everywhere(display: Make) -> None:
    window = display(state(FRESH)).window
    assert place(find(window, "Nomor antrean")).x() < place(find(window, "Loket")).x()
    by_line: dict[int, list[tuple[float, str]]] = {}
    for text in texts(window):
        if re.fullmatch(r"[A-Z]?\d+", words(text)) and not 620 < place(text).center().y() < 770 - 130:
            by_line.setdefault(round(place(text).center().y()), []).append((place(text).x(), words(text)))
    rows = [[word for _, word in sorted(line)] for line in by_line.values() if len(line) == 2]
    assert ["C012", "3"] in rows
    assert all(re.fullmatch(r"[A-Z]\d+", row[0]) for row in rows)


def test_ux_u9_clock_counters_and_the_badge_with_its_word(display: Make) -> None:
    shown = display()
    before = {words(text) for text in texts(shown.window)}
    assert {"10.09 WIB", "Buka", "Jeda", "1", "2", "3", "5", "4"} <= before
    assert "Terputus" not in before
    shown.link(False)
    after = {words(text) for text in texts(shown.window)}
    assert {"10.09 WIB", "Terputus", "s.d. 10.09"} <= after
    assert "Dengarkan petugas loket.\nNomor Anda tetap berlaku." in after
    assert not {"Nomor antrean", "Loket", "Buka", "Jeda"} & after


@pytest.mark.parametrize(
    ("metres", "turns"), [(6, [["A", "C", "K", "U", "L", "M"]]), (8, [["A", "C", "K", "U"], ["L", "M"]])]
)
def test_feat_q6_the_ranges_take_turns_with_the_rest_in_both_languages(
    display: Make, metres: float, turns: list[list[str]]
) -> None:
    shown = display(state(waits=WAITS, settings=BoardSettings(english=True)), settings_for(43, metres))
    seen: dict[str, list[list[str]]] = {"tunggu": [], "to wait": []}
    for _ in range(16):
        read = [words(text) for text in texts(shown.window)]
        for unit, told in seen.items():
            if unit in read:
                told.append([wait.series for wait in WAITS if wait.series in read])
                minutes = [f"{w.estimate.low}–{w.estimate.high}" for w in WAITS if w.series in read]
                assert set(minutes) <= set(read)
        shown.advance(12)
    for told in seen.values():
        assert [each for each in turns if each in told] == turns, told


def test_feat_q6_without_enough_history_no_range_is_shown(display: Make) -> None:
    shown = display(state())
    for _ in range(6):
        assert not {"tunggu", "menit"} & {words(text) for text in texts(shown.window)}
        shown.advance(12)


def test_ux_u9_counters_that_do_not_fit_take_turns(display: Make) -> None:
    shown = display(STATES["many counters"])
    seen: set[str] = set()
    for _ in range(3):
        seen |= {words(text) for text in texts(shown.window) if 630 < place(text).center().y() < 760}
        shown.advance(12)
    assert {"Buka", "1–6", "8", "11", "Jeda", "7", "9", "10"} <= seen


def test_ux_u11_each_state_is_another_picture(display: Make) -> None:
    pictures = [eyes.pillow(display(shown).window.grab()) for shown in STATES.values()]
    lost = display()
    lost.link(False)
    pictures.append(eyes.pillow(lost.window.grab()))
    for place_of, one in enumerate(pictures):
        for other in pictures[:place_of]:
            assert ImageChops.difference(one, other).getbbox() is not None


def test_fault_g9_names_and_notices_are_shown_as_they_are_written(display: Make) -> None:
    nasty = ("<img src=/etc/x> &nbsp;", "a<br>b & <Budi>")
    shown = display(state(agency="<b>P&K</b>", notices=(notice("\n".join(nasty)),)))
    shown.advance(36)
    for written in ("<b>P&K</b>", *nasty):
        text = find(shown.window, written)
        # Markup that were read instead of shown would be far narrower.
        literal = QFontMetricsF(font_of(text)).horizontalAdvance(written)
        assert text.property("contentWidth") == pytest.approx(literal, rel=0.05)


def test_fault_g9_every_text_of_the_scene_is_plain() -> None:
    for file in assets.ui("qml").glob("*.qml"):
        source = file.read_text("utf-8")
        for start in re.finditer(r"\b(Text|Label|TextEdit|TextInput)\s*\{", source):
            assert "textFormat: Text.PlainText" in source[start.end() : start.end() + 60], file.name


# --- other eyes ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seen", [eyes.greyscale, eyes.deuteranopia])
def test_ux_u68_states_are_told_apart_without_colour(
    display: Make, seen: Callable[[Image.Image], Image.Image]
) -> None:
    shown = display(state(FRESH))
    picture = seen(eyes.pillow(shown.window.grab()))

    def colour(x: int, y: int) -> eyes.Colour:
        pixel = picture.getpixel((x, y))
        assert isinstance(pixel, tuple)
        return (int(pixel[0]), int(pixel[1]), int(pixel[2]))

    # The two blocks of the call: dark ground under the number, light ground under the counter.
    assert eyes.contrast(colour(820, 560), colour(1240, 560)) >= 7
    # An open counter is filled, a paused one is an outline on the panel.
    opened, paused, panel = colour(312, 660), colour(1140, 660), colour(1080, 750)
    assert eyes.contrast(opened, panel) >= 7
    assert eyes.contrast(paused, panel) <= 1.1
    # A new row has a bar at its edge, an older one has none.
    assert eyes.contrast(colour(1294, 300), colour(1294, 400)) >= 7

    shown.link(False)
    lost = seen(eyes.pillow(shown.window.grab()))
    whole = ImageStat.Stat(ImageChops.difference(picture, lost)).mean
    assert max(whole) > 25


def _rgb(value: str) -> eyes.Colour:
    return (int(value[1:3], 16), int(value[3:5], 16), int(value[5:7], 16))


# --- window ----------------------------------------------------------------------------------------------


def test_calls_are_reported_after_a_frame_that_shows_them(display: Make) -> None:
    shown = display()
    assert shown.office.reported == [each.announcement for each in reversed(MORNING_CALLS)]
    shown.loop.do(lambda: shown.office.change(state(FRESH)))
    assert len(shown.office.reported) == len(MORNING_CALLS)  # read, but not drawn
    shown.settle()
    assert shown.office.reported[-1] == FRESH[0].announcement


def test_fault_b10_the_display_covers_its_screen_without_a_cursor_and_returns_to_it(
    display: Make, qapp: QApplication
) -> None:
    shown = display(size=None)
    window, screen = shown.window, QGuiApplication.primaryScreen()
    assert window.view.visibility() == window.view.Visibility.FullScreen
    assert window.view.cursor().shape() is Qt.CursorShape.BlankCursor
    window.view.showNormal()
    window.view.setGeometry(5, 5, 300, 200)
    qapp.screenRemoved.emit(screen)
    qapp.screenAdded.emit(screen)
    shown.advance(1)
    assert window.view.visibility() == window.view.Visibility.FullScreen
    assert window.view.geometry() == screen.geometry()


@pytest.mark.parametrize(
    ("screens", "wanted", "chosen"),
    [
        ([("DP-1", "")], "", 0),
        ([("DP-1", ""), ("HDMI-1", "")], "", 1),
        ([("DP-1", ""), ("HDMI-1", "")], "DP-1", 0),
        ([("DP-1", "")], "HDMI-1", 0),
        ([("DP-1", ""), ("HDMI-2", "")], "HDMI-1", 1),
        # Known by what it says of itself, it is found on another connector.
        ([("DP-1", "LG 43 A1"), ("HDMI-1", "Dell 24 B2")], "HDMI-1 · LG 43 A1", 0),
        # Another screen on its connector takes its place.
        ([("HDMI-1", "LG 43 C3"), ("DP-1", "Dell 24 B2")], "HDMI-1 · LG 43 A1", 0),
        # Two of one kind: the connector tells them apart.
        ([("HDMI-1", "LG 43"), ("HDMI-2", "LG 43")], "HDMI-2 · LG 43", 1),
    ],
)
def test_fault_b10_which_screen_shows_the_display(
    screens: list[tuple[str, str]], wanted: str, chosen: int
) -> None:
    assert choose_screen([ScreenName(*screen) for screen in screens], wanted) == chosen


@pytest.mark.parametrize("size", [(1366, 768), (1080, 1920), (3840, 2160), (1024, 768)])
def test_fault_b10_the_whole_picture_fits_any_screen(display: Make, size: tuple[int, int]) -> None:
    window = display(size=size).window
    picture = QRectF(0, 0, *size)
    assert all(picture.contains(place(text)) for text in texts(window))
    assert (window.grab().width(), window.grab().height()) == size


def test_moves_of_rows_are_drawn_without_a_warning(display: Make) -> None:
    shown = display(settings=DisplaySettings())
    for step, calls in enumerate((FRESH, MORNING_CALLS, LONG, (), FRESH)):
        shown.change(state(calls, now=NOW))
        before = shown.window.grab()
        assert not before.isNull(), step
        shown.advance(0.5)
    assert words(find(shown.window, "K010")) == "K010"
