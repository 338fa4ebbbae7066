"""Citations and their proof, against a paper of seven lines.

The paper is written down below; what its lines hold, and so what can be proved from them, is plain to see.
"""

from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import Make

from oversight_graph.errors import UsageError
from oversight_graph.evidence.citations import among, in_a_row, paper_names, parse_fragment, short
from oversight_graph.evidence.evidence import CitationViolation, stands_in
from oversight_graph.evidence.papers import documents, lines_of, plain
from oversight_graph.graph import papers_in

PAPER = "https://example.org/town/paper/plan"
TEXT = """Town plan
1.1\t<b>Safe</b> roads\tRoads Board, KPI
&amp; monitoring
\t
Delivery plan
next page
Victims Board*#
"""
TITLE = "Town plan, printed"
DOCUMENT = f"""
<> a ovs:SourceDocument ; dcterms:title "{TITLE}"@en ; dcterms:date "2018-11-27"^^xsd:date ;
    ovs:sha256 "{sha256(TEXT.encode()).hexdigest()}" ; ovs:lineCount 7 .
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that holds the paper under some name, below a sub-folder, and a paper that nobody cites."""
    (tmp_path / "papers" / "scans").mkdir(parents=True)
    (tmp_path / "papers" / "scans" / "0001.txt").write_text(TEXT, encoding="utf-8", newline="")
    (tmp_path / "papers" / "other.txt").write_text("something else\n", encoding="utf-8")
    return tmp_path / "papers"


def named(printed: str, *lines: str, prop: str = "asStated") -> str:
    """Return in Turtle that a body is named in some lines."""
    return (
        f'body:b ovs:namedAs [ a ovs:NameUse ; ovs:{prop} "{printed}" ; '
        f"ovs:evidence {', '.join(f'<#{line}>' for line in lines)} ] .\n"
    )


def violations(make: Make, folder: Path, turtle: str) -> list[tuple[str, str, str]]:
    found = make(DOCUMENT + turtle).verify(folder)
    return [(violation.severity, violation.evidence.removeprefix(PAPER), violation.message) for violation in found]


# What can be proved.


@pytest.mark.parametrize(
    ("printed", "lines"),
    [
        ("Roads Board", ["line=1,2"]),
        ("Safe roads", ["line=1,2"]),  # tags are evened out
        ("KPI & monitoring", ["line=1,3"]),  # entities, and a name over two lines
        ("KPI & monitoring", ["line=1,2", "line=2,3"]),  # the same, cited line by line
        ("Delivery plan … page", ["line=4,6"]),  # torn apart
        ("Delivery plan … page", ["line=5,6", "line=4,5"]),  # and cited out of order
        ("Del…ery plan", ["line=4,5"]),  # a word that is itself torn
        ("Roads Board", ["line=0,1", "line=1,2"]),  # in one of two passages
        ("Victims Board", ["line=6,7"]),
        ("*#", ["line=6,7"]),  # a marker
        ("KPI\u00a0&  monitoring", ["line=1,3"]),  # white space of any kind
    ],
)
def test_names_that_stand_in_their_lines(make_graph: Make, folder: Path, printed: str, lines: list[str]) -> None:
    assert violations(make_graph, folder, named(printed, *lines)) == []


@pytest.mark.parametrize(
    ("printed", "lines"),
    [
        ("Roads Board", ["line=2,3"]),  # it stands in the line before
        ("roads board", ["line=1,2"]),  # case counts
        ("Roads Boards", ["line=1,2"]),
        ("Road", ["line=1,2"]),  # only as the beginning of a word
        ("oads Board", ["line=1,2"]),  # only as the end of one
        ("Roads  Committee", ["line=1,2"]),
        ("page … Delivery", ["line=4,6"]),  # the pieces stand in the other order
        ("Victims' Board", ["line=6,7"]),  # an apostrophe that is not printed
        ("…", ["line=6,7"]),  # nothing at all
        ("KPI &amp; monitoring", ["line=1,3"]),  # the data writes the sign, not the entity
    ],
)
def test_names_that_do_not_stand_in_their_lines(make_graph: Make, folder: Path, printed: str, lines: list[str]) -> None:
    [(severity, evidence, message)] = violations(make_graph, folder, named(printed, *lines))
    assert (severity, evidence) == ("error", f"#{lines[0]}")
    assert "does not stand in the lines cited for b#_plan.namedAs-1" in message


