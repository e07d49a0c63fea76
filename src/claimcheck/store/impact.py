"""What a changed figure touches: the articles that state it, and the figures derived from it.

A derived figure is one whose measure says what it was made of: growth, change or multiple from a base
period; a share of a whole; a total of a longer period.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal, localcontext
from enum import StrEnum

import msgspec

from claimcheck.agreement import agreement, is_exact
from claimcheck.errors import UsageError
from claimcheck.extract import calendar, read
from claimcheck.formats import load
from claimcheck.lexicon import Lexicon
from claimcheck.matching import When, carrier, key_of, when
from claimcheck.model import Agreement, Basis, Claim, Document, Measure, Quantity, Reading
from claimcheck.store import queries, structured
from claimcheck.store.archive import Archive
from claimcheck.store.writing import Fact

_DIGITS = 34


class Relation(StrEnum):
    """How a derived figure depends on the changed one."""

    GROWTH = "growth"
    CHANGE = "change"
    MULTIPLE = "multiple"
    SHARE = "share"
    SUM = "sum"


class Stating(msgspec.Struct, frozen=True, eq=False):
    """A published claim of the very figure, and how it relates to the new value."""

    claim: Claim
    agreement: Agreement


class Move(msgspec.Struct, frozen=True, eq=False):
    """A published derived figure, what it would be now, and the claim it was worked out with, if any."""

    relation: Relation
    claim: Claim
    value: Decimal
    moves: bool
    base: Claim | None = None


class Impact(msgspec.Struct, frozen=True, eq=False):
    """The new figure, who states the old one, and what else would change."""

    claim: Claim
    stating: tuple[Stating, ...]
    moves: tuple[Move, ...]
    documents: tuple[Document, ...]


# ---------------------------------------------------------------- the figure that changes


def stated_claim(words: str, published: date | None, lexicon: Lexicon) -> Claim:
    """The one claim of a line such as «快手 GMV 2022Q1 = 1748亿元»; UsageError if it is not just one."""
    claims = read(load("<figure>", text=words, published=published), lexicon).claims
    if len(claims) != 1 or claims[0].metric is None:
        raise UsageError(
            f"{words!r}: {len(claims)} figures read; expected one, like «快手 GMV 2022Q1 = 1748亿元»"
        )
    return claims[0]


def claim_of_json(path: str, data: bytes, lexicon: Lexicon) -> Claim:
    """The claim of a JSON file: a line of ``extract --format jsonl``, or one figure by columns."""
    import json

    try:
        found = json.loads(data, parse_float=str, parse_int=str)
    except ValueError as error:
        raise UsageError(f"{path}: not JSON: {error}") from None
    if isinstance(found, dict) and isinstance(found.get("value"), dict):
        found = _columns(found)
    packed = json.dumps([found] if isinstance(found, dict) else found, ensure_ascii=False).encode()
    claims = structured.read(path, packed, "outlet", None, lexicon).claims
    if len(claims) != 1:
        raise UsageError(f"{path}: {len(claims)} figures; expected one")
    return claims[0]


def _columns(claim: dict[str, object]) -> dict[str, object]:
    """A claim as ``extract`` writes it, as the columns of a figure."""
    value, period = claim["value"], claim.get("period")
    told = {
        name: part.get("id") for name in ("subject", "metric") if isinstance(part := claim.get(name), dict)
    }
    days = {k: period.get(k) for k in ("start", "end")} if isinstance(period, dict) else {}
    kept = {name: claim.get(name) for name in ("measure", "basis", "modality", "scope")}
    assert isinstance(value, dict)
    words = {"value": value.get("text") or value.get("stated"), "unit": value.get("unit")}
    return {name: word for name, word in {**told, **words, **days, **kept}.items() if word}


# ---------------------------------------------------------------- what it touches


def impact(archive: Archive, claim: Claim, lexicon: Lexicon) -> Impact:
    """What the archive holds that states the figure, or was worked out from it."""
    readings = queries.readings_of(archive.store, _facts(claim, lexicon), as_of=archive.as_of)
    claims = [c for reading in readings for c in reading.claims if c.modality is claim.modality]
    stating = [Stating(c, _agreement(c, claim)) for c in claims if _same_fact(c, claim, lexicon)]
    levels = Levels(claim, _leading(claims, lexicon), lexicon)
    moves = [move for c in claims if (move := _move(c, levels)) is not None]
    kept = {s.claim.document for s in stating} | {m.claim.document for m in moves}
    return Impact(
        claim,
        tuple(sorted(stating, key=lambda s: _place(s.claim))),
        tuple(sorted(moves, key=lambda m: (not m.moves, _place(m.claim)))),
        _documents(readings, kept | {m.base.document for m in moves if m.base}),
    )


def _facts(claim: Claim, lexicon: Lexicon) -> list[Fact]:
    """The metric of the subject, of its parts and of its whole."""
    assert claim.metric is not None
    metric = claim.metric.id
    own = carrier(claim.subject.id, metric, lexicon) if claim.subject else ""
    parts = [name for name, entry in lexicon.subjects.items() if entry.part_of == own]
    return [(subject, metric) for subject in (own, *parts)]


def _same_fact(a: Claim, b: Claim, lexicon: Lexicon) -> bool:
    same = key_of(a, lexicon) == key_of(b, lexicon) and when(a.period) == when(b.period)
    return same and a.scope == b.scope


def _agreement(a: Claim, b: Claim) -> Agreement:
    return agreement(a.quantity, b.quantity) if a.quantity.unit == b.quantity.unit else Agreement.DISJOINT


def _place(claim: Claim) -> tuple[object, ...]:
    return (claim.source.published or date.max, claim.document, claim.span)


def _documents(readings: Iterable[Reading], wanted: set[str]) -> tuple[Document, ...]:
    return tuple(r.document for r in readings if r.document.source.document in wanted)


# ---------------------------------------------------------------- derived figures


Place = tuple[str, When, tuple[str, ...]]


class Levels(msgspec.Struct, frozen=True, eq=False):
    """The new figure, and the leading published level of each subject, period and scope."""

    new: Claim
    known: dict[Place, Claim]
    lexicon: Lexicon

    def at(self, claim: Claim, bounds: tuple[date, date]) -> Claim | None:
        """The published level of a claim's subject and scope in another period."""
        place = (_subject(claim, self.lexicon), When(*bounds, when(claim.period).instant, ""), claim.scope)
        return self.known.get(place)

    def is_new(self, claim: Claim, bounds: tuple[date, date]) -> bool:
        """Whether the changed figure is the level of that claim's subject and scope in that period."""
        return self.is_of(claim) and (self.new.period.start, self.new.period.end) == bounds

    def is_of(self, claim: Claim) -> bool:
        """Whether the claim is about the subject and scope of the changed figure."""
        return (_subject(claim, self.lexicon), claim.scope) == (
            _subject(self.new, self.lexicon),
            self.new.scope,
        )

    @property
    def old(self) -> Claim | None:
        """What was published for the changed figure."""
        return self.known.get((_subject(self.new, self.lexicon), when(self.new.period), self.new.scope))


