"""Numbers in running text: scales, fractions, mixed numbers, powers; still without units."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext

import msgspec

from claimcheck.extract.numbers import (
    ARABIC,
    Numeral,
    Numerals,
    read_chinese,
    read_english,
)
from claimcheck.extract.quantity_grammar import (
    HALF,
    ONE,
    Reader,
    Term,
    front_currency,
)
from claimcheck.extract.units import Unit

_ARABIC = re.compile(ARABIC)
_LETTER = re.compile(r" ([mbt])(?![a-z\d'])")
_SLASHED = re.compile(r"(?<=\d)/(\d{1,3})(?![\d/.])")
LONGEST = 80  # characters; longer runs of digits are data, not numbers that anybody states


def read_term(reader: Reader, match: re.Match[str]) -> Term | None:
    """The number at a match, with fractions and mixed numbers put together."""
    first = plain_number(reader, match)
    if first is None:
        return None
    sign = "sign" in match.re.groupindex and bool(match["sign"])
    term = first
    if reader.folded[first.end : first.end + 1] in reader.grammar.ties:
        term = _mixed(reader, first) or _half_behind(reader, first) or _part(reader, first) or first
    return Term(negated(term.numeral), term.start, term.end, term.unit) if sign else term


def plain_number(reader: Reader, match: re.Match[str]) -> Term | None:
    """Return the number of a match without sign or fraction, or None where it is malformed."""
    numbers, folded = reader.grammar.numerals, reader.folded
    if match.end() - match.start() > LONGEST:
        return None
    form = match.lastgroup
    if form == "power":
        numeral = _power_notation(match["power"])
        return Term(numeral, match.start(), match.end()) if numeral else None
    if form == "scaled":
        return _scaled(reader, match)
    if form == "words":
        read = read_english(match["words"], numbers)
        return Term(read, match.start(), match.end()) if read else None
    run, end = match["chinese"], match.end()
    if len(run) > 1 and reader.grammar.units.powered.match(folded, end - 1, reader.end):
        run, end = run[:-1], end - 1  # 500千瓦时: 千 belongs to the unit
    read = read_chinese(run.rstrip(), numbers)
    if read is not None:
        return _lettered(reader, Term(read, match.start(), end))
    shorter = _ARABIC.match(folded, match.start("chinese"), reader.end)
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
        allowed = (
            letter in numbers.capitals or letter == "w" or (letter in "mb" and _counts(reader, last + 1))
        )
        allowed = allowed or front_currency(reader, match.start(), 0) is not None
        if not allowed:
            read = read_chinese(digits, numbers)
            return Term(read, match.start(), last) if read else None
    run = _descending(match["scaled"], numbers)
    read = read_english(run, numbers)
    return Term(read, match.start(), match.start("scaled") + len(run)) if read else None


def _lettered(reader: Reader, term: Term) -> Term:
    """The 4.5 of «$ 4.5 m» in millions: a letter behind a blank is a scale only behind a currency."""
    match = _LETTER.match(reader.folded, term.end, reader.end)
    if match is None or term.numeral.scaled or not front_currency(reader, term.start, 0):
        return term
    scale = reader.grammar.numerals.scales[match[1]]
    numeral = msgspec.structs.replace(times(term.numeral, scale), scaled=True, scale=scale)
    return Term(numeral, term.start, match.end())


def _counts(reader: Reader, at: int) -> bool:
    """Whether a blank and what is counted follow: the million of «1.9m doses»."""
    table = reader.grammar.units
    match = table.behind.match(reader.folded, at, reader.end)
    counted = match is not None and match[0][0] == " " and table.after[match[0].strip(" -")].kind == "count"
    return counted and match is not None and not reader.folded.startswith("'", match.end())


def _half_behind(reader: Reader, whole: Term) -> Term | None:
    """Two and a half, 5½: a number and the part of one behind it."""
    numbers = reader.grammar.numerals
    match = numbers.half_more.match(reader.folded, whole.end, reader.end)
    if match is None or whole.numeral.scaled or whole.numeral.place != 1:
        return None
    part = numbers.vulgar.get(match[0], HALF)
    value = whole.numeral.low + part
    return Term(Numeral(value, value, value, Decimal("0.1"), arabic=True), whole.start, match.end())


def _descending(run: str, numbers: Numerals) -> str:
    """The part of a run that is one number: 81 billion 100 million; 374 million and 654 million are two."""
    least = None
    for word in numbers.word.finditer(run):
        scale = numbers.scales.get(word[0])
        if scale is not None and least is not None and scale >= least[0]:
            return run[: least[1]]
        if scale is not None:
            least = (scale, word.end())
    return run


def _power_notation(text: str) -> Numeral | None:
    base, sign, exponent = re.split(r"(\^|e)", text, maxsplit=1)
    number = Decimal(base.replace(",", ""))
    if not number:
        return None
    with localcontext(prec=40):
        value = number.scaleb(int(exponent)) if sign == "e" else number ** int(exponent)
    place = ONE.scaleb(int(exponent) + min(0, int(number.as_tuple().exponent))) if sign == "e" else ONE
    return Numeral(value, value, value, place, arabic=True)


def negated(numeral: Numeral) -> Numeral:
    """Return the numeral below nought."""
    stated = None if numeral.stated is None else -numeral.stated
    return msgspec.structs.replace(numeral, stated=stated, low=-numeral.high, high=-numeral.low)


def next_term(reader: Reader, at: int) -> Term | None:
    """Return the number that starts at an offset, or None."""
    match = reader.grammar.body.match(reader.folded, at, reader.end)
    term = plain_number(reader, match) if match else None
    if term is None or reader.folded[at] not in reader.grammar.numerals.minus:
        return term
    return Term(negated(term.numeral), term.start, term.end)


def _fraction(reader: Reader, bottom: Term) -> Term | None:
    """三分之一 is a number, 百分之五 and 千分之三 are percentages; 1/3 is a number too."""
    bar = reader.grammar.bar.match(reader.folded, bottom.end, reader.end)
    if bar is None:
        return _slash_fraction(reader, bottom)
    top = next_term(reader, bar.end())
    if top is None or not bottom.numeral.low:
        return None
    if bottom.numeral.bare:
        factor = 100 / bottom.numeral.low
        numeral = msgspec.structs.replace(times(top.numeral, factor), bare=False)
        return Term(numeral, bottom.start, top.end, Unit("percent", kind="percent"))
    return Term(_divided(top.numeral, bottom.numeral), bottom.start, top.end, Unit("", kind="fraction"))


def _slash_fraction(reader: Reader, top: Term) -> Term | None:
    match = _SLASHED.match(reader.folded, top.end, reader.end)
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
    bottom = next_term(reader, joint.end()) if joint else None
    part = _fraction(reader, bottom) if bottom else None
    if part is None:
        return None
    value = whole.numeral.low + part.numeral.low
    return Term(Numeral(value, value, value, part.numeral.place), whole.start, part.end, part.unit)


def _part(reader: Reader, first: Term) -> Term | None:
    """The share or fraction that a number begins: one in five, 三分之一."""
    return _ratio(reader, first) or _fraction(reader, first)


def _ratio(reader: Reader, top: Term) -> Term | None:
    """One in five, 3 out of 10: a part of those named next, as a percentage."""
    numbers = reader.grammar.numerals
    joint = numbers.ratio_in.match(reader.folded, top.end, reader.end)
    bottom = next_term(reader, joint.end()) if joint else None
    if bottom is None or numbers.ratio_not.match(reader.folded, bottom.end):
        return None
    part, whole = top.numeral, bottom.numeral
    if part.place != 1 or whole.place != 1 or not 0 < part.low < whole.low or 1900 <= whole.low <= 2100:
        return None
    value = (100 * part.low / whole.low).quantize(Decimal("0.00000001"))
    place = Decimal(5) if whole.low <= 10 else ONE if whole.low <= 100 else 100 / whole.low
    return Term(Numeral(value, value, value, place), top.start, bottom.end, Unit("percent", kind="percent"))


def _divided(top: Numeral, bottom: Numeral) -> Numeral:
    value = top.low / bottom.low
    return Numeral(value, value, value, Decimal("0.01"), arabic=True)


def times(numeral: Numeral, factor: Decimal) -> Numeral:
    """Return the numeral multiplied by a factor, its place too."""
    if factor == 1:
        return numeral
    low, high = numeral.low * factor, numeral.high * factor
    stated = None if numeral.stated is None else numeral.stated * factor
    place, bound, scale = numeral.place * factor, numeral.bound, numeral.scale
    return Numeral(stated, low, high, place, bound, numeral.bare, numeral.scaled, numeral.arabic, scale)
