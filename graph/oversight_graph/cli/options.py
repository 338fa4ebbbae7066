"""Options that the commands share, and the way from options to a graph and from rows to output."""

import inspect
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer
from typer.core import TyperCommand

from oversight_graph.errors import UsageError, one_line, visible
from oversight_graph.graph import OversightGraph, environment_endpoint
from oversight_graph.load.files import not_read
from oversight_graph.registry.declare import Answer, Option

if TYPE_CHECKING:
    from oversight_graph.evidence.papers import Papers

# Bytes of a store, about a million statements, from which on some questions take seconds the first time.
_LARGE_STORE = 300_000_000

SHARED = {
    option.name: option
    for option in (
        Option(
            "data", "File or folder of data of your own, instead of the shipped data. May be given again.", "path",
            many=True,
        ),
        Option("sources", "Folder with the papers: the passages are shown.", "path"),
        Option("as_of", "Answer as at this date, such as 2018-11-27.", "date"),
        Option(
            "form", "How to print rows.", "text", "table", flag="--format -f", choices=("table", "json", "csv", "md"),
        ),
        Option("columns", "Only these columns, in this order.", "text", metavar="A,B,..."),
        Option("endpoint", "Ask this SPARQL server (or set OVERSIGHT_ENDPOINT).", "text", metavar="URL"),
        Option("store", "Keep the graph in this folder; it is filled the first time.", "path"),
        Option(
            "place", "Keep to what belongs to this organisation: the files that rest on its papers.", "text",
            metavar="NAME",
        ),
        Option("timeout", "Most seconds for one answer of the server.", "number", 300, least=1, most=86_400),
    )
}  # fmt: skip
GRAPH = "data endpoint store place timeout"
ROWS = "data sources as_of form columns endpoint store place timeout"
Command = Callable[..., None]


class OneCommand(TyperCommand):
    """A command whose options, but for those that may be given again, are given once: the first would be lost."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take in what was typed."""
        *_, order = self.make_parser(ctx).parse_args(args=list(args))
        seen = set[str]()
        for each in order:
            once = each.param_type_name == "option" and not (each.multiple or getattr(each, "is_flag", False))
            if once and each.name in seen:
                raise UsageError(f"{each.opts[0]} is given twice", hint="which of the two is meant?")
            seen.add(each.name or "")
        return super().parse_args(ctx, args)


def refuse_beside(what: str, **said: object) -> None:
    """Refuse options that would change nothing: to pass over them would look as if they had been heeded.

    Parameters
    ----------
    what : str
        Of what they change nothing.
    **said : object
        What was given for each option, by its name.

    Raises
    ------
    UsageError
    """
    if given := [f"--{name.replace('_', '-')}" for name, value in said.items() if value not in (None, False, "", [])]:
        raise UsageError(f"{', '.join(given)} would change nothing with {what}", hint="leave it out")


