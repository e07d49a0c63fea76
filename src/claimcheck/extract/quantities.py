"""Text → quantities: every number with its hedge and unit, in text order, never overlapping."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from claimcheck.extract.hedges import Hedge
from claimcheck.extract.negatives import with_minus
from claimcheck.extract.numbers import (
    Numeral,
)
from claimcheck.extract.quantity_grammar import (
    NO_UNIT,
    ONE,
    Grammar,
    Reader,
    Term,
    grammar,
)
from claimcheck.extract.quantity_lists import distributed, find_range, find_slash_list, with_shared_units
from claimcheck.extract.quantity_reading import (
    Dressed,
    dressed_term,
    make_quantity,
    read_behind,
    read_quantity,
)
from claimcheck.extract.quantity_terms import read_term
from claimcheck.extract.units import Unit
from claimcheck.lexicon import Lexicon
from claimcheck.model import Bound, Quantity, Span


def find_quantities(folded: str, text: str, lexicon: Lexicon, taken: Sequence[Span] = ()) -> list[Quantity]:
    """Return every quantity of ``text`` in order; ``folded`` is ``fold(text)``, ``taken`` is left alone."""
    rules, folded = grammar(lexicon), with_minus(folded)
    found: list[Quantity] = []
    start = 0
    for wall in [*_walls(folded, rules, taken), Span(len(folded), len(folded))]:
        if wall.start > start:
            found.extend(_stretch(Reader(folded, text, wall.start, start, rules)))
        start = max(start, wall.end)
    return distributed(with_shared_units(found, folded, rules), folded, rules)


def _walls(folded: str, rules: Grammar, taken: Sequence[Span]) -> list[Span]:
    """What is not looked at: spans taken by others, and words that only look numeric."""
    found = rules.words.find_matches_as_indexes(folded)
    words = [Span(a, b) for _, a, b in found if not (a and folded[a - 1].isdigit())]  # 11万家 is a number
    return sorted([*taken, *(w for w in words if _stands_alone(folded, w, rules))])


def _stands_alone(folded: str, word: Span, rules: Grammar) -> bool:
    """Whether the word is no piece of a longer numeral (the 万一 of 三万一千)."""
    numbers, bar = rules.numerals, rules.bar
    before, first = folded[word.start - 1 : word.start], folded[word.start]
    last, after = folded[word.end - 1], folded[word.end : word.end + 1]
    numeral = numbers.digits.keys() | numbers.powers.keys()
    if first in numeral and before and (before in numeral or before in numbers.some):
        return False
    if bar.match(folded, word.end - 1):  # 十分之三
        return False
    return not (last in numeral and after and (after in numeral or after in numbers.point))


def _stretch(reader: Reader) -> Iterator[Quantity]:
    at = floor = reader.floor
    while match := reader.grammar.start.search(reader.folded, at, reader.end):
        quantities, end = _read(reader, match, floor)
        yield from quantities
        floor = end if quantities else floor
        at = max(end, match.end() if not quantities else end, match.start() + 1)


def _read(reader: Reader, match: re.Match[str], floor: int) -> tuple[list[Quantity], int]:
    """The quantities that start at a match, and where reading goes on."""
    if match["fixed"]:
        return _fixed(reader, match, floor)
    if listed := find_slash_list(reader, match, floor):
        return listed
    term = read_term(reader, match)
    if term is None:
        return [], match.end()
    behind = read_behind(reader, term)
    if ranged := find_range(reader, term, behind, floor):
        return [ranged], ranged.span.end
    quantity = read_quantity(reader, term, behind, floor)
    return ([quantity], quantity.span.end) if quantity else ([], term.end)


def _fixed(reader: Reader, match: re.Match[str], floor: int) -> tuple[list[Quantity], int]:
    """A word that is a quantity as it stands: 翻番, 一半, 两位数, hundreds of millions."""
    entry = reader.grammar.fixed[match["fixed"]]
    stated = Decimal(str(entry["stated"])) if "stated" in entry else None
    low = Decimal(str(entry.get("low", stated)))
    bound = Bound(entry.get("bound", "exact"))
    place = Decimal(str(entry.get("place", 1)))
    high = Decimal(str(entry["high"])) if "high" in entry else low
    noun = match["fixed"] if entry.get("growth") else entry.get("noun", "")
    name = entry.get("unit", "")
    numeral = Numeral(stated, low, high, place, bound if bound is not Bound.OVER else Bound.EXACT)
    unit = Unit(name, ONE, name, noun) if name else NO_UNIT
    term = Term(numeral, match.start(), match.end(), unit)
    dressed = dressed_term(reader, term, floor)
    if bound is Bound.OVER and dressed.hedge is None:
        edge = Hedge(Bound.OVER, False, dressed.end)
        dressed = Dressed(numeral, dressed.unit, edge, dressed.start, dressed.end)
    return [make_quantity(reader, dressed)], dressed.end
