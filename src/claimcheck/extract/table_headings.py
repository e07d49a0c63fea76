"""Heads and labels → what they say: period, unit note, level, growth or share, and the words left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate

import msgspec

from claimcheck.extract import calendar
from claimcheck.extract.periods import comparison_bases, find_periods
from claimcheck.extract.table_grid import Field
from claimcheck.extract.table_names import Words, known_metric
from claimcheck.extract.table_units import Note, notes_in, without
from claimcheck.extract.words import pattern, vocabulary
from claimcheck.lexicon import Lexicon
from claimcheck.model import Basis, FixedBy, Measure, Modality, Period, PeriodKind, Span

_YEAR_MARK = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?([a-z])(?![a-z\d])")
_EDGES = " ,.:;()[]-–—*"


class Setting(msgspec.Struct, frozen=True, eq=False):
    """What holds for a whole table: the lexicon, the publication day, the period around it."""

    lexicon: Lexicon
    published: date | None
    context: Period | None = None


class Heading(msgspec.Struct, frozen=True, eq=False):
    """What the heads of a column, or the labels of a row, say together.

    ``measure`` is what its values are (level, growth or share). ``percent`` and ``amount`` tell what a
    bare number under a growth heading is. ``moved`` is the period named by the growth heading itself.
    """

    words: tuple[Words, ...]
    note: Note | None
    period: Period | None
    measure: Measure
    percent: bool = False
    amount: bool = False
    basis: Basis | None = None
    moved: Period | None = None
    modality: Modality = Modality.ACTUAL


def heading(fields: Sequence[Field], setting: Setting, *, of_row: bool = False) -> Heading:
    """What the fields above a column (or, ``of_row``, to the left of a row) say."""
    lexicon = setting.lexicon
    notes = [list(notes_in(f.folded, lexicon)) for f in fields]
    plain = [without(f.folded, [s for s, _ in found]) for f, found in zip(fields, notes, strict=True)]
    marked = [_YEAR_MARK.sub(lambda m: m[0][:-1] + " ", text) for text in plain]
    pairs = list(zip(fields, marked, strict=True))
    whole = _across(pairs, setting)
    spans = whole[1] if whole else [_period_spans(f, text, setting) for f, text in pairs]
    words = [Words(f, without(t, s)) for (f, t), s in zip(pairs, spans, strict=True)]
    growth = [w for w in words if _is_growth(w, lexicon, of_row)]
    stated = [note for found in notes for _, note in found]
    joined = " ".join(w.field.folded for w in growth)
    return Heading(
        words=tuple(_masked(w, growth, lexicon) for w in words),
        note=_merged(stated),
        period=whole[0] if whole else _period(pairs, setting),
        measure=_measure(words, growth, lexicon, of_row),
        percent="%" in joined or bool(pattern(lexicon, "table_growth_percent").search(joined)),
        amount=bool(pattern(lexicon, "table_growth_amount").search(joined)),
        basis=_basis(joined, lexicon),
        moved=_period([p for p in pairs if any(w.field is p[0] for w in growth)], setting),
        modality=_modality(plain, lexicon),
    )


def _merged(notes: Sequence[Note]) -> Note | None:
    """One note of several: each says what the ones below it leave open."""
    merged: Note | None = None
    for note in reversed(notes):
        merged = note if merged is None else below(merged, note)
    return merged


def below(note: Note, general: Note | None) -> Note:
    """``note`` with what it leaves open taken from the more general one."""
    if general is None or note.unit in ("percent", "pp"):
        return note
    return msgspec.structs.replace(
        note,
        unit=note.unit or general.unit,
        scale=note.scale if note.scale is not None else general.scale,
        noun=note.noun or (general.noun if note.unit is None else ""),
        exceptions=note.exceptions or general.exceptions,
    )


# ---------------------------------------------------------------- growth and share


def _is_growth(words: Words, lexicon: Lexicon, of_row: bool) -> bool:
    """Whether the words are of a movement; in a row label they have to end it (营业收入增长率)."""
    text = words.folded.strip(_EDGES)
    if not of_row:
        return bool(pattern(lexicon, "table_growth").search(text))
    ends = pattern(lexicon, "table_growth_rows")
    return any(m.end() == len(text) for m in ends.finditer(text)) or bool(_opens(lexicon).match(text))


@lru_cache(maxsize=8)
def _opens(lexicon: Lexicon) -> re.Pattern[str]:
    return pattern(lexicon, "yoy", "qoq", "mom")


def _measure(words: Sequence[Words], growth: Sequence[Words], lexicon: Lexicon, of_row: bool) -> Measure:
    if growth:
        return Measure.GROWTH
    return Measure.SHARE if any(_is_share(w, lexicon, of_row) for w in words) else Measure.LEVEL


def _is_share(words: Words, lexicon: Lexicon, of_row: bool) -> bool:
    """Whether the words say «of what whole» and are neither a rate with a name nor 每股."""
    text = words.folded.strip(_EDGES)
    found = pattern(lexicon, "table_share").search(text)
    if found is None or pattern(lexicon, "table_per_unit").search(text):
        return False
    metric = known_metric(words, "", lexicon)
    is_rate = metric is not None and lexicon.metrics[metric.name.id].unit == "percent"
    return not is_rate and (found.start() == 0 or not of_row)


def _masked(words: Words, growth: Sequence[Words], lexicon: Lexicon) -> Words:
    """The words of a growth heading without those that only say that it is one."""
    if not any(words is g for g in growth):
        return words
    found = [Span(*m.span()) for m in _movement(lexicon).finditer(words.folded)]
    return Words(words.field, without(words.folded, found))


@lru_cache(maxsize=8)
def _movement(lexicon: Lexicon) -> re.Pattern[str]:
    categories = ("table_growth", "table_growth_rows", "table_growth_percent", "table_growth_amount")
    return re.compile(
        rf"{pattern(lexicon, *categories, 'yoy', 'qoq', 'mom', 'ytd', 'rise', 'fall').pattern}|%"
    )


def _basis(text: str, lexicon: Lexicon) -> Basis | None:
    return next((b for b in Basis if pattern(lexicon, b.value).search(text)), None)


def _modality(texts: Sequence[str], lexicon: Lexicon) -> Modality:
    """Expected figures (2023E, 预计) and planned ones (目标)."""
    marks = lexicon.table("words")["table_year_marks"]
    for text in texts:
        marked = _YEAR_MARK.search(text)
        if marked and marks.get(marked[2]) == Modality.FORECAST:
            return Modality.FORECAST
        for modality in (Modality.FORECAST, Modality.PLAN):
            if pattern(lexicon, f"table_{modality}").search(text):
                return modality
    return Modality.ACTUAL


# ---------------------------------------------------------------- periods


def _across(pairs: Sequence[tuple[Field, str]], setting: Setting) -> tuple[Period, list[list[Span]]] | None:
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
    return _as_instant(msgspec.structs.replace(found[0], span=place)), inner


def _part(span: Span, start: int, end: int) -> list[Span]:
    """What of ``span`` lies between two offsets, counted from the first."""
    inner = Span(max(span.start, start) - start, min(span.end, end) - start)
    return [inner] if inner.start < inner.end else []


def _period_spans(field: Field, text: str, setting: Setting) -> list[Span]:
    if _relative(text, setting.lexicon):
        return [Span(0, len(text))]
    return [p.span for p in _found(field, text, setting, None) if p.span]


def _found(field: Field, text: str, setting: Setting, context: Period | None) -> list[Period]:
    published = None if context else setting.published
    return find_periods(text, field.text, published, setting.lexicon, context)


def _period(pairs: Sequence[tuple[Field, str]], setting: Setting) -> Period | None:
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
    relative = _relative(text, setting.lexicon)
    if relative:
        shifted = _shifted(relative, context or setting.context, field.text, place)
        yield from [shifted] if shifted else []
        return
    found = _found(field, text, setting, context)
    bases = comparison_bases(text, found, setting.lexicon)
    for index, period in enumerate(found):
        if index not in bases and period.start is not None and period.span is not None:
            yield _as_instant(msgspec.structs.replace(period, span=period.span.shift(field.span.start)))
            return


def _as_instant(period: Period) -> Period:
    """A single day over a column is the day for which stocks are counted."""
    if period.kind is PeriodKind.DURATION and period.start == period.end:
        return msgspec.structs.replace(period, kind=PeriodKind.INSTANT)
    return period


def _is_year(period: Period) -> bool:
    if period.start is None or period.end is None or period.kind is PeriodKind.INSTANT:
        return False
    return 360 < (period.end - period.start).days < 370


_RELATIVE = ("table_this_period", "table_last_year", "table_period_end", "table_period_start")


def _relative(text: str, lexicon: Lexicon) -> str:
    """The category of a heading that names its period by its place in the report (本期, 期末)."""
    plain = re.sub(r"[(].*?[)]", "", text).strip(_EDGES)
    return next((c for c in _RELATIVE if plain in vocabulary(lexicon, c)), "")


def _shifted(category: str, context: Period | None, text: str, place: Span) -> Period | None:
    if context is None or context.start is None or context.end is None:
        return None
    if category == "table_this_period":
        bounds, kind = (context.start, context.end), context.kind
    elif category == "table_last_year":
        bounds, kind = calendar.shift_year((context.start, context.end), -1), context.kind
    else:
        day = context.end if category == "table_period_end" else context.start - timedelta(days=1)
        bounds, kind = (day, day), PeriodKind.INSTANT
    return Period(place, text, *bounds, calendar.label(bounds), kind, FixedBy.CONTEXT)


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
        if newer.kind is PeriodKind.INSTANT and period.end.month == 12 and 0 < months < 12:
            return Basis.YTD
        if period.end + timedelta(days=1) == newer.start:
            return Basis.MOM if length <= 31 else Basis.QOQ if length <= 93 else Basis.YOY
    return None
