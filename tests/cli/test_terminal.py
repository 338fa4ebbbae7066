"""What reaches a real terminal: no sign of anybody's names steers it, whatever the format."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="this system has no terminals of its own")

# Colours are our own; anything else that steers is not.
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
STEERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
EVIL = "\\u001B]0;evil\\u0007\\u001B[2J\\u202Egnp\\u0008"
DATA = f"""
@prefix ovs: <https://w3id.org/oversight-graph/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix b: <https://x.example/id/body/> .
b:x a ovs:OversightBody ; skos:prefLabel "Evil{EVIL}board"@en .
"""
ROWS = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT ?label { ?s skos:prefLabel ?label }"


def shown(*arguments: str, folder: Path) -> tuple[int, str]:
    """Run a command on a terminal of its own; return its exit code and all that the terminal was sent."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "oversight_graph", *arguments], stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder
    )
    os.close(theirs)
    found = b""
    try:
        while piece := os.read(ours, 1 << 16):
            found += piece
    except OSError:
        pass  # Linux says so where the other side is closed
    finally:
        os.close(ours)
    return process.wait(timeout=60), found.decode("utf-8", "replace")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        *((f"query --file q.rq --data e.ttl --format {form}", 0) for form in ("table", "csv", "md", "json")),
        ("export turtle --data e.ttl", 0),
        ("explain Evil --data e.ttl", 0),
    ],
)
def test_names_do_not_steer_a_terminal(words: str, code: int, tmp_path: Path) -> None:
    (tmp_path / "e.ttl").write_text(DATA, encoding="utf-8")
    (tmp_path / "q.rq").write_text(ROWS, encoding="utf-8")
    found, text = shown(*words.split(), folder=tmp_path)
    plain = COLOUR.sub("", text).replace("\x1b[?25l", "").replace("\x1b[?25h", "").replace("\x1b[2K", "")
    plain = plain.replace("\x1b[1A", "").replace("\r", "")
    assert found == code, text
    assert "Evil" in plain and "board" in plain
    assert not STEERS.search(plain)
    assert "\x1b[2J" not in text and "\x1b[31m" not in text.split("Evil")[1][:60]


def test_a_signal_within_a_callback_ends_the_process_without_a_word() -> None:
    """Python lets nothing be raised there: it would print a traceback and go on."""
    code = (
        "import os, signal, time, weakref\n"
        "from oversight_graph.process import ending_cleanly\n"
        "class Thing: pass\n"
        "with ending_cleanly():\n"
        "    thing = Thing()\n"
        "    seen = weakref.ref(thing, lambda _: (os.kill(os.getpid(), signal.SIGTERM), time.sleep(0.01)))\n"
        "    del thing\n"
        "    time.sleep(5)\n"
        "print('went on')\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=20, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (-signal.SIGTERM, "", "")
