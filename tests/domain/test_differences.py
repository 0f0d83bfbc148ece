"""What is other between two versions of a service."""

from dataclasses import fields, replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bkpsdm_desktop.domain.differences import Change, differences
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.letters import check_letter, free_letters, said, warnings_about
from bkpsdm_desktop.domain.standard import Standard, check_standard

CAREER, LEAVE = UUID(int=1), UUID(int=2)
GROUPS = {CAREER: "Kepegawaian", LEAVE: "Cuti"}
KGB = Standard(
    name="Kenaikan gaji berkala",
    group=CAREER,
    requirements=(
        "Surat pengantar perangkat daerah",
        "Fotokopi sah SK pangkat terakhir",
        "Fotokopi sah surat KGB terakhir",
        "SKP 1 tahun terakhir, semua unsur minimal Baik",
    ),
    minutes=10,
    promise_days=10,
    legal_basis="PP 7/1977",
)


def told(after: Standard, before: Standard = KGB) -> list[tuple[Change, str]]:
    return [(each.change, each.words) for each in differences(before, after, groups=GROUPS)]


def test_the_words_of_the_mock_up() -> None:
    five = replace(KGB, requirements=(*KGB.requirements, "SKUMPTK, bila ada perubahan keluarga"), minutes=8)
    assert told(five) == [
        (Change.CHANGED, "Target layanan 10 menjadi 8 menit"),
        (Change.ADDED, "Syarat 5, SKUMPTK, bila ada perubahan keluarga"),
    ]


def test_each_part_has_its_words() -> None:
    first, second, third, fourth = KGB.requirements
    assert told(replace(KGB, requirements=(first, third, fourth))) == [
        (Change.REMOVED, "Syarat 2, Fotokopi sah SK pangkat terakhir")
    ]
    assert told(replace(KGB, requirements=(second, first, third, fourth))) == [
        (Change.CHANGED, "Urutan persyaratan diubah")
    ]
    assert told(replace(KGB, requirements=(f"{first} asli", second, third, fourth))) == [
        (Change.CHANGED, f"Syarat 1: {first} menjadi {first} asli")
    ]
    assert told(replace(KGB, group=LEAVE)) == [(Change.CHANGED, "Kelompok: Kepegawaian menjadi Cuti")]
    assert told(replace(KGB, promise_days=None)) == [
        (Change.CHANGED, "Janji selesai 10 hari kerja menjadi di tempat")
    ]
    assert told(replace(KGB, notes="Baru")) == [(Change.ADDED, "Catatan: Baru")]
    assert told(replace(KGB, active=False)) == [(Change.CHANGED, "Layanan tidak dibuka lagi")]


TEXTS = st.text(alphabet="abc ", min_size=1, max_size=6)
STANDARDS = st.builds(
    Standard,
    name=TEXTS,
    name_en=TEXTS,
    group=st.sampled_from([CAREER, LEAVE]),
    requirements=st.lists(TEXTS, max_size=5).map(tuple),
    minutes=st.integers(1, 3),
    promise_days=st.none() | st.integers(1, 2),
    fee=TEXTS,
    product=TEXTS,
    legal_basis=TEXTS,
    notes=TEXTS,
    active=st.booleans(),
    position=st.integers(1, 2),
)


@given(STANDARDS, STANDARDS)
def test_there_is_a_difference_exactly_when_two_versions_are_not_equal(a: Standard, b: Standard) -> None:
    assert bool(differences(a, b, groups=GROUPS)) == (a != b)
    assert differences(a, a, groups=GROUPS) == ()


@given(STANDARDS)
def test_no_part_of_a_standard_is_forgotten(standard: Standard) -> None:
    other = {
        "group": LEAVE if standard.group == CAREER else CAREER,
        "requirements": (*standard.requirements, "lain"),
        "minutes": standard.minutes + 1,
        "position": standard.position + 1,
        "promise_days": 9,
        "active": not standard.active,
    }
    for part in fields(Standard):
        value = other.get(part.name, f"{getattr(standard, part.name)}!")
        changed = replace(standard, **{part.name: value})  # type: ignore[arg-type]
        assert differences(standard, changed, groups=GROUPS), part.name


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": " "}, "Nama belum diisi."),
        ({"name": "x" * 61}, "Nama paling banyak 60 karakter. Anda mengetik 61."),
        ({"minutes": 0}, "Target layanan dari 1 sampai 240 menit."),
        ({"minutes": 241}, "Target layanan dari 1 sampai 240 menit."),
        ({"promise_days": 366}, "Janji selesai dari 0 sampai 365 hari kerja."),
        ({"fee": ""}, "Biaya belum diisi."),
        ({"legal_basis": ""}, "Dasar hukum belum diisi."),
        ({"requirements": ("KTP", " ")}, "Persyaratan 2 belum diisi."),
        (
            {"requirements": ("KTP", "SKP", "ktp")},
            "Persyaratan 3 sama dengan persyaratan 1. Hapus salah satunya.",
        ),
        (
            {"requirements": tuple(f"Berkas {n}" for n in range(21))},
            "Persyaratan paling banyak 20. Gabungkan yang sejenis.",
        ),
    ],
)
def test_what_a_standard_may_not_say(change: dict[str, object], sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        check_standard(replace(KGB, **change))  # type: ignore[arg-type]
    assert refused.value.sentence == sentence


def test_ux_u6_letters_that_are_misread_or_misheard_are_warned_of() -> None:
    assert warnings_about("K", "ACLMU") == ()
    assert warnings_about("C", "AKLMU") == ()
    for letter, digit in {"I": "1", "O": "0", "Q": "0", "S": "5", "Z": "2"}.items():
        assert f"mirip angka {digit}" in warnings_about(letter, "AC")[0]
    for letter in "BDEGJPTVWY":
        assert warnings_about(letter, "ACK") == (f"Bunyi {letter} mirip C saat dipanggil. Pilih huruf lain.",)
    assert free_letters("ACKLMU")[:3] == ("F", "H", "N")
    assert said("K") == "ka"


def test_a_letter_is_one_letter() -> None:
    assert check_letter(" k ") == "K"
    for wrong in ("", "KK", "1", "Ä"):
        with pytest.raises(Refused, match="satu huruf A sampai Z"):
            check_letter(wrong)
