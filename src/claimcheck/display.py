"""The same values with their subjects and metrics named in the reader's language.

Extraction gives every name of the lexicon its canonical form, which is Chinese wherever there is one;
plain data keeps that. Whatever people read goes through here first.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from msgspec.structs import replace

from claimcheck.lexicon import Lexicon, MetricEntry, SubjectEntry
from claimcheck.model import Claim, Finding, Message, Name

Entries = Mapping[str, SubjectEntry] | Mapping[str, MetricEntry]


def name_in(name: Name | None, entries: Entries, lang: str) -> Name | None:
    """The name as the language has it; one that no lexicon knows stays as it was written."""
    entry = entries.get(name.id) if name else None
    if name is None or entry is None or (said := entry.display(lang)) in ("", name.name):
        return name
    return replace(name, name=said)


def claim_in(claim: Claim, lexicon: Lexicon, lang: str) -> Claim:
    """The claim with its subject and metric named in the language."""
    subject = name_in(claim.subject, lexicon.subjects, lang)
    metric = name_in(claim.metric, lexicon.metrics, lang)
    if subject is claim.subject and metric is claim.metric:
        return claim
    return replace(claim, subject=subject, metric=metric)


def message_in(message: Message, lexicon: Lexicon, lang: str) -> Message:
    """The message with the subject and metric among its arguments named in the language."""
    known = _canonical(lexicon, lang)
    said = tuple((name, known.get((name, words), words)) for name, words in message.arguments)
    return message if said == message.arguments else replace(message, arguments=said)


def finding_in(finding: Finding, lexicon: Lexicon, lang: str) -> Finding:
    """The finding with every subject and metric that it speaks of named in the language."""
    return replace(
        finding,
        message=message_in(finding.message, lexicon, lang),
        cause=finding.cause and message_in(finding.cause, lexicon, lang),
        reason=finding.reason and message_in(finding.reason, lexicon, lang),
        explanation=tuple(message_in(step, lexicon, lang) for step in finding.explanation),
        claims=tuple(claim_in(claim, lexicon, lang) for claim in finding.claims),
    )


@lru_cache(maxsize=8)
def _canonical(lexicon: Lexicon, lang: str) -> Mapping[tuple[str, str], str]:
    """Kind and canonical name → the name in the language, for all names that differ."""
    kinds: tuple[tuple[str, Entries], ...] = (("subject", lexicon.subjects), ("metric", lexicon.metrics))
    return {
        (kind, entry.canonical): said
        for kind, entries in kinds
        for entry in entries.values()
        if (said := entry.display(lang)) not in ("", entry.canonical)
    }