@pytest.mark.parametrize(
    "prop",
    [
        "asStated",
        "ownerAsStated",
        "leadAsStated",
        "dueAsStated",
        "frequencyAsStated",
        "capacityAsStated",
        "dateAsStated",
        "statusAsStated",
        "markerAsStated",
        "amountAsStated",
        "inclusionAsStated",
    ],
)
def test_all_that_is_given_as_printed_is_proved(make_graph: Make, folder: Path, prop: str) -> None:
    # The same words that are not there, under each property.
    assert len(violations(make_graph, folder, named("nowhere", "line=1,2", prop=prop))) == 1


def test_each_node_is_proved_by_its_own_lines(make_graph: Make, folder: Path) -> None:
    # The board's own record cites line 2, where the name stands; the name use cites line 1, where it does not.
    turtle = "body:b ovs:evidence <#line=1,2> .\n" + named("Roads Board", "line=0,1")
    assert len(violations(make_graph, folder, turtle)) == 1


# What is wrong with a citation itself.


@pytest.mark.parametrize(
    ("fragment", "severity", "message"),
    [
        ("line=7,9", "error", "is out of range: the document has 7 lines"),
        ("line=90,91", "error", "is out of range: the document has 7 lines"),
        ("line=5,3", "error", "is out of range: the document has 7 lines"),  # backwards
        ("line=3,3", "error", "is out of range: the document has 7 lines"),  # between two lines
        ("line=3,4", "error", "cites blank lines"),  # a tab only
        ("line=7,8", "error", "is out of range: the document has 7 lines"),  # the last line break begins no line
        ("line=3", "error", "is not a citation of lines (#line=a,b) or of a page (#page=n)"),
        ("lines=1,2", "error", "is not a citation of lines (#line=a,b) or of a page (#page=n)"),
        ("page=2", "warning", "cites a page; the text at hand has only lines, so this is not proved"),
    ],
)
def test_citations_that_fail(make_graph: Make, folder: Path, fragment: str, severity: str, message: str) -> None:
    turtle = f"body:b a ovs:OversightBody ; ovs:evidence <#{fragment}> .\n"
    assert violations(make_graph, folder, turtle) == [(severity, f"#{fragment}", message)]


@pytest.mark.parametrize("fragment", ["line=0,1", "line=6,7", "line=0,7", "line=3,5"])
def test_citations_that_hold(make_graph: Make, folder: Path, fragment: str) -> None:
    # First line, last line, the whole, and a blank line with another.
    assert violations(make_graph, folder, f"body:b a ovs:OversightBody ; ovs:evidence <#{fragment}> .\n") == []


def test_a_citation_without_a_fragment_is_none(make_graph: Make, folder: Path) -> None:
    # The paper as a whole proves nothing.
    [(severity, _, message)] = violations(make_graph, folder, "body:b a ovs:OversightBody ; ovs:evidence <> .\n")
    assert (severity, message.split(" (")[0]) == ("error", "is not a citation of lines")


def test_a_document_that_the_data_does_not_describe(make_graph: Make, folder: Path) -> None:
    # The citation is well formed, but of what?
    turtle = "body:b a ovs:OversightBody ; ovs:evidence <other#line=1,2> .\n"
    found = make_graph(DOCUMENT + turtle).verify(folder)
    assert found == [
        CitationViolation(
            "error",
            "https://example.org/town/paper/other#line=1,2",
            "",
            "cites a document that the data does not describe",
        )
    ]


# What is wrong with the papers.


OTHER = f"other.txt ({sha256(b'something else' + bytes([10])).hexdigest()})"


def test_a_missing_paper_is_told_once(make_graph: Make, folder: Path) -> None:
    # Two citations of it, one violation: nothing can be said of its lines. The file there is named with its hash.
    (folder / "scans" / "0001.txt").unlink()
    turtle = named("Roads Board", "line=1,2") + named("nowhere", "line=90,91")
    assert violations(make_graph, folder, turtle) == [
        (
            "error",
            "",
            "no file in the folder has this document's SHA-256: missing or changed; "
            f"files that are no described document: {OTHER}",
        )
    ]


def test_of_many_files_that_are_no_paper_some_are_named(make_graph: Make, folder: Path) -> None:
    (folder / "scans" / "0001.txt").unlink()
    for number in range(8):
        (folder / f"scan-{number}.txt").write_text(f"{number}", encoding="utf-8")
    [(_, _, message)] = violations(make_graph, folder, named("Town plan", "line=0,1"))
    # Nine files, of which five are shown, by name.
    assert message.endswith(f"scan-3.txt ({sha256(b'3').hexdigest()}) and 4 more")


