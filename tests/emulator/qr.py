"""Reading a QR symbol from a printed picture, as a phone would."""

import subprocess
import tempfile
from pathlib import Path

from PIL import Image


def read_qr(picture: Image.Image) -> str:
    """The text of the one QR symbol in the picture; raises CalledProcessError if there is none to be read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "slip.png")
        picture.convert("L").save(path)
        command = ["zbarimg", "--raw", "-q", "-Sdisable", "-Sqrcode.enable", str(path)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.removesuffix("\n")
