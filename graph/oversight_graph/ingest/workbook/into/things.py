"""Papers, bodies, posts and people: the rows that the other sheets refer to."""

import hashlib
import re

import pyoxigraph as ox

from oversight_graph.ingest.values import read_date, read_frequency, split_names
from oversight_graph.ingest.workbook import codes
from oversight_graph.ingest.workbook.into.maker import NONE, Maker, slug
from oversight_graph.ingest.workbook.into.names import normal, without_title
from oversight_graph.model.vocabulary import CONCEPT, NS

_INITIALS = re.compile(r"[A-Z0-9][A-Za-z0-9&/-]{0,9}")
_SHA = re.compile(r"[0-9a-f]{64}")
_MOST_BYTES = 512 * 1024 * 1024


def enter_papers(maker: Maker) -> None:
    """Enter the names of the papers, so that rows can cite them."""
    for row in maker.rows("Papers"):
        name = row.get("paper")
        if name and maker.papers.setdefault(name.lower(), row) is not row:
            maker.fault("paper", f"stands in row {maker.papers[name.lower()].number} too")
        if row.get("date"):
            maker.date("date")


def enter_things(maker: Maker) -> None:
    """Enter the names of bodies, posts and people, before anything refers to them."""
    for row in maker.rows("Bodies"):
        if row.get("kind"):
            maker.body_kinds.setdefault(row.get("name").lower(), row.get("kind"))
    for row in maker.rows("Bodies"):
        if name := row.get("name"):
            node = body_address(maker)
            kind = "organisation" if _kind(kind_of(maker)) in _ORGANISATIONS else "body"
            others = [row.get("initials"), row.get("listed as"), *split_names(row.get("also called"))]
            _clash(maker, node, name, "name")
            maker.names.add(node.value, kind, name, filter(None, others))
            if _kind(kind_of(maker)) in codes.mechanisms().values():
                maker.routines.add(node.value)
    for row in maker.rows("Posts"):
        if name := row.get("post"):
            maker.post_places.setdefault(normal(name), {}).setdefault(normal(row.get("organisation")))
    for row in maker.rows("Posts"):
        if name := row.get("post"):
            node = post_address(maker)
            place = row.get("organisation")
            _clash(maker, node, " ".join(name.split()), "post")
            others = [row.get("initials"), *split_names(row.get("also called"))]
            maker.names.add(node.value, "post", name, filter(None, others))
            if place:
                maker.names.add(node.value, "post", name, [f"{name} {place}", f"{name} ({place})"])
    for row in maker.rows("People"):
        if name := row.get("name"):
            node = maker.address_of(row, "person", slug(without_title(name)))
            maker.names.add(node.value, "person", name, split_names(row.get("also printed as")))


def _clash(maker: Maker, node: ox.NamedNode, name: str, column: str) -> None:
    maker.new(node, " ".join(name.split()), column)


def make_papers(maker: Maker) -> None:
    """State what the sheet Papers says."""
    for row in maker.rows("Papers"):
        node = maker.address_of(row)
        maker.say(node, "rdf:type", "ovs:SourceDocument")
        maker.places.setdefault(node.value, (row.sheet, row.number))
        maker.text(node, "dcterms:title", row.get("title"))
        for column, term in (("date", "dcterms:date"), ("issued", "dcterms:issued")):
            when = read_date(row.get(column)) if row.get(column) else None
            if when and when.last:
                maker.day(node, term, when.last)
        if kind := maker.code("kind", "document"):
            maker.say(node, "dcterms:type", kind)
        for publisher in maker.organisations("publisher"):
            maker.say(node, "dcterms:publisher", publisher)
        for name in split_names(row.get("replaces")):
            if name.lower() in maker.papers and maker.papers[name.lower()] is not row:
                maker.say(node, "dcterms:replaces", maker.address_of(maker.papers[name.lower()]))
            else:
                maker.fault("replaces", f"{name!r} is no other row of the sheet Papers")
        maker.printed(node, "ovs:sha256", _hash(maker))
        maker.printed(node, "ovs:original", row.get("original"))
        maker.printed(node, "ovs:originalSha256", row.get("original sha256"))
        if count := row.get("line count"):
            if count.isdigit():
                maker.say(node, "ovs:lineCount", ox.Literal(int(count)))
            else:
                maker.fault("line count", "is no number")
        maker.noted(node)


