"""Negative figures as accounts write them: (3.4)%, $(12.3) million. A minus takes the bracket's place.

Brackets would end the clause.
"""

from __future__ import annotations

import re

from claimcheck.extract.numbers import ARABIC

_BRACKETED = re.compile(
    rf"(?P<sign>[$€£¥] ?)\((?P<money>{ARABIC})\)|\((?P<rate>{ARABIC})\)(?= ?(?:%|percent\b|percentage point))"
)


def with_minus(folded: str) -> str:
    """The text, as long as before, with «-3.4 %» for «(3.4)%» and «$ -12» for «$(12)»."""
    return _BRACKETED.sub(_signed, folded) if "(" in folded else folded


def _signed(match: re.Match[str]) -> str:
    if match["rate"]:
        return f"-{match['rate']} "
    return f"{match['sign']} -{match['money']}"  # so that the closing bracket is in the quantity
