"""The terms of the oversight vocabulary.

The Turtle in ``ontology/`` is the definition; a test keeps these lists equal to it. Plain strings, so that importing
this costs nothing.
"""

from typing import Final

BASE: Final = "https://w3id.org/oversight-graph/"
NS: Final = BASE + "ns#"
CONCEPT: Final = BASE + "concept/"
INFERRED: Final = BASE + "graph/inferred"

CLASSES: Final = frozenset(
    """
    Accountability Action Activity AgendaItem AreaForImprovement Attendance Audit BodyStatus ChangeOfBody
    Commitment CrossReference Finding Funding GlossaryEntry Inspection InspectionFinding Intervention
    Mechanism Meeting MonitoringProcess NameUse Objective Oversight OversightBody Participation
    PerformanceMeasure Plan Power Programme ProgressUpdate Question Recommendation Report Reporting
    Response Scrutiny Seat SourceDocument Strategy System Tenure WorkItem
    """.split()
)
PROPERTIES: Final = frozenset(
    """
    accountability actionState amount amountAsStated answers asStated askedBy askedOf awardedBy awardedTo
    by capacityAsStated carriedForwardFrom certainty column committedBy concerns constitution convenes
    crossReference currency dateAsStated deferredTo defersTo describes direction dischargedBy due
    dueAsStated edtf evidence forum frequency frequencyAsStated function heldBy holdsToAccount
    inclusionAsStated inherits inspectedBy into lead legalBasis level line lineCount markerAsStated mode
    namedAs notesPublished objective of onBehalfOf openToPublic outcome over oversees oversight
    oversightCell owner ownerAsStated part participation person post presence progress progressState
    recordOf reporting reportsInto response runBy scrutinises scrutiny seat seenOn setBy sha256
    sharesCellOf state statedBy status statusAsStated tenure time to transfersFunction
    """.split()
)
CELLS: Final = frozenset(
    """
    Blank Body Lost Process Reference
    """.split()
)

PREFIXES: Final = {
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "ovs": NS,
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def term(name: str) -> str:
    """Return the IRI of a term of the vocabulary.

    Raises
    ------
    KeyError
        If the vocabulary has no such term.

    Examples
    --------
    >>> term("oversees")
    'https://w3id.org/oversight-graph/ns#oversees'
    """
    if name not in CLASSES and name not in PROPERTIES and name not in CELLS:
        raise KeyError(name)
    return NS + name
