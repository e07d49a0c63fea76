"""Unit notes of tables: «(RMB million)», «单位：万元», «RMB'000» → scale and unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from math import prod

import msgspec

from claimcheck.extract.numbers import numerals
from claimcheck.extract.units import unit_kind, units
from claimcheck.extract.words import pattern
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.model import Span

_LONGEST = 90
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_TAIL = re.compile(r"[,/\-–—:|]\s*([^,|–—:()]{1,24})\Z")
ONE = Decimal(1)


class Note(msgspec.Struct, frozen=True):
    """What a unit note says: the unit, the scale (None where it names none), the rows it leaves out.

    ``main`` is a unit said with a word like 元, which is a dollar in a table in Hong Kong dollars.
    """

    unit: str | None = None
    scale: Decimal | None = None
    noun: str = ""
    exceptions: str = ""
    main: bool = False


class _Tokens(msgspec.Struct, frozen=True, eq=False):
    units: dict[str, tuple[str, Decimal, str]]
    scales: dict[str, Decimal]
    powers: dict[str, int]
    fillers: frozenset[str]
    main: frozenset[str]
    per: re.Pattern[str]
    longest: int


@lru_cache(maxsize=4)
def _tokens(lexicon: Lexicon) -> _Tokens:
    known, words = units(lexicon), lexicon.table("words")
    names = {word: (unit.name, unit.factor, unit.noun) for word, unit in known.after.items()}
    names |= {word: (code, ONE, "") for word, code in known.before.items()}
    names |= {fold(w): (name, ONE, "") for w, name in words["table_unit_words"].items()}
    scales = {fold(str(w)): Decimal(v) for w, v in words["table_scales"].items()}
    fillers = frozenset(fold(w) for w in words["table_unit_fillers"])
    longest = max(map(len, [*names, *scales, *fillers]))
    joint = pattern(lexicon, "table_per").pattern
    per = re.compile(rf" ?(?:{joint}) ?([^\s,/][^,/]{{0,14}})")
    return _Tokens(names, scales, numerals(lexicon).powers, fillers, known.main, per, longest)


def note_of(folded: str, lexicon: Lexicon) -> Note | None:
    """The note that the whole of a phrase is, or None where it says anything else."""
    phrase = folded.strip()
    if not phrase or len(phrase) > _LONGEST:
        return None
    phrase, exceptions = _split(phrase, lexicon)
    note = _parsed(phrase, 0, Note(exceptions=exceptions), _tokens(lexicon))
    return note if note and (note.unit or note.scale) else None


def _split(phrase: str, lexicon: Lexicon) -> tuple[str, str]:
    """The unit proper, and from «except» on (or with 除外 at its end, the whole part) what is left out."""
    found = pattern(lexicon, "table_exceptions").search(phrase)
    if found is None:
        return phrase, ""
    end = phrase.find(",", found.end())
    closes = found.end() == (len(phrase) if end < 0 else end)
    start = phrase.rfind(",", 0, found.start()) + 1 if closes else found.start()
    return phrase[:start], phrase[start:]


def _parsed(text: str, at: int, note: Note, tokens: _Tokens) -> Note | None:
    """``note`` with what the text from ``at`` on adds, or None where a word of it is unknown."""
    while at < len(text) and text[at] == " ":
        at += 1
    if at >= len(text):
        return note
    for length in range(min(tokens.longest, len(text) - at), 0, -1):
        word = text[at : at + length]
        if not _is_whole(text, at, at + length):
            continue
        for more in _readings(word, note, tokens):
            found = _parsed(text, at + length, more, tokens)
            if found is not None:
                return found
    per = tokens.per.fullmatch(text, at)
    return msgspec.structs.replace(note, noun="/" + per[1].strip()) if per and note.unit else None


def _readings(word: str, note: Note, tokens: _Tokens) -> Iterator[Note]:
    """What a word may mean after what the note says already."""
    if word in tokens.units and note.unit in (None, tokens.units[word][0]):
        unit, factor, noun = tokens.units[word]
        scale = note.scale if factor == 1 else (note.scale or ONE) * factor
        is_main = word in tokens.main and len(word) == 1 and note.unit is None
        yield msgspec.structs.replace(note, unit=unit, scale=scale, noun=noun, main=is_main)
    scale = tokens.scales.get(word) or _power(word, tokens)
    if scale is not None and note.scale is None:
        yield msgspec.structs.replace(note, scale=scale)
    if word in tokens.fillers or (word in tokens.main and note.unit):  # 新台币千元 is in TWD
        yield note


def _power(word: str, tokens: _Tokens) -> Decimal | None:
    """百万 is 100 × 10,000."""
    if len(word) > 3 or any(c not in tokens.powers for c in word):
        return None
    return Decimal(prod(tokens.powers[c] for c in word))


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether the piece ends no Latin word midway; a scale may follow a sign (US$m, RMB'000)."""
    left = text[start - 1 : start].isalpha() and text[start].isalpha()
    right = text[end - 1].isalpha() and text[end : end + 1].isalpha()
    ascii_left = left and text[start - 1].isascii() and text[start].isascii()
    ascii_right = right and text[end - 1].isascii() and text[end].isascii()
    return not ascii_left and not ascii_right


def notes_in(folded: str, lexicon: Lexicon) -> Iterator[tuple[Span, Note]]:
    """Every note in a label or heading with its place: in brackets, after the last comma, or all of it."""
    whole = note_of(folded, lexicon)
    if whole is not None and _is_only_unit(whole):
        yield Span(0, len(folded)), whole
        return
    found = False
    for match in _BRACKETS.finditer(folded):
        note = note_of(match[1], lexicon)
        if note is not None:
            found = True
            yield Span(*match.span()), note
    tail = None if found else _TAIL.search(folded)
    note = note_of(tail[1], lexicon) if tail else None
    if tail and note is not None:
        yield Span(*tail.span()), note


def _is_only_unit(note: Note) -> bool:
    """Whether a note that fills its cell is no name, as «Employees» or 城市 would be."""
    return note.scale is not None or unit_kind(note.unit) in ("money", "percent", "pp")


def line_note(folded: str, lexicon: Lexicon) -> Note | None:
    """The note in the text around a table: a bracketed one, or what follows «单位»."""
    found = [note for _, note in notes_in(folded, lexicon)]
    if found:
        return found[-1]
    for opening in reversed(list(pattern(lexicon, "table_unit_lines").finditer(folded))):
        rest = re.split(r"[。;()]", folded[opening.start() : opening.start() + _LONGEST])[0]
        for words in (rest, rest.split(",")[0], rest.split(" ")[0]):
            note = note_of(words, lexicon)
            if note is not None:
                return note
    return None


def without(folded: str, spans: list[Span]) -> str:
    """The text with blanks in place of the spans, so that offsets stay."""
    for span in spans:
        folded = folded[: span.start] + " " * (span.end - span.start) + folded[span.end :]
    return folded
