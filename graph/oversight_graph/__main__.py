"""Run the command line as ``python -m oversight_graph``, or as ``oversight``."""

import sys

from oversight_graph.process import command_of, end_now
from oversight_graph.store.supervisor import split_off


def start() -> None:
    """Run the command line in a process that is watched; the server has its own."""
    serving = command_of(sys.argv[1:]) == "serve"
    if not serving:
        # Before all else is imported: the less a process has in memory, the less it costs to split one off.
        split_off()
    from oversight_graph.cli import main

    if serving:
        main()
        return
    with end_now():
        main()


if __name__ == "__main__":
    start()
