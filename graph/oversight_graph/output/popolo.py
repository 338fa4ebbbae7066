"""People, organisations, posts, memberships and meetings as Popolo JSON, for civic software.

Popolo (popoloproject.com) has no commitments and no oversight. Of what it has, nothing is left out: each person,
organisation, unit, body, post, tenure, seat and meeting of the data is one object, under its own IRI. What Popolo has
no field for, such as the day on which somebody was seen in a post, stands in the note of the source that tells it. An
organisation has one parent there; where it is part of several, it is a member of each of the others. Dates are given
as far as they are known: a year, a month or a day.
"""

import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from oversight_graph.evidence.citations import short
from oversight_graph.model.vocabulary import CONCEPT, local_name
from oversight_graph.registers.states import states_at
from oversight_graph.store.views import ask, kinds

if TYPE_CHECKING:
    from oversight_graph.graph import OversightGraph

# A date as Popolo writes it: a year, a month or a day.
_DATE = re.compile(r"\d{4}(-\d\d){0,2}")
# Signs of EDTF for a date that is uncertain, approximate or both.
_DOUBT = re.compile(r"[?~%]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")

Thing = dict[str, Any]


def to_popolo(graph: "OversightGraph", day: str) -> bytes:
    """Return people, organisations, posts, memberships and events as Popolo JSON.

    Parameters
    ----------
    day : str
        ISO date at which a body that had ended by then gets its date of dissolution. Memberships and meetings of every
        date are given, with the dates that the papers give.

    Returns
    -------
    bytes
        One JSON object with ``persons``, ``organizations``, ``posts``, ``memberships`` and ``events``, each sorted by
        ``id``. Every id that an object names is that of an object in the same file.
    """
    organizations = _organizations(graph, day)
    persons = _persons(graph)
    posts = _posts(graph, organizations)
    memberships = _memberships(graph, persons, posts, organizations) | _parts(graph, organizations)
    events = _events(graph, persons, organizations)
    document = {
        name: [_filled(things[key]) for key in sorted(things)]
        for name, things in (
            ("persons", persons),
            ("organizations", organizations),
            ("posts", posts),
            ("memberships", memberships),
            ("events", events),
        )
    }
    return (json.dumps(_clean(document), ensure_ascii=False, indent=1) + "\n").encode()


def _persons(graph: "OversightGraph") -> dict[str, Thing]:
    found: dict[str, Thing] = {}
    for iri, name, other in ask(graph.store, "popolo_people"):
        if iri:
            person = found.setdefault(iri, {"id": iri, "name": name, "other_names": []})
            _add(person["other_names"], {"name": other} if other and other != person["name"] else None)
    return found


def _organizations(graph: "OversightGraph", day: str) -> dict[str, Thing]:
    found: dict[str, Thing] = {}
    words = kinds(graph.store)
    for iri, name, cls, kind, other, above, purpose, evidence in ask(graph.store, "popolo_organizations"):
        if not iri:
            continue
        word = words[cls].word if cls and cls in words else ""
        organization = found.setdefault(
            iri,
            {"id": iri, "name": name, "classification": kind or word, "abstract": purpose, "parent_id": above,
             "other_names": [], "sources": []},
        )  # fmt: skip
        _add(organization["other_names"], {"name": other} if other and other != organization["name"] else None)
        _add(organization["sources"], _source(evidence))
    states = states_at(graph.store, day)
    for body in graph.bodies(day, everything=True):
        organization = found.setdefault(body.iri, {"id": body.iri, "name": body.name, "other_names": [], "sources": []})
        for alias in body.aliases:
            _add(organization["other_names"], {"name": alias} if alias != organization["name"] else None)
        for evidence in body.evidence:
            _add(organization["sources"], _source(evidence))
        # Of an end that no paper dates it is known by when it had come, and no more.
        if body.status == "ended" and states[body.iri].dated:
            organization["dissolution_date"] = _date(body.since)
    for each in list(found.values()):
        above = each.get("parent_id")
        if above:
            _mentioned(found, above)
    return found


def _parts(graph: "OversightGraph", organizations: dict[str, Thing]) -> dict[str, Thing]:
    """Return as memberships that an organisation is part of others than the parent that Popolo has room for."""
    found: dict[str, Thing] = {}
    for row in ask(graph.store, "popolo_organizations"):
        iri, name, _, _, _, above, _, evidence = row
        if not iri or not above or above == organizations[iri].get("parent_id"):
            continue
        part = found.setdefault(
            key := f"{iri}.part-of-{local_name(above)}",
            {"id": key, "member": {"id": iri, "name": name}, "organization_id": above, "role": "part", "sources": []},
        )
        _add(part["sources"], _source(evidence))
        _mentioned(organizations, above)
    return found


