"""What papers show along time of bodies, and of posts with those who were seen in them: one lane for each."""

from collections import defaultdict
from collections.abc import Iterable

from oversight_graph.drawing.timelines import Lane, Mark
from oversight_graph.model.dates import on_date
from oversight_graph.registers.bodies import Body
from oversight_graph.registers.tenures import tenures
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask

_WAITING = ("under review", "not meeting")


def body_lanes(store: Store, day: str, bodies: Iterable[Body]) -> list[Lane]:
    """Return a lane for each body of which a paper up to the date tells a day: seen, met, ended, replaced and so on.

    Parameters
    ----------
    day : str
        ISO date.
    bodies : iterable of Body
        As at the date.
    """
    marks: dict[str, set[Mark]] = defaultdict(set)
    for body, state, since, edtf, until, basis, *_ in ask(store, "body_states"):
        # A meeting is drawn as such.
        if body and since and since <= day and basis != "met":
            word = (state or "").rpartition("/")[2].replace("-", " ") if basis == "stated" else basis or ""
            look = "ended" if word == "ended" else "due" if word in _WAITING else "seen"
            by = "by " if look == "ended" and not edtf else ""
            marks[body].add(Mark(since, look, f"{word} {by}{edtf or since}{f' until {until}' if until else ''}"))
    for old, _, name, function, when, edtf, _ in ask(store, "successors"):
        if old and when and when <= day:
            said = f"{function}: passed on to {name}" if function else f"replaced by {name}"
            marks[old].add(Mark(when, "passed", f"{said}, {edtf or when}"))
    met: dict[tuple[str, str], bool] = {}
    for body, held, edtf, announced, notes in ask(store, "meetings").of("body", "day", "edtf", "announced", "notes"):
        if body and held and held <= day and not announced:
            place = body, edtf or held
            met[place] = met.get(place, False) or bool(notes)
    for (body, when), noted in met.items():
        marks[body].add(Mark(when, "noted" if noted else "held", f"met {on_date(when)}"))
    rows = []
    for row in sorted(bodies, key=lambda row: (-len(marks[row.iri]), row.name.casefold())):
        if those := sorted(marks[row.iri], key=lambda mark: (mark.day, mark.look, mark.title)):
            end = (row.until or those[-1].day) if row.status == "ended" else row.last_shown or those[-1].day
            look = "late" if row.status in _WAITING else "settled"
            title = f"{row.name}: {row.status}"
            rows.append(Lane(row.name, row.iri, title, min(those[0].day, end), end, look, tuple(those)))
    return rows


def post_lanes(store: Store, day: str) -> list[Lane]:
    """Return a lane for each post with the days on which papers show somebody in it, come or gone, up to the date."""
    held: dict[str, set[tuple[str, str, str, str]]] = defaultdict(set)
    names: dict[str, str] = {}
    for tenure in tenures(store):
        if not tenure.iri:
            continue
        names[tenure.post_iri] = tenure.post
        held[tenure.post_iri] |= {(on, tenure.person, "seen", f"seen {on}") for on in tenure.term.seen if on <= day}
        for end, look, word in ((tenure.term.start, "seen", "since"), (tenure.term.end, "ended", "until")):
            if end and end.last <= day:
                held[tenure.post_iri].add((end.last, tenure.person, look, f"{word} {end.text}"))
    rows = []
    for post, those in sorted(held.items(), key=lambda each: (-len(each[1]), names[each[0]].casefold())):
        if marks := [Mark(on, look, f"{person}, {said}") for on, person, look, said in sorted(those)]:
            label = f"{names[post]}: {', '.join(dict.fromkeys(person for _, person, *_ in sorted(those)))}"
            rows.append(Lane(label, post, label, marks[0].day, marks[-1].day, "settled", tuple(marks)))
    return rows
