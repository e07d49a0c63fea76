"""Names that the lexicon does not know, by their form: …有限公司, 中持股份(603903), Acme Holdings Inc.

They are looked for once an article; each one found counts wherever it stands in that article.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from claimcheck.expressions import compiled
from claimcheck.extract.coined_ids import identities
from claimcheck.extract.names import Mention, Scanner, metric_scanner, subject_scanner
from claimcheck.extract.words import pattern, vocabulary
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon

_HAN = r"[\u4e00-\u9fff]"
_LONGEST_SHORT_NAME = 4
_LONGEST_BEFORE_FORM = 24  # a name and what may stand in brackets behind it
_SHORTEST_DEFINED = 2
_DEFINITION = re.compile(r"([A-Z][\w.+-]*(?: [A-Z][\w.+-]*){0,2}) (?:is|are) (?:a|an|the|our) ")
_MARK = "~"
_CAPITALS = r"((?:[A-Z][\w&'-]* ){0,3}[A-Z][\w&'-]*)"
_SPAN_WORDS = r"(?:(?:19|20)?\d\d ?年|q[1-4]|\d{1,2}月|[前上下第首一二三四中全])"
_LISTED = r" \((?:[A-Z]+: ?)?[A-Z0-9.]{2,8}\)"


# The known and the coined subjects of one text, each in text order.
Named = tuple[list[Mention], list[Mention]]


class Forms(msgspec.Struct, frozen=True, eq=False):
    """The patterns of one lexicon: Chinese ones over folded text, the Latin one over the text as written.

    ``ended`` are those that end with a word (…有限公司), each with the pattern of its words: a block
    without such a word is not searched, and none before the first.
    """

    ended: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    coded: re.Pattern[str]
    labels: re.Pattern[str]
    labelled: re.Pattern[str]
    reporting: re.Pattern[str]
    opening: re.Pattern[str]
    titled: re.Pattern[str]
    latin: re.Pattern[str]


@lru_cache(maxsize=8)
def _forms(lexicon: Lexicon) -> Forms:
    def words(category: str) -> str:
        return pattern(lexicon, category).pattern

    name, reports = rf"{_HAN}{{3,8}}?", words("company_reports")
    short = rf"[a-z*]{{0,3}}{_HAN}{{2,6}}"
    code = rf"(?:(?:{words('code_labels')})[:. ]*)*\d{{4,6}}(?:\.[a-z]{{2}})?"
    return Forms(
        ended=(
            (
                pattern(lexicon, "legal_forms"),
                compiled(rf"({_HAN}{{2,16}}?)(?:\([^()]{{2,6}}\))?(?:{words('legal_forms')})"),
            ),
            (
                pattern(lexicon, "company_forms"),
                compiled(rf"({_HAN}{{2,6}}?(?:{words('company_forms')}))"),
            ),
        ),
        labels=pattern(lexicon, "short_name_labels"),
        coded=compiled(rf"({short})\({code}\)"),
        labelled=compiled(rf"(?:{words('short_name_labels')}):?[\"“'「]?({short})(?=[\"”'」),。; ]|$)"),
        reporting=compiled(
            rf"(?:^|[,。;:!?\n)]|\d日) ?(?:(?:{words('when_words')}),? ?)*({name})(?:\([^()]{{1,40}}\))?"
            rf"(?:{words('when_words')})*(?:{words('publishes')})[^,。;:\n]{{0,16}}?(?:{reports})"
        ),
        opening=compiled(
            rf"(?:^|[。!?\n]) ?({_HAN}{{2,4}}(?:{words('firm_endings')}))(?={_SPAN_WORDS}|[今去明]年)"
        ),
        titled=compiled(
            rf"(?:[\[【(][^\]】)]{{1,12}}[\]】)])? ?({name})"
            rf"(?=[: ]|{_SPAN_WORDS}|{reports}|{words('publishes')})"
            rf"[^,。;]{{0,24}}?(?:{reports}|{words('account_words')})"
        ),
        latin=compiled(
            rf"\b{_CAPITALS}(?:,? (?:{_any(lexicon, 'english_legal_forms')})\b"
            rf"|{_LISTED}|(?=(?: on [A-Z][a-z]+day)? {_acts(lexicon)})|(?=['\u2019]s {_owned(lexicon)}))"
        ),
    )


def _any(lexicon: Lexicon, category: str) -> str:
    """Alternatives of the words as written, for text that is not folded."""
    return "|".join(re.escape(word) for word in lexicon.words(category))


def _acts(lexicon: Lexicon) -> str:
    acts, reports, results = (_any(lexicon, f"english_{name}") for name in ("acts", "reports", "results"))
    return rf"(?:(?:{acts})\b|(?:{reports}) (?:its )?(?:{results})\b)"


def _owned(lexicon: Lexicon) -> str:
    """What only a firm has: Acme's |third-quarter net income."""
    return rf"(?:[a-z-]+ ){{0,3}}(?:{_any(lexicon, 'english_owned')})\b"


