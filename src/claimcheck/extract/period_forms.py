"""The period words of the lexicon, compiled: text → fields such as ``{"year": 2022, "quarter": 1}``.

A form is a regular expression with ``{placeholders}``. All forms of a language make one
scanning expression; the form that fits then reads its own numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

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


class Forms(NamedTuple):
    """Forms tried in order by one scanning expression, whose groups count them."""

    scan: re.Pattern[str]
    forms: tuple[Form, ...]


class Atom(NamedTuple):
    """A form found in the text, with the fields it gives."""

    start: int
    end: int
    fields: Fields


class Vocabulary(NamedTuple):
    """All that the period grammar knows of the words of the language.

    ``starts`` may begin a period, ``parts`` may go on with one, ``tails`` end it.
    """

    numerals: Numerals
    units: Mapping[str, str]
    starts: Forms
    parts: Forms
    tails: Forms
    until: re.Pattern[str]
    future: re.Pattern[str]
    recurring: re.Pattern[str]
    between: re.Pattern[str]
    join: re.Pattern[str]
    both: re.Pattern[str]
    glue: re.Pattern[str]
    base: re.Pattern[str]
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
    return Vocabulary(
        numerals=numerals,
        units=units,
        starts=_forms([f for f in chinese + english if not f[0].get("attached")], marks),
        parts=_forms(chinese + english, marks),
        tails=_forms([(form, r" {0,2}") for form in table["tails"]], marks),
        until=_ending(table["until"]),
        future=_ending(table["future"], r"[^,。;!?\n]{0,4}"),
        recurring=_ending(table["recurring"]),
        between=_ending(table["between"]),
        both=re.compile(rf" {{0,2}}(?:{_any(table['and'])}) {{0,2}}"),
        join=re.compile(rf" {{0,2}}(?:{_any(table['join'])}) {{0,2}}"),
        glue=re.compile(rf" {{0,2}}(?:{_any(table['glue'])})? {{0,2}}"),
        base=_ending(table["base"]),
        base_after=re.compile(rf" {{0,2}}(?:{_any(table['base_after'])})"),
    )


def _numerals(table: Mapping[str, Any]) -> Numerals:
    words = {n: v for name in _NUMBER_WORDS for n, v in _folded(table.get(name, {})).items()}
    return Numerals(_folded(table["digits"]), _folded(table["tens"]), words)


def next_atom(forms: Forms, folded: str, position: int, words: Vocabulary) -> Atom | None:
    """The first form at or after ``position``."""
    return _atom(forms, forms.scan.search(folded, position), folded, words)


def atom_at(forms: Forms, folded: str, position: int, words: Vocabulary) -> Atom | None:
    """The form that stands at ``position``."""
    return _atom(forms, forms.scan.match(folded, position), folded, words)


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
        if character in numerals.digits:
            digit = numerals.digits[character]
        elif character in numerals.tens:
            ten = numerals.tens[character]
            total += ten if digit is None or ten not in (10, 100) else digit * ten
            digit = None
        else:
            return None
    return total + (digit or 0)


def _atom(forms: Forms, match: re.Match[str] | None, folded: str, words: Vocabulary) -> Atom | None:
    if match is None or match.lastgroup is None:
        return None
    form = forms.forms[int(match.lastgroup[1:])]
    found = form.pattern.match(folded, match.start())
    if found is None:
        return None
    read = {k: _value(k, v, words) for k, v in found.groupdict().items() if v is not None}
    return Atom(found.start(), found.end(), {**form.fields, **read})


def _value(name: str, text: str, words: Vocabulary) -> Any:
    if name == "foreign":
        return text
    if name == "unit":
        return words.units[text]
    return number(text, words.numerals)


# ---------------------------------------------------------------- compiling


def _forms(entries: list[tuple[Mapping[str, Any], str]], marks: Mapping[str, str]) -> Forms:
    sources = [_expand(form["like"], marks, blank) for form, blank in entries]
    forms = tuple(
        Form(re.compile(source), form.get("set", {}))
        for source, (form, _) in zip(sources, entries, strict=True)
    )
    bare = [re.sub(r"\(\?P<\w+>", "(?:", source) for source in sources]
    return Forms(re.compile("|".join(f"(?P<f{i}>{s})" for i, s in enumerate(bare))), forms)


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
        "^": r"(?<!\d)(?<!\d\.)",
        "<": r"(?<![a-z0-9.])",
        ">": r"(?![a-z0-9])",
        "y": rf"(?P<year2>\d\d|[{digits}]{{2}})",
        "n": rf"(?<![\d.])(?P<count>\d{{1,3}}|[{digits}{tens}{''.join(table['counts'])}]{{1,3}})",
        "N": rf"(?P<count>\d{{1,3}}|{_any(table.get('words', {}))})",
        "u": f"(?P<unit>{_any(u for u in units if not u.isascii())})",
        "U": f"(?P<unit>{_any(u for u in units if u.isascii())})",
        "w": f"(?P<weekday>[{''.join(_folded(table['weekdays']))}1-7])",
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


_NUMBER_WORDS = ("counts", "weekdays", "words", "ordinals", "months", "weekday_names")


def _folded(table: Mapping[Any, Any]) -> dict[str, Any]:
    return {fold(str(k)): v for k, v in table.items()}


def _any(words: Iterable[object]) -> str:
    """An alternation of words, longest first; of no words, what never matches."""
    folded = {fold(str(w)) for w in words}
    return "|".join(re.escape(w) for w in sorted(folded, key=lambda w: (-len(w), w))) or "(?!)"


def _ending(words: Iterable[object], more: str = "") -> re.Pattern[str]:
    return re.compile(rf"(?:{_any(words)}){more} {{0,2}}\Z")
