"""Where a ticket printer is: how an address is typed, and how it is kept.

Kept: ``tcp://host:port``, ``usb:/dev/usb/lp0``, ``file:/folder``. Typed: what comes after the kind.
"""

import re
from enum import StrEnum

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.text import clean_line

PORT = 9100
FIRST_USB = "/dev/usb/lp0"
LIMIT = 240

_HOST = re.compile(r"(?P<host>[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:(?P<port>\d{1,5}))?")


class Link(StrEnum):
    """How a printer is reached."""

    NETWORK = "tcp"
    USB = "usb"
    FOLDER = "file"

    @property
    def field(self) -> str:
        """What the typed part is called on screens; refusals begin with it."""
        names = {Link.USB: "Perangkat printer", Link.FOLDER: "Folder berkas"}
        return names.get(self, "Alamat printer")

    @property
    def example(self) -> str:
        return {Link.NETWORK: "192.0.2.31", Link.USB: FIRST_USB, Link.FOLDER: "/srv/slip"}[self]


def address_of(link: Link, text: str) -> str:
    """The address as it is kept; raises ``Refused`` with what is wrong with the typed part."""
    text = clean_line(text, field=link.field, limit=LIMIT)
    match link:
        case Link.USB:
            if not re.fullmatch(r"/[^\s]+", text):
                raise Refused(f"Perangkat printer USB ditulis lengkap, misalnya {FIRST_USB}.")
            return f"usb:{text}"
        case Link.FOLDER:
            if not text.startswith(("/", "\\\\")) and not re.match(r"[A-Za-z]:[\\/]", text):
                raise Refused("Folder berkas ditulis lengkap dari awal, misalnya /srv/slip atau D:\\slip.")
            return f"file:{text}"
    found = _HOST.fullmatch(text)
    port = int(found["port"] or PORT) if found else 0
    if found is None or not 0 < port < 65536:
        raise Refused("Alamat printer ditulis seperti 192.0.2.31 atau printer-tiket, boleh dengan :9100.")
    return f"tcp://{found['host']}:{port}"


def typed(address: str) -> tuple[Link, str]:
    """The kind of a kept address and what a person would type for it; port 9100 is left out.

    An address of no known kind (data from elsewhere) is a network one, to be corrected by hand.
    """
    kind, _, rest = address.partition(":")
    if kind in (Link.USB, Link.FOLDER):
        return Link(kind), rest
    return Link.NETWORK, rest.removeprefix("//").removesuffix(f":{PORT}") or address


def checked_address(address: str) -> str:
    """An address in its kept form; raises ``Refused`` as :func:`address_of`."""
    return address_of(*typed(address))
