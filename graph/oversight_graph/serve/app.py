"""The application: which request goes where."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from oversight_graph.report.site import packaged as of_report
from oversight_graph.report.site import style
from oversight_graph.serve import protocol
from oversight_graph.serve.access import AccessControl
from oversight_graph.serve.messages import Reply
from oversight_graph.serve.pages.site import without_paths
from oversight_graph.serve.pages.view import negotiated
from oversight_graph.serve.pool import BusyError, NoAnswerError, NothingError, Pool
from oversight_graph.serve.settings import Settings

if TYPE_CHECKING:
    from starlette.types import ASGIApp

_PACKAGE = "oversight_graph.serve"
_FILES = {
    "": "application/sparql-results+json, application/n-triples;q=0.5",
    "csv": "text/csv",
    "json": "application/json",
}


def application(settings: Settings, pool: Pool) -> "ASGIApp":
    """Return the application that serves a graph.

    Parameters
    ----------
    pool : Pool
        Started before it is first asked, and stopped afterwards, by whoever serves the application.
    """
    others = Middleware(
        CORSMiddleware, allow_origins=settings.origins, allow_methods=["GET", "POST"], allow_headers=["Content-Type"]
    )
    routes: list[BaseRoute] = [
        Route("/health", _health),
        Route("/static/report.css", lambda _: Response(style(), media_type="text/css")),
        Route("/static/sort.js", lambda _: Response(of_report("sort.js"), media_type="text/javascript")),
        Mount("/static", StaticFiles(packages=[(_PACKAGE, "static"), (_PACKAGE, "vendor")])),
        *(
            Route(path, _endpoint, methods=["GET", "POST", "OPTIONS"], middleware=[others])
            for path in ("/sparql", "/sparql/")
        ),
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
    except NoAnswerError as error:
        more = {"Retry-After": "2"} if isinstance(error, BusyError) else {}
        return replace(Reply.said(str(error), 503), headers=more)


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
    if request.method == "OPTIONS":
        return Response(b"", 204, {"Allow": "GET, HEAD, POST, OPTIONS"})
    accept = request.headers.get("accept", "")
    asked = protocol.operation(
        request.method, request.scope["query_string"], request.headers.get("content-type", ""), await request.body()
    )
    if not asked.query and negotiated(accept, ["text/turtle", "text/html"]) == "text/html":
        return Response(b"", 303, {"Location": "/query"})
    address = f"{request.url.scheme}://{request.headers['host']}/sparql"
    head = {"accept": accept, "default": asked.default, "named": asked.named, "endpoint": address}
    body = asked.query.encode("utf-8", "surrogatepass")
    return _response(await answered(request.app.state.pool, "queries", head, body))
