"""What differs between two editions of a plan: in one set of data at two dates, and between two sets of data.

Read off by hand: the plan of 2022 replaces that of 2021. 1 keeps its number; its words, day, lead, board and rating
differ. 2 is split into 2.1 and 2.2. 3 and 4 are merged into 3. 5 is withdrawn, 6 is new. The step of 1 has no number.
"""

import re
from pathlib import Path

from rdflib import Graph
from tests.conftest import Make

from oversight_graph.change.changes import Change
from oversight_graph.change.plan_matching import CONTINUES
from oversight_graph.store.views import query_text

TOWN = """
paper:old a ovs:SourceDocument ; dcterms:date "2021-01-01"^^xsd:date .
paper:new a ovs:SourceDocument ; dcterms:date "2022-01-01"^^xsd:date .
body:a a ovs:OversightBody ; skos:prefLabel "A Board"@en .
body:b a ovs:OversightBody ; skos:prefLabel "B Board"@en .
post:head a org:Post ; skos:prefLabel "Head of Roads"@en .
post:clerk a org:Post ; skos:prefLabel "Clerk"@en .
"""


def row(plan: str, ref: str, words: str, more: str = "", *, name: str = "") -> str:
    return (
        f'commitment:{name or plan + ref} a ovs:Commitment ; dcterms:isPartOf plan:{plan} ; skos:notation "{ref}" ; '
        f'rdfs:label "{words}"@en ; ovs:evidence <{plan}#line=1,2> {more} .\n'
    )


def named(body: str) -> str:
    return f"; ovs:oversightCell ovs:Body ; ovs:oversight [ a ovs:Oversight ; ovs:by body:{body} ]"


def progress(day: str, rating: str) -> str:
    return (
        f'; ovs:progress [ a ovs:ProgressUpdate ; dcterms:date "{day}"^^xsd:date ; '
        "ovs:progressState progress:in-progress ; "
        f"ovs:rating <https://w3id.org/oversight-graph/concept/rating/{rating}> ]"
    )


BLANK = "; ovs:oversightCell ovs:Blank"
OLD = (
    'plan:old a ovs:Plan ; skos:prefLabel "Plan 2021"@en ; dcterms:date "2021-01-01"^^xsd:date .\n'
    + row(
        "old", "1", "Mend roads",
        named("a") + '; ovs:due "2021-06-30"^^xsd:date ; ovs:dueAsStated "June" ; ovs:lead post:head'
        + progress("2021-01-01", "green"),
    )
    + "".join(row("old", ref, f"Row {ref}", BLANK) for ref in "2345")
    + 'activity:old-step a ovs:Activity ; dcterms:isPartOf commitment:old1 ; rdfs:label "Count them"@en ; '
    'ovs:sharesCellOf commitment:old1 .\n'
)  # fmt: skip
NEW = (
    'plan:new a ovs:Plan ; skos:prefLabel "Plan 2022"@en ; dcterms:date "2022-01-01"^^xsd:date {replaces} .\n'
    + row(
        "new", "1", "Mend all roads",
        named("b") + '; ovs:due "2022-06-30"^^xsd:date ; ovs:dueAsStated "June 2022" ; ovs:lead post:clerk'
        + progress("2022-01-01", "amber"),
    )
    + row("new", "2.1", "Row 2a", BLANK + " {two}") + row("new", "2.2", "Row 2b", BLANK + " {two}")
    + row("new", "3", "Row 3", BLANK + " {three}") + row("new", "6", "Row 6", BLANK)
    + 'activity:new-step a ovs:Activity ; dcterms:isPartOf commitment:new1 ; rdfs:label "Count them"@en ; '
    'ovs:sharesCellOf commitment:new1 .\n'
)  # fmt: skip
SAID = NEW.format(
    replaces="; dcterms:replaces plan:old",
    two="; dcterms:replaces commitment:old2",
    three="; dcterms:replaces commitment:old3 , commitment:old4",
)
UNSAID = NEW.format(replaces="", two="", three="")
EXPECTED = {
    ("new edition", "Plan 2022", "Plan 2021", "Plan 2022"),
    ("row added", "6 Row 6", "", "grade 0"),
    ("row dropped", "5 Row 5", "grade 0", ""),
    ("row split", "2 Row 2", "2 Row 2", "2.1 Row 2a, 2.2 Row 2b"),
    ("rows merged", "3 Row 3", "3 Row 3, 4 Row 4", "3 Row 3"),
    ("wording changed", "1 Mend all roads", "Mend roads", "Mend all roads"),
    ("named changed", "1 Mend all roads", "A Board", "B Board"),
    ("due changed", "1 Mend all roads", "2021-06-30 (June)", "2022-06-30 (June 2022)"),
    ("lead changed", "1 Mend all roads", "Head of Roads", "Clerk"),
    ("rating changed", "1 Mend all roads", "green", "amber"),
}


