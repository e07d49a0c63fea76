"""A page to paste a draft into: Starlette and uvicorn, from the extra ``web``."""

from __future__ import annotations

from claimcheck.server.settings import Settings

__all__ = ["Settings", "run"]


def run(settings: Settings) -> None:
    """Serve until interrupted; UsageError in one line for a missing extra or a port in use."""
    from claimcheck.server.running import serve

    serve(settings)
