"""Words of people and files → the names, periods and quantities that claims are made of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

import msgspec

from claimcheck.extract import calendar
from claimcheck.extract.names import Scanner, metric_scanner, subject_scanner
from claimcheck.extract.periods import find_periods
from claimcheck.extract.quantities import find_quantities
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon, MetricEntry, SubjectEntry
from claimcheck.model import Bound, FixedBy, Name, Period, PeriodKind, Quantity, Span

Entries = Mapping[str, SubjectEntry] | Mapping[str, MetricEntry]

_RANGE = re.compile(r"(\d{4}-\d\d-\d\d)\s*(?:/|\.\.|~|至)\s*(\d{4}-\d\d-\d\d)\Z")
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")


def subject_name(words: str, lexicon: Lexicon) -> Name:
    """The subject that the words are an id or a name of; the words themselves if no lexicon knows them."""
    return _name(words, lexicon.subjects, subject_scanner(lexicon))


def metric_name(words: str, lexicon: Lexicon) -> Name:
    """The metric that the words are an id or a name of; the words themselves if no lexicon knows them."""
    return _name(words, lexicon.metrics, metric_scanner(lexicon))


def _name(words: str, entries: Entries, scanner: Scanner) -> Name:
    words = words.strip()
    folded = fold(words)
    whole = Span(0, len(folded))
    known = words if words in entries else next((m.id for m in scanner.find(folded) if m.span == whole), None)
    if known is not None:
        entry = entries[known]
        return Name(known, next(iter((*entry.zh, *entry.en)), known), words)
    phrase = folded if folded.isascii() else "".join(folded.split())
    return Name("~" + phrase.removeprefix("~"), words, words)


def period_of(words: str, lexicon: Lexicon, *, instant: bool | None = None) -> Period | None:
    """The period of a label (2022Q1), a range of days (2022-01-01/2022-03-31), a day, or words.

    A day alone is an instant: figures of filings are as of a day. ``None`` for words that name none.
    """
    words = words.strip()
    if match := _RANGE.match(words):
        return days(date.fromisoformat(match[1]), date.fromisoformat(match[2]), words, lexicon)
    if _DAY.match(words):
        day = date.fromisoformat(words)
        kind = PeriodKind.DURATION if instant is False else PeriodKind.INSTANT
        return Period(None, words, day, day, words, kind, FixedBy.TEXT)
    found = find_periods(fold(words), words, None, lexicon)
    if not found:
        return None
    first = found[0]
    kind = PeriodKind.INSTANT if instant else first.kind
    return Period(None, words, first.start, first.end, first.label, kind, FixedBy.TEXT)


def days(start: date, end: date, words: str, lexicon: Lexicon) -> Period:
    """The period from the first to the last day (inclusive), under the label that articles use for it."""
    return Period(None, words, start, end, _label(start, end), PeriodKind.DURATION, FixedBy.TEXT)


def _label(start: date, end: date) -> str:
    return calendar.label((start, end))


def quantity_of(
    words: str, unit: str | None, decimals: int | None, span: Span, lexicon: Lexicon
) -> Quantity | None:
    """The quantity of a plain number in ``unit``, or of words such as 1751亿元; ``None`` if it is none.

    ``decimals`` is that of XBRL: -8 for a figure that is exact to a hundred million. Without it a
    plain number is exact as it stands.
    """
    words = words.strip()
    try:
        value = Decimal(words.replace(",", ""))
    except InvalidOperation:
        return _written(words, unit, span, lexicon)
    if not value.is_finite():
        return None
    return _plain(value, words, unit, decimals, span)


def _plain(value: Decimal, words: str, unit: str | None, decimals: int | None, span: Span) -> Quantity:
    if decimals is None:
        exponent = value.as_tuple().exponent
        precision = Decimal((0, (1,), min(int(exponent), 0)))
        return Quantity(span, words, value, value, value, False, False, unit, Bound.EXACT, precision)
    precision = Decimal((0, (1,), -decimals))
    half = precision / 2
    return Quantity(span, words, value, value - half, value + half, False, True, unit, Bound.EXACT, precision)


def _written(words: str, unit: str | None, span: Span, lexicon: Lexicon) -> Quantity | None:
    found = find_quantities(fold(words), words, lexicon)
    if len(found) != 1:
        return None
    return msgspec.structs.replace(found[0], span=span, text=words, unit=found[0].unit or unit)
