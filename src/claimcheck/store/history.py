"""Every statement of one fact over time, with who says it and how it was judged."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from claimcheck.checks import Context, ready
from claimcheck.errors import UsageError, nearest
from claimcheck.judge import judge, verdicts
from claimcheck.lexicon import Lexicon
from claimcheck.matching import Statement, carrier, groups
from claimcheck.model import Document, Finding, Name, Verdict
from claimcheck.rules import Rule
from claimcheck.store import queries
from claimcheck.store.archive import Archive
from claimcheck.store.naming import metric_name, subject_name


class Row(msgspec.Struct, frozen=True, eq=False):
    """One distinct statement, all its claims in it, and its outcome among the others."""

    statement: Statement
    verdict: Verdict


class History(msgspec.Struct, frozen=True, eq=False):
    """Rows by measure, scope and period, the documents they come from, and what was found on them."""

    subject: Name
    metric: Name
    rows: tuple[Row, ...]
    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]


def history(archive: Archive, subject: str, metric: str, rules: Sequence[Rule], lexicon: Lexicon) -> History:
    """The history of a subject's metric, both given by id or any name; UsageError for unknown ones."""
    fact_metric = metric_name(metric, lexicon)
    fact_subject = subject_name(subject, lexicon)
    whole = carrier(fact_subject.id, fact_metric.id, lexicon)
    readings = queries.readings_of(archive.store, [(whole, fact_metric.id)], as_of=archive.as_of)
    claims = [claim for reading in readings for claim in reading.claims]
    if not claims:
        raise UsageError(_unknown(archive, fact_subject, fact_metric))
    found = judge(readings, [r for r in ready(rules) if r.check.of_readings is None], Context(lexicon))
    outcomes = dict(verdicts(claims, found))
    rows = [
        Row(statement, outcomes[statement.claims[0].id])
        for group in groups(claims, lexicon)
        for statement in group.statements
    ]
    rows.sort(key=_order)
    documents = tuple(reading.document for reading in readings)
    return History(fact_subject, fact_metric, tuple(rows), documents, found)


def _order(row: Row) -> tuple[object, ...]:
    s = row.statement
    end = s.when.end.isoformat() if s.when.end else ""
    start = s.when.start.isoformat() if s.when.start else ""
    return (s.key.measure, s.key.kind, s.modality, s.scope, end, start, s.when.words, s.claims[0].document)


def _unknown(archive: Archive, subject: Name, metric: Name) -> str:
    """What is in the archive that is near to what was asked for."""
    metrics = [m for _, m in queries.facts_of(archive.store, subject=subject.id)]
    if metrics:
        told = ", ".join(metrics[:8]) + (", …" if len(metrics) > 8 else "")
        return (
            f"{archive.where}: nothing on {metric.text} of {subject.text}; there is {told}"
            f"{nearest(metric.id.removeprefix('~'), [m.removeprefix('~') for m in metrics])}"
        )
    subjects = sorted({s for s, _ in queries.facts_of(archive.store, metric=metric.id)})
    return f"{archive.where}: nothing on {subject.text}{nearest(subject.id, subjects)}"
