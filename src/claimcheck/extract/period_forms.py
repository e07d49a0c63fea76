"""The period words of the lexicon, compiled: text → fields such as ``{"year": 2022, "quarter": 1}``.

A form is a regular expression with ``{placeholders}``. All forms of a language make one
scanning expression; the form that fits then reads its own numbers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
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
    """All that the period grammar knows of the words of the language."""

    numerals: Numerals
    units: Mapping[str, str]
    starts: Forms
    tails: Forms
    until: re.Pattern[str]
    future: re.Pattern[str]
    join: re.Pattern[str]
    glue: re.Pattern[str]
    between: re.Pattern[str]
    base: re.Pattern[str]


@lru_cache(maxsize=4)
def vocabulary(lexicon: Lexicon) -> Vocabulary:
    """The compiled period words of a lexicon."""
    table = lexicon.table("periods")
    numerals = Numerals(_folded(table["digits"]), _folded(table["tens"]), _folded(table.get("words", {})))
    units = _folded(table["units"])
    marks = _placeholders(numerals, units, _folded(table.get("months", {})))
    return Vocabulary(
        numerals=Numerals(
            numerals.digits, numerals.tens, {**numerals.words, **_folded(table.get("months", {}))}
        ),
        units=units,
        starts=_forms(
            [(f, r" {0,2}") for f in table.get("zh", ())] + [(f, " +") for f in table.get("en", ())], marks
        ),
        tails=_forms([(f, r" {0,2}") for f in table.get("tails", ())], marks),
        until=_ending(table["until"]),
        future=_ending(table["future"], r"[^,。;!?\n]{0,4}"),
        join=re.compile(rf" {{0,2}}(?:{_any(table['join'])}) {{0,2}}"),
        glue=re.compile(rf" {{0,2}}(?:{_any(table['glue'])})? {{0,2}}"),
        between=_ending(table.get("between", ["between"])),
        base=_ending(table["base"]),
    )


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
        return int("".join(str(numerals.digits[c]) for c in text)) if text else None
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
    return words.units[text] if name == "unit" else number(text, words.numerals)


def _forms(entries: list[tuple[Mapping[str, Any], str]], marks: Mapping[str, str]) -> Forms:
    sources = [_expand(f["like"], marks, blank) for f, blank in entries]
    forms = tuple(Form(re.compile(s), f.get("set", {})) for s, (f, _) in zip(sources, entries, strict=True))
    bare = [re.sub(r"\(\?P<\w+>", "(?:", s) for s in sources]
    return Forms(re.compile("|".join(f"(?P<f{i}>{s})" for i, s in enumerate(bare))), forms)


def _expand(source: str, marks: Mapping[str, str], blank: str) -> str:
    # Only words are folded: the syntax of expressions has capitals of its own.
    spaced = re.sub(r"[^\x00-\x7f]+", lambda m: fold(m[0]), source).replace(" ", blank)
    return re.sub(r"\{(\w+)\}", lambda m: marks.get(m[1], m[0]), spaced)


def _placeholders(numerals: Numerals, units: Mapping[str, str], months: Mapping[str, int]) -> dict[str, str]:
    digits = "".join(numerals.digits)
    plain = "".join(c for c, n in numerals.digits.items() if n < 10)
    counting = f"[{plain}{''.join(numerals.tens)}]"
    edge = r"(?<!\d)(?<!\d\.)"
    marks = {
        "year": rf"{edge}(?P<year>(?:1[0-9]|20)\d\d|[{plain}]{{4}})",
        "Y2": rf"(?P<year_to>(?:1[0-9]|20)\d\d|[{plain}]{{4}})",
        "y": rf"{edge}(?P<year2>\d\d|[{plain}]{{2}})",
        "n": rf"(?<![\d.])(?P<count>\d{{1,3}}|{counting}{{1,3}}|{_any(numerals.words) or '(?!)'})",
        "u": f"(?P<unit>{_any(units)})",
        "w": f"(?P<weekday>[{digits}1-7])",
        "M": f"(?P<month>{_any(months) or '(?!)'})",
    }
    marks["Y"] = marks.pop("year")
    for name, key, figures in (
        ("m", "month", "1[0-2]|0?[1-9]"),
        ("d", "day", "3[01]|[12][0-9]|0?[1-9]"),
        ("q", "quarter", "[1-4]"),
    ):
        spelt = f"|{counting}" + ("" if name == "q" else "{1,3}")
        marks[name] = rf"{edge}(?P<{key}>(?:{figures})(?!\d){spelt})"
        marks[f"{name}2"] = rf"(?P<{key}2>(?:{figures})(?!\d){spelt})"
    return marks


def _folded(table: Mapping[Any, Any]) -> dict[str, Any]:
    return {fold(str(k)): v for k, v in table.items()}


def _any(words: Any) -> str:
    return "|".join(re.escape(w) for w in sorted({fold(str(w)) for w in words}, key=lambda w: (-len(w), w)))


def _ending(words: Any, more: str = "") -> re.Pattern[str]:
    return re.compile(rf"(?:{_any(words)}){more} {{0,2}}\Z")
