"""What the workers of every engine run: a rule's own examples."""

from __future__ import annotations

from claimcheck.checks import ready
from claimcheck.faults import example_faults
from claimcheck.lexicon import default_lexicon
from claimcheck.rules import Rule


def faults(rule: Rule) -> list[str]:
    ready([rule])
    return list(example_faults(rule, default_lexicon()))