def brief(changes: list[Change]) -> set[tuple[str, str, str, str]]:
    return {
        (change.change, change.thing, change.before, change.after)
        for change in changes
        if not re.search("oversight|shown", change.change)
    }


def test_two_editions_in_one_set_of_data(make_graph: Make) -> None:
    changes = make_graph(TOWN + OLD + SAID).diff("2021-06-01", "2022-06-01")
    assert brief(changes) == EXPECTED
    [edition] = [change for change in changes if change.change == "new edition"]
    # Of the five of 2022, 1, 2.1, 2.2 and 3 carry on 1, 2, 3 and 4; 6 is new, 5 does not go on.
    assert edition.meaning == (
        "Plan 2022 is another edition of Plan 2021: of its 5 commitments 4 carry on 4 of the 5 earlier ones; 1 new, "
        "1 not carried on."
    )
    assert make_graph(TOWN + OLD + SAID).diff("2021-02-01", "2021-06-01") == []


def test_two_sets_of_data_that_know_nothing_of_each_other(make_graph: Make, tmp_path: Path) -> None:
    # Each has one edition, and nothing says that one replaces the other: rows of one reference are taken for one.
    old = make_graph(TOWN + OLD)
    new = make_graph(TOWN + UNSAID.replace("commitment:new", "commitment:other-").replace("plan:new", "plan:other"))
    changes = brief(old.diff("2021-06-01", "2022-06-01", other=new))
    plain = {each for each in EXPECTED if each[1].startswith(("1 ", "6 ", "5 ", "Plan"))}
    assert changes == plain | {
        ("row added", "2.1 Row 2a", "", "grade 0"),
        ("row added", "2.2 Row 2b", "", "grade 0"),
        ("row dropped", "2 Row 2", "grade 0", ""),
        ("row dropped", "4 Row 4", "grade 0", ""),
    }
    # Plans that have neither references nor words in common are not taken for editions of one.
    far = make_graph(TOWN + UNSAID.replace('notation "', 'notation "Z').replace("Row ", "Shelf "))
    assert {change for change, *_ in brief(old.diff("2021-06-01", "2022-06-01", other=far))} == set()


def test_how_a_row_goes_may_change_in_one_edition(make_graph: Make) -> None:
    later = f"commitment:old1 {progress('2021-09-01', 'red')[1:]} .\n"
    [change] = make_graph(TOWN + OLD + later).diff("2021-06-01", "2021-10-01")
    assert (change.change, change.before, change.after) == ("rating changed", "green", "red")


def test_two_plans_of_which_only_numbers_agree_are_not_compared(make_graph: Make) -> None:
    # A plan for roads and one for libraries, of which each has a row 1: a number is no ground to take one for the
    # other. Who asks for it gets them compared.
    roads = make_graph(TOWN + OLD)
    other = UNSAID.replace("commitment:new", "commitment:far-").replace("plan:new", "plan:far")
    for word, new in (("Plan 2022", "Reading together"), ("Mend all roads", "Open on Sundays"), ("Row ", "Shelf ")):
        other = other.replace(word, new)
    books = make_graph(TOWN + other)
    changes = roads.diff("2021-06-01", "2022-06-01", other=books)
    assert brief(changes) == set()
    [plan] = [change for change in changes if change.change == "first shown" and change.thing == "Reading together"]
    assert (
        "not taken for an edition of Plan 2021 (2 rows in common, by words or reference; 0 of them worded alike"
        in plan.meaning
    )
    named = roads.diff("2021-06-01", "2022-06-01", other=books, plans=("Plan 2021", "Reading together"))
    assert ("wording changed", "1 Open on Sundays", "Mend roads", "Open on Sundays") in brief(named)