def test_an_empty_folder_names_nothing(make_graph: Make, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    [(_, _, message)] = violations(make_graph, tmp_path / "empty", named("Town plan", "line=0,1"))
    assert message == "no file in the folder has this document's SHA-256: missing or changed"


@pytest.mark.parametrize("changed", [TEXT + " ", TEXT.replace("Roads", "Rodes")])
def test_a_changed_paper_is_not_the_paper(make_graph: Make, folder: Path, changed: str) -> None:
    # One space more, or another word: in each case another hash.
    (folder / "scans" / "0001.txt").write_text(changed, encoding="utf-8", newline="")
    [(severity, evidence, message)] = violations(make_graph, folder, named("Town plan", "line=0,1"))
    assert (severity, evidence) == ("error", "")
    assert message == (
        "no file in the folder has this document's SHA-256: missing or changed; files that are no described document: "
        f"{OTHER}, scans/0001.txt ({sha256(changed.encode()).hexdigest()})"
    )


BOM = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("described", "stored", "what"),
    [
        (b"a\nb\n", b"a\r\nb\r\n", "its line ends (CRLF)"),
        (b"a\nb\n", BOM + b"a\nb\n", "a byte order mark"),
        (b"a\nb\n", BOM + b"a\r\nb\r\n", "a byte order mark and its line ends (CRLF)"),
        (b"a\r\nb\r\n", b"a\nb\n", "its line ends (LF)"),
        (b"a\r\nb\r\n", BOM + b"a\r\nb\r\n", "a byte order mark"),
        (BOM + b"a\nb\n", BOM + b"a\r\nb\r\n", "its line ends (CRLF)"),
    ],
)
def test_a_paper_that_a_program_has_saved_anew(
    make_graph: Make, tmp_path: Path, described: bytes, stored: bytes, what: str
) -> None:
    # The words are the same and the bytes are not: the file is named, with what differs and its hash.
    (tmp_path / "plan.txt").write_bytes(stored)
    turtle = f'<> a ovs:SourceDocument ; dcterms:title "T"@en ; ovs:sha256 "{sha256(described).hexdigest()}" .'
    [violation] = make_graph(turtle).verify(tmp_path)
    assert violation.message == (
        f"plan.txt is this document but for {what}, so it has not its SHA-256: save it without, or describe it with "
        f"ovs:sha256 {sha256(stored).hexdigest()}"
    )


def test_a_paper_that_is_not_in_utf_8(make_graph: Make, tmp_path: Path) -> None:
    # Latin-1, as older programs save it: cited twice by its lines, told once; a page of it may be cited.
    content = "Straße\nüber\n".encode("latin-1")
    (tmp_path / "plan.txt").write_bytes(content)
    paper = f'<> a ovs:SourceDocument ; dcterms:title "T"@en ; ovs:sha256 "{sha256(content).hexdigest()}" .'
    [violation] = make_graph(paper + named("Straße", "line=0,1") + named("über", "line=1,2")).verify(tmp_path)
    assert (violation.severity, violation.evidence) == ("error", PAPER)
    assert violation.message.startswith("is not in UTF-8, so its words cannot be compared: save it as UTF-8")
    [violation] = make_graph(paper + named("Straße", "page=1")).verify(tmp_path)
    assert (violation.severity, violation.evidence) == ("warning", f"{PAPER}#page=1")


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("", "the cited paper is not in this folder"),
        ('<annex> a ovs:SourceDocument ; ovs:sha256 "00" .', "none of the 2 cited papers is in this folder"),
    ],
)
def test_passages_from_a_folder_without_the_papers(make_graph: Make, tmp_path: Path, more: str, message: str) -> None:
    # An empty passage would look like a paper that says nothing.
    (tmp_path / "elsewhere").mkdir()
    papers = papers_in(make_graph(DOCUMENT + more), tmp_path / "elsewhere")
    with pytest.raises(UsageError, match=f"elsewhere: {message}"):
        papers.passage(f"{PAPER}#line=0,1")


def test_of_two_papers_one_may_be_missing(make_graph: Make, folder: Path) -> None:
    # What the paper at hand says is shown, and nothing for the other one.
    papers = papers_in(make_graph(DOCUMENT + '<annex> a ovs:SourceDocument ; ovs:sha256 "00" .'), folder)
    assert papers.passage(f"{PAPER}#line=0,1") == "Town plan"
    assert papers.passage("https://example.org/town/paper/annex#line=0,1") is None


