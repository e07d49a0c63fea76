"""Text → quantities: every number with its hedge and unit, in text order, never overlapping."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, localcontext
from functools import lru_cache
from itertools import pairwise
from typing import Any

import msgspec
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from claimcheck.extract.hedges import Hedge, Hedges, hedge_after, hedge_before, hedges, interval
from claimcheck.extract.numbers import (
    ARABIC,
    Numeral,
    Numerals,
    alternatives,
    last_place,
    numerals,
    read_chinese,
    read_english,
)
from claimcheck.extract.units import Unit, Units, units
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.model import Bound, Quantity, Span

ONE = Decimal(1)
HALF = Decimal("0.5")
NO_UNIT = Unit("", kind="number")
WINDOW = 32  # how far in front of a number its hedge and currency are looked for


class Grammar(msgspec.Struct, frozen=True, eq=False):
    """Everything that reading quantities needs from a lexicon, compiled."""

    numerals: Numerals
    units: Units
    hedges: Hedges
    start: re.Pattern[str]
    body: re.Pattern[str]
    fixed: dict[str, Any]
    words: Any
    currency: re.Pattern[str]
    bar: re.Pattern[str]
    mixed: re.Pattern[str]
    slash: re.Pattern[str]
    to: re.Pattern[str]
    dash: re.Pattern[str]
    away: re.Pattern[str]
    between: re.Pattern[str]
    both: re.Pattern[str]
    formal: frozenset[str]


class Term(msgspec.Struct, frozen=True):
    """A number in the text; ``unit`` is set where its form already says it (百分之五)."""

    numeral: Numeral
    start: int
    end: int
    unit: Unit = NO_UNIT


class Reader(msgspec.Struct, frozen=True, eq=False):
    """A text to read: folded and as written, with the end of the stretch that is looked at."""

    folded: str
    text: str
    end: int
    floor: int
    grammar: Grammar


@lru_cache(maxsize=4)
def grammar(lexicon: Lexicon) -> Grammar:
    """Return the grammar of quantities, compiled once a lexicon."""
    table = lexicon.table("numbers")
    numbers, unit_table = numerals(lexicon), units(lexicon)
    fixed = {fold(k): v for k, v in table["fixed"].items()}
    body = _body(numbers)
    latin = [w for w in unit_table.before if w[-1].isascii() and w[-1].isalpha()]
    guard = "|".join([r"(?<![a-z\d_])(?<!\d\.)", *(f"(?<={re.escape(w)})" for w in sorted(latin))])
    chars = "".join(numbers.digits) + "".join(numbers.powers) + numbers.some
    sign = rf"(?P<sign>(?<![\da-z)%\]])-(?=[\d.])|[{numbers.minus}] {{0,2}}(?=[\d.{chars}]))?"
    words = alternatives(fixed)
    firsts = "".join(sorted({w[0] for w in fixed})) + "".join(w[0] for w in numbers.words)
    start = (
        rf"(?=[\d.\-{numbers.minus}{chars}{firsts}])"
        rf"(?:(?<![a-z])(?P<fixed>{words})(?![a-z])|{sign}(?:(?=[{chars}])|{guard})(?:{body}))"
    )
    return Grammar(
        numerals=numbers,
        units=unit_table,
        hedges=hedges(lexicon),
        start=re.compile(start),
        body=re.compile(rf"(?:[{numbers.minus}] ?)?(?:{body})"),
        fixed=fixed,
        words=_word_finder(tuple(fold(w) for w in table["not_numbers"])),
        currency=re.compile(rf" {{0,2}}(?:{_reversed(unit_table.before)})"),
        bar=re.compile(" {0,2}" + " {0,2}".join(table["fraction_bar"]) + " {0,2}"),
        mixed=re.compile(rf" ?{table['mixed']} ?"),
        slash=re.compile(rf"(?:{ARABIC})(?:/(?:{ARABIC}))*/(?=\d)"),
        to=re.compile(rf" ?(?:{alternatives(w for w in table['to'] if w != '-')}) ?"),
        dash=re.compile(r" ?[-–—~] ?"),
        between=re.compile(rf" ?(?:{alternatives(fold(w).strip()[::-1] for w in table['between'])})"),
        both=re.compile(rf" ?(?:{alternatives(w.strip() for w in table['between_and'])}) ?"),
        formal=frozenset(fold(w) for w in table["formal"]),
        away=re.compile(rf"(?:{alternatives(w[::-1] for w in table['away_from'])})"),
    )


def _reversed(words: Any) -> str:
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return "|".join(
        re.escape(w[::-1]) + ("(?![a-z])" if w[0].isalpha() and w[0].isascii() else "") for w in ordered
    )


def _body(numbers: Numerals) -> str:
    """Regex of one number: power notation, digits with an English scale, Chinese, or English words."""
    short = alternatives(k for k in numbers.scales if len(k) <= 3)
    long = alternatives(k for k in numbers.scales if len(k) > 3)
    scale = rf"(?:[ -]{{0,2}}(?:{long})(?![a-z])|(?:{short})(?![a-z\d]))"
    word = alternatives([*numbers.words, *(k for k in numbers.scales if len(k) > 3)])
    half = alternatives(numbers.halves)
    return (
        rf"(?P<power>(?:{ARABIC})(?:\^[+-]?\d{{1,2}}|e[+-]?\d{{1,2}})(?![\da-z.]))"
        rf"|(?P<scaled>(?:{ARABIC}){scale}(?:,? (?:and )?(?:{ARABIC}){scale})*)"
        rf"|(?P<chinese>{numbers.run})"
        rf"|(?P<words>(?<![a-z])(?:(?:{half}) )?(?:{word})(?:(?:-| and | )(?:{word}))*(?![a-z]))"
    )


def _word_finder(words: tuple[str, ...]) -> Any:
    return AhoCorasick(
        list(words), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
    )


# ---------------------------------------------------------------- the walk


def find_quantities(folded: str, text: str, lexicon: Lexicon, taken: Sequence[Span] = ()) -> list[Quantity]:
    """Return every quantity of ``text`` in order; ``folded`` is ``fold(text)``, ``taken`` is left alone."""
    rules = grammar(lexicon)
    found: list[Quantity] = []
    start = 0
    for wall in [*_walls(folded, rules, taken), Span(len(folded), len(folded))]:
        if wall.start > start:
            found.extend(_stretch(Reader(folded, text, wall.start, start, rules)))
        start = max(start, wall.end)
    return _distributed(found, folded, rules)


def _walls(folded: str, rules: Grammar, taken: Sequence[Span]) -> list[Span]:
    """What is not looked at: spans taken by others, and words that only look numeric."""
    words = [Span(a, b) for _, a, b in rules.words.find_matches_as_indexes(folded)]
    return sorted([*taken, *(w for w in words if _stands_alone(folded, w, rules))])


def _stands_alone(folded: str, word: Span, rules: Grammar) -> bool:
    """Whether the word is no piece of a longer numeral (the 万一 of 三万一千)."""
    numbers, bar = rules.numerals, rules.bar
    before, first = folded[word.start - 1 : word.start], folded[word.start]
    last, after = folded[word.end - 1], folded[word.end : word.end + 1]
    numeral = numbers.digits.keys() | numbers.powers.keys()
    if first in numeral and before and (before in numeral or before in numbers.some):
        return False
    if bar.match(folded, word.end - 1):  # 十分之三
        return False
    return not (last in numeral and after and (after in numeral or after in numbers.point))


def _stretch(reader: Reader) -> Iterator[Quantity]:
    at = reader.floor
    while match := reader.grammar.start.search(reader.folded, at, reader.end):
        quantities, end = _read(reader, match, at)
        yield from quantities
        at = max(end, match.end() if not quantities else end, match.start() + 1)


def _read(reader: Reader, match: re.Match[str], floor: int) -> tuple[list[Quantity], int]:
    """The quantities that start at a match, and where reading goes on."""
    if match["fixed"]:
        return _fixed(reader, match, floor)
    if listed := _slash_list(reader, match, floor):
        return listed
    term = _term(reader, match)
    if term is None:
        return [], match.end()
    if ranged := _range(reader, term, floor):
        return [ranged], ranged.span.end
    quantity = _quantity(reader, term, floor)
    return ([quantity], quantity.span.end) if quantity else ([], term.end)


# ---------------------------------------------------------------- terms


def _term(reader: Reader, match: re.Match[str]) -> Term | None:
    """The number at a match, with fractions and mixed numbers put together."""
    first = _number(reader, match)
    if first is None:
        return None
    sign = "sign" in match.re.groupindex and bool(match["sign"])
    term = _mixed(reader, first) or _fraction(reader, first) or first
    return Term(_negated(term.numeral), term.start, term.end, term.unit) if sign else term


def _number(reader: Reader, match: re.Match[str]) -> Term | None:
    numbers, folded = reader.grammar.numerals, reader.folded
    if match["power"]:
        numeral = _power_notation(match["power"])
        return Term(numeral, match.start(), match.end()) if numeral else None
    if match["scaled"]:
        return _scaled(reader, match)
    if match["words"]:
        read = read_english(match["words"], numbers)
        return Term(read, match.start(), match.end()) if read else None
    read = read_chinese(match["chinese"], numbers)
    if read is not None:
        return Term(read, match.start(), match.end())
    shorter = re.compile(ARABIC).match(folded, match.start("chinese"), reader.end)
    if shorter is None:
        return None
    read = read_chinese(shorter[0], numbers)
    return Term(read, match.start(), shorter.end()) if read else None


def _scaled(reader: Reader, match: re.Match[str]) -> Term | None:
    """A number with an English scale; a lone m, b or t is one only as a capital or behind a currency."""
    numbers = reader.grammar.numerals
    last = match.end("scaled") - 1
    letter = reader.text[last]
    digits = reader.folded[match.start("scaled") : last]
    if letter.lower() in "mbtw" and digits[-1:].isdigit():
        allowed = letter in numbers.capitals or letter == "w" or _currency(reader, match.start(), 0)
        if not allowed:
            read = read_chinese(digits, numbers)
            return Term(read, match.start(), last) if read else None
    read = read_english(match["scaled"], numbers)
    return Term(read, match.start(), match.end()) if read else None


def _power_notation(text: str) -> Numeral | None:
    base, sign, exponent = re.split(r"(\^|e)", text, maxsplit=1)
    number = Decimal(base.replace(",", ""))
    with localcontext(prec=40):
        value = number.scaleb(int(exponent)) if sign == "e" else number ** int(exponent)
    place = ONE.scaleb(int(exponent) + min(0, int(number.as_tuple().exponent))) if sign == "e" else ONE
    return Numeral(value, value, value, place, arabic=True)


def _negated(numeral: Numeral) -> Numeral:
    stated = None if numeral.stated is None else -numeral.stated
    return msgspec.structs.replace(numeral, stated=stated, low=-numeral.high, high=-numeral.low)


def _next_term(reader: Reader, at: int) -> Term | None:
    match = reader.grammar.body.match(reader.folded, at, reader.end)
    return _number(reader, match) if match else None


def _fraction(reader: Reader, bottom: Term) -> Term | None:
    """三分之一 is a number, 百分之五 and 千分之三 are percentages; 1/3 is a number too."""
    bar = reader.grammar.bar.match(reader.folded, bottom.end, reader.end)
    if bar is None:
        return _slash_fraction(reader, bottom)
    top = _next_term(reader, bar.end())
    if top is None or not bottom.numeral.low:
        return None
    if bottom.numeral.bare:
        factor = 100 / bottom.numeral.low
        numeral = msgspec.structs.replace(_times(top.numeral, factor), bare=False)
        return Term(numeral, bottom.start, top.end, Unit("percent", kind="percent"))
    return Term(_divided(top.numeral, bottom.numeral), bottom.start, top.end, Unit("", kind="fraction"))


def _slash_fraction(reader: Reader, top: Term) -> Term | None:
    match = re.compile(r"(?<=\d)/(\d{1,3})(?![\d/.])").match(reader.folded, top.end, reader.end)
    if match is None or top.numeral.scaled or not top.numeral.arabic or int(match[1]) < 2:
        return None
    if top.numeral.place != 1 or top.numeral.low >= 1000 or not top.numeral.low:
        return None
    bottom = Decimal(match[1])
    return Term(
        _divided(top.numeral, Numeral(bottom, bottom, bottom)),
        top.start,
        match.end(),
        Unit("", kind="fraction"),
    )


def _mixed(reader: Reader, whole: Term) -> Term | None:
    """三又二分之一: a whole number and a fraction."""
    joint = reader.grammar.mixed.match(reader.folded, whole.end, reader.end)
    bottom = _next_term(reader, joint.end()) if joint else None
    part = _fraction(reader, bottom) if bottom else None
    if part is None:
        return None
    value = whole.numeral.low + part.numeral.low
    return Term(Numeral(value, value, value, part.numeral.place), whole.start, part.end, part.unit)


def _divided(top: Numeral, bottom: Numeral) -> Numeral:
    value = top.low / bottom.low
    return Numeral(value, value, value, Decimal("0.01"), arabic=True)


def _times(numeral: Numeral, factor: Decimal) -> Numeral:
    if factor == 1:
        return numeral
    stated = None if numeral.stated is None else numeral.stated * factor
    return msgspec.structs.replace(
        numeral,
        stated=stated,
        low=numeral.low * factor,
        high=numeral.high * factor,
        place=numeral.place * factor,
    )


# ---------------------------------------------------------------- units around a term


class Dressed(msgspec.Struct, frozen=True):
    """A numeral with its unit, the hedge around it, and where all of it lies."""

    numeral: Numeral
    unit: Unit
    hedge: Hedge | None
    start: int
    end: int


def _dressed(reader: Reader, term: Term, floor: int) -> Dressed:
    """The term with everything that belongs to it behind and in front."""
    behind = _behind(reader, term)
    return _in_front(reader, behind, floor, term.unit is NO_UNIT)


def _behind(reader: Reader, term: Term) -> Dressed:
    rules, folded = reader.grammar, reader.folded
    numeral, at, hedge = term.numeral, term.end, None
    if order := rules.hedges.after_scale.match(folded, at, reader.end):
        if numeral.scaled and numeral.bare:
            at = order.end()
    else:
        hedge = _after(reader, at)
    numeral, at = _more(reader, numeral, hedge, at)
    unit, numeral, at = (term.unit, numeral, at) if term.unit is not NO_UNIT else _unit(reader, numeral, at)
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
    inner = _unit(reader, Numeral(ONE, ONE, ONE), at + len(half))
    return (inner[0], inner[2]) if inner[0].kind == "time" else None


def _after(reader: Reader, at: int) -> Hedge | None:
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
    match = table.behind.match(folded, at, reader.end)
    if match is None:
        return NO_UNIT, numeral, at
    word = match[0].strip(" ")
    unit, end = table.after[word], match.end()
    if folded.startswith(table.guards.get(word, ("\0",)), end):
        return NO_UNIT, numeral, at
    if word in table.tenths or word in table.discounts:
        return _tenth(reader, numeral, unit, word, at, end)
    if unit.kind == "money":
        return _money(reader, _times(numeral, unit.factor), unit, word, end)
    return unit, _times(numeral, unit.factor), end


def _tenth(
    reader: Reader, numeral: Numeral, unit: Unit, word: str, at: int, end: int
) -> tuple[Unit, Numeral, int]:
    """九成, 五成半 and 八折; 三成立 is none of them."""
    table, folded = reader.grammar.units, reader.folded
    if folded[end : end + 1] in tuple(table.not_tenth) or numeral.low > 100:
        return NO_UNIT, numeral, at
    if numeral.low > 10:
        numeral = _times(numeral, ONE / 10)
    numeral = _times(numeral, unit.factor)
    if word in table.tenths and folded.startswith(table.half, end):
        numeral, end = _plus(numeral, Decimal(5), ONE), end + len(table.half)
    return Unit(unit.name, ONE, unit.kind, word if word in table.discounts else ""), numeral, end


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
    noun = "/" + re.sub(r"^ ?(?:/|每|per |a )", "", per[0]) if per else ""
    return Unit(unit.name, ONE, "money", noun), numeral, per.end() if per else end


def _change(reader: Reader, at: int) -> tuple[tuple[Decimal, Decimal], int] | None:
    part = _next_term(reader, at)
    if part is None or part.numeral.scaled:
        return None
    for word, unit in reader.grammar.units.change.items():
        if reader.folded.startswith(word, part.end):
            return (part.numeral.low * unit.factor, unit.factor), part.end + len(word)
    return None


def _in_front(reader: Reader, dressed: Dressed, floor: int, free: bool) -> Dressed:
    """Currency and hedge in front of the number, in either order (约人民币7亿, 人民币约7亿)."""
    start, unit, hedge = dressed.start, dressed.unit, dressed.hedge
    front: Hedge | None = None
    numeral, end = dressed.numeral, dressed.end
    for _ in range(3):
        if free and (found := _currency(reader, start, floor)):
            code, start = found
            unit, free = Unit(code, ONE, "money", unit.noun if unit.kind == "money" else ""), False
        elif front is None and (front := _hedge(reader, start, floor, numeral.bare)):
            start, hedge = front.edge, front
        else:
            break
    return Dressed(numeral, unit, hedge, start, end)


def _window(reader: Reader, start: int, floor: int) -> str:
    return reader.folded[max(floor, start - WINDOW) : start][::-1]


def _currency(reader: Reader, start: int, floor: int) -> tuple[str, int] | None:
    match = reader.grammar.currency.match(_window(reader, start, floor))
    if match is None:
        return None
    return reader.grammar.units.before[match[0].lstrip(" ")[::-1]], start - match.end()


def _hedge(reader: Reader, start: int, floor: int, bare: bool) -> Hedge | None:
    return hedge_before(_window(reader, start, floor), start, reader.grammar.hedges, bare)


# ---------------------------------------------------------------- quantities


def _quantity(reader: Reader, term: Term, floor: int) -> Quantity | None:
    dressed = _dressed(reader, term, floor)
    return _made(reader, dressed) if _stands(reader, term, dressed) else None


def _made(reader: Reader, dressed: Dressed) -> Quantity:
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
    if value is None or value.as_tuple().exponent == 0:
        return value
    short = value.normalize()
    return short if int(short.as_tuple().exponent) <= 0 else short.quantize(ONE)


def _stands(reader: Reader, term: Term, dressed: Dressed) -> bool:
    """Whether the characters are a number here, and not a piece of a word or name."""
    numeral, folded = term.numeral, reader.folded
    written = folded[term.start : term.end]
    if numeral.bare and len(written) == 1 and dressed.hedge is None:
        return False
    if folded[dressed.start : dressed.end].strip() == folded.strip():
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
    if bounded or numeral.bound in (Bound.OVER,):
        return True
    return (
        len(written) > 1
        and numeral.bound is Bound.EXACT
        and numeral.low >= 10
        and _starts_with_digit(reader, written)
    )


def _starts_with_digit(reader: Reader, written: str) -> bool:
    powers = reader.grammar.numerals.powers
    return powers.get(written[0], 10) == 10


def _fixed(reader: Reader, match: re.Match[str], floor: int) -> tuple[list[Quantity], int]:
    """A word that is a quantity as it stands: 翻番, 一半, 两位数, hundreds of millions."""
    entry = reader.grammar.fixed[match["fixed"]]
    stated = Decimal(str(entry["stated"])) if "stated" in entry else None
    low = Decimal(str(entry.get("low", stated)))
    bound = Bound(entry.get("bound", "exact"))
    place = Decimal(str(entry.get("place", 1)))
    high = Decimal(str(entry["high"])) if "high" in entry else low
    noun = match["fixed"] if entry.get("growth") else entry.get("noun", "")
    name = entry.get("unit", "")
    numeral = Numeral(stated, low, high, place, bound if bound is not Bound.OVER else Bound.EXACT)
    unit = Unit(name, ONE, name, noun) if name else NO_UNIT
    term = Term(numeral, match.start(), match.end(), unit)
    dressed = _dressed(reader, term, floor)
    if bound is Bound.OVER and dressed.hedge is None:
        edge = Hedge(Bound.OVER, False, dressed.end)
        dressed = Dressed(numeral, dressed.unit, edge, dressed.start, dressed.end)
    return [_made(reader, dressed)], dressed.end


def _range(reader: Reader, first: Term, floor: int) -> Quantity | None:
    """13亿至14亿, 25~29%, 3至5亿元, between 3 and 4 million: one quantity with two ends."""
    behind = _behind(reader, first)
    start, folded = first.start, reader.folded
    joint = _joint(reader, start, behind.end, floor)
    if joint is None or behind.hedge or reader.grammar.away.match(_window(reader, start, floor).lstrip()):
        return None
    match = reader.grammar.body.match(folded, joint.end(), reader.end)
    second = _term(reader, match) if match else None
    if second is None:
        return None
    last = _behind(reader, second)
    low = behind.numeral
    if not low.scaled and low.arabic and last.numeral.scale > 1:
        low = _times(low, last.numeral.scale)
    if behind.unit is NO_UNIT and last.unit is not NO_UNIT and last.unit.kind in ("percent", "pp"):
        low = low if first.unit.kind == last.unit.kind else _shared(low, last)
    if last.unit is NO_UNIT and first.unit.kind == "percent":
        last = msgspec.structs.replace(last, unit=first.unit)  # 百分之五到十
    same = behind.unit is NO_UNIT or behind.unit.name == last.unit.name
    named = last.unit is not NO_UNIT or last.numeral.scaled or _currency(reader, start, floor)
    if not same or not named or low.low >= last.numeral.low or low.bare:
        return None
    numeral = Numeral(None, low.low, last.numeral.high, last.numeral.place, Bound.RANGE, arabic=True)
    dressed = Dressed(numeral, last.unit, last.hedge, start, last.end)
    return _made(reader, _in_front(reader, dressed, floor, first.unit is NO_UNIT))


def _joint(reader: Reader, start: int, at: int, floor: int) -> re.Match[str] | None:
    """What joins the two ends of a range; 和 and «and» do so after a word for «between»."""
    rules = reader.grammar
    if rules.between.match(_window(reader, start, floor)):
        return rules.both.match(reader.folded, at, reader.end)
    return rules.to.match(reader.folded, at, reader.end) or rules.dash.match(reader.folded, at, reader.end)


def _shared(low: Numeral, last: Dressed) -> Numeral:
    """The first end in the unit of the second: the 七 of 七到八成 is 70."""
    factor = last.unit.factor if last.unit.factor != 1 else ONE
    return _times(low, Decimal(10) if last.numeral.low >= 10 * low.low else factor)


def _slash_list(reader: Reader, match: re.Match[str], floor: int) -> tuple[list[Quantity], int] | None:
    """2.79/4.58/5.57亿: three quantities that share the last one's scale and unit."""
    head = reader.grammar.slash.match(reader.folded, match.start(), reader.end)
    if head is None or match["words"]:
        return None
    items = head[0].rstrip("/").split("/")
    final = reader.grammar.body.match(reader.folded, head.end(), reader.end)
    last = _number(reader, final) if final else None
    if last is None or (len(items) < 2 and "." not in head[0]):
        return None
    tail = _quantity(reader, last, head.end())
    if tail is None or tail.stated is None:
        return None
    whole = [*_listed(reader, items, head.start(), last, tail), tail]
    return whole, tail.span.end


def _listed(reader: Reader, items: list[str], at: int, last: Term, tail: Quantity) -> Iterator[Quantity]:
    scale = tail.stated / last.numeral.low if tail.stated and last.numeral.low else ONE
    for item in items:
        read = read_chinese(item, reader.grammar.numerals)
        if read is not None:
            whole = _times(read, last.numeral.scale * scale)
            whole = msgspec.structs.replace(whole, scaled=last.numeral.scaled)
            unit = Unit(
                tail.unit or "", ONE, "count" if tail.unit == "count" else tail.unit or "number", tail.noun
            )
            yield _made(reader, Dressed(whole, unit, None, at, at + len(item)))
        at += len(item) + 1


# ---------------------------------------------------------------- hedges over lists


def _distributed(found: list[Quantity], folded: str, rules: Grammar) -> list[Quantity]:
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
