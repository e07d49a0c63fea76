"""Which figure holds where two differ: corrections, restatements, and the authority of sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from functools import lru_cache

import msgspec

from claimcheck.expressions import compiled
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.model import Claim, Source

_AUTHORITY = {"filing": 0, "release": 1, "outlet": 2}
_END = r"(?![a-z])"
_GAP = 12  # characters that may stand between such a word and its figure: 更正为人民币约3.46亿


class Role(StrEnum):
    """What a figure is in a correction."""

    NONE = "none"
    NEW = "new"
    WITHDRAWN = "withdrawn"


class _Words(msgspec.Struct, frozen=True, eq=False):
    to: re.Pattern[str]
    should_be: re.Pattern[str]
    mistakes: re.Pattern[str]
    withdrawn: re.Pattern[str]
    restated: re.Pattern[str]
    unchanged: re.Pattern[str]
    titles: re.Pattern[str]


def authority(source: Source) -> int:
    """0 for a filing, 1 for a release, 2 for anything else: the smaller, the more it weighs."""
    return _AUTHORITY.get(source.authority, len(_AUTHORITY) - 1)


def role(claim: Claim, lexicon: Lexicon) -> Role:
    """Whether the claim gives a corrected figure, names the one taken back, or neither."""
    title = _is_titled(claim.source.title, lexicon)
    if not title and not _may_correct(claim.quote, lexicon):
        return Role.NONE
    words, quote = _words(lexicon), fold(claim.quote)
    return _role(quote, _place(quote, claim), title or bool(words.titles.match(quote)), words)


def supersedes(newer: Claim, older: Claim, lexicon: Lexicon) -> bool:
    """Whether the newer claim replaces the older one: by a correction, or by a higher authority.

    Only what was out before can be replaced: an article that repeats the old figure later is wrong.
    """
    if newer.document == older.document:
        return role(newer, lexicon) is Role.NEW
    then, now = older.source.published, newer.source.published
    if then is None or now is None or then > now:
        return False
    if role(newer, lexicon) is Role.NEW:
        return True
    return then < now and authority(newer.source) < authority(older.source)


def corrects(claims: Iterable[Claim], lexicon: Lexicon) -> bool:
    """Whether one of the claims gives a corrected figure."""
    return any(role(claim, lexicon) is Role.NEW for claim in claims)


class Side(msgspec.Struct, frozen=True, eq=False, gc=False):
    """Claims that say one thing, those of them that replace most, and by what right.

    ``weight`` is the best authority among them and ``least`` the worst.
    """

    claims: Sequence[Claim]
    strong: Sequence[Claim]
    corrects: bool
    weight: int
    least: int

    def may_replace(self, other: Side) -> bool:
        """Whether any claim can replace one of the other side; mostly none can."""
        return self.corrects or self.weight < other.least


def side_of(claims: Sequence[Claim], lexicon: Lexicon) -> Side:
    """The claims as one side of a contradiction."""
    strong, weights = strongest(claims, lexicon), {authority(claim.source) for claim in claims}
    return Side(claims, strong, corrects(strong, lexicon), min(weights), max(weights))


def strongest(claims: Iterable[Claim], lexicon: Lexicon) -> list[Claim]:
    """The few claims that replace whatever any of the claims replaces.

    The latest word of each authority, and of each article the last correction.
    """
    best: dict[object, Claim] = {}
    for claim in sorted(
        claims, key=lambda c: (c.source.published or date.min, c.source.document, c.span.start)
    ):
        best[authority(claim.source)] = claim
        if role(claim, lexicon) is Role.NEW:
            best[claim.document] = claim
    return list({claim.id + claim.document: claim for claim in best.values()}.values())


def _age(claim: Claim) -> tuple[date, str, int]:
    return (claim.source.published or date.min, claim.source.document, claim.span.start)


@lru_cache(maxsize=4096)
def _is_titled(title: str, lexicon: Lexicon) -> bool:
    return _words(lexicon).titles.search(fold(title)) is not None


@lru_cache(maxsize=1 << 16)  # judging asks of one claim again and again
def _may_correct(quote: str, lexicon: Lexicon) -> bool:
    words, folded = _words(lexicon), fold(quote)
    if not _telling(lexicon).search(folded):
        return False
    patterns = (words.to, words.restated, words.mistakes)
    return words.titles.match(folded) is not None or any(p.search(folded) for p in patterns)


def _role(quote: str, at: int, title: bool, words: _Words) -> Role:
    """The role of the figure at ``at``: what the nearest word before it says, else the one behind it."""
    targets = [words.to] + ([words.should_be] if title or words.mistakes.search(quote) else [])
    new = max((m.end() for p in targets for m in p.finditer(quote) if m.end() <= at), default=-1)
    old = max((m.end() for m in words.withdrawn.finditer(quote) if m.end() <= at), default=-1)
    if old > new and at - old <= _GAP:
        return Role.WITHDRAWN
    if new >= 0:
        return Role.NEW
    if any(m.start() > at for p in targets for m in p.finditer(quote)):
        return Role.WITHDRAWN
    restated = words.restated.search(quote) and not words.unchanged.search(quote)
    return Role.NEW if restated or title else Role.NONE


def _place(quote: str, claim: Claim) -> int:
    """Where the figure stands in its quote: the occurrence nearest to its place in the source."""
    wanted, expected = fold(claim.quantity.text), claim.span.start - claim.quote_span.start
    starts = [m.start() for m in re.finditer(re.escape(wanted), quote)] if wanted else []
    return min(starts, key=lambda start: (abs(start - expected), start), default=max(expected, 0))


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> _Words:
    names = (
        "corrected_to", "should_be", "mistakes", "withdrawn", "restated", "unchanged", "correction_titles",
    )  # fmt: skip
    return _Words(*(_any_of(lexicon.words(name)) for name in names))


@lru_cache(maxsize=4)
def _telling(lexicon: Lexicon) -> re.Pattern[str]:
    """Finds whatever may make a quote correct something, soon: most quotes hold nothing of the kind."""
    names = ("corrected_to", "restated", "mistakes", "correction_titles")
    words = {re.escape(fold(word)) for name in names for word in lexicon.words(name)}
    return compiled("|".join(sorted(words)) or r"(?!)")


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """One of the words; Latin ones only as whole words. Without words, nothing."""
    folded = [re.escape(fold(w)) for w in words]
    bounded = [rf"(?<![a-z]){w}{_END if w[-1].isalpha() else ''}" if w[0].isascii() else w for w in folded]
    return compiled("|".join(bounded) or r"(?!)")