def _subject(claim: Claim, lexicon: Lexicon) -> str:
    key = key_of(claim, lexicon)
    return key.subject if key else ""


def _leading(claims: Sequence[Claim], lexicon: Lexicon) -> dict[Place, Claim]:
    """For each place the exact level of the highest authority that most origins state."""
    support: dict[tuple[object, ...], set[str]] = {}
    for claim in claims:
        said = (_subject(claim, lexicon), when(claim.period), claim.scope, claim.quantity.stated)
        support.setdefault(said, set()).add(claim.source.origin or claim.document)
    best: dict[Place, tuple[tuple[object, ...], Claim]] = {}
    for claim in claims:
        if claim.measure is Measure.LEVEL and is_exact(claim.quantity):
            place = (_subject(claim, lexicon), when(claim.period), claim.scope)
            rank = _rank(claim, len(support[(*place, claim.quantity.stated)]))
            if place not in best or rank < best[place][0]:
                best[place] = (rank, claim)
    return {place: claim for place, (_, claim) in best.items()}


def _rank(claim: Claim, support: int) -> tuple[object, ...]:
    authority = ("filing", "release", "outlet")
    known = authority.index(claim.source.authority) if claim.source.authority in authority else 3
    age = -(claim.source.published or date.min).toordinal()
    return (known, -support, claim.quantity.precision, age, claim.document, claim.span)


def _move(claim: Claim, levels: Levels) -> Move | None:
    """What a published figure would be, if it depends on the changed one."""
    start, end = claim.period.start, claim.period.end
    if start is None or end is None or not is_exact(claim.quantity) or levels.new.quantity.stated is None:
        return None
    with localcontext() as context:
        context.prec = _DIGITS
        if claim.measure in (Measure.GROWTH, Measure.CHANGE, Measure.MULTIPLE):
            return _from_base(claim, (start, end), levels)
        if claim.measure is Measure.SHARE:
            return _of_share(claim, levels)
        return _of_sum(claim, (start, end), levels)


