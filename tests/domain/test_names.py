"""Names of people: as they are written, and nothing in them that nobody sees."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.text import NAME_LIMIT, clean_name, look_alike


def clean(name: str) -> str:
    return clean_name(name, field="Nama")


@pytest.mark.parametrize(
    "name",
    [
        "O'Neil", "O\u2019Neil", "Nur'aini", "Nur\u02bcaini", "I Gusti Ngr. Agung", "R", "Rani",
        "Dr. H. A, S.Sos., M.Si", "SITI MISALNYA", "Ni Made Ayu-Contoh", "Zoë Đorđević", "Mu\u1e25ammad",
        "dr. Contoh (Alm.)", "Fulan/Fulanah", "n" * NAME_LIMIT,
    ],
)  # fmt: skip
def test_fault_g5_names_are_accepted_as_they_are_written(name: str) -> None:
    assert clean(name) == name


def test_fault_g5_double_spaces_become_one_and_251_characters_are_too_many() -> None:
    assert clean("  Rani   Contoh ") == "Rani Contoh"
    assert clean("Rani\u00a0Contoh") == "Rani Contoh"
    with pytest.raises(Refused, match=r"paling banyak 250 karakter\. Anda mengetik 251"):
        clean("n" * (NAME_LIMIT + 1))
    for empty in ("", "   ", "\u200b\u200d"):
        with pytest.raises(Refused, match="belum diisi"):
            clean(empty)


@pytest.mark.parametrize(
    ("name", "position", "shown"),
    [
        ("Rani \u0639\u0644\u064a", 6, "\u0639"),
        ("\ua9b2\ua9a4\ua9b6", 1, "\ua9b2"),
        ("Rani \u674e", 6, "\u674e"),
        ("Rani \U0001f600", 6, "\U0001f600"),
        ("Ra\u0301\u0323\u0330ni", 3, "\u25cc\u0323"),
        ("\u0420\u0430ni", 1, "\u0420"),  # Cyrillic that looks like P and a
    ],
)
def test_fault_g6_what_is_no_latin_letter_is_refused_before_saving_with_the_character_shown(
    name: str, position: int, shown: str
) -> None:
    with pytest.raises(Refused) as refusal:
        clean(name)
    assert f"\u201c{shown}\u201d" in refusal.value.sentence or "ke-" in refusal.value.sentence
    assert "huruf Latin" in refusal.value.sentence
    assert f"karakter ke-{position} " in refusal.value.sentence or shown.startswith("\u25cc")


def test_fault_g6_composed_and_decomposed_are_the_same_name() -> None:
    composed, apart = "Andr\u00e9", "Andre\u0301"
    assert clean(composed) == clean(apart) == composed
    assert look_alike("\u0110or\u0111e ") == look_alike("\u0111or\u0111e")


@pytest.mark.parametrize(
    "hidden",
    [
        "\u202e",
        "\u2066",
        "\u200b",
        "\u200c",
        "\u200d",
        "\ufeff",
        "\u00ad",
        "\u2060",
        "\ufe0f",
        "\u034f",
        "\u3164",
    ],
)
def test_fault_g7_what_nobody_sees_is_removed(hidden: str) -> None:
    assert clean(f"Ra{hidden}ni {hidden}Contoh{hidden}") == "Rani Contoh"


def test_fault_g7_names_that_look_the_same_are_told_apart_by_nothing() -> None:
    assert look_alike("Rani  Contoh") == look_alike("RANI CONTOH") == look_alike("Ráni-Contoh")
    assert look_alike("Rani Contoh") != look_alike("Rina Contoh")


@pytest.mark.parametrize("bad", ["\n", "\t", "\x00", "\u2028", "\x1b"])
def test_control_characters_are_refused_with_their_place(bad: str) -> None:
    with pytest.raises(Refused, match="karakter ke-5"):
        clean(f"Rani{bad}Contoh")


@given(st.text(max_size=300))
def test_a_clean_name_is_one_visible_line_and_cleaning_it_again_changes_nothing(text: str) -> None:
    try:
        name = clean(text)
    except Refused:
        return
    assert name
    assert name == name.strip()
    assert "  " not in name
    assert len(name) <= NAME_LIMIT
    assert unicodedata.is_normalized("NFC", name)
    assert not any(unicodedata.category(character) in ("Cf", "Cc", "Cs", "Co", "Cn") for character in name)
    assert clean(name) == name
