"""share: a part is its share of the whole, and shares listed together are at most all of it.

The relation is the sentence's own: a part, then a percentage after 占 or 占比, and the whole either
named there («占总营收的54%») or before 其中. Shares that one «分别» lists are of one whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from claimcheck.checks.base import Check, Context
from claimcheck.checks.derived import (
    before,
    between,
    conflict,
    drafts_first,
    line,
    range_told,
)
from claimcheck.checks.figures import Figure, Gathered
from claimcheck.checks.growth_terms import unit_of
from claimcheck.checks.intervals import Interval, fraction, multiply, of
from claimcheck.checks.share_lists import Options, of_lists, validate
from claimcheck.checks.wording import amount
from claimcheck.extract.words import pattern, pattern_at_end
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.model import Finding, Measure
from claimcheck.rules import Rule

_GAP = 3
_SHORTEST = 2  # characters of a name that may be looked for in a sentence


def run(gathered: Gathered, rule: Rule, options: Options, context: Context) -> Iterator[Finding]:
    """One finding for each part that is not its share of the whole, and for each list above 100 %."""
    for sentence in gathered.companies(_GAP):
        for at in range(1, len(sentence)):
            yield from _of_share(sentence, at, rule, context)
        yield from of_lists(sentence, options, rule, context)


# ---------------------------------------------------------------- part, share, whole


def _of_share(sentence: Sequence[Figure], at: int, rule: Rule, context: Context) -> Iterator[Finding]:
    share, part = sentence[at], sentence[at - 1]
    if not (_is_share(share) and part.key.measure is Measure.LEVEL):
        return
    named = _named_whole(sentence, at, context.lexicon)
    wholes = [w for w in named if _can_be_whole(w, part)]
    if wholes and not any(_share_of(w, share).meets(of(part.claim.quantity)) for w in wholes):
        yield from _finding(part, share, wholes[-1], rule, context)


def _is_share(figure: Figure) -> bool:
    return figure.key.measure is Measure.SHARE and figure.claim.quantity.unit == "percent"


def _can_be_whole(whole: Figure, part: Figure) -> bool:
    return (
        whole.key.measure is Measure.LEVEL
        and whole.key.subject == part.key.subject
        and whole.when == part.when
        and whole.statement.modality is part.statement.modality
        and unit_of(whole) == unit_of(part)
        and whole.claim.quantity.noun == part.claim.quantity.noun
    )


def _share_of(whole: Figure, share: Figure) -> Interval:
    return multiply(of(whole.claim.quantity), fraction(of(share.claim.quantity)))


def _named_whole(sentence: Sequence[Figure], at: int, lexicon: Lexicon) -> list[Figure]:
    """What the share is a share of: the figures whose metric it names, or the one before 其中."""
    words = _after_share_word(sentence, at, lexicon)
    if words is None:
        return []
    earlier = sentence[: at - 1]
    named = [f for f in earlier if _is_named(f, words, lexicon)]
    if named or _says_what(words, lexicon):
        return named
    return _before_of_which(earlier, sentence, at, lexicon)


def _after_share_word(sentence: Sequence[Figure], at: int, lexicon: Lexicon) -> str | None:
    """The words between 占 and the percentage; ``None`` without such a word."""
    part, share = sentence[at - 1].claim, sentence[at].claim
    text = between(part, share)
    text = fold(before(share) if text is None else text)
    found = list(pattern(lexicon, "share_of").finditer(text))
    return text[found[-1].end() :] if found else None


def _is_named(figure: Figure, words: str, lexicon: Lexicon) -> bool:
    if figure.statement.scope:
        return False
    names, rest = _names(figure.key.metric, lexicon), words.rstrip()
    while names and not rest.endswith(names):
        blank = pattern_at_end(lexicon, "share_heads", "particles", "predicates", "small").search(rest)
        if blank is None:
            return False
        rest = rest[: blank.start()].rstrip()
    return bool(names)


@lru_cache(maxsize=4096)
def _names(metric: str, lexicon: Lexicon) -> tuple[str, ...]:
    entry = lexicon.metrics.get(metric)
    surfaces = entry.surfaces if entry else ()
    return tuple(fold(s) for s in surfaces if len(s) >= _SHORTEST)


def _says_what(words: str, lexicon: Lexicon) -> bool:
    """Whether the words between 占 and the number name anything, and do not just say «比例为»."""
    blank = pattern(lexicon, "share_heads", "particles", "predicates", "small")
    return bool(blank.sub("", words).strip())


def _before_of_which(
    earlier: Sequence[Figure], sentence: Sequence[Figure], at: int, lexicon: Lexicon
) -> list[Figure]:
    """The last figure after which 其中 opens a list that the part is in."""
    for index in range(at - 2, -1, -1):
        text = between(sentence[index].claim, sentence[index + 1].claim)
        text = fold(before(sentence[index + 1].claim) if text is None else text)
        if pattern(lexicon, "of_which").search(text):
            return [earlier[index]]
    return []


def _finding(part: Figure, share: Figure, whole: Figure, rule: Rule, context: Context) -> Iterator[Finding]:
    claims = [part.claim, share.claim, whole.claim]
    if context.concerns(claims):
        should = range_told(_share_of(whole, share), part.claim.quantity.unit)
        names = {"whole": amount(whole.claim.quantity), "share": amount(share.claim.quantity)}
        lines = [line("derived-share-line", names | should | {"part": amount(part.claim.quantity)})]
        yield conflict(rule, "derived-share", drafts_first(claims, context.drafts), lines)


CHECK = Check(Options, of_groups=run, validate=validate)
