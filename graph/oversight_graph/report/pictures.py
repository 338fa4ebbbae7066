"""The pictures of the Word document: the drawings of the map, with each rule of style written where it holds.

Word processors read drawings as SVG, but neither their sheets of style nor their patterns; so both are worked out here.
For programs that show no SVG there is a copy in pixels, by a browser if there is one here, else of the forms alone.
"""

import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree

from oversight_graph.drawing.styles import rules, scale, styles
from oversight_graph.registers.summary import headline
from oversight_graph.report.content.gather import Answers

if TYPE_CHECKING:
    from oversight_graph.drawing.layout import Page
    from oversight_graph.map.data import MapData

_SVG = "http://www.w3.org/2000/svg"
_ACROSS, _STACKED = 620.0, 10  # width of the wall, and objectives that stand in one stack
_HALF = 0.5  # of a pixel for one of the drawing, where no SVG is shown
_RULE = re.compile(r"([^{}@]+)\{([^{}]*)\}")
_PAINT = re.compile(r"url\(#(fill|tile)-(\w+)\)")
_DROPPED = {f"{{{_SVG}}}{name}" for name in ("style", "pattern")}


class Picture(NamedTuple):
    """A picture: its caption, what it shows in words, the drawing, and whether it takes a page."""

    caption: str
    told: str
    svg: str
    alone: bool
    pixels: bytes = b""


class _Step(NamedTuple):
    """One part of a selector: a tag or nothing, classes, and whether it must be the parent of what follows."""

    tag: str
    classes: frozenset[str]
    parent: bool


def pictures(answers: Answers, data: "MapData", *, browser: bool = False) -> list[Picture]:
    """Return the wall of commitments, who watches over what, and the proof of one verdict, as far as there are any.

    Parameters
    ----------
    browser : bool
        Whether to ask a browser on the machine for the copies in pixels, which takes seconds.
    """
    from concurrent.futures import ThreadPoolExecutor

    from oversight_graph.drawing.proof import proof_svg
    from oversight_graph.map.svg import map_svg

    by_name = {page.id: page for page in data.pages}
    found = []
    if answers.coverage and "wall" in by_name:
        caption = "Each commitment as a tile, by objective, with the figure of its grade"
        told = f"A tile for each commitment, by objective. {headline(answers.whole)}"
        found.append(Picture(caption, told, map_svg(data, data.day, [_across(data, by_name["wall"])]), False))
    if "overview" in by_name:
        lanes = ", ".join(lane.title[:1].lower() + lane.title[1:] for lane in by_name["overview"].lanes)
        told = f"Boxes in lanes, linked by lines: {lanes}. The tables of this document name the same."
        found.append(Picture("Who watches over what", told, map_svg(data, data.day, [by_name["overview"]]), True))
    if data.proofs:
        proof = max(data.proofs.values(), key=lambda one: (len({node.lane for node in one.nodes}), -len(one.nodes)))
        title = f"{proof.row.ref} {proof.row.title}".strip()
        told = f"From the promise to the public, each step with the lines that say so. {proof.reason}"
        found.append(Picture(f"How a verdict is proved: {title}", told, proof_svg(proof), True))
    with ThreadPoolExecutor() as several:
        pixels = list(several.map(_in_pixels if browser else lambda _: b"", (one.svg for one in found)))
    plain = [flat(one.svg) for one in found]
    return [
        one._replace(svg=svg, pixels=copy or forms(svg)) for one, svg, copy in zip(found, plain, pixels, strict=True)
    ]


def _across(data: "MapData", wall: "Page") -> "Page":
    """Return the wall as wide as the text of an upright page."""
    from oversight_graph.drawing.layout import Column, Item, place
    from oversight_graph.map.svg import members_of

    things = [data.things[box.id] for box in wall.boxes]
    items = [
        Item(box.id, thing.shown, 1, parts=len(members_of(data, thing)), tile=box.tile)
        for box, thing in zip(wall.boxes, things, strict=True)
    ]
    (lane,) = wall.lanes
    columns = 1 if len(items) <= _STACKED else 2
    return place(wall.id, "", [Column(lane.title, lane.subtitle, _ACROSS, items, columns, long=True)], [])


def _in_pixels(svg: str) -> bytes:
    from oversight_graph.errors import UsageError
    from oversight_graph.map.png import png_of

    try:
        return png_of(svg)
    except (UsageError, OSError):
        return b""


def size_of(svg: str) -> tuple[float, float]:
    """Return the width and the height of a drawing."""
    root = ElementTree.fromstring(svg)  # noqa: S314 - of our own making
    return float(root.attrib["width"]), float(root.attrib["height"])


def flat(svg: str) -> str:
    """Return a drawing in which every element carries its looks itself, and which refers to nothing but line ends."""
    ElementTree.register_namespace("", _SVG)
    root = ElementTree.fromstring(svg)  # noqa: S314 - of our own making
    _dressed(root, ())
    named = {each.attrib["id"]: each for each in root.iter() if "id" in each.attrib}
    for parent in [*root.iter()]:
        for at, child in enumerate(list(parent)):
            if child.tag == f"{{{_SVG}}}use":
                group = ElementTree.Element(f"{{{_SVG}}}g")
                group.set("transform", f"translate({child.attrib.get('x', 0)} {child.attrib.get('y', 0)})")
                group.extend(named[child.attrib["href"].removeprefix("#")])
                parent[at] = group
    return ElementTree.tostring(root, encoding="unicode")


