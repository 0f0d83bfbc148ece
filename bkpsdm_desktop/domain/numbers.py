"""Ticket numbers and the code that a visitor carries."""

from collections.abc import Iterable

from bkpsdm_desktop.domain.errors import Refused

# Crockford's base 32: no I, L, O, U, so that nothing is misread from paper.
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_RANDOM_CHARACTERS = 8
OFFICE_CHARACTERS = 3


def format_number(series: str, number: int) -> str:
    """``C012``: the one way a ticket number is written; after ``C999`` comes ``C1000``."""
    return f"{series}{number:03d}"


def missing_numbers(numbers: Iterable[int], gaps: Iterable[tuple[int, int]]) -> list[int]:
    """What lacks of 1..n in a series' numbers of a day, apart from what was left out on purpose.

    ``gaps`` are pairs (first, last), both included.
    """
    present = set(numbers)
    left_out = {number for first, last in gaps for number in range(first, last + 1)}
    return sorted(set(range(1, max(present, default=0) + 1)) - present - left_out)


def crockford(data: bytes) -> str:
    """Bytes (a multiple of 5) as Crockford characters, 8 for each 5 bytes."""
    if len(data) % 5:
        raise ValueError("five bytes make eight characters")
    value = int.from_bytes(data, "big")
    length = len(data) // 5 * 8
    return "".join(CROCKFORD[value >> 5 * place & 31] for place in reversed(range(length)))


def groups_of_four(text: str) -> str:
    """``7KQ4-M2XV-9``: long codes as people copy them."""
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def _check_character(body: str) -> str:
    """Luhn's check modulo 32: finds every single wrong character and most swaps of two neighbours."""
    total = 0
    for place, character in enumerate(reversed(body)):
        doubled = _value(character) * (2 if place % 2 == 0 else 1)
        total += doubled // 32 + doubled % 32
    return CROCKFORD[-total % 32]


def _value(character: str) -> int:
    # The office's three letters may hold I, L, O and U; they only need to enter the sum the same way always.
    return CROCKFORD.index(character) if character in CROCKFORD else ord(character) % 32


def ticket_code(office: str, randomness: bytes) -> str:
    """The code on a ticket: office (3 letters), 8 Crockford characters (40 random bits), one check."""
    if len(office) != OFFICE_CHARACTERS:
        raise ValueError("the office's code has three letters")
    body = office + crockford(randomness[:5])
    return body + _check_character(body)


def spell_code(code: str) -> str:
    """``TGS-7KQ4-M2XV-9``: a ticket code as it is printed."""
    return f"{code[:OFFICE_CHARACTERS]}-{groups_of_four(code[OFFICE_CHARACTERS:])}"


def read_code(text: str, *, office: str) -> str:
    """A typed or scanned ticket code in its stored form.

    Accepts lower case, spaces, dashes, a follow link that ends in the code, and O, I, L typed for 0, 1, 1.
    Raises ``Refused`` when it is no ticket code, has a typing error, or comes from another office.
    """
    last = text.strip().rsplit("/", 1)[-1].upper()
    compact = "".join(character for character in last if character.isalnum())
    if len(compact) != OFFICE_CHARACTERS + _RANDOM_CHARACTERS + 1 or not compact.isascii():
        raise Refused(
            "Bukan kode layanan ini. Kode tiket terdiri atas 12 huruf dan angka, tercetak di bawah kode QR."
        )
    code = compact[:OFFICE_CHARACTERS] + compact[OFFICE_CHARACTERS:].translate(_MISREAD)
    if code[-1] != _check_character(code[:-1]):
        raise Refused("Kode tiket salah ketik. Periksa lagi huruf dan angkanya pada slip.")
    if code[:OFFICE_CHARACTERS] != office:
        raise Refused(
            f"Tiket ini dari kantor lain ({code[:OFFICE_CHARACTERS]}). Silakan ambil nomor di kantor ini."
        )
    return code


NO_BOOKING_CODE = Refused(
    "Bukan kode layanan ini. Pindai kode QR pada bukti janji Anda, atau ketik kodenya.",
    "This is not a code of this service. Scan the QR code of your appointment, or type its code.",
)
"""Why a scanned text was turned away that has nothing to do with us (raised as a new one each time)."""


def read_booking_code(text: str, *, office: str, portal: str) -> str:
    """A typed or scanned code of a booked visit in its stored form.

    Accepts what :func:`read_code` does, what a scanner puts before and after it (control characters, an AIM
    identifier such as ``]Q1``), a link of the office's own portal, and a code typed without the office's
    three letters. Raises ``Refused`` for anything else: a link to another host, a visiting card, the key of
    a wireless network, a code with a typing error or of another office.
    """
    line = "".join(character for character in text if character.isprintable()).strip()
    if line.startswith("]"):
        line = line[3:]
    compact = _code_in(line, portal)
    if len(compact) == _RANDOM_CHARACTERS + 1:
        compact = office + compact
    if len(compact) != OFFICE_CHARACTERS + _RANDOM_CHARACTERS + 1:
        raise Refused(
            "Kode janji terdiri atas 12 huruf dan angka, tercetak di bawah kode QR pada bukti janji.",
            "An appointment code has 12 letters and digits. It is printed below the QR code.",
        )
    code = compact[:OFFICE_CHARACTERS] + compact[OFFICE_CHARACTERS:].translate(_MISREAD)
    if code[-1] != _check_character(code[:-1]):
        raise Refused(
            "Kode salah ketik. Periksa lagi huruf dan angkanya pada bukti janji.",
            "The code has a typing error. Please check its letters and digits.",
        )
    if code[:OFFICE_CHARACTERS] != office:
        raise Refused(
            f"Janji ini untuk kantor lain ({code[:OFFICE_CHARACTERS]}). Silakan ke kantor itu, "
            "atau ambil nomor di sini.",
            f"This appointment is at another office ({code[:OFFICE_CHARACTERS]}). Please go there, "
            "or take a number here.",
        )
    return code


def _code_in(line: str, portal: str) -> str:
    """The letters and digits of a code; nothing else may stand around them but our own portal's address."""
    host = f"{portal.rstrip('/')}/"
    if portal and line.casefold().startswith(host.casefold()):
        line = line[len(host) :].rsplit("/", 1)[-1]
    compact = "".join(character for character in line.upper() if character not in " -")
    longest = 2 * (OFFICE_CHARACTERS + _RANDOM_CHARACTERS + 1)
    if not compact.isascii() or not compact.isalnum() or len(compact) > longest:
        raise Refused(NO_BOOKING_CODE.sentence, NO_BOOKING_CODE.english)
    return compact
