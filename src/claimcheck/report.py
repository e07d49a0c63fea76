"""What comes out at the end: Report, and its JSON form.

A report is a value like all others: the renderers read it, nothing changes it. The dictionaries
made here are the machine-readable contract; ``schema/report.json`` and ``schema/claim.json``
describe them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Literal

import msgspec

from claimcheck.display import claim_in, finding_in
from claimcheck.lexicon import Lexicon, default_lexicon
from claimcheck.messages import default_language, plain, say
from claimcheck.model import (
    Claim,
    Document,
    Failure,
    Finding,
    Level,
    Message,
    Name,
    Period,
    Quantity,
    Skipped,
    Span,
    Verdict,
)

VERSION = 1
"""Version of the JSON form; it rises when a field changes its meaning or goes away."""

OUTCOMES = tuple(verdict for verdict in Verdict if verdict is not Verdict.NOTHING_CHECKED)
"""What a claim can come to: every verdict but the one about whole articles."""

PROBLEMS = frozenset({Verdict.CONFLICT, Verdict.SUPERSEDED, Verdict.NOTHING_CHECKED})
"""The verdicts that somebody has to act on; only their findings count at a gate."""

UPKEEP = frozenset(
    {"unused-suppression", "unused-baseline", "expired-baseline", "low-coverage", "unread-language"}
)
"""Rules about the check itself, not about what articles say; their findings count at a gate too."""

_LOUDNESS = {Level.NOTE: 0, Level.WARNING: 1, Level.ERROR: 2}


class Coverage(msgspec.Struct, frozen=True):
    """How much was read: ``numbers`` = ``claims`` + the sum of ``skipped`` (a count by reason)."""

    documents: int
    characters: int
    numbers: int
    claims: int
    skipped: tuple[tuple[str, int], ...]


class Mark(msgspec.Struct, frozen=True):
    """Why a finding does not count at the gate, and who says so.

    ``kind``: suppressed (by a comment in an article), known (by the baseline), unchanged (by neither
    end in a change) or allowed (by an option).
    """

    kind: Literal["suppressed", "known", "unchanged", "allowed"]
    reason: str = ""
    owner: str = ""


class Report(msgspec.Struct, frozen=True):
    """All that a comparison came to.

    ``claims`` are those that were judged (of a check: the new articles' ones); the claims of
    ``findings`` may belong to any of ``documents``. ``verdicts`` pairs each claim's id with its outcome.
    ``marks`` pairs a finding's id (its key where it has none) with why it does not count at the gate.
    ``lexicon`` is the one that names were read with; ``None`` is the shipped one.
    """

    documents: tuple[Document, ...] = ()
    claims: tuple[Claim, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    findings: tuple[Finding, ...] = ()
    failures: tuple[Failure, ...] = ()
    verdicts: tuple[tuple[str, Verdict], ...] = ()
    marks: tuple[tuple[str, Mark], ...] = ()
    lexicon: Lexicon | None = None

    @property
    def conflicts(self) -> tuple[Finding, ...]:
        """The findings of values that cannot both hold."""
        return self.with_verdict(Verdict.CONFLICT)

    @property
    def confirmations(self) -> tuple[Finding, ...]:
        """The findings of values that independent origins agree on."""
        return self.with_verdict(Verdict.CONFIRMED)

    @property
    def unmatched(self) -> tuple[Claim, ...]:
        """The claims that there was nothing to compare with."""
        outcomes = dict(self.verdicts)
        return tuple(c for c in self.claims if outcomes.get(c.id) in (None, Verdict.UNMATCHED))

    @property
    def outcomes(self) -> dict[Verdict, int]:
        """How many claims came to each verdict, zeros included; they add up to the claims."""
        outcomes = dict(self.verdicts)
        counts = Counter(outcomes.get(claim.id, Verdict.UNMATCHED) for claim in self.claims)
        return {verdict: counts[verdict] for verdict in OUTCOMES}

    @property
    def coverage(self) -> Coverage:
        """How much was read, and what was left out for which reason."""
        skipped = sorted(Counter(item.reason for item in self.skipped).items(), key=lambda r: (-r[1], r[0]))
        return Coverage(
            documents=len(self.documents),
            characters=sum(document.characters for document in self.documents),
            numbers=len(self.claims) + len(self.skipped),
            claims=len(self.claims),
            skipped=tuple(skipped),
        )

    def with_verdict(self, *verdicts: Verdict) -> tuple[Finding, ...]:
        """The findings of these verdicts, in the report's order."""
        return tuple(finding for finding in self.findings if finding.verdict in verdicts)

    def at_gate(self, level: Level) -> tuple[Finding, ...]:
        """The unmarked problems at or above a level; nothing checked is always an error."""
        marked = {name for name, _ in self.marks}
        return tuple(
            f for f in self.problems if finding_name(f) not in marked and loudness(f) >= _LOUDNESS[level]
        )

    @property
    def problems(self) -> tuple[Finding, ...]:
        """The findings that somebody has to act on, marked ones included."""
        return tuple(f for f in self.findings if f.verdict in PROBLEMS or f.rule in UPKEEP)

    def document(self, path: str) -> Document | None:
        """The document of that path, if the report knows it."""
        return next((document for document in self.documents if document.source.document == path), None)

    def in_language(self, lang: str) -> Report:
        """The report with subjects and metrics named in the language, as people read it."""
        known = self.lexicon or default_lexicon()
        return msgspec.structs.replace(
            self,
            claims=tuple(claim_in(claim, known, lang) for claim in self.claims),
            findings=tuple(finding_in(finding, known, lang) for finding in self.findings),
        )

    def to_dict(self, lang: str | None = None) -> dict[str, Any]:
        """The report as plain data, ready for JSON; see ``schema/report.json``.

        ``lang`` is that of the words for people; the names of subjects and metrics are the canonical ones.
        """
        lang = lang or default_language()
        known = self.lexicon or default_lexicon()
        places = documents_by_path(self)
        outcomes, findings = dict(self.verdicts), findings_by_claim(self.findings)
        marks = dict(self.marks)
        return {
            "version": VERSION,
            "summary": _summary(self),
            "claims": [
                claim_dict(claim, places.get(claim.document))
                | {
                    "verdict": outcomes.get(claim.id, Verdict.UNMATCHED).value,
                    "findings": list(findings.get(claim.id, ())),
                }
                for claim in self.claims
            ],
            "findings": [
                finding_dict(finding, places, lang, known) | mark_dict(marks.get(finding_name(finding)))
                for finding in self.findings
            ],
            "failures": [failure_dict(failure) for failure in self.failures],
        }


def finding_name(finding: Finding) -> str:
    """The finding's id, or its key where it has none (nothing checked)."""
    return finding.id or finding.key


def loudness(finding: Finding) -> int:
    """0 for a note, 1 for a warning, 2 for an error."""
    return 2 if finding.verdict is Verdict.NOTHING_CHECKED else _LOUDNESS[finding.level]


def documents_by_path(report: Report) -> dict[str, Document]:
    """Each document of the report under the path that claims name."""
    return {document.source.document: document for document in report.documents}


def findings_by_claim(findings: Iterable[Finding]) -> dict[str, tuple[str, ...]]:
    """The ids of the findings that speak of each claim id, in the order of the findings."""
    ids: dict[str, dict[str, None]] = {}
    for finding in findings:
        for claim in finding.claims:
            ids.setdefault(claim.id, {})[finding.id] = None
    return {claim: tuple(found) for claim, found in ids.items()}


def place(document: Document | None, offset: int) -> tuple[int, int] | None:
    """Line and column (from 1, in code points) of a source offset; ``None`` without a document."""
    if document is None:
        return None
    line = bisect_right(document.line_starts, offset)
    return line, offset - document.line_starts[line - 1] + 1


# ---------------------------------------------------------------- plain data


def claim_dict(claim: Claim, document: Document | None) -> dict[str, Any]:
    """One claim as plain data; decimals are strings, what is absent is ``None``."""
    return {
        "id": claim.id,
        "document": claim.document,
        "quote": claim.quote,
        "span": span_dict(claim.span, document),
        "subject": _name(claim.subject),
        "metric": _name(claim.metric),
        "measure": claim.measure.value,
        "basis": claim.basis.value if claim.basis else None,
        "value": _value(claim.quantity),
        "period": _period(claim.period),
        "modality": claim.modality.value,
        "scope": list(claim.scope),
        "attribution": claim.attribution,
    }


def finding_dict(
    finding: Finding, places: Mapping[str, Document], lang: str, lexicon: Lexicon
) -> dict[str, Any]:
    """One finding as plain data; ``reason`` is an id to count by, the other words are for people."""
    told = finding_in(finding, lexicon, lang)
    return {
        "id": finding.id,
        "rule": finding.rule,
        "verdict": finding.verdict.value,
        "level": finding.level.value,
        "message": say(told.message, lang),
        "agreement": finding.agreement.value if finding.agreement else None,
        "reason": finding.reason.id if finding.reason else None,
        "cause": _said(told.cause, lang),
        "explanation": [say(step, lang) for step in told.explanation],
        "claims": [claim_dict(claim, places.get(claim.document)) for claim in finding.claims],
    }


def mark_dict(mark: Mark | None) -> dict[str, Any]:
    """What is added to a finding that does not count at the gate; nothing for all others."""
    if mark is None:
        return {}
    return {"mark": {"kind": mark.kind, "reason": mark.reason, "owner": mark.owner}}


def skipped_dict(item: Skipped, document: Document | None) -> dict[str, Any]:
    """One number that is no claim, as plain data."""
    return {
        "document": item.document,
        "text": item.text,
        "span": span_dict(item.span, document),
        "skipped": item.reason,
    }


def failure_dict(failure: Failure) -> dict[str, Any]:
    """One source that could not be read, as plain data."""
    return {"document": failure.document, "error": failure.error}


def failure_line(failure: Failure) -> str:
    """The reason in one line that names the source, which most reasons do already."""
    named = failure.error.startswith(failure.document)
    return failure.error if named else f"{failure.document}: {failure.error}"


def span_dict(span: Span, document: Document | None) -> dict[str, Any]:
    """A span with its line and column (from 1, in code points)."""
    line, column = place(document, span.start) or (None, None)
    return {"start": span.start, "end": span.end, "line": line, "column": column}


def _summary(report: Report) -> dict[str, Any]:
    coverage = report.coverage
    return {
        "documents": coverage.documents,
        "numbers": coverage.numbers,
        "claims": coverage.claims,
        "skipped": dict(coverage.skipped),
        "outcomes": {verdict.value: count for verdict, count in report.outcomes.items()},
    }


def _name(name: Name | None) -> dict[str, str] | None:
    return None if name is None else {"id": name.id, "name": name.name, "text": name.text}


def _value(quantity: Quantity) -> dict[str, Any]:
    return {
        "text": quantity.text,
        "stated": _decimal(quantity.stated),
        "low": _decimal(quantity.low),
        "high": _decimal(quantity.high),
        "bound": quantity.bound.value,
        "unit": quantity.unit,
    }


def _period(period: Period) -> dict[str, Any]:
    return {
        "text": period.text,
        "start": period.start.isoformat() if period.start else None,
        "end": period.end.isoformat() if period.end else None,
        "label": period.label,
        "kind": period.kind.value,
        "fixed_by": period.fixed_by.value,
    }


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _said(message: Message | None, lang: str) -> str | None:
    return None if message is None else say(message, lang)
