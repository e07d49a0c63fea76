"""Numerals: digits, Chinese numerals and English number words, read to exact decimals.

A numeral is the bare number (``3亿5000万``, ``两三百万``, ``81 billion 100 million``); units and
hedges are not its business. Most are one value with the place last written; some are an
interval by themselves (几十亿, 十余万, 两三百).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from math import prod
from typing import Any

import msgspec

from claimcheck.extract.arithmetic import ONE, Token, arabic, evaluate, joined, last_place
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.model import Bound

ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?: ?\.\d+(?=\D|\Z))?|(?<![\d.])\.\d+"


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
    spaced: tuple[str, ...]
    minus_words: tuple[str, ...]
    half_more: re.Pattern[str]
    vulgar: dict[str, Decimal]
    halves: frozenset[str]
    run: str
    token: re.Pattern[str]
    word: re.Pattern[str]
    ratio_in: re.Pattern[str]
    ratio_not: re.Pattern[str]


def alternatives(words: Any) -> str:
    """Return a regex part that matches any of the words, the longest first."""
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


def branches(words: Any, guard: Callable[[str], str] = lambda word: "") -> str:
    """The same for many words: those of one first character share a branch; ``guard`` follows its word."""
    by_first: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        by_first.setdefault(word[0], []).append(re.escape(word[1:]) + guard(word))
    return "|".join(f"{re.escape(c)}(?:{'|'.join(rests)})" for c, rests in by_first.items())


def firsts(words: Any, *others: str) -> frozenset[str]:
    """The characters that one of the words may begin with, and others."""
    return frozenset([*(word[0] for word in words), *"".join(others)])


@lru_cache(maxsize=4)
def numerals(lexicon: Lexicon) -> Numerals:
    """Return the numeral grammar of the lexicon, compiled once."""
    table = lexicon.table("numbers")
    digits = {fold(k): int(v) for k, v in table["digits"].items()}
    powers = {fold(k): int(v) for k, v in table["powers"].items()}
    scales = {k: Decimal(v) for k, v in (table["english_scales"] | table["short_scales"]).items()}
    words = {k: Decimal(v) for k, v in table["english_digits"].items()}
    words |= dict.fromkeys(table["english_one"], ONE)
    digits_en = alternatives(table["english_digits"])
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
        spaced=tuple(table["spaced_scales"]),
        minus_words=tuple(fold(w) for w in table["minus_words"]),
        half_more=re.compile(
            rf" (?:{alternatives(table['and_a_half'])})(?![a-z])|[{''.join(table['vulgar'])}]"
        ),
        vulgar={fold(k): Decimal(v) for k, v in table["vulgar"].items()},
        halves=frozenset(table["english_half"]),
        run=_chinese_run("".join(digits), "".join(powers), table["point"], some, more),
        token=re.compile(rf"\d+\. \d+|{ARABIC}|\S"),
        word=re.compile(rf"{ARABIC}|half an?|{alternatives(s for s in scales if ' ' in s)}|[a-z]+"),
        ratio_in=re.compile(rf" (?:{alternatives(table['ratio_in'])}) (?=\d|(?:{digits_en})(?![a-z]))"),
        ratio_not=re.compile(rf" (?:{alternatives(table['ratio_not'])})(?![a-z])| ?[,.;]|$"),
    )


def _chinese_run(digits: str, powers: str, point: str, some: str, more: str) -> str:
    """Regex of a numeral that may mix digits and Chinese characters, blanks inside allowed."""
    chars = digits + powers + some[0]
    torn = rf"\d+\. \d+(?= ?[{powers}])"  # 4910. 76亿
    first = rf"(?:{torn}|{ARABIC}|[{chars}]|[{some}](?=[{powers}]))"
    rest = (
        rf"(?: {{0,3}}[{powers}]"
        rf"|(?<=[{chars}]) {{0,3}}[{chars}]"
        rf"|(?<=[{powers}{digits}]) {{0,2}}{point} {{0,2}}(?=[{digits}\d])(?:[{digits}]|\d+)"
        rf"|(?<=[{powers}]) {{0,2}}(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?= {{0,2}}[{powers}])"
        rf"|(?<=[{powers}{digits[0]}])(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+)(?:\.\d+)?"
        rf"| ?[{more}] ?(?=[{powers}]))"
    )
    return rf"{first}{rest}*"


# ---------------------------------------------------------------- reading

_PLAIN = 3  # up to so many characters cn2an says the same of all 19,115 numerals, but costs 140 ms to load


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
    value = evaluate(joined(tokens))
    if value is None:
        return None
    asked = kinds == {"digit", "power"} and len(tokens) > _PLAIN
    stated = _dictionary_value(re.sub(" ", "", run)) if asked else None
    stated = value.value if stated is None else stated
    return Numeral(
        stated,
        stated,
        stated,
        value.place,
        bare=kinds == {"power"} and tokens[0].value != 10,
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


# ---------------------------------------------------------------- numerals that are intervals


def _read_some(tokens: list[Token]) -> Numeral | None:
    """几十亿 is [20亿, 100亿), 十几万 more than 10万 and less than 20万."""
    at = next(i for i, t in enumerate(tokens) if t.kind == "some")
    low, high = (
        evaluate(joined([*tokens[:at], Token("arabic", Decimal(d)), *tokens[at + 1 :]])) for d in (2, 9)
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
    value = evaluate(joined([t for t in tokens if t.kind != "more"]))
    if value is None:
        return None
    return Numeral(
        value.value, value.value, value.value + last_place(value.value), value.place, Bound.OVER, scaled=True
    )


def _paired(tokens: list[Token], grammar: Numerals) -> tuple[Token, Token] | None:
    """Both readings of 两三百万 or 七八: neighbours in the digit order say «from … to …»."""
    for i, (a, b) in enumerate(pairwise(tokens)):
        if (
            a.kind == b.kind == "digit"
            and a.value > 0
            and _neighbours(a, b, grammar, tokens[max(i - 1, 0) : i] + tokens[i + 2 : i + 3])
        ):
            readings = [evaluate(joined([*tokens[:i], t, *tokens[i + 2 :]])) for t in (a, b)]
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
