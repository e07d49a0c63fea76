"""A number with all that belongs to it: its unit behind, its hedge and currency around, its interval."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from claimcheck.extract.arithmetic import last_place
from claimcheck.extract.hedges import Hedge, hedge_after, interval
from claimcheck.extract.numbers import (
    Numeral,
)
from claimcheck.extract.quantity_grammar import (
    HALF,
    NO_UNIT,
    ONE,
    Reader,
    Term,
    front_currency,
    front_hedge,
    window,
)
from claimcheck.extract.quantity_terms import negated, next_term, times
from claimcheck.extract.units import Unit
from claimcheck.model import Bound, Quantity, Span


class Dressed(msgspec.Struct, frozen=True):
    """A numeral with its unit, the hedge around it, and where all of it lies."""

    numeral: Numeral
    unit: Unit
    hedge: Hedge | None
    start: int
    end: int


def dressed_term(reader: Reader, term: Term, floor: int) -> Dressed:
    """The term with everything that belongs to it behind and in front."""
    return in_front(reader, read_behind(reader, term), floor, term.unit is NO_UNIT)


def read_behind(reader: Reader, term: Term) -> Dressed:
    """Return the term with the unit and hedge behind it."""
    rules, folded = reader.grammar, reader.folded
    numeral, at, hedge = term.numeral, term.end, None
    if folded[at : at + 1] not in rules.hedges.starts:
        pass
    elif order := rules.hedges.after_scale.match(folded, at, reader.end):
        if numeral.scaled and numeral.bare:
            at = order.end()
    else:
        hedge = _after(reader, at)
    numeral, at = _more(reader, numeral, hedge, at)
    unit = term.unit
    if unit is NO_UNIT:
        unit, numeral, at = _unit(reader, numeral, at)
    if hedge is None and (hedge := _after(reader, at)):
        numeral, at = _more(reader, numeral, hedge, at)
        unit, numeral, at = _timed(reader, unit, numeral, at)
    elif half := _half_more(reader, unit, at):
        unit, numeral, at = half[0], _plus(numeral, HALF, HALF / 5), half[1]
    elif order := rules.hedges.after_scale.match(folded, at, reader.end) if unit.name else None:
        at = order.end() if numeral.bare else at
    return Dressed(numeral, unit, hedge, term.start, at)


def _timed(reader: Reader, unit: Unit, numeral: Numeral, at: int) -> tuple[Unit, Numeral, int]:
    """3个多小时: the unit proper stands behind the hedge."""
    behind = _unit(reader, numeral, at) if unit.kind == "count" else None
    return behind if behind and behind[0].kind == "time" else (unit, numeral, at)


def _half_more(reader: Reader, unit: Unit, at: int) -> tuple[Unit, int] | None:
    """5个半小时, 三年半: the unit that half more is said of, and where it ends."""
    half = reader.grammar.units.half
    if unit.kind not in ("time", "count") or not reader.folded.startswith(half, at):
        return None
    if unit.kind == "time":
        return (unit, at + len(half)) if unit.noun == "" else None
    table, after = reader.grammar.units, at + len(half)
    for word in (unit.noun, ""):  # 两个半月 is of 个月, 三个半小时 of 小时
        match = table.behind.match(word + reader.folded[after : min(after + 4, reader.end)])
        inner = table.after[match[0].strip(" -")] if match else NO_UNIT
        if match and inner.kind == "time":
            return inner, after + match.end() - len(word)
    return None


def _after(reader: Reader, at: int) -> Hedge | None:
    if reader.folded[at : at + 1] not in reader.grammar.hedges.starts:
        return None
    hedge = hedge_after(reader.folded, at, reader.grammar.hedges)
    return hedge if hedge and hedge.edge <= reader.end else None


def _more(reader: Reader, numeral: Numeral, hedge: Hedge | None, at: int) -> tuple[Numeral, int]:
    """Past the hedge; 40多 and 100余 also end below the next 10 or 100."""
    if hedge is None:
        return numeral, at
    word = reader.folded[at : hedge.edge].strip()
    if word in reader.grammar.numerals.more and numeral.stated is not None:
        numeral = msgspec.structs.replace(
            numeral, high=numeral.low + last_place(numeral.low), bound=Bound.OVER, bare=False
        )
    return numeral, hedge.edge


def _unit(reader: Reader, numeral: Numeral, at: int) -> tuple[Unit, Numeral, int]:
    """The unit behind a number with the number brought to it, and where it ends."""
    table, folded = reader.grammar.units, reader.folded
    if folded[at : at + 1] not in table.starts:
        return NO_UNIT, numeral, at
    match = table.behind.match(folded, at, reader.end)
    if match is None:
        return NO_UNIT, numeral, at
    word = match[0].strip(" -") if match[0][0] == "-" and match[0] not in table.after else match[0].strip(" ")
    unit, end = table.after[word], match.end()
    if folded.startswith(table.guards.get(word, ("\0",)), end):
        return NO_UNIT, numeral, at
    if word in table.tenths or word in table.discounts:
        return _tenth(reader, numeral, unit, word, at, end)
    if unit.kind == "money":
        return _money(reader, times(numeral, unit.factor), unit, word, end)
    return unit, times(numeral, unit.factor), end


def _tenth(
    reader: Reader, numeral: Numeral, unit: Unit, word: str, at: int, end: int
) -> tuple[Unit, Numeral, int]:
    """九成, 五成半 and 八折; 三成立 is none of them."""
    table, folded = reader.grammar.units, reader.folded
    after = folded[end : end + 1]
    if numeral.low > 100 or (after in tuple(table.not_tenth) and not _is_hedged_tenth(reader, after, at)):
        return NO_UNIT, numeral, at
    if numeral.low > 10:
        numeral = times(numeral, ONE / 10)
    numeral = times(numeral, unit.factor)
    if word in table.tenths and folded.startswith(table.half, end):
        numeral, end = _plus(numeral, Decimal(5), ONE), end + len(table.half)
    elif word in table.tenths and numeral.place == 10 and (digit := _digit_more(reader, end)):
        numeral, end = _plus(numeral, digit, ONE), end + 1
    return Unit(unit.name, ONE, unit.kind, word if word in table.discounts else ""), numeral, end


def _is_hedged_tenth(reader: Reader, after: str, at: int) -> bool:
    """近六成为女性: one digit behind a hedge is no piece of a word, as it is in 之一成为."""
    return after in tuple(reader.grammar.units.hedged_tenths) and bool(
        front_hedge(reader, at - 1, reader.floor, bare=False)
    )


def _digit_more(reader: Reader, at: int) -> Decimal | None:
    """The 五 of 七成五, which counts nothing itself."""
    rules, folded = reader.grammar, reader.folded
    digit = rules.numerals.digits.get(folded[at : at + 1], 0)
    after = folded[at + 1 : at + 2]
    if not 0 < digit < 10 or after in rules.numerals.digits or after in rules.numerals.powers:
        return None
    counts = rules.units.behind.match(folded, at + 1, reader.end) or rules.to.match(folded, at + 1)
    return None if counts or after in tuple(rules.numerals.point) else Decimal(digit)


def _plus(numeral: Numeral, amount: Decimal, place: Decimal) -> Numeral:
    stated = None if numeral.stated is None else numeral.stated + amount
    return msgspec.structs.replace(
        numeral, stated=stated, low=numeral.low + amount, high=numeral.high + amount, place=place
    )


def _money(reader: Reader, numeral: Numeral, unit: Unit, word: str, end: int) -> tuple[Unit, Numeral, int]:
    """A sum of money with its small change (50元6角三分) and what it is paid for (元/股)."""
    table, folded = reader.grammar.units, reader.folded
    while word in table.main and (part := _change(reader, end)):
        amount, end = part
        numeral = _plus(numeral, amount[0], amount[1])
    for tail in table.tails:
        end += len(tail) if folded.startswith(tail, end) else 0
    per = table.per.match(folded, end, reader.end)
    noun = "/" + per["thing"] if per else ""
    return Unit(unit.name, ONE, "money", noun), numeral, per.end() if per else end


def _change(reader: Reader, at: int) -> tuple[tuple[Decimal, Decimal], int] | None:
    part = next_term(reader, at)
    if part is None or part.numeral.scaled:
        return None
    for word, unit in reader.grammar.units.change.items():
        if reader.folded.startswith(word, part.end):
            return (part.numeral.low * unit.factor, unit.factor), part.end + len(word)
    return None


def in_front(reader: Reader, dressed: Dressed, floor: int, free: bool) -> Dressed:
    """Currency and hedge in front of the number, in either order (约人民币7亿, 人民币约7亿)."""
    start, unit, hedge = dressed.start, dressed.unit, dressed.hedge
    front: Hedge | None = None
    numeral, end = dressed.numeral, dressed.end
    for _ in range(3):
        if free and (found := front_currency(reader, start, floor)):
            code, start = found
            unit, free = Unit(code, ONE, "money", unit.noun if unit.kind == "money" else ""), False
            if numeral.low > 0 and numeral.bound is Bound.EXACT and (below := _minus(reader, start, floor)):
                numeral, start = negated(numeral), start - below
        elif front is None and (front := front_hedge(reader, start, floor, numeral.bare)):
            start, hedge = front.edge, front
        else:
            break
    return Dressed(numeral, unit, hedge, start, end)


def _minus(reader: Reader, start: int, floor: int) -> int:
    """How long the sign in front of a currency is (-$120 million); 0 where there is none."""
    match = reader.grammar.minus.match(window(reader, start, 0))
    return match.end() if match and start - match.end() >= floor else 0


def read_quantity(reader: Reader, term: Term, behind: Dressed, floor: int) -> Quantity | None:
    """The quantity of a term with what stands ``behind`` it, or None where its characters are no number."""
    dressed = in_front(reader, behind, floor, term.unit is NO_UNIT)
    return make_quantity(reader, dressed) if _stands(reader, term, dressed) else None


def make_quantity(reader: Reader, dressed: Dressed) -> Quantity:
    """The quantity of a dressed numeral: its interval, its bound, its place in the text."""
    numeral, unit, hedge = dressed.numeral, dressed.unit, dressed.hedge
    if numeral.bare and hedge:
        numeral = msgspec.structs.replace(numeral, bare=False)
    written_out = not numeral.scaled and numeral.place == 1 and unit.kind in ("number", "count", "time")
    low, high, low_open, high_open = interval(
        numeral, hedge, written_out or unit.noun in reader.grammar.units.discounts, reader.grammar.hedges
    )
    bound = hedge.bound if hedge else Bound.ORDER if numeral.bare else numeral.bound
    return Quantity(
        Span(dressed.start, dressed.end),
        reader.text[dressed.start : dressed.end],
        _plain(numeral.stated),
        _plain(low),
        _plain(high),
        low_open,
        high_open,
        unit.name or None,
        bound,
        _plain(numeral.place) or ONE,
        unit.noun,
    )


def _plain(value: Decimal | None) -> Decimal | None:
    """The same value without trailing zeros behind the point and without an exponent."""
    if value is None:
        return None
    digits = str(value)
    if digits.isdigit():
        return value
    if "E" in digits:
        digits = f"{value:f}"
    return Decimal(digits.rstrip("0").rstrip(".")) if "." in digits else Decimal(digits)


def _stands(reader: Reader, term: Term, dressed: Dressed) -> bool:
    """Whether the characters are a number here, and not a piece of a word or name."""
    numeral, folded = term.numeral, reader.folded
    written = folded[term.start : term.end]
    if written in reader.grammar.numerals.scales:
        return False  # «million» without a number in front
    if numeral.bare and len(written) == 1 and dressed.hedge is None:
        return numeral.scaled and reader.grammar.hedges.after_scale.match(folded, term.end) is not None
    if folded[dressed.start : dressed.end].strip() == folded.strip():
        return True
    if term.start and folded[term.start - 1] in reader.grammar.ordinal:
        return True
    if written in reader.grammar.formal:
        return False
    bounded = dressed.hedge is not None or dressed.unit.name or term.unit is not NO_UNIT
    if numeral.arabic:
        following = folded[dressed.end : dressed.end + 1]
        return bool(dressed.unit.name) or not (following.isascii() and following.isalpha())
    if written[0].isascii():
        return bool(bounded and written not in ("a", "an")) or numeral.scaled or numeral.low > 10
    if numeral.bare:
        return dressed.hedge is not None or len(written.replace(" ", "")) > 1
    if bounded or numeral.bound is Bound.OVER or (numeral.bound is not Bound.EXACT and numeral.scaled):
        return True
    return (
        len(written) > 1
        and numeral.bound is Bound.EXACT
        and abs(numeral.low) >= 10
        and _starts_with_digit(reader, written)
    )


def _starts_with_digit(reader: Reader, written: str) -> bool:
    powers = reader.grammar.numerals.powers
    return powers.get(written[0], 10) == 10
