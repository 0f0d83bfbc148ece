"""What F1 says of each screen: what it is for, its keys, and the guide to read further."""

from dataclasses import dataclass

from bkpsdm_desktop.screens.staff.pages import Page


@dataclass(frozen=True, slots=True)
class ScreenWords:
    """Help for one screen. ``keys`` are key and what it does; ``topics`` are a word of the screen and what
    it means; ``guide`` is a chapter of the guide, a file in ``docs``."""

    title: str
    about: str
    keys: tuple[tuple[str, str], ...]
    guide: str = ""
    topics: tuple[tuple[str, str], ...] = ()


_PAGES = ("Ctrl+1", "Halaman pertama di kiri; Ctrl+2 dan seterusnya yang di bawahnya.")
_COMMANDS = ("Ctrl+K", "Semua perintah dengan namanya.")
_LOCK = ("Ctrl+L", "Kunci layar atau ganti petugas.")
_ALARM = ("F12", "Darurat: tahan 2 detik. Loket lain diberi tahu tanpa suara.")
_ANSWER = ("Ctrl+D", "Tangani panggilan bantuan yang tampil di atas.")
_MESSAGES = ("Ctrl+R", "Pesan hari ini: kalimat di baris bawah yang sudah lewat.")
_CLOSE = ("Esc", "Tutup yang terbuka di atas layar ini.")
_COMMON = (_PAGES, _LOCK, _ALARM, _ANSWER, _MESSAGES, _CLOSE)

