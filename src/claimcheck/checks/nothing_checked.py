"""nothing-checked: an article that yields no claim is a finding, never a pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimcheck.checks.base import Check, Context, NoOptions
from claimcheck.model import Finding, Message, Reading, Verdict
from claimcheck.rules import Rule


def run(readings: Sequence[Reading], rule: Rule, _: NoOptions, context: Context) -> Iterator[Finding]:
    """One finding for each article (under check) from which no claim could be read."""
    for reading in readings:
        path = reading.document.source.document
        if reading.claims or (context.drafts and path not in context.drafts):
            continue
        message = Message("nothing-checked", (("document", path),), rule.message)
        yield Finding(rule.id, Verdict.NOTHING_CHECKED, rule.level, message, (), key=path)


CHECK = Check(NoOptions, of_readings=run)
