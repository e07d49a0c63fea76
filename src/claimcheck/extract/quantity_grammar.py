"""The grammar of quantities, compiled from the lexicon, and the text that it is applied to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any

import msgspec
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from claimcheck.expressions import compiled
from claimcheck.extract.hedges import Hedge, Hedges, hedge_before, hedges
from claimcheck.extract.numbers import (
    ARABIC,
    Numeral,
    Numerals,
    alternatives,
    branches,
    firsts,
    numerals,
)
from claimcheck.extract.units import Unit, Units, units
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon

ONE = Decimal(1)
HALF = Decimal("0.5")
NO_UNIT = Unit("", kind="number")
WINDOW = 32  # how far in front of a number its hedge and currency are looked for


class Grammar(msgspec.Struct, frozen=True, eq=False):
    """Everything that reading quantities needs from a lexicon, compiled.

    Most expressions are tried only beside certain characters: ``ends`` may end a currency in front of a
    number, ``ties`` may begin what makes a fraction of it, ``joints`` what makes it the start of a range.
    """

    numerals: Numerals
    units: Units
    hedges: Hedges
    start: re.Pattern[str]
    body: re.Pattern[str]
    fixed: dict[str, Any]
    words: Any
    currency: re.Pattern[str]
    bar: re.Pattern[str]
    minus: re.Pattern[str]
    mixed: re.Pattern[str]
    slash: re.Pattern[str]
    to: re.Pattern[str]
    dash: re.Pattern[str]
    away: re.Pattern[str]
    between: re.Pattern[str]
    both: re.Pattern[str]
    formal: frozenset[str]
    ordinal: str
    ends: frozenset[str]
    ties: frozenset[str]
    joints: frozenset[str]


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
    chars = "".join(numbers.digits) + "".join(numbers.powers) + numbers.some
    minus = rf"(?<![a-z])(?:{alternatives(numbers.minus_words)}) {{0,2}}"
    sign = rf"(?P<sign>(?<![\da-z)%\]])-(?=[\d.])|(?:[{numbers.minus}] {{0,2}}|{minus})(?=[\d.{chars}]))?"
    opening = firsts([*fixed, *numbers.words, *numbers.minus_words])
    letters = "".join(sorted(c for c in opening if _is_letter(c)))
    others = rf"\d.\-{numbers.minus}{chars}" + "".join(sorted(c for c in opening if not _is_letter(c)))
    start = (
        rf"(?=[{others}]|(?<![a-z])[{letters or 'a-z'}])"
        rf"(?:(?=[{''.join(sorted(firsts(fixed)))}])(?<![a-z])(?P<fixed>{branches(fixed)})(?![a-z])"
        rf"|{sign}(?:(?=[{chars}])|{_guard(unit_table)})(?:{body}))"
    )
    to = [w for w in table["to"] if w != "-"]
    both = [w.strip() for w in table["between_and"]]
    return Grammar(
        numerals=numbers,
        units=unit_table,
        hedges=hedges(lexicon),
        start=compiled(start),
        body=compiled(rf"(?:[{numbers.minus}] ?)?(?:{body})"),
        fixed=fixed,
        words=_word_finder(tuple(fold(w) for w in table["not_numbers"])),
        currency=compiled(rf" {{0,2}}(?:{_reversed(unit_table.before)})"),
        bar=compiled(" {0,2}" + " {0,2}".join(table["fraction_bar"]) + " {0,2}"),
        minus=compiled(rf"-(?![\da-z)%\]])| ?(?:{_reversed((*numbers.minus, *numbers.minus_words))})"),
        mixed=compiled(rf" ?{table['mixed']} ?"),
        slash=compiled(rf"(?:{ARABIC})(?:/(?:{ARABIC}))*/(?=\d)"),
        to=compiled(rf" ?(?:{branches(to)}) ?"),
        dash=compiled(r" ?[-–—~] ?"),
        between=compiled(rf" ?(?:{alternatives(fold(w).strip()[::-1] for w in table['between'])})"),
        both=compiled(rf" ?(?:{branches(both)}) ?"),
        ordinal="".join(table["ordinal"]),
        formal=frozenset(fold(w) for w in table["formal"]),
        away=compiled(rf"(?:{alternatives(w[::-1] for w in table['away_from'])})"),
        ends=firsts((w[::-1] for w in unit_table.before), " "),
        ties=firsts([table["mixed"], table["fraction_bar"]], " /", "".join(table["vulgar"])),
        joints=firsts([*to, *both], " -–—~"),
    )


def _guard(unit_table: Units) -> str:
    """What may stand in front of a number: no letter or figure, unless the letters are a currency."""
    free, latin = r"(?<![a-z\d_])(?<!\d\.)", [w for w in unit_table.before if _is_letter(w[-1])]
    lengths = sorted({len(w) for w in latin})
    alike = ("|".join(re.escape(w) for w in sorted(latin) if len(w) == n) for n in lengths)
    return rf"{free}|(?<=[a-z])(?:{'|'.join(f'(?<={words})' for words in alike)})" if latin else free


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _reversed(words: Iterable[str]) -> str:
    return branches((w[::-1] for w in words), lambda w: "(?![a-z])" if _is_letter(w[-1]) else "")


def _body(numbers: Numerals) -> str:
    """Regex of one number: power notation, digits with an English scale, Chinese, or English words."""
    short = alternatives(k for k in numbers.scales if len(k) <= 3)
    long = alternatives(k for k in numbers.scales if len(k) > 3)
    spaced = alternatives(numbers.spaced)
    scale = rf"(?:[ -]{{0,2}}(?:{long})(?![a-z])|(?:{short}| (?:{spaced}))(?![a-z\d]))"
    word = alternatives([*numbers.words, *(k for k in numbers.scales if len(k) > 3)])
    half = alternatives(numbers.halves)
    return (
        rf"(?P<power>(?:{ARABIC})(?:\^[+-]?\d{{1,2}}|e[+-]?\d{{1,2}})(?![\da-z.]))"
        rf"|(?P<scaled>(?:{ARABIC}){scale}(?:,? (?:and )?(?:{ARABIC}){scale})*)"
        rf"|(?P<chinese>{numbers.run})"
        rf"|(?P<words>(?<![a-z])(?:(?:{half}) )?(?:{word})(?:(?:-| and (?!an? half)| )(?:{word}))*(?![a-z$]))"
    )


def _word_finder(words: tuple[str, ...]) -> Any:
    return AhoCorasick(
        list(words), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
    )


def window(reader: Reader, start: int, floor: int) -> str:
    """Return the text in front of ``start``, reversed, for matching backwards."""
    return reader.folded[max(floor, start - WINDOW) : start][::-1]


def front_currency(reader: Reader, start: int, floor: int) -> tuple[str, int] | None:
    """Return the currency whose words end at ``start`` and where they begin, or None."""
    if start <= floor or reader.folded[start - 1] not in reader.grammar.ends:
        return None
    match = reader.grammar.currency.match(window(reader, start, floor))
    if match is None:
        return None
    return reader.grammar.units.before[match[0].lstrip(" ")[::-1]], start - match.end()


def front_hedge(reader: Reader, start: int, floor: int, bare: bool) -> Hedge | None:
    """Return the hedge whose words end at ``start``, or None."""
    if start <= floor or reader.folded[start - 1] not in reader.grammar.hedges.ends:
        return None
    return hedge_before(window(reader, start, floor), start, reader.grammar.hedges, bare)
