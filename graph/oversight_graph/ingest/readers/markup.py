"""Marks of HTML and Markdown inside a line or a cell, taken off; paragraphs are kept as line breaks."""

import html
import re

from oversight_graph.model.spelling import flat

_BREAK = re.compile(r"</?(?:p|li|ul|ol|br|div|h[1-6]|tr|td|th)\b[^<>]{0,200}>", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\n|(?<=\S)[ \xa0]{2,}(?=\S)")
_TAG = re.compile(r"<!--(?:(?!<!--).)*?-->|</?[a-zA-Z][^<>]{0,400}>")
_LINK = re.compile(r"!?\[([^\[\]]{0,400})\]\((?:[^()\s]{0,600})[^()]{0,100}\)")
_NOTE = re.compile(r"\[\^\w{1,20}\]")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,4000}?)(?<=\S)\1", re.DOTALL)
# Strong words whose end stands behind a blank, as editors of documents leave it.
_LOOSE = re.compile(r"(?<![\w*])\*\*(?=\S)([^*\n]{1,200}?) \*\*(?=\w)(?:([^*\n]{1,400})\*\*$)?")
# Neither crosses a mark of its own kind, so that a text full of beginnings takes no longer than another.
_STRUCK = re.compile(
    r"(?<![\\~])~~(?=[^\s~])[^~\n]+(?<=\S)~~(?!~)|<(s|del|strike)(?:\s[^<>]{0,200})?>[^<]*</\1\s*>", re.IGNORECASE
)
# What is left of an entry of a list that is struck out as a whole.
_MARK_ALONE = re.compile(r"(?:[-*•+]|\w{1,3}[.)])\s*(?:\[[ xX]\])?")
_EMPHASIS = re.compile(r"(?<![\w*\\])(\*|_)(?=[^\s*_])([^*\n]{1,2000}?)(?<=\S)\1(?![\w*])")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
# Older writers leave out the blank behind the marks.
_HEADING = re.compile(r"^(#{1,6})(?:\s+|(?<=##)(?=\w)|(?=[A-Z]))(.*)$")
_ALL_BOLD = re.compile(r"^(?:\*\*[^*]+(?: \*\*[^*]+)?\*\*|__[^_]+__|<b>[^<]+</b>|<strong>[^<]+</strong>)[ :]*$")


def unmarked(text: str) -> str:
    r"""Return a line or cell without its marks.

    Examples
    --------
    >>> unmarked("<p>One &amp; all</p> <p><b>two</b></p>")
    'One & all\ntwo'
    >>> unmarked("The first  the second")
    'The first\nthe second'
    >>> unmarked("**7.1** A [page](https://example.org) of the plan[^1]")
    '7.1 A page of the plan'
    """
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", text))
    if "[" in text:
        text = _LINK.sub(r"\1", _NOTE.sub("", text))
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", _LOOSE.sub(r"\1 \2", text.replace("****", ""))))
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    if "&" in text:
        text = html.unescape(text)
    parts = (flat(part) for part in _PARAGRAPH.split(text))
    return "\n".join(part for part in parts if part)


def without_comments(text: str) -> tuple[str, list[tuple[int, int]]]:
    r"""Return a text without its comments, which no reader of the page sees, and the lines on which these stand.

    A comment that is not ended is none.

    Examples
    --------
    >>> without_comments("Present:\n<!-- Bo Ash\nCy Elm -->\nDi Fox")
    ('Present:\n\n\nDi Fox', [(2, 3)])
    """
    shown, hidden, at, line = [], [], 0, 1
    while (begin := text.find("<!--", at)) >= 0 and (end := text.find("-->", begin)) >= 0:
        within = text[begin : end + 3]
        line += text.count("\n", at, begin)
        if any(map(str.isalnum, within)):
            hidden.append((line, line + within.count("\n")))
        shown += [text[at:begin], "\n" * within.count("\n")]
        at, line = end + 3, line + within.count("\n")
    return "".join([*shown, text[at:]]), hidden


def without_struck(text: str) -> tuple[str, list[tuple[int, int]]]:
    r"""Return a text without what is struck out in it, which no longer counts, and the lines on which that stood.

    Examples
    --------
    >>> without_struck("- ~~Bo to ring the bank~~\n- within <del>four</del> five weeks, about ~~ 5")
    ('\n- within  five weeks, about ~~ 5', [(1, 1), (2, 2)])
    """
    kept, struck, at, line = [], [], 0, 1
    for found in _STRUCK.finditer(text) if "~~" in text or "<" in text else ():
        begins = line + text.count("\n", at, found.start())
        line = begins + found[0].count("\n")
        struck.append((begins, line))
        kept += [text[at : found.start()], "\n" * (line - begins)]
        at = found.end()
    if not struck:
        return text, []
    lines = "".join([*kept, text[at:]]).split("\n")
    for begins, _ in struck:
        if _MARK_ALONE.fullmatch(lines[begins - 1].strip()):
            lines[begins - 1] = ""
    return "\n".join(lines), struck


def heading(line: str) -> tuple[int, str]:
    """Return the level of a heading, 0 for any other line, and its words with their marks.

    Examples
    --------
    >>> heading("## The plan ##"), heading("###Action 1"), heading("#hashtag")
    ((2, 'The plan'), (3, 'Action 1'), (0, '#hashtag'))
    >>> heading("**Policing element:**")
    (6, '**Policing element:**')
    """
    found = _HEADING.match(line)
    if found:
        return len(found[1]), found[2].rstrip("#").rstrip()
    return (6 if _ALL_BOLD.match(line.strip().replace("****", "")) else 0), line
