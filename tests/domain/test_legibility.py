import pytest

from bkpsdm_desktop.domain.legibility import Role, Screen, board_layout, cap_mm, cap_px, font_px

TV43 = Screen(diagonal_inches=43, width=1920, height=1080)
TV55 = Screen(diagonal_inches=55, width=1920, height=1080)


@pytest.mark.parametrize(
    ("metres", "floor", "running", "number", "on43", "on55"),
    [
        (3, 15, 19, 37, 75, 58),
        (4, 20, 26, 49, 99, 77),
        (6, 30, 38, 73, 147, 115),
        (8, 40, 51, 98, 198, 155),
        (10, 50, 64, 122, 246, 192),
    ],
)
def test_ux_u1_the_table_of_reading_distances(
    metres: int, floor: int, running: int, number: int, on43: int, on55: int
) -> None:
    assert round(cap_mm(Role.ANY, metres * 1000)) == floor
    assert round(cap_mm(Role.COUNTER, metres * 1000)) == running
    assert round(cap_mm(Role.NUMBER, metres * 1000)) == number
    assert cap_px(Role.NUMBER, metres * 1000, TV43) == pytest.approx(on43, abs=1.5)
    assert cap_px(Role.NUMBER, metres * 1000, TV55) == pytest.approx(on55, abs=1.5)


def test_ux_u30_a_kiosk_at_arm_length_needs_7_3_mm() -> None:
    assert cap_mm(Role.NUMBER, 600) == pytest.approx(7.33, abs=0.01)
    kiosk27 = Screen(diagonal_inches=27, width=1080, height=1920)
    kiosk21 = Screen(diagonal_inches=21.5, width=1080, height=1920)
    assert font_px(cap_px(Role.NUMBER, 600, kiosk27)) <= 38
    assert font_px(cap_px(Role.NUMBER, 600, kiosk21)) == 41


@pytest.mark.parametrize(
    ("screen", "metres", "rows"),
    [(TV43, 3, 6), (TV43, 4, 6), (TV43, 6, 5), (TV43, 8, 4), (TV55, 6, 6), (TV55, 8, 5), (TV55, 10, 4)],
)
def test_ux_u3_as_many_rows_as_pass_the_floor(screen: Screen, metres: float, rows: int) -> None:
    assert board_layout(screen, metres).rows == rows


def test_the_reference_layout_is_that_of_the_drawings() -> None:
    layout = board_layout(TV43, 6)
    assert (layout.number, layout.counter_word, layout.text, layout.row) == (272, 108, 84, 92)
    assert not layout.far


def test_resolution_does_not_change_the_layout_of_a_screen() -> None:
    small = Screen(diagonal_inches=43, width=1366, height=768)
    assert board_layout(small, 6) == board_layout(TV43, 6)


def test_a_seat_too_far_for_the_screen_is_told() -> None:
    assert board_layout(TV43, 8).number_reaches
    assert not board_layout(TV43, 10).number_reaches
    assert board_layout(TV55, 10).number_reaches


def test_nearer_seats_never_shrink_the_called_number() -> None:
    assert {board_layout(TV43, metres).number for metres in (3, 4, 6, 8)} == {272}
