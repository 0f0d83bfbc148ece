"""Keys of rows: UUIDv7 for what happens, UUIDv5 of the code for reference rows, equal in every office."""

from uuid import UUID, uuid5

import uuid_utils.compat

_REFERENCE = UUID("6d0c4a0e-7a52-5f0b-9a55-b1c9d3f0a6e1")


def new_id() -> UUID:
    """A new UUIDv7. Nothing relies on its order."""
    return uuid_utils.compat.uuid7()


def reference_id(entity: str, code: str) -> UUID:
    """The key of a reference row (service, group, holiday ...): the same for the same code everywhere."""
    return uuid5(_REFERENCE, f"{entity}:{code}")
