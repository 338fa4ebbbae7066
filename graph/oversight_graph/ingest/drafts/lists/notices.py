"""Decision notices: a paper, or a part of one, that records what somebody decided, under labels."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from oversight_graph.ingest.days import date_in
from oversight_graph.ingest.drafts.lists.takers import Takers
from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.words import Words, plain

# So many lines at the top say what the paper is; a label has at most so many words.
_TOP, _LABEL = 8, 8
_NUMBER = re.compile(r"^\s*(?:\(?\d{1,2}(?:\.\d{1,2})*[.)]?|\(?[a-z][.)])\s+(?=[A-Z])")
_LABELLED = re.compile(r"^(?P<label>[^:]{2,70}?)\s*:\s*(?P<value>.*)$", re.DOTALL)
# What may go on over several lines and paragraphs; of all else one line is the value.
_LONG = frozenset({"decision", "reasons", "report", "other"})
# What is yet to be decided.
_AHEAD = re.compile(r"(?i)\b(?:proposed|forthcoming|intention|intended|draft|future|to\s+be\s+taken)\b")
# A date by itself may be that of a signature.
_WEAK = "date"


@dataclass(slots=True)
class Notice:
    """What a notice says under its labels: by field, and the lines of it."""

    values: dict[str, str] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def notices_in(lines: Sequence[Line], title: str, words: Words) -> list[Notice]:
    """Return the notices of a paper.

    Parameters
    ----------
    title : str
        The title and the name of the file.

    Returns
    -------
    list of Notice
        None where nothing at the head calls the paper so. A notice says who decided, in a label or in its title, when,
        and what.
    """
    called = re.compile(rf"(?i)\b(?:{words.pattern('registers', 'notices')})s?\b")
    top = [line for line in lines if line.cells][:_TOP]
    calls = [line.text for line in top if called.search(line.text)] or [title]
    if not called.search(calls[0]) or any(_AHEAD.search(text) for text in calls):
        return []
    takers = Takers(words)
    own = next(filter(None, (_decider(line.text, called, takers) for line in top)), "")
    # Directions are those of the board that issues them, which their head names.
    directs = words.any_of("registers", "directions")
    if not own and any(directs.search(line.text) for line in top):
        own = next((line.text for line in top if re.fullmatch(words.body_name, line.text)), "")
    found = _Labels(words).read(lines)
    for notice in found:
        notice.values.setdefault("date", notice.values.pop(_WEAK_DATE, ""))
        if own and not notice.values.get("body"):
            notice.values["body"] = own
    return [each for each in found if _is_whole(each.values)]


_WEAK_DATE = "signed on"


def _is_whole(values: dict[str, str]) -> bool:
    said = values.get("decision") or values.get("title")
    return bool(said and values.get("body") and date_in(values.get("date", ""))[0])


def _decider(text: str, called: re.Pattern[str], takers: Takers) -> str:
    """Return who decides, where a title says so: "Decision notice of the Chief Executive"."""
    for part in called.split(text):
        bare = re.sub(r"^(?:(?:of|by|from|for)\b\s*)?(?:the\s+)?", "", part.strip(" –—-:,."), flags=re.IGNORECASE)
        if bare.isupper():
            bare = bare.title().replace(" And ", " and ").replace(" Of ", " of ").replace(" For ", " for ")
        if called.search(text) and bare and takers.is_office(bare):
            return bare
    return ""


class _Labels:
    """Reads labels with what stands beside or below them."""

    def __init__(self, words: Words) -> None:
        names = ("body", "post", "date", "decision", "title", "ref", "reasons", "report", "oversight", "none")
        self._fields = {phrase: name for name in reversed(names) for phrase in words.columns["register"].get(name, ())}

    def field(self, label: str) -> str:
        """Return what a label is; empty if it is none that is known."""
        bare = plain(_NUMBER.sub("", label))
        found = self._fields.get(bare, "")
        if found == "date" and bare == _WEAK:
            return _WEAK_DATE
        return "other" if found == "none" else found

    def read(self, lines: Sequence[Line]) -> list[Notice]:
        """Return runs of labels; where one that a notice has once comes again, another notice begins."""
        out, now = [Notice()], ""
        for line in lines:
            if not line.cells:
                continue
            pairs = self._pairs(line, now)
            if pairs is None:
                now = ""
                continue
            for name, label, value in pairs:
                if name in ("ref", "body", "title") and name in out[-1].values and "decision" in out[-1].values:
                    out.append(Notice())
                notice = out[-1]
                if name == "other":
                    notice.others += [f"{label.strip(' :')}: {value}"] if label else [value] if value else []
                elif not label:
                    before = notice.values.get(now, "")
                    if before and now not in _LONG and not (now == "title" and value[:1].islower()):
                        now = ""  # it is said already, and this says something else
                        break
                    notice.values[now] = f"{before}\n{value}".strip()
                elif name not in notice.values:
                    notice.values[name] = value
                else:
                    notice.others.append(f"{label.strip(' :')}: {value}")
                now = name
                notice.lines.append(line)
        return out

    def _pairs(self, line: Line, now: str) -> list[tuple[str, str, str]] | None:
        """Return what a line says: field, label and value of each; None if it belongs to no label."""
        if line.is_row:
            cells = list(line.cells)
            filled = [
                cell for cell, before in zip(cells, ("", *cells), strict=False) if cell.strip() and cell != before
            ]
            if len(filled) > 2 and re.fullmatch(r"\(?\d{1,2}[.)]?", filled[0]):
                filled = filled[1:]  # the labels are counted
            if len(filled) == 4 and self.field(filled[0]) and self.field(filled[2]):
                return [(self.field(filled[at]), filled[at], filled[at + 1]) for at in (0, 2)]
            if len(filled) >= 2 and len(filled[0].split()) <= _LABEL:
                return [(self.field(filled[0]) or "other", filled[0], "\n".join(filled[1:]))]
            text = "\n".join(filled)
        else:
            text = line.text
        if name := self.field(text):
            return [(name, text, "")]
        found = _LABELLED.match(_NUMBER.sub("", text))
        if found and (name := self.field(found["label"])):
            return [(name, found["label"], found["value"])]
        short = found is not None and len(found["label"].split()) <= _LABEL // 2 and found["value"]
        if found and short and now and now not in ("decision", "reasons"):
            return [("other", found["label"], found["value"])]
        if line.level or not now or (text.isupper() and len(text.split()) <= _LABEL):
            return None
        return [(now, "", text)]
