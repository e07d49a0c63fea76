"""How a report is to look; forms read what concerns them and leave the rest."""

from __future__ import annotations

import msgspec


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """``width`` in terminal cells; ``color`` allows escape codes; ``verbose`` and ``quiet`` set how much."""

    width: int = 80
    color: bool = False
    verbose: bool = False
    quiet: bool = False
