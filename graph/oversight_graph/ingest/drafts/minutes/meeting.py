"""The heading of minutes: which body met, when, at what time."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from oversight_graph.ingest.days import MONTH, MONTH_YEAR, date_in, month_number, references_in, time_in, without_days
from oversight_graph.ingest.drafts.minutes.labels import Labelled
from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.words import Words, plain
from oversight_graph.model.spelling import flat

# The level of a heading that is only printed in bold.
BOLD = 6
# A day that a printed line breaks off, and how it goes on.
_CUT = re.compile(rf"(?i)\b\d{{1,2}}\s?(?:st|nd|rd|th)?(?:\s+(?:of\s+)?{MONTH})?,?$")
_REST = re.compile(rf"(?i)(?:of\s+)?{MONTH}\b|(?:19|20)\d\d\b")
# The minutes of the meeting before, which are read and signed.
_CONFIRMED = re.compile(r"(?i)\b(?:true record|correct record|signed|approved as|confirmed as|agreed as)\b")
# A line with the month of a meeting is shorter than this.
_TITLE = 60
# So many lines at the top are the head of minutes.
_HEAD = 15
_SORT = r"(?:regular|monthly|quarterly|annual|ordinary|special|general|full|weekly)"
_STATE = r"(?:draft|unconfirmed|confirmed|approved|final|public|formal)"
ORDER = re.compile(r"\bto\s+order\b|\b(?:meeting|session)\s+(?:was\s+)?(?:opened|began|started|commenced)\b", re.I)
# A sentence of a meeting is no title of one.
SENTENCE = re.compile(
    r"\bcalled (?:\w+ ){0,8}to order\b|^(?i:motion|action|decision|vote)s?\b"
    r"|\b(?:can|could|is|are|was|were|has|have|had|will|be|been|would|should|that|advised|stated)\b(?!\s+held)"
)
# Words with a small letter before "meeting" are no name: "Plan for the client meeting".
_SOME_MEETING = re.compile(r"\b[a-z]+\s+meetings?\b")
_ENTRY = re.compile(r"\s*[•●*·–-]\s+\S")
# Which of its meetings is meant.
_WHICH = rf"{_SORT}|extraordinary|agm|egm|first|second|third|latest|{MONTH}|(?:19|20)\d\d"
_PARTED = re.compile(r":\s+|\s+[–—-]\s+")
_NUMBERED = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.)]\s|\d{1,3}(?:\.\d{1,3})+\s")
# Words that name no body: "Minutes of the last meeting", "Meeting of".
_BARE = re.compile(
    r"(?i)(?:[\d.)]+\s+)?(?:(?:minutes|notes|record)\s+(?:of|from)\s+)?(?:the\s+|a\s+)?(?:(?:special|next|annual)\s+)?"
    r"(?:(?:last|previous)\s+meeting\b.*|meeting(?:\s+of(?:\s+the)?|\s+(?:on|at|in)\b.*|\s+(?:details|info\w*|notes|minutes|agenda|summary|overview"
    r"|recording|commencement|close|time|opening|link|location|room|start|date)s?(?:\s*/\s*\w+)?|meeting\s*/\s*\w+)?)"
)
_BELOW = "stands below the list of those who were there"
_YEAR = re.compile(r"(?<![\d/-])(?:19|20)\d\d\b(?![/-]\d)")
_ANOTHER = re.compile(
    r"(?i)[\W\d]*(?:(?:dates?|time|and|of|the)\s+)*next\s+(?:\w+\s+){0,3}meetings?\b"
    r"|(?=.{,200}$)[\W\d]*(?:to\s+)?(?:(?:approv|accept|agree|confirm|adopt|sign)\w*|consider)\b.*\bminutes\b"
    r"|(?=.{,200}$).*\bminutes\b.*\b(?:were|was)\b.*\b(?:approved|accepted|agreed|confirmed|adopted|signed)\b"
)
# What a line that says no name begins with, or holds: when the next one meets, who came, a sentence.
# A meeting of nobody in particular, and one of which something is told.
_ANY_MEETING = re.compile(
    r"(?i)(?:(?:annual|extraordinary|special|general|ordinary|public|inaugural|regular|monthly|the|an?)\s+)*meeting(?:\s+\w+ed\b.*)?"
    r"|(?:the|their|our|its)\s+(?:last|next|previous)\s+\w+|agm|egm"
)
# Whom an agenda invites: "To all members of the Quay Board".
_SUMMONED = re.compile(
    r"(?i)^to:?\s+(?:all\s+)?(?:the\s+)?(?:members|councillors|trustees|governors)\s+of\s+(?:the\s+)?(?=\S)"
)
_TELLING = re.compile(
    r"(?i)\b(?:report|letter|address|update)\s+(?:to|from|by)\b|\b(?:council|board|committee|panel|trust)\s+[a-z]{2,}(?<!h)ed\s+[a-z]"
)
_NO_NAME = re.compile(
    r"(?i)\W*(?:these|this|also|followed|dates?|time|present|in attendance|meeting (?:id|link))\b"
    r"|.*\d[:.]\d\d\b|(?:\S+\s+){14}"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What the head of minutes says: the body, the day (ISO), the time, and where it says so."""

    body: str
    date: str
    date_as_printed: str
    time: str
    lines: tuple[int, ...]
    page: int | None
    sure: bool
    why: str


