"""Launcher, so that ``python cli.py COMMAND`` works in a clone without installing the package."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "graph"))

from oversight_graph.__main__ import start

if __name__ == "__main__":
    start()
