"""Dates and figures that are no claims, as claims without a metric: so that a draft can be checked whole.

A draft against its sources has no «that is only a date»: the age, the score, the ordinal and the day
may be what is wrong. Such mentions never meet by key, only by their figure and wording. What is written
with several numbers (2:27:05, 3比1) is one figure: its parts would meet any small number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

import msgspec

from claimcheck.extract.ages import as_age, is_age
from claimcheck.extract.bound import Bound
from claimcheck.extract.numbers import alternatives, numerals
from claimcheck.extract.periods import unstated
from claimcheck.extract.scene import Scene
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.model import Bound as Hedge
from claimcheck.model import Measure, Modality, Period, PeriodKind, Quantity, Span

DATE = "date"
"""The unit of a mention that is a date; its period is its value."""
SCORE = "score"
"""The unit of a mention of two numbers that one result is made of."""
CLOCK = "clock"
"""The unit of a mention of hours, minutes and seconds, of the day or of a race."""
ORDINAL = "ordinal"
"""The unit of a mention that says which one, not how many."""
WORDY = frozenset({DATE, SCORE, CLOCK, ORDINAL})
"""The units of mentions that nothing else converts to; they meet only their own."""

_UNITS = {"ordinal": ORDINAL}
_MENTIONED = frozenset({"age", "duration", "score", "ordinal", "ratio", "time", "qualifier", "list count"})

LeftOut = tuple[Quantity, str]


class _Words(msgspec.Struct, frozen=True, eq=False):
    score: re.Pattern[str]
    clock: re.Pattern[str]
    hour: re.Pattern[str]
    spelled: re.Pattern[str]
    values: Mapping[str, Decimal]


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> _Words:
    lists = lexicon.table("mentions")
    table = {k: alternatives(map(fold, lists[k])) for k in ("score_marks", "clock_units", "clock_ends")}
    spelled = "".join(c for c, v in numerals(lexicon).digits.items() if len(c) == 1 and v < 10)
    words = {word: value for word, value in numerals(lexicon).words.items() if value > 1}
    number = rf"(?:\d{{1,3}}|[{spelled}])" if spelled else r"\d{1,3}"
    unit, marks = table["clock_units"], table["score_marks"]
    ended = "|".join(f"(?<={word})" for word in table["clock_ends"].split("|"))
    return _Words(
        score=re.compile(
            rf"(?<![\d:/{spelled}-])(?<!\d[.,]){number} ?(?:{marks}) ?{number}(?![\d:/%{spelled}-]|[.,]\d)"
        ),
        clock=re.compile(
            rf"(?<![\d.])\d{{1,3}} ?(?:{unit}) ?(?:\d{{1,2}} ?(?:{unit}) ?)*"
            rf"(?:\d{{1,2}}(?:\.\d+)? ?(?:{unit})|(?:{ended})\d{{1,2}}(?!\d))"
        ),
        spelled=re.compile(rf"\b(?:{alternatives(words)})\b(?!-)"),
        values=words,
        hour=re.compile(rf"(?<!\d)\d{{1,2}} ?(?:{unit})"),
    )


def with_mentions(
    scene: Scene, bound: Sequence[Bound], left_out: Sequence[LeftOut]
) -> tuple[list[Bound], list[LeftOut]]:
    """The block's claims with everything else in it that is worth checking, in text order; and the rest."""
    bound = [_aged(scene, b) for b in bound]
    known = [*(b.quantity for b in bound), *(q for q, _ in left_out)]
    wholes = [*_wholes(scene, known), *_spelled(scene, known)]
    spans = [q.span for q in wholes]
    kept = [b for b in bound if not _within(b.quantity.span, spans) and not _is_article(b)]
    apart = [(q, r) for q, r in left_out if not _within(q.span, spans)]
    found = [*kept, *(_mention(scene, q, None) for q in wholes), *_left(scene, apart), *dates(scene, spans)]
    found.sort(key=lambda b: b.quantity.span)
    rest = [*left_out, *((b.quantity, "list count") for b in bound if _is_article(b))]
    return found, [pair for pair in rest if not any(pair[0].span.overlaps(b.quantity.span) for b in found)]


def _aged(scene: Scene, bound: Bound) -> Bound:
    """The claim, without a metric and in years where its number is somebody's age."""
    if not is_age(scene, bound.quantity):
        return bound
    return msgspec.structs.replace(bound, quantity=as_age(bound.quantity, scene.lexicon), metric=None)


def _within(span: Span, wholes: Sequence[Span]) -> bool:
    return any(w.start <= span.start and span.end <= w.end for w in wholes)


