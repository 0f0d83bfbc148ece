"""``python -m bkpsdm_desktop.app.simulate``: the same as ``bkpsdm-desktop simulate``."""

import argparse
import sys

from bkpsdm_desktop.app.simulate.command import add_options, simulate

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bkpsdm_desktop.app.simulate")
    add_options(parser)
    sys.exit(simulate(parser.parse_args()))
