"""report → workflow commands of GitHub Actions, which become annotations beside the changed lines.

A step may show ten annotations a level; the rest is listed below them, so that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claimcheck.messages import text
from claimcheck.model import Level
from claimcheck.render.options import Options
from claimcheck.render.problems import Documents, Problem, Spot, headline, paragraphs, problems
from claimcheck.render.words import counted, loose
from claimcheck.report import Report, documents_by_path, failure_line

MOST = 10
_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}


def show(report: Report, lang: str, options: Options) -> str:
    """Annotations, at most ten a level; then a group with the others; then one line of summary."""
    documents = documents_by_path(report)
    open_ones = [problem for problem in problems(report) if problem.mark is None]
    shown, rest = _split(open_ones, room=MOST - min(len(report.failures), MOST))
    lines = [_command("error", Spot(f.document), "", failure_line(f)) for f in report.failures[:MOST]]
    lines += [_annotation(problem, documents, lang) for problem in shown]
    unread = [failure_line(f) for f in report.failures[MOST:]]
    lines += _group(rest, unread, lang)
    lines.append(_plain(_summary(report, len(shown), len(rest), lang)))
    return "\n".join(lines) + "\n"


def _split(found: Iterable[Problem], room: int) -> tuple[list[Problem], list[Problem]]:
    """The first ten of each level, and the others; failures to read have taken room among the errors."""
    left = {Level.ERROR: room, Level.WARNING: MOST, Level.NOTE: MOST}
    shown: list[Problem] = []
    rest: list[Problem] = []
    for problem in found:
        (shown if left[problem.level] > 0 else rest).append(problem)
        left[problem.level] -= 1
    return shown, rest


def _annotation(problem: Problem, documents: Documents, lang: str) -> str:
    title = f"claimcheck {problem.finding.rule}"
    words = "\n".join(paragraphs(problem, documents, lang))
    return _command(_COMMANDS[problem.level], problem.spot, title, words)


def _command(name: str, spot: Spot, title: str, words: str) -> str:
    given = {
        "file": spot.path,
        "line": spot.line,
        "endLine": spot.end_line,
        "col": spot.column,
        "endColumn": spot.end_column if spot.line == spot.end_line else None,
        "title": title,
    }
    listed = ",".join(f"{key}={_property(str(value))}" for key, value in given.items() if value)
    return f"::{name} {listed}::{_data(words)}"


def _group(rest: list[Problem], unread: list[str], lang: str) -> Iterator[str]:
    if not rest and not unread:
        return
    yield f"::group::{_data(text('ci-more-findings', lang, count=str(len(rest) + len(unread))))}"
    for problem in rest:
        yield _plain(f"{problem.spot.words} {problem.level}: {headline(problem.finding, lang)}")
    yield from map(_plain, unread)
    yield "::endgroup::"


def _summary(report: Report, shown: int, rest: int, lang: str) -> str:
    outcomes = [(verdict.value, count) for verdict, count in report.outcomes.items() if count]
    return text(
        "ci-summary",
        lang,
        claims=str(len(report.claims)),
        documents=str(len(report.documents)),
        open=str(shown + rest),
        marked=str(len(report.problems) - shown - rest),
        outcomes=loose(counted(outcomes, "verdict-", lang)),
    )


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")


def _plain(words: str) -> str:
    """A line that is no workflow command, whatever an article says."""
    line = " ".join(words.splitlines())
    return line.replace("::", ":\u200b:").replace("##[", "#\u200b#[")
