"""Claims as rows and back: what all claims of a statement share is in its row, the rest in a body.

``rebuilt`` of what ``statement_row`` and ``body`` made is equal to the claim, decimals by value.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from claimcheck.corrections import Role, role
from claimcheck.lexicon import Lexicon
from claimcheck.matching import key_of, when
from claimcheck.messages import plain
from claimcheck.model import (
    Basis,
    BlockKind,
    Bound,
    Claim,
    FixedBy,
    Measure,
    Modality,
    Name,
    Period,
    PeriodKind,
    Quantity,
    Source,
    Span,
)


class StatementRow(NamedTuple):
    """The columns of ``statements`` after ``fact``, in their order."""

    measure: str
    kind: str
    first_day: str | None
    last_day: str | None
    instant: int
    words: str
    scope: str
    modality: str
    basis: str | None
    stated: str | None
    low: str | None
    high: str | None
    low_open: int
    high_open: int
    unit: str | None
    bound: str
    precise: str


COLUMNS = ", ".join(StatementRow._fields)
"""The names of a statement's own columns, for SQL."""


class Body(msgspec.Struct, frozen=True, array_like=True):
    """What claims of one statement may differ in. New fields go to the end, with a default."""

    id: str
    start: int
    end: int
    quote_start: int
    quote_end: int
    quote: str
    subject: tuple[str, str, str] | None
    metric: tuple[str, str, str] | None
    text: str
    noun: str
    period_span: tuple[int, int] | None
    period_text: str
    label: str
    period_kind: PeriodKind
    fixed_by: FixedBy
    attribution: str | None
    block: BlockKind


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Body)


def fact_of(claim: Claim, lexicon: Lexicon) -> tuple[str, str]:
    """Subject and metric that the claim is compared by; empty for what it does not name."""
    key = key_of(claim, lexicon)
    return (key.subject, key.metric) if key else (claim.subject.id if claim.subject else "", "")


def statement_row(claim: Claim, lexicon: Lexicon) -> StatementRow:
    """The row that all claims have in common that say just this."""
    key, period, value = key_of(claim, lexicon), when(claim.period), claim.quantity
    return StatementRow(
        measure=claim.measure.value,
        kind=key.kind if key else "",
        first_day=_day_text(period.start),
        last_day=_day_text(period.end),
        instant=int(period.instant),
        words=period.words,
        scope=json.dumps(claim.scope, ensure_ascii=False) if claim.scope else "",
        modality=claim.modality.value,
        basis=claim.basis.value if claim.basis else None,
        stated=_decimal_text(value.stated),
        low=_decimal_text(value.low),
        high=_decimal_text(value.high),
        low_open=int(value.low_open),
        high_open=int(value.high_open),
        unit=value.unit,
        bound=value.bound.value,
        precise=plain(value.precision),
    )


def series_of(row: StatementRow) -> int:
    """A number that is equal for statements of one measure, kind, scope and modality."""
    packed = _encoder.encode((row.measure, row.kind, row.scope, row.modality))
    return int.from_bytes(hashlib.blake2b(packed, digest_size=8).digest(), "big", signed=True)


def weight(claim: Claim, lexicon: Lexicon) -> int:
    """1 for a claim that no sample of its statement may leave out: of a filing, a release, a correction."""
    weighs = claim.source.authority != "outlet" or role(claim, lexicon) is not Role.NONE
    return int(weighs)


def digest(fact: tuple[str, str], row: StatementRow) -> bytes:
    """16 bytes that are equal for equal statements only."""
    packed = _encoder.encode((fact, tuple(row)))
    return hashlib.blake2b(packed, digest_size=16).digest()


def body(claim: Claim) -> bytes:
    """The rest of a claim: its place, its words and its names."""
    period = claim.period
    return _encoder.encode(
        Body(
            id=claim.id,
            start=claim.span.start,
            end=claim.span.end,
            quote_start=claim.quote_span.start,
            quote_end=claim.quote_span.end,
            quote=claim.quote,
            subject=_name_parts(claim.subject),
            metric=_name_parts(claim.metric),
            text=claim.quantity.text,
            noun=claim.quantity.noun,
            period_span=(period.span.start, period.span.end) if period.span else None,
            period_text=period.text,
            label=period.label,
            period_kind=period.kind,
            fixed_by=period.fixed_by,
            attribution=claim.attribution,
            block=claim.block,
        )
    )


def rebuilt(shared: Shared, packed: bytes, source: Source) -> Claim:
    """The claim that the rows were made of."""
    rest = _decoder.decode(packed)
    span = Span(rest.start, rest.end)
    return Claim(
        source,
        span,
        Span(rest.quote_start, rest.quote_end),
        rest.quote,
        Name(*rest.subject) if rest.subject else None,
        Name(*rest.metric) if rest.metric else None,
        shared.measure,
        shared.basis,
        Quantity(
            span,
            rest.text,
            shared.stated,
            shared.low,
            shared.high,
            shared.low_open,
            shared.high_open,
            shared.unit,
            shared.bound,
            shared.precision,
            rest.noun,
        ),
        Period(
            Span(*rest.period_span) if rest.period_span else None,
            rest.period_text,
            shared.start,
            shared.end,
            rest.label,
            rest.period_kind,
            rest.fixed_by,
        ),
        shared.modality,
        shared.scope,
        rest.attribution,
        rest.block,
        rest.id,
    )


class Shared(NamedTuple):
    """A statement's row as values, made once for all its claims."""

    measure: Measure
    start: date | None
    end: date | None
    scope: tuple[str, ...]
    modality: Modality
    basis: Basis | None
    stated: Decimal | None
    low: Decimal | None
    high: Decimal | None
    low_open: bool
    high_open: bool
    unit: str | None
    bound: Bound
    precision: Decimal


def shared(columns: Sequence[Any]) -> Shared:
    """The values of a statement's row."""
    row = StatementRow(*columns)
    return Shared(
        measure=_MEASURES[row.measure],
        start=_day(row.first_day),
        end=_day(row.last_day),
        scope=tuple(json.loads(row.scope)) if row.scope else (),
        modality=_MODALITIES[row.modality],
        basis=_BASES[row.basis] if row.basis else None,
        stated=_decimal(row.stated),
        low=_decimal(row.low),
        high=_decimal(row.high),
        low_open=bool(row.low_open),
        high_open=bool(row.high_open),
        unit=row.unit,
        bound=_BOUNDS[row.bound],
        precision=Decimal(row.precise),
    )


# an enum called with a value takes ten times as long as a dictionary
_MEASURES = {m.value: m for m in Measure}
_MODALITIES = {m.value: m for m in Modality}
_BASES = {b.value: b for b in Basis}
_BOUNDS = {b.value: b for b in Bound}


@lru_cache(maxsize=65536)
def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _day_text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _decimal_text(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _name_parts(name: Name | None) -> tuple[str, str, str] | None:
    return (name.id, name.name, name.text) if name else None
