"""report → Markdown for a comment on a pull request: short, safe, and the same comment each time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.messages import say, text
from claimcheck.model import Claim, Level
from claimcheck.render.options import Options
from claimcheck.render.problems import Documents, Problem, claim_spot, headline, mark_words, others, problems
from claimcheck.render.words import claim_words, counted, loose, visible
from claimcheck.report import Report, documents_by_path, failure_line

MARKER = "<!-- claimcheck -->"
"""First line of every comment, by which a bot finds its earlier one."""

MOST = 30
ROOM = 60_000  # characters; hosts refuse comments beyond 65,536
_CLAIMS = 3
_QUOTE = 200
_SIGNS = {Level.ERROR: "❌", Level.WARNING: "⚠️", Level.NOTE: "ℹ️"}
_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#|~!@&$:])")


def show(report: Report, lang: str, options: Options) -> str:
    """A heading that says how it went, then the open problems with both quotes, then the others in brief."""
    documents = documents_by_path(report)
    found = problems(report)
    open_ones = [problem for problem in found if problem.mark is None]
    lines = [MARKER, f"### {_verdict(report, len(open_ones), lang)}", "", *_counts(report, lang)]
    lines += [f"- ❌ {escaped(failure_line(failure))}\n" for failure in report.failures[:MOST]]
    lines += _some(open_ones, documents, lang, sum(map(len, lines)))
    lines += _marked([problem for problem in found if problem.mark], lang)
    return "\n".join(lines) + "\n"


def _verdict(report: Report, count: int, lang: str) -> str:
    if report.failures:
        return text("ci-title-unread", lang, count=str(len(report.failures)))
    return text("ci-title-open", lang, count=str(count)) if count else text("ci-title-clean", lang)


def _counts(report: Report, lang: str) -> list[str]:
    coverage = report.coverage
    outcomes = [(verdict.value, count) for verdict, count in report.outcomes.items() if count]
    read = text(
        "report-read",
        lang,
        documents=str(coverage.documents),
        numbers=str(coverage.numbers),
        claims=str(coverage.claims),
        skipped=str(coverage.numbers - coverage.claims),
    )
    return [read + "  ", loose(counted(outcomes, "verdict-", lang)), ""]


def _some(found: list[Problem], documents: Documents, lang: str, used: int) -> Iterator[str]:
    """The problems for which a comment has room, and how many it has none for."""
    for number, problem in enumerate(found):
        block = "\n".join(_block(problem, documents, lang))
        used += len(block)
        if number >= MOST or used > ROOM:
            yield text("ci-more-findings", lang, count=str(len(found) - number))
            return
        yield block


def _block(problem: Problem, documents: Documents, lang: str) -> Iterator[str]:
    finding = problem.finding
    title = escaped(headline(finding, lang))
    yield f"#### {_SIGNS[problem.level]} {title} <sub>`{finding.rule}` {finding.id}</sub>"
    yield ""
    claims = (*finding.claims[:1], *others(finding)[: _CLAIMS - 1])
    for claim in claims:
        yield _quoted(claim, documents, lang)
    if not claims:
        yield f"- {escaped(problem.spot.words)}"
    if left := len(finding.claims) - len(claims):
        yield f"- {text('ci-more-places', lang, count=str(left))}"
    if finding.cause:
        yield f"- {escaped(text('ci-cause', lang, cause=say(finding.cause, lang)))}"
    yield ""


def _quoted(claim: Claim, documents: Documents, lang: str) -> str:
    quote = visible(claim.quote)
    quote = quote if len(quote) <= _QUOTE else quote[: _QUOTE - 1] + "…"
    place = escaped(claim_spot(claim, documents).words)
    return f"- **{place}**  \n  {escaped(quote)}  \n  → {escaped(claim_words(claim, lang))}"


def _marked(found: list[Problem], lang: str) -> Iterator[str]:
    """The problems that do not count, one a line, folded away."""
    if not found:
        return
    yield f"<details><summary>{text('ci-marked', lang, count=str(len(found)))}</summary>"
    yield ""
    for problem in found[:MOST]:
        why = mark_words(problem.mark, lang) if problem.mark else ""
        yield f"- {escaped(problem.spot.words)} {escaped(headline(problem.finding, lang))} — {escaped(why)}"
    if len(found) > MOST:
        yield f"- {text('ci-more-findings', lang, count=str(len(found) - MOST))}"
    yield ""
    yield "</details>"


def escaped(words: str) -> str:
    """The words as Markdown that shows them: no markup, no link, no mention of a person."""
    return _SPECIAL.sub(lambda match: f"&#{ord(match[1])};", visible(words))
