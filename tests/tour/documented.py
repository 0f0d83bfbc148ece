"""The pictures of docs/tour.md: chosen from the tour, small enough to be kept beside the text."""

from pathlib import Path

from PIL import Image
from PySide6.QtGui import QImage

from tests.helpers import eyes

CHOSEN = frozenset(
    f"{window}/{name}"
    for window, names in {
        "layar/1920x1080": (
            "panggilan", "panggilan-berikut", "8m-panggilan", "4m-panggilan", "lima-karakter", "banyak-loket",
            "kosong", "istirahat", "tutup", "terputus", "tunggu", "inggris-tunggu", "gambar",
        ),
        "loket/1366x768": (
            "login", "counter-closed", "counter-idle", "counter-idle-dark", "counter-nobody",
            "counter-long-waits", "counter-called", "counter-serving", "counter-serving-late",
            "counter-noshow-undo", "counter-found", "counter-database-gone", "counter-help",
            "counter-first-steps",
        ),
        "loket/1366x768-125": ("counter-called",),
        "loket/1920x1080": ("counter-idle",),
        "loket/1920x1080-150": ("counter-serving",),
        "pengawas/1366x768": ("pengawas", "pengawas-menunggu", "pengawas-loket", "pengawas-gelap"),
        "pengawas/1280x720": ("pengawas",),
        "kiosk/1080x1920": (
            "beranda", "tampilan-rendah", "layanan-pangkat", "layanan", "prioritas", "masih-di-sini",
            "tercetak", "tanpa-status", "gagal-cetak", "papan-angka", "beranda-inggris", "kode-janji",
        ),
        "kiosk/1366x768": ("layanan",),
        "janji/1366x768": ("janji", "janji-baru"),
        "setelan/1366x768": (
            "hari-libur-impor", "aturan-ubah", "janji-ubah", "orang", "orang-kode", "aturan-gelap",
            "kantor-ubah",
        ),
        "setelan-layar/1366x768": ("layar", "teks-panjang"),
        "printer/1366x768": ("printer",),
        "kunci/1366x768": ("pin-salah",),
        "suara/1366x768": ("suara", "suara-folder"),
        "statistik/1366x768": ("statistik-layanan", "statistik-bulan", "statistik-petugas"),
        "mulai": ("pc-ini", "kantor", "kunci-cetak"),
    }.items()
    for name in names
)  # fmt: skip

# Side by side: as drawn, its lightness alone, without the green-sensitive cones (U68).
SEEN_BY_OTHERS = {
    "mata-layar": ("layar/1920x1080/panggilan-berikut", "layar/1920x1080/terputus"),
    "mata-pengawas": ("pengawas/1366x768/pengawas", "pengawas/1366x768/pengawas-gelap"),
    "mata-loket": ("loket/1366x768/counter-long-waits", "loket/1366x768/counter-serving-late"),
}
_COLOURS = 192
_SEEN_WIDTH = 683


class Album:
    """Keeps the chosen pictures in one folder, without their sub-folders."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pictures: dict[str, Image.Image] = {}

    def add(self, name: str, picture: QImage) -> bool:
        """Whether this one is chosen."""
        if name not in CHOSEN:
            return False
        self._pictures[name] = eyes.pillow(picture)
        self._save(name.replace("/", "-"), self._pictures[name])
        return True

    def finish(self) -> None:
        """What others see, of the pictures that were added."""
        for name, parts in SEEN_BY_OTHERS.items():
            if all(part in self._pictures for part in parts):
                self._save(name, _seen([self._pictures[part] for part in parts]))

    def _save(self, name: str, picture: Image.Image) -> None:
        # maximum coverage keeps a colour that few pixels have: a red bar, the emblem
        flat = picture.quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        flat.save(self._folder / f"{name}.png", optimize=True)


def _seen(pictures: list[Image.Image]) -> Image.Image:
    """A row for each picture: as it is, grey, deuteranopia."""
    height = _SEEN_WIDTH * pictures[0].height // pictures[0].width
    gap = 8
    sheet = Image.new("RGB", (3 * _SEEN_WIDTH + 2 * gap, len(pictures) * (height + gap) - gap), "white")
    for row, picture in enumerate(pictures):
        small = picture.resize((_SEEN_WIDTH, height), Image.Resampling.LANCZOS)
        for column, seen in enumerate((small, eyes.greyscale(small), eyes.deuteranopia(small))):
            sheet.paste(seen, (column * (_SEEN_WIDTH + gap), row * (height + gap)))
    return sheet
