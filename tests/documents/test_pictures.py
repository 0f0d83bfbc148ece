"""Pictures for displays: by content, bounded, without hidden data."""

import io
import struct
import zlib

import pytest
from PIL import Image

from bkpsdm_desktop.documents.pictures import MOST_BYTES, notice_picture
from bkpsdm_desktop.domain.errors import Refused


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def reopened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(notice_picture(content)))


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that says it has so many dots."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(((width + 7) // 8 + 1) * 200))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("JPEG", "L")])
def test_pictures_of_both_kinds_keep_their_look(kind: str, mode: str) -> None:
    picture = Image.new("RGB", (700, 100), (200, 30, 30)).convert(mode)
    shown = reopened(encoded(picture, kind))
    assert (shown.format, shown.size) == (kind, (700, 100))
    expected = picture.convert("RGB").getpixel((5, 5))
    found = shown.convert("RGB").getpixel((5, 5))
    assert isinstance(expected, tuple)
    assert isinstance(found, tuple)
    assert max(abs(a - b) for a, b in zip(expected, found, strict=True)) <= 4


def test_a_large_picture_becomes_as_large_as_a_screen_without_distortion() -> None:
    shown = reopened(encoded(Image.new("RGB", (6000, 3000)), "JPEG"))
    assert shown.size == (1920, 960)
    assert reopened(encoded(Image.new("RGB", (1000, 2160)), "PNG")).size == (500, 1080)


def test_hidden_data_goes_and_the_picture_stands_as_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Kamera contoh"
    exif[0x0112] = 6  # a quarter turn
    exif.get_ifd(0x8825)[1] = "S"
    content = encoded(Image.new("RGB", (40, 20)), "JPEG", exif=exif, comment=b"rahasia")
    checked: bytes = notice_picture(content)
    shown = Image.open(io.BytesIO(checked))
    assert shown.size == (20, 40)
    assert not shown.getexif()
    assert b"rahasia" not in checked
    assert b"Kamera" not in checked
    with_text = encoded(Image.new("RGB", (4, 4)), "PNG", exif=exif)
    assert b"Kamera" in with_text
    without: bytes = notice_picture(with_text)
    assert b"Kamera" not in without


@pytest.mark.parametrize("kind", ["TIFF", "BMP", "GIF", "WEBP"])
def test_fault_j4_other_kinds_are_refused_whatever_their_name_says(kind: str) -> None:
    with pytest.raises(Refused, match="bukan gambar PNG atau JPEG"):
        notice_picture(encoded(Image.new("RGB", (4, 4)), kind))
    with pytest.raises(Refused, match="bukan gambar PNG atau JPEG"):
        notice_picture(b'<svg xmlns="http://www.w3.org/2000/svg"/>')


def test_fault_j4_a_picture_of_too_many_dots_is_refused_before_it_is_unpacked() -> None:
    content = bomb(19_000, 19_000)
    assert len(content) < 8_000
    with pytest.raises(Refused, match=r"rusak|50 juta titik"):
        notice_picture(content)
    with pytest.raises(Refused, match=r"50 juta titik. Gambar ini 8000 × 8000"):
        notice_picture(bomb(8_000, 8_000))


def test_fault_j4_moving_broken_and_heavy_pictures_are_refused() -> None:
    frames = [Image.new("RGB", (4, 4), (n, 0, 0)) for n in range(5)]
    moving = encoded(frames[0], "PNG", save_all=True, append_images=frames[1:])
    with pytest.raises(Refused, match="bergerak"):
        notice_picture(moving)
    noise = Image.effect_noise((400, 400), 80)
    for kind in ("PNG", "JPEG"):
        whole = encoded(noise, kind)
        with pytest.raises(Refused, match="rusak"):
            notice_picture(whole[: len(whole) // 2])
    with pytest.raises(Refused, match="Berkas ini 5,0 MB"):
        notice_picture(bytes(MOST_BYTES + 1))
