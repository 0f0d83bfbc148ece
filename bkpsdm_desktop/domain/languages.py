"""The two languages of kiosk, slip and display, and how English readers are told days and times.

Times are written ``09:41 WIB`` in English and ``09.41 WIB`` in Indonesian: a dot would be read as a decimal
point. The day begins at 00 in both, so that a slip and the clock on the wall say the same.
"""

from datetime import date, datetime
from enum import StrEnum

from bkpsdm_desktop.domain import indonesian
from bkpsdm_desktop.domain.instants import WIB

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class Language(StrEnum):
    """What a visitor reads. The value is what is kept with a ticket."""

    INDONESIAN = "id"
    ENGLISH = "en"

    def clock(self, at: datetime) -> str:
        """``09.41`` or ``09:41``."""
        return at.astimezone(WIB).strftime("%H:%M") if self is Language.ENGLISH else indonesian.clock(at)

    def clock_wib(self, at: datetime) -> str:
        """``09.41 WIB`` or ``09:41 WIB``."""
        return f"{self.clock(at)} WIB"

    def day_name(self, day: date) -> str:
        """``Selasa`` or ``Tuesday``."""
        return _DAYS[day.weekday()] if self is Language.ENGLISH else indonesian.day_name(day)

    def long_date(self, day: date) -> str:
        """``Selasa, 24 November 2026`` or ``Tuesday, 24 November 2026``."""
        if self is not Language.ENGLISH:
            return indonesian.long_date(day)
        return f"{self.day_name(day)}, {day.day} {_MONTHS[day.month - 1]} {day.year}"

    def short_date(self, day: date) -> str:
        """``24 Agu 2026`` or ``24 Aug 2026``."""
        if self is not Language.ENGLISH:
            return indonesian.short_date(day)
        return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}"

    def of(self, indonesian_words: str, english_words: str) -> str:
        """The words in this language, a name of a service say; Indonesian ones where there are no English."""
        return (english_words if self is Language.ENGLISH else "") or indonesian_words
