"""The helper of the tests of the longest strings (U66) makes texts as long as it says."""

from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.pseudo import longer


@given(st.text(min_size=4))
def test_a_longer_text_has_two_fifths_more(text: str) -> None:
    assert longer(text) == text or len(longer(text)) >= len(text) * 1.4


def test_numbers_and_codes_stay_as_they_are() -> None:
    assert [longer("C012")[:4], longer("ke"), longer("24.11.2026")] == ["C012", "ke", "24.11.2026"]
