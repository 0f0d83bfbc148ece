"""What is drawn when there is too little room."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.widgets import painting


def test_two_machines_of_one_name_stay_two_where_their_names_do_not_fit(app: QApplication) -> None:
    font = theme.font(13)
    room = painting.width_of("Mesin antr… 2", font)
    shown = [painting.shortened(f"Mesin antrean {number}", font, room) for number in (1, 2, 12)]
    assert len(set(shown)) == 3
    assert [words.split()[-1] for words in shown] == ["1", "2", "12"]
    assert all(painting.width_of(words, font) <= room + 0.5 for words in shown)


def test_a_name_that_fits_or_has_no_number_stays_as_it_is(app: QApplication) -> None:
    font = theme.font(13)
    assert painting.shortened("Mesin antrean 1", font, 500) == "Mesin antrean 1"
    assert painting.shortened("Mesin antrean", font, 20) == "Mesin antrean"
    assert painting.shortened("12", font, 1) == "12"


@given(name=st.text("Mesinaturl -", max_size=40), width=st.floats(0, 300))
def test_a_number_at_the_end_is_never_lost(name: str, width: float) -> None:
    assert painting.shortened(f"{name} 7", theme.font(13), width).endswith(" 7")