class Asked(NamedTuple):
    """What was said with the shared options."""

    data: list[Path] | None = None
    sources: Path | None = None
    as_of: str | None = None
    form: str = "table"
    columns: str | None = None
    endpoint: str | None = None
    store: Path | None = None
    place: str | None = None
    timeout: int = 300
    fail_on: str = "none"

    def graph(self, *, validate: bool = True) -> OversightGraph:
        """Load the graph that the options name, and say what of its folders was not read."""
        if self.data and self.store and not validate:
            raise UsageError("check either data or a store: a store is filled only with data that was found good")
        address = self.endpoint or (None if self.data or self.store else environment_endpoint())
        with status("reading the data", when=bool(self.data)):
            graph = OversightGraph.load(
                *(self.data or ()), store=self.store, endpoint=address, place=self.place, validate=validate,
                timeout=self.timeout,
            )  # fmt: skip
        graph.tell = say
        if self.place:
            from oversight_graph.model.spelling import plain

            if plain(graph.place) != plain(self.place):
                say(f"{self.place} is taken for {graph.place}")
        for sentence in not_read(graph.unread):
            say(sentence)
        if self.data and self.store and sum(each.stat().st_size for each in self.store.iterdir()) > _LARGE_STORE:
            say(f"`oversight prepare --store {self.store}` asks this large store ahead what takes long the first time")
        return graph

    def refuse_beside(self, what: str, **said: object) -> None:
        """Refuse the options that say which graph is asked, and when, and others, beside what asks none."""
        asked = {name: getattr(self, name) for name in ("data", "as_of", "endpoint", "store", "place")}
        refuse_beside(what, **asked, **said)

    def day(self, graph: OversightGraph, answer: Answer) -> str:
        """Return the date to go by, say so, and keep to what the answer declares of dates before the oldest paper."""
        return date_of(graph, self.as_of, plan=answer.date == "plan", early=answer.early)

    def papers(self, graph: OversightGraph) -> "Papers | None":
        """Return the papers, if their folder is named."""
        from oversight_graph.graph import papers_in

        return papers_in(graph, self.sources) if self.sources else None

    def show(
        self,
        rows: Sequence[Any],
        answer: Answer,
        graph: OversightGraph | None = None,
        *,
        said: dict[str, Any] | None = None,
        counted: bool = False,
    ) -> None:
        """Print the rows of an answer, and what it declares to be said with them.

        Parameters
        ----------
        graph : OversightGraph, optional
            Gives the passages, if there are papers at hand.
        said : dict, optional
            The options.
        counted : bool
            Whether the command says itself how many rows there are; else an empty table is said to be one.
        """
        from oversight_graph.output.tables import cited, fitting, records, render, terminal_width

        names, table, shown = [field.name for field in fields(answer.kind)], records(rows), answer.columns(said, rows)
        if graph and (papers := self.papers(graph)) and "evidence" in names:
            shown.append("passage")
            if "passage" not in names:
                names.append("passage")
                table = cited(table, papers)
        if self.columns is not None:
            names = shown = chosen_columns(self.columns, names)
        elif self.form == "table" and (width := terminal_width()):
            wanted, shown = shown, fitting(table, shown, width)
            if left := [name for name in wanted if name not in shown]:
                say(f"no room for {', '.join(left)}: widen the window, or choose with --columns")
        sys.stdout.write(render(table, names, self.form, shown))
        if self.form == "table":
            if not rows and not counted:
                empty = getattr(rows, "empty", "") or answer.empty
                say(f"none: {empty[0].lower()}{empty[1:].rstrip('.')}")
            remark = answer.remark
            for line in remark(rows, said or {}) if callable(remark) else [remark] if remark else []:
                say(line)
        if answer.caveat:
            say(answer.caveat)

    def fail(self, rows: Sequence[Any], answer: Answer) -> None:
        """End with 1 if the rows of a check are as grave as was said."""
        if answer.exit and answer.exit.fails(rows, self.fail_on):
            raise typer.Exit(1)

    def table(self, rows: Sequence[dict[str, Any]], names: Sequence[str]) -> None:
        """Print rows that no answer declares."""
        from oversight_graph.output.tables import render

        sys.stdout.write(render(rows, chosen_columns(self.columns, names), self.form))


def shared(names: str, *own: Option, answer: Answer | None = None) -> Callable[[Command], Command]:
    """Make a command of a function: give it the shared options as `Asked`, and its own by name.

    Parameters
    ----------
    names : str
        Keys of `SHARED`, parted by spaces: `GRAPH` for a command that needs a graph, `ROWS` for one that prints rows.
    *own : Option
        Each is a parameter of the function. Parameters for which there is none are as the framework has them.
    answer : Answer, optional
        What the command gives: its sentence is the help, and a check has ``--fail-on``.

    Returns
    -------
    callable
        Turns the function into one whose signature says to the framework what can be typed.
    """
    common = [SHARED[name] for name in names.split() if name not in {option.name for option in own}]
    if answer and answer.exit:
        levels = (*answer.exit.levels, "none")
        common.append(Option("fail_on", answer.exit.help, "text", answer.exit.default, choices=levels))
    declared = {option.name: parameter(option) for option in (*own, *common)}

    def decorate(command: Command) -> Command:
        _, *taken = inspect.signature(command).parameters.values()
        plain = {
            each.name: each.replace(kind=inspect.Parameter.KEYWORD_ONLY)
            for each in taken
            if each.kind is not inspect.Parameter.VAR_KEYWORD
        }
        parameters = (plain | declared).values()

        def run(**values: Any) -> None:
            asked = Asked(**{option.name: values.pop(option.name) for option in common})
            command(asked, **values)

        run.__name__, run.__doc__ = command.__name__, answer.sentence if answer else command.__doc__
        run.__annotations__ = {each.name: each.annotation for each in parameters}
        run.__signature__ = inspect.Signature([*parameters])  # type: ignore[attr-defined]
        return run

    return decorate


def parameter(option: Option) -> inspect.Parameter:
    """Return what the framework reads off a signature: name, type, default, and how it is typed."""
    kind: Any = {"flag": bool, "number": int, "path": Path}.get(option.kind, str)
    default: Any = option.unsaid
    if option.choices:
        kind = _choice(option.choices)
        default = None if default is None else kind(default)
    if values := option.metavar.split()[1:]:
        kind = tuple.__class_getitem__((kind, *[kind] * len(values)))
    kind = list.__class_getitem__(kind) if option.many else kind
    kind = kind if option.needed or default is not None else kind | None
    metavar = option.metavar or ("DATE" if option.kind == "date" else None)
    words: dict[str, Any] = {"help": option.help, "metavar": metavar}
    about: Any
    if option.place == "option":
        typed = option.flag.split() or [option.typed]
        about = typer.Option(*typed, **words, min=option.least, max=option.most, show_default=bool(default))
    else:
        about = typer.Argument(**words, show_default=False)
    return inspect.Parameter(
        option.name,
        inspect.Parameter.KEYWORD_ONLY,
        default=inspect.Parameter.empty if option.needed else default,
        annotation=Annotated[kind, about],
    )


