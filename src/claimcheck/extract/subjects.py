"""Whom a number is about: the nearest fitting name to its left, else the last one, else the article's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from claimcheck.extract.clauses import after_point
from claimcheck.extract.coined import is_coined, kind_of
from claimcheck.extract.names import Mention
from claimcheck.extract.scene import Scene, Slot
from claimcheck.extract.words import pattern, pattern_at_end, vocabulary
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.model import Name, Span

SOURCES = ("organisation", "person", "media")
_HEAD = 4  # characters
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NAME = re.compile(r"[\u4e00-\u9fff]{3,8}")
_POINT_NAME = re.compile(r"[\u4e00-\u9fff]{2,8}")  # at the head of a point
_LATIN_NAME = re.compile(r"(?<![A-Za-z0-9])[A-Z][a-z]{3,}(?: [A-Z][a-z]+)*(?![A-Za-z0-9])")


class Subject(msgspec.Struct, frozen=True):
    """The subject's name and where it stands; ``span`` is None where it was carried over."""

    name: Name
    span: Span | None = None


def subject_of(scene: Scene, slot: Slot, metric: Span | None, carried: Subject | None) -> Subject | None:
    """The subject of one number.

    Looked for in its clause up to the number (or its metric), then in the earlier clauses of the
    sentence; then ``carried`` holds. A place counts only where it stands like a subject.
    """
    end = max(slot.left.end, metric.end if metric else 0)
    near = Span(slot.clause.start, end)
    fined = _fined(scene, near)
    if fined is not None:
        return fined
    for span in (near, Span(slot.sentence.start, slot.clause.start)):
        mention = _best(scene, span, metric)
        if mention is not None:
            stranger = _last_stranger(scene, Span(mention.span.end, slot.clause.start))
            return stranger or Subject(named(scene.text, scene.lexicon, mention), mention.span)
    opening = _opening(scene, slot.clause) or _opening(scene, slot.sentence)
    if opening is not None:
        return opening
    stranger = _stranger(scene, Span(slot.clause.start, metric.start if metric else slot.left.end))
    return stranger or (carried and msgspec.structs.replace(carried, span=None))


def _fined(scene: Scene, span: Span) -> Subject | None:
    """On whom a penalty is imposed: 监管局对|甲公司|处以3亿元罚款 is the firm's fine, not the regulator's."""
    for mention in reversed(scene.subjects_in(span)):
        before = scene.folded[max(span.start, mention.span.start - 2) : mention.span.start]
        imposed = pattern(scene.lexicon, "imposed").match(scene.folded, mention.span.end)
        if imposed and pattern_at_end(scene.lexicon, "patient_marks").search(before):
            return Subject(named(scene.text, scene.lexicon, mention), mention.span)
    return None


def _opening(scene: Scene, span: Span) -> Subject | None:
    """An unknown name that opens the sentence right before a period: |蓝图商城|2022年一季度成交额…."""
    spans = [p.span for _, p in scene.periods_in(Span(span.start + 1, span.end)) if p.span]
    if not spans or _reports(scene.lexicon).match(scene.folded, spans[0].end):
        return None
    periods = [span.start for span in spans]
    begin = after_point(scene.folded, span)
    name = scene.folded[begin : periods[0]].strip(" *")
    start = scene.folded.index(name, begin) if name else begin
    fits = (_POINT_NAME if begin > span.start else _NAME).fullmatch(name)
    if fits is None or not _is_name(scene, name):
        return None
    words = scene.text[start : start + len(name)]
    return Subject(Name("~" + name, words, words), Span(start, start + len(name)))


def _is_name(scene: Scene, name: str) -> bool:
    """Whether it holds no word that names cannot hold and does not open or end like a sentence."""
    lexicon = scene.lexicon
    if pattern(lexicon, "name_boundaries", "said", "forecast", "plan", "rise", "fall").search(name):
        return False
    if pattern_at_end(lexicon, "predicates", "metric_heads", "connectors").search(name):
        return False
    return name not in vocabulary(lexicon, "openers") and pattern(lexicon, "openers").match(name) is None


