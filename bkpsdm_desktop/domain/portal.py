"""The address of the agency's portal: what QR codes on slips point to (fault I7).

It comes from the office's setting alone. A visitor trusts what a slip of the agency says, so the address is
held to the one form that every phone reads alike: https, a name, perhaps a port and a plain path.
"""

import re
from urllib.parse import urlsplit

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.text import clean_line

LIMIT = 120

_LABEL = r"(?!-)[a-z0-9-]{1,63}(?<!-)"
_HOST = re.compile(rf"({_LABEL}\.)+(?=[a-z0-9-]*[a-z]){_LABEL}")  # a name; numbers alone are an address
_PATH = re.compile(r"(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*")
_EXAMPLE = "Contoh: https://layanan.example.go.id."


def checked_portal(text: str) -> str:
    """The address as it is kept: host in small letters, no slash at the end; empty for none.

    Raises ``Refused`` for anything but ``https://name[:port][/path]``: another scheme, a user name or a
    password in it, an IP address, letters that look like others, ``..``, ``%``, ``?`` or ``#``.
    """
    text = clean_line(text, field="Alamat portal", limit=LIMIT, required=False).rstrip("/")
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise Refused(f"Alamat portal dimulai dengan https:// dan nama situs. {_EXAMPLE}") from None
    if parts.scheme != "https" or not parts.netloc or re.search(r"\s", text):
        raise Refused(f"Alamat portal dimulai dengan https://. {_EXAMPLE}")
    if "@" in parts.netloc:
        raise Refused(f"Alamat portal tidak boleh memuat nama pengguna atau tanda @. {_EXAMPLE}")
    host = parts.netloc.partition(":")[0].lower()
    if not _HOST.fullmatch(host):
        raise Refused(f"Nama situs portal hanya huruf a-z, angka, titik, dan tanda hubung. {_EXAMPLE}")
    if (":" in parts.netloc and port is None) or port == 0:
        raise Refused(f"Porta alamat portal harus angka 1 sampai 65535. {_EXAMPLE}")
    if "?" in text or "#" in text or not _PATH.fullmatch(parts.path):
        raise Refused(
            f"Alamat portal cukup nama situs dan folder, tanpa tanda seperti ? # % atau .. . {_EXAMPLE}"
        )
    return f"https://{host}{f':{port}' if port else ''}{parts.path}"
