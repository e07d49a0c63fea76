"""Figures of people by what happened to them: 3人丧生, 181人失踪."""

from __future__ import annotations

import re
from functools import lru_cache

from claimcheck.extract.named import Metric
from claimcheck.extract.scene import Scene, Slot
from claimcheck.extract.words import pattern
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.model import Name, Span


def state_of(scene: Scene, slot: Slot) -> Metric | None:
    """The metric of people to whom something happened, for a number of people right before its word."""
    noun = fold(slot.quantity.noun)
    people = pattern(scene.lexicon, "people_nouns").match(noun)
    if slot.quantity.unit != "count" or people is None:
        return None
    start = slot.quantity.span.end - len(noun) + people.end()
    match = _state(scene.lexicon).match(scene.folded, start, max(slot.right.end, slot.quantity.span.end))
    if match is None:
        return None
    metric = _metrics(scene.lexicon)[match["state"]]
    entry = scene.lexicon.metrics[metric]
    name = Name(metric, (entry.zh or entry.en)[0], match["state"])
    return Metric(name, (), Span(match.start("state"), match.end("state")))


@lru_cache(maxsize=8)
def _metrics(lexicon: Lexicon) -> dict[str, str]:
    """The metric of each word for what happened."""
    table = lexicon.table("words")["people_states"]
    return {fold(word): metric for metric, words in table.items() for word in words}


@lru_cache(maxsize=8)
def _state(lexicon: Lexicon) -> re.Pattern[str]:
    states = "|".join(re.escape(word) for word in sorted(_metrics(lexicon), key=len, reverse=True))
    leads = pattern(lexicon, "state_leads").pattern
    return re.compile(rf" ?(?:{leads}){{0,2}}(?P<state>{states})(?![\u4e00-\u9fff]?(?:率|险|者|人数))")