def _dressed(element: ElementTree.Element, above: tuple[ElementTree.Element, ...]) -> None:
    """Write the looks of an element and of all below it as attributes, and drop what is not shown."""
    line = (*above, element)
    if element.tag == f"{{{_SVG}}}svg" and above:
        x, y, *_ = map(float, element.attrib["viewBox"].split())
        place = (float(element.attrib.get(side, 0)) - off for side, off in (("x", x), ("y", y)))
        element.attrib |= {"transform": "translate({:g} {:g})".format(*place)}
        for name in ("x", "y", "width", "height", "viewBox"):
            element.attrib.pop(name, None)
        element.tag = f"{{{_SVG}}}g"
    if element.tag == f"{{{_SVG}}}a":
        element.tag = f"{{{_SVG}}}g"
    own = tuple(each.split(":", 1) for each in element.attrib.get("style", "").split(";") if ":" in each)
    looks = _looks(tuple((one.tag.rpartition("}")[2], one.attrib.get("class", "")) for one in line)) | dict(own)
    looks.pop("font", None)
    for name, value in looks.items():
        painted = _PAINT.fullmatch(value)
        if painted:
            look = painted[2]
            value = scale()[look].shade if painted[1] == "tile" else styles()[look].fill
        element.set(name, value.removesuffix("px"))
    for child in list(element):
        _dressed(child, line)
        if child.tag in _DROPPED or child.attrib.get("display") == "none":
            element.remove(child)
    for name in ("class", "style", "href") if element.tag != f"{{{_SVG}}}use" else ("class",):
        element.attrib.pop(name, None)


@cache
def _looks(line: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Return what the sheet of style says of an element, by the tags and classes from the root down to it."""
    found: dict[str, str] = {}
    for steps, said in _rules():
        if _matches(steps, line):
            found |= said
    return found


def _matches(steps: Sequence[_Step], line: Sequence[tuple[str, str]]) -> bool:
    *before, last = steps
    tag, classes = line[-1]
    if not (last.classes <= frozenset(classes.split()) and last.tag in ("", tag)):
        return False
    if not before:
        return True
    ends = [len(line) - 1] if before[-1].parent else range(1, len(line))
    return any(_matches(before, line[:end]) for end in ends if end)


@cache
def _rules() -> tuple[tuple[tuple[_Step, ...], dict[str, str]], ...]:
    """Return the selectors of the style of pictures with what each sets, the weakest first."""
    found = []
    for at, (selectors, body) in enumerate(_RULE.findall(rules())):
        said = dict(each.split(":", 1) for each in body.split(";") if ":" in each)
        for selector in selectors.split(","):
            steps = tuple(_steps(selector.strip()))
            weight = sum(len(step.classes) for step in steps), sum(bool(step.tag) for step in steps)
            found.append((weight, at, steps, said))
    return tuple((steps, said) for _, _, steps, said in sorted(found, key=lambda one: one[:2]))


def _steps(selector: str) -> Iterator[_Step]:
    pieces = re.findall(r"(>?)\s*([^\s>]+)", selector)
    for at, (_, text) in enumerate(pieces):
        tag, *classes = text.split(".")
        yield _Step(tag.strip("*"), frozenset(classes), at + 1 < len(pieces) and pieces[at + 1][0] == ">")


def _placed(element: ElementTree.Element, x: float, y: float) -> Iterator[tuple[ElementTree.Element, float, float]]:
    """Yield the rectangles below an element, with how far each is moved."""
    moved = re.match(r"translate\((\S+) (\S+)\)", element.attrib.get("transform", ""))
    x, y = (x + float(moved[1]), y + float(moved[2])) if moved else (x, y)
    if element.tag == f"{{{_SVG}}}rect":
        yield element, x, y
    for child in element:
        yield from _placed(child, x, y)


def forms(svg: str) -> bytes:
    """Return the filled rectangles of a drawing as PNG, for programs that show no SVG."""
    root = ElementTree.fromstring(svg)  # noqa: S314 - of our own making
    width, height = (max(round(float(root.attrib[side]) * _HALF), 1) for side in ("width", "height"))
    lines = [bytearray(b"\xff\xff\xff" * width) for _ in range(height)]
    for rect, dx, dy in _placed(root, 0, 0):
        paint = rect.attrib.get("fill", "")
        if not re.fullmatch("#[0-9a-f]{6}", paint):
            continue
        x, y, w, h = (float(rect.attrib.get(side, 0)) for side in ("x", "y", "width", "height"))
        x, y, w, h = (x + dx) * _HALF, (y + dy) * _HALF, w * _HALF, h * _HALF
        left, right = max(round(x), 0), min(round(x + w), width)
        for line in lines[max(round(y), 0) : min(round(y + h), height)]:
            line[3 * left : 3 * right] = bytes.fromhex(paint[1:]) * max(right - left, 0)

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + bytes(line) for line in lines), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
