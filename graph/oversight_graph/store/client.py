"""One exchange with a server: a request, and the whole answer within limits of time and size.

A server may be slow, never end, send on to somewhere else, or send more than anybody can hold. Nothing of that holds
this process up longer than was said, and no message shows the password of an address.
"""

import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from oversight_graph.errors import QueryError

if TYPE_CHECKING:
    from http.client import HTTPResponse

SECONDS = 300.0
LARGEST = 512 * 1024**2
# Virtuoso answers with a header for each graph that it was told to ask; the library takes a hundred of them.
_HEADERS = 20_000
# By these Virtuoso says that it stopped in the middle, since its own limit of time was over.
_PART, _PARTLY = 206, "X-SQL-State"
_Said = TypeVar("_Said")


class ServerError(QueryError):
    """A server said no, or nothing.

    Attributes
    ----------
    code : int
        The status that it gave; 0 if it gave no answer.
    """

    def __init__(self, message: str, *, where: str | None = None, hint: str | None = None, code: int = 0) -> None:
        super().__init__(message, where=where, hint=hint)
        self.code = code


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is.

    Attributes
    ----------
    url : str
        Without name and password.
    shown : str
        For messages: without name, password, and what follows a question mark, which may hold a key.
    name, password : str
        By which it lets in; empty if there are none.
    """

    url: str
    shown: str
    name: str = ""
    password: str = field(default="", repr=False)

    @property
    def login(self) -> str:
        """Name and password as a header has them; empty if there are none."""
        from base64 import b64encode

        return f"Basic {b64encode(f'{self.name}:{self.password}'.encode()).decode()}" if self.name else ""

    @classmethod
    def read(cls, text: str) -> "Address":
        """Return the address that a user gives.

        Without a name in it, ``OVERSIGHT_USER`` and ``OVERSIGHT_PASSWORD`` of the environment say who asks.

        Raises
        ------
        QueryError
            If it is not an ``http`` or ``https`` one, or none that a server can have.
        """
        shown = shown_address(text)
        head, at, rest = text.partition("://")
        if not re.fullmatch(r"https?", head, re.IGNORECASE) or not at:
            raise QueryError("an endpoint is an http or https address", where=shown)
        from urllib.parse import quote, unquote

        name, password = os.environ.get("OVERSIGHT_USER", ""), os.environ.get("OVERSIGHT_PASSWORD", "")
        inside, mark, host = rest.rpartition("@")
        if mark and "/" not in inside:
            name, _, password = map(unquote, inside.partition(":"))
            rest = host
        if not _may_be_asked(f"{head}://{rest}"):
            hint = "write http://name:port/path" + (", and a stroke in a password as %2F" if mark else "")
            raise QueryError("no server can have this address", where=shown, hint=hint)
        try:
            f"{name}{password}".encode()
        except UnicodeEncodeError:
            raise QueryError("the name or password of who asks is no text in UTF-8", where=shown) from None
        place, slash, path = rest.partition("/")
        return cls(f"{head}://{place}{slash}{quote(path, safe=_SIGNS)}", shown, name, password)


def _may_be_asked(url: str) -> bool:
    """Say whether an address has a host and a port that there can be, and no sign that none has."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
        return bool((parts.hostname or "").encode("idna")) and parts.port != -1 and url.isprintable() and " " not in url
    except ValueError:
        return False


# What stands in the path of an address as it is; other signs stand there by their numbers.
_SIGNS = "".join(map(chr, range(0x21, 0x7F)))


def shown_address(text: str) -> str:
    """Return an address as it may be shown.

    Examples
    --------
    >>> shown_address("https://me:secret@example.org/sparql?key=1")
    'https://…@example.org/sparql?…'
    """
    head, at, rest = text.rpartition("://")
    # An @ far behind may belong to the path; but a password may hold a slash, so what is before it is hidden too.
    _, mark, host = rest.rpartition("@")
    return re.sub(r"\?.*", "?…", f"{head}{at}{'…' if mark else ''}{mark}{host}", flags=re.DOTALL)


