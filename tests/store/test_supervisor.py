"""A process that is interrupted ends soon, whatever it is at, and leaves nothing running; what it died of is told."""

import faulthandler
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot split off a process")

ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(9)) + " }"


def started(*arguments: str, **settings: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "oversight_graph", *arguments]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | settings,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # what is begun behind a shell may ignore it
    )  # fmt: skip


def running(session: int) -> list[str]:
    """Return the processes of a session that are still at work."""
    listed = subprocess.run(["ps", "-o", "sid=,stat=,args=", "-e"], capture_output=True, text=True, check=True).stdout
    rows = [line.split(maxsplit=2) for line in listed.splitlines()]
    return [row[2] for row in rows if row[0] == str(session) and not row[1].startswith("Z")]


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_query_without_end_is_interrupted(sign: signal.Signals, code: int, tmp_path: Path) -> None:
    file = tmp_path / "endless.rq"
    file.write_text(ENDLESS, encoding="utf-8")
    process = started("query", "--file", str(file))
    until = time.monotonic() + 30
    while len(running(process.pid)) < 3 and time.monotonic() < until:  # the first, the second, the query
        time.sleep(0.05)
    time.sleep(0.2)
    process.send_signal(sign)
    out, err = process.communicate(timeout=20)
    assert process.returncode == code, err
    assert out == "" and "Traceback" not in err and "unexpected" not in err
    time.sleep(0.2)
    assert running(process.pid) == []


def test_the_codes_of_a_command_pass_through() -> None:
    process = started("explain", "no such thing")
    assert "nothing is called" in process.communicate(timeout=60)[1]
    assert process.returncode == 2


def test_whoever_begins_it_may_ignore_how_processes_end() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "oversight_graph", "--version"], capture_output=True, text=True, check=False,
        preexec_fn=lambda: signal.signal(signal.SIGCHLD, signal.SIG_IGN),
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_what_broke_the_work_down_is_told(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    from oversight_graph.store import supervisor

    for sign, message in ((signal.SIGSEGV, "the engine broke down"), (signal.SIGKILL, "the system ended the work")):
        pid = os.fork()
        if not pid:  # in a process of its own, since the waiting one never returns
            faulthandler.disable()
            supervisor.split_off()
            os.kill(os.getpid(), sign)
            time.sleep(10)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 2
        said = capfd.readouterr().err
        assert message in said and sign.name in said
