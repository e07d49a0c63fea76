"""Heads and labels → the one period that they make together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate

import msgspec

from claimcheck.extract import calendar
from claimcheck.extract.periods import comparison_bases, find_periods
from claimcheck.extract.table_grid import Field
from claimcheck.extract.table_units import without
from claimcheck.extract.words import pattern, vocabulary
from claimcheck.lexicon import Lexicon
from claimcheck.model import Basis, FixedBy, Period, PeriodKind, Span

_BRACKETS = re.compile(r"[(].*[)]")
_EDGES = " ,.:;()[]-–—*"


class Setting(msgspec.Struct, frozen=True, eq=False):
    """What holds for a whole table: the lexicon, the publication day, the period around it."""

    lexicon: Lexicon
    published: date | None
    context: Period | None = None


def period_across(
    pairs: Sequence[tuple[Field, str]], setting: Setting
) -> tuple[Period, list[list[Span]]] | None:
    """The period that runs over several fields («Three months ended» above «March 31, 2022»)."""
    if len(pairs) < 2:
        return None
    joined, text = " ".join(t for _, t in pairs), " ".join(f.text for f, _ in pairs)
    found = find_periods(joined, text, setting.published, setting.lexicon)
    ends = list(accumulate(len(t) + 1 for _, t in pairs))
    if len(found) != 1 or found[0].span is None or found[0].start is None:
        return None
    span, starts = found[0].span, [0, *ends[:-1]]
    inner = [
        [Span(max(span.start, a) - a, min(span.end, b - 1) - a)]
        if span.start < b - 1 and span.end > a
        else []
        for a, b in zip(starts, ends, strict=True)
    ]
    if sum(map(bool, inner)) < 2:
        return None
    last = max(i for i, s in enumerate(inner) if s)
    place = inner[last][0].shift(pairs[last][0].span.start)
    return msgspec.structs.replace(found[0], span=place), inner


def _part(span: Span, start: int, end: int) -> list[Span]:
    """What of ``span`` lies between two offsets, counted from the first."""
    inner = Span(max(span.start, start) - start, min(span.end, end) - start)
    return [inner] if inner.start < inner.end else []


def period_spans(field: Field, text: str, setting: Setting) -> list[Span]:
    """Where the field's words are periods."""
    if _relative(text, setting.lexicon):
        return [Span(0, len(text))]
    return [p.span for p in _found(field, text, setting, None) if p.span]


def this_period(fields: Iterable[Field], setting: Setting) -> Period | None:
    """The period that a heading gives for the report itself: 本报告期(1-6月)."""
    for field in fields:
        if _relative(field.folded, setting.lexicon) == "table_this_period" and "(" in field.folded:
            return next(_one(field, field.folded, setting, setting.context), None)
    return None


def _found(field: Field, text: str, setting: Setting, context: Period | None) -> list[Period]:
    published = None if context else setting.published
    return find_periods(text, field.text, published, setting.lexicon, context)


def period_of(pairs: Sequence[tuple[Field, str]], setting: Setting) -> Period | None:
    """The one period that the fields make together: «截至6月30日止六个月» above «2022».

    A year among them dates the others; without one the period around the table does.
    """
    said = [(f, t, p) for f, t in pairs for p in _one(f, t, setting, setting.context)]
    if len(said) < 2:
        return said[0][2] if said else None
    outer = next((s for s in said if _is_year(s[2])), said[0])
    inner = next(s for s in reversed(said) if s is not outer)
    again = list(_one(inner[0], inner[1], setting, outer[2]))
    return again[0] if again else outer[2]


def _one(field: Field, text: str, setting: Setting, context: Period | None) -> Iterator[Period]:
    """The first period of a field that is not what is compared with, if it has one."""
    place = Span(field.span.start, field.span.end)
    relative = _relative(_compared(text, setting.lexicon), setting.lexicon)
    within = _BRACKETS.search(text)
    if relative and within:  # 本报告期(1-6月)
        text = without(text, [Span(0, within.start())])
    elif relative:
        shifted = _shifted(relative, context or setting.context, field.text, place)
        yield from [shifted] if shifted else []
        return
    found = _found(field, text, setting, context)
    bases = comparison_bases(text, found, setting.lexicon)
    for index, period in enumerate(found):
        if index not in bases and period.start is not None and period.span is not None:
            yield msgspec.structs.replace(period, span=period.span.shift(field.span.start))
            return


def _is_year(period: Period) -> bool:
    if period.start is None or period.end is None or period.kind is PeriodKind.INSTANT:
        return False
    return 360 < (period.end - period.start).days < 370


RELATIVE = (
    "table_this_period",
    "table_last_year",
    "table_year_to_date",
    "table_period_end",
    "table_period_start",
    "table_year_start",
)


def _compared(text: str, lexicon: Lexicon) -> str:
    """What of a heading is compared with something else: 本报告期末|比上年度末增减."""
    versus = pattern(lexicon, "versus").search(text)
    return text[: versus.start()] if versus and versus.start() else text


def _relative(text: str, lexicon: Lexicon) -> str:
    """The category of a heading that names its period by its place in the report (本期, 期末)."""
    plain = _BRACKETS.sub("", text).strip(_EDGES)
    return next((c for c in RELATIVE if plain in vocabulary(lexicon, c)), "")


def _shifted(category: str, context: Period | None, text: str, place: Span) -> Period | None:
    if context is None or context.start is None or context.end is None:
        return None
    bounds = _bounds(category, context.start, context.end)
    at_once = bounds[0] == bounds[1]
    kind = PeriodKind.INSTANT if at_once and category in _MOMENTS else context.kind
    return Period(place, text, *bounds, calendar.label(bounds), kind, FixedBy.CONTEXT)


_MOMENTS = ("table_period_end", "table_period_start", "table_year_start")


def _bounds(category: str, start: date, end: date) -> calendar.Range:
    """The days that a heading means by its place in a report on the days from ``start`` to ``end``."""
    first = date(end.year, 1, 1)
    days = {
        "table_this_period": (start, end),
        "table_last_year": calendar.shift_year((start, end), -1),
        "table_year_to_date": (first, end),
        "table_period_end": (end, end),
        "table_period_start": (start - timedelta(days=1),) * 2,
        "table_year_start": (first - timedelta(days=1),) * 2,
    }
    return days[category]


def basis_between(newer: Period, older: Sequence[Period]) -> Basis | None:
    """What a movement of the newest column counts from, told by the other columns' periods."""
    for period in older:
        if None in (newer.start, newer.end, period.start, period.end) or period == newer:
            continue
        assert newer.start and newer.end and period.start and period.end
        months = (newer.end.year - period.end.year) * 12 + newer.end.month - period.end.month
        if months == 12:
            return Basis.YOY
        length = (newer.end - newer.start).days
        if newer.start == newer.end and period.end.month == 12 and 0 < months < 12:
            return Basis.YTD
        if period.end + timedelta(days=1) == newer.start:
            return Basis.MOM if length <= 31 else Basis.QOQ if length <= 93 else Basis.YOY
    return None
