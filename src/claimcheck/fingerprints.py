"""What makes a claim or finding the same one after its article was edited elsewhere.

A fingerprint holds what is said (fact, period, value) and nothing of where: no file name, no line,
no title, no words around the value. So it stands when an article is wrapped anew, renamed or put into
another order, and falls when a digit changes.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from claimcheck.folding import fold
from claimcheck.messages import plain
from claimcheck.model import Claim, Finding, Period
from claimcheck.report import Report

Side = tuple[object, ...]


def claim_fingerprint(claim: Claim) -> str:
    """Twelve characters that stand for the fact, the period and the value as written."""
    return _digest(
        claim.subject.id if claim.subject else "",
        claim.metric.id if claim.metric else "",
        claim.measure,
        claim.basis or "",
        _period(claim.period),
        claim.modality,
        *sorted(claim.scope),
        "".join(fold(claim.quantity.text).split()),
        claim.quantity.unit or "",
    )


def finding_fingerprint(finding: Finding, report: Report) -> str:
    """Twelve characters that stand for the rule, the verdict and what its claims say."""
    said = sorted({claim_fingerprint(claim) for claim in finding.claims})
    return _digest(finding.rule, finding.verdict, *(said or [_article(finding, report)]))


def claims_said(claims: Iterable[Claim]) -> dict[str, int]:
    """How often each claim fingerprint occurs among the claims."""
    return dict(sorted(Counter(map(claim_fingerprint, claims)).items()))


def side(claim: Claim) -> Side:
    """What the claims of one side of a finding share: their value as an interval, and their unit."""
    quantity = claim.quantity
    return (
        None if quantity.low is None else plain(quantity.low),
        None if quantity.high is None else plain(quantity.high),
        quantity.unit,
    )


def _period(period: Period) -> str:
    """The days; none where the period is only inferred from the publication date."""
    return f"{period.kind}:{period.start or ''}:{period.end or ''}"


def _article(finding: Finding, report: Report) -> str:
    """An article by its title and date, or by its words where it has no title."""
    document = report.document(finding.key)
    if document is None:
        return finding.key
    source = document.source
    return f"{source.title}:{source.published}" if source.title else source.origin or finding.key


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]
