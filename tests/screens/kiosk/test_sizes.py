"""What a hand and an eye need, on the screens that offices have."""

from collections.abc import Coroutine
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from bkpsdm_desktop.domain.estimate import WaitRange
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.kiosk.settings import KioskSettings
from bkpsdm_desktop.screens.kiosk.sizes import CAP_MM, GAP_MM, TARGET_MM, Sizes
from bkpsdm_desktop.screens.widgets.touch import TouchBase
from tests.helpers.kiosk import PORTRAIT, Kiosk
from tests.helpers.qtloop import played
from tests.screens.kiosk.conftest import MakeKiosk

DIAGONALS = (21.5, 24.0, 27.0, 32.0)
SCREENS = [(PORTRAIT, diagonal) for diagonal in DIAGONALS] + [
    ((1920, 1080), 21.5),
    ((1920, 1080), 24.0),
    ((1366, 768), 18.5),
]
screens = pytest.mark.parametrize(("size", "diagonal"), SCREENS)


@screens
def test_ux_u30_every_text_role_has_7_3_mm_capitals(
    qapp: QApplication, size: tuple[int, int], diagonal: float
) -> None:
    theme.apply(qapp, theme.light())
    sizes = Sizes(width=size[0], height=size[1], diagonal=diagonal)
    for design in (38, 40, 44, 52, 60, 84):
        for weight in (400, 600, 800):
            cap = QFontMetricsF(theme.font(sizes.text(design), weight)).capHeight()
            assert cap >= CAP_MM * sizes.px_per_mm - 0.01, (design, weight)


def test_the_design_is_kept_where_it_is_large_enough() -> None:
    sizes = Sizes(width=1080, height=1920, diagonal=27)
    assert (sizes.text(38), sizes.text(84), sizes.target(116), sizes.gap) == (38, 84, 116, 24)
    assert Sizes(width=1080, height=1920, diagonal=21.5).text(38) == 41


def targets(kiosk: Kiosk) -> dict[str, QRect]:
    """What can be touched now, in pixels of the window."""
    window = kiosk.window
    return {
        button.label: QRect(button.mapTo(window, button.rect().topLeft()), button.size())
        for button in window.findChildren(TouchBase)
        if button.isVisible()
    }


def distance(one: QRect, other: QRect) -> int:
    """Pixels between two rectangles along the axis on which they are apart; -1 when they overlap."""
    across = max(one.left() - other.right(), other.left() - one.right()) - 1
    down = max(one.top() - other.bottom(), other.top() - one.bottom()) - 1
    return max(across, down)


async def each_page(kiosk: Kiosk) -> list[dict[str, QRect]]:
    """The targets of every page on the way to a number, of the PIN pad and of the check-in."""
    seen = []
    await kiosk.home()
    for step in (None, kiosk.group(3), kiosk.service(1), kiosk.take()):
        if step is not None:
            await step
        QApplication.sendPostedEvents()
        seen.append(targets(kiosk))
    kiosk.window.go_home()
    await kiosk.wait(3)
    for _ in range(5):
        kiosk.tap(kiosk.window.form.emblem)
    await kiosk.wait(1)
    QApplication.sendPostedEvents()
    seen.append(targets(kiosk))
    kiosk.window.go_home()
    await kiosk.wait(1)
    kiosk.tap(kiosk.window.groups.form.checkIn)
    await kiosk.wait(1)
    QApplication.sendPostedEvents()
    seen.append(targets(kiosk))
    return seen


@screens
@played
async def test_ux_u27_targets_are_20_mm_and_5_mm_apart(
    make_kiosk: MakeKiosk, size: tuple[int, int], diagonal: float
) -> None:
    kiosk = make_kiosk(KioskSettings(diagonal_inches=diagonal), size)
    mm = Sizes(width=size[0], height=size[1], diagonal=diagonal).px_per_mm
    pages = await each_page(kiosk)
    assert [len(page) for page in pages] in ([9, 8, 6, 2, 14, 35], [8, 7, 6, 2, 14, 35])
    for page in pages:
        for label, rect in page.items():
            assert min(rect.width(), rect.height()) >= TARGET_MM * mm - 1, label
            assert QRect(0, 0, *size).contains(rect), label
        rects = list(page.items())
        for number, (label, rect) in enumerate(rects):
            for other_label, other in rects[number + 1 :]:
                assert distance(rect, other) >= GAP_MM * mm - 1, (label, other_label)


@pytest.mark.parametrize("diagonal", DIAGONALS)
@played
async def test_ux_u28_buttons_stand_in_the_lower_60_percent(make_kiosk: MakeKiosk, diagonal: float) -> None:
    kiosk = make_kiosk(KioskSettings(diagonal_inches=diagonal))
    for page in await each_page(kiosk):
        assert all(rect.top() >= 1920 * 0.4 for rect in page.values()), page