def test_what_is_printed_in_a_paper_that_is_missing_is_not_looked_for_elsewhere(make_graph: Make, folder: Path) -> None:
    # The words may stand in either paper that is cited, and one of them is not there: that alone is told.
    two = DOCUMENT + '<annex> a ovs:SourceDocument ; dcterms:title "Annex"@en ; ovs:sha256 "00" .'
    for turtle in (named("nowhere", "line=1,2"), row("9.9", "line=1,2")):
        cited = turtle.replace("<#line=1,2>", "<#line=1,2>, <annex#line=1,2>")
        [violation] = make_graph(two + cited).verify(folder)
        assert violation.document == "Annex"
        assert (
            len(make_graph(two + turtle).verify(folder)) == 2
        )  # it is looked for where only the paper at hand is cited


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("a", 1), ("a\n", 1), ("a\nb", 2), ("a\n\n", 2), ("\n", 1), ("a\r\nb\r\n", 2)],
)
def test_lines_are_counted_as_editors_do(text: str, count: int) -> None:
    # As `wc -l` counts, and one more for a last line that nothing ends.
    assert len(lines_of(text)) == count


# The printed references of rows.


def row(reference: str, *lines: str, kind: str = "Commitment") -> str:
    cited = ", ".join(f"<#{line}>" for line in lines)
    return f'commitment:x a ovs:{kind} ; skos:notation "{reference}" ; ovs:evidence {cited} .'


@pytest.mark.parametrize("kind", ["Commitment", "Activity"])
@pytest.mark.parametrize("lines", [["line=1,2"], ["line=0,1", "line=1,2"]])
def test_a_row_that_cites_its_line(make_graph: Make, folder: Path, kind: str, lines: list[str]) -> None:
    assert violations(make_graph, folder, row("1.1", *lines, kind=kind)) == []


@pytest.mark.parametrize("kind", ["Commitment", "Activity"])
@pytest.mark.parametrize(
    ("reference", "line"),
    [
        ("1.1", "line=2,3"),  # it stands in the line before; nothing else is given as printed
        ("A3", "line=1,2"),
        ("1", "line=1,2"),  # only as the beginning of 1.1
        (".1", "line=1,2"),
    ],
)
def test_a_row_that_cites_another_line(make_graph: Make, folder: Path, kind: str, reference: str, line: str) -> None:
    assert violations(make_graph, folder, row(reference, line, kind=kind)) == [
        ("error", f"#{line}", f"{reference!r} does not stand in the lines cited for x")
    ]


def test_references_of_other_things_are_not_looked_for(make_graph: Make, folder: Path) -> None:
    # A body's acronym is in the register, whether this line has it or not.
    assert violations(make_graph, folder, row("SSB", "line=1,2", kind="OversightBody")) == []


def test_a_wrong_count_of_lines_is_a_violation(make_graph: Make, folder: Path) -> None:
    # The hash is right; the description says eight lines.
    found = make_graph(DOCUMENT.replace("lineCount 7", "lineCount 8")).verify(folder)
    assert found == [CitationViolation("error", PAPER, TITLE, "has 7 lines, the data says 8")]


def test_one_file_may_be_two_documents(make_graph: Make, folder: Path) -> None:
    # The same notes are described twice, as notes and as an annex.
    again = DOCUMENT.replace("<> a", "<annex> a") + "body:b a ovs:OversightBody ; ovs:evidence <annex#line=1,2> .\n"
    assert make_graph(DOCUMENT + again).verify(folder) == []


def test_the_hash_may_be_written_in_capitals(make_graph: Make, folder: Path) -> None:
    graph = make_graph(DOCUMENT.replace(sha256(TEXT.encode()).hexdigest(), sha256(TEXT.encode()).hexdigest().upper()))
    assert graph.verify(folder) == []