def _posts(graph: "OversightGraph", organizations: dict[str, Thing]) -> dict[str, Thing]:
    found: dict[str, Thing] = {}
    for iri, name, other, organization, organization_name in ask(graph.store, "popolo_posts"):
        if not iri:
            continue
        post = found.setdefault(iri, {"id": iri, "label": name, "other_label": [], "organization_id": organization})
        _add(post["other_label"], other if other != name else None)
        if organization:
            _mentioned(organizations, organization, organization_name)
    return found


def _memberships(
    graph: "OversightGraph",
    persons: dict[str, Thing],
    posts: dict[str, Thing],
    organizations: dict[str, Thing],
) -> dict[str, Thing]:
    found: dict[str, Thing] = {}
    for seat in ask(graph.store, "popolo_memberships").records():
        iri, member, post = seat["membership"], seat["member"], seat["post"]
        if not iri:
            continue
        membership = found.setdefault(iri, {"id": iri, "sources": []})
        membership["role"] = seat["role"]
        membership["start_date"], membership["end_date"] = _date(seat["since"]), _date(seat["until"])
        membership["organization_id"] = seat["organization"]
        if seat["organization"]:
            _mentioned(organizations, seat["organization"])
        if post:
            membership["post_id"] = post
            posts.setdefault(post, {"id": post, "label": post})
        if member in persons:
            membership["person_id"] = member
        elif member:
            membership["member"] = {"id": member, "name": seat["member_name"]}
            _mentioned(organizations, member, seat["member_name"])
        if behalf := seat["behalf"]:
            # Popolo knows organisations only; a post stands for its own.
            behind = posts[behalf].get("organization_id") if behalf in posts else behalf
            membership["label"] = f"on behalf of {seat['behalf_name'] or behalf}"
            if behind:
                membership["on_behalf_of_id"] = behind
                _mentioned(organizations, behind, seat["behalf_name"])
        how = ": ".join(filter(None, (seat["held_as"], seat["capacity"])))
        notes = (f"seen on {seat['seen']}" if seat["seen"] else "", how, seat["certainty"], seat["edtf"])
        _add(membership["sources"], _source(seat["evidence"], filter(None, notes)))
    return found


def _events(graph: "OversightGraph", persons: dict[str, Thing], organizations: dict[str, Thing]) -> dict[str, Thing]:
    found: dict[str, Thing] = {}
    said: dict[str, list[str]] = {}
    for iri, label, day, edtf, body, body_name, outcome, place, evidence in ask(graph.store, "popolo_events"):
        if not iri:
            continue
        first, _, last = (edtf or day or "").partition("/")
        event = found.setdefault(
            iri,
            {"id": iri, "name": label or iri, "start_date": _date(first), "end_date": _date(last), "status": outcome,
             "location": place, "organization_id": body, "attendees": [], "sources": []},
        )  # fmt: skip
        notes = said.setdefault(iri, [])
        if body:
            _mentioned(organizations, body, body_name)
            _add(notes, f"With {body_name or body}." if body != event["organization_id"] else None)
        _add(notes, f"Dated {edtf}." if edtf and _date(first) != first else None)
        _add(event["sources"], _source(evidence))
    columns = ("meeting", "person", "person_name", "post_name", "capacity", "how", "presence", "evidence")
    for meeting, person, name, post, capacity, how, presence, evidence in ask(graph.store, "participations").of(
        *columns
    ):
        if not meeting or meeting not in found or not person:
            continue
        event = found[meeting]
        if not presence or how == CONCEPT + "presence/attended":
            persons.setdefault(person, {"id": person, "name": name})
            _add(event["attendees"], {"id": person, "name": persons[person]["name"]})
        else:
            _add(said[meeting], f"{presence.capitalize()}: {name}.")
        _add(event["sources"], _source(evidence, [f"{name} as {capacity or post}"] if capacity or post else []))
    for iri, notes in said.items():
        found[iri]["description"] = " ".join(notes)
    return found


def _mentioned(organizations: dict[str, Thing], iri: str, name: str | None = None) -> None:
    """Make an object of what another one names, if it has none."""
    organizations.setdefault(iri, {"id": iri, "name": name or iri})


def _date(text: str | None) -> str | None:
    """Return a date as Popolo writes it, without signs of doubt; None if it is not one."""
    plain = _DOUBT.sub("", text or "")
    return plain if _DATE.fullmatch(plain) else None


def _source(evidence: str | None, notes: Iterable[str] = ()) -> dict[str, str] | None:
    return {"url": evidence, "note": "; ".join([short(evidence), *notes])} if evidence else None


def _add(things: list[Any], thing: object) -> None:
    if thing and thing not in things:
        things.append(thing)


def _filled(thing: Thing) -> Thing:
    return {key: value for key, value in thing.items() if value not in (None, "", [])}


def _clean(value: Any) -> Any:
    """Return JSON without control characters, which some readers of it refuse."""
    if isinstance(value, str):
        return _CONTROL.sub("", value)
    if isinstance(value, list):
        return [_clean(each) for each in value]
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    return value
