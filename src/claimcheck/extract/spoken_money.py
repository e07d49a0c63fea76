"""The money that an article's sentences speak of, for tables that do not say theirs."""

from __future__ import annotations

from functools import lru_cache

from claimcheck.extract.quantities import find_quantities
from claimcheck.extract.units import unit_kind
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.model import Article, BlockKind

_SAMPLE = 4_000  # characters: an article that speaks of money does so early


def spoken_currency(article: Article, lexicon: Lexicon) -> str | None:
    """The one currency in which the article's sentences count; ``None`` where they name none or several."""
    return _only_currency(_sample(article), lexicon)


@lru_cache(maxsize=8)  # an article may hold many tables
def _only_currency(sample: str, lexicon: Lexicon) -> str | None:
    units = {q.unit for q in find_quantities(fold(sample), sample, lexicon)}
    money = [unit for unit in units if unit_kind(unit) == "money"]
    return money[0] if len(money) == 1 else None


def _sample(article: Article) -> str:
    """The first sentences outside of tables."""
    sample = ""
    for block in article.blocks:
        if block.kind is not BlockKind.CELL:
            sample += article.text[block.span.start : block.span.end] + "\n"
        if len(sample) >= _SAMPLE:
            break
    return sample[:_SAMPLE]
