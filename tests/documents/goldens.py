"""Pictures that were looked at once and must not change by themselves.

``BKPSDM_UPDATE_GOLDENS=1`` writes them anew: look at each before you commit it.
"""

import os
from pathlib import Path

from PIL import Image, ImageChops

_FOLDER = Path(__file__).parent.parent / "goldens"


def assert_golden(picture: Image.Image, name: str, scratch: Path) -> None:
    """Compare dot by dot with ``tests/goldens/NAME.png``; a picture that differs is kept in ``scratch``."""
    kept = _FOLDER / f"{name}.png"
    if os.environ.get("BKPSDM_UPDATE_GOLDENS") == "1":
        picture.save(kept, optimize=True)
    with Image.open(kept) as golden:
        golden.load()
        same = golden.size == picture.size
        difference = ImageChops.logical_xor(golden.convert("1"), picture) if same else None
    if difference is None or difference.getbbox():
        found = scratch / f"{name}.png"
        picture.save(found)
        where = difference.getbbox() if difference else f"size {picture.size}"
        raise AssertionError(f"{name} differs from its golden picture ({where}), see {found}")
