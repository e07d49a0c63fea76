"""The subject that a whole article is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from claimcheck.extract.coined import Named, joined, kind_of, named_in
from claimcheck.extract.names import Mention, Scanner
from claimcheck.extract.subjects import SOURCES, Subject, canonical_name, with_wholes
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.model import Name

_TITLE_WEIGHT = 3
_LEAST_SHARE = 0.35  # an article that names many firms about equally often is about none of them
_SHORTEST_FIRST = 3  # characters of a name's first word


def main_subject(
    title: str,
    named: Sequence[Named],
    lexicon: Lexicon,
    coined: Scanner | None,
    texts: tuple[Sequence[str], Sequence[str]] = ((), ()),
) -> Subject | None:
    """The subject that an article is about: ``named`` most often in its blocks, its title counting more.

    ``texts`` are the blocks folded and as written, for a name that no list knows.
    """
    titled = joined(*named_in(fold(title), lexicon, coined))
    in_title = {m.id for m in titled}
    in_title |= {name for name in _coined(coined) if _begins_in(name, fold(title))}
    counts = _counted([*titled * _TITLE_WEIGHT, *(m for found in named for m in joined(*found))], lexicon)
    ranked = sorted(counts, key=lambda name: (_rank(lexicon, name), -counts[name], name))
    ranked = [name for name in ranked if not _rank(lexicon, name) or name in in_title]
    if not ranked or not _dominates(ranked[0], counts, in_title, lexicon):
        return None
    canonical = canonical_name(ranked[0], lexicon) or _as_written(ranked[0][1:], *texts)
    return Subject(Name(ranked[0], canonical, canonical))


def _coined(scanner: Scanner | None) -> tuple[str, ...]:
    return scanner.ids if scanner else ()


def _begins_in(name: str, title: str) -> bool:
    """Whether a title calls a firm by its first word: «Acme profit jumps» for Acme Instruments."""
    first = name[1:].split(" ")[0]
    return first.isascii() and len(first) > _SHORTEST_FIRST and first in re.split(r"\W+", title)


def _as_written(name: str, folded: Sequence[str], written: Sequence[str]) -> str:
    """The folded name as the article writes it first."""
    places = ((words, plain.find(name)) for words, plain in zip(written, folded, strict=False))
    return next((words[at : at + len(name)] for words, at in places if at >= 0), name)


def _dominates(name: str, counts: Counter[str], in_title: set[str], lexicon: Lexicon) -> bool:
    """Whether an article is about the one named most: in its title or twice, and not one of many."""
    often = counts[name] >= _LEAST_SHARE * _of_kind(counts, lexicon)
    return often and (counts[name] > 1 or name in in_title)


def _of_kind(counts: Counter[str], lexicon: Lexicon) -> int:
    """How often all subjects are named that are neither places nor sources; wholes count with parts."""
    return sum(n for name, n in counts.items() if not _rank(lexicon, name))


def _counted(mentions: Sequence[Mention], lexicon: Lexicon) -> Counter[str]:
    """How often each subject is named; naming a part names its whole, too."""
    counts: Counter[str] = Counter()
    for subject, often in Counter(mention.id for mention in mentions).items():
        counts.update(dict.fromkeys(with_wholes(subject, lexicon), often))
    return counts


def _rank(lexicon: Lexicon, name: str) -> int:
    """Companies and products before places and sources: an article about a firm also names its city."""
    return 1 if kind_of(name, lexicon) in (*SOURCES, "place") else 0
