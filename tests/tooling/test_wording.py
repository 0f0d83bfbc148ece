"""The Indonesian of the screens (U65): formal, spelt as in the dictionary, times as people write them."""

import ast

import pytest

from tests.helpers.source import name_of
from tests.helpers.wording import faults, python_texts, screen_texts, texts_in


def test_ux_u65_every_text_of_the_program_is_worded_as_agreed() -> None:
    found = [
        f"{name_of(path)}: {text[:60]!r}: {', '.join(wrong)}"
        for path, text, on_screen in screen_texts()
        if (wrong := faults(text, on_screen=on_screen))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Ambil nomor antrian", "Ambil nomor antrean"),
        ("Silahkan tunggu", "Silakan tunggu"),
        ("Surat ijin", "Surat izin"),
        ("Resiko jabatan", "Risiko jabatan"),
        ("Praktek kerja", "Praktik kerja"),
        ("Aktifitas hari ini", "Aktivitas hari ini"),
        ("Loket non-aktif", "Loket nonaktif"),
        ("Loket non aktif", "Loket nonaktif"),
        ("Terimakasih", "Terima kasih"),
        ("Anda merubah data", "Anda mengubah data"),
        ("Jadual layanan", "Jadwal layanan"),
        ("Analisa jabatan", "Analisis jabatan"),
        ("Kerjasama", "Kerja sama"),
        ("Tanggungjawab", "Tanggung jawab"),
        ("Tandatangan pejabat", "Ditandatangani pejabat"),
        ("Dimana loketnya", "Di mana loketnya"),
        ("Kerja sama antar instansi", "Kerja sama antarinstansi"),
        ("Yakin?", "Urungkan"),
        ("Password", "Kata sandi"),
        ("Password baru", "Kata sandi baru"),
        ("Silakan login", "Silakan masuk"),
        ("Kirim ke email", "Kirim ke surel (email)"),
        ("Galat: ada error di printer", "Gagal: printer tidak menjawab"),
        ("Unduh atau download", "Unduh"),
        ("Buka pada 08:00", "Buka pada pukul 08.00 WIB"),
        ("Buka pada 2 PM", "Buka pada pukul 14.00 WIB"),
        ("Libur pada 11/24/2026", "Libur pada 24 November 2026"),
        ("Bayar untuk Rp 1.250.000", "Layanan ini gratis, bukan Rp1.250.000"),
        ("Nomor anda", "Nomor Anda"),
    ],
)
def test_ux_u65_a_wrong_wording_is_found_and_the_right_one_is_not(wrong: str, right: str) -> None:
    assert faults(wrong)
    assert faults(right) == []


@pytest.mark.parametrize(
    "text",
    [
        "error",
        "login",
        "password_hash",
        "upload",
        "--db-password-file",
        "SELECT password FROM account",
        "%H:%M",
    ],
)
def test_strings_that_nobody_reads_are_left_alone(text: str) -> None:
    assert faults(text) == []


def test_texts_are_read_from_every_kind_of_file() -> None:
    assert [*python_texts(ast.parse('"""Doc."""\nx = f"Halo {y} lagi"'))] == ["Halo ", " lagi"]
    assert [*texts_in(".ui", "<ui><string>Simpan</string></ui>")] == [("Simpan", True)]
    assert [*texts_in(".ts", "<TS><source>Simpan</source><translation>Save</translation></TS>")] == [
        ("Simpan", True)
    ]
    assert [*texts_in(".qml", 'Text { text: "Loket \\"1\\"" }')] == [('Loket \\"1\\"', False)]
    assert [*texts_in(".html", "<style>a{}</style><p>Halo <b>Anda</b>")] == [("Halo", False), ("Anda", False)]
    assert [*texts_in(".json", '{"nama": ["Cuti", 3]}')] == [("nama", False), ("Cuti", False)]
    assert [*texts_in(".csv", "a,b\nc,d")] == [("a,b", False), ("c,d", False)]
