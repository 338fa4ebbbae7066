"""The row of a paper in the sheet Papers: its title, day, kind and publisher, as its head says them."""

import itertools
import re
from collections.abc import Sequence
from pathlib import Path

from oversight_graph.ingest.dates import read_date
from oversight_graph.ingest.days import MONTH_YEAR, date_in
from oversight_graph.ingest.drafts.draft import Draft, Drafts
from oversight_graph.ingest.drafts.minutes.meeting import body_called
from oversight_graph.ingest.drafts.names import without_initials
from oversight_graph.ingest.readers.form import Line, Paper
from oversight_graph.ingest.words import Words, plain
from oversight_graph.model.spelling import flat, without_article

# A heading with a number, or a sentence, is no name of a publisher.
_NO_NAME = re.compile(r"^\W*\d+(?:\.\d+)*[.)]?\s|\.\s+[A-Z]|[a-z]{3}\.$")
# Behind its name begins what a paper is called: "Elm Trust: our committees", or how a sentence goes on.
_TITLED = re.compile(r"(?::|\s[–—-])\s+\S.*", re.DOTALL)
_GOES_ON = re.compile(r"\s(?!(?:of|and|the|for|in|on|upon|de|y)\b)[a-z]+\b")
_UPDATED = re.compile(r"(?i)\b(?:last\s+)?(?:updated|revised|published)\b|\b(?:position\s+)?as\s+at\b")
# Who brought a paper out: "Adopted by Elmham Council on 1 May 2024".
_ISSUED = re.compile(
    r"\b(?:[Pp]ublished|[Aa]dopted|[Ii]ssued|[Pp]roduced)\s+by\s+(?:the\s+)?"
    r"(?P<who>[A-Z][\w'’& -]{2,80}?)(?=\s+(?:on|in|at)\b|\s*[.,;:(]|$)"
)


def paper_row(paper: Paper, drafts: Drafts, text: Path, lists: Words) -> dict[str, str]:
    """Return the row of a paper in the sheet Papers, as its head and what was drafted of it say.

    Parameters
    ----------
    text : pathlib.Path
        The frozen text.

    Returns
    -------
    dict of str to str
        By column. A day that only the file gives is doubtful; one that nothing gives is empty.
    """
    # Other lists tell of meetings too, of which they are no record.
    meetings = drafts.of("Meetings") if drafts.records else []
    plan, first = drafts.of("Plan"), [line for line in paper.lines[:40] if line.cells and not line.is_row]
    holds = lists.any_of("publishers")
    records = re.compile(
        rf"\b(?:{lists.pattern('minutes', 'record')}|agenda|report|plan|terms of reference|bylaws|charter|governance"
        r"|letter|policy|guide|code of conduct)\b",
        re.IGNORECASE,
    )
    # A body that is an organisation, and minutes itself.
    itself = re.compile(r"\b(?:council|authority|trust|commission|association|foundation)$", re.IGNORECASE)
    told = {number for draft in plan for number in draft.lines}
    # A title may go over several printed lines, or fill a page with who brought it out and when.
    top = [line for line in paper.lines if line.cells][:4]
    cover = [] if meetings or drafts.records else _cover(paper)
    title = list(itertools.takewhile(lambda line: line.level and line.level == top[0].level, top))
    title = title if len(title) > 1 and paper.kind == "pdf" else []
    told |= {line.number for line in title}
    near = (line for line in first[:6] if line.number not in told and not line.entry and holds.search(line.text))
    named = (
        line for line in near if not records.search(_publisher(line.text, lists)) and not _NO_NAME.search(line.text)
    )
    # "Mrs A. Roe (Parish Council" is somebody, and no publisher.
    called = re.compile(rf"(?i)\W*(?:{lists.pattern('titles')})\.?\s+[A-Z]")
    named = (line for line in named if not called.match(line.text) and line.text.count("(") == line.text.count(")"))
    by = (_ISSUED.search(line.text) for line in first[:10] if line.number not in told)
    issuers = (found["who"].strip() for found in by if found and holds.search(found["who"]))
    issuer = next((who for who in issuers if not _is_any(who, lists)), "")
    publisher = next((line for line in named if 0 < len(_publisher(line.text, lists).split()) <= 7), None)
    minuted = meetings[0].values["body"] if meetings else ""
    bodies = {draft.values["name"].casefold() for draft in drafts.of("Bodies")}
    name = _publisher(publisher.text, lists) if publisher else ""
    own = without_article(without_initials(name)[0]).casefold()
    if publisher and ((minuted and minuted.casefold() in publisher.text.casefold()) or own in bodies):
        publisher = None  # the heading of the minutes, or a body of which the paper speaks
    said = body_called(name, lists.pattern("publishers")) if publisher else ""
    sheets = [line for line in paper.lines if paper.kind == "xlsx" and line.cells and not line.is_row]
    marks = lists.phrases("markings")
    only = publisher if publisher and name == publisher.text.strip(" :") else None
    others = [line for line in first if line is not only and plain(line.text) not in marks] or first
    # What a sheet of one month is called is not the title of all.
    others = [line for line in others if line not in sheets or not MONTH_YEAR.fullmatch(line.text)] or others
    heading = next((line for line in others if line.level == 1), others[0] if others else None)
    whole = " ".join(line.text for line in title) if heading in title else heading.text if heading else ""
    whole = " ".join(line.text for line in cover if line in others and not _is_day(line)) or whole
    whole = _boxed(paper.lines) or whole
    day = _day(first, drafts, meetings, sheets)
    certainty, why = "probable", "title and date from the head of the paper"
    if not day and paper.made:
        day, certainty = paper.made, "doubtful"
        why = "title from the head of the paper; no day stands there: it is the day on which the file was made"
    slug = re.sub(r"[^a-z0-9]+", "-", paper.path.stem.lower()).strip("-")[:60] or "paper"
    return {
        "paper": slug, "title": whole[:200] or paper.path.stem, "date": day, "kind": _kind(drafts, meetings),
        "publisher": issuer or (said if publisher else minuted if itself.search(minuted) else ""),
        "file": text.name, "sha256": paper.frozen,
        "original": paper.path.name,
        "original sha256": paper.original, "certainty": certainty, "why": why,
    }  # fmt: skip


