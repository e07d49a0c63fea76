"""The period words of the lexicon, compiled: text → fields such as ``{"year": 2022, "quarter": 1}``.

A form is a regular expression with ``{placeholders}``. At each place only the forms that may begin
with its character are tried, in the order of the lexicon; the first that fits wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from claimcheck.errors import LexiconError
from claimcheck.extract.period_starts import ANY, FIGURES, MANY, prefix, runs
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon

Fields = dict[str, Any]


class Numerals(NamedTuple):
    """How number words are read: digits by character, tens and hundreds, whole words."""

    digits: Mapping[str, int]
    tens: Mapping[str, int]
    words: Mapping[str, int]


class Form(NamedTuple):
    """One way to write a part of a period, and the fields it always sets."""

    pattern: re.Pattern[str]
    fields: Mapping[str, Any]


class Choice(NamedTuple):
    """The forms that begin with one character: by the next one, and those that take any.

    After a figure, the next one is what stands after all figures and the blanks behind them.
    """

    by_next: Mapping[str, tuple[Form, ...]]
    forms: tuple[Form, ...]


# Forms by what they may begin with: the first character; of figures, how many there are comes before it.
Forms = Mapping[str, Choice]


class Atom(NamedTuple):
    """A form found in the text, with the fields it gives."""

    start: int
    end: int
    fields: Fields


class Vocabulary(NamedTuple):
    """All that the period grammar knows of the words of the language.

    ``starts`` may begin a period, ``parts`` may go on with one, ``tails`` end it; ``candidates`` is where
    those that begin one may stand.
    """

    numerals: Numerals
    units: Mapping[str, str]
    starts: Forms
    candidates: re.Pattern[str]
    parts: Forms
    tails: Forms
    until: tuple[str, ...]
    since: tuple[str, ...]
    future: tuple[str, ...]
    intent: tuple[str, ...]
    toward: tuple[str, ...]
    recurring: tuple[str, ...]
    between: tuple[str, ...]
    join: re.Pattern[str]
    both: re.Pattern[str]
    glue: re.Pattern[str]
    base: tuple[str, ...]
    base_after: re.Pattern[str]


@lru_cache(maxsize=4)
def vocabulary(lexicon: Lexicon) -> Vocabulary:
    """The compiled period words of a lexicon."""
    table = lexicon.table("periods")
    numerals = _numerals(table)
    units = _folded(table["units"])
    marks = _placeholders(table, numerals, units)
    chinese = [(form, r" {0,2}") for form in table.get("zh", ())]
    english = [(form, r" +") for form in table.get("en", ())]
    starts = _forms([f for f in chinese + english if not f[0].get("attached")], marks)
    return Vocabulary(
        numerals=numerals,
        units=units,
        starts=starts,
        candidates=_candidates(starts),
        parts=_forms(chinese + english, marks),
        tails=_forms([(form, r" {0,2}") for form in table["tails"]], marks),
        until=_plain(table["until"]),
        since=_plain(table["since"]),
        future=_plain(table["future"]),
        intent=_plain(table["intent"]),
        toward=_plain(table["toward"]),
        recurring=_plain(table["recurring"]),
        between=_plain(table["between"]),
        both=re.compile(rf" {{0,2}}(?:{_any(table['and'])}) {{0,2}}"),
        join=re.compile(rf" {{0,2}}(?:{_any(table['join'])}) {{0,2}}"),
        glue=re.compile(rf" {{0,2}}(?:{_any(table['glue'])})? {{0,2}}"),
        base=_plain(table["base"]),
        base_after=re.compile(rf" {{0,2}}(?:{_any(table['base_after'])})"),
    )


def _numerals(table: Mapping[str, Any]) -> Numerals:
    words = {n: v for name in _NUMBER_WORDS for n, v in _folded(table.get(name, {})).items()}
    return Numerals(_folded(table["digits"]), _folded(table["tens"]), words)


def next_atom(folded: str, position: int, words: Vocabulary) -> Atom | None:
    """The first form at or after ``position`` that may begin a period."""
    for candidate in words.candidates.finditer(folded, position):
        atom = atom_at(words.starts, folded, candidate.start(), words)
        if atom is not None:
            return atom
    return None


def atom_at(forms: Forms, folded: str, position: int, words: Vocabulary) -> Atom | None:
    """The form that stands at ``position``."""
    first = folded[position : position + 1]
    after = position + 1
    if first in FIGURES and (run := _RUN.match(folded, position)):
        first, after = f"{min(run.end(1) - position, MANY)}{first}", run.end()
    choice = forms.get(first)
    if choice is None:
        return None
    for form in choice.by_next.get(folded[after : after + 1], choice.forms):
        match = form.pattern.match(folded, position)
        if match is not None and match.end() > position:
            return _atom(form, match, words)
    return None


def number(text: str, numerals: Numerals) -> int | None:
    """The number that figures or number words say: 12, 十二, 廿三, 二〇一九, three."""
    if text.isdecimal() and text.isascii():
        return int(text)
    if text in numerals.words:
        return numerals.words[text]
    if all(c in numerals.digits for c in text):
        return int("".join(str(numerals.digits[c]) for c in text))
    return _spelt(text, numerals)


def _spelt(text: str, numerals: Numerals) -> int | None:
    total, digit = 0, None
    for character in text:
        if character in numerals.tens:
            ten = numerals.tens[character]
            total += ten if digit is None else digit * ten
            digit = None
        else:
            digit = numerals.digits.get(character, numerals.words.get(character))
            if digit is None:
                return None
    return total + (digit or 0)


def _atom(form: Form, match: re.Match[str], words: Vocabulary) -> Atom | None:
    read = {k: _value(k, v, words) for k, v in match.groupdict().items() if v is not None}
    if None in read.values() or read.get("count") == 0:
        return None
    return Atom(match.start(), match.end(), {**form.fields, **read})


def _value(name: str, text: str, words: Vocabulary) -> Any:
    if name in _AS_WRITTEN:
        return text
    if name == "unit":
        return words.units[text]
    return number(text, words.numerals)


# ---------------------------------------------------------------- compiling


# A form and the characters that may come next; ``None`` where any may.
_Begun = tuple[Form, frozenset[str] | None]


def _forms(entries: list[tuple[Mapping[str, Any], str]], marks: Mapping[str, str]) -> Forms:
    by_first: dict[str, list[_Begun]] = {}
    for entry, blank in entries:
        source = _expand(entry["like"], marks, blank)
        form = Form(_compiled(source, entry["like"]), entry.get("set", {}))
        for first, following in _beginnings(source):
            by_first.setdefault(first, []).append((form, following))
    return {first: _choice(begun) for first, begun in by_first.items()}


def _beginnings(source: str) -> Iterator[tuple[str, frozenset[str] | None]]:
    """What a form may begin with, each with what may come next."""
    begins = prefix(source)
    second = None if begins.single or begins.empty or ANY in begins.second else begins.second
    for character in sorted(begins.first - FIGURES):
        yield character, second
    for figure in sorted(begins.first & FIGURES):
        for length in sorted(runs(source) - {0}):
            yield f"{length}{figure}", _after_figures(source)


@lru_cache(maxsize=256)
def _after_figures(source: str) -> frozenset[str] | None:
    rest = prefix(source, skip=FIGURES | {" "})
    return None if rest.empty or ANY in rest.first else rest.first


def _choice(begun: list[_Begun]) -> Choice:
    following = sorted({c for _, some in begun if some is not None for c in some})
    return Choice(
        {c: tuple(form for form, some in begun if some is None or c in some) for c in following},
        tuple(form for form, some in begun if some is None),
    )


def _compiled(source: str, written: str) -> re.Pattern[str]:
    try:
        return re.compile(source)
    except re.error as error:
        raise LexiconError(f"periods: the form {written!r} is no expression: {error}") from None


def _candidates(choices: Mapping[str, Choice]) -> re.Pattern[str]:
    """Where a form may begin: inside a word of Latin letters or a run of figures none does.

    Mostly two characters settle it. Each begins with a literal, so that ``re`` passes over all else.
    """
    figures = [rf"{c}(?<!\d{c})" for c in sorted({key[-1] for key in choices} & FIGURES)]
    pairs = [_pair(c, choice) for c, choice in choices.items() if c[-1] not in FIGURES]
    return re.compile("|".join([*figures, *pairs]) or "(?!)")


def _pair(first: str, choice: Choice) -> str:
    inside = f"(?<![a-z]{first})" if first.isascii() and first.isalpha() else ""
    following = "" if choice.forms else f"(?=[{''.join(re.escape(c) for c in choice.by_next)}])"
    return re.escape(first) + inside + following


def _expand(source: str, marks: Mapping[str, str], blank: str) -> str:
    # Only words are folded: the syntax of expressions has capitals of its own. A look-behind keeps
    # its plain blanks, because its width is fixed.
    folded = re.sub(r"[^\x00-\x7f]+", lambda m: fold(m[0]), source)
    spaced = re.sub(r"\(\?<[=!][^()]*\)| ", lambda m: m[0] if len(m[0]) > 1 else blank, folded)
    return re.sub(r"\{(\w\d?|[\^<>])\}", lambda m: marks.get(m[1], m[0]), spaced)


def _placeholders(table: Mapping[str, Any], numerals: Numerals, units: Mapping[str, str]) -> dict[str, str]:
    digits, tens = "".join(numerals.digits), "".join(numerals.tens)
    month = _any(table.get("months", {}))
    marks = {
        "^": r"(?!(?<=\d)\d)(?!(?<=\d\.)\d)",  # figures go on with figures: 2022一季度 does not
        "<": r"(?<![a-z0-9.])",
        ">": r"(?![a-z0-9])",
        "y": rf"(?<![{digits}])(?P<year2>\d\d|[{digits}]{{2}})",
        "n": rf"(?<![\d.])(?P<count>\d{{1,3}}|[{digits}{tens}{''.join(table['counts'])}]{{1,3}})",
        "N": rf"(?P<count>\d{{1,3}}|{_any(table.get('words', {}))})",
        "u": f"(?P<unit>{_any(u for u in units if not u.isascii())})",
        "U": f"(?P<unit>{_any(u for u in units if u.isascii())})",
        "e": f"(?P<era>{_any(table.get('eras', {}))})",
        "w": f"(?P<weekday>[{''.join(_folded(table['weekdays']))}]|[1-7](?!\\d))",
    }
    for mark, name, pattern in (
        ("Y", "year", rf"(?:1[0-9]|20)\d\d|[{digits}]{{4}}"),
        ("m", "month", rf"(?:1[0-2]|0?[1-9])(?!\d)|[{digits}{tens}]{{1,3}}"),
        ("d", "day", rf"(?:3[01]|[12][0-9]|0?[1-9])(?!\d)|[{digits}{tens}]{{1,3}}"),
        ("q", "quarter", rf"[1-4](?!\d)|[{digits}]"),
        ("M", "month", month),
        ("D", "day", r"(?:3[01]|[12][0-9]|0?[1-9])(?!\d)"),
    ):
        marks[mark] = f"(?P<{name}>{pattern})"
        marks[f"{mark}2"] = f"(?P<{name}_to>{pattern})"
    return marks


_RUN = re.compile(r"([0-9]+) *")
_AS_WRITTEN = ("foreign", "leap")
_NUMBER_WORDS = (
    "counts",
    "firsts",
    "lunar_months",
    "eras",
    "weekdays",
    "words",
    "ordinals",
    "months",
    "weekday_names",
)


def _folded(table: Mapping[Any, Any]) -> dict[str, Any]:
    return {fold(str(k)): v for k, v in table.items()}


def _any(words: Iterable[object]) -> str:
    """An alternation of words, longest first; of no words, what never matches."""
    folded = {fold(str(w)) for w in words}
    return "|".join(re.escape(w) for w in sorted(folded, key=lambda w: (-len(w), w))) or "(?!)"


def _plain(words: Iterable[object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(str(w)) for w in words))
