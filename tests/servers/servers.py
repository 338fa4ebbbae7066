"""Real SPARQL servers, each started by the tests on a free port of this machine and ended with them."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

# As small as it goes; answers are not cut, and the server's own administrator may write over HTTP.
VIRTUOSO = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = {sql}
DisableUnixSocket = 1
DirsAllowed = {folder}
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
MaxQueryMem = 1G
ThreadsPerQuery = 2
[HTTPServer]
ServerPort = {http}
ServerRoot = {folder}
ServerThreads = 8
[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryExecutionTime = {seconds}
MaxQueryCostEstimationTime = 0
"""
PATIENCE = 120.0


@dataclass(frozen=True)
class Server:
    """A running server.

    Attributes
    ----------
    query, update, graphs : str
        Addresses of its query service, its update service and its Graph Store Protocol; empty where it has none.
    user, password : str
        By which it lets write; empty if it asks for none.
    process : int
        Number of its process.
    """

    query: str
    update: str = ""
    graphs: str = ""
    user: str = ""
    password: str = ""
    process: int = 0


def binary(*names: str) -> str:
    """Return the path of a program; skip the test where there is none, but not in CI."""
    beside = Path(sys.executable).parent
    for name in names:
        if found := shutil.which(name) or shutil.which(name, path=str(beside)):
            return found
    lack = f"there is no {names[0]} here"
    if os.environ.get("CI") == "true":
        pytest.fail(f"CI must ask real servers, but {lack}")
    pytest.skip(lack)


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def running(command: Sequence[str], port: int, folder: Path) -> Iterator[int]:
    """Run a server until the block ends, and give the number of its process."""
    with (folder / "output.log").open("wb") as log, subprocess.Popen(
        command, stdout=log, stderr=subprocess.STDOUT, cwd=folder
    ) as process:  # fmt: skip
        try:
            _wait(port, process, folder)
            yield process.pid
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait(port: int, process: "subprocess.Popen[bytes]", folder: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise AssertionError(f"the server did not start: {(folder / 'output.log').read_text(errors='replace')[-2000:]}")


@contextmanager
def oxigraph(folder: Path, *, union: bool, seconds: int = 300) -> Iterator[Server]:
    """Run an Oxigraph that may be written to."""
    program, port = binary("oxigraph"), free_port()
    folder.mkdir(parents=True, exist_ok=True)
    command = [program, "serve", "--location", str(folder / "store"), "--bind", f"127.0.0.1:{port}"]
    command += ["--timeout-s", str(seconds)]
    with running([*command, *(["--union-default-graph"] if union else [])], port, folder) as process:
        here = f"http://127.0.0.1:{port}"
        yield Server(f"{here}/query", f"{here}/update", f"{here}/store", process=process)


@contextmanager
def oxigraph_read_only(folder: Path, *, union: bool) -> Iterator[Server]:
    """Run an Oxigraph that only reads what an earlier one wrote into the folder."""
    program, port = binary("oxigraph"), free_port()
    command = [program, "serve-read-only", "--location", str(folder / "store"), "--bind", f"127.0.0.1:{port}"]
    with running([*command, *(["--union-default-graph"] if union else [])], port, folder) as process:
        yield Server(f"http://127.0.0.1:{port}/query", process=process)


@contextmanager
def virtuoso(folder: Path, *, rows: int = 10_000_000, buffers: int = 20_000, seconds: int = 300) -> Iterator[Server]:
    """Run a Virtuoso of its own, whose answers have so many rows at most."""
    program, port, sql = binary("virtuoso-t"), free_port(), free_port()
    folder.mkdir(parents=True, exist_ok=True)
    settings = {"rows": rows, "buffers": buffers, "dirty": buffers // 4, "seconds": seconds}
    (folder / "virtuoso.ini").write_text(
        VIRTUOSO.format(folder=folder, sql=sql, http=port, **settings), encoding="utf-8"
    )
    with running([program, "-f", "+configfile", str(folder / "virtuoso.ini")], port, folder) as process:
        here = f"http://127.0.0.1:{port}"
        yield Server(f"{here}/sparql", f"{here}/sparql-auth", f"{here}/sparql-graph-crud-auth", "dba", "dba", process)
