"""Text in dots: nothing wider than its room, nothing lost but what an ellipsis stands for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bkpsdm_desktop.documents.lettering import Type, balanced, fitted, width, wrapped

KIND = Type("Medium", 20, 26)
TEXT = st.text(st.characters(codec="latin-1", categories=["L", "N", "P", "Zs"]), max_size=80)


@settings(max_examples=60, derandomize=True)
@given(text=TEXT, room=st.integers(40, 400), indent=st.integers(0, 30))
def test_lines_fit_and_keep_every_letter(text: str, room: int, indent: int) -> None:
    lines = wrapped(text, KIND, room, indent=indent)
    for number, line in enumerate(lines):
        assert width(line, KIND) <= (room if number else room - indent)
    assert "".join(lines).replace(" ", "") == "".join(text.split())


@settings(max_examples=60, derandomize=True)
@given(text=TEXT, room=st.integers(40, 400), most=st.integers(1, 4))
def test_cut_lines_fit_and_end_in_an_ellipsis(text: str, room: int, most: int) -> None:
    lines, whole = wrapped(text, KIND, room, most), wrapped(text, KIND, room)
    assert len(lines) == min(most, len(whole))
    assert all(width(line, KIND) <= room for line in lines)
    assert (lines[-1:] != whole[len(lines) - 1 : len(lines)]) == (len(whole) > most)


def test_cut_text_ends_after_a_whole_word() -> None:
    text = "Surat pengantar Perangkat Daerah, fotokopi sah SK pangkat terakhir"
    [line] = wrapped(text, KIND, 300, 1)
    assert line == "Surat pengantar Perangkat…"


@pytest.mark.parametrize("room", [110, 290])
def test_balanced_text_has_no_lonely_last_word_and_no_more_lines(room: int) -> None:
    text = "Pantau antrean: pindai kode ini."
    lines = balanced(text, KIND, room, 5)
    assert len(lines) == len(wrapped(text, KIND, room))
    assert " ".join(lines) == text
    assert len(lines[-1]) > 4


def test_text_gets_smaller_only_as_far_as_needed() -> None:
    text = "BKPSDM KOTA TANGERANG SELATAN"
    kind = fitted(text, Type("ExtraBold", 28, 36), 368, floor=18)
    assert width(text, kind) <= 368 < width(text, Type("ExtraBold", kind.size + 1, 36))
    assert fitted(text, Type("ExtraBold", 28, 36), 100, floor=18).size == 18
