"""report → SARIF 2.1.0 for code scanning: the problems, each with the other ends as related locations.

Host limits are kept: at most 5,000 results (as many as are shown) and 20 related places a result;
what was left out is said in the run's notifications and in the result's message.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from claimcheck.fingerprints import finding_fingerprint
from claimcheck.messages import text
from claimcheck.model import Claim, Failure
from claimcheck.render.options import Options
from claimcheck.render.problems import (
    Documents,
    Problem,
    Spot,
    claim_spot,
    others,
    paragraphs,
    problems,
)
from claimcheck.render.words import claim_words, visible
from claimcheck.report import Mark, Report, documents_by_path, failure_line
from claimcheck.rules import Rule, load_rules

SCHEMA = "https://json.schemastore.org/sarif-2.1.0-rtm.5.json"
RESULTS = 5_000
RELATED = 20
FINGERPRINT = "claimcheckFinding/v1"

_KINDS = {"suppressed": "inSource"}


def show(report: Report, lang: str, options: Options) -> str:
    """One run with the report's problems as results."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report, lang)]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _run(report: Report, lang: str) -> dict[str, Any]:
    found, documents = problems(report), documents_by_path(report)
    shown = found[:RESULTS]
    ids = sorted({problem.finding.rule for problem in shown})
    return {
        "tool": {"driver": _driver(ids, lang)},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report, len(found) - len(shown), lang)],
        "results": [_result(problem, ids, report, documents, lang) for problem in shown],
    }


def _driver(ids: list[str], lang: str) -> dict[str, Any]:
    book = {rule.id: rule for rule in load_rules()}
    return {
        "name": "claimcheck",
        "semanticVersion": _version(),
        "rules": [_rule(id, book.get(id), lang) for id in ids],
    }


def _version() -> str:
    try:
        return version("claimcheck-articles")
    except PackageNotFoundError:
        return "0.0.0"


def _rule(id: str, rule: Rule | None, lang: str) -> dict[str, Any]:
    why = rule.why.get(lang) or rule.why.get("en") if rule else None
    words = why or text(f"ci-rule-{id}", lang)
    return {"id": id, "shortDescription": {"text": words.strip()}}


def _invocation(report: Report, left_out: int, lang: str) -> dict[str, Any]:
    notes = [_failure(failure) for failure in report.failures]
    if left_out:
        words = text("ci-left-out", lang, count=str(left_out), shown=str(RESULTS))
        notes.append({"level": "warning", "message": {"text": words}})
    return {"executionSuccessful": not report.failures, "toolExecutionNotifications": notes}


def _failure(failure: Failure) -> dict[str, Any]:
    where = {"physicalLocation": {"artifactLocation": {"uri": uri(failure.document)}}}
    return {
        "level": "error",
        "message": {"text": visible(failure_line(failure))},
        "locations": [where],
    }


def _result(
    problem: Problem, ids: list[str], report: Report, documents: Documents, lang: str
) -> dict[str, Any]:
    finding = problem.finding
    related = others(finding)[:RELATED]
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": ids.index(finding.rule),
        "level": problem.level.value,
        "message": {"text": "\n".join(paragraphs(problem, documents, lang))},
        "locations": [_location(problem.spot)],
        "partialFingerprints": {FINGERPRINT: finding_fingerprint(finding, report)},
    }
    if related:
        result["relatedLocations"] = list(_related(related, documents, lang))
    if problem.mark:
        result["suppressions"] = [_suppression(problem.mark)]
    return result


def _related(claims: Iterable[Claim], documents: Documents, lang: str) -> Iterable[dict[str, Any]]:
    for number, claim in enumerate(claims, 1):
        where = _location(claim_spot(claim, documents))
        yield {"id": number, **where, "message": {"text": claim_words(claim, lang)}}


def _suppression(mark: Mark) -> dict[str, Any]:
    told = {"kind": _KINDS.get(mark.kind, "external"), "status": "accepted"}
    return told | ({"justification": mark.reason} if mark.reason else {})


def _location(spot: Spot) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri(spot.path)}}
    if spot.line:
        ends = (spot.line, spot.column, spot.end_line, spot.end_column)
        names = ("startLine", "startColumn", "endLine", "endColumn")
        physical["region"] = {name: end for name, end in zip(names, ends, strict=True) if end}
    else:
        physical["region"] = {"startLine": 1}  # hosts show no result that has no line
    return {"physicalLocation": physical}


def uri(path: str) -> str:
    """The path as a URI reference: relative ones as they are, absolute ones with ``file:``."""
    if PurePath(path).is_absolute():
        return Path(path).as_uri()
    return quote(PurePath(path).as_posix(), safe="/")
