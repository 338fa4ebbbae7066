"""The command line: it parses, calls, prints, and turns exceptions into exit codes. Nothing is computed here."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from itertools import pairwise
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

from oversight_graph.errors import OversightError, UsageError, one_line, said
from oversight_graph.process import OutputError, command_of, ending_cleanly, streams

# Where each command stands that is written by hand: a function, or a group of commands. All others are answers of the
# registry.
COMMANDS = {
    "explain": "questions:explain",
    "check": "quality:check",
    "verify": "quality:verify",
    "whatif": "change:whatif",
    "diff": "change:diff",
    "query": "questions:query",
    "prepare": "questions:prepare",
    "map": "picture:draw_map",
    "explore": "picture:explore_network",
    "report": "report:report",
    "push": "files:push",
    "serve": "serve:serve",
    "export": "files:export",
    "init": "files:init",
    "ingest": "ingest:ingest",
    "workbook": "workbook:app",
    "import": "imports:import_",
}


def program(wanted: str | None = None) -> typer.Typer:
    """Return the program, whole or with one command.

    Parameters
    ----------
    wanted : str, optional
        Name of the only command that is asked for: the others, with what they import, are left out. The framework
        looks into each option of each command before it runs one. Whole, if there is none of that name.
    """
    from oversight_graph.cli.answers import command
    from oversight_graph.cli.options import OneCommand
    from oversight_graph.registry.answers import answers

    app = typer.Typer(
        name="oversight",
        cls=_Commands,
        help="Who watches over public promises, and where nobody does. Every answer cites the paper it comes from.",
        context_settings={"help_option_names": ["-h", "--help"]},
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=True,
    )
    app.callback()(_options)
    declared = {answer.name: answer for answer in answers() if not answer.under}
    names = [wanted] if wanted in declared.keys() | COMMANDS.keys() else [*dict.fromkeys([*declared, *COMMANDS])]
    for name in names:
        if name not in COMMANDS:
            app.command(name, cls=OneCommand)(command(declared[name]))
            continue
        module, _, attribute = COMMANDS[name].partition(":")
        found = getattr(import_module(f"oversight_graph.cli.{module}"), attribute)
        if isinstance(found, typer.Typer):
            app.add_typer(found, name=name)
        else:
            app.command(name, cls=OneCommand)(found)
    return app


class _Commands(TyperGroup):
    """The commands; what is said of words that nobody expected cannot turn the text of a terminal around."""

    def make_context(self, *given: Any, **more: Any) -> Any:
        with _in_a_line():
            return super().make_context(*given, **more)

    def invoke(self, *given: Any) -> Any:
        with _in_a_line():
            return super().invoke(*given)


@contextmanager
def _in_a_line() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        # The framework's own errors; which class they have differs between its versions.
        if hasattr(error, "format_message") and isinstance(message := getattr(error, "message", None), str):
            error.message = one_line(message, 500)  # type: ignore[attr-defined]
        raise


def __getattr__(name: str) -> typer.Typer:
    if name == "app":
        return program()
    raise AttributeError(name)


def _version(show: bool) -> None:
    if show:
        import oversight_graph

        typer.echo(f"oversight-graph {oversight_graph.__version__}")
        raise typer.Exit


def _options(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Show the version and stop."
    ),
    debug: bool = typer.Option(False, "--debug", help="Show a traceback when something goes wrong."),
) -> None:
    """Who watches over public promises, and where nobody does. Every answer cites the paper it comes from."""


def main() -> None:
    """Run the command line.

    Exit codes: 0 fine, 1 violations found by a check, 2 bad input or usage.
    """
    debug = "--debug" in sys.argv[1:] or bool(os.environ.get("OVERSIGHT_DEBUG"))
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    try:
        with ending_cleanly(), streams():
            _run(arguments, debug=debug)
    except OutputError as error:
        if debug:
            raise
        _fail(str(error))


def _run(arguments: list[str], *, debug: bool) -> None:
    try:
        _refuse_blanks(arguments)
        program(command_of(arguments))(args=arguments, prog_name="oversight")
    except SystemExit as end:
        sys.stdout.flush()
        raise end
    except OutputError:
        raise
    except Exception as error:
        if debug:
            raise
        if "_OVERSIGHT_COMPLETE" in os.environ and not isinstance(error, OversightError):
            _fail("the shell does not say what is to be completed")
        _fail(said(error))


# What follows these is the name of something; a path of nothing would be the folder in which the command runs.
_PLACES = frozenset(
    "--data --sources --store --endpoint --output -o --file --profile --from-data --to-data --words --map"
    " --place --earlier --review --marked --host --allow-host".split()
)
_WRITING = frozenset(("init", "workbook", "ingest", "import"))


def _refuse_blanks(arguments: Sequence[str]) -> None:
    """Refuse the name of a place that is empty or blank, as from a variable of a shell that is not set."""
    for before, argument in pairwise(["", *arguments]):
        option, _, value = argument.partition("=")
        if before in _PLACES:
            option, value = before, argument
        elif not argument.strip() and command_of(arguments) in _WRITING:
            option = "the name"
        elif option not in _PLACES or option == argument:
            continue
        if not value.strip():
            raise UsageError(f"{option} is empty", hint="is a variable of the shell not set?")


def _fail(message: str) -> NoReturn:
    typer.echo(f"error: {one_line(message)}", err=True)
    sys.exit(2)
