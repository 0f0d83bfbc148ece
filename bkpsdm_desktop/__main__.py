"""``python -m bkpsdm_desktop``."""

import sys

from bkpsdm_desktop.app.cli import main

if __name__ == "__main__":
    sys.exit(main())
