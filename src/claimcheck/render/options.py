"""How a report is to look; forms read what concerns them and leave the rest."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from claimcheck.model import Article


def no_article(path: str) -> Article | None:
    """``None``: no text is at hand but what the report quotes."""
    return None


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """``width`` in terminal cells; ``color`` allows escape codes; ``verbose`` and ``quiet`` set how much.

    ``article`` gives the article of a path to the forms that show articles in full.
    """

    width: int = 80
    color: bool = False
    verbose: bool = False
    quiet: bool = False
    article: Callable[[str], Article | None] = no_article
