"""What the application was asked to serve, and the limits that it keeps; workers get it as JSON."""

import json
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Settings:
    """What is served, to whom, within which limits.

    Attributes
    ----------
    data : tuple of str
        Files and folders of data; the shipped data if there are none.
    earlier : tuple of str
        Files and folders of earlier data, from which what is served is told apart.
    store, endpoint, place, sources, as_of, review : str
        Folder of a store, address of a SPARQL server, organisation to whose part of the graph it keeps, folder of
        papers, ISO date that holds where a page names none, workbook to review; empty if not given.
    host, port : str, int
        Where it listens.
    hosts : tuple of str
        Names by which it may be addressed, besides addresses in figures, ``localhost`` and `host`.
    origins : tuple of str
        Origins whose scripts may read what the endpoint answers.
    pages, queries : int
        Workers for pages, and for queries of users.
    page_seconds, query_seconds : float
        After so long a worker is ended, and its request answered with a sentence.
    waiting : int
        Requests that may wait for a worker; more are sent away at once.
    rows, answer_bytes : int
        Most rows, and most bytes, that a query of a user is answered with.
    body_bytes, head_bytes : int
        Most bytes that a request may bring, in its body and in its head.
    slow_seconds : float
        After so long a client that does not send, or does not take, is left.
    patience : float
        Seconds until a whole answer of the SPARQL server that holds the graph must be here.
    memory : int
        Bytes that a query may take beyond what the graph takes; 0 for no limit.
    """

    data: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    store: str = ""
    endpoint: str = ""
    place: str = ""
    sources: str = ""
    as_of: str = ""
    review: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    hosts: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    pages: int = 2
    queries: int = 2
    page_seconds: float = 60.0
    query_seconds: float = 10.0
    waiting: int = 64
    rows: int = 100_000
    answer_bytes: int = 64 * 1024 * 1024
    body_bytes: int = 1024 * 1024
    head_bytes: int = 32 * 1024
    slow_seconds: float = 10.0
    patience: float = 300.0
    memory: int = 2 * 1024**3

    def to_json(self) -> bytes:
        """Return it as JSON."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def from_json(cls, text: bytes) -> "Settings":
        """Return what `to_json` wrote."""
        said: dict[str, Any] = json.loads(text)
        said |= {name: tuple(value) for name, value in said.items() if isinstance(value, list)}
        return cls(**said)
