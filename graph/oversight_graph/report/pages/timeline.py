"""Pages along time: the history of each action with the meetings that could have dealt with it, bodies and posts."""

from collections.abc import Callable, Sequence

from oversight_graph.drawing.lives import body_lanes, post_lanes
from oversight_graph.drawing.timelines import (
    MET,
    STANDING,
    Lane,
    Mark,
    axis,
    bands,
    days_of,
    key,
    lane_svg,
    signs,
    years,
)
from oversight_graph.model.dates import on_date
from oversight_graph.registers.actions import action_states
from oversight_graph.report.content.gather import Answers
from oversight_graph.report.content.relations import Relations
from oversight_graph.report.html.cells import Builder
from oversight_graph.report.html.charts import listed, picture
from oversight_graph.report.html.parts import Block, Page
from oversight_graph.report.html.paths import slug
from oversight_graph.store.store import Store

_LIVES = (("asked", "asked for"), ("due", "due"), ("ended", "answered, withdrawn or discharged"), ("late", "overdue"),
          ("waiting", "no end recorded"), *MET)  # fmt: skip


def action_lives(build: Builder, answers: Answers, relations: Relations) -> Block:
    """Return a line for each action, from the asking to its end or to the date, overdue first."""
    follow = {row.iri: row for row in answers.follow_up}
    order = action_states()
    rows = []
    for row in sorted(answers.actions, key=lambda action: (order.index(action.status), action.raised)):
        start = (follow[row.iri].asked if row.iri in follow else "") or row.raised
        if not start:
            continue
        settled = row.settled_day if row.settled else None
        end = settled or answers.day
        forums = {other for words, those in relations.of(row.iri) if words == "Asked for by" for other in those}
        met = [
            meeting
            for meeting in relations.meetings.values()
            if forums & meeting.bodies.keys() and start < meeting.day <= end
        ]
        marks = [Mark(start, "asked", f"asked for {on_date(start)}")]
        marks += [
            Mark(each.day, "noted", f"met {on_date(each.day)}, notes loaded")
            if each.noted
            else Mark(each.day, "held", f"met {on_date(each.day)}, notes not loaded")
            for each in met
        ]
        if row.due:
            marks.append(Mark(row.due, "due", f"due {row.due}"))
        if settled:
            marks.append(Mark(end, "ended", f"{row.status} {on_date(row.settled_on or settled)}"))
        look = "late" if row.status == "overdue" else "settled" if row.settled else "waiting"
        title = f"{row.text}: {row.status}. {follow[row.iri].meaning if row.iri in follow else ''}"
        rows.append(Lane(row.text, row.iri, title, start, end, look, tuple(marks)))
    return Block(
        "Lives of the actions",
        "lives",
        ("A line with long ticks and no end was met with silence; one without ticks, with no paper.",),
        svg=key(_LIVES) + lanes("Lives of the actions", rows, _papers(answers), build.links.path),
    )


def time_page(build: Builder, answers: Answers, store: Store) -> Page:
    """Return bodies by what papers show of them and when, and posts with who was seen in them."""
    every = [*answers.bodies, *answers.former]
    bodies, posts = body_lanes(store, answers.day, every), post_lanes(store, answers.day)
    blocks = []
    undated = len(every) - len(bodies)
    for name, anchor, rows, said in (
        ("Bodies", "bodies", bodies, f"Of {undated} more no paper tells a day." if undated else ""),
        ("Posts and who was seen in them", "posts", posts, ""),
    ):
        if rows:
            drawn = key(STANDING) + lanes(name, rows, _papers(answers), build.links.path)
            blocks.append(Block(f"{name} ({len(rows)})", anchor, tuple(filter(None, (said,))), svg=drawn))
    return Page(
        "time.html",
        "Over time",
        kind="wide",
        blocks=tuple(blocks),
        notes=("Between two signs nothing is known: a line says from when to when papers show a thing, not more.",),
    )


def _papers(answers: Answers) -> list[tuple[str, str]]:
    found = {(day or "", title or "") for day, title in answers.papers.of("day", "title")}
    return sorted(each for each in found if each[0] and each[0] <= answers.day)


def lanes(
    title: str, rows: Sequence[Lane], papers: Sequence[tuple[str, str]], path: Callable[[str], str | None]
) -> str:
    """Return lanes one below the other.

    Parameters
    ----------
    papers : sequence of (str, str)
        Day and name.
    path : callable
        Gives the page of a thing.
    """
    days = days_of(rows, papers)
    if not rows or not days:
        return ""
    x, ident = axis(days), slug(title)
    numbers, lines = years(days, x)
    behind = f'<defs><g id="{ident}-behind">{bands(papers, x)}{lines}</g>{signs(f"{ident}-")}</defs>{numbers}'
    drawn = [("", "", picture(behind, "years", look="along"))]
    for row in rows:
        lane = f'<use href="#{ident}-behind"/>{lane_svg(row, x, f"{ident}-")}'
        drawn.append((row.label, path(row.iri) or "", picture(lane, row.title, look="along")))
    return listed(title, drawn, "chart lanes")