def read_heading(
    lines: Sequence[Line], labels: Sequence[Labelled], words: Words, made: str = "", *, undated: bool = False
) -> Heading | None:
    """Return the heading of minutes, or None if they do not say when the meeting was.

    Parameters
    ----------
    lines : sequence of Line
        The head of the minutes.
    labels : sequence of Labelled
        The labels in it.
    made : str
        The day, or the year, of the file: the year of a day that is printed without one.
    undated : bool
        Whether they are minutes, whether they say when the meeting was or not.
    """
    if lines and is_day(lines[0]):
        lines, labels = lines[:1], ()  # below it stands what was noted on that day
    head = [line for line in lines[:40] if line.cells]
    # Below the list of those who were there stands what was dealt with, and no title.
    listed = min((label.at for label in labels if label.label in ("present", "apologies")), default=len(lines))
    title, body = _title([line for line in lines[: min(listed, 40)] if line.cells] or head, words)
    if not body:
        title, body = _title(head, words)
    # Below the head, a label of a date is that of something that was spoken of.
    below = max(_HEAD, listed if listed < len(lines) else 0)
    labelled = [
        (label.value, label.lines, "stands behind the label of the date")
        for label in labels
        if label.label == "date" and label.at <= below
    ]
    dates = words.phrases("minutes", "date")
    labelled += [
        (line.cells[1], (line.number,), "stands behind the label of the date")
        for line in head
        if line.is_row and len(line.cells) > 1 and plain(line.cells[0]) in dates
    ]
    # A line that says when the next one meets, or that minutes were agreed, has the day of another meeting.
    refs = tuple(references_in(" ".join(line.text for line in head)))
    own = [(text, at) for text, at in days_of(head) if not _ANOTHER.match(text)]
    last = lines[listed].number if listed < len(lines) else lines[-1].number if lines else 0
    running = [(text, at, "the first date in the heading" if at[0] <= last else _BELOW) for text, at in own]
    years = [int(said[0]) for line in head[:3] if (said := _YEAR.search(line.text)) and not date_in(line.text)[0]]
    years += [int(said[2]) for line in head[:12] if (said := MONTH_YEAR.search(line.text))]
    stated = [(*found, years[0] if years else None) for found in (*labelled, *running)]
    later = ""
    guessed = [(*found[:2], f"{found[2]}; the year is that of the file", int(made[:4])) for found in stated if made]
    for text, where, why, this in [*stated, *guessed]:
        day, printed = date_in(text, this)
        if day and why.startswith(_BELOW):
            later = later or printed
        elif day and not printed.startswith(refs):
            at = {*where, *([title.number] if title else [])}
            time = time_in(text[text.find(printed) + len(printed) :]) or time_in(text[: text.find(printed)], True)
            if not time:
                after = [line.text for line in head if line.number in range(where[-1], where[-1] + 7)]
                time = next((found for rest in after[1:] if (found := time_in(rest, True))), "")
            for line in [] if time else [line for line in lines[:80] if ORDER.search(line.text)]:
                if not time and (time := time_in(line.text, True)):
                    at.add(line.number)
            sure = bool(body) and "that of the file" not in why
            return Heading(body, day, printed, time, tuple(sorted(at)), head[0].page if head else None, sure, why)
    for text, where, why in [*labelled, *running]:
        printed = date_in(text, 2000)[1]  # a leap year
        if printed and why != _BELOW and not printed.startswith(refs) and (labelled or title):
            at = {*where, *([title.number] if title else [])}
            why += "; no year is printed"
            return Heading(body, "", printed, "", tuple(sorted(at)), head[0].page, False, why)
    for line in head:
        of_this = line.number <= last and not _ANOTHER.match(line.text)
        if of_this and (only := month_in(line)) is not None:
            at = {line.number, *([title.number] if title else [])}
            month = f"{only[2]}-{month_number(only[1]):02d}"
            return Heading(
                body, month, only[0], "", tuple(sorted(at)), line.page, False, "is not printed, only the month"
            )
    if (undated or later) and head:
        first = title or head[0]
        why = f"is not printed, unless it is {later}, which {_BELOW}" if later else "is printed nowhere"
        return Heading(body, "", "", "", (first.number,), first.page, False, why)
    return None


