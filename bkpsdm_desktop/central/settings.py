"""What a server process is told. Worker processes are started anew, so it comes by the environment."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from bkpsdm_desktop.domain.errors import Refused

DATABASE = "BKPSDM_CENTRAL_DB"
AUDIENCE = "BKPSDM_CENTRAL_ADDRESS"

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The clock of this machine."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Settings:
    """``database``: its address, without a password; ``audience``: the address by which offices know this
    server, which they sign; ``clock`` is given by tests."""

    database: str
    audience: str
    clock: Clock = utc_now

    def environment(self) -> dict[str, str]:
        """What :meth:`read` reads in a worker process."""
        return {DATABASE: self.database, AUDIENCE: self.audience}

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """The settings of a worker process. Raises ``Refused`` when one is not set."""
        for name in (DATABASE, AUDIENCE):
            if not environment.get(name):
                raise Refused(f"{name} belum diisi. Jalankan server dengan: bkpsdm-central serve --db ALAMAT")
        return cls(database=environment[DATABASE], audience=environment[AUDIENCE])
