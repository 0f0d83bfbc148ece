"""The letters of number series: which are read or heard for another one (ux.md U6), and how each is said."""

from collections.abc import Collection

from bkpsdm_desktop.domain.errors import Refused

LIKE_DIGITS = {"I": "1", "O": "0", "Q": "0", "S": "5", "Z": "2"}
RHYMING = frozenset("BCDEGJPTVWY")
_SAID = {
    "A": "a", "B": "be", "C": "ce", "D": "de", "E": "e", "F": "ef", "G": "ge", "H": "ha", "I": "i", "J": "je",
    "K": "ka", "L": "el", "M": "em", "N": "en", "O": "o", "P": "pe", "Q": "ki", "R": "er", "S": "es",
    "T": "te", "U": "u", "V": "ve", "W": "we", "X": "eks", "Y": "ye", "Z": "zet",
}  # fmt: skip


def check_letter(text: str) -> str:
    """One capital letter A to Z; small ones are taken as capitals. Raises ``Refused``."""
    letter = text.strip().upper()
    if len(letter) != 1 or letter not in _SAID:
        raise Refused("Huruf seri harus satu huruf A sampai Z.")
    return letter


def said(letter: str) -> str:
    """How a letter is said: ``ka``."""
    return _SAID[letter]


def warnings_about(letter: str, others: Collection[str]) -> tuple[str, ...]:
    """What may go wrong with a letter beside those of the other groups; empty when nothing does."""
    found = []
    if letter in LIKE_DIGITS:
        found.append(f"{letter} mirip angka {LIKE_DIGITS[letter]} di layar dan slip. Pilih huruf lain.")
    rhyming = sorted(other for other in others if other in RHYMING and other != letter)
    if letter in RHYMING and rhyming:
        found.append(f"Bunyi {letter} mirip {', '.join(rhyming)} saat dipanggil. Pilih huruf lain.")
    return tuple(found)


def free_letters(taken: Collection[str]) -> tuple[str, ...]:
    """The letters that no group has, those without a warning first."""
    free = [letter for letter in _SAID if letter not in taken]
    return tuple(sorted(free, key=lambda letter: (bool(warnings_about(letter, taken)), letter)))