def test_a_new_edition_may_number_or_word_its_rows_anew(make_graph: Make) -> None:
    # Called alike but for the year: rows 1, 2, 3 and 4 have new words, or 1 alone keeps its number, and its words.
    roads = make_graph(TOWN + OLD)
    other = UNSAID.replace("commitment:new", "commitment:far-").replace("plan:new", "plan:far")
    for said in (
        other.replace("Mend all roads", "Open on Sundays")
        .replace("Row ", "Shelf ")
        .replace('notation "2.1', 'notation "2')
        .replace('notation "2.2', 'notation "4'),
        other.replace('notation "2', 'notation "Z2').replace('notation "3', 'notation "Z3'),
    ):
        changes = roads.diff("2021-06-01", "2022-06-01", other=make_graph(TOWN + said))
        [edition] = [change for change in changes if change.change == "new edition"]
        assert "taken for that by what they have in common" in edition.meaning


# References that begin anew under each heading. Read off by hand: Lamps and Trees stay; Candles are worded anew, under
# the same reference and heading; Ponds, once Green 3, are now Green 2; Hedges are gone, and Meadows, Green 3 now, are
# new. Every row has a step a with the same words, which goes on where its row does.
ANEW = {
    "old": {"Light": {"1": "Lamps", "2": "Candles"}, "Green": {"1": "Trees", "2": "Hedges", "3": "Ponds"}},
    "new": {"Light": {"1": "Lamps", "2": "Candles and wicks"}, "Green": {"1": "Trees", "2": "Ponds", "3": "Meadows"}},
}
CARRIED = {"Light 1": "Light 1", "Light 2": "Light 2", "Green 1": "Green 1", "Green 2": "Green 3"}
MOVED = {
    ("wording changed", "2 Candles and wicks", "Candles", "Candles and wicks"),
    ("reference changed", "2 Ponds", "3", "2"),
    ("row dropped", "2 Hedges", "grade 0", ""),
    ("row dropped", "a Count", "grade 0", ""),
    ("row added", "3 Meadows", "", "grade 0"),
    ("row added", "a Count", "", "grade 0"),
}


def anew(plan: str, replaces: str = "", name: str = "") -> str:
    day = {"old": "2021-01-01", "new": "2022-01-01"}[plan]
    name = name or plan
    found = f'plan:{name} a ovs:Plan ; skos:prefLabel "Town plan"@en ; dcterms:date "{day}"^^xsd:date {replaces} .\n'
    for heading, rows in ANEW[plan].items():
        found += f'objective:{name}{heading} a ovs:Objective ; skos:prefLabel "{heading}"@en .\n'
        for ref, words in rows.items():
            found += row(
                name, ref, words, f"{BLANK} ; ovs:objective objective:{name}{heading}", name=f"{name}{heading}{ref}"
            )
            found += (
                f"activity:{name}{heading}{ref} a ovs:Activity ; dcterms:isPartOf commitment:{name}{heading}{ref} ; "
            )
            found += 'skos:notation "a" ; rdfs:label "Count"@en ; ovs:oversightCell ovs:Blank .\n'
    return found


def test_references_that_begin_anew_under_each_heading(make_graph: Make) -> None:
    graph = make_graph(TOWN + anew("old") + anew("new", "; dcterms:replaces plan:old"))
    changes = graph.diff("2021-06-01", "2022-06-01")
    assert brief(changes) == MOVED | {("new edition", "Town plan", "Town plan", "Town plan")}
    # The rule says the same of the rows and their steps on another engine.
    town = "https://example.org/town/"
    pairs = {
        (f"{town}{folder}/new{new.replace(' ', '')}", f"{town}{folder}/old{old.replace(' ', '')}")
        for new, old in CARRIED.items() for folder in ("commitment", "activity")
    }  # fmt: skip
    asked = "SELECT ?a ?b WHERE { ?a <https://w3id.org/oversight-graph/ns#continues> ?b }"
    assert set(graph.sparql(asked).rows) == pairs
    plain = Graph()
    for subject, predicate, thing, *_ in graph.to_rdflib():
        if str(subject).startswith(town) and not str(predicate).endswith("#continues"):
            plain.add((subject, predicate, thing))
    found = Graph()
    for rule in CONTINUES:
        found += plain.query(query_text("rules", f"{rule}.rq")).graph or Graph()
        plain += found
    assert {(str(later), str(earlier)) for later, _, earlier in found} == pairs


def test_two_sets_of_data_whose_references_begin_anew(make_graph: Make) -> None:
    # As two workbooks that know nothing of each other: the rows have names of their own, or, since both number them in
    # the order of the paper, the same name for what is not the same row.
    old = make_graph(TOWN + anew("old"))
    for name in ("new", "old"):
        new = make_graph(TOWN + anew("new", name=name))
        changes = brief(old.diff("2021-06-01", "2022-06-01", other=new))
        assert {change for change in changes if change[0] != "new edition"} == MOVED
