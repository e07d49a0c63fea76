"""Heads and labels → what they say: period, unit note, level, growth or share, and the words left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from claimcheck.extract.table_grid import Field
from claimcheck.extract.table_names import Words, known_metric
from claimcheck.extract.table_periods import Setting, period_across, period_of, period_spans
from claimcheck.extract.table_units import Note, notes_in, without
from claimcheck.extract.units import unit_kind
from claimcheck.extract.words import pattern
from claimcheck.lexicon import Lexicon
from claimcheck.model import Basis, Measure, Modality, Period, Span

_YEAR_MARK = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?([a-z])(?![a-z\d])")
_BRACKETS = re.compile(r"[(].*[)]")
_EDGES = " ,.:;()[]-–—*"


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
    whole = period_across(pairs, setting)
    spans = whole[1] if whole else [period_spans(f, text, setting) for f, text in pairs]
    words = [Words(f, without(t, s)) for (f, t), s in zip(pairs, spans, strict=True)]
    growth = [w for w in words if _is_growth(w, lexicon, of_row)]
    stated = [note for found in notes for _, note in found]
    joined = " ".join(w.field.folded for w in growth)
    return Heading(
        words=tuple(_masked(w, growth, lexicon, of_row) for w in words),
        note=_merged(stated),
        period=whole[0] if whole else period_of(pairs, setting),
        measure=_measure(words, growth, lexicon, of_row),
        percent="%" in joined or bool(pattern(lexicon, "table_growth_percent").search(joined)),
        amount=bool(pattern(lexicon, "table_growth_amount").search(joined)),
        basis=basis_in(joined, lexicon),
        moved=period_of([p for p in pairs if any(w.field is p[0] for w in growth)], setting),
        modality=_modality(plain, lexicon, of_row),
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
    local = note.main and general.unit is not None and unit_kind(general.unit) == "money"
    return msgspec.structs.replace(
        note,
        unit=general.unit if local else note.unit or general.unit,
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


def of_whole(words: Words, lexicon: Lexicon) -> bool:
    """Whether the words begin with 占 or «% of», so that they name the whole and not the part."""
    text = words.field.folded.strip(_EDGES)
    return pattern(lexicon, "table_share").match(text) is not None and bool(words.folded.strip(_EDGES))


def _masked(words: Words, growth: Sequence[Words], lexicon: Lexicon, of_row: bool) -> Words:
    """The words without those that only say that a heading is one of growth, of a share, or of a plan."""
    found = [] if of_row else _spans(pattern(lexicon, "table_forecast", "table_plan"), words.folded)
    if not of_row and not growth and _is_share(words, lexicon, of_row):
        found += _spans(pattern(lexicon, "table_share"), words.folded)
    if any(words is g for g in growth):
        found += _spans(_movement(lexicon), words.folded)
    return Words(words.field, without(words.folded, found))


def _spans(words: re.Pattern[str], text: str) -> list[Span]:
    return [Span(*m.span()) for m in words.finditer(text)]


@lru_cache(maxsize=8)
def _movement(lexicon: Lexicon) -> re.Pattern[str]:
    categories = ("table_growth", "table_growth_rows", "table_growth_percent", "table_growth_amount")
    return re.compile(
        rf"{pattern(lexicon, *categories, 'yoy', 'qoq', 'mom', 'ytd', 'rise', 'fall').pattern}|%"
    )


def basis_in(text: str, lexicon: Lexicon) -> Basis | None:
    """What a movement is measured from, as far as the words say so; 比上年度末 is longer than 比上年."""
    found = [(m.start() - m.end(), b) for b in Basis if (m := pattern(lexicon, b.value).search(text))]
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _modality(texts: Sequence[str], lexicon: Lexicon, of_row: bool) -> Modality:
    """Expected figures (2023E, 预计) and planned ones (目标); a row's words belong to its name."""
    marks = lexicon.table("words")["table_year_marks"]
    for text in texts:
        marked = _YEAR_MARK.search(text)
        if marked and marks.get(marked[2]) == Modality.FORECAST:
            return Modality.FORECAST
        for modality in () if of_row else (Modality.FORECAST, Modality.PLAN):
            if pattern(lexicon, f"table_{modality}").search(text):
                return modality
    return Modality.ACTUAL
