"""Statements that very many articles make: a few of the claims stand for all, the rest is counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec
from msgspec.structs import replace

from claimcheck.model import Claim, Finding, Message, Reading

Place = tuple[str, str]
Unseen = Mapping[Place, tuple[int, int]]
"""By document and id of a claim: how many further claims and origins it stands for."""


class Related(msgspec.Struct, frozen=True, eq=False):
    """What an archive holds against a draft, article by article; what it left out as more of the same."""

    readings: tuple[Reading, ...]
    unseen: Unseen = {}


def further(claims: Iterable[Claim], unseen: Unseen) -> tuple[int, int]:
    """The claims and origins that these claims stand for beside themselves."""
    found = [unseen[place] for place in {(c.document, c.id) for c in claims} if place in unseen]
    return sum(claims for claims, _ in found), sum(origins for _, origins in found)


def counted(finding: Finding, unseen: Unseen) -> Finding:
    """The finding with everybody counted who says the same, and a line on how many are not listed."""
    claims, origins = further(finding.claims, unseen)
    if not claims:
        return finding
    steps = [_more(step, claims, origins) for step in finding.explanation]
    steps.append(Message("unlisted", (("count", str(claims)), ("origins", str(origins)))))
    return replace(finding, explanation=tuple(steps))


def _more(step: Message, claims: int, origins: int) -> Message:
    if step.id != "origin":
        return step
    told = dict(step.arguments)
    count, articles = int(told["count"]) + origins, int(told["articles"]) + claims
    return replace(step, arguments=(("count", str(count)), ("articles", str(articles))))