def month_in(line: Line) -> re.Match[str] | None:
    """Return the month and the year in a line that is short enough to be a title; None if there are none."""
    return MONTH_YEAR.search(line.text) if not line.is_row and len(line.text) < _TITLE else None


def is_day(line: Line) -> bool:
    """Whether a line is a true heading, not one in bold, with nothing but a day."""
    return 0 < line.level < BOLD and date_in(line.text)[1] == line.text.strip(" .:")


def _title(head: Sequence[Line], words: Words) -> tuple[Line | None, str]:
    nouns, records = words.pattern("bodies", "nouns"), words.pattern("minutes", "record")
    noun = re.compile(rf"(?<!anti-)\b(?:{nouns}|meeting)\b", re.I)
    their = re.compile(rf"(?i)\b(?:{nouns})\s+members?\b")
    named = words.phrases("minutes", "title")
    lists = {plain(phrase) for name in ("present", "guests", "absent") for phrase in words.of("minutes", name)}
    head = [line for line in head if plain(line.text) not in lists]  # "Board members" heads those who were there
    for line in head[:15]:
        filled = [cell for cell in line.cells if cell]
        if len(filled) == 2 and plain(filled[0]) in named:
            return line, re.sub(r"(?i)\s+(?:meeting|minutes)$", "", flat(filled[1]))
    # A line that says whose minutes it begins goes before the name of the organisation above it.
    said = re.compile(
        rf"(?i)\b(?:{records})\s+(?:of|from|for)\s+(?:the\s+|a\s+)?(?!meeting\b(?!\s+of))\S.*\b(?:{nouns})\b"
    )
    # So does one near the top with nothing but the name of a committee, which stands below it.
    kinds = "|".join(re.escape(str(noun)) for noun in words.lists.get("kinds", {}) if noun not in ("meeting", "team"))
    # Committees are called by what they do, such as audit or scrutiny; what is told of one is no committee.
    no_name = rf"(?!.*\b(?:members|agenda|attendance|reports?|plan|strategy|updates?|{records})\b)"
    alone = re.compile(
        rf"(?i){no_name}(?:the\s+)?(?:(?:[\w’'&,-]+\s+){{1,9}}(?:{kinds})|(?:{kinds}|court|council)\s+of\s+\w+)(?:\s+meeting)?"
    )
    about = re.compile(r"(?i)\b(?:plan|strategy|report|update|programme|form|notice|policy)\b")
    committees = [line for line in head[:6] if alone.fullmatch(line.text)]
    head = [_whole(head, at, noun, records) for at in range(len(head[:15]))]
    for line in sorted(head[:15], key=lambda line: 0 if said.search(line.text) else 1 if line in committees else 2):
        text = line.text
        if not noun.search(text) or len(text) > 260 or _CONFIRMED.search(text) or _NUMBERED.match(text):
            continue
        spoken = SENTENCE.search(text.lower() if text.isupper() else text)
        if (spoken and not said.search(text)) or _BARE.fullmatch(text):
            continue
        if not line.level and not re.search(rf"(?i)\b(?:{nouns})\b", text) and _SOME_MEETING.search(text):
            continue
        if not said.search(text) and (_ENTRY.match(text) or their.search(text)):
            continue  # an entry of a list, and what is said of the members of a body
        if not said.search(text) and about.search(text) and not re.search(rf"(?i)\b(?:{nouns}|meeting)\W*$", text):
            continue  # the title of a plan or a report
        body = re.sub(r"(?i)^meeting\s*[:–—-]+\s*|\s*\(item\s+\d+\)$", "", text)
        of = re.search(rf"\b(?:{records})\s+(?:of|from|for)\s+(?:the\s+|a\s+)?(.+)", body, re.I)
        owner = re.sub(r"(?i)\W*\bdraft\W*$", "", text[: of.start()].strip(" ,:–—-")) if of else ""
        owned = of if re.search(rf"(?i)\b(?:{nouns})$", owner) else None
        if owned and re.match(rf"(?i)(?:{_SORT}\s+)*meeting\b(?!\s+of\s+(?!\d))", owned[1]):
            body = owner  # the council stands before "Minutes of the Ordinary Meeting"
        elif of and noun.search(of[1]) and not re.fullmatch(r"(?i)meeting\b.*", of[1]):
            body = of[1]
        elif of and re.match(r"(?i)(?:\w+\s+)?meeting of (?:the )?", of[1]):
            body = re.sub(r"(?i)^(?:\w+\s+)?meeting of (?:the )?", "", of[1])
        if re.search(rf"(?i)meeting of (?:the )?.*\b(?:{nouns})\b", body):
            body = re.sub(r"(?i)^(?:the\s+)?(?:\w+\s+){0,3}?meeting\s+of\s+(?:the\s+)?", "", body)
        behind = rf"(?:held|which was held|on\s+\w+day|at\s+\d)|\s*[,–—:|-]+\s*(?:{_STATE}\s+)?(?:{records})\b"
        body = re.split(rf"(?i)\s*,?\s+{behind}", _SUMMONED.sub("", body))[0]
        body = without_days(body)
        body = re.sub(r"(?i)[\s,–—@-]*\b(?:at\s+)?\d{1,2}(?:[.:]\d\d)?\s*[ap]\.?m\b.*$", "", body)
        body = re.sub(rf"(?i)^(?:{_STATE}\s+)?(?:{records})\b\s*[:–-]?\s*(?:of\s+(?:the\s+)?)?", "", body)
        body = re.sub(rf"(?i)\s+(?:{records})$", "", _unbracketed(flat(body)))
        body = re.sub(r"(?i)\s+(?:held|on|at|in|for|from|(?:meeting\s+)?agenda)$", "", body)
        body, whose = re.subn(rf"(?i)^(?:{_SORT}\s+)?meeting\s+of\s+(?:the\s+)?(?=\S)", "", body)
        body = re.sub(rf"(?i)\s*[,:–—-]+\s+(?:{_SORT}\s+)+(?:\w+\s+)?meeting$", "", body)
        body = re.sub(r"(?i)^(?:regular|ordinary|monthly|weekly|special(?=\s+(?:board|council)))\s+(?=\S)", "", body)
        named_so = rf"(?:{nouns})s?(?:\s+of\s+(?:the\s+)?\w+)?(?:\s+\([A-Z]{{2,8}}\))?"
        body = re.sub(rf"(?i)\b({named_so})(?:['’]s)?\s+(?:{_SORT}\s+)*meetings?$", r"\1", body)
        body = re.sub(rf"(?i)\s*[,:–—-]+\s*{MONTH}(?:\s+(?:{records}|meetings?))?$", "", body)
        body = re.sub(rf"(?i)\b({named_so})\s+{MONTH}\s+meetings?$", r"\1", body)
        body = re.sub(rf"(?i)\b({named_so})\s+draft\b.*$", r"\1", body)
        # The annual meeting of a council is one of that council.
        body = re.sub(rf"(?i)^(?:annual|virtual)\s+(?=\S.*\b{named_so}$)|\s+annual(?=\s+\w+\s+council$)", "", body)
        body = body_called(body, nouns)
        if not body.isupper():  # initials are a body too
            body, short = re.subn(r"\b([A-Z]{2,8}|[Tt]eam)\s+[Mm]eetings?$", r"\1", body)
            whose = whose or short
        printed, body = body, _bare_name(body, nouns)
        whose = whose or body != printed
        if not body or (not said.search(text) and _TELLING.search(text)):
            continue  # a meeting of which the title does not say whose it is, and what is told of a body
        if re.search(r"\b(?:the|last|next|this|previous)\s+meeting$", body):
            continue  # what is done at a meeting, or before it
        before, _, name = body.rpartition(cut[0]) if (cut := _PARTED.search(body)) else ("", "", "")
        if re.fullmatch(rf"(?i)(?:\S+\s+){{1,9}}(?:{kinds})", name) and not re.search(rf"(?i)\b(?:{nouns})\b", before):
            body = name  # an organisation stands before its committee
        if _NO_NAME.match(body):
            continue
        if body and (whose or noun.search(body)) and not _BARE.fullmatch(body):
            body = body.title() if body.isupper() and (" " in body or noun.search(body)) else body
            return line, _in_full(re.sub(r"^(?:the)\s+", "", body, flags=re.I), head)
    # A sentence that opens the meeting may say whose it is.
    opened = re.compile(
        rf"\bmeeting of (?:the )?(?P<body>[A-Z][^.;:]{{2,80}}?\b(?i:{nouns})(?: of [A-Z]\w+)?)"
        r" (?:was|is) (?:called|held|opened)"
    )
    for line in head:
        if said_so := opened.search(line.text):
            return line, said_so["body"]
    # No line has a word for a body: whose minutes they are is what their heading says.
    for line in head[:8]:
        own = re.match(rf"(?i)(?:{records})\s+of\s+(?:the\s+)?(?!meeting)(?P<body>[A-Z].{{3,100}})$", line.text)
        body = _bare_name(re.sub(r"(?i)^the\s+", "", own["body"].strip(" .,:")), nouns) if own else ""
        if own and body and not date_in(own["body"])[0]:
            return line, body
    return None, ""