def test_a_folder_that_is_not_there(make_graph: Make, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such folder of papers"):
        make_graph(DOCUMENT).verify(tmp_path / "nowhere")


def test_papers_of_any_kind_in_the_folder_do_no_harm(make_graph: Make, folder: Path) -> None:
    # A picture that is no text, and a file that nobody can decode.
    (folder / "scan.png").write_bytes(bytes(range(256)))
    graph = make_graph(DOCUMENT + named("Town plan", "line=0,1"))
    assert graph.verify(folder) == []
    assert papers_in(graph, folder).unmatched == ["other.txt", "scan.png"]


def test_violations_are_sorted_and_told_once(make_graph: Make, folder: Path) -> None:
    # The same wrong line is cited by two nodes.
    turtle = (
        "body:b a ovs:OversightBody ; ovs:evidence <#line=90,91> .\n"
        "body:c a ovs:OversightBody ; ovs:evidence <#line=90,91>, <#line=3,4> .\n"
    )
    assert [evidence for _, evidence, _ in violations(make_graph, folder, turtle)] == ["#line=3,4", "#line=90,91"]


# Passages and words.


@pytest.mark.parametrize(
    ("fragment", "passage"),
    [
        ("line=0,1", "Town plan"),
        ("line=1,3", "1.1 Safe roads Roads Board, KPI & monitoring"),
        ("line=6,7", "Victims Board#"),
        ("line=3,4", ""),
        ("line=7,8", None),
        ("page=1", None),
        ("nonsense", None),
    ],
)
def test_passages(make_graph: Make, folder: Path, fragment: str, passage: str | None) -> None:
    # Read off the paper above; a sign of markup falls away.
    assert papers_in(make_graph(DOCUMENT), folder).passage(f"{PAPER}#{fragment}") == passage


def test_documents(make_graph: Make) -> None:
    # As described above.
    [(iri, document)] = documents(make_graph(DOCUMENT).store).items()
    assert (iri, document.title, document.day, document.lines) == (PAPER, TITLE, "2018-11-27", 7)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("<p>Fire &amp; <b>Rescue</b></p>", "Fire & Rescue"),
        ("**Agenda** _item_ snake_case", "Agenda item snake_case"),
        ("a < b > c", "a c"),  # taken for a tag
        ("1 &lt; 2", "1 < 2"),  # an entity is not read twice
        ("&amp;lt;", "&lt;"),
        ("one\n\n two\tthree\u00a0four", "one two three four"),
    ],
)
def test_plain(raw: str, expected: str) -> None:
    assert plain(raw) == expected


@given(before=st.text("ab ", max_size=5), name=st.text("abc", min_size=1, max_size=4), after=st.text("ab ", max_size=5))
def test_a_name_stands_in_a_passage_if_its_words_do(before: str, name: str, after: str) -> None:
    # One word stands in a text exactly if it is one of the words of the text.
    passage = f"{before}{name}{after}"
    assert stands_in(name, passage) == (name in passage.split())


@given(pieces=st.lists(st.text("abc", min_size=1, max_size=3), min_size=1, max_size=4), gap=st.text("xyz", max_size=3))
def test_torn_names_stand_in_any_passage_that_has_their_pieces_in_order(pieces: list[str], gap: str) -> None:
    assert stands_in(" … ".join(pieces), f" {gap} ".join(pieces))


def test_a_torn_name_of_many_pieces_is_quick_to_refuse() -> None:
    # A pattern that tried all ways to place 30 pieces in 30,000 words would not come back.
    assert not stands_in(" … ".join(["a"] * 30) + " … b", "a " * 30_000)


@pytest.mark.parametrize(
    ("citation", "parsed", "shown"),
    [
        ("https://example.org/p#line=0,1", ("https://example.org/p", 1, 1), "p, line 1"),
        ("https://example.org/p#line=531,533", ("https://example.org/p", 532, 533), "p, lines 532-533"),
        ("https://example.org/p#page=7", ("https://example.org/p", 0, 0), "p, page 7"),
        ("https://example.org/p#line=1", None, "https://example.org/p#line=1"),
        ("https://example.org/p#xline=1,2", None, "https://example.org/p#xline=1,2"),
        ("https://example.org/p", None, "https://example.org/p"),
        ("", None, ""),
    ],
)
def test_citations_as_people_write_them(citation: str, parsed: tuple[str, int, int] | None, shown: str) -> None:
    # RFC 5147 counts the positions between lines, so the first line is 0,1.
    assert parse_fragment(citation) == parsed
    assert short(citation) == shown


def test_citations_share_the_name_of_a_paper_only_where_it_is_the_same_paper() -> None:
    east, west = (f"https://example.org/{place}/paper/minutes" for place in ("east", "west"))
    cited = [f"{east}#line=0,1", f"{west}#line=3,4", f"{west}#line=6,9", f"{west}#page=2"]
    assert [text for _, text in in_a_row(cited)] == ["minutes, line 1", "minutes, line 4", "7-9", "page 2"]
    assert [text for _, text in in_a_row(cited, among([east, west]))] == [
        "east/paper/minutes, line 1",
        "west/paper/minutes, line 4",
        "7-9",
        "page 2",
    ]


def test_names_of_papers_are_different_however_their_addresses_end() -> None:
    alike = [*(f"https://example.org/{n}/a/b/c/d/e/f/minutes" for n in range(3)), "minutes", "x/minutes", "urn:x", ""]
    assert len({*paper_names(alike).values()}) == len(alike)
    assert paper_names([]) == {}
    assert among([])("https://example.org/p#line=1,2") == "p, line 2"