def _hash(maker: Maker) -> str:
    given, name = maker.get("sha256").lower(), maker.get("file")
    if given:
        if not _SHA.fullmatch(given):
            maker.fault("sha256", "is no SHA-256: that has 64 digits 0-9 and a-f; leave it empty if the file is here")
        return given
    if not name:
        maker.fault("file", "is empty, and so is sha256: give the file of the paper, or its hash")
        return ""
    path = maker.book.folder / name
    try:
        # A name from outside must not reach beyond the folder of the workbook.
        if not path.resolve().is_relative_to(maker.book.folder.resolve()):
            maker.fault("file", "is not beside the workbook; put the file there, or give its sha256")
            return ""
        if path.stat().st_size > _MOST_BYTES:
            maker.fault("file", "is larger than 512 MB; give its sha256")
            return ""
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        maker.fault("file", f"cannot be read ({error.strerror}); put it beside the workbook, or give its sha256")
        return ""


_ORGANISATIONS = {"org:FormalOrganization", "org:OrganizationalUnit"}


def _kind(text: str) -> str:
    """Return the class that a kind of the sheet Bodies means."""
    wanted = " ".join(text.lower().split())
    if wanted in (codes.ORGANISATION, "organization"):
        return "org:FormalOrganization"
    if wanted in (codes.UNIT, "unit"):
        return "org:OrganizationalUnit"
    return codes.mechanisms().get(wanted, "ovs:OversightBody")


def kind_of(maker: Maker) -> str:
    """Return the kind that the row at hand gives, else that of the first row of the same name."""
    return maker.get("kind") or maker.body_kinds.get(maker.get("name").lower(), "")


def body_address(maker: Maker) -> ox.NamedNode:
    """Return the address of the thing that the row at hand of the sheet Bodies describes."""
    kind = _kind(kind_of(maker))
    folder = "organization" if kind in _ORGANISATIONS else "body" if kind == "ovs:OversightBody" else "mechanism"
    return maker.address_of(maker.row, folder, slug(maker.get("name")))


def post_address(maker: Maker) -> ox.NamedNode:
    """Return the address of the post at hand; that of posts of one name in several places has the place in it."""
    name, place = maker.get("post"), maker.get("organisation")
    several = len([each for each in maker.post_places.get(normal(name), ()) if each]) > 1
    return maker.address_of(maker.row, "post", slug(f"{name} {place}" if several and place else name))


def make_bodies(maker: Maker) -> None:
    """State what the sheet Bodies says: the thing itself, and what a paper's own list says of it."""
    for row in maker.rows("Bodies"):
        node, kind = body_address(maker), _kind(kind_of(maker))
        maker.say(node, "rdf:type", kind)
        maker.text(node, "skos:prefLabel", row.get("name"))
        if kind == "ovs:OversightBody" and row.get("kind") and (found := maker.code("kind", "kind")):
            maker.say(node, "org:classification", found)
        _also_called(maker, node)
        for column, scheme, term in (
            ("constitution", "constitution", "ovs:constitution"),
            ("level", "level", "ovs:level"),
            ("line of assurance", "line", "ovs:line"),
        ):
            if found := maker.code(column, scheme):
                maker.say(node, term, found)
        for above in maker.organisations("part of"):
            maker.say(node, "org:unitOf" if kind == "org:OrganizationalUnit" else "org:subOrganizationOf", above)
        for office in maker.organisations("run by"):
            maker.say(node, "ovs:runBy", office)
        before = len(maker.made)
        _said_by_a_paper(maker, node)
        cites = (row.lines or row.page) and row.paper and not split_names(row.get("also called"))
        if cites and len(maker.made) == before and row.get("name"):  # all that the paper is cited for is the name
            _other_names(maker, node, [row.get("name")])


def _also_called(maker: Maker, node: ox.NamedNode) -> None:
    row, initials = maker.row, maker.get("initials")
    others = split_names(row.get("also called"))
    if not initials and others and _INITIALS.fullmatch(others[0]) and any(map(str.isupper, others[0])):
        initials = others.pop(0)
    maker.printed(node, "skos:notation", initials if initials != NONE else "")
    _other_names(maker, node, others)


def _other_names(maker: Maker, node: ox.NamedNode, others: list[str]) -> None:
    """State other names: as printed in the paper that the row cites, or as known."""
    row = maker.row
    for other in others:
        if row.paper and (row.lines or row.page):
            use = maker.part(node, "ovs:namedAs", "ovs:NameUse")
            maker.printed(use, "ovs:asStated", other)
            maker.cited(use)
            maker.noted(use)
        else:
            maker.printed(node, "skos:altLabel", other)


