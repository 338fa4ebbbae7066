"""Pages along time: the history of each action with the meetings that could have dealt with it, bodies and posts."""

from collections import defaultdict

from oversight_graph.registers.actions import action_states
from oversight_graph.report.content.gather import Answers
from oversight_graph.report.content.relations import Relations
from oversight_graph.report.html.cells import Builder
from oversight_graph.report.html.parts import Block, Page
from oversight_graph.report.html.timelines import Lane, Mark, key, lanes
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask

_MET = (("noted", "meeting, its notes loaded"), ("held", "meeting, its notes not loaded"), ("band", "a loaded paper"))
_LIVES = (("asked", "asked for"), ("due", "due"), ("ended", "answered or discharged"), ("late", "overdue"),
          ("waiting", "no end recorded"), *_MET)  # fmt: skip
_STANDING = (
    ("seen", "shown by a paper"),
    ("due", "under review or not meeting"),
    ("ended", "ended"),
    ("passed", "replaced, or something passed on"),
    *_MET,
)


def action_lives(build: Builder, answers: Answers, relations: Relations) -> Block:
    """Return a line for each action, from the asking to its end or to the date, overdue first."""
    follow = {row.iri: row for row in answers.follow_up}
    order = action_states()
    rows = []
    for row in sorted(answers.actions, key=lambda action: (order.index(action.status), action.raised)):
        start = (follow[row.iri].asked if row.iri in follow else "") or row.raised
        if not start:
            continue
        end = row.settled_on if row.settled and row.settled_on else answers.day
        forums = {other for words, those in relations.of(row.iri) if words == "Asked for by" for other in those}
        met = [
            meeting
            for meeting in relations.meetings.values()
            if forums & meeting.bodies.keys() and start < meeting.day <= end
        ]
        marks = [Mark(start, "asked", f"asked for on {start}")]
        marks += [
            Mark(each.day, "noted", f"met on {each.day}, notes loaded")
            if each.noted
            else Mark(each.day, "held", f"met on {each.day}, notes not loaded")
            for each in met
        ]
        if row.due:
            marks.append(Mark(row.due, "due", f"due {row.due}"))
        if row.settled and row.settled_on:
            marks.append(Mark(end, "ended", f"{row.status} on {row.settled_on}"))
        look = "late" if row.status == "overdue" else "settled" if row.settled else "waiting"
        title = f"{row.text}: {row.status}. {follow[row.iri].meaning if row.iri in follow else ''}"
        rows.append(Lane(row.text, build.links.path(row.iri) or "", title, start, end, look, tuple(marks)))
    return Block(
        "Lives of the actions",
        "lives",
        ("A line with long ticks and no end was met with silence; one without ticks, with no paper.",),
        svg=key(_LIVES) + lanes("Lives of the actions", rows, _papers(answers)),
    )


def time_page(build: Builder, answers: Answers, store: Store, relations: Relations) -> Page:
    """Return bodies by what papers show of them and when, and posts with who was seen in them."""
    signs: dict[str, list[Mark]] = defaultdict(list)
    for record in ask(store, "body_states"):
        body, state, since, edtf, until, basis = record[:6]
        if body and since and since <= answers.day:
            word = (state or "").rpartition("/")[2].replace("-", " ") if basis == "stated" else basis or ""
            look = "ended" if word == "ended" else "due" if word in ("under review", "not meeting") else "seen"
            signs[body].append(Mark(since, look, f"{word} {edtf or since}{f' until {until}' if until else ''}"))
    for old, _, name, function, day, edtf, _ in ask(store, "successors"):
        if old and day and day <= answers.day:
            said = f"{function}: passed on to {name}" if function else f"replaced by {name}"
            signs[old].append(Mark(day, "passed", f"{said}, {edtf or day}"))
    for meeting in relations.meetings.values():
        for body in meeting.bodies:
            look = "noted" if meeting.noted else "held"
            signs[body].append(Mark(meeting.day, look, f"met on {meeting.day}"))
    every = sorted([*answers.bodies, *answers.former], key=lambda row: (-len(signs[row.iri]), row.name.casefold()))
    bodies = []
    for row in every:
        marks = sorted(set(signs[row.iri]), key=lambda mark: (mark.day, mark.look, mark.title))
        if marks:
            look = "late" if row.status in ("under review", "not meeting") else "settled"
            end = (row.until or marks[-1].day) if row.status == "ended" else row.last_shown or marks[-1].day
            start = min(marks[0].day, end)
            title = f"{row.name}: {row.status}"
            bodies.append(Lane(row.name, build.links.path(row.iri) or "", title, start, end, look, tuple(marks)))
    table = ask(store, "tenures")
    at = {name: table.columns.index(name) for name in ("person", "person_name", "post", "post_name", "seen", "since")}
    seen: dict[str, set[tuple[str, str]]] = defaultdict(set)
    names: dict[str, str] = {}
    for tenure in table:
        day = tenure[at["seen"]] or tenure[at["since"]] or ""
        if tenure[at["post"]] and day and day <= answers.day:
            names[tenure[at["post"]] or ""] = tenure[at["post_name"]] or ""
            seen[tenure[at["post"]] or ""].add((day, tenure[at["person_name"]] or ""))
    posts = []
    for post, those in sorted(seen.items(), key=lambda each: (-len(each[1]), names[each[0]].casefold())):
        held = sorted(those)
        said = ", ".join(dict.fromkeys(name for _, name in held))
        marks = [Mark(day, "seen", f"{name}, seen {day}") for day, name in held]
        label = f"{names[post]}: {said}"
        posts.append(Lane(label, build.links.path(post) or "", label, held[0][0], held[-1][0], "settled", tuple(marks)))
    blocks = []
    undated = len(every) - len(bodies)
    for name, anchor, rows, said in (
        ("Bodies", "bodies", bodies, f"Of {undated} more no paper tells a day." if undated else ""),
        ("Posts and who was seen in them", "posts", posts, ""),
    ):
        if rows:
            drawn = key(_STANDING) + lanes(name, rows, _papers(answers))
            blocks.append(Block(f"{name} ({len(rows)})", anchor, tuple(filter(None, (said,))), svg=drawn))
    return Page(
        "time.html",
        "Over time",
        kind="wide",
        blocks=tuple(blocks),
        notes=("Between two signs nothing is known: a line says from when to when papers show a thing, not more.",),
    )


def _papers(answers: Answers) -> list[tuple[str, str]]:
    at = answers.papers.columns.index("day")
    name = answers.papers.columns.index("title") if "title" in answers.papers.columns else 0
    found = {(row[at] or "", row[name] or "") for row in answers.papers}
    return sorted(each for each in found if each[0] and each[0] <= answers.day)
