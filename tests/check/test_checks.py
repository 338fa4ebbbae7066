"""The checks: each has a graph that breaks it and one that keeps it.

What a graph must give was decided by hand when it was drawn; the day that stands for today is `DAY` throughout.
"""

import re
import string
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph
from tests.conftest import ROOT, Make

from oversight_graph.check import checks
from oversight_graph.check.checks import Check, parse_check, read_profile, run, run_check
from oversight_graph.check.locate import Locator
from oversight_graph.check.nearnames import near_names
from oversight_graph.check.shacl import validate
from oversight_graph.check.shapes import shape_names
from oversight_graph.check.stated import Stated
from oversight_graph.check.violations import SEVERITIES, Violation, gravest_first
from oversight_graph.errors import DataError, QueryError, UsageError
from oversight_graph.graph import OversightGraph
from oversight_graph.load import tables
from oversight_graph.load.files import DataFile, ontology
from oversight_graph.load.load import build
from oversight_graph.model.vocabulary import CONCEPT
from oversight_graph.store.store import EmbeddedStore, Table
from oversight_graph.store.views import bind

FILES = sorted((ROOT / "queries" / "checks").glob("*.rq"))
CHECKS = {check.name: check for check in checks.checks()}
DAY = "2020-06-30"
TOWN = "https://example.org/town/"

# A plan of 1 March 2020 with one row, whose cell names one body.
PLAN = """
paper:plan a ovs:SourceDocument ; dcterms:date "2020-03-01"^^xsd:date ; ovs:lineCount 10 .
plan:p a ovs:Plan ; rdfs:label "Plan"@en ; dcterms:date "2020-03-01"^^xsd:date .
body:board a ovs:OversightBody ; skos:prefLabel "Streets Board"@en .
commitment:1 a ovs:Commitment ; dcterms:isPartOf plan:p ; skos:notation "1" ; rdfs:label "Safer streets"@en ;
    ovs:oversightCell ovs:Body ;
    ovs:oversight [ a ovs:Oversight ; ovs:by body:board ; ovs:asStated "Streets Board" ] .
"""
# What the board did passed to another in May.
HEIR = """
body:heir a ovs:OversightBody ; skos:prefLabel "Roads Board"@en .
<#change> a ovs:ChangeOfBody ; rdfs:label "Streets Board closes"@en ; schema:startDate "2020-05-01"^^xsd:date ;
    org:originalOrganization body:board ; ovs:transfersFunction body:heir .
"""
GLOSSARY = '<#g1> a ovs:GlossaryEntry ; ovs:describes body:board ; dcterms:date "2020-03-01"^^xsd:date .'
# An activity in a row of its own, which has no number; its cell names a second body.
UNNUMBERED = """
activity:x a ovs:Activity ; dcterms:isPartOf commitment:1 ; rdfs:label "Paint the kerbs"@en ;
    ovs:oversightCell ovs:Body ; ovs:oversight [ a ovs:Oversight ; ovs:by body:other ; ovs:asStated "Other" ] .
body:other a ovs:OversightBody ; skos:prefLabel "Kerb Panel"@en .
"""
# The same body in another column: the paper tells of it, and no oversight cell names it.
ELSEWHERE = """
plan:p a ovs:Plan ; rdfs:label "Plan"@en ; dcterms:date "2020-03-01"^^xsd:date .
body:board a ovs:OversightBody ; skos:prefLabel "Streets Board"@en .
commitment:1 a ovs:Commitment ; dcterms:isPartOf plan:p ; skos:notation "1" ; rdfs:label "Safer streets"@en ;
    ovs:oversightCell ovs:Blank ;
    ovs:oversight [ a ovs:Oversight ; ovs:by body:board ; ovs:asStated "Board" ; ovs:column column:progress ] .
"""
# A council promises; it, and a post in it, run a routine each.
OFFICE = """
organization:council a org:FormalOrganization ; skos:prefLabel "Council"@en .
post:mayor a org:Post ; skos:prefLabel "Mayor"@en ; org:postIn organization:council .
mechanism:routine a ovs:MonitoringProcess ; skos:prefLabel "Monitoring"@en ; ovs:runBy organization:council .
commitment:1 a ovs:Commitment ; skos:notation "1" ; rdfs:label "Safer streets"@en ; ovs:oversightCell ovs:Process .
"""
ROUTINE = "ovs:oversight [ a ovs:Oversight ; ovs:by mechanism:routine ; ovs:asStated 'Monitoring' ]"
POSTS = """
body:panel a ovs:OversightBody ; skos:prefLabel "Police and Crime Panel"@en ; ovs:office law:panel .
body:council a ovs:OversightBody ; skos:prefLabel "Council"@en ; skos:notation "TC" .
post:pcc a org:Post ; skos:prefLabel "Commissioner"@en ; ovs:office law:commissioner .
post:cc a org:Post ; skos:prefLabel "Chief Constable"@en ; ovs:office law:chief-constable .
"""
HOLDERS = """
post:head a org:Post ; skos:prefLabel "Head of Roads"@en .
person:ann skos:prefLabel "Ann"@en ; ovs:tenure
    [ a ovs:Tenure ; ovs:post post:head ; ovs:seenOn "2019-01-10"^^xsd:date ] ,
    [ a ovs:Tenure ; ovs:post post:head ; ovs:seenOn "2019-06-10"^^xsd:date ] .
"""


def bob(*days: str) -> str:
    return "person:bob skos:prefLabel 'Bob'@en . " + " ".join(
        f"person:bob ovs:tenure [ a ovs:Tenure ; ovs:post post:head ; ovs:seenOn '{day}'^^xsd:date ] ." for day in days
    )


def term(who: str, since: str, until: str, more: str = "") -> str:
    return (
        f"person:{who} skos:prefLabel '{who.capitalize()}'@en ; ovs:tenure [ a ovs:Tenure ; ovs:post post:head ; "
        f"schema:startDate '{since}'^^xsd:date ; schema:endDate '{until}'^^xsd:date {more} ] .\n"
    )


def status(state: str, since: str, more: str = "") -> str:
    return (
        f"body:board ovs:status [ a ovs:BodyStatus ; ovs:state state:{state} ; schema:startDate '{since}'^^xsd:date "
        f"{more} ] ."
    )


def meeting(day: str, more: str = "") -> str:
    return f"meeting:{day} a ovs:Meeting ; ovs:convenes body:board ; schema:startDate '{day}'^^xsd:date {more} ."


def action(name: str, more: str) -> str:
    return f"action:{name} a ovs:Action ; rdfs:label 'Count the lamps ({name})'@en ; {more} ."


def presence(how: str) -> str:
    return (
        "person:bob skos:prefLabel 'Bob'@en . meeting:2020-03-01 ovs:participation [ a ovs:Participation ; "
        f"ovs:person person:bob ; ovs:presence presence:{how} ] ."
    )


def row(name: str, ref: str, label: str) -> str:
    return (
        f"commitment:{name} a ovs:Commitment ; dcterms:isPartOf plan:a ; skos:notation '{ref}' ; "
        f"rdfs:label '{label}'@en ; ovs:committedBy organization:council ."
    )