def _publisher(text: str, lists: Words) -> str:
    """Return the name of an organisation with which a line begins; empty if it goes on as a sentence does.

    Examples
    --------
    >>> from oversight_graph.ingest.words import load_words
    >>> lines = ("Elm Trust: our boards", "Elm Council began in", "Full Council", "Elm Council Park", "At: Elm Trust")
    >>> [_publisher(line, load_words()) for line in lines]
    ['Elm Trust', '', '', 'Elm Council Park', '']
    """
    nouns = lists.any_of("publishers")
    cut = _TITLED.sub("", text)
    name = cut.strip(" :")
    found = nouns.search(name)
    # An entry of a list, and what stands behind a label, is no name.
    if found is None or not text[:1].isalnum() or _is_any(name, lists) or _GOES_ON.search(name[found.end() :]):
        return ""
    return name


def _is_any(name: str, lists: Words) -> bool:
    """Whether a name is that of a body which any organisation may have: "Full Council", "the Board"."""
    known = {*lists.of("bodies", "common"), *lists.of("bodies", "nouns"), "the", "and", "of"}
    return {*plain(name).split()} <= known


def _kind(drafts: Drafts, meetings: Sequence[Draft]) -> str:
    """Return what sort of paper it is, by what was drafted of it."""
    if "agenda" in drafts.records:
        return "agenda pack"
    plan = drafts.of("Plan")
    if meetings and len(plan) < 5:
        return "meeting notes"
    return "plan" if plan else "report"


def _day(first: Sequence[Line], drafts: Drafts, meetings: Sequence[Draft], sheets: Sequence[Line]) -> str:
    """Return the day of a paper: a list that is kept up says when it was last; minutes are those of their day.

    Of sheets by month, the last says how far the paper goes.
    """
    said = ((line.text, at.start()) for line in first[:15] if (at := _UPDATED.search(line.text)))
    updated = (date_in(text[start:])[0] or date_in(text)[0] for text, start in said)
    day = next(filter(None, updated), "") or (meetings[0].values["date"] if meetings else "")
    if not day:
        near = (_BY.sub("", line.text) for line in first[:15] if len(line.text.split()) <= _SENTENCE)
        day = next((found for text in near if (found := date_in(text)[0])), "")
        months = (MONTH_YEAR.fullmatch(line.text.strip(" .")) for line in sheets or first[:15])
        day = day or max((month[0] for month in months if month), key=day_of, default="")
        decided = {day_of(row.values["date"]) for row in drafts.of("Decisions") if row.values.get("decided by")}
        day = day or (decided.pop() if len(decided) == 1 else "")  # a notice of what somebody decided
    return day


# What is to be done by a day; "published by Elm Council" is followed by no day.
_BY = re.compile(r"(?i)\b(?:by|before|until|due)\s+(?:the\s+)?(?:end\s+of\s+)?\d.*", re.DOTALL)
# A cover has so few lines, and each so few words.
_COVER, _COVER_WORDS = 10, 12
# A day within a paragraph of more words is one of which the paper tells.
_SENTENCE = 25


def _cover(paper: Paper) -> list[Line]:
    """Return the lines of the first page, if it is a cover: no sentence, and another page follows."""
    page = [line for line in paper.lines if line.page == 1 and re.search(r"[^\W\d]", line.text)]
    short = all(not line.is_row and len(line.text.split()) <= _COVER_WORDS for line in page)
    ended = any(line.text.endswith((".", ":", ";")) for line in page)
    return page if 1 < len(page) <= _COVER < len(paper.lines) and short and not ended and paper.pages > 1 else []


def _boxed(lines: Sequence[Line]) -> str:
    """Return the title that a paper has in a frame on its cover: rows of one cell each before any other words."""
    filled = (line for line in lines if line.cells and any(line.cells))
    rows = itertools.takewhile(lambda line: line.is_row and sum(map(bool, line.cells)) == 1, filled)
    texts = [flat(line.text) for line in itertools.islice(rows, _COVER)]
    return " ".join(texts) if texts and all(len(text.split()) <= _COVER_WORDS for text in texts) else ""


def _is_day(line: Line) -> bool:
    return bool(date_in(line.text)[0] and len(line.text.split()) < 6) or bool(
        MONTH_YEAR.fullmatch(line.text.strip(" ."))
    )


def day_of(printed: str) -> str:
    """Return the last day that a date as printed may mean, as ISO; empty if it is none."""
    when = read_date(printed) if printed else None
    return (when.last if when else None) or ""
