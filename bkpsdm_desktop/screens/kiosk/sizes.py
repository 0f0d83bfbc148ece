"""Sizes of a kiosk: the pixels of the drawn design, raised to what a hand and an eye need in millimetres.

The design is drawn for 1080 × 1920 (portrait) and 1920 × 1080 (landscape). On another screen everything
is scaled, but a text never falls under 7.3 mm cap height (U30: 0.7° at 600 mm), a target never under
20 mm and a gap between targets never under 5 mm (U27).
"""

from dataclasses import dataclass
from math import ceil, hypot

CAP_MM = 7.3
TARGET_MM = 20.0
GAP_MM = 5.0
CAP_RATIO = 0.727  # capital height of Inter in em
_MM_PER_INCH = 25.4
_PORTRAIT = (1080, 1920)
_LANDSCAPE = (1920, 1080)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Logical pixels on a screen of ``width`` × ``height`` and ``diagonal`` inches."""

    width: int
    height: int
    diagonal: float

    @property
    def landscape(self) -> bool:
        return self.width > self.height

    @property
    def px_per_mm(self) -> float:
        return hypot(self.width, self.height) / (self.diagonal * _MM_PER_INCH)

    @property
    def scale(self) -> float:
        """Design pixels to pixels of this screen."""
        drawn = _LANDSCAPE if self.landscape else _PORTRAIT
        return min(self.width / drawn[0], self.height / drawn[1])

    def px(self, design: float) -> int:
        """A length that only looks good: margins, radii, icons."""
        return round(design * self.scale)

    def text(self, design: float) -> int:
        """A font size in pixels for a text drawn at ``design`` pixels."""
        return max(self.px(design), ceil(CAP_MM * self.px_per_mm / CAP_RATIO))

    @property
    def type_scale(self) -> float:
        """Design pixels to pixels for widgets that hold text: the smallest of them is 38 px in the design."""
        return max(self.scale, self.text(38) / 38)

    def target(self, design: float) -> int:
        """The height or width of something that is touched."""
        return max(self.px(design), ceil(TARGET_MM * self.px_per_mm))

    def wide(self, design: float) -> int:
        """The width of a button with a text."""
        return max(self.target(design), round(design * self.type_scale))

    @property
    def gap(self) -> int:
        """Between two targets."""
        return max(self.px(24), ceil(GAP_MM * self.px_per_mm))

    @property
    def margin(self) -> int:
        """At both sides of everything."""
        return self.px(48)

    @property
    def head(self) -> int:
        """Height of the header with its red line."""
        return round(self.text(52) * 1.15 + self.text(38) * 1.15) + self.px(32 if self.landscape else 64)

    @property
    def foot(self) -> int:
        """Under the lowest button."""
        return self.px(40 if self.landscape else 56)

    def reach_top(self, *, low: bool) -> int:
        """Where the controls begin: the lower 60 % of the screen, the lower 40 % in the low layout (U28)."""
        return round(self.height * (0.6 if low else 0.4)) + (0 if self.landscape else self.px(16 - 8 * low))
