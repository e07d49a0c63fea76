"""All contradictions in the archive, one family of subjects after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from claimcheck.checks import Context, Ready, ready
from claimcheck.judge import judge, verdicts
from claimcheck.lexicon import Lexicon, default_lexicon
from claimcheck.model import Claim, Document, Finding, Verdict
from claimcheck.report import Report
from claimcheck.rules import Rule
from claimcheck.store import queries
from claimcheck.store.archive import Archive
from claimcheck.store.writing import Fact

_SHOWN = frozenset({Verdict.CONFLICT, Verdict.SUPERSEDED})


def conflicts(archive: Archive, rules: Sequence[Rule], lexicon: Lexicon) -> Report:
    """A report of every conflict and what was superseded; its claims are those that these speak of."""
    able = [r for r in ready(rules) if r.check.of_readings is None]
    findings: dict[tuple[str, str], Finding] = {}
    documents: dict[str, Document] = {}
    for facts in families(queries.facts_of(archive.store), lexicon):
        for finding, known in _of_family(archive, facts, able, lexicon):
            findings.setdefault((finding.id, finding.key), finding)
            documents |= known
    found = tuple(sorted(findings.values(), key=_order))
    claims = _claims(found)
    return Report(
        documents=tuple(documents[path] for path in sorted(documents)),
        claims=claims,
        findings=found,
        verdicts=verdicts(claims, found),
        lexicon=None if lexicon is default_lexicon() else lexicon,
    )


def families(facts: Sequence[Fact], lexicon: Lexicon) -> Iterator[list[Fact]]:
    """The facts of each subject together with those of its parts: rules may relate these only."""
    keyed = sorted((root(subject, lexicon), subject, metric) for subject, metric in facts)
    for _, group in groupby(keyed, key=lambda item: item[0]):
        yield [(subject, metric) for _, subject, metric in group]


def root(subject: str, lexicon: Lexicon) -> str:
    """The whole that a subject is a part of, however far up."""
    seen = {subject}
    while (entry := lexicon.subjects.get(subject)) and entry.part_of and entry.part_of not in seen:
        subject = entry.part_of
        seen.add(subject)
    return subject


def _of_family(
    archive: Archive, facts: Sequence[Fact], able: Sequence[Ready], lexicon: Lexicon
) -> Iterator[tuple[Finding, dict[str, Document]]]:
    readings = queries.readings_of(archive.store, facts, as_of=archive.as_of)
    known = {reading.document.source.document: reading.document for reading in readings}
    for finding in judge(readings, able, Context(lexicon)):
        if finding.verdict in _SHOWN:
            yield finding, {claim.document: known[claim.document] for claim in finding.claims}


def _claims(findings: Sequence[Finding]) -> tuple[Claim, ...]:
    places = {(c.document, c.span, c.id): c for finding in findings for c in finding.claims}
    return tuple(places[place] for place in sorted(places))


def _order(finding: Finding) -> tuple[object, ...]:
    first = finding.claims[0]
    return (finding.verdict, first.document, first.span.start, finding.key, finding.id)
