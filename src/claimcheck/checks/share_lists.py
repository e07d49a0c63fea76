"""Shares that one sentence lists as parts of one whole: together they are at most all of it.

Either several subjects' shares of what can be had only once (market shares), or a «分别» that gives
as many percentages as names stand before 占: «线上、线下和其他占比分别为 54%、37% 和 9%».
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec

from claimcheck.checks.base import Context
from claimcheck.checks.derived import before, conflict, drafts_first, line, range_told
from claimcheck.checks.figures import Figure
from claimcheck.checks.formula import known_metrics
from claimcheck.checks.intervals import HUNDRED, add, of
from claimcheck.extract.words import pattern
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.model import Finding, Measure
from claimcheck.rules import Rule

_FEWEST = 3  # percentages of a list whose whole is not named


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Metrics whose whole is one for all subjects."""

    of_one_whole: tuple[str, ...] = ()


def of_lists(sentence: Sequence[Figure], options: Options, rule: Rule, context: Context) -> Iterator[Finding]:
    """One finding for each list of the sentence that comes to more than 100 %."""
    for _, same in groupby(sentence, key=lambda f: f.claim.quote_span):
        listed = [f for f in same if f.key.measure is Measure.SHARE]
        if _is_list(listed, options, context.lexicon):
            yield from _of_list(listed, rule, context)


def _of_list(listed: Sequence[Figure], rule: Rule, context: Context) -> Iterator[Finding]:
    total = add(*(of(f.claim.quantity) for f in listed))
    claims = [f.claim for f in listed]
    if total.low > HUNDRED and context.concerns(claims):
        terms = {"terms": " + ".join(f.claim.quantity.text for f in listed)}
        lines = [line("derived-shares-line", terms | range_told(total, "percent"))]
        yield conflict(rule, "derived-shares", drafts_first(claims, context.drafts), lines)


def _is_list(listed: Sequence[Figure], options: Options, lexicon: Lexicon) -> bool:
    if len(listed) < 2 or len({(f.key.metric, f.when, f.statement.modality) for f in listed}) > 1:
        return False
    subjects = {f.key.subject for f in listed}
    if listed[0].key.metric in options.of_one_whole:
        return len(subjects) == len(listed) and not _nested(subjects, lexicon)
    return len(subjects) == 1 and _are_names(listed, lexicon)


def _nested(subjects: set[str], lexicon: Lexicon) -> bool:
    """Whether one of the subjects is a part of another, or is not known."""
    entries = [lexicon.subjects.get(s) for s in subjects]
    return any(entry is None or entry.part_of in subjects for entry in entries)


def _are_names(listed: Sequence[Figure], lexicon: Lexicon) -> bool:
    """Whether as many names stand before 占 as percentages after 分别."""
    text = fold(before(listed[0].claim))
    share = pattern(lexicon, "share_of").search(text)
    if share is None or pattern(lexicon, "respectively").search(text, share.end()) is None:
        return False
    names = 1 + len(pattern(lexicon, "connectors").findall(text, 0, share.start()))
    return names == len(listed) >= _FEWEST


def validate(rule: Rule, options: Options) -> None:
    """Raise RuleError for a metric that the lexicon lacks."""
    known_metrics(rule, "of_one_whole", options.of_one_whole)
