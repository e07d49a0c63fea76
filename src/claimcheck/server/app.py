"""The pages and JSON addresses of the server."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import date
from typing import Any, TypeVar
from urllib.parse import unquote

import anyio
import msgspec
from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from claimcheck.errors import ArchiveError, ClaimcheckError, SourceError, UsageError
from claimcheck.messages import text
from claimcheck.server import drafts, facts, pages
from claimcheck.server.guard import guarded
from claimcheck.server.openapi import description
from claimcheck.server.settings import Settings
from claimcheck.server.sources import Sources

T = TypeVar("T")

_STATUS: tuple[tuple[type[ClaimcheckError], int], ...] = (
    (ArchiveError, 503),
    (SourceError, 422),
    (UsageError, 422),
)
_MORE = 4  # an acceptance may be this many times as large as a draft: JSON may escape every character


class _TooLargeError(Exception):
    """The body of a request passed the limit."""


def create_app(settings: Settings, sources: Sources) -> ASGIApp:
    """The application; sources are shared by all requests and never changed."""
    room = anyio.CapacityLimiter(settings.workers)

    async def working(function: Callable[..., T], *arguments: Any) -> T:
        return await run_sync(function, *arguments, limiter=room)

    async def check(request: Request) -> Response:
        draft = await _draft(request, settings)
        found = drafts.events(draft, sources, settings)
        first = await working(next, found)
        if "ndjson" in request.headers.get("accept", ""):
            return StreamingResponse(
                _lines(first, found, working, settings), media_type="application/x-ndjson"
            )
        return JSONResponse((await working(next, found))["report"])

    async def accept(request: Request) -> Response:
        body = await _body(request, settings.size * _MORE)
        try:
            wanted = msgspec.json.decode(body, type=drafts.Acceptance)
        except msgspec.DecodeError as error:
            raise UsageError(text("serve-bad-json", settings.lang, error=str(error))) from None
        file = await working(drafts.accept, wanted, sources, settings)
        return JSONResponse({"file": file, "finding": wanted.finding})

    async def history(request: Request) -> Response:
        subject, metric = (request.query_params.get(name, "").strip() for name in ("subject", "metric"))
        return JSONResponse(await working(facts.history, subject, metric, sources, settings))

    async def known(request: Request) -> Response:
        return JSONResponse(await working(facts.names, sources, settings.lang))

    async def draft_page(request: Request) -> Response:
        return _page(await working(pages.draft_page, sources, settings))

    async def history_page(request: Request) -> Response:
        return _page(await working(pages.history_page, sources, settings))

    async def api_page(request: Request) -> Response:
        return _page(pages.api_page(settings))

    async def nothing(request: Request) -> Response:
        return Response(status_code=204)

    async def openapi(request: Request) -> Response:
        return JSONResponse(description(settings))

    routes = [
        Route("/", draft_page),
        Route("/history", history_page),
        Route("/api", api_page),
        Route("/openapi.json", openapi),
        Route("/favicon.ico", nothing),
        Route("/api/check", check, methods=["POST"]),
        Route("/api/accept", accept, methods=["POST"]),
        Route("/api/history", history),
        Route("/api/facts", known),
    ]
    return guarded(Starlette(routes=routes, exception_handlers=_handlers(settings)), settings)


def _page(words: str) -> Response:
    # the page's own policy is in its head; frames can be forbidden in a header only
    return HTMLResponse(words, headers={"content-security-policy": "frame-ancestors 'none'"})


async def _lines(
    first: dict[str, Any], others: Iterator[dict[str, Any]], working: Callable[..., Any], settings: Settings
) -> AsyncIterator[str]:
    """The events one a line, as they come; what goes wrong on the way is the last one."""
    yield _line(first)
    try:
        while (event := await working(next, others, None)) is not None:
            yield _line(event)
    except ClaimcheckError as error:
        yield _line({"event": "error", "error": str(error)})
    except Exception as error:
        yield _line({"event": "error", "error": _internal(error, settings)})


def _line(event: dict[str, Any]) -> str:
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")) + "\n"


# ---------------------------------------------------------------- requests


async def _draft(request: Request, settings: Settings) -> drafts.Draft:
    """The request's body as a draft; its name and date are in the query."""
    name = unquote(request.query_params.get("name", "")).strip() or "draft"
    day = request.query_params.get("published", "").strip()
    try:
        published = date.fromisoformat(day) if day else None
    except ValueError:
        raise UsageError(text("error-date", settings.lang, name="published", value=day)) from None
    data = await _body(request, settings.size)
    if not data.strip():
        raise SourceError(text("serve-empty", settings.lang))
    return drafts.Draft(data=data, name=name[:200], published=published)


async def _body(request: Request, limit: int) -> bytes:
    """The request's body, read no further than the limit."""
    if int(request.headers.get("content-length") or 0) > limit:
        raise _TooLargeError
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > limit:
            raise _TooLargeError
    return bytes(data)


# ---------------------------------------------------------------- what goes wrong


def _handlers(settings: Settings) -> dict[Any, Any]:
    async def expected(request: Request, error: Exception) -> Response:
        status = next((code for kind, code in _STATUS if isinstance(error, kind)), 500)
        return JSONResponse({"error": str(error)}, status)

    async def too_large(request: Request, error: Exception) -> Response:
        limit = f"{settings.size / 1_000_000:g} MB"
        return JSONResponse({"error": text("serve-too-large", settings.lang, limit=limit)}, 413)

    async def unexpected(request: Request, error: Exception) -> Response:
        return JSONResponse({"error": _internal(error, settings)}, 500)

    return {ClaimcheckError: expected, _TooLargeError: too_large, Exception: unexpected}


def _internal(error: Exception, settings: Settings) -> str:
    return text("error-internal", settings.lang, error=type(error).__name__)
