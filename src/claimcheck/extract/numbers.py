"""Numerals: digits, Chinese numerals and English number words, read to exact decimals.

A numeral is the bare number (``3亿5000万``, ``两三百万``, ``81 billion 100 million``); units and
hedges are not its business. Most are one value with the place last written; some are an
interval by themselves (几十亿, 十余万, 两三百).
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from math import prod
from typing import Any

import msgspec

from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.model import Bound

ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+|\. \d+(?= ?[万亿]))?|(?<![\d.])\.\d+"
ONE = Decimal(1)


class Numeral(msgspec.Struct, frozen=True):
    """A number without its unit. ``bare`` is a power word alone (千亿), ``scaled`` one with 万 or million.

    ``place`` is the unit in the last place written; ``bound`` is exact, over, order or range.
    """

    stated: Decimal | None
    low: Decimal
    high: Decimal
    place: Decimal = ONE
    bound: Bound = Bound.EXACT
    bare: bool = False
    scaled: bool = False
    arabic: bool = False
    scale: Decimal = ONE


class Token(msgspec.Struct, frozen=True):
    """A digit group, digit word or power of a numeral, with the place it is written to."""

    kind: str
    value: Decimal
    place: Decimal = ONE


class Numerals(msgspec.Struct, frozen=True, eq=False):
    """The numeral grammar of a lexicon, compiled."""

    digits: dict[str, int]
    powers: dict[str, int]
    zero: str
    point: str
    minus: str
    some: str
    more: str
    pairs: frozenset[tuple[Decimal, Decimal]]
    words: dict[str, Decimal]
    scales: dict[str, Decimal]
    capitals: dict[str, Decimal]
    halves: frozenset[str]
    run: str
    token: re.Pattern[str]
    word: re.Pattern[str]


def alternatives(words: Any) -> str:
    """Return a regex part that matches any of the words, the longest first."""
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


@lru_cache(maxsize=4)
def numerals(lexicon: Lexicon) -> Numerals:
    """Return the numeral grammar of the lexicon, compiled once."""
    table = lexicon.table("numbers")
    digits = {fold(k): int(v) for k, v in table["digits"].items()}
    powers = {fold(k): int(v) for k, v in table["powers"].items()}
    scales = {k: Decimal(v) for k, v in (table["english_scales"] | table["short_scales"]).items()}
    words = {k: Decimal(v) for k, v in table["english_digits"].items()}
    words |= dict.fromkeys(table["english_one"], ONE)
    some, more = "".join(table["some"]), "".join(table["more"])
    return Numerals(
        digits=digits,
        powers=powers,
        zero="".join(table["zero"]),
        point=table["point"],
        minus="".join(table["minus"]),
        some=some,
        more=more,
        pairs=frozenset((Decimal(digits[a]), Decimal(digits[b])) for a, b in table["pairs"]),
        words=words,
        scales=scales | {k.lower(): Decimal(v) for k, v in table["money_scales"].items()},
        capitals={k: Decimal(v) for k, v in table["capital_scales"].items()},
        halves=frozenset(table["english_half"]),
        run=_chinese_run("".join(digits), "".join(powers), table["point"], some, more),
        token=re.compile(rf"{ARABIC}|\S"),
        word=re.compile(rf"{ARABIC}|half an?|[a-z]+"),
    )


def _chinese_run(digits: str, powers: str, point: str, some: str, more: str) -> str:
    """Regex of a numeral that may mix digits and Chinese characters, blanks inside allowed."""
    chars = digits + powers + some[0]
    first = rf"(?:{ARABIC}|[{chars}]|[{some}](?=[{powers}]))"
    rest = (
        rf"(?: {{0,3}}[{powers}]"
        rf"|(?<=[{chars}]) {{0,3}}[{chars}]"
        rf"|(?<=[{powers}{digits}]) {{0,2}}{point} {{0,2}}(?=[{digits}\d])(?:[{digits}]|\d+)"
        rf"|(?<=[{powers}]) {{0,2}}(?:\d+)(?= {{0,2}}[{powers}])"
        rf"|(?<=[{powers}{digits[0]}])\d+(?:\.\d+)?"
        rf"| ?[{more}] ?(?=[{powers}]))"
    )
    return rf"{first}{rest}*"


# ---------------------------------------------------------------- reading


@lru_cache(maxsize=8192)
def read_chinese(run: str, grammar: Numerals) -> Numeral | None:
    """Return the number that a run of digits and Chinese numeral characters says, if well formed."""
    tokens = _tokens(run, grammar)
    kinds = {t.kind for t in tokens}
    if "some" in kinds:
        return _read_some(tokens)
    if "more" in kinds:
        return _read_more(tokens)
    both = _paired(tokens, grammar)
    if both is not None:
        return _between(*both)
    value = _evaluate(_joined(tokens))
    if value is None:
        return None
    stated = _dictionary_value(re.sub(" ", "", run)) if kinds == {"digit", "power"} else None
    stated = value.value if stated is None else stated
    return Numeral(
        stated,
        stated,
        stated,
        value.place,
        bare="digit" not in kinds and "arabic" not in kinds and tokens[0].value != 10,
        scaled=any(t.kind == "power" and t.value >= 10_000 for t in tokens),
        arabic="arabic" in kinds,
        scale=_scale(tokens),
    )


def _scale(tokens: list[Token]) -> Decimal:
    """The powers behind the one number of 3亿 or 1.2万亿, which a list before it may share."""
    powers = [t.value for t in tokens[1:]]
    return prod(powers, start=ONE) if all(t.kind == "power" for t in tokens[1:]) else ONE


@lru_cache(maxsize=1)
def _dictionary() -> Any:
    import cn2an  # 100 ms: only once a Chinese numeral of several characters is met

    return cn2an


@lru_cache(maxsize=4096)
def _dictionary_value(run: str) -> Decimal | None:
    """What cn2an makes of a strictly well-formed Chinese integer; None for all it refuses."""
    try:
        return Decimal(_dictionary().cn2an(run, "strict"))
    except ValueError:
        return None


def _tokens(run: str, grammar: Numerals) -> list[Token]:
    return [_token(t, grammar) for t in grammar.token.findall(run)]


def _token(text: str, grammar: Numerals) -> Token:
    if text in grammar.zero:
        return Token("zero", Decimal(0))
    if text in grammar.digits:
        return Token("digit", Decimal(grammar.digits[text]))
    if text in grammar.powers:
        return Token("power", Decimal(grammar.powers[text]))
    if text[0].isdigit() or text[0] == ".":
        return arabic(text)
    kind = "some" if text in grammar.some else "more" if text in grammar.more else "point"
    return Token(kind, Decimal(0))


def arabic(text: str) -> Token:
    """Return the value and last place of digits with separators and a point."""
    number = Decimal(text.replace(",", "").replace(" ", ""))
    exponent = number.as_tuple().exponent
    return Token("arabic", number, Decimal(1).scaleb(min(int(exponent), 0)))


def _joined(tokens: list[Token]) -> list[Token]:
    """The tokens with digit strings (二〇二二) and decimal parts (三点一四) made one number each."""
    out: list[Token] = []
    fraction = ONE
    pointed = False
    for token in tokens:
        last = out[-1] if out else None
        if token.kind == "point":
            out, pointed, fraction = _settled(out), True, ONE
        elif pointed and token.kind in ("digit", "zero", "arabic"):
            fraction *= Decimal(10) ** (len(str(token.value)) if token.kind == "arabic" else 1)
            out[-1] = Token("arabic", out[-1].value + token.value / fraction, 1 / fraction)
        elif token.kind in ("digit", "zero") and last and last.kind in ("digit", "string"):
            tens = last.kind == "digit" and last.value >= 20  # 廿三, 卅五
            out[-1] = Token("string", last.value * (1 if tens else 10) + token.value)
        else:
            pointed = False
            out.append(token)
    return out


def _settled(tokens: list[Token]) -> list[Token]:
    """What stands before a decimal point, as one number."""
    value = _evaluate(tokens)
    return [Token("arabic", value.value if value else Decimal(0))]


class _Sum(msgspec.Struct):
    """The running state of an evaluation: groups of big powers, the section below 万, the open digit."""

    groups: list[tuple[Decimal, Decimal]]
    section: Decimal = Decimal(0)
    open: Token | None = None
    last: Decimal | None = None
    place: Decimal = ONE
    filled: bool = False


def _evaluate(tokens: list[Token]) -> Token | None:
    """Value and place of well-formed tokens, else None."""
    state = _Sum(groups=[])
    for token in tokens:
        step = _power if token.kind == "power" else _number
        if not step(state, token):
            return None
    _close_digit(state)
    return Token("value", sum((v for v, _ in state.groups), state.section), state.place)


def _number(state: _Sum, token: Token) -> bool:
    if token.kind == "zero":
        state.last = None
        state.place = ONE
        return state.open is None
    if state.open is not None or (state.last is not None and token.value >= state.last):
        return False
    state.open = token
    state.place = token.place
    return True


def _close_digit(state: _Sum) -> None:
    """Add the open digit to the section: 两千四百五 is 2450, 一万三 is 13000."""
    if state.open is None:
        return
    value, tenth = state.open.value, (state.last or ONE) / 10
    short = state.last is not None and state.last >= 100 and value < 10
    if short and (state.open.kind == "digit" or tenth >= 1000) and value == value.to_integral_value():
        value, state.place = value * tenth, tenth
    state.section += value
    state.filled, state.open = True, None


def _power(state: _Sum, token: Token) -> bool:
    return _small_power(state, token) if token.value < 10_000 else _big_power(state, token)


def _small_power(state: _Sum, token: Token) -> bool:
    if state.open is None and state.last is not None and state.last < 10_000:
        return False
    digit = state.open.value if state.open else ONE
    state.section += digit * token.value
    state.place = token.value * (state.open.place if state.open and state.open.kind == "arabic" else ONE)
    if not state.groups and (state.open is None or state.open.kind != "arabic"):
        state.place = ONE
    state.open, state.last, state.filled = None, token.value, True
    return True


def _big_power(state: _Sum, token: Token) -> bool:
    written = state.open.place if state.open else min(state.place, ONE)
    if state.last is not None and state.last >= 10_000:
        state.last = None  # 5亿1万 is no shorthand: only the last digit of all may stand for a tenth
    _close_digit(state)
    within = [g for g in state.groups if g[1] < token.value]
    if state.filled:
        amount = state.section + sum(v for v, _ in within)
    else:
        within = [g for g in state.groups if g[1] <= token.value]
        amount = sum((v for v, _ in within), Decimal(0)) or ONE
        written = state.place if within else ONE
    kept = state.groups[: len(state.groups) - len(within)]
    if kept and kept[-1][1] <= token.value:
        return False
    state.groups = [*kept, (amount * token.value, token.value)]
    state.section, state.filled, state.last = Decimal(0), False, token.value
    state.place = written * token.value
    return True


# ---------------------------------------------------------------- numerals that are intervals


def _read_some(tokens: list[Token]) -> Numeral | None:
    """几十亿 is [20亿, 100亿), 十几万 more than 10万 and less than 20万."""
    at = next(i for i, t in enumerate(tokens) if t.kind == "some")
    low, high = (
        _evaluate(_joined([*tokens[:at], Token("arabic", Decimal(d)), *tokens[at + 1 :]])) for d in (2, 9)
    )
    if low is None or high is None or len(tokens) == 1:
        return None
    step = (high.value - low.value) / 7
    if at == 0:
        return Numeral(None, low.value, 10 * step, step, Bound.ORDER, scaled=step >= 10_000)
    base = low.value - 2 * step
    return Numeral(base, base, base + 10 * step, step, Bound.OVER, scaled=step >= 10_000)


def _read_more(tokens: list[Token]) -> Numeral | None:
    """十余万 and 40多亿: more than said, and less than one more of the last digit's place."""
    value = _evaluate(_joined([t for t in tokens if t.kind != "more"]))
    if value is None:
        return None
    return Numeral(
        value.value, value.value, value.value + last_place(value.value), value.place, Bound.OVER, scaled=True
    )


