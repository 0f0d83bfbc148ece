"""The first file of the packaged program. Processes that it starts by `multiprocessing` begin here too."""

import multiprocessing
import sys

from bkpsdm_desktop.app.cli import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