def _said_by_a_paper(maker: Maker, node: ox.NamedNode) -> None:
    row = maker.row
    listed = [row.get(name) for name in ("frequency as printed", "notes published", "open to public", "purpose",
                                         "listed as", "marks", "frequency as read")]  # fmt: skip
    if any(listed) and maker.needs_citation("what a paper says of a body"):
        _entry(maker, node)
    chairs = maker.find_all("chair", "person", "post")
    if chairs and maker.needs_citation("who chairs"):
        for chair in chairs:
            seat = maker.part(node, "ovs:seat", "ovs:Seat")
            maker.noted(seat)
            maker.say(seat, "ovs:post" if maker.names.kinds.get(chair.value) == "post" else "org:member", chair)
            maker.say(seat, "org:role", CONCEPT + "role/chair")
            maker.cited(seat)
    above = maker.find_all("reports into", "body", "post", "organisation")
    if above and maker.needs_citation("a reporting line"):
        for each in above:
            line = maker.part(node, "ovs:reporting", "ovs:Reporting")
            maker.say(line, "ovs:into", each)
            maker.cited(line)
            maker.noted(line)
    state = maker.code("status", "state")
    if state and maker.needs_citation("the state of a body"):
        status = maker.part(node, "ovs:status", "ovs:BodyStatus")
        maker.say(status, "ovs:state", state)
        when = maker.date("status from")
        maker.day(status, "schema:startDate", when.last if when else maker.paper_day())
        if when:
            maker.printed(status, "ovs:edtf", when.edtf if when.kind != "day" else "")
            maker.printed_day(status, row.get("status from"))
        maker.cited(status)
        maker.noted(status)


def _entry(maker: Maker, node: ox.NamedNode) -> None:
    """State the row of a paper's own list of bodies."""
    row = maker.row
    paper = maker.papers.get(row.paper.lower())
    if paper is None:
        maker.citations()  # says so
        return
    name = row.get("entry") or f"glossary-{maker.count(f'glossary {row.paper.lower()}')}"
    entry = ox.NamedNode(f"{maker.address_of(paper).value}#{slug(name)}")
    maker.say(entry, "rdf:type", "ovs:GlossaryEntry")
    maker.say(entry, "ovs:describes", node)
    maker.printed(entry, "ovs:asStated", row.get("listed as") or row.get("name"))
    maker.printed(entry, "ovs:markerAsStated", row.get("marks"))
    maker.text(entry, "org:purpose", row.get("purpose"))
    printed = row.get("frequency as printed")
    maker.printed(entry, "ovs:frequencyAsStated", printed)
    known = [word.rpartition("/")[2] for word in (codes.code("frequency", each) for each in codes.words("frequency"))]
    read = maker.code("frequency as read", "frequency")
    if not read:
        found = read_frequency(printed, known)
        if printed and not found:
            maker.warn("frequency as printed", "says no frequency that is known; choose one under frequency as read")
        read = f"{CONCEPT}frequency/{found or 'not-stated'}"
    maker.say(entry, "ovs:frequency", read)
    maker.say(entry, "ovs:notesPublished", maker.code("notes published", "publication", "not-stated"))
    maker.say(entry, "ovs:openToPublic", maker.code("open to public", "publication", "not-stated"))
    if row.get("objective"):
        maker.say(entry, "ovs:objective", maker.address(row.get("objective")) or objective(maker, row.get("objective")))
    if day := maker.paper_day():
        maker.day(entry, "dcterms:date", day)
    maker.cited(entry)
    maker.noted(entry)


def objective(maker: Maker, text: str) -> ox.NamedNode:
    """Return the address of an objective by its words."""
    return ox.NamedNode(f"{maker.base}objective/{slug(text)}")


def make_posts(maker: Maker) -> None:
    """State what the sheet Posts says."""
    for row in maker.rows("Posts"):
        node = post_address(maker)
        maker.say(node, "rdf:type", "org:Post")
        maker.text(node, "skos:prefLabel", row.get("post"))
        maker.printed(node, "skos:notation", row.get("initials"))
        _other_names(maker, node, split_names(row.get("also called")))
        for place in maker.organisations("organisation"):
            maker.say(node, "org:postIn", place)
        for above in maker.find_all("answers to", "post", "body", "organisation"):
            if maker.names.kinds.get(above.value) == "post":
                maker.say(node, "org:reportsTo", above)
            elif maker.needs_citation("to whom a post answers"):
                account = maker.part(node, "ovs:accountability", "ovs:Accountability")
                maker.say(account, "ovs:forum", above)
                maker.say(account, "ovs:mode", CONCEPT + "mode/informs")
                maker.cited(account)
        if not row.get("also called"):
            maker.noted(node)


