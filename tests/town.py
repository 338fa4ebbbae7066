"""A small town in Turtle, for tests that draw what they need: its plan of 27 November 2018, boards, rows and seats."""

DAY = "2018-11-27"
PLAN = """
<> a ovs:SourceDocument ; dcterms:date "2018-11-27"^^xsd:date .
plan:p a ovs:Plan ; dcterms:date "2018-11-27"^^xsd:date .
objective:one a ovs:Objective ; skos:prefLabel "Safer streets"@en .
objective:two a ovs:Objective ; skos:prefLabel "Open council"@en .
"""
BOARDS = "".join(f'body:{name} a ovs:OversightBody ; skos:prefLabel "{name.upper()} Board"@en .\n' for name in "abc")


def row(
    ref: str, *by: str, cell: str = "Body", objective: str = "objective:one", column: str = "", more: str = ""
) -> str:
    """Return a commitment, and what its cell, or another column, names; the n-th is cited from line n on."""
    extra = f"; ovs:column column:{column}" if column else ""
    named = "".join(
        f"; ovs:oversight [ a ovs:Oversight ; ovs:by {who} ; ovs:asStated '{who}' {extra} ; "
        f"ovs:evidence <#line={n},{n + 1}> ]"
        for n, who in enumerate(by, start=1)
    )
    return (
        f'commitment:{ref} a ovs:Commitment ; dcterms:isPartOf plan:p ; skos:notation "{ref}" ; '
        f'rdfs:label "row {ref}" ; ovs:objective {objective} ; ovs:oversightCell ovs:{cell} {named} {more} .\n'
    )


def seat(body: str, who: str, role: str = "member", line: int = 9) -> str:
    """Return a seat of a post or a person on a body."""
    relation = "ovs:post" if who.startswith("post:") else "org:member"
    evidence = f"ovs:evidence <#line={line},{line + 1}>"
    return f"{body} ovs:seat [ a ovs:Seat ; {relation} {who} ; org:role role:{role} ; {evidence} ] .\n"
