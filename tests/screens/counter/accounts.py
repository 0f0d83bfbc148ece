"""Who signs in at the fake counter."""

from bkpsdm_desktop.domain.errors import DatabaseUnavailable, Refused
from bkpsdm_desktop.services.rows import NewPassword, PersonRow
from tests.screens.counter.office import RANI

START_CODE = "7KQ4-M2XV"


class FakeLogin:
    """Accounts: ``rani`` works, ``budi`` is not active, ``lia`` has a start code; three wrong passwords lock
    one."""

    def __init__(self) -> None:
        self.chosen: list[tuple[str, str, str]] = []
        self.tries: list[tuple[str, str]] = []
        self.down = False

    async def sign_in(self, *, username: str, password: str) -> PersonRow | NewPassword:
        self.tries.append((username, password))
        if self.down:
            raise DatabaseUnavailable("Basis data kantor tidak terjangkau. Coba lagi sebentar lagi.")
        if (username, password) == ("lia", START_CODE):
            return NewPassword(
                "Kata sandi Anda diatur ulang oleh Wati Contohnya pada 24 Nov 2026 pukul 09.41 WIB. "
                "Buat kata sandi baru yang hanya Anda ketahui."
            )
        if username == "budi":
            raise Refused("Akun budi nonaktif. Hubungi administrator.")
        wrong = sum(1 for name, tried in self.tries if name == username and tried != "rahasia-contoh")
        if wrong >= 3:
            raise Refused(f"Akun {username} terkunci 15 menit setelah 3 kali salah kata sandi.")
        if (username, password) != ("rani", "rahasia-contoh"):
            raise Refused("Nama pengguna atau kata sandi tidak cocok.")
        return RANI

    async def choose_password(self, *, username: str, code: str, password: str) -> PersonRow:
        self.chosen.append((username, code, password))
        if len(password) < 8:
            raise Refused(f"Kata sandi paling sedikit 8 karakter. Anda mengetik {len(password)}.")
        return RANI