def _stranger(scene: Scene, span: Span) -> Subject | None:
    """A Latin name in a Chinese clause that no list knows: better a stranger than the firm named before."""
    if _HAN.search(scene.folded) is None:
        return None
    taken = [m.span for m in scene.metrics_over(span)]
    taken += [p.span for _, p in scene.periods_in(span) if p.span]
    for match in _LATIN_NAME.finditer(scene.text, span.start, span.end):
        found = Span(*match.span())
        if not any(found.overlaps(other) for other in taken):
            words = match.group()
            return Subject(Name("~" + fold(words), words, words), found)
    return None


def _last_stranger(scene: Scene, span: Span) -> Subject | None:
    """An unknown Latin name that ends the clause before the number's: «…，像|Quicklark|，营收才1100万»."""
    if span.end <= span.start:
        return None
    clause = scene.clause_at(span.end - 1)
    found = _stranger(scene, Span(max(span.start, clause.start), span.end))
    if found is None or found.span is None:
        return None
    return None if scene.folded[found.span.end : span.end].strip(" ,;、") else found


def named(text: str, lexicon: Lexicon, mention: Mention) -> Name:
    """The canonical name of a mention with the words as written."""
    words = text[mention.span.start : mention.span.end]
    return Name(mention.id, canonical_name(mention.id, lexicon) or _short_form(mention.id, words), words)


def _short_form(subject: str, words: str) -> str:
    """A coined name as written, without the words that its id leaves out: 星河精密|科技."""
    short = words[: len(subject) - 1]
    return short if is_coined(subject) and fold(short) == subject[1:] else words


def canonical_name(subject: str, lexicon: Lexicon) -> str:
    """The first name that the lexicon gives a subject, or an empty string."""
    entry = lexicon.subjects.get(subject)
    return (entry.zh or entry.en or (subject,))[0] if entry else ""


def _best(scene: Scene, span: Span, metric: Span | None) -> Mention | None:
    """The last mention in ``span`` that is neither a place of action nor a source of figures."""
    mentions = scene.subjects_in(span)
    for index in range(len(mentions) - 1, -1, -1):
        mention = mentions[index]
        names_metric = metric is not None and metric.overlaps(mention.span) and metric.end >= span.end
        if _is_actor(scene, mention, span, metric) and not names_metric and not _is_source(scene, mention):
            owns = index > 0 and is_place_of(scene, mentions[index - 1], mention)
            return mentions[index - 1] if owns else mention
    return None


def is_place_of(scene: Scene, firm: Mention, place: Mention) -> bool:
    """Whether a place right behind the name of a firm tells where the firm's figure was made."""
    lexicon = scene.lexicon
    if kind_of(place.id, lexicon) != "place" or kind_of(firm.id, lexicon) in (*SOURCES, "place"):
        return False
    return firm.span.end == place.span.start


def place_of(scene: Scene, subject: Subject | None) -> str | None:
    """The place that narrows the figures of a firm whose name it stands right behind."""
    if subject is None or subject.span is None:
        return None
    around = scene.subjects_in(Span(subject.span.start, len(scene.folded)))[:2]
    if len(around) == 2 and is_place_of(scene, *around):
        return scene.folded[around[1].span.start : around[1].span.end]
    return None


def topic_of(scene: Scene, sentence: Span) -> Subject | None:
    """The subject that a sentence hands on to the next: its first actor that is no place or source."""
    for mention in scene.subjects_in(sentence):
        if kind_of(mention.id, scene.lexicon) not in (*SOURCES, "place"):
            return Subject(named(scene.text, scene.lexicon, mention))
    return None


def block_topic(scene: Scene) -> Subject | None:
    """The subject that a heading sets for what stands below it."""
    found = (topic_of(scene, sentence) for sentence in scene.sentences)
    return next((subject for subject in found if subject), None)


def _is_actor(scene: Scene, mention: Mention, span: Span, metric: Span | None) -> bool:
    """A place is the subject only at the head of a clause or right before the metric, and not after 在."""
    before = scene.folded[max(0, mention.span.start - 5) : mention.span.start]
    if pattern_at_end(scene.lexicon, "object_marks").search(before) or _is_listed(scene, mention):
        return False
    if kind_of(mention.id, scene.lexicon) != "place":
        return True
    if pattern_at_end(scene.lexicon, "locatives").search(before):
        return False
    opening = scene.clause_at(mention.span.start).start
    if mention.span.start - opening <= _HEAD or _opens(scene, opening, mention.span.start):
        return True
    return metric is not None and 0 <= metric.start - mention.span.end <= _HEAD