def _in_full(body: str, head: Sequence[Line]) -> str:
    """Return the name of a body as a line near the top has it in full: "Elm Parish Council" for "Parish Council"."""
    full = re.compile(
        rf"(?i)(?!.*\b(?:of|minutes|notes|meeting|agenda)\b)(?:the\s+)?(?P<name>(?:[\w’'.&-]+\s+){{1,3}}{re.escape(body)})"
    )
    found = (
        full.fullmatch(line.text) for line in head[:6] if len(body.split()) == 2 and body.lower().endswith("council")
    )
    name = next((each["name"] for each in found if each), body)
    return name.title() if name.isupper() else name


def _bare_name(body: str, nouns: str) -> str:
    """Return the name of a body without what says which of its meetings is meant; empty if no more than that is said.

    Examples
    --------
    >>> [_bare_name(said, "council|board") for said in ("February Parish Council", "Elm 2009 Parish Council")]
    ['Parish Council', 'Elm Parish Council']
    >>> [_bare_name(said, "council|board") for said in ("Annual General Meeting", "2nd Extraordinary Lamp Board")]
    ['', 'Lamp Board']
    >>> [_bare_name(said, "council|board") for said in ("March Town Council", "Spring Term Meeting of the Lamp Board")]
    ['March Town Council', 'Lamp Board']
    """
    body = re.sub(r"(?i)^(?:[\w’'-]+\s+){0,5}?(?:meeting|agm|egm)\s+of\s+(?:the\s+)?(?=\S)", "", body)
    body = re.sub(r"(?i)\s+\(\s*(?:part|public|private|open|closed|draft|confirmed)\b[^()]{0,40}\)$", "", body)
    body = re.sub(rf"(?i)\s+(?:meeting\s+(?:for|of)\s+{MONTH}|(?:quarter|q)\s?\d\s+meeting)\b.{{0,20}}$", "", body)
    body = re.sub(r"(?i)^(?:\d{1,3}(?:st|nd|rd|th)|inaugural|extraordinary)\s+(?=\S+\s)", "", body)
    body = re.sub(r"(?i)^(?:extraordinary|inaugural)\s+(?=\S+\s)", "", body)
    # A town may be called March, or begin with May.
    body = re.sub(rf"^(?!March\b|May\b)(?i:{MONTH})\s+(?=\S.*\b(?i:{nouns})$)", "", body)
    body = re.sub(rf"(?i)\s+(?:19|20)\d\d(?=\s+(?:\w+\s+)?(?:{nouns})$)", "", body)
    return "" if _ANY_MEETING.fullmatch(body) else body