COUNTER = ScreenWords(
    "Layar loket",
    "Satu kunjungan: F2 memanggil, F4 mulai, F9 selesai. Tombol besar di kiri bawah selalu langkah "
    "berikutnya; tombol abu-abu menyebut sebabnya di baris bawah.",
    (
        ("F11", "Buka loket, jeda, dan buka lagi."),
        ("F2", "Panggil nomor berikutnya."),
        ("F3", "Panggil ulang; Shift+F3 membatalkan panggilan."),
        ("F4", "Pengunjung datang: waktu layanan mulai dihitung."),
        ("F5", "Cari nomor atau kode slip; pemindai boleh dipakai kapan saja."),
        ("F6", "Alihkan ke layanan atau loket lain."),
        ("F7", "Tunda; Shift+F7 mengambil yang ditunda."),
        ("F8", "Tidak hadir; pengunjung masih boleh kembali."),
        ("F9", "Selesai."),
        ("F10", "Slip yang belum keluar, dan salinan."),
        ("Ctrl+Z", "Urungkan tindakan terakhir, 8 detik."),
        ("Ctrl+H", "Sembunyikan data dari pengunjung."),
        _COMMANDS,
        *_COMMON,
    ),
    "loket",
)
LOGIN = ScreenWords(
    "Masuk",
    "Ketik nama pengguna dan kata sandi Anda. Akun baru memakai kode awal dari administrator sebagai kata "
    "sandi; program lalu meminta kata sandi Anda sendiri. Setelah 5 kali salah, akun terkunci 5 menit.",
    (("Enter", "Ke isian berikutnya, lalu masuk."), ("Tab", "Pindah isian."), _CLOSE),
    "loket",
)
START = ScreenWords(
    "Penyiapan pertama",
    "Tiga pertanyaan: PC ini dipakai sebagai apa, data kantor disimpan di mana, dan printer tiketnya. "
    "Jawaban diingat setelah program dimulai.",
    (
        ("1", "Kartu pertama; 2 sampai 4 yang lain, panah juga boleh."),
        ("Alt+U", "Uji server kantor."),
        ("Alt+C", "Cetak slip uji; pada kunci pemulihan: cetak kuncinya."),
        ("Enter", "Lanjut, atau uji yang baru diketik."),
        ("Esc", "Kembali; yang sudah diketik tetap ada."),
    ),
    "pemasangan",
    (
        (
            "Mesin antrean",
            "Pengunjung mengambil nomor di layar sentuhnya. Layarnya penuh; keluar dengan PIN.",
        ),
        ("Loket", "PC petugas yang memanggil dan melayani. Setiap loket punya nomornya sendiri."),
        ("Layar antrean", "TV ruang tunggu: nomor yang dipanggil, loketnya, dan suaranya."),
        ("Pengawas", "PC tanpa loket, untuk mengawasi antrean dan mengatur kantor."),
        (
            "Hanya di PC ini",
            "Basis data ada di PC ini, terenkripsi. Cukup bila kantor memakai satu PC untuk semua.",
        ),
        (
            "Server kantor",
            "Basis data PostgreSQL yang dipakai bersama beberapa PC. Kata sandi servernya disiapkan "
            "administrator di PC ini, tidak diketik di sini.",
        ),
        (
            "Kunci pemulihan",
            "Membuka data dan cadangan bila PC ini rusak atau diganti. Cetak atau salin, lalu simpan di "
            "lemari terkunci: tanpa kunci itu tidak seorang pun dapat memulihkan data.",
        ),
    ),
)
LOCK = ScreenWords(
    "Layar terkunci",
    "Pilih nama Anda, lalu ketik PIN 6 angka yang dibuat di PC ini. Tanpa PIN, masuklah dengan nama pengguna "
    "dan kata sandi. Yang terbuka sebelum terkunci tetap tersimpan.",
    (("↑", "Nama di atasnya; ↓ nama di bawahnya."), ("Enter", "Masuk."), _ALARM, _CLOSE),
    "loket",
)
PAGES = {
    Page.COUNTER: COUNTER,
    Page.SUPERVISOR: ScreenWords(
        "Layar pengawas",
        "Keadaan kantor sekarang di satu layar. Baris atas menyarankan satu tindakan; setiap angka membuka "
        "daftar yang dihitungnya.",
        (
            ("Tab", "Ke angka berikutnya; panah juga boleh."),
            ("Enter", "Buka daftar di balik angka."),
            ("Ctrl+Enter", "Lakukan saran di baris atas."),
            ("Alt+H", "Hitungan di balik saran."),
            _COMMANDS,
            *_COMMON,
        ),
        "pengawas",
    ),
    Page.BOOKINGS: ScreenWords(
        "Kunjungan berjanji",
        "Janji menurut hari dan jam. Yang berjanji datang pada waktunya, memasukkan kodenya di mesin "
        "antrean, lalu dipanggil mendekati jamnya.",
        (
            ("Ins", "Janji baru; Ctrl+Enter menyimpannya."),
            ("F6", "Pindahkan ke jam atau layanan lain."),
            ("F10", "Cetak bukti janji."),
            ("Del", "Batalkan janji; Ctrl+Z mengurungkan, 8 detik."),
            ("Alt+→", "Hari berikutnya; Alt+← sebelumnya, Alt+H hari ini."),
            *_COMMON,
        ),
        "kunjungan berjanji",
    ),
    Page.STATISTICS: ScreenWords(
        "Statistik",
        "Tunggu, lama layanan, tidak hadir, dan tidak terlayani menurut layanan, jam, petugas, dan "
        "prioritas. Semuanya dihitung dari catatan kejadian.",
        (
            ("Alt+P", "Periode; panah memindahkan pilihan."),
            ("Alt+M", "Menurut apa angkanya dibagi."),
            ("Alt+U", "Ukuran: kunjungan atau waktu."),
            ("F5", "Muat ulang."),
            ("Ctrl+Enter", "Simpan XLSX; Alt+C CSV, Alt+D PDF tanpa nama petugas."),
            *_COMMON,
        ),
        "statistik",
    ),
    Page.SETTINGS: ScreenWords(
        "Setelan kantor",
        "Bagian di kiri, isinya di kanan. Perubahan berlaku setelah disimpan; yang belum disimpan bertanda "
        "pensil.",
        (
            ("Ctrl+PgDown", "Bagian berikutnya; Ctrl+PgUp bagian sebelumnya."),
            ("Ctrl+Z", "Urungkan perubahan terakhir, 8 detik."),
            *_COMMON,
        ),
        "setelan",
    ),
}
