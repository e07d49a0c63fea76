"""Whose money a bare 元 is: yuan, or the New Taiwan dollar in a text of Taiwan."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import replace

from claimcheck.extract.words import pattern
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.model import Article, Claim

_DEFAULT = "CNY"
_TRADITIONAL = "zh-Hant"


def in_home_currency(claims: list[Claim], article: Article, lexicon: Lexicon) -> list[Claim]:
    """The claims with the article's own currency where the text writes a bare 元."""
    if not any(claim.quantity.unit == _DEFAULT for claim in claims):
        return claims
    home = _home(article, lexicon)
    return claims if home == _DEFAULT else [_told(claim, home, lexicon) for claim in claims]


def _home(article: Article, lexicon: Lexicon) -> str:
    folded = fold(article.text)
    if pattern(lexicon, "other_currencies").search(folded):
        return _DEFAULT
    for currency, names, cues in _homes(lexicon):
        named = any(name in folded for name in names)
        if named or (article.language == _TRADITIONAL and any(cue in folded for cue in cues)):
            return currency
    return _DEFAULT


@lru_cache(maxsize=4)
def _homes(lexicon: Lexicon) -> Sequence[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    table = lexicon.table("words").get("home_currencies", {})
    return [
        (currency, tuple(map(fold, words["names"])), tuple(map(fold, words["cues"])))
        for currency, words in table.items()
    ]


def _told(claim: Claim, home: str, lexicon: Lexicon) -> Claim:
    quantity = claim.quantity
    if quantity.unit != _DEFAULT or not fold(quantity.text).rstrip().endswith(lexicon.words("bare_units")):
        return claim
    return replace(claim, quantity=replace(quantity, unit=home))
