"""The server's pages: the report's style and scripts around forms of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from claimcheck.messages import text
from claimcheck.render.html.data import page_data
from claimcheck.render.html.page import filled
from claimcheck.render.options import Options
from claimcheck.report import Report
from claimcheck.server.openapi import description
from claimcheck.server.settings import Settings
from claimcheck.server.sources import Sources

FOLDER = Path(__file__).parent / "assets"

_POLICY = ("connect-src 'self'", "form-action 'none'")
_PARTS = ("dom.js", "claims.js", "findings.js", "articles.js", "timelines.js")
_WORDS = (
    "serve-pending", "serve-reading", "serve-judging", "serve-done", "serve-failed", "serve-accept",
    "serve-accepted", "serve-reason", "serve-owner", "serve-accept-button", "serve-history-of",
    "serve-no-verdict", "serve-file-taken", "serve-evidence-hint", "serve-history-found", "serve-too-large",
)  # fmt: skip


def draft_page(sources: Sources, settings: Settings) -> str:
    """The page to paste a draft into."""
    return _filled("draft.html", "draft.js", sources, settings)


def history_page(sources: Sources, settings: Settings) -> str:
    """The page to look up one fact over time."""
    return _filled("history.html", "history.js", sources, settings)


def api_page(settings: Settings) -> str:
    """The JSON addresses as a page to read; the machine's own form is /openapi.json."""
    operations = [
        {"method": method.upper(), "path": path, **operation}
        for path, methods in description(settings)["paths"].items()
        for method, operation in methods.items()
    ]
    return _filled("api.html", "api.js", Sources(), settings, operations=operations)


def _filled(template: str, script: str, sources: Sources, settings: Settings, **values: Any) -> str:
    lang = settings.lang
    more = {id: text(id, lang) for id in _WORDS}
    data = {**page_data(Report(), lang, Options()), "more": more, "limit": settings.size}
    return filled(
        template,
        lang,
        data=data,
        scripts=(*_PARTS, script),
        folder=FOLDER,
        allowed=_POLICY,
        compared=_compared(sources, lang),
        failures=[f"{failure.document}: {failure.error}" for failure in sources.failures],
        **values,
    )


def _compared(sources: Sources, lang: str) -> str:
    """What drafts are compared with, in one line."""
    if not sources.readings and not sources.archives:
        return text("serve-against-nothing", lang)
    count = str(len(sources.readings))
    archives = text("list-comma", lang).join(Path(place).name for place in sources.archives)
    return text("serve-against", lang, count=count, archives=archives)