@pytest.mark.parametrize("diagonal", DIAGONALS)
@played
async def test_ux_u28_the_low_layout_moves_them_to_the_lower_40_percent(
    make_kiosk: MakeKiosk, diagonal: float
) -> None:
    kiosk = make_kiosk(KioskSettings(diagonal_inches=diagonal, low=True))
    for page in await each_page(kiosk):
        assert all(rect.top() >= 1920 * 0.6 for rect in page.values()), page


@played
async def test_ux_u28_a_visitor_switches_to_the_low_layout_and_the_next_one_finds_the_usual(
    make_kiosk: MakeKiosk,
) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    switch = window.groups.form.layoutSwitch
    assert switch.label == "Tampilan rendah"
    kiosk.tap(switch)
    assert switch.label == "Tampilan biasa"
    await kiosk.wait(45 + 20 + 1)
    assert switch.label == "Tampilan rendah"


@screens
@played
async def test_ux_u30_no_label_is_set_smaller(
    make_kiosk: MakeKiosk, size: tuple[int, int], diagonal: float
) -> None:
    kiosk = make_kiosk(KioskSettings(diagonal_inches=diagonal), size)
    floor = CAP_MM * Sizes(width=size[0], height=size[1], diagonal=diagonal).px_per_mm
    for step in steps(kiosk):
        await step
        labels = [label for label in kiosk.window.findChildren(QLabel) if label.isVisible()]
        assert labels
        for label in labels:
            assert QFontMetricsF(label.font()).capHeight() >= floor - 0.01, label.objectName()


@screens
@played
async def test_ux_u30_what_is_read_lies_inside_its_page(
    make_kiosk: MakeKiosk, size: tuple[int, int], diagonal: float
) -> None:
    kiosk = make_kiosk(KioskSettings(diagonal_inches=diagonal), size)
    for step in steps(kiosk):
        await step
        QApplication.sendPostedEvents()
        for label in kiosk.window.findChildren(QLabel):
            if label.isVisible() and label.text():
                fits(label)


def steps(kiosk: Kiosk) -> list[Coroutine[Any, Any, object]]:
    """Page by page, in both languages; each is to be awaited."""
    to_a_number = [kiosk.home(), kiosk.group(3), kiosk.service(4), kiosk.take(), kiosk.check_in()]
    refused = kiosk.enter_code("TGS7KQ4M2XV0")
    in_english = [kiosk.english(), kiosk.group(3), kiosk.service(4), kiosk.take(), kiosk.check_in()]
    return [*to_a_number, refused, *in_english, kiosk.enter_code("TGS7KQ4M2XV0")]


def fits(label: QLabel) -> None:
    """The words have the room they need; their parent does not cut them."""
    need = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
    assert label.height() >= need - 2, label.objectName()
    parent = label.parentWidget()
    assert isinstance(parent, QWidget)
    assert parent.rect().adjusted(-1, -1, 1, 1).contains(label.geometry()), label.objectName()


@screens
@played
async def test_ux_u33_no_name_of_a_choice_is_cut(
    make_kiosk: MakeKiosk, size: tuple[int, int], diagonal: float
) -> None:
    for low, english in ((False, False), (True, False), (False, True), (True, True)):
        kiosk = make_kiosk(KioskSettings(diagonal_inches=diagonal, low=low), size)
        window = await kiosk.home()
        if english:
            await kiosk.english()
        assert not [tile.label for tile in window.groups.tiles if tile.overflows()]
        for number in range(1, 7):
            window.go_home()
            if english:
                await kiosk.english()
            await kiosk.group(number)
            if kiosk.shows(window.services):
                QApplication.sendPostedEvents()
                assert not [
                    tile.label for tile in window.services.tiles if tile.isVisible() and tile.overflows()
                ]


def test_smaller_screens_need_larger_pixels() -> None:
    texts = [Sizes(width=1080, height=1920, diagonal=diagonal).text(38) for diagonal in DIAGONALS]
    assert all(first >= second for first, second in pairwise(texts))


@screens
@played
async def test_feat_q6_the_waiting_estimate_stands_on_group_service_and_ticket_with_its_whole_range(
    make_kiosk: MakeKiosk, size: tuple[int, int], diagonal: float
) -> None:
    for wait, said in (
        (WaitRange(low=25, high=35), "± 25–35 menit"),
        (WaitRange(low=115, high=175), "± 1 jam 55 menit – 2 jam 55 menit"),
    ):
        kiosk = make_kiosk(KioskSettings(diagonal_inches=diagonal), size)
        kiosk.office.estimate = wait
        window = await kiosk.home()
        await kiosk.group(2)
        assert f"Perkiraan tunggu: {said}" in window.services.form.facts.accessibleName()
        QApplication.sendPostedEvents()
        assert window.services.form.facts.fits(), said
        await kiosk.service(2)
        shown = window.service.form.facts.accessibleName()
        assert f"Perkiraan tunggu: {said}" in shown
        assert window.service.form.over.text().endswith(said) or window.service.form.facts.fits()
        await kiosk.take()
        assert f"Perkiraan tunggu: {said}" in window.ticket.form.facts.accessibleName()
        QApplication.sendPostedEvents()
        assert window.ticket.form.facts.fits(), said
