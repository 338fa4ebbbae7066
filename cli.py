"""Launcher, so that ``python cli.py COMMAND`` works in a clone without installing the package."""

import os
import sys

# Without pathlib: whatever is read from the disk before `start` is a moment in which Ctrl-C shows where it struck.
sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), "graph"))  # noqa: PTH118, PTH120

from oversight_graph.__main__ import start

if __name__ == "__main__":
    start()
