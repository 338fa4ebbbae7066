"""Hash seeds: the same input says the same each time, whatever order Python gives to its sets.

Run ``PYTHONHASHSEED=1 python tests/hostile/seeds.py --step 100`` under several seeds, and compare what is printed: what
each hundredth case of the battery said and printed.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import battery

# Those whose faults do not hang on time, on chance or on a server.
KINDS = ("cycles", "imports", "lost", "options", "place", "queries", "unseen", "values")


def main() -> int:
    """Try each so many cases, and print what they said."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--step", type=int, default=20, help="of how many cases one is tried")
    parser.add_argument("--first", type=int, default=0, help="with which to begin")
    asked = parser.parse_args()
    battery.warm()
    with tempfile.TemporaryDirectory(prefix="seeds-") as place:
        Path(place).chmod(0o711)
        cases = [(kind, case) for kind in KINDS for case in battery.cases(kind) if case.seconds <= 20]
        for kind, case in cases[asked.first :: asked.step]:
            folder = Path(tempfile.mkdtemp(dir=place))
            folder.chmod(0o711)
            outcome, _ = battery.attempt(case, folder)
            said = f"{outcome.code}\n{outcome.err}\n{outcome.out}".replace(str(folder), "")
            print(f"{kind}: {case.name!a}: {said!a}")
        print(f"{len(cases[asked.first :: asked.step])} said")
    return 0


if __name__ == "__main__":
    sys.exit(main())
