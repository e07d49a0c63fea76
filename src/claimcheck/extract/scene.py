"""One block of an article with everything that was found in it, ready for binding."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Sequence
from datetime import date

import msgspec

from claimcheck.extract.clauses import clauses, sentences
from claimcheck.extract.coined import Named, joined
from claimcheck.extract.names import Mention, Scanner, metric_scanner
from claimcheck.extract.periods import comparison_bases, find_periods
from claimcheck.extract.words import pattern, pattern_at_end
from claimcheck.lexicon import Lexicon
from claimcheck.model import BlockKind, Period, Quantity, Span

_NEAR_BRACKET = 3  # characters: 投资(不含农户)|达到248654亿元
_TICKER = re.compile(r"[^():;,。]{0,12}: ?[0-9a-z.]{1,9}[;,)]")


class Scene(msgspec.Struct, frozen=True, eq=False):
    """Folded text of one block, cut into sentences and clauses, with its names and periods.

    All spans are offsets into this block's text. ``bases`` are indices of periods that other
    figures are compared with. Everything stands in text order, with its starts for looking it up.
    """

    text: str
    folded: str
    kind: BlockKind
    published: date | None
    lexicon: Lexicon
    sentences: tuple[Span, ...]
    clauses: tuple[Span, ...]
    periods: tuple[Period, ...]
    bases: frozenset[int]
    subjects: tuple[Mention, ...]
    metrics: tuple[Mention, ...]
    sentence_starts: tuple[int, ...]
    clause_starts: tuple[int, ...]
    period_starts: tuple[int, ...]
    subject_starts: tuple[int, ...]
    metric_starts: tuple[int, ...]

    def clause_at(self, offset: int) -> Span:
        """The clause that holds ``offset``."""
        return self.clauses[max(0, bisect_right(self.clause_starts, offset) - 1)]

    def sentence_at(self, offset: int) -> Span:
        """The sentence that holds ``offset``."""
        return self.sentences[self.sentence_index(offset)]

    def sentence_index(self, offset: int) -> int:
        """Which sentence holds ``offset``."""
        return max(0, bisect_right(self.sentence_starts, offset) - 1)

    def periods_in(self, span: Span) -> list[tuple[int, Period]]:
        """The periods that lie inside ``span``, in order, each with its index."""
        starts, end = self.period_starts, span.end
        first = bisect_left(starts, span.start)
        if first == len(starts) or starts[first] >= end:
            return []
        last = bisect_left(starts, end, first)
        found = enumerate(self.periods[first:last], first)
        return [(i, p) for i, p in found if p.span and p.span.end <= end]

    def subjects_in(self, span: Span) -> list[Mention]:
        """Subject mentions that lie inside ``span``, in order."""
        return _inside(self.subjects, self.subject_starts, span)

    def metrics_in(self, span: Span) -> list[Mention]:
        """Metric mentions that lie inside ``span``, in order."""
        return _inside(self.metrics, self.metric_starts, span)

    def subjects_over(self, span: Span) -> Sequence[Mention]:
        """Subject mentions that share a character with ``span``, in order."""
        return _over(self.subjects, self.subject_starts, span)

    def metrics_over(self, span: Span) -> Sequence[Mention]:
        """Metric mentions that share a character with ``span``, in order."""
        return _over(self.metrics, self.metric_starts, span)


class Slot(msgspec.Struct, frozen=True, eq=False):
    """A quantity and the text that may say what it is about.

    ``left`` runs from the clause's start (or the number before) to the number, ``right`` from the
    number to the clause's end (or the next number).
    """

    quantity: Quantity
    clause: Span
    sentence: Span
    left: Span
    right: Span


def _inside(mentions: Sequence[Mention], starts: Sequence[int], span: Span) -> list[Mention]:
    """The mentions that lie inside ``span``, for mentions in text order and where they start."""
    end = span.end
    first = bisect_left(starts, span.start)
    if first == len(starts) or starts[first] >= end:
        return []
    return [m for m in mentions[first : bisect_left(starts, end, first)] if m.span.end <= end]


def _over(mentions: Sequence[Mention], starts: Sequence[int], span: Span) -> Sequence[Mention]:
    """The mentions that share a character with ``span``; they do not overlap each other."""
    last = bisect_left(starts, span.end)
    first = max(0, bisect_right(starts, span.start, 0, last) - 1)
    if first < last and mentions[first].span.end <= span.start:
        first += 1
    return mentions[first:last]


def set_scene(
    text: str,
    folded: str,
    kind: BlockKind,
    published: date | None,
    lexicon: Lexicon,
    context: Period | None,
    named: Named,
    told: Period | None = None,
) -> Scene:
    """A block with its periods and metrics, cut into sentences and clauses; ``named`` are its subjects.

    ``told`` is what the article reports on, as far as blocks before have said so.
    """
    whole = sentences(folded)
    pieces = [clause for sentence in whole for clause in clauses(folded, sentence)]
    periods = find_periods(folded, text, published, lexicon, context, told=told)
    parts = _unbroken(pieces, periods)
    known, coined = named
    subjects = joined([m for m in known if not _lists(folded, m.span)], coined)
    metrics = list(_beside_periods(metric_scanner(lexicon), folded, periods))
    return Scene(
        text=text,
        folded=folded,
        kind=kind,
        published=published,
        lexicon=lexicon,
        sentences=tuple(whole),
        clauses=tuple(parts),
        periods=tuple(periods),
        bases=comparison_bases(folded, periods, lexicon) if periods else frozenset(),
        subjects=tuple(subjects),
        metrics=tuple(metrics),
        sentence_starts=tuple([sentence.start for sentence in whole]),
        clause_starts=tuple([clause.start for clause in parts]),
        period_starts=tuple([p.span.start if p.span else 0 for p in periods]),
        subject_starts=tuple([m.span.start for m in subjects]),
        metric_starts=tuple([m.span.start for m in metrics]),
    )


def _unbroken(pieces: Sequence[Span], periods: Sequence[Period]) -> Sequence[Span]:
    """The clauses, those joined that a comma inside a date parts: March 31|, 2024 was …."""
    ends = [piece.end for piece in pieces]
    spans = [p.span for p in periods if p.span]
    inner = {end for s in spans for end in ends[bisect_right(ends, s.start) : bisect_left(ends, s.end)]}
    return list(_joined(pieces, inner)) if inner else pieces


def _joined(pieces: Sequence[Span], inner: Container[int]) -> Iterator[Span]:
    """The pieces, each that ends at one of the places together with the next."""
    start: int | None = None
    for piece in pieces:
        start = piece.start if start is None else start
        if piece.end not in inner:
            yield Span(start, piece.end)
            start = None


def _lists(folded: str, span: Span) -> bool:
    """Whether the name is the exchange before a ticker: Acme Inc. (NYSE: ACM), 甲公司(上交所:688999)."""
    opened = folded.endswith("(", 0, span.start)
    return opened and _TICKER.match(folded, span.end) is not None


def _beside_periods(scanner: Scanner, folded: str, periods: Sequence[Period]) -> Iterator[Mention]:
    """Mentions outside of periods; of one that begins in a period (5|月销量) what is a name after it."""
    ends = {offset: p.span.end for p in periods if p.span for offset in range(p.span.start, p.span.end)}
    for mention in scanner.find(folded):
        end = ends.get(mention.span.start)
        if end is None:
            yield mention
            continue
        for rest in scanner.find(folded[end : mention.span.end]):
            yield Mention(rest.span.shift(end), rest.id)


def words_before(scene: Scene, slot: Slot) -> str:
    """The folded text to a number's left, without the periods in it."""
    start, text = slot.left.start, ""
    for _, period in scene.periods_in(slot.left):
        if period.span is not None:
            text, start = text + scene.folded[start : period.span.start], period.span.end
    return (text + scene.folded[start : slot.left.end]).strip(" ,、")


