"""``python -m tests.clips``: resources/sounds anew."""

import sys

from tests.clips.making import all_made
from tests.helpers.source import ROOT

SOUNDS = ROOT / "resources" / "sounds"


def main() -> None:
    """Write every piece; a file that is none any more goes."""
    pieces = all_made()
    for old in SOUNDS.glob("*.wav"):
        if old.stem not in pieces:
            old.unlink()
    for name, data in pieces.items():
        (SOUNDS / f"{name}.wav").write_bytes(data)
    sys.stdout.write(f"{len(pieces)} pieces, {sum(map(len, pieces.values())) // 1024} kB\n")


if __name__ == "__main__":
    main()
