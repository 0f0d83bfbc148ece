"""What a scanner or a visitor gives as the code of a booked visit."""

import pytest

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.numbers import read_booking_code, spell_code, ticket_code

CODE = ticket_code("TGS", b"abcde")
PORTAL = "https://antrean.contoh.go.id"
NOT_OURS = "Bukan kode layanan ini."


def read(text: str, portal: str = PORTAL) -> str:
    return read_booking_code(text, office="TGS", portal=portal)


@pytest.mark.parametrize(
    "text",
    [
        CODE, CODE.lower(), spell_code(CODE), f" {CODE} ", CODE[3:], spell_code(CODE)[4:], f"{CODE}\r\n",
        f"\x02{CODE}\x03", f"]Q1{CODE}", f"]Q1{CODE}\x1d\r", f"{PORTAL}/b/{CODE}",
        f"{PORTAL.upper()}/B/{CODE}",
    ],
)  # fmt: skip
def test_fault_b8_whatever_a_scanner_puts_around_it_the_code_is_read(text: str) -> None:
    assert read(text) == CODE


@pytest.mark.parametrize(
    "text",
    [
        f"https://lain.example/b/{CODE}",
        f"https://antrean.contoh.go.id.lain.example/b/{CODE}",
        f"http://antrean.contoh.go.id/b/{CODE}",
        f"https://lain.example/?{PORTAL}/b/{CODE}",
        "BEGIN:VCARD\nVERSION:3.0\nN:Contoh;Rani\nTEL:0800000000\nEND:VCARD",
        "WIFI:S:Kantor;T:WPA;P:rahasia12;;",
        "0" * 1000,
        "\u0661" * 12,
        "geo:-6.3,106.7",
        "TGS7KQ4M2XV\u0663",
    ],
)
def test_fault_b9_a_foreign_code_is_no_code_of_this_service(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        read(text)
    assert refusal.value.sentence.startswith(NOT_OURS)
    assert refusal.value.english.startswith("This is not a code of this service.")


def test_fault_i7_the_office_s_own_portal_address_is_the_only_host() -> None:
    assert read(f"{PORTAL}/b/{CODE}") == CODE
    with pytest.raises(Refused, match=NOT_OURS):
        read(f"{PORTAL}/b/{CODE}", portal="")
    with pytest.raises(Refused, match=NOT_OURS):
        read(f"{PORTAL}/b/{CODE}", portal="https://lain.contoh.go.id")


@pytest.mark.parametrize("text", ["TGS", "7KQ4", CODE + "7", "1234567890"])
def test_too_few_or_too_many_characters_are_said(text: str) -> None:
    with pytest.raises(Refused, match="12 huruf dan angka"):
        read(text)


def test_a_wrong_character_and_another_office_have_their_own_sentences() -> None:
    wrong = CODE[:5] + ("A" if CODE[5] != "A" else "B") + CODE[6:]
    with pytest.raises(Refused, match="salah ketik"):
        read(wrong)
    with pytest.raises(Refused, match=r"kantor lain \(SRG\)"):
        read(ticket_code("SRG", b"abcde"))
