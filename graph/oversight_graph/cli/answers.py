"""The commands of the registry: each is made of the declaration of its answer."""

from collections.abc import Callable
from typing import Any

from oversight_graph.cli.options import ROWS, Asked, shared
from oversight_graph.errors import UsageError
from oversight_graph.registry.answers import under
from oversight_graph.registry.declare import Answer, Option


def command(answer: Answer) -> Callable[..., None]:
    """Return the command of an answer, with those that it gives by an option."""
    others = under(answer.name)
    flags = [Option(_field(each), f"Instead: {_lower(each.sentence)}", flag=f"--{each.name}") for each in others]
    options = {option.name: option for each in (answer, *others) for option in each.options}

    @shared(ROWS, *options.values(), *flags, answer=answer)
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

    return run


def _field(answer: Answer) -> str:
    return answer.name.replace("-", "_")


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
