"""A new incarnation meets what central holds of the office: row by row, which content stays where."""

from enum import StrEnum

from bkpsdm_desktop.protocol.judging import Held


class Reunion(StrEnum):
    EQUAL = "equal"
    TAKE = "take"
    """Central's content is written here."""
    LOG = "log"
    """The content here is logged again; central keeps its own in the history if the two differ."""
    BOTH = "both"
    """The content here is logged, with its version, for central's history; then central's is written here and
    the loser goes into the list of what must be reviewed."""


def reunite(here: Held | None, central: Held | None) -> Reunion:
    """The later version wins. Of the same version that of the office does: it is logged under the new epoch,
    the latest of all, so both sides come to the same winner."""
    if here is None or central is None:
        return Reunion.TAKE if here is None else Reunion.LOG
    if (here.row_hash, here.deleted) == (central.row_hash, central.deleted):
        return _equal(here.version, central.version)
    return Reunion.LOG if here.version >= central.version else Reunion.BOTH


def _equal(here: int, central: int) -> Reunion:
    if here == central:
        return Reunion.EQUAL
    return Reunion.TAKE if here < central else Reunion.LOG
