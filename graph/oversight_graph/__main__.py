"""Run the command line as ``python -m oversight_graph``."""

from oversight_graph.cli import start

if __name__ == "__main__":
    start()
