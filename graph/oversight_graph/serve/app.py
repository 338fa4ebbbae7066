"""The application: which request goes where."""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from oversight_graph.report.site import packaged as of_report
from oversight_graph.report.site import style
from oversight_graph.serve import protocol
from oversight_graph.serve.access import AccessControl
from oversight_graph.serve.messages import TEXT, Reply
from oversight_graph.serve.pages.frame import packaged
from oversight_graph.serve.pages.site import without_paths
from oversight_graph.serve.pages.view import negotiated
from oversight_graph.serve.pool import BusyError, LostError, NothingError, Pool, SlowError
from oversight_graph.serve.settings import Settings

if TYPE_CHECKING:
    from starlette.types import ASGIApp

_MEDIA = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
_FILES = {
    "": "application/sparql-results+json, application/n-triples;q=0.5",
    "csv": "text/csv",
    "json": "application/json",
}
_SLOW = "This took too long, and was stopped after {} seconds. Ask for less: the next question is answered as usual."
_BUSY = "Too many requests are waiting. Try again in a moment."
_LOST = (
    "What was to answer this ended in the middle of it; it may need more memory than there is. Try again, or ask for "
    "less."
)


def application(settings: Settings, pool: Pool) -> "ASGIApp":
    """Return the application that serves a graph.

    Parameters
    ----------
    settings : Settings
    pool : Pool
        Started before it is first asked, and stopped afterwards, by whoever serves the application.
    """
    routes = [
        Route("/health", _health),
        Route("/static/{name:path}", _static),
        *(Route(path, _endpoint, methods=["GET", "POST", "OPTIONS"]) for path in ("/sparql", "/sparql/")),
    ]
    if settings.review:
        routes += [Route(path, _review, methods=["GET", "POST"]) for path in ("/review", "/review/{rest:path}")]
    routes += [Route("/query", _query), Route("/query.{form}", _query), Route("/{path:path}", _page)]
    served = Starlette(routes=routes)
    served.state.pool = pool
    return AccessControl(served, settings)


async def answered(
    pool: Pool, lane: str, head: Mapping[str, object], body: bytes = b"", *, again: bool = True
) -> Reply:
    """Return the answer of a lane, or a sentence that says why there is none."""
    try:
        return await pool.ask(lane, head, body, again=again)
    except NothingError as error:
        if head.get("path") == "/":
            return Reply.elsewhere("/review")
        why = without_paths(str(error), pool.settings)
        return Reply.said(f"There is no graph to show yet: {why}\nThe drafts are reviewed at /review", 503)
    except SlowError:
        return Reply.said(_SLOW.format(f"{pool.lanes[lane].seconds:g}"), 503)
    except LostError:
        return Reply.said(_LOST, 503)
    except BusyError:
        return replace(Reply.said(_BUSY, 503), headers={"Retry-After": "2"})


def _response(reply: Reply) -> Response:
    return Response(reply.body, reply.status, {"Content-Type": reply.media, **reply.headers})


def _health(request: Request) -> Response:
    pool = request.app.state.pool
    lanes = pool.health()
    ready = all(lane["workers"] for lane in lanes.values()) or bool(pool.failure)
    state = {"status": "ok" if ready else "starting", "data": "old" if pool.failure else "current", "lanes": lanes}
    return Response(json.dumps(state, indent=1) + "\n", 200 if ready else 503, media_type="application/json")


def _head(request: Request) -> dict[str, object]:
    pool = request.app.state.pool
    notice = (
        f"The data has changed and cannot be loaded; what it was before is shown. {pool.failure}"
        if pool.failure
        else ". ".join(pool.told)
    )
    return {
        "path": request.scope["path"],
        "query": request.scope["query_string"].decode("latin-1"),
        "accept": request.headers.get("accept", ""),
        "notice": without_paths(notice, pool.settings),
    }


async def _page(request: Request) -> Response:
    return _response(await answered(request.app.state.pool, "pages", _head(request)))


async def _query(request: Request) -> Response:
    head, pool = _head(request), request.app.state.pool
    text = request.query_params.get("query", "").strip()
    form = request.path_params.get("form", "")
    if form not in _FILES:
        raise HTTPException(404)
    if not text:
        return _response(await answered(pool, "pages", {**head, "path": "/query"}))
    asked = {"accept": _FILES[form], "default": (), "named": (), "endpoint": ""}
    reply = await answered(pool, "queries", asked, text.encode("utf-8", "surrogatepass"))
    if form:
        return _response(reply)
    result = {"status": reply.status, "media": reply.media}
    return _response(await answered(pool, "pages", head | {"result": result}, reply.body))


async def _review(request: Request) -> Response:
    head = {**_head(request), "method": request.method, "path": request.url.path}
    body, again = await request.body(), request.method != "POST"
    return _response(await answered(request.app.state.pool, "review", head, body, again=again))


async def _endpoint(request: Request) -> Response:
    pool = request.app.state.pool
    origin = request.headers.get("origin", "")
    shared = {"Vary": "Accept, Origin"} if pool.settings.origins else {}
    if origin and origin in pool.settings.origins:
        shared["Access-Control-Allow-Origin"] = origin
    if request.method == "OPTIONS":
        allowed = {
            "Access-Control-Allow-Methods": "GET, POST",
            "Access-Control-Allow-Headers": "Accept, Content-Type",
        }
        more = allowed if "Access-Control-Allow-Origin" in shared else {}
        return Response(b"", 204, {"Allow": "GET, HEAD, POST, OPTIONS", **shared, **more})
    accept = request.headers.get("accept", "")
    try:
        asked = protocol.operation(
            request.method, request.scope["query_string"], request.headers.get("content-type", ""),
            await request.body(),
        )  # fmt: skip
    except protocol.RefusedError as refused:
        return Response(f"{refused.message}\n", refused.status, {"Content-Type": TEXT, **shared})
    if not asked.query and negotiated(accept, ["text/turtle", "text/html"]) == "text/html":
        return Response(b"", 303, {"Location": "/query"})
    address = f"{request.url.scheme}://{request.headers['host']}/sparql"
    head = {"accept": accept, "default": asked.default, "named": asked.named, "endpoint": address}
    reply = await answered(pool, "queries", head, asked.query.encode("utf-8", "surrogatepass"))
    return _response(replace(reply, headers={**reply.headers, **shared}))


async def _static(request: Request) -> Response:
    content = _content(request.path_params["name"])
    if content is None:
        return _response(Reply.said("There is no such file.", 404))
    suffix = "." + request.path_params["name"].rpartition(".")[2]
    return Response(content, 200, {"Content-Type": _MEDIA[suffix], "Cache-Control": "no-cache"})


@cache
def _shipped() -> dict[str, str]:
    """Return the files that pages load: where each stands, ``report``, ``serve`` or ``vendor``."""
    serve = files("oversight_graph.serve")
    found = {"report.css": "report", "sort.js": "report"}
    for folder in ("templates", "vendor"):
        if serve.joinpath(folder).is_dir():
            found |= {each.name: folder for each in serve.joinpath(folder).iterdir()}
    return {name: folder for name, folder in found.items() if name.endswith(tuple(_MEDIA))}


@cache
def _content(name: str) -> bytes | None:
    folder = _shipped().get(name)
    if folder is None:
        return None
    if folder == "vendor":
        return files("oversight_graph.serve").joinpath(folder, name).read_bytes()
    if folder == "report":
        return (style() if name == "report.css" else of_report(name)).encode()
    return (packaged(name) or "").encode()
