"""Words of a label or heading → the metric and subject that they name, and what narrows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from claimcheck.extract.named import Metric
from claimcheck.extract.names import Mention, metric_scanner, metric_surfaces, subject_scanner
from claimcheck.extract.numbers import numerals
from claimcheck.extract.subjects import Subject, named
from claimcheck.extract.table_grid import Field
from claimcheck.extract.words import pattern, pattern_at_end, vocabulary
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.model import Name, Span

_EDGES = " ,.:;!?。、'\"“”‘’「」『』《》()[]【】*†‡#…-–—·/|+&"
_QUOTES = dict.fromkeys(map(ord, "“”‘’「」『』《》'\""))
_ALTERNATIVE = re.compile(r"\(?[^()\s/]{1,12}\)?\s*/\s*\Z|\A\s*/\s*\(?[^()\s/]{1,12}\)?")  # (亏损)/溢利
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")


class Words(msgspec.Struct, frozen=True):
    """The words of a field that may name something: periods and unit notes are blanks in ``folded``."""

    field: Field
    folded: str


def subject_in(words: Words, lexicon: Lexicon, places: bool = True) -> Subject | None:
    """The last subject (``places`` may count) that the words name; its span counts in the article's text."""
    found = _subjects(words, lexicon, places)
    if not found:
        return None
    place = found[-1].span.shift(words.field.span.start)
    return Subject(named(words.field.text, lexicon, found[-1]), place)


def is_subject(words: Words, lexicon: Lexicon, places: bool = True) -> bool:
    """Whether the words are a subject's name and nothing else."""
    found = _subjects(words, lexicon, places)
    return bool(found) and not _left_over(words, found, lexicon)


def _subjects(words: Words, lexicon: Lexicon, places: bool = True) -> list[Mention]:
    found = subject_scanner(lexicon).find(words.folded)
    if not places:
        found = [m for m in found if lexicon.subjects[m.id].kind != "place"]
    taken = metric_scanner(lexicon).find(words.folded) if found else []
    return [m for m in found if not any(m.span.overlaps(t.span) for t in taken)]


@lru_cache(maxsize=256)
def known_metric(words: Words, kind: str, lexicon: Lexicon) -> Metric | None:
    """The metric of the lexicon that the words name, if figures of ``kind`` (empty: any) can be its."""
    found = [m for m in metric_scanner(lexicon).find(words.folded) if _fits(m, kind, lexicon)]
    found = [m for m in found if not _goes_on(words.folded[m.span.end :], lexicon)]
    found = [m for m in found if not _is_denominator(words.folded[: m.span.start], lexicon)] or found
    return _named(words, found, _head_of(words, found, lexicon), lexicon) if found else None


def _head_of(words: Words, found: list[Mention], lexicon: Lexicon) -> Mention:
    """Of several names the one that is the whole label; else in Chinese the last, in Latin the first."""
    longest = max(found, key=lambda m: m.span.end - m.span.start)
    return longest if not _left_over(words, [longest], lexicon) else found[0 if _is_latin(words) else -1]


def _named(words: Words, found: list[Mention], mention: Mention, lexicon: Lexicon) -> Metric:
    """The metric of a mention, narrowed by the other words of the label."""
    same = [m for m in found if m.id == mention.id]  # 电商交易总额(GMV)
    plain = _plain_words(lexicon, lexicon.metrics[mention.id].kind)
    narrowing = [n for n in _left_over(words, [*same, *_subjects(words, lexicon)], lexicon) if n not in plain]
    identity = mention.id
    for phrase in narrowing:
        composed = _composed(phrase, mention.id, lexicon)
        if composed is not None:
            identity, narrowing = composed, [n for n in narrowing if n != phrase]
            break
    entry, span = lexicon.metrics[identity], mention.span
    text = words.field.text[span.start : span.end]
    name = Name(identity, (entry.zh or entry.en or (identity,))[0], text)
    return Metric(name, tuple(narrowing), span.shift(words.field.span.start))


def _composed(phrase: str, metric: str, lexicon: Lexicon) -> str | None:
    """The lexicon's own metric for a modifier and a name together: 经调整|亏损净额 is adjusted net loss."""
    surfaces, joint = metric_surfaces(lexicon), " " if phrase.isascii() else ""
    names = (phrase + joint + fold(surface) for surface in lexicon.metrics[metric].surfaces)
    found = next((surfaces[name] for name in names if name in surfaces), None)
    return found if found != metric else None


def _is_denominator(before: str, lexicon: Lexicon) -> bool:
    """Whether the name only says per what: time spent per |DAU, 每|用户."""
    return pattern_at_end(lexicon, "per_words").search(before) is not None


def _goes_on(after: str, lexicon: Lexicon) -> bool:
    """Whether the name is only a part of another one: 捐赠|支出, revenue|per user, revenue|share."""
    per = pattern(lexicon, "table_per_unit").match(after.lstrip())
    phrase = re.split(rf"[(\[,:]|{pattern(lexicon, 'table_joints').pattern}", after)[0].strip(_EDGES)
    heads = pattern(lexicon, "metric_heads", "metric_heads_en", "rate_heads", "table_outflows")
    return bool(per) or any(m.end() == len(phrase) for m in heads.finditer(phrase))


