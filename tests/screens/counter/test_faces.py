"""How the counter looks in every state: nothing cut, everything named, the keyboard always visible."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction, QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.counter.window import CounterWindow
from bkpsdm_desktop.screens.theme import Density, Theme
from bkpsdm_desktop.screens.widgets.badge import Badge
from bkpsdm_desktop.screens.widgets.buttons import VerbButton
from tests.helpers.eyes import contrast, pillow
from tests.screens.counter.conftest import Play
from tests.screens.counter.looks import cut
from tests.screens.counter.stage import Stage
from tests.tour.counter import pictures

SIZES = ((1366, 768), (1093, 614), (1280, 720), (1920, 1080))


def shown(app: QApplication, window: QWidget, size: tuple[int, int]) -> None:
    window.resize(*size)
    for _ in range(3):
        app.sendPostedEvents()
        app.processEvents()


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_ux_u22_no_text_is_cut_in_any_state(app: QApplication, size: tuple[int, int]) -> None:
    faults = []
    for name, window in pictures():
        shown(app, window, size)
        assert window.size().toTuple() == size
        faults += [f"{name}: {fault}" for fault in cut(window)]
    assert faults == []


def test_the_density_follows_the_size_of_the_window(play: Play, app: QApplication) -> None:
    async def scene(at: Stage) -> None:
        for size, density in (
            ((1366, 768), Density.NORMAL),
            ((1093, 614), Density.COMPACT2),
            ((1280, 720), Density.COMPACT1),
        ):
            shown(app, at.window, size)
            assert at.window.desk.density is density

    play(scene)


def test_in_a_narrow_window_ctrl_tab_shows_what_is_around_the_visit(play: Play, app: QApplication) -> None:
    async def scene(at: Stage) -> None:
        shown(app, at.window, (1093, 614))
        await at.press("F2", "F4")
        desk = at.window.desk
        assert desk.service.isVisible()
        assert not desk.visit.isVisible()
        assert "0 dtk dari 10 mnt" in [b.word for b in at.window.findChildren(Badge) if b.isVisible()]
        at.key("Ctrl+Tab")
        assert desk.visit.isVisible()
        assert not desk.service.isVisible()

    play(scene, size=(1093, 614))


def _focusable(window: QWidget) -> Iterator[QWidget]:
    for part in window.findChildren(QWidget):
        if part.focusPolicy() != Qt.FocusPolicy.NoFocus and part.isVisible():
            yield part


@pytest.mark.slow
def test_ux_u17_every_widget_has_a_name_every_field_a_label_and_no_mnemonic_comes_twice(
    app: QApplication,
) -> None:
    faults: list[str] = []
    for name, window in pictures():
        shown(app, window, (1366, 768))
        faults += [f"{name}: {fault}" for fault in (*_nameless(window), *_unlabelled(window))]
        letters = _mnemonics(window)
        if len(letters) != len(set(letters)):
            faults.append(f"{name}: {letters}")
    assert faults == []


def _nameless(window: QWidget) -> Iterator[str]:
    for part in _focusable(window):
        face = QAccessible.queryAccessibleInterface(part)
        if not face.text(QAccessible.Text.Name):
            yield f"no name: {type(part).__name__} {part.objectName()}"


def _labels_of_fields(window: QWidget) -> list[QLabel]:
    return [label for label in window.findChildren(QLabel) if label.isVisible() and label.buddy() is not None]


def _unlabelled(window: QWidget) -> Iterator[str]:
    buddies = [label.buddy() for label in _labels_of_fields(window)]
    for field in window.findChildren(QLineEdit):
        if field.isVisible() and field not in buddies:
            yield f"no label: {field.objectName()}"


def _mnemonics(window: QWidget) -> list[str]:
    letters = [label.text().partition("&")[2][:1].upper() for label in _labels_of_fields(window)]
    for action in window.findChildren(QAction):
        keys, holder = action.shortcut().toString(), action.parent()
        if keys.startswith("Alt+") and isinstance(holder, QWidget) and holder.isVisible():
            letters.append(keys.removeprefix("Alt+"))
    return letters


def test_no_two_keys_of_the_window_are_the_same(play: Play) -> None:
    async def scene(at: Stage) -> None:
        keys = [action.shortcut().toString() for action in at.window.actions()]
        assert "" not in keys
        assert len(keys) == len(set(keys))

    play(scene)


def test_ux_u16_tab_goes_as_one_reads(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await at.press("F2", "F3", "F3")
        met: list[QWidget] = []
        while True:
            at.key("Tab")
            part = at.window.focusWidget()
            assert part is not None
            if part in met:
                break
            met.append(part)
        names = [part.accessibleName() for part in met]
        assert names == [
            "Batalkan panggilan", "Batal (pengunjung pamit)", "Tidak hadir, masih boleh kembali",
            "Mulai layani", "Alihkan", "Tidak hadir", "Cari", "Cetak", "Darurat",
        ]  # fmt: skip
        assert set(met) == set(_tabbed(at.window))

    play(scene)


def _tabbed(window: QWidget) -> Iterator[QWidget]:
    for part in _focusable(window):
        if part.isEnabled() and part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield part


def test_ux_u16_the_keyboard_is_seen_by_a_ring_of_two_pixels_and_enough_contrast(
    play: Play, each_theme: Theme
) -> None:
    async def scene(at: Stage) -> None:
        button = at.window.desk.verbs.primary
        before = _around(at.window, button)
        button.setFocus()
        after = _around(at.window, button)
        row = after.height() // 2
        changed = [x for x in range(20) if before.pixelColor(x, row) != after.pixelColor(x, row)]
        assert len(changed) >= 2
        ground = before.pixelColor(changed[0], row)
        ring = after.pixelColor(changed[len(changed) // 2], row)
        assert contrast(_rgb(ring), _rgb(ground)) >= 3

    play(scene)


def _around(window: QWidget, part: QWidget) -> QImage:
    corner = part.mapTo(window, part.rect().topLeft())
    return window.grab(part.rect().translated(corner).adjusted(-10, -10, 10, 10)).toImage()


def _rgb(colour: QColor) -> tuple[int, int, int]:
    return (colour.red(), colour.green(), colour.blue())


def test_a_button_that_turns_grey_under_the_keyboard_does_not_pass_it_to_the_next(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await at.press("F2", "F3")
        recall = next(b for b in at.window.findChildren(VerbButton) if b.verb == "Panggil ulang")
        recall.setFocus()
        await at.press("Space")
        assert not recall.isEnabled()
        assert at.window.focusWidget() is at.window
        await at.press("Space", "Return")
        assert at.office.acts == ["call_next", "recall", "recall"]

    play(scene)


def test_ux_u23_numbers_and_texts_are_readable_in_both_themes(play: Play, each_theme: Theme) -> None:
    async def scene(at: Stage) -> None:
        await at.press("F2", "F4")
        desk = at.window.desk
        for part in (desk.serving, desk.service, desk.visit, desk.status):
            colours = pillow(part.grab().toImage()).getcolors(1_000_000)
            assert colours is not None
            ground = max(colours, key=lambda each: each[0])[1]
            assert isinstance(ground, tuple)
            best = max(
                contrast((c[0], c[1], c[2]), (ground[0], ground[1], ground[2]))
                for _, c in colours
                if isinstance(c, tuple)
            )
            assert best >= 7

    play(scene)
    assert theme.current() == each_theme


def test_the_status_line_and_header_name_place_person_and_day(play: Play) -> None:
    async def scene(at: Stage) -> None:
        assert isinstance(at.window, CounterWindow)
        words = at.window.desk.header.words
        assert words["office"] == "BKPSDM Kota Tangerang Selatan"
        assert words["station"] == "Loket 3"
        assert words["person"] == "Rani Contoh"
        assert words["date"] == "Selasa, 24 November 2026"
        assert words["clock"] == "09.41 WIB"
        assert words["connection"] == ""

    play(scene)
