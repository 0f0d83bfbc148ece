"""One gate for every line of text that a person or a file gives us."""

import unicodedata

from bkpsdm_desktop.domain.errors import Refused

# Line and paragraph separators count as control characters here: a name is one line, in a log too.
_FORBIDDEN_CATEGORIES = {"Cc", "Cs", "Zl", "Zp"}


def clean_line(value: str, *, field: str, limit: int, required: bool = True) -> str:
    """One line of user text in NFC, outer spaces removed.

    ``field`` names the input in the sentence, ``limit`` is in characters. Raises ``Refused`` with the
    position for a control character, a line break or a lone surrogate, for too long and for empty text.
    """
    for position, character in enumerate(value, start=1):
        if unicodedata.category(character) in _FORBIDDEN_CATEGORIES:
            code = f"U+{ord(character):04X}"
            raise Refused(
                f"{field}: karakter ke-{position} ({code}) tidak dapat dipakai. Hapus lalu ketik ulang."
            )
    text = unicodedata.normalize("NFC", value).strip()
    if required and not text:
        raise Refused(f"{field} belum diisi.")
    if len(text) > limit:
        raise Refused(f"{field} paling banyak {limit} karakter. Anda mengetik {len(text)}.")
    return text