def slots(scene: Scene, quantities: Sequence[Quantity]) -> list[Slot]:
    """Each quantity with the text to its left and right that no other quantity claims."""
    found = []
    for index, quantity in enumerate(quantities):
        clause = scene.clause_at(quantity.span.start)
        before = quantities[index - 1].span.end if index else 0
        after = quantities[index + 1].span.start if index + 1 < len(quantities) else len(scene.folded)
        whole = _before_bracket(scene, Span(clause.start, quantity.span.start))
        opening = whole.start
        left = Span(min(whole.end, max(opening, min(before, whole.end))), whole.end)
        if left.start > opening and _ends_a_list_item(scene, left):
            left = Span(left.end, left.end)
        right = Span(quantity.span.end, max(quantity.span.end, min(clause.end, after)))
        found.append(Slot(quantity, clause, scene.sentence_at(quantity.span.start), left, right))
    return found


def _before_bracket(scene: Scene, left: Span) -> Span:
    """The text before a number, but for a bracket that ends right at it: 投资|(不含农户)248654亿元."""
    if left.end - left.start > _NEAR_BRACKET or left.start < 2 or scene.folded[left.start - 1] != ")":
        return left
    between = scene.folded[left.start : left.end].strip()
    if between and pattern(scene.lexicon, "copulas").fullmatch(between) is None:
        return left
    inside = scene.clause_at(left.start - 1)
    if inside.start < 2 or scene.folded[inside.start - 1] != "(":
        return left
    return Span(scene.clause_at(inside.start - 1).start, inside.start - 1)


def _ends_a_list_item(scene: Scene, left: Span) -> bool:
    """Whether the text before a number is what the number before it counts: 40个类目、|8万个兴趣点."""
    text = scene.folded[left.start : left.end].rstrip()
    return pattern_at_end(scene.lexicon, "connectors").search(text) is not None
