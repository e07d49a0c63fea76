"""Numbers that only narrow a noun (万粉以上的小店, 播放过亿的短剧) and so make no claim of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from claimcheck.expressions import compiled
from claimcheck.extract.units import unit_kind
from claimcheck.extract.words import pattern, pattern_at_end, vocabulary
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.model import Bound, Name, Quantity

_NEAR = 4
_AROUND = 24
_LONGEST_GAP = 20
_PLAIN = re.compile(r"[^,。;:!?()\n]*")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_HYPHENED = re.compile(r"[\u4e00-\u9fff]-\d{1,3}(?![\d.%])")
_TICKER = re.compile(r"\(-?\d+(?:\.\d+)?, ?[-+]?\d+(?:\.\d+)?, ?[-+]?\d+(?:\.\d+)?%\)")


def is_qualifier(folded: str, quantities: Sequence[Quantity], index: int, lexicon: Lexicon) -> bool:
    """Whether the number is part of the name of what another number counts."""
    quantity = quantities[index]
    if _threshold_pattern(lexicon).match(folded, quantity.span.end):
        return True
    if _is_condition(folded, quantities, index, lexicon):
        return True
    return index > 0 and _inside_noun(folded, quantities[index - 1], quantity, lexicon)


def _is_condition(folded: str, quantities: Sequence[Quantity], index: int, lexicon: Lexicon) -> bool:
    """Whether the number only says which things another one counts.

    «80家公司净利增幅|超100%»; «回购金额|超5000万元|的公司有72家». A sum of theirs (合计) is a figure.
    """
    quantity = quantities[index]
    if quantity.bound not in (Bound.OVER, Bound.UNDER, Bound.NEARLY):
        return False
    if index and _counts_things(quantities[index - 1], lexicon):
        before = quantities[index - 1]
        gap, after = folded[before.span.end : quantity.span.start], folded[quantity.span.end :][:1]
        stops = pattern(lexicon, "connectors", "sums", "arrive", "spreads").search(gap)
        if 1 < len(gap) < _LONGEST_GAP and _PLAIN.fullmatch(gap) and not stops and not _HAN.match(after):
            return pattern(lexicon, "moving_heads").search(gap) is not None
    following = quantities[index + 1] if index + 1 < len(quantities) else None
    if following is None or not _counts_things(following, lexicon):
        return False
    gap = folded[quantity.span.end : following.span.start]
    link = pattern(lexicon, "linkers").match(gap)
    has = pattern_at_end(lexicon, "has").search(gap)
    return link is not None and has is not None and len(gap) < _LONGEST_GAP and bool(_PLAIN.fullmatch(gap))


def _counts_things(quantity: Quantity, lexicon: Lexicon) -> bool:
    """Whether the number counts several firms, shares or people, which a bound may pick out."""
    several = quantity.stated is not None and quantity.stated > 1
    return several and fold(quantity.noun) in vocabulary(lexicon, "told_apart")


@lru_cache(maxsize=8)
def _threshold_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    """After the number: 粉以上的…, 岁及以上人口, or a threshold that 的 ties to a noun."""
    nouns = pattern(lexicon, "qualifier_nouns").pattern
    tails = pattern(lexicon, "qualifier_tails").pattern
    linkers = pattern(lexicon, "linkers").pattern
    return compiled(
        rf"\s*(?:{nouns})\s*(?:(?:{tails})\s*(?:{linkers})?|(?:{linkers}))?\s*[\u4e00-\u9fff]{{2}}"
        rf"|[^\W\d]{{0,3}}(?:{tails})(?:{linkers})(?=[^\W\d])"
    )


def _inside_noun(folded: str, before: Quantity, quantity: Quantity, lexicon: Lexicon) -> bool:
    """«18部播放|过亿|的短剧»: a counted noun whose own clause holds the number."""
    gap = folded[before.span.end : quantity.span.start]
    if not before.noun or len(gap) > _NEAR or not re.fullmatch(r"[^\W\d]*", gap):
        return False
    if pattern(lexicon, "aspects", "connectors", "arrive", "linkers").search(gap):
        return False
    return pattern(lexicon, "linkers").match(folded, quantity.span.end) is not None


def is_in_name(folded: str, quantity: Quantity) -> bool:
    """Whether the number ends a name that a hyphen ties it to: “北溪-1”, 苏-27."""
    if quantity.unit not in (None, "count") or quantity.noun:
        return False
    tied = re.search(r"[\u4e00-\u9fff]-?\Z", folded[: quantity.span.start])
    return tied is not None and _HYPHENED.match(folded, tied.start()) is not None


def is_citation(folded: str, quantity: Quantity) -> bool:
    """Whether the number is a reference mark: «a growth of 11.4%[34]»."""
    start, end = quantity.span.start, quantity.span.end
    return folded[start - 1 : start] == "[" and folded[end : end + 1] == "]"


def is_clock(folded: str, quantity: Quantity) -> bool:
    """Whether the number is an hour, whatever stands before it: «对美元16:30收盘»."""
    return re.match(r":[0-5]\d(?!\d)", folded[quantity.span.end :]) is not None


def is_list_mark(folded: str, quantity: Quantity) -> bool:
    """Whether the number only counts the points of a list: «1、7月…» at a block's start."""
    start, end = quantity.span.start, quantity.span.end
    return not folded[:start].strip() and re.match(r"[、.)]", folded[end:]) is not None


def is_ticker(folded: str, quantity: Quantity) -> bool:
    """Whether the number is one of a price, change and rate that a page set behind a firm's name."""
    opening = folded.rfind("(", max(0, quantity.span.start - 40), quantity.span.start)
    match = _TICKER.match(folded, opening) if opening >= 0 else None
    return match is not None and quantity.span.end <= match.end()


def is_plain_time(folded: str, quantity: Quantity, lexicon: Lexicon) -> bool:
    """Whether a length of time has no word like 时长 or «time» near it that would make it a figure."""
    if quantity.unit is None or unit_kind(quantity.unit) != "time":
        return False
    around = folded[max(0, quantity.span.start - _AROUND) : quantity.span.end + _AROUND]
    return pattern(lexicon, "time_heads").search(around) is None


def is_bare_duration(quantity: Quantity, metric: Name | None, lexicon: Lexicon) -> bool:
    """Whether a length of time (连续35天, 为期一年) is no figure of a metric such as 使用时长."""
    if quantity.unit is None or unit_kind(quantity.unit) != "time":
        return False
    if metric is None:
        return True
    entry = lexicon.metrics.get(metric.id)
    if entry is not None:
        return entry.unit != "time"
    return pattern(lexicon, "time_heads").search(fold(metric.text)) is None
