"""Servers for the tests: each is started as a user starts it, and asked over the network of this machine alone."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[2]
Start = Callable[..., "Served"]


class Served:
    """A server that runs.

    Attributes
    ----------
    address : str
        Without a slash at its end.
    log : list of str
        What it has written to stderr so far.
    """

    def __init__(self, snapshots: Path, *options: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "cli.py"), "serve", "--port", "0", *options],
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "OVERSIGHT_CACHE": str(snapshots)},
        )
        self.log: list[str] = []
        self.address = ""
        found = threading.Event()
        self._reader = threading.Thread(target=self._read, args=(found,), daemon=True)
        self._reader.start()
        assert found.wait(90), self.log
        assert self.address, self.log
        self.client = httpx.Client(base_url=self.address, timeout=60)

    def _read(self, found: threading.Event) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.log.append(line)
            if match := re.match(r"serving at (http://\S+)/ ", line):
                self.address = match[1]
                found.set()
        found.set()

    def get(self, path: str, **more: object) -> httpx.Response:
        return self.client.get(path, **more)  # type: ignore[arg-type]

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def workers(self) -> list[int]:
        """Return the ids of the processes that it began."""
        listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True)
        return [int(line) for line in listed.stdout.split()]

    def stop(self, sign: int = signal.SIGTERM) -> int:
        """End it, and return its exit code."""
        self.process.send_signal(sign)
        code = self.process.wait(20)
        self.client.close()
        self._reader.join(5)
        return code


@pytest.fixture(scope="session")
def served(snapshots: Path) -> Iterator[Served]:
    """Return a server of the shipped data, of which tests only ask."""
    server = Served(snapshots, "--timeout", "2", "--rows", "5000", "--allow-origin", "https://friend.example")
    yield server
    assert server.stop() == 0
    assert not [line for line in server.log if "Traceback" in line]


def begin(running: list[Served], snapshots: Path, *options: str) -> Served:
    """Start a server, and note that it runs."""
    running.append(Served(snapshots, *options))
    return running[-1]


@pytest.fixture(scope="session")
def serve(snapshots: Path) -> Iterator[Callable[..., Served]]:
    """Return a function that starts a server for several tests."""
    running: list[Served] = []
    yield partial(begin, running, snapshots)
    for server in running:
        assert server.stop() == 0


@pytest.fixture
def start(snapshots: Path) -> Iterator[Start]:
    """Return a function that starts a server of its own, which is ended with the test."""
    running: list[Served] = []
    yield partial(begin, running, snapshots)
    for server in running:
        if server.process.poll() is None:
            server.stop(signal.SIGKILL)