def coined_names(
    texts: Sequence[str], folded: Sequence[str], lexicon: Lexicon, titles: Sequence[str] = ()
) -> Scanner | None:
    """A scanner for the names that the article's blocks coin, or ``None`` where they coin none.

    ``titles`` are the title and headings among them, folded: a firm's report names it there first.
    """
    names = {name for f in folded for name in _chinese(f, lexicon)}
    names |= {name for t in titles for name in _reporting(_forms(lexicon).titled.match(t), lexicon)}
    names |= {name for t in texts for name in _latin(t, lexicon)}
    names |= {name for t in texts for name in _defined(t, titles)}
    surfaces = sorted(names - _known(lexicon)) if names else []
    if not surfaces:
        return None
    ids = identities(frozenset(surfaces), folded, lexicon)
    return Scanner(_automaton(surfaces), tuple(_MARK + ids[s] for s in surfaces))


@lru_cache(maxsize=8)
def _known(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(fold(s) for entry in lexicon.subjects.values() for s in entry.surfaces)


def _automaton(surfaces: Sequence[str]) -> Any:
    import ahocorasick_rs

    return ahocorasick_rs.AhoCorasick(surfaces, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)


def _chinese(folded: str, lexicon: Lexicon) -> Iterator[str]:
    forms = _forms(lexicon)
    if (bracket := folded.find("(")) >= 0:
        for match in forms.coded.finditer(folded, max(0, bracket - _LONGEST_BEFORE_FORM)):
            yield from _short(match.group(1), lexicon)
    if label := forms.labels.search(folded):
        for match in forms.labelled.finditer(folded, label.start()):
            yield from (n for n in [match.group(1)] if n not in vocabulary(lexicon, "not_names"))
    if pattern(lexicon, "company_reports").search(folded):
        for match in forms.reporting.finditer(folded):
            yield from _reporting(match, lexicon)
    for match in forms.opening.finditer(folded):
        if pattern(lexicon, "common_modifiers").match(match.group(1)) is None:
            yield from _reporting(match, lexicon)
    for ends, names in forms.ended:
        if end := ends.search(folded):
            for match in names.finditer(folded, max(0, end.start() - _LONGEST_BEFORE_FORM)):
                yield from _trimmed(match.group(1), lexicon, legal=ends is forms.ended[0][0])


def _trimmed(name: str, lexicon: Lexicon, *, legal: bool = False) -> Iterator[str]:
    """The name after the last word that no name holds, if enough of it is left.

    Before a ``legal`` form the name may end with what the firm does: 南涛控股|有限公司.
    """
    cuts = [m.end() for m in pattern(lexicon, "name_boundaries").finditer(name, 0, len(name) - 1)]
    rest = name[max(cuts, default=0) :]
    bad = vocabulary(lexicon, "not_names")
    bad = (
        bad - {fold(word) for word in lexicon.words("descriptors")}
        if legal and not cuts and len(rest) > 3
        else bad
    )
    if len(rest) > 2 and not any(rest == word or rest.endswith(word) for word in bad):
        yield rest


def _reporting(match: re.Match[str] | None, lexicon: Lexicon) -> Iterator[str]:
    """The firm that publishes its accounts, unless it is a body, a trade or a group of firms."""
    if match is None:
        return
    name = match.group(1)
    bad = pattern(lexicon, "not_in_firms", "name_boundaries").search(name)
    known = subject_scanner(lexicon).find(name) or metric_scanner(lexicon).find(name)
    bad = bad or pattern(lexicon, "trades").match(name)
    if not bad and not known and name not in vocabulary(lexicon, "not_names"):
        yield name


def _short(name: str, lexicon: Lexicon) -> Iterator[str]:
    """The short name of a listed company: rarely more than four characters."""
    yield from (rest[-_LONGEST_SHORT_NAME:] for rest in _trimmed(name, lexicon))
    short = name[-_LONGEST_SHORT_NAME:]  # 恒山股份(603001): the code says that it is a name
    ends = pattern(lexicon, "company_forms").search(short, _LONGEST_SHORT_NAME // 2)
    clean = pattern(lexicon, "name_boundaries").search(short, 0, _LONGEST_SHORT_NAME // 2) is None
    if ends and clean and len(short) == _LONGEST_SHORT_NAME and short not in vocabulary(lexicon, "not_names"):
        yield short


def _latin(text: str, lexicon: Lexicon) -> Iterator[str]:
    not_names = frozenset(lexicon.words("not_english_names"))
    for match in _forms(lexicon).latin.finditer(text):
        words = match.group(1).split(" ")
        if _abbreviates(match[0], words):
            continue
        while words and words[0] in not_names:
            words = words[1:]
        name = fold(" ".join(words))
        if len(name) > 2 and not any(w in not_names for w in words):
            yield name


def _abbreviates(written: str, words: Sequence[str]) -> bool:
    """Whether the brackets behind the words hold their initials: Gross Domestic Product (GDP)."""
    letters = written.rpartition("(")[2].rstrip(")") if written.endswith(")") else ""
    return len(letters) > 1 and "".join(word[0] for word in words).endswith(letters)


def _defined(text: str, titles: Sequence[str]) -> Iterator[str]:
    """What a text says it is about, if a title names it, too: «Fastqueue is a message queue»."""
    match = _DEFINITION.match(text)
    name = fold(match.group(1)) if match else ""
    if len(name) > _SHORTEST_DEFINED and any(name in title for title in titles):
        yield name


def named_in(folded: str, lexicon: Lexicon, coined: Scanner | None) -> Named:
    """The subjects that a text names: those of the lexicon, and those that its article coins."""
    return subject_scanner(lexicon).find(folded), coined.find(folded) if coined else []


def joined(known: Sequence[Mention], coined: Sequence[Mention]) -> list[Mention]:
    """Both kinds of mentions in text order; of two that overlap the longer one, then the known one."""
    if not coined:
        return list(known)
    found: list[Mention] = []
    starts: list[int] = []
    ranked = [(m.span.start - m.span.end, 0, m) for m in known] + [
        (m.span.start - m.span.end, 1, m) for m in coined
    ]
    for _, _, mention in sorted(ranked, key=lambda r: (r[0], r[1], r[2].span.start)):
        at = bisect_left(starts, mention.span.start)
        beside = found[max(0, at - 1) : at + 1]
        if not any(mention.span.overlaps(other.span) for other in beside):
            found.insert(at, mention)
            starts.insert(at, mention.span.start)
    return found


def is_coined(subject: str) -> bool:
    """Whether a subject's id is a name that no lexicon knows."""
    return subject.startswith(_MARK)


def kind_of(subject: str, lexicon: Lexicon) -> str:
    """The kind of a subject; coined names are companies."""
    entry = lexicon.subjects.get(subject)
    if subject in lexicon.words("outlets"):
        return "media"
    return entry.kind if entry else "company"