def _choice(names: Sequence[str]) -> Any:
    return StrEnum("Choice", [(each, each) for each in names])


def say(text: str) -> None:
    """Say something on stderr, in a line that cannot steer a terminal: names in it may be anybody's."""
    sys.stdout.flush()  # what is said of an answer comes after it, where both go to one place
    typer.echo(one_line(text), err=True)


def put(content: str | bytes) -> None:
    """Write to stdout: as it is, but to a terminal without what could steer it."""
    if sys.stdout.isatty():
        sys.stdout.write(visible(content if isinstance(content, str) else content.decode("utf-8", "replace")))
    elif isinstance(content, str):
        sys.stdout.write(content)
    else:
        sys.stdout.buffer.write(content)


def deliver(content: bytes, output: Path | None) -> None:
    """Write what was made to a file and say so, or to stdout if none is given."""
    if output is None:
        put(content)
        return
    from oversight_graph.writing import write_whole

    write_whole(output, content)
    say(f"wrote {output}")


def date_of(graph: OversightGraph, as_of: str | None, *, plan: bool = False, early: str = "say") -> str:
    """Return the date to go by, and say so; see `check_early_date` on one before the oldest paper."""
    from oversight_graph.ask import days

    day = graph.day(as_of, plan=plan)
    why = "" if as_of else f" ({_ground(graph, day) if plan else days.ground(graph.store)})"
    say(f"as of {day}{why}")
    check_early_date(graph, day, early)
    return day


def _ground(graph: OversightGraph, day: str) -> str:
    """Say whose date is gone by where that of the newest plan would be, and what paper is newer than that plan."""
    from oversight_graph.ask import days

    if not graph.dated_plan:
        return days.ground(graph.store) + ("; the loaded plan has no date" if days.planned(graph.store) else "")
    with suppress(UsageError):  # data may have a plan and no paper
        if (newest := graph.newest_paper) > day:
            return f"date of the newest plan; the newest paper is of {newest}"
    return "date of the newest plan"


def check_early_date(graph: OversightGraph, day: str, early: str) -> None:
    """Do what an answer declares of a date before the oldest paper: an empty answer would mean no more than that."""
    if early == "answer":
        return
    from oversight_graph.store.views import ask

    # The days alone: what else is wrong with a paper is told by whoever reads it, and by `check` with its line.
    oldest = min((said for (said,) in ask(graph.store, "papers").of("day") if said), default=day)
    if day >= oldest:
        return
    if early == "refuse":
        raise UsageError(f"no loaded paper is as old as {day}", hint=f"the oldest is of {oldest}")
    say(f"no loaded paper is as old as {day}: the oldest is of {oldest}")


def chosen_columns(columns: str | None, names: Sequence[str]) -> list[str]:
    """Return the columns that the user chose, or all.

    Raises
    ------
    UsageError
        If there is no such column.
    """
    if columns is None:
        return list(names)
    wanted = [name.strip() for name in columns.split(",") if name.strip()]
    unknown = [name for name in wanted if name not in names]
    if unknown or not wanted:
        raise UsageError(
            f"there is no column {', '.join(unknown) or repr(columns)}", hint=f"columns: {', '.join(names)}"
        )
    return wanted


def refuse_input(output: Path | None, graph: OversightGraph | None = None, *read: Path) -> None:
    """Refuse to write over a file that is read: what it said would be gone, or said anew in other words.

    Raises
    ------
    UsageError
    """
    own = [file.path for file in graph.files if not file.trusted] if graph else []
    for path in (*own, *read):
        with suppress(OSError):
            if output and isinstance(path, Path) and (output.samefile(path) or _stands_in(output, path)):
                raise UsageError("is read here, and would be written over", where=str(output), hint="name a new file")


def _stands_in(output: Path, folder: Path) -> bool:
    return output.is_file() and folder.is_dir() and output.parent.samefile(folder)


@contextmanager
def status(what: str, *, when: bool = True) -> Iterator[Callable[[str], object]]:
    """Show on a terminal that something is going on, and what else whoever does it says of it."""
    if not when or not sys.stderr.isatty():
        yield str
        return
    from rich.console import Console

    with Console(stderr=True).status(what) as shown:
        yield shown.update