def _fits(mention: Mention, kind: str, lexicon: Lexicon) -> bool:
    return kind in ("", "number", "percent", "pp", "multiple", lexicon.metrics[mention.id].unit)


def _is_latin(words: Words) -> bool:
    return words.folded.isascii()


@lru_cache(maxsize=32)
def _plain_words(lexicon: Lexicon, kind: str) -> frozenset[str]:
    """Words that narrow no metric, and for averages the words that only say that it is one."""
    plain = (
        vocabulary(lexicon, "filler") | vocabulary(lexicon, "table_generic") | vocabulary(lexicon, "openers")
    )
    return plain | vocabulary(lexicon, "table_averages") if kind == "average" else plain


def phrase_metric(words: Words, lexicon: Lexicon) -> Metric | None:
    """The metric that the words themselves are, or None where they are none (项目, Total)."""
    if is_generic(words, lexicon):
        return None
    subjects = _subjects(words, lexicon)
    start, end = _trimmed(words.folded, subjects, lexicon)
    identity = normal_form(words.folded[start:end], lexicon)
    if not identity or identity in vocabulary(lexicon, "table_generic"):
        return None
    text = words.field.text[start:end]
    return Metric(Name("~" + identity, text, text), (), Span(start, end).shift(words.field.span.start))


def _trimmed(folded: str, subjects: list[Mention], lexicon: Lexicon) -> tuple[int, int]:
    """The words without openers, enumeration and a subject at their edges."""
    start, end = 0, len(folded)
    opening = _opening(lexicon).match(folded)
    start = opening.end() if opening else start
    for mention in subjects:
        if not folded[start : mention.span.start].strip(_EDGES) and folded[mention.span.end :].strip(_EDGES):
            start = mention.span.end
    while start < end and folded[start] in _EDGES:
        start += 1
    while start < end and folded[end - 1] in _EDGES.replace(")", "" if "(" in folded[start:end] else ")"):
        end -= 1
    return start, end


@lru_cache(maxsize=8)
def _opening(lexicon: Lexicon) -> re.Pattern[str]:
    """«1. », «(二)», «其中:» before a name."""
    spelled = "".join(numerals(lexicon).digits) + "".join(numerals(lexicon).powers)
    numbered = rf"\(?(?:\d{{1,2}}|[{spelled}]{{1,3}}|[a-z])[)、.](?!\d)|[·•*▪-]"
    return re.compile(rf"\s*(?:{numbered})?\s*(?:{pattern(lexicon, 'table_openers').pattern})?\s*")


def is_generic(words: Words, lexicon: Lexicon) -> bool:
    """Whether the words name nothing: blank, or 金额, Amount, Total."""
    text = _BRACKETS.sub("", words.folded).strip(_EDGES)
    return not text or text in vocabulary(lexicon, "table_generic")


def rest_of(words: Words, lexicon: Lexicon, places: bool = True) -> tuple[str, ...]:
    """What the words say besides subjects, as narrowing phrases; nothing for general ones."""
    if is_generic(words, lexicon):
        return ()
    return _left_over(words, _subjects(words, lexicon, places), lexicon)


def _left_over(words: Words, names: list[Mention], lexicon: Lexicon) -> tuple[str, ...]:
    """The phrases before, between and after the names, in normal form and without blank words."""
    return tuple(dict.fromkeys(p for p in _pieces(words.folded, names, lexicon) if p))


def _pieces(folded: str, names: list[Mention], lexicon: Lexicon) -> Iterator[str]:
    at = 0
    for span in sorted({m.span for m in names}):
        yield _piece(folded[at : span.start], lexicon)
        at = max(at, span.end)
    yield _piece(folded[at:], lexicon)


def _piece(folded: str, lexicon: Lexicon) -> str:
    """A piece of a label without the words that join it to a name (of, from, 的)."""
    opening = _opening(lexicon).match(folded)
    piece = _ALTERNATIVE.sub("", folded[opening.end() :] if opening else folded)
    before = None
    while piece != before:
        before = piece
        piece = _joints(lexicon).sub("", piece).strip(_EDGES)
    blank = piece in vocabulary(lexicon, "filler") or piece in vocabulary(lexicon, "table_generic")
    return "" if blank else normal_form(piece, lexicon)


@lru_cache(maxsize=8)
def _joints(lexicon: Lexicon) -> re.Pattern[str]:
    joints = pattern(lexicon, "table_joints").pattern
    return re.compile(rf"\A\s*(?:{joints})|(?:{joints})\s*\Z")


def normal_form(phrase: str, lexicon: Lexicon) -> str:
    """A phrase as an id: without particles, quotes and blanks, so that wording varies less."""
    plain = pattern(lexicon, "particles").sub("", fold(phrase).translate(_QUOTES)).strip(_EDGES)
    return re.sub(r"\s+", " ", plain) if plain.isascii() else re.sub(r"\s", "", plain)
