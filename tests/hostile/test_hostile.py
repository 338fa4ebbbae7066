"""The fast part of the battery; ``make hostile`` runs the whole of it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.skipif(sys.platform == "win32", reason="processes are split off, which this system does not know")
def test_the_fast_part_of_the_battery() -> None:
    done = subprocess.run(
        [sys.executable, str(HERE / "battery.py"), "--fast"], capture_output=True, text=True, encoding="utf-8"
    )
    tried = re.search(r"^(\d+) tried, (\d+) mishandled$", done.stdout, re.MULTILINE)
    assert tried, done.stdout + done.stderr
    if done.returncode or int(tried[2]):
        pytest.fail(done.stdout + done.stderr, pytrace=False)
    assert int(tried[1]) >= 5
