"""Points at which a test ends the program as a power cut would.

``BKPSDM_FAILPOINT=NAME:kill`` ends the process, without any clean-up, when it reaches the point NAME for the
first time; ``NAME@3:kill`` at the third time. Without the variable a point does nothing. The points:

- ``commit.before``, ``commit.after``: around the commit of every writing transaction;
- ``print.after_claim``: a print job is taken, nothing is said to the printer;
- ``print.after_hand_over``: the hand-over is recorded, no byte is sent;
- ``print.after_send``: the printer has the job, its answer is not recorded.
"""

import os
import signal
from itertools import count

VARIABLE = "BKPSDM_FAILPOINT"
_times = count(1)


def reach(name: str) -> None:
    """Say that this point is reached. Raises ValueError when the variable can't be understood."""
    wanted = os.environ.get(VARIABLE)
    if not wanted:
        return
    point, colon, action = wanted.partition(":")
    point, at, time = point.partition("@")
    if not colon or action != "kill" or (at and not time.isdecimal()):
        raise ValueError(f"{VARIABLE}={wanted}: expected NAME:kill or NAME@3:kill")
    if point == name and next(_times) == int(time or 1):
        # Windows knows no SIGKILL; its SIGTERM ends a process just as abruptly.
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