NOTES = "<https://w3id.org/oversight-graph/concept/document/meeting-notes>"
# Two plans of one council; two of the three rows of the newer have the references of the older.
EDITIONS = (
    "plan:a a ovs:Plan ; rdfs:label 'Old'@en ; dcterms:date '2019-01-01'^^xsd:date . "
    "plan:b a ovs:Plan ; rdfs:label 'New'@en ; dcterms:date '2020-01-01'^^xsd:date . "
    + row("1", "1", "A") + row("2", "2", "B")
    + "".join(row(f"n{n}", str(n), "C").replace("plan:a", "plan:b") for n in (1, 2, 3))
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A graph that breaks a check, what the check must say of it, and a graph that keeps it."""

    bad: str
    says: list[tuple[str, str]]
    good: str


CASES = {
    "action-overdue": Case(
        action("a", "ovs:due '2020-06-29'^^xsd:date ; ovs:actionState action-state:open"),
        [
            (
                "Count the lamps (a)",
                "was due by 2020-06-29, and no loaded paper shows what became of it",
            )
        ],
        # Due today; done; put off; without a date.
        action("a", "ovs:due '2020-06-30'^^xsd:date ; ovs:actionState action-state:open")
        + action("b", "ovs:due '2020-01-01'^^xsd:date ; ovs:actionState action-state:open ; ovs:dischargedBy item:i")
        + action("c", "ovs:due '2020-01-01'^^xsd:date ; ovs:actionState action-state:deferred")
        + action("d", "ovs:actionState action-state:open"),
    ),
    "action-without-due-date": Case(
        # Without a word on time, and with one that gives no date.
        action("a", "ovs:actionState action-state:open") + action("b", "ovs:dueAsStated 'soon'"),
        [
            ("Count the lamps (a)", "the notes give no date"),
            ("Count the lamps (b)", "the notes give no date, only: soon"),
        ],
        action("a", "ovs:due '2020-06-30'^^xsd:date"),
    ),
    "action-without-owner": Case(
        action("a", "ovs:actionState action-state:open"),
        [("Count the lamps (a)", "the notes name no owner")],
        # An owner who is printed and not resolved is an owner all the same.
        action("a", "ovs:owner post:head") + action("b", "ovs:ownerAsStated 'All'"),
    ),
    "body-without-a-name-in-papers": Case(
        PLAN + "body:silent a ovs:OversightBody ; skos:prefLabel 'Silent Group'@en ; ovs:evidence <#line=1,2> .",
        [("Silent Group", "is in the register, and no citation names it")],
        # Named by a cell; by a name use; by a glossary.
        PLAN
        + "body:b a ovs:OversightBody ; skos:prefLabel 'B'@en ; ovs:namedAs [ a ovs:NameUse ; ovs:asStated 'B' ] ."
        + "body:c a ovs:OversightBody ; skos:prefLabel 'C'@en . <#g1> a ovs:GlossaryEntry ; ovs:describes body:c .",
    ),
    "body-without-frequency": Case(
        PLAN + "body:board ovs:frequency frequency:not-stated .",
        [("Streets Board", "oversees part of a plan, and no loaded paper says how often it meets")],
        # Told by the glossary; and a body that no plan names.
        PLAN
        + GLOSSARY
        + "<#g1> ovs:frequency frequency:monthly . body:b a ovs:OversightBody ; skos:prefLabel 'B'@en .",
    ),
    "body-without-purpose": Case(
        PLAN + GLOSSARY,
        [("Streets Board", "oversees part of a plan, and no loaded paper says what it is for")],
        PLAN
        + UNNUMBERED
        + GLOSSARY
        + "<#g1> org:purpose 'Streets.'@en . body:other org:purpose 'Kerbs.'@en ."
        + "body:b a ovs:OversightBody ; skos:prefLabel 'B'@en .",
    ),
    "class-without-a-word": Case(
        "<https://example.org/town/kinds/Hotline> rdfs:subClassOf ovs:Mechanism ."
        "mechanism:a a <https://example.org/town/kinds/Hotline> ."
        "mechanism:b a <https://example.org/town/kinds/Hotline> .",
        [
            (
                "kinds/Hotline",
                "is the class of 2 records and has no rdfs:label: lists and pages call them after its address",
            )
        ],
        # With a word; of the vocabulary; of somebody else, beside one of the vocabulary; without records.
        "<https://example.org/town/kinds/Hotline> rdfs:subClassOf ovs:Mechanism ; rdfs:label 'hotline'@en ."
        "mechanism:a a <https://example.org/town/kinds/Hotline> . mechanism:b a ovs:Audit ."
        "body:c a ovs:OversightBody, <https://elsewhere.net/Club> ."
        "<https://example.org/town/kinds/Forum> rdfs:subClassOf ovs:OversightBody .",
    ),
    "doubtful-state-named": Case(
        PLAN
        + UNNUMBERED
        + status("under-review", "2020-03-01")
        + "body:other ovs:status [ ovs:state state:not-meeting ;"
        "schema:startDate '2020-01-01'^^xsd:date ] .",
        [
            (
                "Kerb Panel",
                "Paint the kerbs names Kerb Panel as oversight, which was not meeting by 2020-01-01",
            ),
            ("Streets Board", "1 names Streets Board as oversight, which was under review by 2020-03-01"),
        ],
        PLAN + status("under-review", "2020-03-02") + status("active", "2020-01-01"),
    ),
    "due-before-raised": Case(
        meeting("2020-02-10")
        + "item:i a ovs:AgendaItem ; dcterms:isPartOf meeting:2020-02-10 ."
        + action("a", "dcterms:isPartOf item:i ; ovs:due '2020-02-09'^^xsd:date")
        + "meeting:march a ovs:Meeting ; schema:startDate '2020-03-31'^^xsd:date ; ovs:edtf '2020-03' ."
        + action("b", "dcterms:isPartOf meeting:march ; ovs:due '2020-02-09'^^xsd:date"),
        [
            ("Count the lamps (a)", "due 2020-02-09, but asked for by a meeting dated 2020-02-10"),
            ("Count the lamps (b)", "due 2020-02-09, but asked for by a meeting dated 2020-03"),
        ],
        # Due on the very day; brought forward, so that it was asked for earlier.
        meeting("2020-02-10")
        + action("a", "dcterms:isPartOf meeting:2020-02-10 ; ovs:due '2020-02-10'^^xsd:date")
        + action(
            "b",
            "dcterms:isPartOf meeting:2020-02-10 ; ovs:due '2020-02-01'^^xsd:date ;"
            "ovs:carriedForwardFrom meeting:earlier",
        ),
    ),
    "end-before-start": Case(
        status("active", "2020-02-02", "; schema:endDate '2020-02-01'^^xsd:date"),
        [("body/board", "ends 2020-02-01, before it begins 2020-02-02")],
        # In 2020 and in February are no contradiction: it may have begun in January.
        status("active", "2020-02-02", "; schema:endDate '2020-02-02'^^xsd:date")
        + status("ended", "2020-05-01")
        + status("planned", "2020-12-31", "; schema:endDate '2020-02-29'^^xsd:date ; ovs:edtf '2020/2020-02'"),
    ),
    "ended-body-listed": Case(
        PLAN + GLOSSARY + status("ended", "2020-03-01"),
        [("Streets Board", "is listed as meeting by a glossary of 2020-03-01, and had ended by 2020-03-01")],
        PLAN + GLOSSARY + status("ended", "2020-03-02") + status("active", "2019-01-01"),
    ),
    "ended-after-the-plan": Case(
        # The plan is of 1 March; the board ends in May, and a paper says who took over. An end after the date asked for
        # does not count, nor one of which no heir is told: that is another finding.
        PLAN + status("ended", "2020-05-01") + HEIR,
        [
            (
                "Streets Board",
                "1 names Streets Board as oversight, which ended by 2020-05-01; what it did passed to Roads Board",
            )
        ],
        PLAN + status("ended", "2020-07-01") + HEIR,
    ),
    "ended-without-an-heir": Case(
        # The same, and no paper names who took over; what the board became itself is nobody else.
        PLAN + status("ended", "2020-05-01") + HEIR.replace("body:heir .", "body:board ."),
        [
            (
                "Streets Board",
                "1 names Streets Board as oversight, which ended by 2020-05-01; no loaded paper says who took over",
            )
        ],
        PLAN + status("ended", "2020-05-01") + HEIR,
    ),
    "ended-body-named": Case(
        PLAN
        + UNNUMBERED
        + status("ended", "2019-12-31")
        + "body:other ovs:status [ ovs:state state:ended ; schema:startDate '2020-01-01'^^xsd:date ] .",
        [
            ("Kerb Panel", "Paint the kerbs names Kerb Panel as oversight, which had ended by 2020-01-01"),
            ("Streets Board", "1 names Streets Board as oversight, which had ended by 2019-12-31"),
        ],
        PLAN + status("ended", "2020-03-02"),
    ),
    "citation-back-to-front": Case(
        PLAN + "body:board ovs:evidence <#line=5,4> . plan:p ovs:evidence <https://example.org/other#line=5,5> .",
        [
            (
                "body/board",
                f"cites {TOWN}paper/plan#line=5,4, which is no passage: the second number must be greater than "
                "the first",
            ),
            (
                "plan/p",
                "cites https://example.org/other#line=5,5, which is no passage: the second number must be greater than "
                "the first",
            ),
        ],
        PLAN + "body:board ovs:evidence <#line=0,1> , <#page=11> .",
    ),
    "edtf-at-odds": Case(
        PLAN + "body:board ovs:status [ ovs:edtf '2020-02-30' ; schema:startDate '2020-02-29'^^xsd:date ] ,"
        " [ ovs:edtf '2020-05/2020-04' ; schema:startDate '2020-05-31'^^xsd:date ] ,"
        " [ ovs:edtf '2021' ; schema:startDate '2020-12-31'^^xsd:date ] .",
        [
            ("body/board", "is known as 2020-02-30, which is no day of any calendar"),
            ("body/board", "is known as 2020-05/2020-04, which ends before it begins"),
            ("body/board", "is known as 2021, and the day beside it is 2020-12-31"),
        ],
        # A leap year; a span; a decade; a day in doubt, beside the one by which it surely was so.
        PLAN + "body:board ovs:status [ ovs:edtf '2020-02-29' ; schema:startDate '2020-02-29'^^xsd:date ] ,"
        " [ ovs:edtf '2020-04/2020-05' ; schema:startDate '2020-05-31'^^xsd:date ] ,"
        " [ ovs:edtf '../2020-05' ; schema:startDate '2020-05-31'^^xsd:date ] ,"
        " [ ovs:edtf '202X' ; schema:startDate '2029-12-31'^^xsd:date ] ,"
        " [ ovs:edtf '2020-05-08?' ; schema:startDate '2020-06-01'^^xsd:date ] .",
    ),
    "name-is-no-text": Case(
        PLAN + "body:board skos:altLabel <https://example.org/x> . body:other a ovs:OversightBody ; skos:prefLabel 5 ; "
        "skos:notation true .",
        [
            ("body/board", "has https://example.org/x for a name (altLabel), which is no text"),
            ("body/other", "has 5 for a name (prefLabel), which is no text"),
            ("body/other", "has true for a name (notation), which is no text"),
        ],
        PLAN + 'body:other a ovs:OversightBody ; skos:prefLabel "5" , "Fünf"@de ; skos:notation "true" .',
    ),
    "name-not-visible": Case(
        PLAN + 'body:ghost a ovs:OversightBody ; skos:prefLabel "\\u200B \\u00A0" .',
        [("body/ghost", "has a name (prefLabel) in which nothing can be seen")],
        PLAN + 'body:ghost a ovs:OversightBody ; skos:prefLabel "\\u200B." .',
    ),
    "evidence-out-of-range": Case(
        PLAN + "body:board ovs:evidence <#line=10,11> . plan:p ovs:evidence <#line=5,5> .",
        [
            ("body/board", f"cites {TOWN}paper/plan#line=10,11, and the paper has 10 lines"),
            ("plan/p", f"cites {TOWN}paper/plan#line=5,5, and the paper has 10 lines"),
        ],
        # The last line; a page, which has no lines; a paper whose lines are not counted.
        PLAN + "body:board ovs:evidence <#line=9,10> , <#page=11> , <https://example.org/other#line=98,99> .",
    ),
    "fact-before-its-paper": Case(
        PLAN + "person:ann ovs:tenure [ ovs:seenOn '2020-03-02'^^xsd:date ; ovs:evidence <#line=1,2> ] .",
        [("person/ann", "is seen on 2020-03-02, which is after the paper of 2020-03-01 that is cited")],
        PLAN + "person:ann ovs:tenure [ ovs:seenOn '2020-03-01'^^xsd:date ; ovs:evidence <#line=1,2> ] .",
    ),
    "listed-not-named": Case(
        ELSEWHERE.replace("ovs:by body:board ;", "") + GLOSSARY,
        [("Streets Board", "is listed in a glossary, and no loaded paper names it as oversight of anything promised")],
        PLAN + GLOSSARY,
    ),
    "marker-conflict": Case(
        PLAN
        + GLOSSARY
        + "<#g1> ovs:notesPublished publication:marked ; ovs:markerAsStated '*' ."
        + "<#g2> ovs:describes body:b ; ovs:notesPublished publication:marked . body:b skos:prefLabel 'B'@en .",
        [
            ("B", "is marked with a sign, and the key defines another sign"),
            ("Streets Board", "is marked *, and the key defines another sign"),
        ],
        PLAN + GLOSSARY + "<#g1> ovs:notesPublished publication:yes ; ovs:markerAsStated '#' .",
    ),
    "named-not-listed": Case(
        PLAN + UNNUMBERED,
        [
            ("Kerb Panel", "oversees part of a plan (Paint the kerbs) and is in no glossary"),
            ("Streets Board", "oversees part of a plan (1) and is in no glossary"),
        ],
        PLAN + GLOSSARY,
    ),
    "promise-overdue": Case(
        # A commitment, and a finding of an inspection.
        "commitment:1 a ovs:Commitment ; rdfs:label 'Lamps'@en ; ovs:due '2020-06-29'^^xsd:date ."
        + "<#r> a ovs:Recommendation ; rdfs:label 'Count'@en ; ovs:due '2020-01-01'^^xsd:date .",
        [
            ("Count", "was due by 2020-01-01, and no loaded paper up to then calls it complete"),
            ("Lamps", "was due by 2020-06-29, and no loaded paper up to then calls it complete"),
        ],
        # Due today; complete by a report of then; answered; in a plan that a newer one replaced, and in one to come.
        "commitment:1 a ovs:Commitment ; rdfs:label 'Lamps'@en ; ovs:due '2020-06-30'^^xsd:date ."
        + "commitment:2 a ovs:Commitment ; rdfs:label 'Roads'@en ; ovs:due '2020-01-01'^^xsd:date ; ovs:progress "
        + "[ a ovs:ProgressUpdate ; ovs:progressState progress:complete ; dcterms:date '2020-06-30'^^xsd:date ] ."
        + "<#r> a ovs:Recommendation ; rdfs:label 'Count'@en ; ovs:due '2020-01-01'^^xsd:date ; ovs:response "
        + "[ a ovs:Response ; ovs:progressState progress:complete ] ."
        + "commitment:3 a ovs:Commitment ; rdfs:label 'Old'@en ; ovs:due '2020-01-01'^^xsd:date ; "
        + "dcterms:isPartOf plan:a . plan:a a ovs:Plan . plan:b a ovs:Plan ; dcterms:replaces plan:a ; "
        + "dcterms:date '2020-06-01'^^xsd:date ."
        + "commitment:4 a ovs:Commitment ; rdfs:label 'New'@en ; ovs:due '2020-01-01'^^xsd:date ; "
        + "dcterms:isPartOf plan:c . plan:c a ovs:Plan ; dcterms:date '2021-01-01'^^xsd:date .",
    ),
    "met-after-its-end": Case(
        # On a day after it; in a month that is wholly after it.
        PLAN + status("ended", "2020-03-31") + meeting("2020-04-01") + meeting("2020-05-31", "; ovs:edtf '2020-05'"),
        [
            ("Streets Board", "had ended by 2020-03-31, and has a meeting dated 2020-04-01"),
            ("Streets Board", "had ended by 2020-03-31, and has a meeting dated 2020-05"),
        ],
        # On the very day; in the month of the end; announced only; and of a body that began anew.
        PLAN
        + status("ended", "2020-03-15")
        + meeting("2020-03-15")
        + meeting("2020-03-31", "; ovs:edtf '2020-03'")
        + meeting("2020-06-01", "; ovs:outcome outcome:scheduled")
        + UNNUMBERED
        + "body:other ovs:status [ ovs:state state:ended ; schema:startDate '2019-01-01'^^xsd:date ] ,"
        "[ ovs:state state:active ; schema:startDate '2020-01-01'^^xsd:date ] ."
        + meeting("2020-02-01").replace("body:board", "body:other"),
    ),
    "item-names-a-row": Case(
        PLAN.replace('"Safer streets"', '"Lamps on each lane"')
        + meeting("2020-04-01")
        + "item:a a ovs:AgendaItem ; rdfs:label 'Lamps on each lane 1'@en ; dcterms:isPartOf meeting:2020-04-01 .",
        [
            (
                "Lamps on each lane 1",
                "names Lamps on each lane (Plan), and nothing says that the meeting dealt with it",
            )
        ],
        # It is said; a short title is in many texts; a body of which the plan says nothing.
        PLAN.replace('"Safer streets"', '"Lamps on each lane"')
        + meeting("2020-04-01")
        + "item:a a ovs:AgendaItem ; rdfs:label 'Lamps on each lane 1'@en ; dcterms:isPartOf meeting:2020-04-01 ; "
        "ovs:scrutiny [ a ovs:Scrutiny ; ovs:of commitment:1 ] . "
        + "item:b a ovs:AgendaItem ; rdfs:label 'Lamps on each lane'@en ; dcterms:isPartOf meeting:2020-05-01 . "
        + meeting("2020-05-01").replace("body:board", "body:other")
        + "commitment:2 a ovs:Commitment ; dcterms:isPartOf plan:p ; skos:notation '2' ; rdfs:label 'Lamps'@en ; "
        "ovs:oversightCell ovs:Body ; ovs:oversight [ a ovs:Oversight ; ovs:by body:board ; ovs:asStated 'Board' ] .",
    ),
    "one-meeting-twice": Case(
        meeting("2020-03-01", "; rdfs:label 'A'@en")
        + meeting("2020-03-01", "; rdfs:label 'B'@en ; ovs:time '10:00'").replace("meeting:2020-03-01", "meeting:b"),
        [
            (
                "A",
                "https://example.org/town/body/board has another meeting on 2020-03-01, B, and nothing tells "
                "them apart",
            )
        ],
        # Told apart by their times; of two bodies; of a month alone.
        meeting("2020-03-01", "; rdfs:label 'A'@en ; ovs:time '14:00'")
        + meeting("2020-03-01", "; rdfs:label 'B'@en ; ovs:time '10:00'").replace("meeting:2020-03-01", "meeting:b")
        + meeting("2020-04-30", "; rdfs:label 'C'@en ; ovs:edtf '2020-04'")
        + meeting("2020-04-30", "; rdfs:label 'D'@en").replace("meeting:2020-04-30", "meeting:d")
        + meeting("2020-03-01", "; rdfs:label 'E'@en").replace(":board", ":other").replace("meeting:2", "meeting:e2")
        # An announcement and the meeting that was held count once by themselves; a meeting on a theme is another.
        + meeting("2020-05-01", "; rdfs:label 'F'@en ; ovs:outcome outcome:scheduled")
        + meeting("2020-05-01", "; rdfs:label 'G'@en").replace("meeting:2", "meeting:g2")
        + meeting("2020-06-01", "; rdfs:label 'H'@en ; dcterms:type meeting-type:thematic")
        + meeting("2020-06-01", "; rdfs:label 'I'@en ; dcterms:type meeting-type:performance").replace(
            "meeting:2", "meeting:i2"
        ),
    ),
    "contradicting-presence": Case(
        meeting("2020-03-01", "; rdfs:label 'A'@en") + presence("attended") + presence("apologies"),
        [("A", "Bob is shown as present and as having sent apologies")],
        meeting("2020-03-01", "; rdfs:label 'A'@en") + presence("attended") + presence("minutes"),
    ),
    "same-reference-twice": Case(
        "plan:a a ovs:Plan ; rdfs:label 'Plan'@en ."
        + row("1", "1", "A")
        + row("2", "1", "B")
        + "".join(
            f"activity:{n} a ovs:Activity ; dcterms:isPartOf commitment:{n} ; skos:notation '1.1' ; "
            f"rdfs:label 'S{n}'@en ."
            for n in "12"
        ),
        [
            ("A", "1: 2 have this reference in Plan, among them A"),
            ("B", "1: 2 have this reference in Plan, among them B"),
            ("S1", "1.1: 2 have this reference in Plan, among them S1"),
            ("S2", "1.1: 2 have this reference in Plan, among them S2"),
        ],
        # In two plans; a commitment and an activity.
        "plan:a a ovs:Plan ; rdfs:label 'Plan'@en . plan:b a ovs:Plan ; rdfs:label 'Plan'@en ."
        + row("1", "1", "A")
        + row("2", "1", "B").replace("plan:a", "plan:b")
        + "activity:1 a ovs:Activity ; dcterms:isPartOf commitment:1 ; skos:notation '1' ; rdfs:label 'S'@en .",
    ),
    "notes-of-which-meeting": Case(
        f"paper:n a ovs:SourceDocument ; dcterms:date '2020-03-02'^^xsd:date ; dcterms:type {NOTES} ."
        + meeting("2020-03-01", "; rdfs:label 'A'@en"),
        [("paper/n", "is the notes of a meeting, and nothing tells of which")],
        # Of a draft nobody need say it: the notes that replace it are those that count.
        f"paper:d a ovs:SourceDocument ; dcterms:date '2020-03-02'^^xsd:date ; dcterms:type {NOTES} ."
        "paper:n dcterms:replaces paper:d ."
        f"paper:n a ovs:SourceDocument ; dcterms:date '2020-03-01'^^xsd:date ; dcterms:type {NOTES} ."
        + meeting("2020-03-01", "; rdfs:label 'A'@en"),
    ),
    "only-in-a-draft": Case(
        "paper:d a ovs:SourceDocument ; dcterms:title 'Draft'@en . paper:f a ovs:SourceDocument ; "
        "dcterms:title 'Final'@en ; dcterms:replaces paper:d ." + action("a", "ovs:evidence <d#line=1,2>"),
        [
            (
                "Count the lamps (a)",
                "only Draft tells of it, which Final replaces; it does not count",
            )
        ],
        "paper:d a ovs:SourceDocument ; dcterms:title 'Draft'@en . paper:f a ovs:SourceDocument ; "
        "dcterms:title 'Final'@en ; dcterms:replaces paper:d ."
        + action("a", "ovs:evidence <d#line=1,2>, <f#line=1,2>")
        + action("b", "ovs:evidence <f#line=1,2>"),
    ),
    "editions-not-linked": Case(
        EDITIONS,
        [("New", "2 of its references stand in Old too, and neither is said to replace the other")],
        EDITIONS + "plan:b dcterms:replaces plan:a .",
    ),
    "settled-by-a-planned-meeting": Case(
        # Done by an item of a meeting that is only announced; answered by one that was called off.
        meeting("2020-07-01", "; ovs:outcome outcome:scheduled")
        + meeting("2020-06-01", f"; rdfs:label 'June'@en ; ovs:meetingState <{CONCEPT}meeting-state/cancelled>")
        + "item:i a ovs:AgendaItem ; dcterms:isPartOf meeting:2020-07-01 ; rdfs:label 'Lamps'@en . "
        + action("a", "ovs:dischargedBy item:i")
        + action("b", "ovs:answeredBy meeting:2020-06-01"),
        [
            (
                "Count the lamps (a)",
                "is discharged by Lamps, and no loaded paper shows that the meeting was held",
            ),
            (
                "Count the lamps (b)",
                "is answered by June, and no loaded paper shows that the meeting was held",
            ),
        ],
        # Held, as an item that was dealt with shows.
        meeting("2020-07-01", "; ovs:outcome outcome:scheduled")
        + "item:i a ovs:AgendaItem ; dcterms:isPartOf meeting:2020-07-01 ; ovs:outcome outcome:dealt-with . "
        + action("a", "ovs:dischargedBy item:i"),
    ),
    "own-office-only": Case(
        # One promised by the office, of which another column tells a board; one promised by a post in the office, whose
        # activity has a cell of its own.
        OFFICE
        + f"commitment:1 ovs:committedBy organization:council ; {ROUTINE} ,"
        + "[ a ovs:Oversight ; ovs:by body:board ; ovs:column column:progress ] . body:board a ovs:OversightBody ."
        + "commitment:2 a ovs:Commitment ; rdfs:label 'Clean streets'@en ; ovs:committedBy post:mayor ;"
        + f"ovs:oversightCell ovs:Blank . activity:2.1 a ovs:Activity ; dcterms:isPartOf commitment:2 ; {ROUTINE} .",
        [
            (
                "1 Safer streets",
                "only routines of Council watch over what it promised; who runs one is our reading "
                "where no paper says it",
            ),
            (
                "Clean streets",
                "only routines of Council watch over what it promised; who runs one is our reading "
                "where no paper says it",
            ),
        ],
        # With a body; with a name that is not resolved; by a routine of others; named in another column only.
        OFFICE
        + f"commitment:1 ovs:committedBy organization:council ; {ROUTINE} . body:board a ovs:OversightBody ."
        + "activity:1.1 a ovs:Activity ; dcterms:isPartOf commitment:1 ; ovs:oversight [ ovs:by body:board ] ."
        + "".join(
            f"commitment:{name} a ovs:Commitment ; skos:notation '{name}' ; rdfs:label 'Other'@en ;"
            f"ovs:committedBy {maker} ; {ROUTINE[:-1]} {column} ] {more} ."
            for name, maker, column, more in (
                ("2", "post:mayor", "", ", [ a ovs:Oversight ; ovs:asStated 'some forum' ]"),
                ("3", "organization:force", "", ""),
                ("5", "post:beadle", "", ""),
                ("4", "post:mayor", "; ovs:column column:progress", ""),
            )
        )
        + "organization:force skos:prefLabel 'Force'@en .",
    ),
    "forbidden-by-law": Case(
        POSTS + "post:cc ovs:accountability [ ovs:forum body:panel ] ; ovs:oversight [ ovs:by body:panel ] .",
        [
            (
                "Police and Crime Panel",
                "is said to oversee or hold to account Chief Constable; A police and crime "
                "panel scrutinises the Commissioner, never the Chief Constable (Policing Protocol Order 2011, "
                "Schedule, paragraph 24)",
            )
        ],
        POSTS
        + "post:pcc ovs:accountability [ ovs:forum body:panel ] . post:cc ovs:accountability [ ovs:forum post:pcc ] ;"
        + "ovs:oversight [ ovs:by body:council ] .",
    ),
    "two-holders": Case(
        # Ann is seen on 10 June, inside a time that a paper gives for Bob, who is seen on her other day.
        HOLDERS + bob("2019-01-10") + term("bob", "2019-03-10", "2019-09-10"),
        [("Head of Roads", "was held by Ann and by Bob at the same time")],
        # Bob between two days of Ann may have held it between two terms of hers; another post; a hand-over on one day;
        # a share; and years that may be one after the other.
        HOLDERS
        + bob("2019-03-10", "2018-01-01")
        + bob("2019-06-10").replace("post:head", "post:other")
        + term("bob", "2019-06-10", "2020-05-01")
        + term("cem", "2020-05-01", "2022-12-31", "; ovs:edtf '2020-05-01/2022'")
        + term("dee", "2022-12-31", "2023-06-30", "; ovs:edtf '2022/2023-06-30'")
        + term(
            "eve",
            "2023-01-01",
            "2023-06-30",
            "; ovs:heldAs <https://w3id.org/oversight-graph/concept/holding/job-share>",
        ),
    ),
    "unresolved-name": Case(
        PLAN
        + "commitment:1 ovs:oversight [ a ovs:Oversight ; ovs:asStated 'some forum' ] ."
        + "item:i rdfs:label 'Lamps'@en ; ovs:oversight [ a ovs:Oversight ; ovs:asStated 'others' ] .",
        [
            ("1 Safer streets", "some forum is not resolved to anybody or anything"),
            ("Lamps", "others is not resolved to anybody or anything"),
        ],
        PLAN,
    ),
}


def said(graph: OversightGraph, check: Check) -> list[tuple[str, str]]:
    """Return what a check says of which thing; a node is given by the thing on which it hangs, below the town."""
    found = run_check(graph.store, check, DAY, Locator(graph.files))
    assert {(finding.check, finding.severity) for finding in found} <= {(check.name, check.severity)}
    return sorted((f.entity.partition("#")[0].removeprefix(TOWN), f.message) for f in found)


def on_rdflib(graph: OversightGraph, check: Check) -> list[tuple[str | None, ...]]:
    """Return the rows of a check as rdflib's own engine finds them."""
    there, inferred = ontology_on_rdflib()
    fresh = {quad.triple for quad in graph.embedded.quads} - inferred
    own = list(Graph().parse(data=ox.serialize(fresh, format=ox.RdfFormat.N_TRIPLES), format="nt"))
    for triple in own:
        there.add(triple)
    answer = list(there.query(asked(check)))
    for triple in own:
        there.remove(triple)
    return [tuple(None if term is None else str(term) for term in row) for row in answer]  # type: ignore[union-attr]


@cache
def ontology_on_rdflib() -> tuple[Graph, set[ox.Triple]]:
    """Return what every graph holds, in rdflib's memory and as triples."""
    triples = {quad.triple for quad in build(ontology()).quads}
    return Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt"), triples


def asked(check: Check) -> str:
    return bind(check.text, {"asOf": DAY} if "VALUES ?asOf" in check.text else {}, check.name)


def test_every_check_has_a_case() -> None:
    assert len(FILES) >= 21
    assert {path.stem for path in FILES} == set(CHECKS) == set(CASES)
    assert all(case.says for case in CASES.values())


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("which", ["bad", "good"])
def test_each_check_finds_the_broken_graph_alone_in_both_engines(name: str, which: str, make_graph: Make) -> None:
    case, check = CASES[name], CHECKS[name]
    graph = make_graph(getattr(case, which))
    found = said(graph, check)
    assert found == (case.says if which == "bad" else [])
    # The entity stands beside the message, which does not repeat it.
    assert not [entity for entity, message in found if message.startswith(entity)]
    rows = [tuple(row) for row in graph.store.select(asked(check))]
    assert on_rdflib(graph, check) == rows
    assert bool(rows) is (which == "bad")


# Finer points, each of which once gave a wrong finding or could


@pytest.mark.parametrize(
    ("more", "found"),
    [
        (status("active", "2020-02-02"), False),
        (status("active", "2020-03-01"), False),  # on the day of the plan
        (status("active", "2020-03-02"), True),  # after the plan
        (meeting("2020-02-01"), True),  # on the day of the status, which counts for more
        (meeting("2020-02-02"), False),
        (meeting("2020-03-01"), False),
        (meeting("2020-03-02"), True),
        (meeting("2020-02-02", "; ovs:outcome outcome:deferred"), True),
        (meeting("2020-02-02", "; ovs:outcome outcome:scheduled"), True),
        ("", True),
    ],
)
def test_a_body_that_met_again_before_the_plan_is_not_doubtful(more: str, found: bool, make_graph: Make) -> None:
    graph = make_graph(PLAN + status("not-meeting", "2020-02-01") + more)
    assert bool(said(graph, CHECKS["doubtful-state-named"])) is found


@pytest.mark.parametrize(("until", "found"), [("2020-02-29", False), ("2020-03-01", True)])
def test_a_review_that_was_over_by_the_plan_is_not_doubtful(until: str, found: bool, make_graph: Make) -> None:
    graph = make_graph(PLAN + status("under-review", "2020-02-01", f"; schema:endDate '{until}'^^xsd:date"))
    assert bool(said(graph, CHECKS["doubtful-state-named"])) is found


@pytest.mark.parametrize("name", ["ended-body-named", "ended-body-listed"])
@pytest.mark.parametrize(
    ("again", "found"), [("2020-02-01", True), ("2020-02-02", False), ("2020-03-01", False), ("2020-03-02", True)]
)
def test_a_body_set_up_again_by_the_plan_had_not_ended(name: str, again: str, found: bool, make_graph: Make) -> None:
    ended = PLAN + GLOSSARY + status("ended", "2020-02-01")
    assert bool(said(make_graph(ended + status("active", again)), CHECKS[name])) is found


@pytest.mark.parametrize(("ended", "found"), [("2020-03-01", True), ("2020-03-02", False)])
def test_a_body_that_ended_on_the_day_of_the_plan_had_ended(ended: str, found: bool, make_graph: Make) -> None:
    assert bool(said(make_graph(PLAN + status("ended", ended)), CHECKS["ended-body-named"])) is found


@pytest.mark.parametrize(("day", "found"), [("2019-01-09", False), ("2019-01-10", True), ("2019-03-10", False)])
def test_two_holders_seen_on_one_day_are_two_at_a_time(day: str, found: bool, make_graph: Make) -> None:
    assert bool(said(make_graph(HOLDERS + bob(day)), CHECKS["two-holders"])) is found


def test_whoever_held_a_post_beside_several_is_told_once(make_graph: Make) -> None:
    """A post of which there are many, such as trustee, has as many rows as holders, not as pairs of them."""
    cem = bob("2019-01-10").replace("bob", "cem").replace("Bob", "Cem")
    found = said(make_graph(HOLDERS + bob("2019-01-10") + cem), CHECKS["two-holders"])
    assert [message for _, message in found] == [
        "was held by Ann and by 2 others at the same time",
        "was held by Bob and by Cem at the same time",
    ]


@pytest.mark.parametrize("name", ["ended-body-named", "doubtful-state-named", "named-not-listed"])
def test_only_the_oversight_column_names_oversight(name: str, make_graph: Make) -> None:
    states = status("ended", "2020-02-01") if name == "ended-body-named" else status("under-review", "2020-02-01")
    assert said(make_graph(ELSEWHERE + states), CHECKS[name]) == []
    in_the_column = ELSEWHERE.replace("column:progress", "column:oversight") + states
    assert len(said(make_graph(in_the_column), CHECKS[name])) == 1


def test_the_date_that_stands_for_today_is_used(make_graph: Make) -> None:
    graph = make_graph(CASES["action-overdue"].bad)
    for day, number in (("2020-06-29", 0), ("2020-06-30", 1)):
        assert len(run_check(graph.store, CHECKS["action-overdue"], day, Locator(graph.files))) == number
    later = make_graph(CASES["ended-body-named"].bad)
    for day, number in (("2020-02-29", 0), ("2020-03-01", 2)):  # before the plan is out, and when it is
        assert len(run_check(later.store, CHECKS["ended-body-named"], day, Locator(()))) == number


# Headers


def test_message_and_query_fit_together() -> None:
    for name, check in CHECKS.items():
        head = re.search(r"^SELECT\s+(?:DISTINCT\s+)?(.*)$", check.text, re.MULTILINE)
        assert head, name
        columns = re.findall(r"\?(\w+)", re.sub(r"\([^()]*\([^()]*\)\s+AS\s+(\?\w+)\)", r"\1", head[1]))
        places = [field for _, field, _, _ in string.Formatter().parse(check.message) if field is not None]
        assert columns[0] == "entity", name
        assert set(places) <= set(columns), f"{name}: a place in the message is a column"
        assert set(columns) <= {"entity", "label", *places}, f"{name}: a column is used"
        order = re.search(r"^ORDER BY (.*)$", check.text, re.MULTILINE)
        assert order, name
        assert set(re.findall(r"\?(\w+)", order[1])) >= set(columns) - {"office", "example"}, f"{name}: a total order"


def test_each_check_says_what_it_is_for() -> None:
    for check in (*checks.checks(), *checks.built_in()):
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", check.name)
        assert check.severity in SEVERITIES, check.name
        assert check.title and not check.title.endswith("."), check.name
        assert check.problem.endswith((".", ")")) and check.solution.endswith("."), check.name
        assert not check.message.endswith("."), f"{check.name}: messages are put into tables"


def test_names_titles_and_shapes_are_told_apart() -> None:
    found = [*checks.checks(), *checks.built_in()]
    assert len({check.name for check in found}) == len({check.title for check in found}) == len(found) == 51
    assert len(shape_names()) > 100
    assert not shape_names() & {check.name for check in found}


HEADER = "#+ title: T\n#+ severity: info\n#+ problem: P.\n#+ solution: S.\n#+ message: is {what}\n"


def test_a_header_is_read() -> None:
    text = HEADER + "SELECT ?entity ?what WHERE { }"
    assert parse_check("x", text) == Check("x", "T", "info", "P.", "S.", "is {what}", text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * { }", "the file begins with no header"),
        (HEADER.replace("severity: info", "severity: grave"), "the severity must be one of error, warning, info"),
        (HEADER.replace("#+ solution: S.\n", ""), "the header must have"),
        (HEADER.replace("title: T", "title: 3"), "the header must have"),
        (HEADER.replace("title: T", "title: ["), "not YAML"),
    ],
)
def test_a_bad_header_is_refused_with_the_name_of_the_file(text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        parse_check("bad-check", text)
    assert "bad-check.rq" in str(caught.value)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT ?entity WHERE { ?entity a ?type }", "a column that there is not: 'what'"),
        ("SELECT ?what WHERE { ?what a ?type }", "the first column of a check must be ?entity"),
    ],
)
def test_a_query_that_does_not_fit_its_message_is_an_error(query: str, message: str, make_graph: Make) -> None:
    graph = make_graph(PLAN)
    with pytest.raises(QueryError) as caught:
        run_check(graph.store, parse_check("misfit", HEADER + query), DAY, Locator(()))
    assert message in str(caught.value)
    assert "misfit.rq" in str(caught.value)