def _from_base(claim: Claim, bounds: tuple[date, date], levels: Levels) -> Move | None:
    """A growth, change or multiple whose end or base the changed figure is."""
    before = base_period(bounds, claim.basis)
    if before is None:
        return None
    new = levels.new.quantity.stated
    if levels.is_new(claim, bounds):
        base = levels.at(claim, before)
        then = base.quantity.stated if base else _implied_base(claim, levels)
        return _moved(claim, new, then, base)
    if levels.is_new(claim, before):
        now = levels.at(claim, bounds)
        return _moved(claim, now.quantity.stated if now else None, new, now)
    return None


def _implied_base(claim: Claim, levels: Levels) -> Decimal | None:
    """The base that the published level and the published growth come to."""
    old, value = levels.old, claim.quantity.stated
    if old is None or old.quantity.stated is None or value is None:
        return None
    level = old.quantity.stated
    if claim.measure is Measure.CHANGE:
        return level - value
    factor = 1 + value / 100 if claim.measure is Measure.GROWTH else value
    return level / factor if factor else None


def _moved(claim: Claim, now: Decimal | None, then: Decimal | None, base: Claim | None) -> Move | None:
    if now is None or not then:
        return None
    value = {
        Measure.GROWTH: (now / then - 1) * 100,
        Measure.CHANGE: now - then,
        Measure.MULTIPLE: now / then,
    }[claim.measure]
    return _said(Relation(claim.measure.value), claim, value, base)


def _of_share(claim: Claim, levels: Levels) -> Move | None:
    """A share of the changed figure in a whole, or of a part in it, that grows or shrinks with it."""
    old, new, share = levels.old, levels.new.quantity.stated, claim.quantity.stated
    if old is None or not old.quantity.stated or not new or share is None:
        return None
    if when(claim.period) != when(levels.new.period):
        return None
    factor = new / old.quantity.stated
    if levels.is_of(claim):
        return _said(Relation.SHARE, claim, share * factor, old)
    entry = levels.lexicon.subjects.get(_subject(claim, levels.lexicon))
    is_part = entry is not None and entry.part_of == _subject(levels.new, levels.lexicon)
    return _said(Relation.SHARE, claim, share / factor, old) if is_part else None


def _of_sum(claim: Claim, bounds: tuple[date, date], levels: Levels) -> Move | None:
    """A total of a longer period that contains the changed one, moved by the difference."""
    old, new = levels.old, levels.new
    start, end = new.period.start, new.period.end
    if old is None or start is None or end is None or start == end or not levels.is_of(claim):
        return None
    longer = bounds[0] <= start and end <= bounds[1] and bounds != (start, end)
    values = (claim.quantity.stated, new.quantity.stated, old.quantity.stated)
    if not longer or not _adds_up(claim, levels.lexicon) or None in values:
        return None
    total, now, then = (v for v in values if v is not None)
    return _said(Relation.SUM, claim, total + now - then, old)


def _adds_up(claim: Claim, lexicon: Lexicon) -> bool:
    """Whether figures of parts of a period add up to that of the whole: flows do."""
    entry = lexicon.metrics.get(claim.metric.id) if claim.metric else None
    return entry is not None and entry.kind == "flow"


def _said(relation: Relation, claim: Claim, value: Decimal, base: Claim | None) -> Move:
    """The move; it counts only where the published wording no longer fits."""
    written = rounded(value, claim.quantity)
    return Move(relation, claim, written, written != claim.quantity.stated, base)


def rounded(value: Decimal, like: Quantity) -> Decimal:
    """The value in the precision that the published one was written in."""
    if like.precision <= 0:
        return value
    return (value / like.precision).to_integral_value() * like.precision


def base_period(bounds: tuple[date, date], basis: Basis | None) -> tuple[date, date] | None:
    """The period that a growth of this basis is measured from; ``None`` where that is not said."""
    start, end = bounds
    if basis is Basis.YOY:
        return calendar.shift_year(bounds, -1)
    if basis is Basis.YTD:
        last = date(end.year, 1, 1) - timedelta(days=1)
        return last, last
    for name in {Basis.QOQ: ("quarter", "half"), Basis.MOM: ("month",)}.get(basis, ()) if basis else ():
        if calendar.unit(start, name) == bounds:
            return calendar.unit(start, name, -1)
        if start == end:
            day = calendar.unit(start, name, -1)[1]
            return day, day
    return None


def moving(found: Impact) -> Iterator[Move]:
    """The derived figures whose published wording would no longer hold."""
    return (move for move in found.moves if move.moves)
