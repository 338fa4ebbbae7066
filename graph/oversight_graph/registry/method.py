"""The method of one answer: its signature and its documentation are those of the declaration."""

from collections.abc import Callable
from inspect import Parameter, Signature
from typing import Any

from oversight_graph.registry.declare import Answer, Option

_WORDS = {"flag": "bool", "number": "int", "date": "Day"}


def method(declared: Answer) -> Callable[..., list[Any]]:
    """Return the method of an answer that has a function."""
    asked = signature(declared)

    def ask(self: Any, *values: object, **options: object) -> list[Any]:
        said = asked.bind(self, *values, **options)
        said.apply_defaults()
        del said.arguments["self"]
        return self.answer(declared.name, **said.arguments)  # type: ignore[no-any-return]

    ask.__name__, ask.__qualname__ = declared.called, f"Methods.{declared.called}"
    ask.__doc__, ask.__signature__ = _documentation(declared), asked  # type: ignore[attr-defined]
    return ask


def signature(declared: Answer) -> Signature:
    """Return how the method of an answer is called: with what is asked about, the date, and the options by name."""
    subject = declared.subject
    named = [_parameter(option, Parameter.KEYWORD_ONLY) for option in declared.options if option is not subject]
    first = [Parameter("self", Parameter.POSITIONAL_OR_KEYWORD)]
    first += [_parameter(subject, Parameter.POSITIONAL_OR_KEYWORD)] if subject else []
    if declared.date != "none":
        first.append(Parameter("as_of", Parameter.POSITIONAL_OR_KEYWORD, default=None, annotation="Day"))
    return Signature([*first, *named], return_annotation=f"list[{_name(declared.row)}]")


def _parameter(option: Option, kind: Any) -> Parameter:
    word = _WORDS.get(option.kind, "str")
    word = f"Collection[{word}]" if option.many else word
    default = Parameter.empty if option.needed else option.unsaid
    open_ = " | None" if default is None and word != "Day" else ""
    return Parameter(option.name, kind, default=default, annotation=word + open_)


def _documentation(declared: Answer) -> str:
    """Return what is said of a method: sentence, parameters, rows, and where these are made."""
    entries = {option.name: option.help for option in declared.options}
    if declared.date != "none":
        entries["as_of"] = f"Without it the date of the newest {declared.date} counts."
    _, *parameters = signature(declared).parameters.values()
    lines = [declared.sentence, "", "Parameters", "----------"] if parameters else [declared.sentence]
    for each in parameters:
        kind = each.annotation.replace("Day", "str or date").removesuffix(" | None")
        rest = {Parameter.empty: "", None: ", optional"}.get(each.default, f", default {each.default}")
        lines += [f"{each.name} : {kind}{rest}", f"    {entries[each.name]}"]
    where = str(declared.function).lstrip(".").replace(":", ".")
    return "\n".join([*lines, "", "Returns", "-------", f"list of {_name(declared.row)}", f"    From `{where}`."])


def _name(row: str | type) -> str:
    return row.rpartition(":")[2] if isinstance(row, str) else row.__name__