def body_called(text: str, nouns: str) -> str:
    """Return the body in words that say besides which meeting of it is meant.

    Parameters
    ----------
    text : str
        As in a heading.
    nouns : str
        A pattern of the words with which a name of a body ends.

    Examples
    --------
    >>> [body_called(said, "council") for said in ("to Elm Council", "Elm Council -July Meeting", "Full Council")]
    ['Elm Council', 'Elm Council', 'Full Council']
    >>> body_called("June meeting of the Elm Annual Parish Council AGM 2014", "council")
    'Elm Parish Council'
    >>> [body_called(said, "council|trust") for said in ("March Town Council", "General Lamp Council Annual Meeting")]
    ['March Town Council', 'General Lamp Council']
    """
    # A name may begin with a word for a meeting, as that of a General Council, or of a town called March.
    named = re.fullmatch(
        r"(?:.*\bm+eet\w*\s+of\s+(?:the\s+)?)?(?:(?:[a-z]\S*|(?:19|20)\d\d|(?i:extraordinary|latest))\s+)*"
        rf"(?P<name>[A-Z]\S*\s.*?\b(?i:{nouns}))"
        rf"(?:(?:\W+(?i:{_WHICH}|\w*m+ee\w+|min\w+))+(?:\s+(?i:on|at|in)\s.*)?)?\W*",
        text,
        re.DOTALL,
    )
    if named is None or not re.search(rf"(?i)\b(?:{_WHICH}|m+ee\w+)\b|^[a-z]", text):
        return text
    return re.sub(r"(?i)(?<=\w )(?:annual|extraordinary)\s+(?=(?:\w+\s+)?council$)", "", named["name"])


