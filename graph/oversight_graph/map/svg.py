"""The pages of the map as SVG: one drawing, for the screen, for print and for a file of its own.

On screen all that can change with the date is there from the start: each box and line has its number, each text the
dates at which it holds, and the page only switches classes. In a file of its own stands what holds at one date.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from oversight_graph.drawing.labels import FONT, LINE, PAD, width_of, wrap
from oversight_graph.drawing.layout import BADGE, MARGIN, Box, Link, Page
from oversight_graph.drawing.shapes import (
    box_svg,
    line_svg,
    lines_svg,
    sign_svg,
    squeezed,
    text_of,
    tile_svg,
    way_of,
    whole,
)
from oversight_graph.drawing.styles import LINES, MEETING, OTHER_LINE, SIGNS, scale, sign_of, style_of
from oversight_graph.map.data import MapData
from oversight_graph.map.things import Thing

Key = list[tuple[str, list[tuple[str, str, str]]]]
_EDGE = 12
_WIDEST = 1100  # of a picture whose title is longer than its boxes are wide


def style_at(data: MapData, iri: str, day: str) -> str:
    """Return the class of a box at a date."""
    thing, moment = data.things[iri], data.moments[day]
    row, state = moment.rows.get(iri), moment.bodies.get(iri)
    grade = row.grade if row else None
    return style_of(thing.kind, grade, lost=bool(row and row.lost), live=bool(state and state.live))


def members_of(data: MapData, thing: Thing) -> list[str]:
    """Return the commitments that an objective or a group stands for."""
    return [iri for iri in thing.members if data.things[iri].kind == "commitment"]


def counts(data: MapData, thing: Thing, day: str) -> str | None:
    """Return how many of the commitments that something stands for name no body; None if it stands for none."""
    mine = members_of(data, thing)
    rows = [row for row in map(data.moments[day].rows.get, mine) if row]
    if not mine:
        return None
    if not rows:
        return "in no plan at this date"
    lost, bare = sum(row.lost for row in rows), sum(row.grade < 3 and not row.lost for row in rows)
    unknown = f"{lost} not known" if lost else ""
    if not bare:
        return unknown or ("a body named for each" if len(rows) > 1 else "a body named")
    return f"{bare} of {len(rows)} without a body" + (f", {unknown}" if unknown else "")


def caption(data: MapData, box: Box, day: str) -> tuple[str, ...]:
    """Return what stands below the label of a box at a date: who holds a post, or how an objective stands."""
    thing = data.things[box.id]
    text: str | None = None
    if thing.kind == "post" and box.id in data.moments[day].holders:
        text = data.moments[day].holders[box.id][0]
    elif thing.kind in ("objective", "group"):
        text = counts(data, thing, day)
    if not text:
        return ()
    free = max(round((box.height - box.below - PAD) / LINE) - len(box.lines), 1)
    return wrap(text, box.width - 2 * MARGIN, free)


def ranges(numbers: Iterable[int]) -> list[int]:
    """Return numbers as first and last of each run.

    Examples
    --------
    >>> ranges([0, 1, 2, 5])
    [0, 2, 5, 5]
    """
    runs = ([n for _, n in run] for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]))
    return [end for run in runs for end in (run[0], run[-1])]


class Drawing:
    """Draws pages of a map.

    Parameters
    ----------
    day : str
        One of the dates of the data.
    numbers : mapping of str to int, optional
        Of each thing. With them the drawing is for a page that switches to other dates; without, for this date alone.
    """

    def __init__(self, data: MapData, day: str, numbers: Mapping[str, int] | None = None) -> None:
        self.data, self.day, self.numbers = data, day, numbers

    def page(self, page: Page, *, at: float | None = None) -> str:
        """Return one page as an ``svg`` element; `at` is its vertical place in a larger picture."""
        width, height = page.width + 2 * _EDGE, page.height + 2 * _EDGE
        place = f' x="0" y="{at:g}"' if at is not None else ""
        parts = [
            f'<svg class="map"{place} width="{width:g}" height="{height:g}" viewBox="{-_EDGE} {-_EDGE} {width:g} '
            f'{height:g}" role="group" aria-label="{text_of(page.title)}">'
        ]
        for lane in page.lanes:
            middle = f'x="{lane.x + lane.width / 2:g}"'
            title, more = squeezed(lane.title, lane.width, 13), squeezed(lane.subtitle, lane.width)
            parts += [
                f'<rect class="lane" x="{lane.x:g}" y="0" width="{lane.width:g}" height="{page.height:g}"/>',
                f'<text class="name mid" {middle} y="18"{title}>{text_of(lane.title)}</text>',
                f'<text class="quiet mid" {middle} y="36"{more}>{text_of(lane.subtitle)}</text>',
            ]
        boxes = {box.id: box for box in page.boxes}
        lines = [self._line(link, via, boxes) for link, via in page.links]
        # The dates of most lines are said once.
        found = Counter(when for line in lines for when in re.findall(r' data-d="[^"]*"', line))
        usual = max(found, key=lambda when: (found[when], when), default="")
        parts[0] = f"{parts[0][:-1]}{usual}>"
        parts += [line.replace(usual, "") if usual else line for line in lines]
        parts += [self._box(box) for box in page.boxes if self._there(box.id)]
        return "\n".join([*filter(None, parts), "</svg>"])

    def _there(self, iri: str) -> bool:
        return self.numbers is not None or self.data.things[iri].since <= self.day

    def _line(self, link: Link, via: tuple[float, ...], boxes: Mapping[str, Box]) -> str:
        days = self.data.days_of(link)
        a, b = boxes[link.source], boxes[link.target]
        way = way_of((a.x, a.y, a.width), (b.x, b.y, b.width), via)
        if self.numbers is None:
            shown = not link.quiet and self.day in days and self._there(link.source) and self._there(link.target)
            return line_svg(way, link.kind, stated=link.stated) if shown else ""
        at = [number for number, date in enumerate(self.data.dates) if date in days]
        ends = f' data-e="{self.numbers[link.source]} {self.numbers[link.target]}"'
        names = " ".join(filter(None, ("q" if link.quiet else "", "" if self.day in days else "off")))
        when = f' data-d="{" ".join(map(str, ranges(at)))}"'
        return line_svg(way, link.kind, stated=link.stated, more=ends + when, look=names)

    def _box(self, box: Box) -> str:
        thing, style = self.data.things[box.id], style_at(self.data, box.id, self.day)
        left, top = box.x - box.width / 2, box.y - box.height / 2
        parts = [box_svg(box, style)]
        live = self.numbers is not None
        state = self.data.moments[self.day].bodies.get(box.id)
        sign = sign_of(thing.kind, live=bool(state and state.live), open_=bool(state and state.open))
        middle = top + min(box.height / 2, 15)
        if sign:
            parts.append(sign_svg(left + MARGIN + 7, middle, sign))
        elif thing.kind == "commitment":
            tile = tile_svg(left + MARGIN - 3, middle - 9, 19, style, height=18, switched=live)
            parts.append(f'<g class="t {style}">{tile}</g>')
        indent = BADGE if sign or thing.kind == "commitment" else 0
        room = box.width - 2 * MARGIN - indent
        x, middle = left + MARGIN + indent, box.y - box.below / 2 + FONT * 0.35
        # What stands below the label is of another length at other dates; the label does not move for it.
        texts = [caption(self.data, box, date) for date in self._dates]
        first = middle - (len(box.lines) + max(map(len, texts)) - 1) * LINE / 2
        parts.append(lines_svg(box.lines, x, first, room))
        for said, when, off in self._by_date(texts):
            if said:
                look = f"below{' bare' if 'without' in said[0] else ''}{' off' if off else ''}"
                parts.append(lines_svg(said, x, first + len(box.lines) * LINE, room, look, more=when))
        drawn = self._element(box.id, f"b {style}", "".join(parts))
        return drawn + (self._tiles(box) if box.below else "")

    def _tiles(self, box: Box) -> str:
        """Return the commitments of an objective: a tile for each, or one bar with a piece for each grade."""
        rows = members_of(self.data, self.data.things[box.id])
        live = self.numbers is not None
        if box.tile:
            drawn = []
            for (x, y), iri in zip(box.tiles(len(rows)), rows, strict=True):
                style = style_at(self.data, iri, self.day)
                tile = tile_svg(
                    round(x, 1), y, round(box.tile, 1), style, self.data.things[iri].ref or "", switched=live
                )
                drawn.append(self._element(iri, f"t {style}", tile))
            return "".join(drawn)
        bars = [tuple(sorted(style_at(self.data, iri, date) for iri in rows)) for date in self._dates]
        gone = ' class="off"'
        return "".join(f"<g{when}{gone * off}>{_bar(box, bar)}</g>" for bar, when, off in self._by_date(bars))

    @property
    def _dates(self) -> tuple[str, ...]:
        return self.data.dates if self.numbers is not None else (self.day,)

    def _by_date(self, values: Sequence[tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], str, bool]]:
        """Yield each value that something has at the dates, with the attribute that says when, and if it is not now."""
        now = values[self._dates.index(self.day)]
        for value in dict.fromkeys(values):
            when = " ".join(map(str, ranges(at for at, each in enumerate(values) if each == value)))
            yield value, f' data-d="{when}"' if self.numbers is not None else "", value != now

    def _element(self, iri: str, names: str, drawn: str) -> str:
        """Return what stands for a thing: a link to its own view, or, in a file of its own, a group with a title."""
        if self.numbers is not None:
            gone = "" if self.data.things[iri].since <= self.day else " off"
            return f'<a class="{names}{gone}" data-n="{self.numbers[iri]}">{drawn}</a>'
        return f'<g class="{names}"><title>{text_of(self.data.described(iri, self.day))}</title>{drawn}</g>'


def _bar(box: Box, styles: Sequence[str]) -> str:
    ((x, y),) = box.tiles(1)
    drawn = []
    for style, several in groupby(styles):
        count = len(list(several))
        width = (box.width - 2 * MARGIN) * count / len(styles)
        tile = tile_svg(round(x, 1), y, round(width, 1), style, str(count), switched=False)
        drawn.append(f'<g class="t {style}">{tile}</g>')
        x += width
    return "".join(drawn)


def key_entries(data: MapData) -> Key:
    """Return the key in groups of entries: a drawing of 24 by 24 or wider, what it means, and what is counted.

    Without a plan there are no tiles, and nothing is said of them.
    """
    tiles = {name: f'<g class="t {name}">{tile_svg(0, 0, 24, name, switched=False)}</g>' for name in scale()}

    def graded(names: Iterable[str]) -> list[tuple[str, str, str]]:
        return [(tiles[name], scale()[name].word, name) for name in names]

    lines = [(line_svg("M0 12h28", kind, stated=True), kind, "") for kind in LINES]
    other = f'<path class="l {OTHER_LINE.name}" d="M0 12h28"/>', f'<path class="l {OTHER_LINE.name} i" d="M0 12h28"/>'
    cells = [
        ("Without a body", graded(("g0", "g1", "g2"))),
        ("With a body", graded(("g3", "g4", "g5", "g6"))),
        ("Not known", graded(("lost", "later"))),
    ]
    return [
        *(cells if any(thing.kind == "commitment" for thing in data.things.values()) else ()),
        ("Bodies", [(sign_svg(12, 12, sign), said, sign) for sign, said in SIGNS.items()]),
        ("Lines", [*lines, (other[0], "stated", ""), (other[1], "inferred", "")]),
    ]


def _needed(data: MapData, day: str, pages: Sequence[Page]) -> Key:
    """Return the entries of the key that pages need at a date: no signs without bodies, and no lines where none is."""
    kinds = {data.things[box.id].kind for page in pages for box in page.boxes}
    graded = data.moments[day].rows
    later = any(thing.kind == "commitment" and iri not in graded for iri, thing in data.things.items())
    left = {"Bodies": kinds.isdisjoint(MEETING), "Lines": not any(page.links for page in pages)}
    return [
        (title, [entry for entry in entries if later or entry[2] != "later"])
        for title, entries in key_entries(data)
        if not left.get(title)
    ]


def _key_svg(key: Key, width: float, y: float) -> tuple[list[str], float]:
    """Return the key, drawn from a height on, and how far down it reaches."""
    drawn = []
    x = 12.0
    for number, (title, entries) in enumerate(key):
        for place, (picture, said, _) in enumerate(entries):
            head = f"{title}:" if place == 0 else ""
            room = 1.1 * width_of(head) + (8 if head else 0) + 34 + width_of(said) + 14
            if x + room > width and x > 12:
                x, y = 12.0, y + 30
            if head and title == "With a body":
                drawn.append(f'<path class="heavy" d="M{x - 6:g} {y - 2:g}v28"/>')
            if head:
                drawn.append(f'<text class="name" x="{x:g}" y="{y + 16:g}">{head}</text>')
                x += 1.1 * width_of(head) + 8
            drawn.append(f'<g transform="translate({x:.1f} {y:g})">{picture}</g>')
            drawn.append(f'<text x="{x + 34:.1f}" y="{y + 16:g}">{text_of(said)}</text>')
            x += 34 + width_of(said) + 14
        x += 6 if number else 12
    return drawn, y + 36


def map_svg(data: MapData, day: str, pages: Sequence[Page] | None = None) -> str:
    """Return pages below each other in one SVG document, with their key.

    Parameters
    ----------
    day : str
        One of the dates of the data.
    pages : sequence of Page, optional
        All if None, but for the list of objectives, which the overview shows too.
    """
    shown = [page for page in data.pages if page.id != "wall"] if pages is None else pages
    heading = f"{data.title}, as at {day}"
    room = max(page.width for page in shown) + 2 * _EDGE
    width = max(room, *(1.1 * width_of(page.title, 16) + 24 for page in shown), 1.1 * width_of(heading, 18) + 24)
    width = min(round(width), max(room, _WIDEST))
    drawing = Drawing(data, day)
    y = 44.0
    parts = [
        f'<text class="name" x="12" y="28" font-size="18" style="font-size:18px"'
        f"{squeezed(heading, (width - 24) / 1.1, 18)}>{text_of(heading)}</text>"
    ]
    for page in shown:
        if page.title:
            title = f'<text class="name" x="12" y="{y + 18:g}" style="font-size:16px">{text_of(page.title)}</text>'
            parts.append(title)
            y += 26
        parts.append(drawing.page(page, at=y))
        y += page.height + 2 * _EDGE + 16
    key, end = _key_svg(_needed(data, day, shown), width, y)
    return whole(heading, f"{len(shown)} pages of boxes and lines, and their key.", width, end, [*parts, *key]) + "\n"
