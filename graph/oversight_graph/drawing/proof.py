"""The proof of a verdict as a picture: from the promise on the left to the public on the right.

Each arrow ends at its own words in the box that it leads to: its verb, whether a paper states it, the citation and,
with the papers at hand, the passage. So no words stand on a line, and no line runs through a box.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from typing import NamedTuple, Protocol

from oversight_graph.drawing.labels import FONT, LINE, clean, width_of, wrap
from oversight_graph.drawing.layout import Box, by_barycentre
from oversight_graph.drawing.routes import Track, route
from oversight_graph.drawing.shapes import box_svg, line_svg, lines_svg, text_of, tile_svg, way_of, whole
from oversight_graph.drawing.styles import style_of
from oversight_graph.evidence.citations import paper_names, parse_fragment, short
from oversight_graph.registers.coverage import Coverage

PROMISE, POINTERS, BODIES, MEETINGS, UPWARD = range(5)
_WIDTH, _ALLEY, _PAD, _GAP, _EDGE = 184.0, 28.0, 8.0, 16.0, 8.0
_ROOM = _WIDTH - 2 * _PAD
_TITLES = ("Promise", "Points to", "Named as oversight", "Meetings in the period", "Up to the public")
_PASSAGE, _PASSAGES = 5, 2  # lines of a passage that are shown, and passages of an arrow; titles hold all of them
_SPACE = 4.0
_BOLD = 1.08  # how much wider a bold face is
_LONGEST = 1500
_LEAST, _WIDEST = 640.0, 1000.0  # width of a picture with a title, and of the title of a wide one
Links = Callable[[str], str | None]


class Passages(Protocol):
    """What gives the passage of a citation, such as `evidence.papers.Papers`."""

    def passage(self, evidence: str) -> str | None:
        """Return the cited words; None where there are none."""
        ...


class Step(NamedTuple):
    """One arrow of a proof.

    Attributes
    ----------
    source, target : str
        IRIs of the nodes, in the direction in which the verb is read: away from the promise.
    stated : bool
        Whether a paper states it, or it follows by a rule.
    certainty : str
        Empty if there is no doubt.
    """

    source: str
    target: str
    verb: str
    stated: bool
    certainty: str
    evidence: tuple[str, ...]


class Node(NamedTuple):
    """One box of a proof.

    Attributes
    ----------
    lane : int
        `PROMISE`, `POINTERS`, `BODIES`, `MEETINGS`; `UPWARD` and more on the way up to the public.
    kind : str
        Kind of node, see `network.projection`; ``meeting``.
    live : bool
        Whether a body is shown meeting at the date.
    facts : tuple of (str, tuple of str)
        What is said of it alone, with its citations.
    """

    iri: str
    lane: int
    kind: str
    label: str
    live: bool = False
    facts: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """What leads to the grade of a commitment or an activity.

    Attributes
    ----------
    row : Coverage
        The grade, and all that it rests on.
    reason : str
        Why it has this grade, in a sentence.
    nodes : tuple of Node
        The promise first.
    """

    row: Coverage
    day: str
    reason: str
    nodes: tuple[Node, ...]
    steps: tuple[Step, ...]

    @property
    def cited(self) -> set[str]:
        """All citations of its boxes and arrows."""
        facts = (each for node in self.nodes for _, evidence in node.facts for each in evidence)
        return {*facts, *(each for step in self.steps for each in step.evidence)}

    def _repr_html_(self) -> str:
        """Return the drawing, for a notebook."""
        return proof_svg(self)


class _Piece(NamedTuple):
    """A piece of a line of text: what it says, its class, the address that it leads to, and what the pointer shows."""

    text: str
    look: str = ""
    href: str = ""
    title: str = ""


@dataclass(slots=True)
class _Part:
    """Lines of a box that belong together: an arrow with its papers, or a fact."""

    step: Step | None
    lines: list[list[_Piece]] = field(default_factory=list)
    y: float = 0.0

    @property
    def height(self) -> float:
        return len(self.lines) * LINE + 5


@dataclass(slots=True)
class _Card:
    """A box with what leads to it."""

    node: Node
    head: tuple[str, ...]
    parts: list[_Part]
    x: float = 0.0
    y: float = 0.0

    @property
    def top(self) -> float:
        return len(self.head) * LINE + _PAD

    @property
    def height(self) -> float:
        return self.top + sum(part.height for part in self.parts) + 4


def proof_svg(proof: Proof, *, papers: Passages | None = None, links: Links | None = None, part: bool = False) -> str:
    """Draw the proof of a verdict.

    Parameters
    ----------
    proof : Proof
        As from `drawing.prover.proof_of`.
    papers : Passages, optional
        Gives the passages.
    links : callable, optional
        Returns the address of a thing, or of a citation, by its IRI; None where there is none.
    part : bool
        Leave out what a page says of itself, the verdict, and what its pictures share: `drawing.styles.rules` and
        `definitions`.

    Returns
    -------
    str
        An ``svg`` element, the same for the same proof.
    """
    cards = {node.iri: _card(proof, node, papers, links) for node in proof.nodes}
    lanes = _lanes(proof, cards)
    # Beside the last lane there is room for the arrows between its own boxes.
    width = max(2 * _EDGE + len(lanes) * (_WIDTH + _ALLEY) - _ALLEY + 6, 0 if part else _LEAST)
    title = f"{proof.row.ref} {proof.row.title}".strip()
    verdict = f"Grade {proof.row.grade}: {proof.row.called}, as at {proof.day}. {proof.reason}"
    if proof.row.lost:
        verdict = f"Not known, as at {proof.day}. {proof.reason}"
    room = min(width - 2 * _EDGE, _WIDEST) - 30
    named, said = wrap(title, room / _BOLD, 3), wrap(verdict, room, 8)
    top = 34.0 if part else 20 + (len(named) + len(said)) * LINE + 40
    height = _stand(lanes, top) + _EDGE
    style = style_of("commitment", proof.row.grade, lost=proof.row.lost)
    drawn = []
    if not part:
        drawn = [
            f'<g class="t {style}">{tile_svg(_EDGE, 10, 24, style, switched=False)}</g>',
            lines_svg(named, _EDGE + 30, 26, room, "name"),
            lines_svg(said, _EDGE + 30, 28 + len(named) * LINE, room),
        ]
    for number, lane in enumerate(lanes):
        x = _EDGE + number * (_WIDTH + _ALLEY)
        head = _TITLES[min(card.node.lane for card in lane)]
        drawn.append(
            f'<rect class="lane" x="{x:g}" y="{top - 26:g}" width="{_WIDTH:g}" height="{height - top + 20:g}"/>'
        )
        drawn.append(f'<text class="name mid" x="{x + _WIDTH / 2:g}" y="{top - 10:g}">{head}</text>')
    drawn += _arrows(cards, lanes)
    drawn += [_drawn(card, proof, style, links) for lane in lanes for card in lane]
    if not part:
        return whole(f"Proof of {title}", verdict, width, height, drawn)
    head = (
        f'<svg class="map" width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}" role="group" '
        f'aria-label="{escape(clean(f"Proof of {title}"))}">'
    )
    return "\n".join([head, *drawn, "</svg>"])


def _card(proof: Proof, node: Node, papers: Passages | None, links: Links | None) -> _Card:
    parts = []
    for step in proof.steps:
        if step.target == node.iri:
            sure = ("stated" if step.stated else "inferred") + (f", {step.certainty}" if step.certainty else "")
            said = [_Piece(step.verb, "name"), _Piece(f"({sure})", "" if step.stated else "said")]
            parts.append(_Part(step, [*_flowing(said), *_cited(step.evidence, papers, links, stated=step.stated)]))
    for text, evidence in node.facts:
        parts.append(_Part(None, [[_Piece(line)] for line in wrap(text, _ROOM, 4)]))
        parts[-1].lines += _cited(evidence, papers, links, stated=bool(evidence))
    return _Card(node, wrap(node.label, _ROOM / _BOLD, 5), parts)


def _cited(
    evidence: Iterable[str], papers: Passages | None, links: Links | None, *, stated: bool
) -> list[list[_Piece]]:
    """Return the citations, those of one paper together, and below them the first of their passages."""
    evidence = list(evidence)
    named = paper_names(cited.partition("#")[0] for cited in evidence)
    by_paper: dict[str, list[_Piece]] = defaultdict(list)
    passages = []
    for cited in sorted(evidence, key=lambda cited: parse_fragment(cited) or (cited, 0, 0)):
        parsed, place = parse_fragment(cited), short(cited).rpartition(", ")[2]
        paper = named[parsed[0]] if parsed else cited
        passage = (papers.passage(cited) if papers else None) or ""
        passages += [passage] if passage else []
        by_paper[paper].append(_Piece(place, "quiet", (links(cited) if links else None) or ""))
    if not by_paper:
        return [[_Piece("our own classification", "quiet")]] if stated else []
    found = []
    for paper, places in by_paper.items():
        first, *rest = places
        if rest:
            first = first._replace(text=first.text.replace("line ", "lines ", 1))
        places = [first, *(one._replace(text=one.text.removeprefix("lines ").removeprefix("line ")) for one in rest)]
        several = [place._replace(text=f"{place.text},") for place in places[:-1]]
        found += _flowing([*([_Piece(paper, "quiet")] if places[0].text != paper else []), *several, places[-1]])
    for passage in passages[:_PASSAGES]:
        lines = wrap(passage, _ROOM, _PASSAGE)
        found += [[_Piece(line, "quiet said", "", passage if line.endswith("…") else "")] for line in lines]
    if len(passages) > _PASSAGES:
        found.append([_Piece(f"more passages: {len(passages) - _PASSAGES}", "quiet", "", "\n".join(passages))])
    return found


def _flowing(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """Set pieces one after the other, in as many lines as they need."""
    found: list[list[_Piece]] = [[]]
    used = 0.0
    for piece in pieces:
        wider = _BOLD if piece.look == "name" else 1
        for number, text in enumerate(wrap(piece.text, _ROOM / wider, 4)):
            width = wider * width_of(text) + _SPACE
            if found[-1] and (number or used + width > _ROOM + _SPACE):
                found.append([])
                used = 0.0
            found[-1].append(piece._replace(text=text))
            used += width
    return found


def _lanes(proof: Proof, cards: dict[str, _Card]) -> list[list[_Card]]:
    """Return the cards lane by lane, each in the order in which its lines cross least; the way up is one lane."""
    before: dict[str, list[str]] = defaultdict(list)
    for step in proof.steps:
        before[step.target].append(step.source)
    lanes: list[list[_Card]] = []
    order: list[str] = []
    for lane in sorted({node.lane for node in proof.nodes}):
        here = by_barycentre([node.iri for node in proof.nodes if node.lane == lane], before, order)
        order += here
        if lane <= UPWARD or not lanes:
            lanes.append([])
        lanes[-1] += [cards[iri] for iri in here]
    return lanes


def _stand(lanes: Sequence[Sequence[_Card]], top: float) -> float:
    """Give each card and each of its parts a place, and return how far down they reach."""
    tallest = max(sum(card.height + _GAP for card in lane) for lane in lanes) - _GAP
    for number, lane in enumerate(lanes):
        high = sum(card.height + _GAP for card in lane) - _GAP
        y = top + (tallest - high) / 2 if number else top
        for card in lane:
            card.x, card.y = _EDGE + number * (_WIDTH + _ALLEY), y
            at = y + card.top
            for part in card.parts:
                part.y = at
                at += part.height
            y += card.height + _GAP
    return top + tallest


def _arrows(cards: dict[str, _Card], lanes: Sequence[Sequence[_Card]]) -> list[str]:
    tracks = [Track(lane[0].x, lane[0].x + _WIDTH, tuple((c.y, c.y + c.height) for c in lane)) for lane in lanes]
    at = {card.node.iri: number for number, lane in enumerate(lanes) for card in lane}
    drawn = []
    for card in cards.values():
        for part in card.parts:
            if part.step and part.step.source in cards:
                step, source = part.step, cards[part.step.source]
                y1, y2 = source.y + source.top / 2, part.y + LINE / 2
                via = route(tracks, at[step.source], y1, at[step.target], y2)
                way = way_of((source.x + _WIDTH / 2, y1, _WIDTH), (card.x + _WIDTH / 2, y2, _WIDTH), via)
                kind = "oversees" if part.step.verb.startswith("names") else "holds to account"
                drawn.append(line_svg(way, kind, stated=step.stated))
    return drawn


def _drawn(card: _Card, proof: Proof, style: str, links: Links | None) -> str:
    node = card.node
    look = style if node.iri == proof.row.iri else style_of(node.kind, None, live=node.live)
    if node.kind in ("commitment", "activity") and node.iri != proof.row.iri:
        look = "other"
    middle = card.x + _WIDTH / 2, card.y + card.height / 2
    outline = box_svg(Box("", *middle, _WIDTH, card.height, card.head), look)
    x, y = card.x + _PAD, card.y + _PAD / 2 + FONT
    head = lines_svg(card.head, x, y, _ROOM, "name")
    address = links(node.iri) if links else None
    parts = [outline, _linked(head, address or "")]
    if card.parts:
        rules = "".join(f"M{card.x:g} {part.y - 2:g}h{_WIDTH:g}" for part in card.parts)
        parts.append(f'<path class="rule" d="{rules}"/>')
    for part in card.parts:
        number = 0
        for same, several in groupby(part.lines, key=_plain):
            lines, y = list(several), part.y + FONT + number * LINE
            if same is None:
                parts += [_line(line, x, y + n * LINE) for n, line in enumerate(lines)]
            else:
                parts.append(lines_svg([line[0].text for line in lines], round(x), y, _ROOM, same))
            number += len(lines)
    return f'<g class="b {look}">{"".join(parts)}</g>'


def _plain(line: Sequence[_Piece]) -> str | None:
    """Return the look of a line of one piece that leads nowhere: such lines, one below the other, are one text."""
    return line[0].look if len(line) == 1 and not line[0].href and not line[0].title else None


def _line(line: Sequence[_Piece], x: float, y: float) -> str:
    drawn = []
    for (look, href, title), several in groupby(line, key=lambda piece: piece[1:]):
        words = " ".join(piece.text for piece in several)
        text = lines_svg([words], round(x), y, _EDGE * 2 + _ROOM if len(line) > 1 else _ROOM, look)
        if title:
            text = text.replace("</text>", f"<title>{text_of(title[:_LONGEST])}</title></text>")
        drawn.append(_linked(text, href))
        x += width_of(words) * (_BOLD if look == "name" else 1) + _SPACE
    return "".join(drawn)


def _linked(drawn: str, href: str) -> str:
    return f'<a href="{escape(href)}">{drawn}</a>' if href else drawn
