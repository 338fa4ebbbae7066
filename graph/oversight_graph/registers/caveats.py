"""What a grade of coverage rests on that is not certain."""

from typing import NamedTuple

from oversight_graph.model.codes import strongest
from oversight_graph.registers.covers import Named
from oversight_graph.registers.states import State


class Meeting(NamedTuple):
    """A meeting that dealt with a row: how it is written, its IRI, that of the body that met, citation and doubt."""

    label: str
    iri: str
    body: str
    evidence: str
    doubt: str


def caveats(grade: int, named: list[Named], states: dict[str, State], met: dict[str, set[Meeting]]) -> str:
    """Say what a grade rests on that is not certain.

    Parameters
    ----------
    named : list of Named
        What covers the row.
    met : dict of str to set of Meeting
        Of the bodies that cover it, by IRI.

    Returns
    -------
    str
        A sentence without a full stop; empty if the grade has one ground that is certain.
    """
    bodies = [mechanism for mechanism in named if mechanism.is_body and mechanism.by]

    # The bodies that give the grade: of several, one that is certain is enough.
    def gives(iri: str) -> bool:
        if grade < 4:
            return grade == 3
        return bool(states[iri].live if grade == 4 else states[iri].open and (grade == 5 or met[iri]))

    if grade == 2:
        grounds = [mechanism for mechanism in named if not mechanism.is_body]
    else:
        grounds = [body for body in bodies if gives(body.by or "")]
    if not grounds:
        return ""
    found = []
    sure = [ground for ground in grounds if not ground.doubt]
    if not sure:
        names = " or ".join(dict.fromkeys(mechanism.name for mechanism in grounds))
        found.append(f"reading the cell as {names} is {strongest(ground.doubt for ground in grounds)}")
    those = {each.by for each in sure or grounds if each.by in states}
    if grade >= 4 and all(states[iri].basis == "listed" for iri in those if iri):
        found.append(f"that {'any of these meets' if len(those) > 1 else 'it meets'} is shown by a list of bodies only")
    if grade >= 5 and all("yes" not in (states[iri].published, states[iri].public) for iri in those if iri):
        found.append("openness is shown by a mark only that the key of the list does not explain")
    if grade == 6 and all(meeting.doubt for iri in those if iri for meeting in met[iri]):
        doubt = strongest(meeting.doubt for iri in those if iri for meeting in met[iri])
        found.append(f"that a meeting dealt with it is {doubt}")
    text = "; ".join(found)
    return text[:1].upper() + text[1:]