def exchange(
    address: Address,
    body: bytes | None,
    headers: Mapping[str, str],
    *,
    method: str = "POST",
    seconds: float = SECONDS,
    most: int = LARGEST,
    heads: dict[str, str] | None = None,
) -> bytes:
    """Send a request and return the whole answer.

    Parameters
    ----------
    seconds : float
        Until the whole answer is here, whatever the server does meanwhile.
    most : int
        Bytes of the answer.
    heads : dict, optional
        Receives what the server says of its answer.

    Raises
    ------
    QueryError
        If the server cannot be reached, refuses, sends on to another address, goes beyond a limit, or says that it
        gives a part of its answer.
    """
    from http.client import HTTPException, IncompleteRead
    from urllib.error import HTTPError

    def ask(given_up: Callable[[], bool]) -> bytes:
        with _opened(address, body, headers, method, seconds) as response:
            if response.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
                raise QueryError("the server's answer is packed, which nobody asked for", where=address.shown)
            if response.status == _PART or _PARTLY in response.headers:
                why = response.headers.get("X-SQL-Message") or "the rest took it too long"
                raise QueryError(f"the server gives a part of its answer: {why[:200]}", where=address.shown)
            if heads is not None:
                heads.update(response.headers.items())
            found = bytearray()
            while not given_up() and (piece := response.read(1 << 16)):
                found += piece
                if len(found) > most:
                    raise QueryError(
                        f"the server's answer is larger than {most / 1024**2:,.0f} MB", where=address.shown
                    )
            if response.length:
                raise QueryError("the server's answer ends before it is whole", where=address.shown)
            return bytes(found)

    try:
        return _in_time(ask, seconds)
    except HTTPError as error:
        with error:
            raise _refusal(error, address) from None
    except OSError as error:
        why = getattr(error, "reason", None) or error
        late = isinstance(why, TimeoutError)
        said = f"timed out after {seconds:g} seconds" if late else str(why)
        raise ServerError(f"no answer from the server: {said}", where=address.shown) from error
    except IncompleteRead:
        message = "no proper answer from the server: it breaks off"
        raise QueryError(message, where=address.shown) from None
    except (HTTPException, ValueError) as error:
        if isinstance(error, QueryError):
            raise
        message = f"no proper answer from the server: {error or type(error).__name__}"
        raise QueryError(message, where=address.shown) from error


def _opened(
    address: Address, body: bytes | None, headers: Mapping[str, str], method: str, seconds: float
) -> "HTTPResponse":
    """Send a request, and once more in the way that does not show the password if the server wants that of it."""
    import http.client
    from urllib.error import HTTPError, URLError
    from urllib.parse import urlsplit
    from urllib.request import (
        HTTPDigestAuthHandler,
        HTTPPasswordMgrWithDefaultRealm,
        HTTPRedirectHandler,
        Request,
        build_opener,
    )

    class Stay(HTTPRedirectHandler):
        """Go nowhere else: the query and the password are for this server alone."""

        def redirect_request(self, *_: object) -> None:
            return None

    def opened(more: Mapping[str, str], *handlers: HTTPDigestAuthHandler) -> "HTTPResponse":
        http.client._MAXHEADERS = _HEADERS  # type: ignore[attr-defined]
        said = {"User-Agent": "oversight-graph", **more, **headers}
        request = Request(address.url, data=body, headers=said, method=method)  # noqa: S310 - the scheme was checked
        return build_opener(Stay, *handlers).open(request, timeout=seconds)  # type: ignore[no-any-return]

    if not address.name:
        return opened({})
    try:
        return opened({"Authorization": address.login})
    except HTTPError as error:
        if error.code != 401:
            raise
        wanted = error.headers.get("WWW-Authenticate") or "none"
        error.close()
    who = HTTPPasswordMgrWithDefaultRealm()
    who.add_password(None, urlsplit(address.url).netloc, address.name, address.password)
    try:
        return opened({}, HTTPDigestAuthHandler(who))
    except HTTPError:
        raise
    except (ValueError, URLError) as other:
        if isinstance(getattr(other, "reason", None), OSError):
            raise  # it is not there any more
        how = wanted.partition(" ")[0][:40]
        message = f"the server asks for name and password in a way that is not known here: {how}"
        raise ServerError(message, where=address.shown, code=401) from other


def _in_time(task: Callable[[Callable[[], bool]], _Said], seconds: float) -> _Said:
    """Return what a task returns, or raise what it raises; give it up when the time is over."""
    from queue import Empty, SimpleQueue
    from threading import Event, Thread

    found: SimpleQueue[tuple[_Said | None, Exception | None]] = SimpleQueue()
    given_up = Event()

    def work() -> None:
        try:
            found.put((task(given_up.is_set), None))
        except Exception as error:
            found.put((None, error))

    # A thread that looks a name up, or waits for a byte, cannot be stopped; but nobody need wait for it.
    Thread(target=work, daemon=True).start()
    try:
        said, error = found.get(timeout=seconds)
    except Empty:
        raise TimeoutError from None
    finally:
        given_up.set()
    if error:
        raise error
    return said  # type: ignore[return-value]


def _refusal(error: Exception, address: Address) -> ServerError:
    from http.client import HTTPException
    from urllib.error import HTTPError

    assert isinstance(error, HTTPError)
    place = error.headers.get("Location") if 300 <= error.code < 400 else None
    if place:
        hint = "if that is the right address, name it yourself"
        said = f"the server sends on to {shown_address(place)[:200]}"
        return ServerError(said, where=address.shown, hint=hint, code=error.code)
    detail = str(error.reason)

    def read(_: Callable[[], bool]) -> bytes:
        return error.read(300)

    with suppress(OSError, HTTPException):
        detail = _in_time(read, 5).decode("utf-8", "replace").strip().split("\n", 1)[0] or detail
    who = "OVERSIGHT_USER and OVERSIGHT_PASSWORD say who asks" if error.code in (401, 403) else None
    return ServerError(f"the server said {error.code}: {detail}", where=address.shown, hint=who, code=error.code)
