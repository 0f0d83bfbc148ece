"""What an administrator may set for a kiosk, with the values that hold when nothing is set."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskSettings:
    """Settings of one kiosk; spans are in the unit of their name."""

    locked: bool = True  # full screen that only the PIN leaves (K13); False: an ordinary window to try it out
    diagonal_inches: float = 27.0  # of the screen: type and targets are computed from it (U27, U30)
    low: bool = False  # begin in the low layout: for a high mount or a wheelchair entrance (U28)
    keypad: bool = False  # a keypad is connected: tiles show their digits (U36)
    show_qr: bool = True  # the QR on the ticket page, when the office has a portal
    idle_s: int = 45  # without a touch, then *Masih di sini?* (U31)
    warning_s: int = 20
    shown_s: int = 15  # the number, when the slip came out (U35)
    shown_unprinted_s: int = 30  # the number, when it did not
    printer_patience_s: int = 10  # a printer that says nothing for so long has failed the visitor
    quiet_s: float = 2.0  # after *Ambil nomor*: one number in this time, whatever is tapped (B12)
    settle_ms: int = 400  # after a page change: the second tap of a double tap means nothing (U33)
    slow_s: int = 5  # a wait that gets the words *Masih memproses*
    retry_s: int = 3  # how often a lost database is asked again (D16: back within 5 s)
