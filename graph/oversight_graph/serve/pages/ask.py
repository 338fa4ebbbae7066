"""The catalogue of questions as forms: parameters with suggestions, the answer with citations, its SPARQL."""

from functools import cache
from typing import TYPE_CHECKING

from oversight_graph.ask import catalogue, days
from oversight_graph.errors import UsageError
from oversight_graph.registry.asked import nothing
from oversight_graph.report.html.cells import count
from oversight_graph.report.html.parts import Block, Page, Part
from oversight_graph.report.pages.tables import plain
from oversight_graph.serve.messages import Reply
from oversight_graph.serve.pages import narrow
from oversight_graph.serve.pages.forms import rows_reply
from oversight_graph.serve.pages.frame import Field, Form
from oversight_graph.serve.pages.suggest import suggested
from oversight_graph.serve.pages.view import View

if TYPE_CHECKING:
    from oversight_graph.ask.catalogue import Question
    from oversight_graph.output.tables import Record
    from oversight_graph.serve.pages.context import SiteContext

_DATE, _OPEN = "asOf", "UNDEF"


_question = cache(catalogue.question)


def index(site: "SiteContext", view: View) -> Reply:
    """Return the questions, group by group, those with certain words if that is asked for."""
    dated_graph = site.at_date(view)
    words = view.get("q").casefold().split()
    plans = days.planned(site.graph.store)
    asked = [each for each in map(_question, catalogue.names()) if plans or not each.of_plans]
    found = [
        each for each in asked if all(word in f"{each.question} {each.name} {each.group}".casefold() for word in words)
    ]
    blocks = tuple(
        Block(group.replace("-", " ").capitalize(), group, points=tuple(_point(each) for each in those))
        for group in catalogue.GROUPS
        if (those := [each for each in found if each.group == group])
    )
    form = Form("/ask", (narrow.by_words(view, "Only questions with"),), kept=narrow.kept(view))
    lead = ("Each is answered from the loaded papers, with the places that say so and the SPARQL that asks.",)
    page = Page("/ask", f"Questions: {len(found)}", lead=lead, blocks=blocks)
    return site.show(page, view, dated_graph, at="/ask", form=form)


def _point(question: "Question") -> tuple[Part, ...]:
    takes = [name for name, _ in question.defaults if name != _DATE]
    return (Part(question.question, f"/ask/{question.name}"), Part(f" ({', '.join(takes)})" if takes else ""))


def question_page(site: "SiteContext", view: View, name: str) -> Reply:
    """Return a question with its answer, as a page or a file.

    Raises
    ------
    NotFoundError
        If there is no such question, or no such thing as is asked about.
    QueryError, UsageError
        If a value does not fit.
    """
    question = _question(name)
    dated_graph = site.at_date(view)
    values: dict[str, str] = {key: view.get(key) for key, _ in question.defaults if view.get(key)}
    if _DATE in dict(question.defaults):
        values[_DATE] = view.get("as_of") or dated_graph.day
    absent = [key for key in site.graph.absent(name) if key not in values]
    lead, blocks, table = [], [], None
    records: list[Record] = []
    found: list[int] = []
    if absent:
        lead.append(f"Say of which {' and which '.join(absent)}: that of the example is not in this data.")
    else:
        table = site.graph.query(name, **values)
        records = [dict(zip(table.columns, row, strict=True)) for row in table]
        _, found = narrow.narrowed(records, table.columns, view)
        if not records:
            lead.append(nothing(site.graph.store, question, values.get(_DATE)))
        whole = count(len(records), "row")
        if records:
            lead.append(f"{whole}." if len(found) == len(records) else f"{len(found)} of {whole}.")
    if view.form != "html":
        if table is None:
            raise UsageError(lead[0])
        return rows_reply([records[at] for at in found], table.columns, view.form, name)
    first = narrow.part(view, len(found))
    if table and found:
        shown = [table.rows[at] for at in found[first : first + narrow.PART]]
        grid = plain(dated_graph.build, table.columns, shown, f"/ask/{name}.csv", question.question)
        blocks.append(Block(grid=narrow.sortable(grid, table.columns, view, first, len(found))))
    if question.columns:
        columns = tuple((Part(f"{column.replace('_', ' ')}: {meaning}"),) for column, meaning in question.columns)
        blocks.append(Block("Columns", "columns", points=columns))
    text = question.sparql(catalogue.read_values(site.graph.store, question, values))
    page = Page(f"/ask/{name}", question.question, kind="question", lead=tuple(lead), blocks=tuple(blocks))
    return site.show(
        page, view, dated_graph, at="/ask", form=_form(site, question, view, records),
        ways=narrow.ways(view, first, len(found)), sparql=text,
    )  # fmt: skip


def _form(site: "SiteContext", question: "Question", view: View, records: "list[Record]") -> Form | None:
    meanings = dict(question.parameters)
    made = [
        _field(site, question, key, default, meanings.get(key, ""), view.get(key))
        for key, default in question.defaults
        if key != _DATE
    ]
    by_column: tuple[Field, ...] = ()
    if len(records) > 1:
        made.append(narrow.by_words(view))
        by_column = narrow.filters(records, list(records[0]), view)
    return Form(f"/ask/{question.name}", tuple(made), by_column, narrow.kept(view), "Ask") if made else None


def _field(site: "SiteContext", question: "Question", key: str, default: str, meaning: str, value: str) -> Field:
    takes = dict(question.takes).get(key, ())
    if question.asks_for_a_thing(key):
        like = site.links.things.get(default.strip("<>"))
        meaning = f"{meaning.removeprefix('IRI of ')}: reference, name or IRI"
        hint = like.title if like else "any" if default == _OPEN else ""
        return Field(key, key, "text", value, meaning, hint, suggested(site.links, *takes))
    if default.endswith(("date", "#date>")):
        return Field(key, key, "date", value or default.split('"')[1], meaning)
    bare = default.strip('"')
    kind = "number" if bare.lstrip("-").isdecimal() else "text"
    return Field(key, key, kind, value or bare, meaning, "", tuple((word, word) for word in takes))
