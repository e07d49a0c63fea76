"""headline: a number of the title against the body of the same article; the body wins.

A title is short of words, so its number is taken for wrong only if the body has a figure of the
same subject, metric and measure and no figure at all that the title could have meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec

from claimcheck.agreement import agreement, is_exact
from claimcheck.checks.base import Check, Context
from claimcheck.checks.derived import conflict, drafts_first, is_dated, line
from claimcheck.checks.figures import Figure, Gathered
from claimcheck.checks.growth_terms import unit_of
from claimcheck.checks.intervals import of
from claimcheck.checks.wording import amount, in_one_unit
from claimcheck.model import Agreement, BlockKind, Finding
from claimcheck.rules import Rule

_HEADS = {BlockKind.TITLE, BlockKind.HEADING}


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether the headings inside an article are held to its body as well."""

    headings: bool = True


def run(gathered: Gathered, rule: Rule, options: Options, context: Context) -> Iterator[Finding]:
    """One finding for each number of a title that its article's body contradicts."""
    for _, article in groupby(gathered.figures, key=lambda f: f.claim.source.document):
        listed = list(article)
        body = [f for f in listed if f.claim.block not in _HEADS]
        for head in listed:
            if head.claim.block is BlockKind.TITLE or (options.headings and head.claim.block in _HEADS):
                yield from _of_head(head, body, rule, context)


def _of_head(head: Figure, body: Sequence[Figure], rule: Rule, context: Context) -> Iterator[Finding]:
    alike = [f for f in body if _is_alike(head, f)]
    if not alike or any(_may_mean(head, f) for f in body):
        return
    claims = [head.claim, alike[0].claim]
    if context.concerns(claims):
        names = {"head": amount(head.claim.quantity), "body": amount(alike[0].claim.quantity)}
        lines = [line("derived-headline-line", names)]
        yield conflict(rule, "derived-headline", drafts_first(claims, context.drafts), lines)


def _is_alike(head: Figure, body: Figure) -> bool:
    """Whether the body's figure is of the same fact as far as the title says what that is."""
    if not (is_exact(head.claim.quantity) and is_exact(body.claim.quantity)):
        return False
    same = head.key == body.key and head.statement.modality is body.statement.modality
    scope = head.statement.scope == body.statement.scope
    when = head.when == body.when or (not is_dated(head.when) and not is_dated(body.when))
    return same and scope and when and unit_of(head) == unit_of(body)


def _may_mean(head: Figure, body: Figure) -> bool:
    """Whether the title's number can be the body's, whatever it is a number of."""
    a, b = in_one_unit(head.claim.quantity, body.claim.quantity)
    if agreement(a, b) is not Agreement.DISJOINT or of(a).meets(of(b)):
        return True
    return a.stated is not None and b.stated is not None and abs(a.stated) == abs(b.stated)


CHECK = Check(Options, of_groups=run)