def _is_article(bound: Bound) -> bool:
    """Whether «one» only says that there is a thing: 一名儿童, a teacher."""
    return _is_one(bound.quantity) and (bound.metric is None or bound.metric.name.id.startswith("~"))


def _is_one(quantity: Quantity) -> bool:
    spelled = not any(c.isdigit() for c in quantity.text)
    return spelled and quantity.stated == 1 and quantity.unit in (None, "count")


def _left(scene: Scene, left_out: Sequence[LeftOut]) -> Iterator[Bound]:
    """The skipped numbers worth checking."""
    for quantity, reason in left_out:
        if reason == "age":
            yield _mention(scene, as_age(quantity, scene.lexicon), None)
        elif reason in _MENTIONED and (reason == "ordinal" or not _is_one(quantity)):
            unit = quantity.unit if reason == "age" else _UNITS.get(reason, quantity.unit or "count")
            yield _mention(scene, msgspec.structs.replace(quantity, unit=unit), None)


def _spelled(scene: Scene, known: Sequence[Quantity]) -> Iterator[Quantity]:
    """The English number words that no quantity was read from (eight suspects)."""
    words = _words(scene.lexicon)
    taken = [*(q.span for q in known), *(p.span for p in scene.periods if p.span)]
    for match in words.spelled.finditer(scene.folded):
        span, value = Span(*match.span()), words.values[match.group()]
        if not any(span.overlaps(t) for t in taken) and not _is_name(scene, span):
            text = scene.text[span.start : span.end]
            yield Quantity(span, text, value, value, value, False, False, "count", Hedge.EXACT, Decimal(1))


def _is_name(scene: Scene, span: Span) -> bool:
    """Whether a number word ends a name in capitals (the Final Four)."""
    before = scene.text[: span.start].split()[-1:]
    return (
        scene.text[span.start].isupper() and bool(before) and before[0][0].isupper() and before[0].isalpha()
    )


# ---------------------------------------------------------------- figures of several numbers


def _wholes(scene: Scene, known: Sequence[Quantity]) -> list[Quantity]:
    """The scores and times of the block, without those that are one quantity already (a range)."""
    words = _words(scene.lexicon)
    dates = [p.span for p in scene.periods if p.span]
    found = [
        _whole(scene, Span(*match.span()), unit)
        for unit, form in ((SCORE, words.score), (CLOCK, words.clock))
        for match in form.finditer(scene.folded)
        if unit == CLOCK or not _within(Span(*match.span()), dates)
    ]
    return [
        q for q in found if not any(k.span.start <= q.span.start and q.span.end <= k.span.end for k in known)
    ]


def _whole(scene: Scene, span: Span, unit: str) -> Quantity:
    text = scene.text[span.start : span.end].rstrip()
    return _wordy(Span(span.start, span.start + len(text)), text, unit)


def _wordy(span: Span, text: str, unit: str) -> Quantity:
    """A quantity whose value is in its words."""
    return Quantity(span, text, None, None, None, False, False, unit, Hedge.EXACT, Decimal(1))


# ---------------------------------------------------------------- dates


def dates(scene: Scene, wholes: Sequence[Span] = ()) -> Iterator[Bound]:
    """The dates that the block writes with a digit, without the time of the day."""
    for period in scene.periods:
        if period.span is None or period.kind is PeriodKind.UNSTATED:
            continue
        for span, unit in _day_and_hour(scene, period.span, wholes):
            text = scene.text[span.start : span.end]
            if any(c.isdigit() for c in text):
                yield _mention(scene, _wordy(span, text, unit), period)


def _day_and_hour(scene: Scene, span: Span, wholes: Sequence[Span]) -> Iterator[tuple[Span, str]]:
    """A date up to its time of day, and that time where it is no figure of its own already."""
    whole = next((w.start for w in wholes if span.start <= w.start < span.end), None)
    hour = _words(scene.lexicon).hour.search(scene.folded, span.start, span.end)
    if whole is not None:
        yield Span(span.start, max(span.start, whole)), DATE
    elif hour is not None:
        yield Span(span.start, hour.start()), DATE
        yield Span(*hour.span()), CLOCK
    else:
        yield span, DATE


def _mention(scene: Scene, quantity: Quantity, period: Period | None) -> Bound:
    clause = scene.clause_at(quantity.span.start)
    return Bound(
        quantity=quantity,
        quote=Span(min(clause.start, quantity.span.start), max(clause.end, quantity.span.end)),
        metric=None,
        measure=Measure.LEVEL,
        basis=None,
        subject=None,
        period=period or unstated(scene.published),
        modality=Modality.ACTUAL,
        scope=(),
        attribution=None,
        sentence=scene.sentence_at(quantity.span.start),
        clause=clause,
    )
