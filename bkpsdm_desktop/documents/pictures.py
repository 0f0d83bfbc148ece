"""Pictures that a person hands in: looked at by content, bounded, and encoded anew without hidden data."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.notices import NoticePicture

MOST_BYTES = 5_000_000
MOST_DOTS = 50_000_000
WIDEST, HIGHEST = 1920, 1080

_FORMATS = ("PNG", "JPEG")
_QUALITY = 90


def notice_picture(content: bytes) -> NoticePicture:
    """A picture for displays: PNG or JPEG, at most 1920 x 1080, turned as it was taken, no EXIF.

    Raises ``Refused`` for other kinds of files (by content, whatever their name says), moving pictures,
    broken ones, more than 5 MB and more than 50 million dots. Nothing is decoded before its size is known.
    """
    if len(content) > MOST_BYTES:
        raise Refused(f"Gambar paling besar 5 MB. Berkas ini {_megabytes(len(content))} MB.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
                return NoticePicture(_encoded(picture))
    except Refused:
        raise
    except UnidentifiedImageError:
        raise Refused("Berkas ini bukan gambar PNG atau JPEG. Simpan dahulu sebagai PNG.") from None
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError) as error:
        raise Refused("Gambar ini rusak atau tidak lazim. Buka dan simpan lagi sebagai PNG.") from error


def _encoded(picture: Image.Image) -> bytes:
    if picture.width * picture.height > MOST_DOTS:
        raise Refused(
            f"Gambar paling besar 50 juta titik. Gambar ini {picture.width} × {picture.height}; kecilkan "
            "dahulu, misalnya menjadi 1920 × 1080."
        )
    if getattr(picture, "n_frames", 1) > 1:
        raise Refused("Gambar bergerak tidak dapat dipakai. Pilih gambar diam PNG atau JPEG.")
    photo = picture.format == "JPEG"
    if photo:
        picture.draft("RGB", (WIDEST, HIGHEST))
    turned = ImageOps.exif_transpose(picture)
    turned.thumbnail((WIDEST, HIGHEST), Image.Resampling.LANCZOS)
    # A new image from the dots alone: nothing else of the file comes along.
    clear = turned.convert("RGB" if photo else "RGBA")
    bare = Image.frombytes(clear.mode, clear.size, clear.tobytes())
    out = io.BytesIO()
    if photo:
        bare.save(out, "JPEG", quality=_QUALITY)
    else:
        bare.save(out, "PNG")
    return out.getvalue()


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f}".replace(".", ",")
