"""How large text on a public screen must be, and what of the display's layout follows from it.

Sizes are capital heights, as font metrics give them, never em. Sources: EN 301 549 §5.1.4 (capital H at
least 0.7°), ISO 9241-3 (20-22′ preferred for running text), FAA (height at least distance / 200).
"""

from dataclasses import dataclass
from enum import Enum
from math import ceil, hypot, radians, tan

_MM_PER_INCH = 25.4
INTER_CAP_HEIGHT = 0.727  # of an em, in every weight of Inter


class Role(Enum):
    """What a text is for: the smallest capital height in parts of the reading distance."""

    ANY = 1 / 200  # nothing on the screen is smaller
    COUNTER = tan(radians(22 / 60))  # the word that names the counter
    NUMBER = tan(radians(0.7))  # the called number, and all text of a kiosk (7.3 mm at 600 mm)


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A screen: diagonal of the picture in inches, resolution in device pixels."""

    diagonal_inches: float
    width: int
    height: int

    @property
    def px_per_mm(self) -> float:
        return hypot(self.width, self.height) / (self.diagonal_inches * _MM_PER_INCH)


def cap_mm(role: Role, distance_mm: float) -> float:
    """The capital height in mm that a reader at this distance needs."""
    return role.value * distance_mm


def cap_px(role: Role, distance_mm: float, screen: Screen) -> float:
    """The same in device pixels of this screen."""
    return cap_mm(role, distance_mm) * screen.px_per_mm


def font_px(cap: float) -> int:
    """The smallest whole pixel size of Inter whose capitals are at least ``cap`` pixels high."""
    return ceil(cap / INTER_CAP_HEIGHT)


# The display is drawn on a canvas of 1920 x 1080 units and scaled to the screen as a whole.
CANVAS_WIDTH = 1920
CANVAS_HEIGHT = 1080

# Sizes in canvas units at the reference (43 inches, 6 m), kept wherever the floors allow: a nearer seat
# shrinks neither the called number nor the texts around it.
_NUMBER = 272
_NUMBER_OF_FIVE = 220
_COUNTER_WORD = 108
_TEXT = 84
_ROW = 92
_ROOM_FOR_ROWS = 516
_ROOM_FOR_INFO = 256
_LINE = 1.12  # pitch of a list row in parts of its font size
_MOST_ROWS = 6
_FAR_TEXT = 92  # beyond this size a line holds too little for two lines of everything


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardLayout:
    """Font sizes of the display in canvas units. ``far``: shorter texts, one sentence at a time."""

    number: int
    number_of_five: int  # for C1000 and up
    counter_word: int
    text: int
    heading: int
    row: int
    rows: int
    row_pitch: float
    far: bool
    number_reaches: bool  # False: the called number needs a larger screen or nearer seats

    @property
    def info_rows(self) -> int:
        """How many rows of text have room below each other in the information area: two, or one."""
        return 2 if 2 * _LINE * self.text <= _ROOM_FOR_INFO else 1


def board_layout(screen: Screen, farthest_seat_m: float) -> BoardLayout:
    """The display's sizes for a screen and its farthest seat (metres).

    The called number never changes; texts grow to their floor; the list has as many rows as pass the floor,
    six at most.
    """
    unit = min(screen.width / CANVAS_WIDTH, screen.height / CANVAS_HEIGHT)

    def needed(role: Role) -> int:
        return font_px(cap_px(role, farthest_seat_m * 1000, screen) / unit)

    floor = needed(Role.ANY)
    rows = max(1, min(_MOST_ROWS, int(_ROOM_FOR_ROWS / (floor * _LINE))))
    pitch = _ROOM_FOR_ROWS / rows
    return BoardLayout(
        number=_NUMBER,
        number_of_five=_NUMBER_OF_FIVE,
        counter_word=max(_COUNTER_WORD, needed(Role.COUNTER)),
        text=max(_TEXT, floor),
        heading=max(124, floor),
        row=max(floor, min(_ROW, int(pitch / _LINE))),
        rows=rows,
        row_pitch=pitch,
        far=floor > _FAR_TEXT,
        number_reaches=needed(Role.NUMBER) <= _NUMBER,
    )
