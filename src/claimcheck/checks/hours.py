"""The hour that a period of one day ends with: a toll at 9 o'clock is another than at 20 o'clock."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from claimcheck.extract.words import pattern
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.matching import Statement
from claimcheck.model import Period

_NUMBER = re.compile(r"(?<![\d.])(\d{1,2})(?![\d.]) ?")
_FEW = 4  # claims of a statement that are asked for their hour


def say_other_hours(a: Statement, b: Statement, lexicon: Lexicon) -> bool:
    """Whether two statements of one day each say their hour, and no two say the same one."""
    pairs = product(a.claims[:_FEW], b.claims[:_FEW])
    one_day = a.when.start == a.when.end
    return one_day and all(are_of_other_hours(x.period, y.period, lexicon) for x, y in pairs)


def are_of_other_hours(a: Period, b: Period, lexicon: Lexicon) -> bool:
    """Whether both say their hour, and it is not the same."""
    first, second = _hour(a.text, lexicon), _hour(b.text, lexicon)
    return None not in (first, second) and first != second


@lru_cache(maxsize=1 << 12)
def _hour(text: str, lexicon: Lexicon) -> str | None:
    """The last number before a word for the hour, with what else the clock says after it: 20时30分."""
    folded, marks = fold(text), pattern(lexicon, "hour_marks")
    at = [m for m in _NUMBER.finditer(folded) if marks.match(folded, m.end())]
    return folded[at[-1].start() :].strip() if at else None
