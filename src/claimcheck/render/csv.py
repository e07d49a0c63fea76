"""report → CSV for spreadsheets: UTF-8 with BOM, one row for each claim of each finding."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO

from claimcheck.messages import period_label, say, text
from claimcheck.model import Claim, Finding
from claimcheck.render.options import Options
from claimcheck.render.problems import Documents, Spot, claim_spot, level_of, spot_of
from claimcheck.render.words import metric_words, name_words, value_words, visible
from claimcheck.report import Mark, Report, documents_by_path, failure_line, finding_name

BOM = "\ufeff"
_COLUMNS = (
    "finding", "rule", "verdict", "level", "mark", "part", "document", "line", "column", "subject",
    "metric", "value", "period", "quote", "message",
)  # fmt: skip
_NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?%?\Z")


def show(report: Report, lang: str, options: Options) -> str:
    """A heading row in English (for scripts), then the findings in the report's order."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    writer.writerows([_safe(cell) for cell in row] for row in _rows(report, lang))
    return BOM + out.getvalue()


def _rows(report: Report, lang: str) -> Iterator[list[str]]:
    documents, marks = documents_by_path(report), dict(report.marks)
    for failure in report.failures:
        yield ["", "unreadable", "", "error", "", "", failure.document, *[""] * 7, failure_line(failure)]
    for finding in report.findings:
        mark = marks.get(finding_name(finding))
        for number, claim in enumerate(finding.claims):
            part = "related" if number else "primary"
            yield _row(finding, mark, part, claim, documents, lang)
        if not finding.claims:
            where = _where(spot_of(finding, documents))
            yield [*_head(finding, mark, lang), "", *where, *[""] * 5, say(finding.message, lang)]


def _row(
    finding: Finding, mark: Mark | None, part: str, claim: Claim, documents: Documents, lang: str
) -> list[str]:
    return [
        *_head(finding, mark, lang),
        part,
        *_where(claim_spot(claim, documents)),
        name_words(claim.subject, "row-no-subject", lang),
        metric_words(claim, lang),
        value_words(claim, lang),
        period_label(claim.period, lang),
        claim.quote,
        say(finding.message, lang),
    ]


def _head(finding: Finding, mark: Mark | None, lang: str) -> list[str]:
    verdict = text(f"verdict-{finding.verdict}", lang)
    return [finding.id, finding.rule, verdict, level_of(finding).value, mark.kind if mark else ""]


def _where(spot: Spot) -> list[str]:
    return [spot.path, str(spot.line or ""), str(spot.column or "")]


def _safe(cell: str) -> str:
    """The cell as a spreadsheet shows it: never a formula, whatever an article says."""
    words = visible(cell)
    return f"'{words}" if words[:1] in ("=", "+", "-", "@") and not _NUMBER.match(words) else words
