"""Who may ask, how often, and what every answer carries: one layer around the application."""

from __future__ import annotations

import hmac
import time
from collections import OrderedDict
from collections.abc import Callable
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from claimcheck.messages import text
from claimcheck.server.settings import LOOPBACK, Settings

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "claimcheck"
_MINUTE = 60.0
_ADDRESSES = 1000  # remembered at once; the one not heard of for longest is forgotten first
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)


def guarded(app: ASGIApp, settings: Settings, clock: Callable[[], float] = time.monotonic) -> ASGIApp:
    """The application behind the checks of host, token, origin and rate."""
    budget = Budget(settings.rate, clock)

    async def guard(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        refusal = _refusal(scope, headers, settings, budget)
        if refusal:
            await _refuse(send, *refusal)
        else:
            await app(scope, receive, _with_headers(scope, send, settings))

    return guard


def _refusal(
    scope: Scope, headers: dict[bytes, str], settings: Settings, budget: Budget
) -> tuple[int, str] | None:
    """Status and words for what is not to be answered."""
    host = urlsplit("//" + headers.get(b"host", "")).hostname or ""
    # a page elsewhere may make its own name point to this machine; then the name gives it away
    if settings.is_local and host not in LOOPBACK:
        return 421, text("serve-wrong-host", settings.lang, host=host)
    if settings.token and not _has_token(scope, headers, settings.token):
        return 401, text("serve-no-token", settings.lang)
    if scope["method"] != "POST":
        return None
    origin = headers.get(b"origin")
    if origin and urlsplit(origin).netloc != headers.get(b"host"):
        return 403, text("serve-wrong-origin", settings.lang)
    if not budget.spend((scope.get("client") or ("", 0))[0]):
        return 429, text("serve-too-often", settings.lang, count=str(settings.rate))
    return None


def _has_token(scope: Scope, headers: dict[bytes, str], token: str) -> bool:
    cookie = SimpleCookie(headers.get(b"cookie", "")).get(COOKIE)
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
    given = (headers.get(b"authorization", "").removeprefix("Bearer "), cookie.value if cookie else "", asked)
    return any(hmac.compare_digest(one.encode(), token.encode()) for one in given)


def _with_headers(scope: Scope, send: Send, settings: Settings) -> Send:
    """The same, with the headers that every answer has; the token of an address becomes a cookie."""
    asked = settings.token and b"token=" in scope["query_string"]
    cookie = f"{COOKIE}={settings.token}; HttpOnly; SameSite=Strict; Path=/"

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            extra = [*_HEADERS, *([(b"set-cookie", cookie.encode())] if asked else [])]
            message = {**message, "headers": [*message.get("headers", ()), *extra]}
        await send(message)

    return sent


async def _refuse(send: Send, status: int, words: str) -> None:
    from starlette.responses import JSONResponse

    response = JSONResponse({"error": words}, status, headers={"retry-after": "60"} if status == 429 else {})
    await send({"type": "http.response.start", "status": status, "headers": response.raw_headers})
    await send({"type": "http.response.body", "body": response.body})


class Budget:
    """How many checks each address has left; they come back evenly over a minute."""

    def __init__(self, rate: int, clock: Callable[[], float]) -> None:
        """Start with a full minute's checks for everybody."""
        self._rate, self._clock = rate, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def spend(self, address: str) -> bool:
        """Take one check from the address's budget, if there is one left."""
        now = self._clock()
        left, then = self._left.pop(address, (float(self._rate), now))
        left = min(self._rate, left + (now - then) * self._rate / _MINUTE)
        self._left[address] = (left - 1 if left >= 1 else left, now)
        if len(self._left) > _ADDRESSES:
            self._left.popitem(last=False)
        return left >= 1
