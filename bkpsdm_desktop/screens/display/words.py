"""The display's words in two languages. What stands in braces is filled in with times and counts only."""

from dataclasses import dataclass

from bkpsdm_desktop.domain.languages import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One language of the display. ``far`` variants are for seats from which a line holds too little."""

    number: str
    number_far: str
    counter: str
    earlier: str
    until: str
    open: str
    paused: str
    cut_off: str
    starting: tuple[str, str]
    empty: tuple[str, str]
    on_break: tuple[str, str]
    done: tuple[str, str]
    not_yet: tuple[str, str]
    closed: tuple[str, str]
    offline: str
    listen: str
    valid: str
    reconnecting: tuple[str, str]
    closes: str
    pauses: str
    when_called: str
    nobody_waits: tuple[str, str]
    one_waits: tuple[str, str]
    many_wait: tuple[str, str]
    to_wait: tuple[str, str]
    no_counter: str
    one_counter: str
    counters: str
    bring: str
    wait_outside: str
    follow: str
    keep_slip: str
    online: str
    holiday: str
    free: tuple[str, str]
    last_of_two: str
    last_of_many: str


INDONESIAN = Words(
    number="Nomor antrean",
    number_far="Nomor",
    counter="Loket",
    earlier="Sebelumnya",
    until="s.d. {time}",
    open="Buka",
    paused="Jeda",
    cut_off="Terputus",
    starting=("Layar disiapkan", "Mohon tunggu sebentar."),
    empty=("Belum ada\npanggilan", "Silakan ambil nomor\ndi mesin antrean."),
    on_break=("Loket istirahat", "Dibuka lagi pukul {time}.\nNomor Anda tetap berlaku."),
    done=("Loket tutup", "Pelayanan hari ini selesai.\nTerima kasih."),
    not_yet=("Loket belum buka", "Buka pukul {time}."),
    closed=("Loket tutup", "Buka lagi {day},{gap}{date},\npukul {time}."),
    offline="Panggilan di\nlayar berhenti",
    listen="Dengarkan petugas loket.",
    valid="Nomor Anda tetap berlaku.",
    reconnecting=("Layar mencoba menyambung lagi.", "Perlu bantuan? Tanya petugas."),
    closes="Hari ini loket tutup {time}",
    pauses="Istirahat {pause}, tutup {time}",
    when_called="Dipanggil? Siapkan slip dan KTP.",
    nobody_waits=("Tidak ada yang menunggu", "Silakan ambil nomor di mesin antrean."),
    one_waits=("1 orang menunggu", "Perhatikan nomor Anda di layar."),
    many_wait=("{count} orang menunggu", "Perhatikan nomor Anda di layar."),
    to_wait=("menit", "tunggu"),
    no_counter="Loket segera dibuka.",
    one_counter="Loket {numbers} sudah buka.",
    counters="Loket {numbers} sudah buka.",
    bring="Siapkan KTP dan berkas Anda.",
    wait_outside="Anda boleh menunggu di luar.",
    follow="Pantau giliran lewat QR di slip.",
    keep_slip="Simpan slip nomor Anda.",
    online="Layanan daring tetap buka:",
    holiday="Hari ini libur",
    free=("Semua layanan gratis", "Adukan pungutan: lapor.go.id"),
    last_of_two=" dan ",
    last_of_many=", dan ",
)

ENGLISH = Words(
    number="Queue number",
    number_far="Number",
    counter="Desk",
    earlier="Earlier",
    until="until {time}",
    open="Open",
    paused="Break",
    cut_off="Offline",
    starting=("Starting", "One moment, please."),
    empty=("No calls yet", "Please take a number\nat the ticket machine."),
    on_break=("Desks on break", "They reopen at {time}.\nYour number stays valid."),
    done=("Desks are closed", "Service has ended for today.\nThank you."),
    not_yet=("Not open yet", "Opens at {time}."),
    closed=("Desks are closed", "Open again {day},\n{date}, {time}."),
    offline="Calls here\nhave stopped",
    listen="Please listen to the staff.",
    valid="Your number stays valid.",
    reconnecting=("This screen is reconnecting.", "Need help? Ask the staff."),
    closes="Desks close at {time} today",
    pauses="Break {pause}, closing {time}",
    when_called="Called? Have slip and ID ready.",
    nobody_waits=("Nobody is waiting", "Take a number at the ticket machine."),
    one_waits=("1 person is waiting", "Watch for your number here."),
    many_wait=("{count} people are waiting", "Watch for your number here."),
    to_wait=("min", "to wait"),
    no_counter="Desks will open soon.",
    one_counter="Desk {numbers} is open.",
    counters="Desks {numbers} are open.",
    bring="Have your ID and papers ready.",
    wait_outside="You may wait outside.",
    follow="Follow the queue: QR on your slip.",
    keep_slip="Please keep your number slip.",
    online="Online services stay open:",
    holiday="Today is a holiday",
    free=("All services are free", "Asked to pay? lapor.go.id"),
    last_of_two=" and ",
    last_of_many=" and ",
)


def words_of(language: Language) -> Words:
    """The words of a language."""
    return ENGLISH if language is Language.ENGLISH else INDONESIAN
