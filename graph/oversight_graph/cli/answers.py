"""The commands of the registry: each is made of the declaration of its answer."""

import inspect
from collections.abc import Callable
from typing import Annotated, Any

import typer

from oversight_graph.cli.options import ROWS, Asked, keyword, with_options
from oversight_graph.errors import UsageError
from oversight_graph.registry.answers import under
from oversight_graph.registry.declare import Answer, Option


def command(answer: Answer) -> Callable[..., None]:
    """Return the command of an answer, with those that it gives by an option."""
    others = under(answer.name)
    flags = [Option(_field(each), f"Instead: {_lower(each.sentence)}", flag=f"--{each.name}") for each in others]
    options = {option.name: option for each in (answer, *others) for option in each.options}

    def run(asked: Asked, **said: Any) -> None:
        """Ask, and print."""
        wanted = [other for other in others if said.pop(_field(other))]
        extra = [o for o in options.values() if said[o.name] not in (None, o.unsaid) and o.place == "option"]
        chosen = wanted[0] if wanted else answer
        foreign = [option.typed for option in extra if option not in chosen.options]
        if wanted and (clash := [f"--{other.name}" for other in wanted[1:]] + foreign):
            raise UsageError(f"give only one of --{chosen.name}, {', '.join(clash)}")
        if foreign:
            owners = [f"--{other.name}" for other in others if {*foreign} & {o.typed for o in other.options}]
            raise UsageError(f"{', '.join(foreign)} goes with {' or '.join(owners)} only")
        taken = {option.name: said[option.name] for option in chosen.options}
        graph = asked.graph()
        day = asked.day(graph, chosen) if chosen.date != "none" else None
        rows = graph.answer(chosen.name, day, **taken)
        asked.show(rows, chosen, graph, said=taken)
        asked.fail(rows, chosen)

    own = [_parameter(option) for option in (*options.values(), *flags)]
    return with_options(run, own, ROWS, answer)


def _field(answer: Answer) -> str:
    return answer.name.replace("-", "_")


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _parameter(option: Option) -> inspect.Parameter:
    """Return what the framework reads off a signature: name, type, default, and how it is typed."""
    kind: Any = {"flag": bool, "number": int}.get(option.kind, str)
    kind = list[kind] if option.many else kind
    kind = kind if option.needed or option.unsaid is not None else kind | None
    metavar = option.metavar or ("DATE" if option.kind == "date" else None)
    about: Any
    if option.place == "option":
        about = typer.Option(
            option.typed,
            help=option.help,
            metavar=metavar,
            min=option.least,
            max=option.most,
            show_default=bool(option.unsaid),
        )
    else:
        about = typer.Argument(help=option.help, metavar=metavar, show_default=False)
    return keyword(option.name, inspect.Parameter.empty if option.needed else option.unsaid, Annotated[kind, about])


__all__ = ["command"]
