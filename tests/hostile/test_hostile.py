"""The fast parts of the battery, of the mutants, and of what is drawn; ``make hostile`` runs the whole of each."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.skipif(sys.platform == "win32", reason="processes are split off, which this system does not know")
@pytest.mark.parametrize(
    ("program", "least"), [("battery.py --fast", 30), ("mutants.py --fast", 60), ("drawn.py --examples 25", 25)]
)
def test_the_fast_part(program: str, least: int) -> None:
    name, *options = program.split()
    done = subprocess.run(
        [sys.executable, str(HERE / name), *options], capture_output=True, text=True, encoding="utf-8", check=False
    )
    tried = re.search(r"^(\d+) (?:tried|mutants tried|drawn), (\d+) mishandled$", done.stdout, re.MULTILINE)
    assert tried, done.stdout + done.stderr
    if done.returncode or int(tried[2]):
        pytest.fail(done.stdout + done.stderr, pytrace=False)
    assert int(tried[1]) >= least


@pytest.mark.skipif(sys.platform == "win32", reason="processes are split off, which this system does not know")
def test_the_same_input_says_the_same_each_time() -> None:
    def said(seed: int) -> str:
        done = subprocess.run(
            [sys.executable, str(HERE / "seeds.py"), "--step", "120", "--first", "7"], capture_output=True, text=True,
            encoding="utf-8", check=True, env={**os.environ, "PYTHONHASHSEED": str(seed)},
        )  # fmt: skip
        return done.stdout

    first = said(0)
    assert int(re.findall(r"^(\d+) said$", first, re.MULTILINE)[0]) >= 20
    for seed in (1, 2):
        assert said(seed).splitlines() == first.splitlines()