# Where


def line_of(graph: OversightGraph, text: str) -> str:
    """Return the file and the line of the only line that holds a text."""
    (file,) = graph.files
    (number,) = [n for n, line in enumerate(file.read().decode().split("\n"), start=1) if text in line]
    return f"{file.name}:{number}"


def test_where_is_the_line_of_the_thing(make_graph: Make) -> None:
    graph = make_graph(
        "\n# action:a is mentioned before\nitem:i ovs:concerns action:a .\n\n" + action("a", "a ovs:Action")
    )
    (finding,) = run_check(graph.store, CHECKS["action-without-owner"], DAY, Locator(graph.files))
    assert finding.where == line_of(graph, "a ovs:Action")
    assert finding.where.endswith("town/plan.ttl:" + finding.where.rpartition(":")[2])


def test_where_of_a_node_is_the_line_of_what_it_hangs_on(make_graph: Make) -> None:
    graph = make_graph(
        "\nbody:a ovs:seat\n  [ schema:startDate '2020-02-01'^^xsd:date ; schema:endDate '2020-01-01'^^xsd:date ] .\n"
    )
    (finding,) = run_check(graph.store, CHECKS["end-before-start"], DAY, Locator(graph.files))
    assert finding.where == line_of(graph, "body:a ovs:seat")


