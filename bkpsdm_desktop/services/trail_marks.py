"""From where the next check of the audit trail may go on: a file outside the database.

In the database it would be worth nothing: who changes rows there could say that they were checked. Each line
is a signed checkpoint, so that a line of somebody else's does not pass; what the file adds is that the rows
up to it were read and found whole.
"""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from bkpsdm_desktop.services.trail import CheckpointLine


def read_marks(path: Path) -> list[CheckpointLine]:
    """The marks of a file; none where it is missing or can't be read: then everything is checked again."""
    try:
        return [msgspec.json.decode(raw, type=CheckpointLine) for raw in path.read_bytes().splitlines()]
    except (OSError, msgspec.DecodeError):
        return []


def keep_marks(
    path: Path, marks: Iterable[CheckpointLine], *, doubted: Sequence[CheckpointLine] = ()
) -> None:
    """Put the marks of a check in the place of the older ones of the same stations; whole or not at all.

    ``doubted`` were marks that the check was given: those that it did not confirm are dropped, so that the
    next check reads their chains from the beginning.
    """
    kept = {line.station: line for line in read_marks(path) if line not in doubted}
    kept |= {line.station: line for line in marks}
    draft = path.with_name(path.name + ".baru")
    with draft.open("wb") as file:
        file.writelines(msgspec.json.encode(kept[station]) + b"\n" for station in sorted(kept))
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path)
