"""The ticket of the examples: made up, and as long as a usual one."""

from dataclasses import replace
from typing import Any

from bkpsdm_desktop.domain.slips import LinesSlip, TicketSlip

PORTAL_QR = "https://antrean.tangsel.example/t/TGS7KQ4M2XV9"
CODE_QR = "TGS-7KQ4M2XV-9"

# The services an office starts with, the longest names and requirements among them.
_MEDAL = f"Usul Satyalancana Karya Satya X/XX/{'X' * 3} tahun"
SERVICES = (
    "Izin belajar (kini: tugas belajar biaya mandiri)",
    _MEDAL,
    "Pengaduan, aspirasi, permintaan informasi",
    "Kenaikan pangkat pilihan (struktural)",
    "Kartu Istri/Kartu Suami (Karis/Karsu)",
    "Cuti sakit",
)
PREPARE = (
    "Surat pengantar Perangkat Daerah, Fotokopi sah SK pangkat terakhir, Fotokopi sah SK/surat KGB terakhir, "
    "SKP 1 tahun terakhir (semua unsur minimal Baik)"
)


def ticket(**changes: Any) -> TicketSlip:
    """A usual ticket with some fields changed."""
    usual = TicketSlip(
        office="BKPSDM KOTA TANGERANG SELATAN",
        service="Cuti pegawai",
        number="C012",
        issued_line="Selasa, 24 November 2026  09.41 WIB",
        ahead=6,
        estimate="± 25–35 menit",
        qr=PORTAL_QR,
        code="TGS-7KQ4M2XV-9",
        follow="Pantau antrean: pindai kode ini.",
        prepare="NIP/KTP, surat keterangan dokter",
        notes=(
            "Nomor dipanggil maks. 3×.",
            "Terlambat? Lapor petugas: dapat dipanggil lagi s.d. 30 menit.",
        ),
        free_notice=("Layanan ini GRATIS.", "Adukan pungutan: lapor.go.id"),
        copy=False,
    )
    return replace(usual, **changes)


DAY_SHEET = LinesSlip(
    title="Tutup hari – Selasa, 24 November 2026",
    lines=(
        ("Nomor diambil", "148"),
        ("Selesai dilayani", "131"),
        ("Tidak terlayani", "17"),
        ("Per layanan", ""),
        ("Cuti pegawai", "20"),
        (_MEDAL, "3 (1 tidak terlayani)"),
    ),
    blocks=("7KQ4 M2XV 9ABC 0T1G 8888 WXYZ 1111 MN23",),
    foot="Simpan lembar ini. Kelompok huruf di atas membuktikan catatan hari ini.",
)
