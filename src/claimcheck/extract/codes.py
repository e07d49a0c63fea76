"""Numbers inside of names: titles in 《》, bonds and contracts, quoted names, an index that a list knows."""

from __future__ import annotations

import re
from functools import lru_cache

from claimcheck.extract.scene import Scene
from claimcheck.extract.words import pattern
from claimcheck.lexicon import Lexicon
from claimcheck.model import Quantity

_LONGEST = 20  # characters of a name
_QUOTED = re.compile(rf"[“「『‘《](?:[^“”「」『』‘’《》\n]{{0,{_LONGEST}}})[”」』’》]")
_TITLE = re.compile(r"《[^《》\n]{1,60}》")
_DIGITS = re.compile(r"\d{1,5}")
_STOCK_CODE = re.compile(r"\(\d{4,6}\)")
_SENTENCE = re.compile(r"[,。:!?;%]|\d\.\d")


def is_code(scene: Scene, quantity: Quantity) -> bool:
    """Whether a bare number is part of a name: «猎鹰9», 24附息国债11, 2409合约, 北证50, 《阿凡达3》."""
    if _DIGITS.fullmatch(scene.folded, quantity.span.start, quantity.span.end) is None:
        return False
    return _in_title(scene, quantity) or _in_quotes(scene, quantity) or _in_name(scene, quantity)


def _in_title(scene: Scene, quantity: Quantity) -> bool:
    opening = scene.folded.rfind("《", max(0, quantity.span.start - 60), quantity.span.start)
    match = _TITLE.match(scene.folded, opening) if opening >= 0 else None
    return match is not None and match.end() > quantity.span.end


def _in_quotes(scene: Scene, quantity: Quantity) -> bool:
    """Whether the number stands in a short quotation that is no sentence."""
    start = max(0, quantity.span.start - _LONGEST - 1)
    for match in _QUOTED.finditer(scene.folded, start, quantity.span.end + _LONGEST + 1):
        if match.start() < quantity.span.start and quantity.span.end < match.end():
            inside = match.group()[1:-1]
            says = pattern(scene.lexicon, "copulas", "rise", "fall").search(inside)
            return says is None and _SENTENCE.search(inside) is None
    return False


def _in_name(scene: Scene, quantity: Quantity) -> bool:
    """Whether a name that a list knows covers the number, or it has the form of a bond or contract."""
    if any(m.span.start < quantity.span.start for m in scene.subjects_over(quantity.span)):
        return True
    start = max(0, quantity.span.start - _LONGEST)
    return any(
        match.start() <= quantity.span.start and quantity.span.end <= match.end()
        for match in _bond(scene.lexicon).finditer(scene.folded, start, quantity.span.end + _LONGEST)
    )


@lru_cache(maxsize=8)
def _bond(lexicon: Lexicon) -> re.Pattern[str]:
    """24附息国债11, 21中建MTN001, 伟24转债, 中装转2, 主力2409合约."""
    kinds = pattern(lexicon, "bond_kinds").pattern
    contracts = pattern(lexicon, "contracts").pattern
    name = r"[\u4e00-\u9fff]{0,8}"
    return re.compile(
        rf"(?<![\d.])\d{{2}} ?{name}?(?:{kinds})(?:\d{{1,3}}[a-z]?(?!\d))?"
        rf"|[\u4e00-\u9fff]转\d{{1,2}}(?![\d.%])|(?<![\d.])\d{{3,4}}(?= ?(?:{contracts}))"
    )


def is_stock_code(scene: Scene, quantity: Quantity) -> bool:
    """Whether the number is all that stands in brackets behind a firm's name: 鸿宇电子(8765)."""
    opening = quantity.span.start - 1
    if quantity.unit is not None or opening < 1:
        return False
    bare = _STOCK_CODE.fullmatch(scene.folded, opening, quantity.span.end + 1) is not None
    return bare and any(m.span.end == opening for m in scene.subjects)
