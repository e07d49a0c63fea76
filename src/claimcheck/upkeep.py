"""Findings about the check itself, and marks on findings that do not count at the gate."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from claimcheck.model import Failure, Finding, Level, Message, Verdict
from claimcheck.report import Mark, Report


def upkeep(rule: str, level: Level, document: str, line: int | None = None, **said: str) -> Finding:
    """A finding without claims about a line of a file; ``rule`` is one of report.UPKEEP."""
    place = (("document", document), *((("line", str(line)),) if line else ()))
    arguments = (*place, *said.items())
    digest = hashlib.sha256("\0".join((rule, *(value for _, value in arguments))).encode()).hexdigest()
    message = Message(rule, arguments)
    return Finding(rule, Verdict.UNMATCHED, level, message, (), key=document, id="u" + digest[:11])


def marked(report: Report, marks: Mapping[str, Mark]) -> Report:
    """The report with marks on the findings of these names; an earlier mark stands."""
    return replace(report, marks=tuple({**marks, **dict(report.marks)}.items()))


def extended(report: Report, found: Sequence[Finding] = (), failures: Sequence[Failure] = ()) -> Report:
    """The report with more findings and failures at its end."""
    return replace(report, findings=(*report.findings, *found), failures=(*report.failures, *failures))
