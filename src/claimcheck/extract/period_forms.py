"""The period words of the lexicon, compiled: text → fields such as ``{"year": 2022, "quarter": 1}``.

A form is a regular expression with ``{placeholders}``. At each place only the forms that may begin
with its character are tried, in the order of the lexicon; the first that fits wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from claimcheck.expressions import compiled
from claimcheck.extract.numbers import branches
from claimcheck.extract.period_plans import SOURCES, Entry, any_of, placeholders, plan_of, with_folded_keys
from claimcheck.extract.period_starts import FIGURES, MANY
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.lexicon_cache import derived

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
    future_words: re.Pattern[str]
    intent: re.Pattern[str]
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
    units = with_folded_keys(table["units"])
    marks = placeholders(table, "".join(numerals.digits), "".join(numerals.tens), units)
    chinese = [(form, r" {0,2}") for form in table.get("zh", ())]
    english = [(form, r" +") for form in table.get("en", ())]
    entries = {
        "starts": [form for form in chinese + english if not form[0].get("attached")],
        "parts": chinese + english,
        "tails": [(form, r" {0,2}") for form in table["tails"]],
    }
    made = derived(
        "periods", SOURCES, table, lambda: {kind: plan_of(e, marks) for kind, e in entries.items()}
    )
    forms = {kind: _forms(made[kind], listed) for kind, listed in entries.items()}
    return Vocabulary(
        numerals=numerals,
        units=units,
        starts=forms["starts"],
        candidates=_candidates(forms["starts"]),
        parts=forms["parts"],
        tails=forms["tails"],
        until=_plain(table["until"]),
        since=_plain(table["since"]),
        future=_plain(table["future"]),
        future_words=compiled(branches(_plain(table["future"])) or "(?!)"),
        intent=compiled(branches(_plain(table["intent"])) or "(?!)"),
        toward=_plain(table["toward"]),
        recurring=_plain(table["recurring"]),
        between=_plain(table["between"]),
        both=compiled(rf" {{0,2}}(?:{any_of(table['and'])}) {{0,2}}"),
        join=compiled(rf" {{0,2}}(?:{any_of(table['join'])}) {{0,2}}"),
        glue=compiled(rf" {{0,2}}(?:{any_of(table['glue'])})? {{0,2}}"),
        base=_plain(table["base"]),
        base_after=compiled(rf" {{0,2}}(?:{any_of(table['base_after'])})"),
    )


def _numerals(table: Mapping[str, Any]) -> Numerals:
    words = {n: v for name in _NUMBER_WORDS for n, v in with_folded_keys(table.get(name, {})).items()}
    return Numerals(with_folded_keys(table["digits"]), with_folded_keys(table["tens"]), words)


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


def _forms(plan: Mapping[str, Any], entries: Sequence[Entry]) -> Forms:
    """The forms of a plan, ready to be tried."""
    sources = zip(plan["sources"], entries, strict=True)
    forms = [Form(compiled(source), entry.get("set", {})) for source, (entry, _) in sources]

    def chosen(numbers: Iterable[int]) -> tuple[Form, ...]:
        return tuple(forms[n] for n in numbers)

    return {
        first: Choice({c: chosen(some) for c, some in following.items()}, chosen(others))
        for first, (following, others) in plan["choices"].items()
    }


def _candidates(choices: Mapping[str, Choice]) -> re.Pattern[str]:
    """Where a form may begin: inside a word of Latin letters or a run of figures none does.

    Mostly two characters settle it. Each begins with a literal, so that ``re`` passes over all else.
    """
    figures = [rf"{c}(?<!\d{c})" for c in sorted({key[-1] for key in choices} & FIGURES)]
    pairs = [_pair(c, choice) for c, choice in choices.items() if c[-1] not in FIGURES]
    return compiled("|".join([*figures, *pairs]) or "(?!)")


def _pair(first: str, choice: Choice) -> str:
    inside = f"(?<![a-z]{first})" if first.isascii() and first.isalpha() else ""
    following = "" if choice.forms else f"(?=[{''.join(re.escape(c) for c in choice.by_next)}])"
    return re.escape(first) + inside + following


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


def _plain(words: Iterable[object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(str(w)) for w in words))