# What stands in place of a name where a post or seat has nobody.
_VACANT = re.compile(r"vacant|vacancy|vacant post|unfilled", re.IGNORECASE)


def make_people(maker: Maker) -> None:
    """State what the sheet People says: tenures of posts, and seats on bodies."""
    for row in maker.rows("People"):
        if _VACANT.fullmatch(row.get("name").strip()):
            _make_vacancy(maker)
            continue
        node = maker.address_of(row, "person", slug(without_title(row.get("name"))))
        maker.places.setdefault(node.value, (row.sheet, row.number))
        maker.say(node, "rdf:type", "foaf:Person")
        maker.text(node, "skos:prefLabel", without_title(row.get("name")))
        _other_names(maker, node, split_names(row.get("also printed as")))
        post = maker.find("post", row.get("post"), "post") if row.get("post") else None
        body = maker.find("body", row.get("body"), "body", "organisation") if row.get("body") else None
        if (post or body) and not maker.needs_citation("who holds a post or a seat"):
            continue
        if body:
            seat = maker.part(body, "ovs:seat", "ovs:Seat")
            maker.say(seat, "org:member", node)
            if post:
                maker.say(seat, "ovs:post", post)
            maker.say(seat, "org:role", maker.code("role", "role", "member"))
            _term_of(maker, seat)
        elif post:
            tenure = maker.part(node, "ovs:tenure", "ovs:Tenure")
            maker.say(tenure, "ovs:post", post)
            _term_of(maker, tenure)


def _make_vacancy(maker: Maker) -> None:
    """State that a post, or a seat on a body, was vacant."""
    row = maker.row
    body = maker.find("body", row.get("body"), "body", "organisation") if row.get("body") else None
    thing = maker.find("post", row.get("post"), "post") if row.get("post") else body
    if thing and maker.needs_citation("that a post or a seat is vacant"):
        _term_of(maker, maker.part(thing, "ovs:vacancy", "ovs:Vacancy"))


def _term_of(maker: Maker, node: ox.BlankNode) -> None:
    """State from when to when, as far as it is known."""
    known = []
    for column, term in (("from", "schema:startDate"), ("to", "schema:endDate")):
        when = maker.date(column)
        if when:
            maker.day(node, term, when.last)
            known.append(when)
    if any(when.kind != "day" for when in known):
        maker.printed(node, "ovs:edtf", "/".join(when.edtf for when in known))
    seen = maker.date("seen on")
    if seen or (not known and maker.get("seen on") != NONE):
        day = seen.last if seen else maker.paper_day()
        if day:
            maker.day(node, "ovs:seenOn", day)
    maker.cited(node)
    maker.noted(node)


def mechanism_of(words: str) -> str:
    """Return the class of a routine that a plan names as oversight; empty if the words are of none.

    Examples
    --------
    >>> mechanism_of("Delivery plan monitoring").removeprefix(NS), mechanism_of("Safer Streets Board")
    ('MonitoringProcess', '')
    """
    text = words.lower()
    if re.match(r"attend(?:ance|ing)?\b", text):
        return NS + "Attendance"
    if re.search(r"\b(?:board|committee|panel|group|forum|council|cabinet|partnership|meetings?|assembly)s?$", text):
        return ""
    forms = (
        (r"\battend", "Attendance"),
        (r"\baudits?\b", "Audit"),
        (r"\breports?\b|\breturns?\b|\bdashboards?\b|\bstatements?\b", "Report"),
        (r"\bplans?$|\bstrateg(?:y|ies)$|\bframework$", "Strategy"),
        (r"\bmonitor|\breviews?\b|\bmanagement\b|\bsurveys?\b|\bkpis?\b|\bperformance\b|\bevaluation|\binspections?\b|"
         r"\boversight\b|\bscrutiny\b|\bsupervision\b|\bassessments?\b|\bprocess\b|\bsampling\b", "MonitoringProcess"),
    )  # fmt: skip
    return next((NS + name for form, name in forms if re.search(form, text)), "")
