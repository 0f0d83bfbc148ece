"""What a PC was set up with as a display. The office's own settings go before (``BoardSettings``)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplaySettings:
    """``farthest_seat_m`` and ``diagonal_inches`` decide the sizes (``domain/legibility.py``).

    ``screen`` is the name the system gives the chosen screen, ``""`` for the first one. ``motion`` False is
    the system's *reduce motion*: nothing moves, fades or blinks. ``software`` draws without a graphics card,
    which costs weak PCs far less than emulated OpenGL.
    """

    diagonal_inches: float = 43
    farthest_seat_m: float = 6
    screen: str = ""
    pixel_shift: bool = True
    blink: bool = True
    motion: bool = True
    software: bool = False
