"""What checks report: findings, each with how grave it is, what is wrong and where."""

from dataclasses import dataclass

SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, or one thing worth a look.

    Attributes
    ----------
    severity : str
        ``error``, ``warning`` or ``info``.
    check : str
        Name of the check, or of the SHACL shape.
    entity : str
        What it is about: a reference and title, a name, or an IRI.
    message : str
        What is wrong, in a sentence.
    where : str
        ``file:line`` if the files are at hand, else the IRI.
    """

    severity: str
    check: str
    entity: str
    message: str
    where: str


def gravest_first(finding: Finding) -> tuple[int, str, str, str]:
    """Return the place of a finding in a list."""
    return SEVERITIES.index(finding.severity), finding.check, finding.entity, finding.message