def _unbracketed(text: str) -> str:
    """Return a name without marks around it; a bracket that closes one within it stays."""
    bare = text.strip(" ,.:–—-()=*#")
    return f"{bare})" if bare.count("(") > bare.count(")") else bare


def _whole(head: Sequence[Line], at: int, noun: re.Pattern[str], records: str) -> Line:
    """Return a line that begins "Minutes of" with those below it, if a body is named only there."""
    line = head[at]
    if line.is_row or not re.match(rf"(?i)(?:{records})\b", line.text):
        return line
    text, below = line.text, at
    while not any(found[0].lower() != "meeting" for found in noun.finditer(text)):
        below += 1
        if below >= len(head) or below > at + 3 or head[below].is_row or head[below].level or len(text) > 160:
            return line
        if re.match(rf"(?i)(?:{records})\s+of\b", head[below].text):
            return line
        text = f"{text} {head[below].text}"
    return replace(line, cells=(text,)) if below > at else line


def days_of(lines: Sequence[Line]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield the text and the number of each line that is not empty; a day that goes over the end of one is joined."""
    filled = [line for line in lines if line.cells]
    for line, below in itertools.zip_longest(filled, filled[1:]):
        cut = below is not None and not line.is_row and _CUT.search(line.text) and _REST.match(below.text)
        yield (f"{line.text} {below.text}", (line.number, below.number)) if cut else (line.text, (line.number,))
