"""Messages between the server and its workers: a header in JSON and a body, each after its length."""

import asyncio
import json
import struct
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

_LENGTHS = struct.Struct(">II")
HTML = "text/html; charset=utf-8"
TEXT = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to a request of the web.

    Attributes
    ----------
    media : str
        Its media type.
    headers : dict of str to str
        Others than length and type.
    """

    body: bytes = b""
    media: str = HTML
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def said(cls, sentence: str, status: int) -> "Reply":
        """Return a sentence as plain text."""
        return cls(f"{sentence}\n".encode(), TEXT, status)

    @classmethod
    def elsewhere(cls, address: str) -> "Reply":
        """Return what leads to another address."""
        return cls(b"", TEXT, 303, {"Location": address})


class Handler(ABC):
    """What answers the requests of one lane, in a worker.

    Attributes
    ----------
    told : sequence of str
        What is to be said of its data, such as which files were not read.
    """

    told: Sequence[str] = ()

    @abstractmethod
    def respond(self, head: dict[str, Any], body: bytes) -> Reply:
        """Answer a request."""

    def ahead(self) -> Iterator[None]:
        """Work out what the first who asks would wait for, and yield after each piece, since somebody may ask now."""
        yield from ()


def packed(head: Mapping[str, Any], body: bytes = b"") -> bytes:
    """Return a message as bytes."""
    header = json.dumps(dict(head)).encode()
    return _LENGTHS.pack(len(header), len(body)) + header + body


def receive(stream: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """Return the next message of a stream; None if it has ended."""
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    head, body = _LENGTHS.unpack(lengths)
    return json.loads(stream.read(head)), stream.read(body)


async def received(stream: asyncio.StreamReader) -> tuple[dict[str, Any], bytes]:
    """Return the next message of a stream.

    Raises
    ------
    asyncio.IncompleteReadError
        If it has ended.
    """
    head, body = _LENGTHS.unpack(await stream.readexactly(_LENGTHS.size))
    return json.loads(await stream.readexactly(head)), await stream.readexactly(body)
