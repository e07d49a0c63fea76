"""Several numbers that belong together: ranges, lists with one unit, hedges over lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

import msgspec

from claimcheck.extract.hedges import Hedge, interval
from claimcheck.extract.numbers import (
    Numeral,
    read_chinese,
)
from claimcheck.extract.quantity_grammar import (
    NO_UNIT,
    ONE,
    Grammar,
    Reader,
    Term,
    front_currency,
    window,
)
from claimcheck.extract.quantity_reading import (
    Dressed,
    in_front,
    make_quantity,
    read_behind,
    read_quantity,
)
from claimcheck.extract.quantity_terms import plain_number, read_term, times
from claimcheck.extract.units import Unit
from claimcheck.model import Bound, Quantity

_LONGEST_CURRENCY = 5
_LARGE = 10000
_CURRENCY = re.compile(r"[A-Z]{3}")


def find_range(reader: Reader, first: Term, behind: Dressed, floor: int) -> Quantity | None:
    """13亿至14亿, 25~29%, 3至5亿元, between 3 and 4 million: one quantity with two ends."""
    if reader.folded[behind.end : behind.end + 1] not in reader.grammar.joints:
        return None
    start, folded = first.start, reader.folded
    joint = _joint(reader, start, behind.end, floor)
    if joint is None or behind.hedge or _moves_away(reader, start, floor):
        return None
    match = reader.grammar.body.match(folded, _past_currency(reader, joint.end()), reader.end)
    second = read_term(reader, match) if match else None
    if second is None:
        return None
    last = read_behind(reader, second)
    low = behind.numeral
    if not low.scaled and low.arabic and last.numeral.scale > 1:
        low = times(low, last.numeral.scale)
    if behind.unit is NO_UNIT and last.unit is not NO_UNIT and last.unit.kind in ("percent", "pp"):
        low = low if first.unit.kind == last.unit.kind else _shared(low, last)
    if last.unit is NO_UNIT and first.unit.kind == "percent":
        last = msgspec.structs.replace(last, unit=first.unit)  # 百分之五到十
    same = behind.unit is NO_UNIT or behind.unit.name == last.unit.name
    named = last.unit is not NO_UNIT or last.numeral.scaled or front_currency(reader, start, floor)
    if not same or not named or low.low >= last.numeral.low or low.bare:
        return None
    numeral = Numeral(None, low.low, last.numeral.high, last.numeral.place, Bound.RANGE, arabic=True)
    dressed = Dressed(numeral, last.unit, last.hedge, start, last.end)
    return make_quantity(reader, in_front(reader, dressed, floor, first.unit is NO_UNIT))


def _moves_away(reader: Reader, start: int, floor: int) -> bool:
    """Whether a movement starts at the number: from 13亿, from $3.2bn."""
    money = front_currency(reader, start, floor)
    before = window(reader, money[1] if money else start, floor)
    return reader.grammar.away.match(before.lstrip()) is not None


def _joint(reader: Reader, start: int, at: int, floor: int) -> re.Match[str] | None:
    """What joins the two ends of a range; 和 and «and» do so after a word for «between»."""
    rules = reader.grammar
    money = front_currency(reader, start, floor)
    if rules.between.match(window(reader, money[1] if money else start, floor)):
        return rules.both.match(reader.folded, at, reader.end)
    return rules.to.match(reader.folded, at, reader.end) or rules.dash.match(reader.folded, at, reader.end)


def _past_currency(reader: Reader, at: int) -> int:
    """Where the number of «$5.2 billion» begins, if a currency stands at ``at``."""
    known = reader.grammar.units.before
    ends = [at + n for n in range(_LONGEST_CURRENCY, 0, -1) if reader.folded[at : at + n].strip() in known]
    return ends[0] if ends else at


def _shared(low: Numeral, last: Dressed) -> Numeral:
    """The first end in the unit of the second: the 七 of 七到八成 is 70."""
    factor = last.unit.factor if last.unit.factor != 1 else ONE
    return times(low, Decimal(10) if last.numeral.low >= 10 * low.low else factor)


def find_slash_list(reader: Reader, match: re.Match[str], floor: int) -> tuple[list[Quantity], int] | None:
    """2.79/4.58/5.57亿: three quantities that share the last one's scale and unit."""
    if reader.folded.find("/", match.start(), match.end() + 1) < 0:
        return None
    head = reader.grammar.slash.match(reader.folded, match.start(), reader.end)
    if head is None or match["words"]:
        return None
    items = head[0].rstrip("/").split("/")
    final = reader.grammar.body.match(reader.folded, head.end(), reader.end)
    last = plain_number(reader, final) if final else None
    if last is None or (len(items) < 2 and "." not in head[0]):
        return None
    tail = read_quantity(reader, last, read_behind(reader, last), head.end())
    if tail is None or tail.stated is None:
        return None
    whole = [*_listed(reader, items, head.start(), last, tail), tail]
    return whole, tail.span.end