def test_the_disk_is_asked_once_for_each_file_whether_it_is_a_workbook(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked anew for each message, it took a good part of a check of 300 files with 7,000 messages."""
    asked: list[str] = []
    was = tables.may_be_workbook

    def counted(path: Path) -> bool:
        asked.append(path.name)
        return was(path)

    monkeypatch.setattr(tables, "may_be_workbook", counted)
    names = ["a.ttl", "b: new.xlsx", "c.xlsx"]
    locator = Locator([DataFile(Path(name), name, f"{TOWN}graph/{name}") for name in names])
    for _ in range(20):
        assert locator.in_columns("Add ovs:convenes.", "b: new.xlsx: Meetings!B4") == "Fill in the column 'body'."
        # The line of another file, and a place that only looks like that of a workbook, are left in terms.
        for where in ("a.ttl:7", "a.ttl: Meetings!B4", "new.xlsx: Meetings!B4"):
            assert locator.in_columns("Add ovs:convenes.", where) == "Add ovs:convenes."
    assert sorted(asked) == names


def test_where_is_the_iri_if_the_files_are_not_at_hand(make_graph: Make) -> None:
    graph = make_graph(action("a", "a ovs:Action"))
    (finding,) = run_check(graph.store, CHECKS["action-without-owner"], DAY, Locator(()))
    assert finding.where == TOWN + "action/a"


# Faults that validate finds

VIOLATIONS = {
    "unknown-term": (
        "body:a a ovs:OversightBody ; ovs:overseas 'x' .",
        "unknown term ovs:overseas; nearest: ovs:oversees",
    ),
    "untyped-record": ("body:a ovs:edtf 'x' .", "body:a has ovs: properties and no type (add `a ovs:OversightBody ;`)"),
    "mistyped-namespace": (
        "body:a <https://schem.org/name> 'x' .",
        "the namespace https://schem.org/ is not known; did you mean https://schema.org/ (schema:)?",
    ),
    "near-equal-namespaces": (
        "<urn:town/a> a org:Organization . <urn:town/b> a org:Organization . <urn:Town/c> a org:Organization .",
        "the namespace urn:Town/ differs from urn:town/ only in capitals: things of the two are not the same",
    ),
    "dangling-reference": (
        "body:a a ovs:OversightBody ; ovs:evidence <https://example.org/nowhere#line=0,1> .",
        "https://example.org/nowhere is cited and has no record: describe it as an ovs:SourceDocument, or load its "
        "register too (--data FOLDER)",
    ),
    "impossible-date": ("plan:a dcterms:date '2019-02-30'^^xsd:date .", "'2019-02-30' is not a date"),
    "bad-number": (
        "paper:a a ovs:SourceDocument ; ovs:lineCount 'many'^^xsd:integer .",
        "'many' is not a whole number",
    ),
    "other-meaning": (
        "body:a a ovs:OversightBody . state:ended skos:prefLabel 'active'@en .",
        "says of https://w3id.org/oversight-graph/concept/state/ended what the vocabulary does not: "
        "skos:prefLabel active",
    ),
    "cyclic-references": (
        "commitment:1 a ovs:Commitment ; ovs:oversightCell ovs:Reference ; ovs:crossReference [ ovs:to commitment:2 ] ."
        "\ncommitment:2 a ovs:Commitment ; ovs:oversightCell ovs:Reference ; "
        "ovs:crossReference [ ovs:to commitment:1 ] .",
        "rows leave their oversight to each other in a cycle: 1 -> 2 -> 1",
    ),
}


@pytest.mark.parametrize(
    ("turtle", "told"),
    [
        ("ovs:Commitment rdfs:subClassOf ovs:OversightBody .", 1),
        ("foaf:Person rdfs:subClassOf ovs:OversightBody .", 1),
        ("<https://w3id.org/oversight-graph/concept/grade/3> skos:notation '6' .", 1),
        ("ovs:by rdfs:label 'by whom'@en .", 1),
        # What the vocabulary says itself, a name in another language, a link, and a class of one's own.
        ("ovs:OversightBody rdfs:subClassOf org:Organization .", 0),
        ("ovs:OversightBody rdfs:label 'Aufsicht'@de ; rdfs:seeAlso <https://example.org/x> .", 0),
        ("<https://example.org/Panel> rdfs:subClassOf ovs:OversightBody ; rdfs:label 'panel'@en .", 0),
    ],
)
def test_data_cannot_give_our_terms_another_meaning(make_graph: Make, turtle: str, told: int) -> None:
    found = [
        each
        for each in make_graph(f"body:a a ovs:OversightBody . {turtle}").check("2020-01-01")
        if each.check == "other-meaning"
    ]
    assert len(found) == told


def test_every_built_in_check_is_tried() -> None:
    assert {check.name for check in checks.built_in()} == {
        *VIOLATIONS,
        "cycle",
        "near-equal-names",
        "one-body-of-two-publishers",
        "shacl",
        "terms-not-read",
    }


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ("body:a ovs:reporting [ ovs:into body:b ] . body:b ovs:reporting [ ovs:into body:a ] .", "each reports into"),
        ("body:a dcterms:isPartOf body:b . body:b org:subOrganizationOf body:a .", "each is part of the next"),
        ("action:a ovs:carriedForwardFrom action:a .", "it was carried forward from itself"),
    ],
)
def test_a_cycle_is_told_with_its_members(turtle: str, message: str, make_graph: Make) -> None:
    graph = make_graph(turtle)
    found = [each for each in graph.check("2018-11-27", shapes=False) if each.check == "cycle"]
    assert len(found) == 1
    assert message in found[0].message
    straight = make_graph("body:a ovs:reporting [ ovs:into body:b ] . body:b ovs:reporting [ ovs:into body:c ] .")
    assert not [each for each in straight.check("2018-11-27", shapes=False) if each.check == "cycle"]


@pytest.mark.parametrize("name", VIOLATIONS)
def test_statements_that_cannot_be_are_violations(name: str, make_graph: Make) -> None:
    turtle, message = VIOLATIONS[name]
    graph = make_graph("\n" + turtle)
    found = [f for f in run(graph.store, DAY, files=graph.files, shapes=False) if f.check in VIOLATIONS]
    severity = next(each.severity for each in checks.built_in() if each.name == name)
    assert [(f.severity, f.check, f.message) for f in found] == [(severity, name, message)]
    assert found[0].where == line_of(graph, turtle.split("\n")[0])
    assert found[0].entity


@pytest.mark.parametrize("name", VIOLATIONS)
def test_faults_take_their_level_from_the_profile(name: str, make_graph: Make) -> None:
    graph = make_graph(VIOLATIONS[name][0])
    levels = [
        [f.severity for f in run(graph.store, DAY, profile={name: level}, shapes=False) if f.check == name]
        for level in ("info", "off")
    ]
    assert levels == [["info"], []]


# Names that are nearly equal


def bodies(*names: str) -> str:
    return "".join(
        f"body:b{number} a ovs:OversightBody ; skos:prefLabel {name!r}@en ." for number, name in enumerate(names)
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Strategic Diversity Group", "Strategic Diversity Board"),  # the same but for a word that many names share
        ("Domestic Abuse Forum", "Domestic Abuse Forums"),  # nearly the same letters
        ("Finance Standing Committee", "Standing Committee on Finance"),  # the same words in another order
        ("Violence Reduction Unit", "Violent Reduction Unit"),
        ("Transformation Programme", "Transformation  programme"),  # but for space and capitals
        ("Board for Roads", "The Roads Panel"),
        ("Audit Cttee", "Audit Committee"),
    ],
)
def test_near_names_are_found(first: str, second: str, make_graph: Make) -> None:
    graph = make_graph(bodies(first, second))
    message = f"{first} and {second} have names that are nearly equal: are they one body?"
    expected = [Violation("info", "near-equal-names", first, message, line_of(graph, "body:b0"))]
    assert near_names(graph.store, Locator(graph.files)) == expected


def test_a_body_that_is_known_by_letters_alone_may_be_that_whose_initials_they_are(make_graph: Make) -> None:
    graph = make_graph(bodies("SIB", "Service Improvement Board", "Roads Board"))
    message = "SIB may be Service Improvement Board, whose initials these are: are they one body?"
    expected = [Violation("info", "near-equal-names", "SIB", message, line_of(graph, "body:b0"))]
    assert near_names(graph.store, Locator(graph.files)) == expected
    named = bodies("SIB", "Service Improvement Board") + ' body:b0 skos:altLabel "Safer Islands Board"@en .'
    graph = make_graph(named)
    assert near_names(graph.store, Locator(graph.files)) == []
    many = make_graph(bodies("SIB", *(f"Service {kind} Board" for kind in ("Island", "Inner", "Inland", "Ice"))))
    assert not [each for each in near_names(many.store, Locator(many.files)) if "initials" in each.message]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Roads Board", "Rural Board"),
        ("Centre 1 Board", "Centre 2 Board"),  # in eight letters one makes another name
        ("Neighbourhood Team 12 Board", "Neighbourhood Team 13 Board"),  # numbers tell them apart
        ("Custody Visitors", "Custody Visiting Scheme"),  # alike in fewer than 85 of 100 letters
        ("Strategic Board", "Strategic Group"),  # nothing is left to compare
        ("Community Safety Partnership", "Victims Commissioning Board"),
    ],
)
def test_other_names_are_left_alone(first: str, second: str, make_graph: Make) -> None:
    assert near_names(make_graph(bodies(first, second)).store, Locator(())) == []


def test_a_name_in_a_paper_counts_as_a_name(make_graph: Make) -> None:
    turtle = bodies("Athena Board", "Tactical Meeting of Systems") + (
        "body:b1 ovs:namedAs [ a ovs:NameUse ; ovs:asStated '{}' ; ovs:evidence <#line=1,2> ] ."
    )
    assert len(near_names(make_graph(turtle.replace("{}", "Athena Group")).store, Locator(()))) == 1
    # A single word is an acronym, and acronyms are near to each other by chance.
    assert near_names(make_graph(turtle.replace("{}", "Athena")).store, Locator(())) == []


def test_the_name_of_a_kind_tells_nothing(make_graph: Make) -> None:
    # Each council has an audit committee; eight of one name may still be slips, nine are a kind.
    for number, pairs in ((8, 28), (9, 0)):
        towns = "".join(
            f"body:c{n} a ovs:OversightBody ; skos:prefLabel '{chr(65 + n) * 9} Council Auditors'@en ; "
            "ovs:namedAs [ a ovs:NameUse ; ovs:asStated 'Council Auditors' ; ovs:evidence <#line=1,2> ] . "
            for n in range(number)
        )
        assert len(near_names(make_graph(towns).store, Locator(()))) == pairs


def test_the_work_grows_with_the_names_and_not_with_their_pairs(
    make_graph: Make, calls: Callable[[Callable[[], object]], int]
) -> None:
    words = "north south east west old new upper lower great little".split()
    names = [f"{a} {b} {c} neighbourhood policing" for a in words for b in words for c in words]
    numbers = []
    for size in (250, 1000):
        store = make_graph(bodies(*names[:size], "Domestic Abuse Forum", "Domestic Abuse Forums")).store
        numbers.append(calls(lambda store=store: near_names(store, Locator(()))))  # type: ignore[misc]
        assert "Domestic Abuse Forum" in {found.entity for found in near_names(store, Locator(()))}
    assert numbers[1] < 6 * numbers[0]


def test_a_pair_is_told_once(make_graph: Make) -> None:
    assert len(near_names(make_graph(bodies("Road Crime Board", "Road Crime Group", "Other")).store, Locator(()))) == 1


# Profile


def profile(folder: Path, text: str) -> Path:
    path = folder / "profile.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_profile_is_read(tmp_path: Path) -> None:
    text = (
        "# ours\n\nerror action-overdue   # late is late\nOFF near-equal-names\n\tinfo\tunknown-term\n"
        "warning shacl\noff BodyKind\n"
    )
    assert read_profile(profile(tmp_path, text)) == {
        "action-overdue": "error",
        "near-equal-names": "off",
        "unknown-term": "info",
        "shacl": "warning",
        "BodyKind": "off",
    }


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("\n# x\nerror no-such-check\n", 3, "there is no check 'no-such-check'"),
        ("fatal action-overdue", 1, "write LEVEL CHECK"),
        ("error", 1, "write LEVEL CHECK"),
        ("error action-overdue please", 1, "write LEVEL CHECK"),
        ("action-overdue error", 1, "write LEVEL CHECK"),
    ],
)
def test_a_bad_line_is_named(text: str, line: int, message: str, tmp_path: Path) -> None:
    path = profile(tmp_path, text)
    with pytest.raises(UsageError, match=message) as caught:
        read_profile(path)
    assert f"{path}:{line}" in str(caught.value)


def test_an_unknown_check_gets_the_known_ones_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        read_profile(profile(tmp_path, "off actions-overdue"))
    for name in [*CHECKS, *VIOLATIONS, "near-equal-names", "shacl"]:
        assert name in str(caught.value)


def test_a_profile_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_profile(tmp_path / "missing.txt")
    (tmp_path / "latin.txt").write_bytes(b"off caf\xe9")
    with pytest.raises(UsageError, match="not in UTF-8"):
        read_profile(tmp_path / "latin.txt")


def test_a_profile_sets_levels_and_turns_checks_off(make_graph: Make) -> None:
    graph = make_graph(
        action("a", "ovs:actionState action-state:open") + bodies("Road Crime Board", "Road Crime Group")
    )

    def levels(**profile: str) -> dict[str, str]:
        found = run(graph.store, DAY, profile={k.replace("_", "-"): v for k, v in profile.items()}, shapes=False)
        return {finding.check: finding.severity for finding in found}

    plain = {
        "action-without-due-date": "info",
        "action-without-owner": "warning",
        "body-without-a-name-in-papers": "warning",
        "near-equal-names": "info",
    }
    assert levels() == plain
    assert levels(action_without_owner="error") == {**plain, "action-without-owner": "error"}
    assert levels(near_equal_names="off", action_without_due_date="off") == {
        name: level for name, level in plain.items() if name not in ("near-equal-names", "action-without-due-date")
    }


# Shapes

# A body with an e-mail address in its name, and of a kind that is in no list, breaks two shapes.
MISSHAPEN = (
    "\nbody:a a ovs:OversightBody ; skos:prefLabel 'Write to a@b.example'@en ; org:classification state:active .\n"
)


def test_shapes_say_what_is_wrong_and_where(make_graph: Make) -> None:
    graph = make_graph(MISSHAPEN)
    found = {f.check: f for f in validate(Stated(graph.embedded), Locator(graph.files))}
    assert "NoContactDetails" in found
    assert set(found) <= shape_names(), "a profile can name each"
    finding = found["NoContactDetails"]
    assert (finding.severity, finding.entity) == ("error", "body/a")
    assert finding.where == line_of(graph, "body:a a ovs")
    assert finding.message[0].isupper() and "\n" not in finding.message
    # A value that is not in the message of the shape is added to it.
    assert found["BodyKind"].message.endswith(" (it has: state/active)")


def test_shapes_look_at_what_is_stated_only(make_graph: Make) -> None:
    # The rules derive ovs:oversees for a mechanism that the data does not describe: that is no fault of the data twice.
    graph = make_graph("commitment:1 ovs:oversight [ ovs:by body:undescribed ] .")
    assert any(q.predicate.value.endswith("oversees") for q in graph.embedded.quads)
    found = validate(Stated(graph.embedded), Locator(graph.files))
    assert "body/undescribed" not in {finding.entity for finding in found}


def test_a_profile_reaches_single_shapes(make_graph: Make) -> None:
    graph = make_graph(MISSHAPEN)

    def shapes(profile: dict[str, str]) -> dict[str, str]:
        found = run(graph.store, DAY, profile=profile)
        return {finding.check: finding.severity for finding in found if finding.check in shape_names()}

    plain = shapes({})
    assert set(plain) == {"NoContactDetails", "BodyKind"}
    others = {name: level for name, level in plain.items() if name != "NoContactDetails"}
    assert shapes({"NoContactDetails": "off"}) == others
    assert shapes({"shacl": "off"}) == {}
    assert shapes({"shacl": "off", "NoContactDetails": "info"}) == {"NoContactDetails": "info"}
    assert shapes({"shacl": "warning"}) == dict.fromkeys(plain, "warning")


# One mistake, one finding

SOUND = """
<> a ovs:SourceDocument ; dcterms:title "Plan"@en ; dcterms:date "2020-03-01"^^xsd:date ; dcterms:type document:plan ;
    dcterms:publisher organization:council ; ovs:sha256 "{hash}" ; ovs:lineCount 10 .
organization:council a org:FormalOrganization ; skos:prefLabel "Council"@en .
plan:p a ovs:Plan ; rdfs:label "Plan"@en ; skos:prefLabel "Plan"@en ; dcterms:date "2020-03-01"^^xsd:date ;
    ovs:evidence <#line=0,1> .
objective:o a ovs:Objective ; skos:prefLabel "Streets"@en ; dcterms:isPartOf plan:p ; ovs:evidence <#line=0,1> .
body:board a ovs:OversightBody ; skos:prefLabel "Streets Board"@en ; org:classification kind:board ;
    ovs:seat [ a ovs:Seat ; org:member organization:council ; org:role role:chair ; ovs:evidence <#line=1,2> ] .
commitment:1 a ovs:Commitment ; dcterms:isPartOf plan:p ; skos:notation "1" ; rdfs:label "Safer streets"@en ;
    ovs:objective objective:o ; ovs:committedBy organization:council ; ovs:evidence <#line=1,2> ;
    ovs:oversightCell ovs:Body ;
    ovs:oversight [ a ovs:Oversight ; ovs:by body:board ; ovs:asStated "Streets Board" ; ovs:evidence <#line=1,2> ] .
meeting:m a ovs:Meeting ; rdfs:label "Meeting"@en ; ovs:convenes body:board ; schema:startDate "2020-02-01"^^xsd:date ;
    ovs:dateAsStated "1 February" ; ovs:evidence <#line=2,3> .
""".replace("{hash}", "0" * 64)
DOCUMENT = "@prefix document: <https://w3id.org/oversight-graph/concept/document/> .\n"


def errors(make: Make, turtle: str) -> list[tuple[str, str]]:
    """Return check and message of each error, shapes among them."""
    graph = make(DOCUMENT + turtle)
    return [(f.check, f.message) for f in run(graph.store, DAY, files=graph.files) if f.severity == "error"]


def test_the_sound_town_has_no_error(make_graph: Make) -> None:
    assert errors(make_graph, SOUND) == []


@pytest.mark.parametrize(
    ("old", "new", "check", "begins"),
    [
        # Each mistake also breaks one shape or more: seats hang on no body, a cell names none, and so on.
        ("body:board a ovs:OversightBody ; ", "body:board ", "untyped-record", "body:board has ovs: properties and no"),
        ("commitment:1 a ovs:Commitment ; ", "commitment:1 ", "untyped-record", "commitment:1 has ovs: properties and"),
        ("<> a ovs:SourceDocument ; ", "<> ", "dangling-reference", "paper:plan is cited, and its record does not"),
        ('"2020-02-01"^^xsd:date', '"2020-02-31"^^xsd:date', "impossible-date", "'2020-02-31' is not a date"),
        ("ovs:by body:board", "ovs:by body:baord", "dangling-reference", f"{TOWN}body/baord is named but nowhere"),
        ("ovs:convenes body:board", "ovs:convenes body:baord", "dangling-reference", f"{TOWN}body/baord is named but"),
        (
            "ovs:dateAsStated",
            "ovs:dateAsSated",
            "unknown-term",
            "unknown term ovs:dateAsSated; nearest: ovs:dateAsStated",
        ),
        ("ovs:committedBy", "ovs:comittedBy", "unknown-term", "unknown term ovs:comittedBy; nearest: ovs:committedBy"),
        ("kind:board", "kind:bord", "unknown-term", "unknown term https://w3id.org/oversight-graph/concept/kind/bord"),
        ("ovs:lineCount 10", "ovs:lineCount 'ten'^^xsd:integer", "bad-number", "'ten' is not a whole number"),
    ],
)
def test_one_mistake_is_one_error(old: str, new: str, check: str, begins: str, make_graph: Make) -> None:
    assert SOUND.count(old) == 1
    found = errors(make_graph, SOUND.replace(old, new))
    assert [name for name, _ in found if name != "untyped-record" or check == name] == [check]
    assert found[0][1].startswith(begins)


def test_another_mistake_of_the_same_record_is_told_too(make_graph: Make) -> None:
    # The date is no day, and the body is not said: two mistakes of one meeting.
    text = SOUND.replace('"2020-02-01"^^xsd:date', '"2020-02-31"^^xsd:date').replace("ovs:convenes body:board ;", "")
    assert [check for check, _ in errors(make_graph, text)] == ["MeetingConvenes", "impossible-date"]


def test_a_fault_that_is_turned_off_hides_nothing(make_graph: Make) -> None:
    graph = make_graph(DOCUMENT + SOUND.replace('"2020-02-01"^^xsd:date', '"2020-02-31"^^xsd:date'))
    found = run(graph.store, DAY, files=graph.files, profile={"impossible-date": "off"})
    assert [f.check for f in found if f.severity == "error"] == ["DateIsADay"]


def test_what_is_there_need_not_be_added(make_graph: Make) -> None:
    # An organisation does not meet; and a body of another base is told with its whole address.
    [(check, message)] = errors(
        make_graph, SOUND.replace("ovs:convenes body:board", "ovs:convenes organization:council")
    )
    assert check == "MeetingConvenes"
    assert message.endswith("Correct ovs:convenes. (it has: organization/council)")
    elsewhere = SOUND.replace("ovs:convenes body:board", "ovs:convenes <https://example.net/town/body/board>")
    assert errors(make_graph, elsewhere)[0][1].endswith("(it has: https://example.net/town/body/board)")
    assert errors(make_graph, SOUND.replace("ovs:convenes body:board ;", ""))[0][1].endswith("Add ovs:convenes.")


def test_without_a_date_the_rest_is_checked(make_graph: Make) -> None:
    # An action that is overdue at any later date, and a term that is misspelt.
    graph = make_graph(action("a", "ovs:due '2020-01-01'^^xsd:date ; ovs:actionState action-state:open ; ovs:x 1"))
    needing = {check.name for check in CHECKS.values() if check.needs_date}
    with_date = {f.check for f in run(graph.store, DAY, shapes=False)}
    without = {f.check for f in run(graph.store, None, shapes=False)}
    assert {"action-overdue", "unknown-term"} <= with_date
    assert with_date - without == {"action-overdue"}
    assert needing == {
        "action-overdue", "ended-after-the-plan", "ended-body-named", "ended-without-an-heir", "promise-overdue",
    }  # fmt: skip


# All together


def test_violations_that_say_the_same_are_in_the_order_of_their_lines() -> None:
    same = [Violation("info", "x", "a", "says", f"plan.ttl:{line}") for line in (101, 9, 10)]
    assert [each.where for each in sorted(same, key=gravest_first)] == ["plan.ttl:9", "plan.ttl:10", "plan.ttl:101"]


def test_violations_are_in_order_and_reported_once(make_graph: Make) -> None:
    graph = make_graph(
        bodies("Road Crime Board", "Road Crime Group") + action("b", "a ovs:Action") + action("a", "ovs:overseas 'x'")
    )
    found = run(graph.store, DAY, files=graph.files, shapes=False)
    keys = [(SEVERITIES.index(f.severity), f.check, f.entity, f.message) for f in found]
    assert keys == sorted(keys) and len(keys) == len(set(keys))
    assert [f.severity for f in found] == ["error"] + ["warning"] * 4 + ["info"] * 3
    assert run(graph.store, DAY, files=graph.files, shapes=False) == found


class AtEndpoint:
    """Answers queries, and gives no access to the data itself."""

    def __init__(self, graph: OversightGraph) -> None:
        self._store = graph.store

    def select(self, query: str, where: str = "query") -> Table:
        return self._store.select(query, where)


def test_what_an_endpoint_answers_is_judged_like_what_is_here(make_graph: Make) -> None:
    graph = make_graph(MISSHAPEN + action("a", "ovs:overseas 'x'") + bodies("Road Crime Board", "Road Crime Group"))
    here, there = run(graph.store, DAY), run(AtEndpoint(graph), DAY)
    assert here == there
    assert {f.check for f in there} > {"near-equal-names", "NoContactDetails", "unknown-term"}


def test_the_shipped_data_has_no_errors(graph: OversightGraph) -> None:
    found = graph.check()
    assert [f for f in found if f.severity == "error"] == []
    # Known from the papers: a committee that ended in July 2018 and that the plan of November still names and lists.
    tie = "Trust, Integrity and Ethics Committee"
    assert {f.check for f in found if f.entity == tie} >= {"ended-body-named", "ended-body-listed"}
    assert all(re.fullmatch(r"data/west-mercia/.*\.ttl:\d+", f.where) for f in found)


def test_nothing_is_not_no_error(make_graph: Make) -> None:
    empty = make_graph("")
    with pytest.raises(DataError, match="there is nothing to check"):
        run(empty.store, DAY)
    foreign = make_graph('<urn:x> a <urn:Thing> ; <urn:says> "x" .')
    with pytest.raises(DataError, match="there is nothing to check"):
        run(foreign.store, DAY)
    assert run(make_graph('person:a a foaf:Person ; skos:prefLabel "A"@en .').store, DAY) == []
    # A mistyped namespace leaves no record either, and that is what is said.
    assert [f.check for f in run(make_graph("body:a a <http://w3id.org/oversight-graph/ns#Body> .").store, DAY)] == [
        "mistyped-namespace"
    ]


def test_without_the_code_lists_no_code_can_be_checked(make_graph: Make) -> None:
    (file,) = make_graph('body:a a ovs:OversightBody ; skos:prefLabel "A"@en .').files
    bare = EmbeddedStore()
    bare.quads.extend(ox.parse(file.read(), format=ox.RdfFormat.TURTLE, base_iri=file.graph))
    with pytest.raises(DataError, match="the code lists are not in it"):
        run(bare, DAY)
