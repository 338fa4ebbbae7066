"""Run the command line as ``python -m oversight_graph``, or as ``oversight``."""

# Part of the interpreter, and there already: nothing is read from the disk before signals are heard as they should be.
import _signal  # type: ignore[import-not-found]
import sys


def start() -> None:
    """Run the command line in a process that is watched; the server has its own."""
    if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
        # Until the work begins nothing is to be tidied up: Ctrl-C ends the process, and interrupts no import.
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
    if hasattr(_signal, "SIGCHLD"):
        _signal.signal(_signal.SIGCHLD, _signal.SIG_DFL)  # whoever ignores it learns of no process how it ended
    from oversight_graph.process import command_of, end_now
    from oversight_graph.store.supervisor import split_off

    if command_of(sys.argv[1:]) == "serve":
        from oversight_graph.cli import main

        main()
        return
    # Before all else is imported: the less a process has in memory, the less it costs to split one off.
    split_off()
    with end_now():
        from oversight_graph.cli import main

        main()


if __name__ == "__main__":
    start()
