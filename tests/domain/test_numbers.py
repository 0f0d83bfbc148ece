"""Ticket numbers and codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.numbers import (
    CROCKFORD,
    format_number,
    missing_numbers,
    read_code,
    spell_code,
    ticket_code,
)


def test_after_999_comes_1000() -> None:
    assert [format_number("C", n) for n in (1, 12, 999, 1000)] == ["C001", "C012", "C999", "C1000"]


codes = st.binary(min_size=5, max_size=5).map(lambda data: ticket_code("TGS", data))


@given(codes)
def test_a_code_is_read_back_however_it_is_typed(code: str) -> None:
    assert len(code) == 12
    typed = (code, spell_code(code), code.lower(), f" {spell_code(code)} ", f"https://contoh.go.id/t/{code}")
    assert all(read_code(text, office="TGS") == code for text in typed)
    assert read_code("TGS" + code[3:].replace("0", "o").replace("1", "l"), office="TGS") == code


@given(codes, st.integers(3, 11), st.sampled_from(CROCKFORD))
def test_one_wrong_character_is_always_found(code: str, place: int, wrong: str) -> None:
    typed = code[:place] + wrong + code[place + 1 :]
    if typed != code:
        with pytest.raises(Refused, match="salah ketik"):
            read_code(typed, office="TGS")


def test_fault_b9_a_foreign_text_is_no_ticket_code() -> None:
    for text in ("https://contoh.go.id", "WIFI:S:kantor;;", "", "123456789012345", "тикет0000000"):
        with pytest.raises(Refused, match="Bukan kode layanan ini"):
            read_code(text, office="TGS")


def test_a_ticket_of_another_office_is_named_as_such() -> None:
    with pytest.raises(Refused, match="kantor lain"):
        read_code(ticket_code("SRG", b"abcde"), office="TGS")


@given(st.integers(0, 60), st.sets(st.integers(1, 60)))
def test_inv_i4_what_is_taken_out_is_what_is_missing(n: int, out: set[int]) -> None:
    out = {number for number in out if number < n}
    assert missing_numbers(set(range(1, n + 1)) - out, []) == sorted(out)


def test_inv_i4_numbers_left_out_on_purpose_are_not_missing() -> None:
    assert missing_numbers([1, 202, 203], [(2, 201)]) == []
    assert missing_numbers([1, 202, 204], [(2, 200)]) == [201, 203]
    assert missing_numbers([], []) == []