def _listed(reader: Reader, items: list[str], at: int, last: Term, tail: Quantity) -> Iterator[Quantity]:
    scale = tail.stated / last.numeral.low if tail.stated and last.numeral.low else ONE
    for item in items:
        read = read_chinese(item, reader.grammar.numerals)
        if read is not None:
            whole = times(read, last.numeral.scale * scale)
            whole = msgspec.structs.replace(whole, scaled=last.numeral.scaled)
            unit = Unit(
                tail.unit or "", ONE, "count" if tail.unit == "count" else tail.unit or "number", tail.noun
            )
            yield make_quantity(reader, Dressed(whole, unit, None, at, at + len(item)))
        at += len(item) + 1


def with_shared_units(found: list[Quantity], folded: str, rules: Grammar) -> list[Quantity]:
    """The quantities with the currency at a list's end given to all of it: 122亿、127.6亿和|129.6亿元."""
    if not any(q.unit is None for q in found):
        return found
    out = found[-1:]
    for quantity in reversed(found[:-1]):
        out.append(_with_unit_of(quantity, out[-1], folded, rules))
    return out[::-1]


def _with_unit_of(quantity: Quantity, following: Quantity, folded: str, rules: Grammar) -> Quantity:
    if quantity.unit is not None or following.unit is None or not _CURRENCY.fullmatch(following.unit):
        return quantity
    between = folded[quantity.span.end : following.span.start]
    if not _is_scaled(quantity) or not _is_scaled(following) or not rules.hedges.between.fullmatch(between):
        return quantity
    return msgspec.structs.replace(quantity, unit=following.unit)


def _is_scaled(quantity: Quantity) -> bool:
    """Whether an amount is said in large units (万, 亿): a list mark or a year is not."""
    return quantity.low is not None and abs(quantity.low) >= _LARGE


def distributed(found: list[Quantity], folded: str, rules: Grammar) -> list[Quantity]:
    """The quantities with a hedge in front of a list given to each of its members (超过70%和80%)."""
    out = found[:1]
    for before, quantity in pairwise(found):
        out.append(_inherits(out[-1], before, quantity, folded, rules))
    return out


def _inherits(
    hedged: Quantity, before: Quantity, quantity: Quantity, folded: str, rules: Grammar
) -> Quantity:
    between = folded[before.span.end : quantity.span.start]
    if quantity.bound is not Bound.EXACT or hedged.unit != quantity.unit or quantity.stated is None:
        return quantity
    if hedged.bound in (Bound.EXACT, Bound.ORDER, Bound.RANGE) or not rules.hedges.between.fullmatch(between):
        return quantity
    if _ends_with_hedge(before, folded, rules):
        return quantity
    closed = not (hedged.low_open if hedged.bound is Bound.OVER else hedged.high_open)
    numeral = Numeral(quantity.stated, quantity.stated, quantity.stated, quantity.precision)
    low, high, low_open, high_open = interval(numeral, Hedge(hedged.bound, closed, 0), False, rules.hedges)
    return msgspec.structs.replace(
        quantity, low=low, high=high, low_open=low_open, high_open=high_open, bound=hedged.bound
    )


def _ends_with_hedge(quantity: Quantity, folded: str, rules: Grammar) -> bool:
    """Whether the hedge stands behind its number, where it says nothing about the next one."""
    words = folded[quantity.span.start : quantity.span.end]
    return any(words.endswith(w) for w in rules.hedges.after)