def last_place(value: Decimal) -> Decimal:
    """Return the place of the last digit that is not zero: 40亿 gives 10亿, 3200 gives 100."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(int(exponent)) if value else ONE


def _paired(tokens: list[Token], grammar: Numerals) -> tuple[Token, Token] | None:
    """Both readings of 两三百万 or 七八: neighbours in the digit order say «from … to …»."""
    for i, (a, b) in enumerate(pairwise(tokens)):
        if (
            a.kind == b.kind == "digit"
            and a.value > 0
            and _neighbours(a, b, grammar, tokens[max(i - 1, 0) : i] + tokens[i + 2 : i + 3])
        ):
            readings = [_evaluate(_joined([*tokens[:i], t, *tokens[i + 2 :]])) for t in (a, b)]
            if readings[0] is not None and readings[1] is not None:
                return readings[0], readings[1]
    return None


def _neighbours(a: Token, b: Token, grammar: Numerals, around: list[Token]) -> bool:
    close = b.value == a.value + 1 or (a.value, b.value) in grammar.pairs
    return close and b.value < 10 and all(t.kind == "power" for t in around)


def _between(low: Token, high: Token) -> Numeral:
    return Numeral(None, low.value, high.value, high.place, Bound.RANGE, scaled=high.value >= 10_000)


# ---------------------------------------------------------------- English


@lru_cache(maxsize=4096)
def read_english(run: str, grammar: Numerals) -> Numeral | None:
    """Return the number that digits with scales or number words say (81 billion 100 million)."""
    total, section, seen, place = Decimal(0), Decimal(0), False, ONE
    scale = ONE
    for word in grammar.word.findall(run):
        if word in grammar.scales:
            scale = grammar.scales[word]
            section, place = (section if seen else ONE) * scale, place * scale
            if scale >= 1000:
                total, section, place, seen = total + section, Decimal(0), place, False
        elif word in grammar.halves:
            section, place, seen = Decimal("0.5"), Decimal("0.1"), True
        elif word in grammar.words:
            section, seen, place = section + grammar.words[word], True, ONE
        elif word[0].isdigit() or word[0] == ".":
            token = arabic(word)
            section, seen, place = section + token.value, True, token.place
    value = total + section
    return Numeral(
        value, value, value, place, scaled=scale >= 1000, arabic=any(c.isdigit() for c in run), scale=scale
    )
