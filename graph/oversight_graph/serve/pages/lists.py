"""A list for each answer of the registry: options, filters, order, parts, and the same as a file."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from oversight_graph.errors import UsageError
from oversight_graph.output.tables import Record, records
from oversight_graph.registry.answers import answer, answers
from oversight_graph.registry.declare import Answer, Option
from oversight_graph.report.html.cells import count, head
from oversight_graph.report.html.parts import Block, Page, Part
from oversight_graph.serve.messages import Reply
from oversight_graph.serve.pages import narrow
from oversight_graph.serve.pages.context import SiteContext
from oversight_graph.serve.pages.forms import rows_reply
from oversight_graph.serve.pages.frame import Field, Form
from oversight_graph.serve.pages.suggest import suggested
from oversight_graph.serve.pages.view import View

if TYPE_CHECKING:
    from oversight_graph.serve.pages.dated import DatedGraph

_LISTS = 24  # of which the rows are kept
# What the methods of the facade take that are no plain functions of a date and options, as far as a page can ask it.
_MORE = {
    "whatif": (
        Option("remove", "This body ends.", "thing", many=True),
        Option("merge", "This body goes into another.", "thing"),
        Option("into", "The body that takes it in.", "thing"),
        Option("end_level", "All bodies of this level end.", "text"),
    ),
    "diff": (
        Option("from", "The first date.", "date"),
        Option("to", "The second date; without it, that of the newest paper.", "date"),
        Option("everything", "Also what the papers show for the first time, without saying since when."),
    ),
}
# What it takes besides where the server has earlier data.
_EARLIER = (
    Option("earlier", "From the earlier data to this."),
    Option("old_plan", "A plan of the earlier data that is to be compared", "thing"),
    Option("new_plan", "with this plan, as editions of one.", "thing"),
)


@dataclass(frozen=True, slots=True)
class Listed:
    """Rows of an answer, and why there are none where it lacks something."""

    rows: Sequence[Any]
    lacks: str = ""


def index(site: SiteContext, view: View) -> Reply:
    """Return the page that names all lists, and the pages of the report that draw them."""
    dated_graph = site.at_date(view)
    plain = tuple(
        (Part(_title(each), f"/list/{each.name}"), Part(f": {each.sentence[:1].lower()}{each.sentence[1:]}"))
        for each in answers()
    )
    drawn = tuple(
        (Part(page.title, f"/{page.path}"),)
        for path, page in dated_graph.lists.items()
        if path != "index.html" and page.first in ("", path)
    )
    page = Page(
        "/list", "Lists",
        lead=("Every list can be sorted, filtered and downloaded; its address holds what was chosen.",),
        blocks=(Block("All answers", "answers", points=plain), Block("With charts", "drawn", points=drawn)),
    )  # fmt: skip
    return site.show(page, view, dated_graph, at="/list")


def as_list(page: Page) -> tuple[Part, ...]:
    """Return the ways from a page of the report to the lists that can be sorted and filtered."""
    tables = {block.grid.csv for block in page.blocks if block.grid}
    return tuple(
        Part(f"Sort and filter: {each.name}", f"/list/{each.name}") for each in answers() if each.table in tables
    )


def answer_page(site: SiteContext, view: View, name: str) -> Reply:
    """Return an answer of the registry as a page or a file.

    Raises
    ------
    NotFoundError
        If there is no such answer, or nothing that an option names.
    UsageError
        If an option makes no sense.
    """
    declared = answer(name)
    dated_graph = site.at_date(view)
    options = _options(site, declared)
    said = _said(options, view)
    every = {option.name: option.unsaid for option in options} | said
    listed = _asked(site, dated_graph.as_of, name, tuple(said.items()))
    names = [each.name for each in fields(declared.kind)]
    table = records(listed.rows)
    chosen, found = narrow.narrowed(table, names, view)
    columns = _columns(view, names, declared.columns(every, listed.rows))
    if view.form != "html":
        if listed.lacks:
            raise UsageError(listed.lacks)
        return rows_reply([table[at] for at in found], columns if view.get("columns") else names, view.form, name)
    first = narrow.part(view, len(found))
    shown = [listed.rows[at] for at in found[first : first + narrow.PART]]
    blocks = []
    if found:
        grid = dated_graph.build.grid(shown, " ".join(columns), f"/list/{name}.csv", _plain_title(declared))
        blocks.append(Block(grid=narrow.sortable(grid, columns, view, first, len(found))))
    lead = [declared.sentence, listed.lacks or _counted(found, listed.rows, declared, chosen)]
    remark = declared.remark
    if found and not listed.lacks:
        lead += remark(listed.rows, every) if callable(remark) else [remark] if remark else []
    lead += [declared.caveat] if declared.caveat else []
    page = Page(f"/list/{name}", _title(declared), kind="wide", lead=tuple(map(_sentence, lead)), blocks=tuple(blocks))
    return site.show(
        page, view, dated_graph, at="/list", form=_form(site, view, options, said, names, table),
        ways=(*narrow.ways(view, first, len(found)), _every(view)),
    )  # fmt: skip


def _options(site: SiteContext, declared: Answer) -> Sequence[Option]:
    options = declared.options or _MORE.get(declared.name, ())
    return (*_EARLIER, *options) if declared.name == "diff" and site.settings.earlier else options


@lru_cache(_LISTS)
def _asked(site: SiteContext, as_of: str | None, name: str, given: tuple[tuple[str, Any], ...]) -> Listed:
    """Return the rows of an answer with what is said of its options."""
    declared, dated_graph, said = answer(name), site.dated(as_of), dict(given)
    options = _options(site, declared)
    missing = [option.help for option in options if option.needed and option.name not in said]
    if missing:
        return Listed((), f"Say of what: {missing[0]}")
    day = dated_graph.plan_day if declared.date == "plan" else dated_graph.day
    if declared.name == "verify":
        if not site.settings.sources:
            return Listed((), "The papers are not at hand: start the server with --sources and their folder.")
        return Listed(site.graph.verify(site.settings.sources))
    if declared.name == "check":
        return Listed(dated_graph.answers.violations)
    if declared.name == "whatif":
        return _whatif(site, day, said)
    if declared.name == "diff":
        return _diff(site, dated_graph, said)
    if declared.name == "explain":
        return Listed(site.graph.explain(said["thing"], site.papers))
    return Listed(site.graph.answer(declared.name, day if declared.date in ("plan", "paper") else None, **said))


def _whatif(site: SiteContext, day: str, said: dict[str, Any]) -> Listed:
    merge = (said["merge"], said["into"]) if "merge" in said and "into" in said else None
    if not merge and ("merge" in said or "into" in said):
        return Listed((), "Say both which body goes into another, and which takes it in.")
    if not said:
        return Listed((), "Say which body is to end, or to go into which other.")
    end = {"remove": said.get("remove", ()), "end_level": said.get("end_level")}
    return Listed(site.graph.whatif(day, merge=merge, **end))


def _diff(site: SiteContext, dated_graph: "DatedGraph", said: dict[str, Any]) -> Listed:
    everything = bool(said.get("everything"))
    plans = (said["old_plan"], said["new_plan"]) if {"old_plan", "new_plan", "earlier"} <= said.keys() else None
    if not plans and ("old_plan" in said or "new_plan" in said):
        return Listed((), "Say both plans, of the earlier data and of this, to compare them as editions of one.")
    if said.get("earlier"):
        days = said.get("from"), said.get("to") or dated_graph.as_of
        return Listed(site.earlier.diff(*days, other=site.graph, everything=everything, plans=plans))
    if "from" not in said:
        return Listed((), "Say from which date on.")
    return Listed(site.graph.diff(said["from"], said.get("to"), everything=everything))


def _said(options: Sequence[Option], view: View) -> dict[str, Any]:
    """Return what an address says of options.

    Raises
    ------
    UsageError
        If a number is none, or out of bounds.
    """
    found: dict[str, Any] = {}
    for option in options:
        if not (texts := view.all(option.name)):
            continue
        if option.kind == "flag":
            found[option.name] = texts[0].lower() not in ("0", "no", "false")
        elif option.kind == "number":
            text = texts[0]
            number = int(text) if text.isdecimal() and len(text) < 9 else None
            if number is None or number < (option.least or 0) or number > (option.most or number):
                bounds = f"from {option.least or 0}{f' to {option.most}' if option.most else ' on'}"
                raise UsageError(f"{option.name}: {text!r} is not a whole number {bounds}")
            found[option.name] = number
        elif option.kind == "path":
            raise UsageError(f"{option.name} names files, which no page reads")
        else:
            found[option.name] = tuple(texts) if option.many else texts[0]
    return found


def _columns(view: View, names: Sequence[str], usual: Sequence[str]) -> list[str]:
    asked = view.get("columns")
    if not asked:
        return list(usual)
    if asked == "all":
        return [name for name in names if not name.endswith("iri")]
    wanted = [name.strip() for name in asked.split(",") if name.strip()]
    if unknown := [name for name in wanted if name not in names]:
        raise UsageError(f"there is no column {', '.join(unknown)}", hint=f"columns: {', '.join(names)}")
    return list(dict.fromkeys(wanted))


def _form(
    site: SiteContext, view: View, options: Sequence[Option], said: dict[str, Any], names: Sequence[str],
    table: Sequence[Record],
) -> Form:  # fmt: skip
    made = (*(_field(site, option, said, view) for option in options if option.kind != "path"), narrow.by_words(view))
    by_column = narrow.filters(table, names, view, {option.name for option in options})
    return Form(view.path, made, by_column, narrow.kept(view))


def _field(site: SiteContext, option: Option, said: dict[str, Any], view: View) -> Field:
    label = option.name.replace("_", " ")
    kind = {"flag": "check", "number": "number", "date": "date"}.get(option.kind, "text")
    value = view.get(option.name)
    if option.kind == "number" and not value and option.default is not None:
        value = str(option.default)
    choices = tuple((each, each) for each in option.choices)
    if option.kind == "thing":
        choices = suggested(site.links, option.name.rpartition("_")[2])
    return Field(
        option.name, label, "choice" if option.choices else kind, "yes" if said.get(option.name) is True else value,
        option.help, "", choices, option.least, option.most, option.needed,
    )  # fmt: skip


def _every(view: View) -> Part:
    every = view.get("columns") != "all"
    return Part("All columns" if every else "Fewer columns", view.href(columns="all" if every else ""))


def _counted(found: Sequence[int], rows: Sequence[Any], declared: Answer, chosen: dict[str, str]) -> str:
    if not rows:
        empty = getattr(rows, "empty", "") or declared.empty
        return f"None: {empty[:1].lower()}{empty[1:]}"
    if len(found) < len(rows):
        asked = "".join(f", {head(name).text} {value}" for name, value in chosen.items())
        return f"{len(found)} of {count(len(rows), 'row')}{asked}."
    return f"{count(len(rows), 'row')}."


def _title(declared: Answer) -> str:
    return declared.title or _plain_title(declared)


def _plain_title(declared: Answer) -> str:
    return declared.name.replace("-", " ").capitalize()


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '?', '!')) else '.'}"
