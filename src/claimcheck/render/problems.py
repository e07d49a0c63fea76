"""What the forms for machines share: each problem of a report with its place and its words."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from claimcheck.messages import say, text
from claimcheck.model import Claim, Document, Finding, Level, Span, Verdict
from claimcheck.render.words import claim_words, heading_words, place_words, visible
from claimcheck.report import Mark, Report, documents_by_path, finding_name, place

Documents = Mapping[str, Document]


class Spot(msgspec.Struct, frozen=True):
    """A place in a file: lines and columns from 1, in code points; ``None`` where not known."""

    path: str
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None

    @property
    def words(self) -> str:
        """``file:line:column``, as far as known."""
        return ":".join(str(part) for part in (visible(self.path), self.line, self.column) if part)


class Problem(msgspec.Struct, frozen=True):
    """A finding that somebody has to act on, where it stands, and why it may not count."""

    finding: Finding
    spot: Spot
    level: Level
    mark: Mark | None


def problems(report: Report) -> tuple[Problem, ...]:
    """The report's problems, those that count at the gate first, each part in the report's order."""
    documents, marks = documents_by_path(report), dict(report.marks)
    found = [
        Problem(f, spot_of(f, documents), level_of(f), marks.get(finding_name(f))) for f in report.problems
    ]
    return tuple(sorted(found, key=lambda problem: problem.mark is not None))


def level_of(finding: Finding) -> Level:
    """The finding's level; nothing checked is always an error."""
    return Level.ERROR if finding.verdict is Verdict.NOTHING_CHECKED else finding.level


def spot_of(finding: Finding, documents: Documents) -> Spot:
    """The place of the primary claim's value; of a finding without claims the line that it names."""
    if finding.claims:
        return claim_spot(finding.claims[0], documents)
    given = dict(finding.message.arguments)
    line = given.get("line", "")
    return Spot(given.get("document", finding.key), int(line) if line.isdecimal() else None)


def claim_spot(claim: Claim, documents: Documents) -> Spot:
    """The place of the claim's value."""
    return span_spot(claim.document, claim.span, documents.get(claim.document))


def span_spot(path: str, span: Span, document: Document | None) -> Spot:
    """The place of a span; the last column is the one after the span, as SARIF and editors count."""
    first, last = place(document, span.start), place(document, max(span.end - 1, span.start))
    if first is None or last is None:
        return Spot(path)
    return Spot(path, *first, last[0], last[1] + 1)


def others(finding: Finding) -> tuple[Claim, ...]:
    """The related claims, those of another value than the primary one first."""
    if not finding.claims:
        return ()
    value = finding.claims[0].quantity
    return tuple(
        sorted(
            finding.claims[1:],
            key=lambda c: (c.quantity.low, c.quantity.high) == (value.low, value.high),
        )
    )


def headline(finding: Finding, lang: str) -> str:
    """One line: what is wrong, and about what."""
    said = visible(say(finding.message, lang))
    if not finding.claims:
        return said
    return text("ci-headline", lang, message=said, fact=heading_words(finding.claims[0], lang))


def paragraphs(problem: Problem, documents: Documents, lang: str, most: int = 4) -> list[str]:
    """The problem in lines: headline, both quotes with their places, likely cause, why it is left out."""
    finding = problem.finding
    shown = (*finding.claims[:1], *others(finding)[: most - 1])
    lines = [headline(finding, lang)]
    lines += [quoted(claim, documents, lang) for claim in shown]
    if left := len(finding.claims) - len(shown):
        lines.append(text("ci-more-places", lang, count=str(left)))
    if finding.cause:
        lines.append(text("ci-cause", lang, cause=visible(say(finding.cause, lang))))
    if problem.mark:
        lines.append(mark_words(problem.mark, lang))
    return lines


def quoted(claim: Claim, documents: Documents, lang: str) -> str:
    """``file:line:column «quote» → what was read``."""
    where = place_words(claim, documents)
    return text("ci-quote", lang, place=where, quote=visible(claim.quote), read=claim_words(claim, lang))


def mark_words(mark: Mark, lang: str) -> str:
    """Why a finding does not count, in one line."""
    return text(f"ci-mark-{mark.kind}", lang, reason=visible(mark.reason), owner=visible(mark.owner))
