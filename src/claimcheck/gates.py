"""What counts: a report after suppressions, baseline, changes and coverage have had their say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec

from claimcheck import baseline as baselines
from claimcheck.changes import changes, only_changed
from claimcheck.configuration import Configuration, ruled, worded
from claimcheck.languages import UNREAD
from claimcheck.messages import default_language
from claimcheck.model import Finding, Level, Verdict
from claimcheck.pipeline import Setup
from claimcheck.report import UPKEEP, Mark, Report, finding_name
from claimcheck.rules import Rule
from claimcheck.suppressions import suppressed
from claimcheck.upkeep import extended, marked, upkeep


class Gate(msgspec.Struct, frozen=True, kw_only=True):
    """What a run asks of its report beside the level at which it fails."""

    baseline: str | None = None
    diff: str | None = None
    min_coverage: int = 0
    allow_empty: bool = False
    today: date | None = None


def setup(given: Configuration) -> Setup:
    """The pipeline's setup for a configuration."""
    return Setup(
        rules=ruled(given),
        lexicon=worded(given) if given.lexicons else None,
        excluded=given.excluded,
        authority=given.authority,
    )


def gated(
    report: Report,
    gate: Gate,
    *,
    rules: Sequence[Rule],
    lang: str | None = None,
    folder: str | Path = ".",
) -> Report:
    """The report with marks on what does not count and with findings about the check itself."""
    report = suppressed(report, {rule.id for rule in rules} | UPKEEP)
    report = extended(report, [*_unread(report), *_coverage(report, gate)])
    if gate.allow_empty:
        report = marked(report, _allowed(report))
    if gate.baseline is not None:
        known = baselines.read(gate.baseline)
        today = gate.today or date.today()
        report = baselines.compared(report, known, gate.baseline, today, lang or default_language())
    if gate.diff is not None:
        report = only_changed(report, changes(gate.diff, folder))
    return report


def _unread(report: Report) -> list[Finding]:
    """A finding for each checked article that is in no language of ours and is not reported as empty."""
    empty = {finding.key for finding in report.findings if finding.verdict is Verdict.NOTHING_CHECKED}
    checked = {claim.document for claim in report.claims} - empty
    return [
        upkeep("unread-language", Level.ERROR, d.source.document)
        for d in report.documents
        if UNREAD in d.notes and d.source.document in checked
    ]


def _coverage(report: Report, gate: Gate) -> list[Finding]:
    """A finding where too few of the numbers seen became claims."""
    coverage = report.coverage
    if not coverage.numbers or coverage.claims * 100 >= gate.min_coverage * coverage.numbers:
        return []
    share = (Decimal(coverage.claims * 100) / coverage.numbers).quantize(Decimal("0.1"))
    path = report.documents[0].source.document if report.documents else ""
    least = str(gate.min_coverage)
    return [upkeep("low-coverage", Level.ERROR, path, share=str(share), least=least)]


def _allowed(report: Report) -> Mapping[str, Mark]:
    """Marks on articles from which nothing could be read."""
    empty = (
        f for f in report.findings if f.verdict is Verdict.NOTHING_CHECKED or f.rule == "unread-language"
    )
    return {finding_name(finding): Mark("allowed") for finding in empty}
