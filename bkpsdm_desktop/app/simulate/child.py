"""One station of a simulated day, in a process of its own."""

import sys
import threading
from multiprocessing.connection import Connection
from pathlib import Path

from bkpsdm_desktop.app.simulate.processes import Counter, Display, Kiosk, Signals
from bkpsdm_desktop.app.simulate.stage import VirtualClock, read_script
from bkpsdm_desktop.store.engine import open_engine
from bkpsdm_desktop.store.work import Work

PLAYERS: dict[str, type[Kiosk] | type[Counter] | type[Display]] = {
    "kiosk": Kiosk,
    "loket": Counter,
    "layar": Display,
}

READY = b"ready"
CLOSING = b"closing"  # nobody comes any more


def play_station(script_path: str, role: str, place: int, line: Connection, complaints: str) -> None:
    """Play one station until the day is over.

    Says that it is ready on ``line`` and hears there the monotonic clock's reading at the opening, later
    perhaps that nobody comes any more. The end of the line is the end of the day, so nothing stays behind
    when the conductor dies. What goes wrong is written to the file ``complaints``.
    """
    sys.stderr = Path(complaints).open("a", encoding="utf-8")  # noqa: SIM115 (until the process ends)
    if "PySide6" in sys.modules:
        raise RuntimeError("a station of a simulated day has no window and loads no Qt")
    script = read_script(Path(script_path))
    work = Work(open_engine(script.url))
    try:
        line.send_bytes(READY)
        epoch = float(line.recv_bytes())
    except (EOFError, OSError):
        return  # the day never began
    signals = Signals()
    threading.Thread(target=_listen, args=(line, signals), daemon=True).start()
    clock = VirtualClock(script.day, script.plan.factor, epoch)
    try:
        PLAYERS[role](work, script, clock, signals).play(place)
    finally:
        work.close()


def _listen(line: Connection, signals: Signals) -> None:
    try:
        while line.recv_bytes() == CLOSING:
            signals.closing.set()
            signals.changed.set()
    except (EOFError, OSError):
        pass
    signals.stop.set()
    signals.changed.set()
