"""A server that takes a question and never answers is waited for as long as was said."""

import socket
import sys

import pytest

from oversight_graph.cli import main


@pytest.mark.parametrize("command", ["bodies", "query papers-loaded", "export csv -o none", "check"])
def test_a_silent_server_is_given_up_after_the_time_said(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        monkeypatch.setattr(sys, "argv", ["oversight", *command.split(), "--endpoint", address, "--timeout", "1"])
        with pytest.raises(SystemExit) as ended:
            main()
    assert ended.value.code == 2
    assert f"{address}: no answer from the server: timed out after 1 seconds" in capsys.readouterr().err
