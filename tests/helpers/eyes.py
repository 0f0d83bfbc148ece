"""Pictures as other eyes see them."""

from PIL import Image
from PySide6.QtGui import QImage

# Machado, Oliveira, Fernandes 2009, deuteranopia at full severity; applied to linear light.
_DEUTERANOPIA = (
    0.367322, 0.860646, -0.227968, 0.0,
    0.280085, 0.672501, 0.047413, 0.0,
    -0.011820, 0.042940, 0.968881, 0.0,
)  # fmt: skip

Colour = tuple[int, int, int]


def pillow(picture: QImage) -> Image.Image:
    """A Qt picture for Pillow."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB888)
    return Image.frombytes(
        "RGB",
        (plain.width(), plain.height()),
        bytes(plain.constBits()),
        "raw",
        "RGB",
        plain.bytesPerLine(),
    )


def greyscale(picture: Image.Image) -> Image.Image:
    """Lightness alone."""
    return picture.convert("L").convert("RGB")


def deuteranopia(picture: Image.Image) -> Image.Image:
    """Without the green-sensitive cones."""
    linear = picture.point([round(255 * (value / 255) ** 2.2) for value in range(256)] * 3)
    seen = linear.convert("RGB", _DEUTERANOPIA)
    return seen.point([round(255 * (value / 255) ** (1 / 2.2)) for value in range(256)] * 3)


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of WCAG, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    parts = [value / 255 for value in colour]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
