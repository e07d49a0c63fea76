"""report → Reviewdog Diagnostic Format (rdjson), for the review tools that read it.

Columns of that format count bytes of UTF-8, which a report does not know; so places are whole lines.
"""

from __future__ import annotations

import json
from typing import Any

from claimcheck.model import Level
from claimcheck.render.options import Options
from claimcheck.render.problems import Documents, Problem, Spot, claim_spot, others, paragraphs, problems
from claimcheck.render.words import claim_words, visible
from claimcheck.report import Report, documents_by_path, failure_line

_SEVERITIES = {Level.ERROR: "ERROR", Level.WARNING: "WARNING", Level.NOTE: "INFO"}
_RELATED = 20


def show(report: Report, lang: str, options: Options) -> str:
    """One DiagnosticResult; findings that do not count at the gate are left out."""
    documents = documents_by_path(report)
    shown = [_diagnostic(p, documents, lang) for p in problems(report) if p.mark is None]
    unread = [
        {
            "message": visible(failure_line(failure)),
            "location": {"path": failure.document},
            "severity": "ERROR",
            "code": {"value": "unreadable"},
        }
        for failure in report.failures
    ]
    result = {"source": {"name": "claimcheck"}, "diagnostics": [*unread, *shown]}
    return json.dumps(result, ensure_ascii=False, indent=2) + "\n"


def _diagnostic(problem: Problem, documents: Documents, lang: str) -> dict[str, Any]:
    related = [
        {"message": claim_words(claim, lang), "location": _location(claim_spot(claim, documents))}
        for claim in others(problem.finding)[:_RELATED]
    ]
    diagnostic: dict[str, Any] = {
        "message": "\n".join(paragraphs(problem, documents, lang)),
        "location": _location(problem.spot),
        "severity": _SEVERITIES[problem.level],
        "code": {"value": problem.finding.rule},
    }
    return diagnostic | ({"relatedLocations": related} if related else {})


def _location(spot: Spot) -> dict[str, Any]:
    where: dict[str, Any] = {"path": spot.path}
    if spot.line:
        where["range"] = {"start": {"line": spot.line}, "end": {"line": spot.end_line or spot.line}}
    return where
