"""What the page of a thing says first, in lines for people; what the papers state word by word comes after it."""

from collections.abc import Iterable, Sequence

from oversight_graph.model.dates import on_date
from oversight_graph.network.projection import LINKS
from oversight_graph.registers.gaps import explained
from oversight_graph.registers.states import UNKNOWN
from oversight_graph.report.content.gather import Answers
from oversight_graph.report.content.relations import Held, Relations
from oversight_graph.report.html.cells import Builder, count, grade_cell
from oversight_graph.report.html.parts import Part
from oversight_graph.report.html.paths import Thing
from oversight_graph.report.pages.matrix import Answerable

Line = tuple[Part, ...]
_FEW = 12
_WATCHES, _CHAIRED = LINKS["oversees"].of_source, LINKS["chairs"].of_target
# What of a meeting is told, and under which words.
_PARTS = (("AgendaItem", "Dealt with"), ("Question", "Asked"), ("Decision", "Decided"), ("Action", "Asked for"))


class Summaries:
    """Makes the first lines of the pages of things."""

    def __init__(self, build: Builder, answers: Answers, answerable: list[Answerable], relations: Relations) -> None:
        self.build, self.answers, self.relations = build, answers, relations
        self.grades = {row.iri: row for row in [*answers.coverage, *answers.activities]}
        self.bodies = {row.iri: row for row in [*answers.bodies, *answers.former]}
        self.actions = {row.iri: row for row in answers.actions}
        self.lives = {row.iri: row for row in answers.follow_up}
        self.raci = {row.iri: row for row in answerable}

    def of(self, thing: Thing) -> list[Line]:
        """Return the lines that say in short what a thing is about."""
        iri = thing.iri
        lines = [*self._graded(iri), *self._body(iri), *self._action(iri), *self._meeting(iri), *self._holding(iri)]
        if iri not in self.grades and iri not in self.actions:
            lines += self._relations(iri)
        return lines

    def named(self, lead: str, names: Iterable[str], iris: Iterable[str] = ()) -> list[Line]:
        """Return a line with names that lead to the pages of what their IRIs say; none if there are no names."""
        parts = self.build.names(tuple(names), tuple(iris)).parts
        between = [piece for part in parts for piece in (Part("; "), part)]
        return [(Part(f"{lead}: "), *between[1:])] if parts else []

    def _rests(self, evidence: Sequence[str]) -> list[Line]:
        return [(Part("Rests on: "), *self.build.cites(evidence, None).parts)] if evidence else []

    def _graded(self, iri: str) -> list[Line]:
        lines: list[Line] = []
        if row := self.grades.get(iri):
            lines.append((*grade_cell(row).parts, Part(f" {explained(row)}")))
            lines += self.named("Objective", [row.objective] if row.objective else [])
            lines += self.named("Bodies", row.covering.values(), row.covering)
            lines += self.named("Processes named", row.processes, row.processes_iri)
            lines += self.named("Of these not shown meeting", row.not_live, row.not_live_iri)
            lines += self.named("In other columns, not counted", row.told_elsewhere, row.told_elsewhere_iri)
        if raci := self.raci.get(iri):
            lines += self.named("Accountable", raci.accountable, raci.accountable_iri)
            lines += self.named("Responsible", raci.responsible, raci.responsible_iri)
            if raci.flag:
                lines.append((Part(f"Flagged: {raci.flag}.", "accountability.html#raci-flagged"),))
        return [*lines, *self._rests(row.evidence)] if row else lines

    def _body(self, iri: str) -> list[Line]:
        body = self.bodies.get(iri)
        if not body:
            return []
        since = (
            f" {'since' if self.relations.states.get(iri, UNKNOWN).dated else 'by'} {body.since}" if body.since else ""
        )
        last = f"; last shown {body.last_shown}" if body.last_shown else ""
        meets = f"Meets: {body.frequency}. Notes published: {body.notes_published}. Open to the public: {body.public}."
        return [
            (Part(f"Status at {self.answers.day}: {body.status}{since}{last}."),),
            (Part(meets),),
            *self.named("Also called", body.aliases),
            *self.named(_CHAIRED, body.chair, body.chair_iri),
            *self.named(_WATCHES, body.oversees, body.oversees_iri),
            *self._met([meeting for meeting in self.relations.meetings.values() if iri in meeting.bodies]),
            *self._rests(body.evidence),
        ]

    def _met(self, meetings: Sequence[Held]) -> list[Line]:
        noted = sum(meeting.noted for meeting in meetings)
        shown = meetings[-_FEW:]
        return self.named(
            f"{count(len(meetings), 'meeting')} up to the date, the notes of {noted or 'none'} are loaded",
            [f"{each.day}{'' if each.noted else ' (no notes)'}" for each in shown],
            [each.iri for each in shown],
        )

    def _action(self, iri: str) -> list[Line]:
        lines: list[Line] = []
        if action := self.actions.get(iri):
            lines.append((Part(f"State at {self.answers.day}: {action.status}."),))
            lines += self.named("Owner", action.owner, action.owner_iri)
            lines += self.named("Owner as printed", filter(None, [action.owner_as_stated]))
            lines += self.named("Due", [action.due_as_stated or action.due or "not given"])
        if life := self.lives.get(iri):
            lines.append((Part(life.meaning),))
            lines += [(Part(step),) for step in life.life]
            lines += self._rests(life.evidence)
        return lines

    def _meeting(self, iri: str) -> list[Line]:
        meeting = self.relations.meetings.get(iri)
        if not meeting:
            return []
        lines = self.named(f"Held {on_date(meeting.day)} by", meeting.bodies.values(), meeting.bodies)
        lines += [(Part("Its notes are loaded." if meeting.noted else "Its notes are not loaded."),)]
        for presence, those in meeting.listed.items():
            lines += self.named(presence.capitalize(), [name for _, name in those], [person for person, _ in those])
        for kind, words in _PARTS:
            items = [part for part in meeting.parts.get(kind, ()) if part[2] != "deferred"]
            lines += self.named(f"{words} ({len(items)})", [each[1] for each in items], [each[0] for each in items])
        later = [part for part in meeting.parts.get("AgendaItem", ()) if part[2] == "deferred"]
        return [*lines, *self.named("Carried on to a later meeting", [o[1] for o in later], [o[0] for o in later])]

    def _holding(self, iri: str) -> list[Line]:
        holders = self.relations.holders.get(iri, ())
        posts = self.relations.posts.get(iri, [])
        lines = self.named(
            "Last seen in it",
            [f"{holder.name} ({holder.last_seen})" for holder in holders],
            [holder.iri for holder in holders],
        )
        lines += self.named("Post", [said for _, said in posts], [post for post, _ in posts])
        owners = {iri, *(post for post, _ in posts)}
        due = [row for row in self.answers.actions if owners & {*row.owner_iri} and not row.settled]
        lines += self.named(f"Acts due ({len(due)})", [f"{r.text} ({r.status})" for r in due], [r.iri for r in due])
        for words, meetings in (("At", self.relations.attended), ("Sent apologies to", self.relations.missed)):
            days = {each: self.relations.meetings[each].day for each in meetings.get(iri, ())}
            lines += self.named(f"{words} {count(len(days), 'meeting')}", days.values(), days)
        return lines

    def _relations(self, iri: str) -> list[Line]:
        lines: list[Line] = []
        body = self.bodies.get(iri)
        # The register says what a body watches over, and who was last shown in the chair.
        said = {_WATCHES, _CHAIRED} if body and body.chair else {_WATCHES} if body else set()
        for words, those in self.relations.of(iri):
            if words in said:
                continue
            shown = those[:_FEW]
            more = [f"and {len(those) - _FEW} more"] if len(those) > _FEW else []
            lines += self.named(words, [*map(self.relations.name, shown), *more], [*shown, *("" for _ in more)])
        return lines
