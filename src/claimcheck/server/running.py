"""From settings to a listening server."""

from __future__ import annotations

import secrets
import socket
import sys
from typing import TYPE_CHECKING

import msgspec

from claimcheck.errors import UsageError
from claimcheck.messages import text
from claimcheck.server.settings import Settings
from claimcheck.server.sources import sources_of

if TYPE_CHECKING:
    import uvicorn


def serve(settings: Settings) -> None:
    """Read the sources, say where the page is, and serve until interrupted."""
    settings = protected(settings)
    server, listener = prepared(settings)
    port = listener.getsockname()[1]
    words = text("serve-ready", settings.lang, address=address(settings, port))
    print(words, file=sys.stderr, flush=True)
    server.run(sockets=[listener])


def protected(settings: Settings) -> Settings:
    """The settings with a token if others than this machine can ask."""
    if settings.is_local or settings.token:
        return settings
    return msgspec.structs.replace(settings, token=secrets.token_urlsafe(24))


def prepared(settings: Settings) -> tuple[uvicorn.Server, socket.socket]:
    """A server that is ready to run and the socket that it listens on; UsageError if that cannot be."""
    try:
        import starlette  # noqa: F401 - asked for before anything is read, so that its absence is said at once
        import uvicorn
    except ImportError:
        raise UsageError(text("serve-extra", settings.lang)) from None
    from claimcheck.server.app import create_app

    listener = _listening(settings)
    try:
        app = create_app(settings, sources_of(settings))
    except BaseException:
        listener.close()
        raise
    return uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False)), listener


def address(settings: Settings, port: int) -> str:
    """The address to open, with the token that lets one in."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{port}/" + (f"?token={settings.token}" if settings.token else "")


def _listening(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        where = {"host": settings.host, "port": str(settings.port), "error": error.strerror or str(error)}
        raise UsageError(text("serve-port", settings.lang, **where)) from None
    listener.setblocking(False)
    return listener
