"""What the command line wrote into files, as rows that can be compared: exports, tables, pages, and the map."""

import csv
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def text_of(path: Path) -> str:
    """Return what a file holds."""
    return path.read_text(encoding="utf-8")


def entries(text: str) -> Iterator[Any]:
    """Yield the entries of a JSON document, each with the list it stands in, or the lines of any other text."""
    if not text.startswith(("{", "[")):
        yield from text.splitlines()
        return
    yield from _entries(json.loads(text))


def _entries(value: Any, within: str = "") -> Iterator[Any]:
    if isinstance(value, dict) and all(isinstance(part, dict | list) for part in value.values()):
        for key, part in value.items():
            yield from _entries(part, f"{within}/{key}")
    elif isinstance(value, list):
        yield from ({"in": within, **part} if isinstance(part, dict) else {"in": within, "is": part} for part in value)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield {"in": f"{within}/{key}", "is": part}


def tables(folder: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of all CSV files under a folder, each with its file."""
    for path in sorted(folder.rglob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as lines:
            yield from ({"file": path.relative_to(folder).as_posix(), **row} for row in csv.DictReader(lines))


def pages(folder: Path) -> Iterator[dict[str, str]]:
    """Yield what stands on the pages of a report line by line, and the paragraphs of its document."""
    for path in sorted(folder.rglob("*.html")):
        page = path.relative_to(folder).as_posix()
        if page == "map.html":
            yield from ({"page": page, "text": json.dumps(row)} for row in map_rows(text_of(path)))
        else:
            yield from ({"page": page, "text": line} for line in _lines(text_of(path)))
    for path in sorted(folder.rglob("*.docx")):
        document = zipfile.ZipFile(path).read("word/document.xml").decode()
        yield from ({"page": path.name, "text": line} for line in _lines(document.replace("</w:p>", "\n")))


def _lines(markup: str) -> Iterator[str]:
    """Yield the lines of markup without its tags; cells are parted by a bar."""
    text = re.sub(r"<[^>]*>", "", re.sub(r"</t[dh]><t[dh][^>]*>|</li><li[^>]*>", " | ", markup))
    yield from (line for line in map(str.strip, text.splitlines()) if line)


def map_rows(page: str) -> Iterator[Row]:
    """Yield the data of a map that stand in its page, with names in place of the numbers in which they travel."""
    found = re.findall(r'<script type="application/json" id="([^"]*)">(.*?)</script>', page, re.DOTALL)
    islands = {name: json.loads(text) for name, text in found}
    try:
        yield from list(_unpacked(islands["data"], islands["network"]))
    except (IndexError, KeyError, TypeError, ValueError):
        # Another version packs them otherwise: then as they stand.
        for name, data in islands.items():
            for key, value in data.items():
                parts = value if isinstance(value, list) else [value]
                yield from ({"in": f"{name}/{key}", "of": number, "is": part} for number, part in enumerate(parts))


def _unpacked(data: Row, network: Row) -> Iterator[Row]:
    ids, texts = data["ids"], data["texts"]

    def cited(numbers: list[int]) -> list[Any]:
        places = [data["citations"][number] for number in numbers]
        return [[data["papers"][place[0]][0] if place[0] >= 0 else "", *place[1:]] for place in places]

    for iri, thing, facts in zip(ids, data["things"], data["facts"], strict=True):
        resolved = {key: ids[thing[key]] for key in ("objective",) if key in thing}
        resolved |= {key: [ids[number] for number in thing[key]] for key in ("members",) if key in thing}
        yield {"in": "things", "of": iri, **thing, **resolved}
        for name, count, *rest in facts:
            pairs = zip(rest[: 2 * count : 2], rest[1 : 2 * count : 2], strict=True)
            values = [[texts[part], texts[value] if value >= 0 else ids[-1 - value]] for part, value in pairs]
            fact = {"fact": texts[name // 2], "stated": name % 2, "values": values}
            yield {"in": "facts", "of": iri, **fact, "evidence": cited(rest[2 * count :])}
    for source, target, kind, stated, since, until, certainty, in_cell, evidence in data["links"]:
        link = {"of": f"{ids[source]} {data['kinds'][kind]} {ids[target]}", "stated": stated, "in_cell": in_cell}
        link |= {"since": since, "until": until, "certainty": data["certainties"][certainty]}
        yield {"in": "links", **link, "evidence": cited(evidence)}
    for day, state in zip(data["dates"], data["states"], strict=True):
        for body, status, live, is_open, evidence in state["bodies"]:
            held = {"status": texts[status], "live": live, "open": is_open, "evidence": cited(evidence)}
            yield {"in": f"bodies at {day}", "of": ids[body], **held}
        for row, grade, bodies, met, reason, evidence, activities, own in state["rows"]:
            named = {"bodies": [ids[body] for body in bodies], "met": [ids[body] for body in met]}
            named |= {"own": [ids[body] for body in own]}
            graded = {"grade": grade, "reason": texts[reason], "activities": activities, "evidence": cited(evidence)}
            yield {"in": f"rows at {day}", "of": ids[row], **named, **graded}
        for post, name, people in state["holders"]:
            yield {
                "in": f"holders at {day}",
                "of": ids[post],
                "name": name,
                "people": [ids[person] for person in people],
            }
    for page, nodes, edges in zip(data["pages"], network["nodes"], network["edges"], strict=True):
        for node, label, *place in nodes:
            yield {"in": f"nodes of {page['id']}", "of": ids[node], "label": label, "place": place}
        for source, target, kind, *way in edges:
            yield {
                "in": f"edges of {page['id']}",
                "of": f"{ids[source]} {network['kinds'][kind]} {ids[target]}",
                "way": way,
            }
    packed = {"ids", "texts", "things", "facts", "links", "states", "citations"}
    for key, value in data.items():
        if key not in packed:
            parts = value if isinstance(value, list) else [value]
            yield from ({"in": key, "of": number, "is": part} for number, part in enumerate(parts))
