"""The command line: it parses, calls, prints, and turns exceptions into exit codes. Nothing is computed here."""

import copy
import io
import os
import sys
from typing import NoReturn

import typer

from oversight_graph.cli import answers, files, picture, quality, questions, report, scenario, structure, time
from oversight_graph.errors import OversightError, one_line

app = typer.Typer(
    name="oversight",
    help="Who watches over public promises, and where nobody does. Every answer cites the paper it comes from.",
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=True,
)
for module in (answers, questions, quality, files, picture, report, scenario, structure, time):
    module.register(app)


def _version(show: bool) -> None:
    if show:
        import oversight_graph

        typer.echo(f"oversight-graph {oversight_graph.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Show the version and stop."
    ),
    debug: bool = typer.Option(False, "--debug", help="Show a traceback when something goes wrong."),
) -> None:
    """Who watches over public promises, and where nobody does. Every answer cites the paper it comes from."""


def main() -> None:
    """Run the command line.

    Exit codes: 0 fine, 1 findings of a check, 2 bad input or usage.
    """
    debug = "--debug" in sys.argv[1:] or bool(os.environ.get("OVERSIGHT_DEBUG"))
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character gets its number instead of a crash.
        if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="backslashreplace")
    try:
        _only(arguments)(args=arguments, prog_name="oversight")
    except SystemExit:
        if _reader_left():
            sys.exit(0)
        raise
    except OversightError as error:
        if debug:
            raise
        _fail(str(error))
    except RecursionError:
        if debug:
            raise
        _fail("the input is nested too deeply")
    except Exception as error:
        if debug:
            raise
        _fail(f"unexpected: {type(error).__name__}: {error} (run again with --debug, and report it)")


def _only(arguments: list[str]) -> typer.Typer:
    """Return the program with nothing but the command that is asked for, or whole if none is.

    The framework looks into each option of each command before it runs one, a fifth of the time of a short answer.
    """
    wanted = next((argument for argument in arguments if not argument.startswith("-")), None)
    chosen = [one for one in app.registered_commands if wanted == (one.name or getattr(one.callback, "__name__", None))]
    if not chosen:
        return app
    part = copy.copy(app)
    part.registered_commands = chosen
    return part


def _fail(message: str) -> NoReturn:
    typer.echo(f"error: {one_line(message)}", err=True)
    sys.exit(2)


def _reader_left() -> bool:
    """Say whether the reader, such as `head`, has had enough; what is still buffered has nowhere to go then."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return True
    # The framework takes a broken pipe for a failure, and leaves this behind.
    return type(sys.stdout).__name__ == "PacifyFlushWrapper"
