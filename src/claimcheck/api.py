"""Calls for Python users that are one line on top of the pipeline."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from claimcheck.errors import ConflictError
from claimcheck.extract import extract as extract_with
from claimcheck.extract.periods import find_periods
from claimcheck.extract.quantities import find_quantities
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon, default_lexicon
from claimcheck.model import Article, Claim, Period, Quantity
from claimcheck.pipeline import Input, Published, check
from claimcheck.render import render
from claimcheck.rules import Rule


def extract(article: Article, *, lexicon: Lexicon | None = None) -> list[Claim]:
    """Every numeric claim of the article, in text order, with spans into its source."""
    return extract_with(article, lexicon or default_lexicon())


def quantities(text: str, *, lexicon: Lexicon | None = None) -> list[Quantity]:
    """Every number of a text with its hedge and unit; spans are offsets into ``text``."""
    return find_quantities(fold(text), text, lexicon or default_lexicon())


def periods(text: str, *, published: date | None = None, lexicon: Lexicon | None = None) -> list[Period]:
    """Every period that a text names; relative words count from ``published``."""
    return find_periods(fold(text), text, published, lexicon or default_lexicon())


def assert_consistent(
    draft: Input | Iterable[Input],
    against: Iterable[Input] | Published,
    *,
    rules: Iterable[Rule] | None = None,
    lexicon: Lexicon | None = None,
) -> None:
    """Raise ConflictError with both quotes if the draft contradicts its sources."""
    report = check(draft, against, rules=None if rules is None else tuple(rules), lexicon=lexicon)
    if report.conflicts:
        raise ConflictError(render(report, "text"))
