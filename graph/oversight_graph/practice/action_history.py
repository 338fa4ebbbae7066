"""Where an action came from and where it went, as the papers tell; `practice.followup` says what it means."""

from dataclasses import dataclass, field
from typing import NamedTuple

from oversight_graph.store.store import Store
from oversight_graph.store.views import ask


class ShownDate(NamedTuple):
    """A day by which something certainly was so, and its date as far as it is known."""

    day: str
    shown: str


@dataclass(slots=True)
class Trace:
    """The path of one action.

    Attributes
    ----------
    items, meetings : set of str
        The item from which the action came and the meeting in whose notes it stands.
    bodies : dict of str to str
        Names of the bodies that met.
    raised : ShownDate or None
        When that meeting was.
    origin : ShownDate or None
        When the meeting was from which the action was brought forward.
    before : str or None
        The earlier action from which it was brought forward, if there is a record of it; whether or not that was done.
    put_off : ShownDate or None
        The meeting to which it was put off.
    owners : set of str
        Posts.
    """

    items: set[str] = field(default_factory=set)
    meetings: set[str] = field(default_factory=set)
    bodies: dict[str, str] = field(default_factory=dict)
    raised: ShownDate | None = None
    origin: ShownDate | None = None
    origin_label: str = ""
    before: str | None = None
    put_off: ShownDate | None = None
    owners: set[str] = field(default_factory=set)

    @property
    def asked(self) -> ShownDate | None:
        """When it was asked for, as far as this record tells."""
        return self.origin or self.raised


def traces(store: Store) -> dict[str, Trace]:
    """Return the path of each action, whatever the date.

    Returns
    -------
    dict of str to Trace
        Keyed by the action's IRI.
    """
    found: dict[str, Trace] = {}
    for row in ask(store, "action_life"):
        (action, item, meeting, _, on, edtf, body, body_name, source, source_meeting, source_label, source_on,
         source_edtf, _, later_on, later_edtf, owner) = row  # fmt: skip
        if not action:
            continue
        trace = found.setdefault(action, Trace())
        trace.items.update([item] if item else [])
        trace.meetings.update([meeting] if meeting else [])
        trace.owners.update([owner] if owner else [])
        trace.bodies.update({body: body_name or body} if body else {})
        trace.raised = _first(trace.raised, on, edtf)
        if source_on:
            trace.origin = _first(trace.origin, source_on, source_edtf)
            trace.origin_label = source_label or ""
        if source and source not in (source_meeting, action):
            trace.before = source
        trace.put_off = _last(trace.put_off, later_on, later_edtf)
    for trace in found.values():
        # An item from which something was brought forward is no action.
        trace.before = trace.before if trace.before in found else None
    return found


def first_asked(paths: dict[str, Trace], action: str) -> ShownDate | None:
    """Return when an action was first asked for, through all the records that came before this one."""
    seen: set[str] = set()
    while action not in seen:
        seen.add(action)
        action = paths[action].before or action
    return paths[action].asked


def _first(old: ShownDate | None, on: str | None, edtf: str | None) -> ShownDate | None:
    return min((date for date in (old, ShownDate(on, edtf or on) if on else None) if date), default=None)


def _last(old: ShownDate | None, on: str | None, edtf: str | None) -> ShownDate | None:
    return max((date for date in (old, ShownDate(on, edtf or on) if on else None) if date), default=None)