def _is_listed(scene: Scene, mention: Mention) -> bool:
    """Whether the name is the last of examples: 柳州、河池、|百色|等10市."""
    after = pattern(scene.lexicon, "and_others").match(scene.folded, mention.span.end)
    return after is not None


def _opens(scene: Scene, start: int, end: int) -> bool:
    """Whether only periods, fillers and said-words stand between the clause's start and the mention."""
    rest = scene.folded[start:end]
    for _, period in scene.periods_in(Span(start, end)):
        if period.span:
            rest = rest.replace(scene.folded[period.span.start : period.span.end], "")
    return not pattern(scene.lexicon, "openers", "connectors", "particles").sub("", rest).strip(" ,、")


def _is_source(scene: Scene, mention: Mention) -> bool:
    """国家统计局 in «国家统计局数据显示» says the figure and is not what it is about."""
    if kind_of(mention.id, scene.lexicon) not in SOURCES:
        return False
    before = scene.folded[max(0, mention.span.start - 3) : mention.span.start]
    if pattern(scene.lexicon, "according").search(before):
        return True
    return _said_after(scene.lexicon).match(scene.folded, mention.span.end) is not None


@lru_cache(maxsize=8)
def _reports(lexicon: Lexicon) -> re.Pattern[str]:
    """After the day in «经济部|9月23日|公布», «某某社7月2日|丨»: the name before it is a source."""
    return re.compile(rf"[ ,]*(?:[丨|]|{pattern(lexicon, 'source_nouns', 'said').pattern})")


@lru_cache(maxsize=8)
def _said_after(lexicon: Lexicon) -> re.Pattern[str]:
    """A verb of saying, with whom and when before it: |发言人|昨(9)日|公布."""
    between = pattern(lexicon, "source_between").pattern
    said = pattern(lexicon, "source_nouns", "said").pattern
    return re.compile(rf"(?:{between}|\(?\d{{1,2}}\)?[日号]|\([^()]{{1,60}}\)){{0,4}}(?:{said})")


def for_metric(
    scene: Scene, subject: Subject | None, metric: str, main: Subject | None, country: str
) -> Subject | None:
    """The subject that fits the metric, where none was named beside the number.

    National statistics in a Chinese text are those of its ``country``, not those of the firm it is about;
    and a firm's accounts (``main``) are not those of the product named last.
    """
    lexicon = scene.lexicon
    if subject is not None and metric in lexicon.words("market_metrics"):
        is_index = kind_of(subject.name.id, lexicon) == "index"
        return _country(country, lexicon) if is_index else subject
    if subject is not None and subject.span is not None:
        return subject
    national = lexicon.table("words").get("national_metrics", {})
    if metric in national.get("metrics", ()) and not scene.folded.isascii():
        return _country(country, lexicon)
    if subject is not None and main is not None and _is_part(subject.name.id, main.name.id, lexicon):
        is_account = metric in lexicon.metrics and lexicon.metrics[metric].unit == "money"
        return main if is_account else subject
    return subject


def local_subject(scene: Scene, end: int, subject: Subject | None) -> Subject | None:
    """The place of 全市 or 本省, where none stands beside the number: the one named last before ``end``."""
    if subject is not None and subject.span is not None:
        return subject
    for mention in reversed(scene.subjects):
        is_place = kind_of(mention.id, scene.lexicon) == "place"
        if mention.span.end <= end and is_place:
            return Subject(named(scene.text, scene.lexicon, mention))
    return subject


def _country(country: str, lexicon: Lexicon) -> Subject:
    name = canonical_name(country, lexicon) or country
    return Subject(Name(country, name, ""))


def _is_part(part: str, whole: str, lexicon: Lexicon) -> bool:
    return part != whole and whole in with_wholes(part, lexicon)


def with_wholes(subject: str, lexicon: Lexicon) -> Iterator[str]:
    """The subject and all that it is part of, from the inside out."""
    name: str | None = subject
    while name is not None:
        yield name
        entry = lexicon.subjects.get(name)
        name = entry.part_of if entry else None
