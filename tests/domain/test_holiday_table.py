"""The yearly table of days off: every wrong row is told, nothing is guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bkpsdm_desktop import assets
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.holiday_table import KINDS, DayOff, RowFault, Step, moves, read_table

HEAD = "tanggal,jenis,nama,status,dasar\n"
NEW_YEAR = "2027-01-01,libur_nasional,Tahun Baru Masehi,terverifikasi,SKB contoh\n"
JOINT = "2027-01-04,cuti_bersama,Cuti bersama contoh,perkiraan,\n"
TWO = HEAD + NEW_YEAR + JOINT


def faults(text: str) -> list[tuple[int, str]]:
    return [(fault.line, fault.sentence) for fault in read_table(text.encode()).faults]


def test_the_table_that_comes_with_the_program_is_right() -> None:
    [path] = assets.resource("reference").glob("libur*.csv")
    table = read_table(path.read_bytes())
    assert table.faults == ()
    assert len(table.rows) == len(path.read_text("utf-8").splitlines()) - 1


@pytest.mark.parametrize(
    "data",
    [
        TWO.encode(),
        TWO.encode("utf-8-sig"),
        TWO.encode("utf-16"),
        b"\xfe\xff" + TWO.encode("utf-16-be"),
        TWO.replace(",", ";").encode(),
        TWO.replace(",", "\t").encode("utf-16"),
        TWO.replace("\n", "\r\n").encode(),
        (TWO + "\n\n").encode(),
        (
            b"dasar,status,nama,jenis,tanggal\n"
            b"SKB contoh,terverifikasi,Tahun Baru Masehi,libur_nasional,2027-01-01\n"
            b",perkiraan,Cuti bersama contoh,cuti_bersama,2027-01-04\n"
        ),
    ],
)
def test_fault_g16_what_offices_save_is_read(data: bytes) -> None:
    table = read_table(data)
    assert table.faults == ()
    assert [row.name for row in table.rows] == ["Tahun Baru Masehi", "Cuti bersama contoh"]
    assert [row.checked for row in table.rows] == [True, False]
    assert table.years == (2027,)


def test_fault_g16_every_wrong_row_is_told_by_its_line() -> None:
    text = (
        HEAD
        + NEW_YEAR
        + '2027-02-17,libur_nasional,"Isra Mikraj,terverifikasi,SKB\n'
        + "2027-03-01,libur_nasional,Lebih,terverifikasi,SKB,satu lagi\n"
        + "2027-03-02,libur_nasional,Kurang\n"
        + "17/08/2027,libur_nasional,Kemerdekaan,terverifikasi,SKB\n"
        + "2027-02-30,libur_nasional,Tidak ada,terverifikasi,SKB\n"
        + "2027-04-01,libur_besar,Jenis lain,terverifikasi,SKB\n"
        + "2027-04-02,libur_nasional,,terverifikasi,SKB\n"
        + '2027-04-03,libur_nasional,=HYPERLINK("x"),terverifikasi,SKB\n'
        + NEW_YEAR
        + "2027-04-04,libur_nasional,Suara\x07,terverifikasi,SKB\n"
    )
    assert faults(text) == [
        (3, "Tanda kutip tidak ditutup."),
        (4, "Kolomnya lebih: 6, seharusnya 5."),
        (5, "Kolomnya kurang: 3, seharusnya 5."),
        (6, "Tanggal '17/08/2027' tidak terbaca. Contoh: 2027-01-01."),
        (7, "Tanggal '2027-02-30' tidak terbaca. Contoh: 2027-01-01."),
        (
            8,
            "Jenis 'libur_besar' tidak dikenal. Yang dikenal: libur_nasional, cuti_bersama, libur_daerah.",
        ),
        (9, "Nama belum diisi."),
        (10, "Kolom nama berisi rumus. Isi dengan nilainya."),
        (11, "Sama dengan baris 2."),
        (12, "Nama: karakter ke-6 (U+0007) tidak dapat dipakai. Hapus lalu ketik ulang."),
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Berkas tidak berisi baris"),
        (HEAD.encode(), "Berkas tidak berisi baris"),
        (b"tanggal,nama\n2027-01-01,x\n", "Kolom jenis, status, dasar tidak ada"),
        ("tanggal,jenis,nama,status,dasar\nLibur é\n".encode("latin-1"), "bukan UTF-8 atau UTF-16"),
        (b"PK\x03\x04" + bytes(2_000_000), "lebih besar dari 1 MB"),
        ((HEAD + "x\n" * 1001).encode(), "lebih dari 1000 baris"),
    ],
)
def test_a_file_that_is_no_table_is_refused_as_a_whole(data: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        read_table(data)


@given(
    st.binary(max_size=300) | st.text(max_size=200).map(lambda text: (HEAD + text).encode("utf-8", "replace"))
)
def test_whatever_a_file_holds_it_is_read_or_refused(data: bytes) -> None:
    try:
        table = read_table(data)
    except Refused:
        return
    assert all(isinstance(fault, RowFault) for fault in table.faults)


OFFS = st.lists(
    st.builds(
        DayOff,
        day=st.dates(date(2026, 12, 28), date(2027, 1, 4)),
        kind=st.sampled_from([*KINDS]),
        name=st.sampled_from(["Satu", "Dua"]),
        status=st.sampled_from(["terverifikasi", "perkiraan"]),
        basis=st.just(""),
    ),
    max_size=8,
    unique_by=lambda row: (row.day, row.name),
)


@given(OFFS, OFFS)
def test_the_preview_says_exactly_what_changes(present: list[DayOff], table: list[DayOff]) -> None:
    wanted = [row for row in table if row.day.year == 2027]
    after = {(row.day, row.name): row for row in present}
    for move in moves(present, wanted, [2027]):
        key = (move.row.day, move.row.name)
        assert move.before == (after.get(key) if move.step is Step.CHANGED else None)
        if move.step is Step.REMOVED:
            assert after.pop(key) == move.row
        else:
            assert (key in after) == (move.step is Step.CHANGED)
            after[key] = move.row
    stays = [row for row in present if row.day.year != 2027]
    assert sorted(after.values(), key=str) == sorted([*stays, *wanted], key=str)
    assert moves(present, [row for row in present if row.day.year == 2027], [2027]) == ()
