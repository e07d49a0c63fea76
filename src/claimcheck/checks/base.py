"""What every check is: options, and a function from a group of statements (or a reading) to findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from claimcheck.checks.figures import Gathered
from claimcheck.crowds import Unseen, further
from claimcheck.lexicon import Lexicon
from claimcheck.matching import Group, Statement
from claimcheck.model import Claim, Finding, Reading
from claimcheck.rules import Rule


class Context(msgspec.Struct, frozen=True, eq=False):
    """What a check may know beside its group: the lexicon, and which articles are under check.

    ``drafts`` is empty where all articles are compared with each other. ``unseen`` counts what an archive
    left out as more of the same.
    """

    lexicon: Lexicon
    drafts: frozenset[str] = frozenset()
    unseen: Unseen = {}

    def concerns(self, claims: Sequence[Claim]) -> bool:
        """Whether a finding of these claims is about an article under check."""
        return not self.drafts or any(claim.document in self.drafts for claim in claims)

    def support(self, statement: Statement) -> int:
        """How many origins make the statement, those that an archive did not list included."""
        return len(statement.origins) + (further(statement.claims, self.unseen)[1] if self.unseen else 0)


GroupCheck = Callable[[Group, Rule, Any, Context], Iterator[Finding]]
GroupsCheck = Callable[[Gathered, Rule, Any, Context], Iterator[Finding]]
ReadingCheck = Callable[[Sequence[Reading], Rule, Any, Context], Iterator[Finding]]


LeftoverCheck = Callable[[Sequence[Reading], Sequence[Finding], Rule, Any, Context], Iterator[Finding]]
Validation = Callable[[Rule, Any], None]


class NoOptions(msgspec.Struct, frozen=True):
    """For checks that have none."""


class Check(msgspec.Struct, frozen=True, eq=False):
    """A check: the struct of its options, and what it runs on.

    ``of_group`` sees one group after the other, ``of_groups`` all that the rule admits at once,
    ``of_readings`` what each article yielded, ``of_leftovers`` that and all findings so far.
    ``validate`` raises RuleError for options that are well formed but mean nothing.
    """

    options: type[msgspec.Struct]
    of_group: GroupCheck | None = None
    of_groups: GroupsCheck | None = None
    of_readings: ReadingCheck | None = None
    of_leftovers: LeftoverCheck | None = None
    validate: Validation | None = None


def place(rule: Rule, key: str) -> str:
    """``file:line: key`` of an option of the rule; without the line where the file cannot be read."""
    try:
        lines = Path(rule.path).read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    opens = re.compile(rf"(?:^|[\s{{,]){re.escape(key)}['\"]?\s*:")
    number = next((n for n, text in enumerate(lines, 1) if opens.search(text)), None)
    return f"{rule.path}:{number}: {key}" if number else f"{rule.path}: {key}"
