"""What a request to the endpoint asks, by the SPARQL 1.1 Protocol: queries alone.

W3C: SPARQL 1.1 Protocol, section 2.1, https://www.w3.org/TR/sparql11-protocol/#query-operation
"""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException

FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
_MOST = 1000


@dataclass(frozen=True, slots=True)
class Operation:
    """A query and the graphs that it is to be asked of.

    Attributes
    ----------
    query : str
        Empty where a description of the service is asked for.
    default, named : tuple of str
        IRIs of the graphs of the dataset; those of the server if there are none.
    """

    query: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def operation(method: str, query: bytes, media: str, body: bytes) -> Operation:
    """Return what a request asks.

    Parameters
    ----------
    method : str
        ``GET``, ``HEAD`` or ``POST``.
    query : bytes
        What stands behind the question mark of the address.
    media : str
        The header `Content-Type`; empty if there is none.

    Raises
    ------
    HTTPException
        If it is no query operation.
    """
    params = _pairs(query)
    if method == "POST":
        kind, charset = _media(media)
        if kind not in (FORM, DIRECT):
            raise HTTPException(415, f"A query is posted as {FORM} or as {DIRECT}.")
        if charset not in ("", "utf-8", "utf8"):
            raise HTTPException(415, f"A query is posted in UTF-8, not in {charset[:40]}.")
        if kind == FORM:
            params += _pairs(body)
        else:
            params.append(("query", _decoded(body)))
    if any(name == "update" for name, _ in params):
        raise HTTPException(400, "Only questions are answered here: nothing can be changed.")
    asked = [text for name, text in params if name == "query"]
    if len(asked) > 1:
        raise HTTPException(400, "The request holds more than one query.")
    if not asked and (params or method == "POST"):
        raise HTTPException(400, "The request holds no query.")
    graphs = {
        kind: tuple(text for name, text in params if name == f"{kind}-graph-uri") for kind in ("default", "named")
    }
    return Operation(asked[0] if asked else "", **graphs)


def _pairs(text: bytes) -> list[tuple[str, str]]:
    try:
        pairs = parse_qsl(text.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST)
    except UnicodeDecodeError as error:
        raise HTTPException(400, "The request is not in UTF-8.") from error
    except ValueError as error:
        raise HTTPException(400, f"The request holds more than {_MOST} fields.") from error
    return pairs


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise HTTPException(400, "The query is not in UTF-8.") from error


def _media(header: str) -> tuple[str, str]:
    kind, *more = (part.strip().lower() for part in header.split(";"))
    charset = next((part[8:].strip('"') for part in more if part.startswith("charset=")), "")
    return kind, charset
