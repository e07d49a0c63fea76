"""same-fact: statements of one fact agree or contradict each other.

A group is cut into series (same measure, unit kind, scope and modality), a series into periods.
Within a period the best supported value leads; every other one joins it, fits it, or contradicts it.
Statements whose period nothing fixed meet those that ended shortly before their publication.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple

import msgspec

from claimcheck.agreement import EQUAL, agreement, is_exact
from claimcheck.checks.base import Check, Context
from claimcheck.checks.clusters import Cluster, clusters
from claimcheck.checks.hours import say_other_hours
from claimcheck.checks.not_comparable import not_comparable
from claimcheck.checks.replaced import replaced, still_stand, withdrawn
from claimcheck.checks.wording import finding, in_one_unit, same_sentence
from claimcheck.corrections import Side, authority, corrects, side_of
from claimcheck.matching import Group, Key, Statement, When, are_of_same_articles
from claimcheck.model import Agreement, Basis, Finding, FixedBy, Level, Measure, Modality, Verdict
from claimcheck.rules import Rule
from claimcheck.slips import is_telling

Sides = Callable[[Cluster], Side]

_STRENGTH = list(Agreement)
_ONE_FORECAST = timedelta(days=3)  # in which reports of one forecast appear
_MOST = 64  # statements of one day that are looked at
_FIRST_DAY = date.min + timedelta(days=1)  # ``date.min`` stands for no day


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How values may have been rounded, and how far an unstated period reaches (in days)."""

    rounding: Literal["nearest", "truncate", "ceil"] = "nearest"
    lookback: int = 120
    nearby: int = 31


class Series(NamedTuple):
    """What statements must share beside their key to be held against each other."""

    key: Key
    scope: tuple[str, ...]
    modality: Modality
    currency: str


def run(group: Group, rule: Rule, options: Options, context: Context) -> Iterator[Finding]:
    """Findings for all statements of the group, the ones not comparable included."""
    standing, found = withdrawn(group.statements, rule, context)
    for statements in _series(standing).values():
        found.extend(_of_series(statements, rule, options, context))
    yield from (f for f in found if context.concerns(f.claims))
    judged = {claim.id for f in found for claim in f.claims}
    yield from not_comparable(group, judged, rule, context)


def _series(statements: Iterable[Statement]) -> dict[Series, list[Statement]]:
    series: dict[Series, list[Statement]] = defaultdict(list)
    for s in statements:
        currency = s.quantity.unit or "" if s.key.kind == "money" else ""
        series[Series(s.key, s.scope, s.modality, currency)].append(s)
    return series


def _of_series(
    statements: Sequence[Statement], rule: Rule, options: Options, context: Context
) -> Iterator[Finding]:
    if len(statements) == 1:
        yield from _agreed(Cluster(statements[0], tuple(statements), Agreement.IDENTICAL), rule, context)
        return
    periods: dict[When, list[Statement]] = defaultdict(list)
    for statement in statements:
        periods[statement.when].append(statement)
    for same in periods.values():
        for one in _of_one_basis(same):
            yield from _of_period(one, rule, options, context)
    yield from _of_unstated(statements, rule, options, context)


def _of_one_basis(statements: Sequence[Statement]) -> Iterable[Sequence[Statement]]:
    """The statements by what they count from (a year, a month before): others of a month prove nothing.

    One that does not say its basis is with those that state its value, else with its like.
    """
    if len({s.basis for s in statements} - {None}) < 2:
        return [statements]
    said = {s.quantity.stated: s.basis for s in reversed(statements) if s.basis is not None}
    parted: dict[Basis | None, list[Statement]] = defaultdict(list)
    for statement in statements:
        basis = said.get(statement.quantity.stated) if statement.basis is None else statement.basis
        parted[basis].append(statement)
    return parted.values()


# ---------------------------------------------------------------- one period


def _of_period(
    statements: Sequence[Statement], rule: Rule, options: Options, context: Context
) -> Iterator[Finding]:
    """Each cluster of equal statements, then each one held against the leading cluster."""
    ranked = sorted(statements, key=lambda s: _rank(s, context)) if len(statements) > 1 else statements
    found = clusters(ranked, lambda a, b: _relation(a, b, options))
    for cluster in found:
        yield from _agreed(cluster, rule, context)
    sides = cache(lambda cluster: side_of(cluster.claims, context.lexicon))
    for cluster in found[1:]:
        yield from _held_against(found[0], cluster, sides, rule, options, context)
    for cluster in found:
        yield from _inner_conflicts(cluster, rule, options, context)


def _rank(statement: Statement, context: Context) -> tuple[object, ...]:
    """Sources, corrections, exact figures first; then by authority, support, fineness and age."""
    first = statement.claims[0]
    drafted = bool(context.drafts) and all(c.document in context.drafts for c in statement.claims)
    weight = min(authority(c.source) for c in statement.claims)
    fineness = statement.quantity.precision
    published = first.source.published or date.max
    return (
        drafted, not corrects(statement.claims, context.lexicon), not is_exact(statement.quantity), weight,
        -context.support(statement), fineness, published, first.document, first.span.start,
    )  # fmt: skip


def _relation(a: Statement, b: Statement, options: Options) -> Agreement:
    first, second = in_one_unit(a.quantity, b.quantity)
    return agreement(first, second, options.rounding)


def _agreed(cluster: Cluster, rule: Rule, context: Context) -> Iterator[Finding]:
    claims = cluster.claims
    if len(claims) < 2:
        return
    origins = frozenset(o for s in cluster.members for o in s.origins)
    verdict = _agreement_verdict(cluster.leader, origins, context)
    yield finding(rule, verdict, Level.NOTE, claims, cluster.agreement)


def _held_against(
    lead: Cluster, other: Cluster, sides: Sides, rule: Rule, options: Options, context: Context
) -> Iterator[Finding]:
    a, b = other.leader, lead.leader
    relation = _relation(a, b, options)
    if same_sentence(a.claims, b.claims):
        return
    if relation is not Agreement.DISJOINT:
        yield finding(rule, Verdict.COMPATIBLE, Level.NOTE, (*other.claims, *lead.claims), relation)
    elif not is_comparable(a, b, context):
        return
    elif {s.basis for s in other.members} & {s.basis for s in lead.members}:
        level = Level.WARNING if a.is_unstated or b.is_unstated else rule.level
        yield from _clash(sides(other), sides(lead), level, rule, context)


def _clash(others: Side, leading: Side, level: Level, rule: Rule, context: Context) -> Iterator[Finding]:
    """A conflict between the claims that nothing replaces, and what replaces the rest."""
    yield from replaced(others, leading, rule, context)
    yield from replaced(leading, others, rule, context)
    standing = still_stand(others, leading, context), still_stand(leading, others, context)
    if all(standing):
        claims = (*standing[0], *standing[1])
        yield finding(rule, Verdict.CONFLICT, level, claims, Agreement.DISJOINT)


def _agreement_verdict(statement: Statement, origins: frozenset[str], context: Context) -> Verdict:
    """Confirmed by several origins, repeated by one; where nobody is named, equal figures only fit."""
    if len(origins) < 2:
        return Verdict.REPEATED
    return Verdict.CONFIRMED if statement.key.subject or context.drafts else Verdict.COMPATIBLE


def is_comparable(a: Statement, b: Statement, context: Context) -> bool:
    """Whether two values that differ must contradict each other, or may be of other days or firms.

    Where no period is said, only a known metric that does not change daily is held against itself,
    and not its growth, in one article not at all, and two such values only if a slip explains them.
    Where no subject is named nothing clashes (but a draft and its sources are taken to speak of one),
    nor do forecasts made on different days.
    """
    if not context.drafts and (not a.key.subject or _are_other_forecasts(a, b)):
        return False
    if not (a.is_unstated or b.is_unstated):
        return not say_other_hours(a, b, context.lexicon) and _is_firm(a, b, context)
    if are_of_same_articles(a, b) or a.key.metric not in context.lexicon.metrics:
        return False
    if a.is_unstated and b.is_unstated and not is_telling(*in_one_unit(a.quantity, b.quantity)):
        return False
    moves = a.key.measure in (Measure.GROWTH, Measure.CHANGE)
    return not moves and not _needs_date(a.key.metric, context)


def _are_other_forecasts(a: Statement, b: Statement) -> bool:
    """Whether both are forecasts of days so far apart that the later one may be a new one."""
    days = [s.claims[0].source.published for s in (a, b) if s.modality is Modality.FORECAST]
    if len(days) < 2 or days[0] is None or days[1] is None:
        return False
    return abs(days[0] - days[1]) > _ONE_FORECAST


def _needs_date(metric: str, context: Context) -> bool:
    """Whether a figure means nothing without its period: what flows in a time, and what changes daily."""
    lexicon = context.lexicon
    daily = metric.endswith(lexicon.words("volatile_endings")) or metric in lexicon.words("volatile_metrics")
    return daily or lexicon.metrics[metric].kind == "flow"


def _is_firm(a: Statement, b: Statement, context: Context) -> bool:
    """Whether two values that differ are more likely a slip of the writer than of the reading.

    Of two sentences of one article, and of names that no lexicon knows, that is so where the text itself
    gives both periods, or where a slip of the pen explains the difference.
    """
    alone = a.spread == b.spread == 1 and are_of_same_articles(a, b)
    is_known = a.key.metric in context.lexicon.metrics
    if not alone and is_known:
        return True
    by_text = all(c.period.fixed_by is FixedBy.TEXT for c in (*a.claims, *b.claims))
    if alone:
        is_level = a.key.measure is Measure.LEVEL
        return is_known and ((by_text and is_level) or is_telling(*in_one_unit(a.quantity, b.quantity)))
    return by_text


def _bases_differ(a: Statement, b: Statement) -> bool:
    """Growth from different bases, or from one said and one unsaid, proves nothing."""
    return a.basis is not b.basis


def _inner_conflicts(cluster: Cluster, rule: Rule, options: Options, context: Context) -> Iterator[Finding]:
    """Of 748千, 749千 and 0.7百万 the first two agree with the third but not with each other."""
    exact = sorted(
        (s for s in cluster.members if is_exact(s.quantity)),
        key=lambda s: (s.quantity.stated, s.quantity.precision),
    )
    for a, b in pairwise(exact):
        clash = _relation(a, b, options) is Agreement.DISJOINT and not _bases_differ(a, b)
        if clash and not same_sentence(a.claims, b.claims) and is_comparable(a, b, context):
            level = Level.WARNING if a.is_unstated or b.is_unstated else rule.level
            yield finding(rule, Verdict.CONFLICT, level, (*b.claims, *a.claims), Agreement.DISJOINT)


# ---------------------------------------------------------------- unstated periods


def _of_unstated(
    statements: Sequence[Statement], rule: Rule, options: Options, context: Context
) -> Iterator[Finding]:
    """Hold each statement without a period against those that its publication lets it mean."""
    unstated = sorted(
        (s for s in statements if s.is_unstated and not s.when.words.endswith("earlier")),
        key=lambda s: (s.when.end or date.max, _rank(s, context)),
    )
    if not unstated:
        return
    stated = sorted(
        (s for s in statements if not s.is_unstated),
        key=lambda s: (s.when.end or date.min, _rank(s, context)),
    )
    ends = [s.when.end or date.min for s in stated]
    beside: dict[When, list[Statement]] = defaultdict(list)
    for statement in unstated:
        beside[statement.when].append(statement)
    for statement in unstated:
        meant = _meant(statement, stated, ends, options)
        found = _against_candidates(statement, meant, rule, options, context)
        yield from (f for f in found if not _is_answered(f, statement, beside, meant, options))
    for a, b in pairwise(unstated):
        if a.when != b.when and _are_near(a, b, options):
            yield from _against_candidates(b, [a], rule, options, context)


def _meant(
    unstated: Statement, stated: Sequence[Statement], ends: Sequence[date], options: Options
) -> Sequence[Statement]:
    """The statements whose period ended at most ``lookback`` days before the article appeared."""
    published = unstated.when.end
    if published is None:
        return stated
    first = bisect_left(ends, max(published - timedelta(days=options.lookback), _FIRST_DAY))
    return stated[first : bisect_right(ends, published)]


def _are_near(a: Statement, b: Statement, options: Options) -> bool:
    if a.when.end is None or b.when.end is None:
        return True
    return b.when.end - a.when.end <= timedelta(days=options.nearby)


def _against_candidates(
    statement: Statement,
    candidates: Sequence[Statement],
    rule: Rule,
    options: Options,
    context: Context,
) -> Iterator[Finding]:
    """The best agreement among the candidates; a conflict only if none of them fits."""
    others = (c for c in candidates if not are_of_same_articles(c, statement))
    related = [(c, _relation(statement, c, options)) for c in others]
    if not related:
        return
    best, relation = min(reversed(related), key=lambda pair: _STRENGTH.index(pair[1]))
    claims = (*statement.claims, *best.claims)
    if relation in EQUAL:
        verdict = _agreement_verdict(statement, statement.origins | best.origins, context)
        yield finding(rule, verdict, Level.NOTE, claims, relation)
    elif relation is not Agreement.DISJOINT:
        yield finding(rule, Verdict.COMPATIBLE, Level.NOTE, claims, relation)
    elif not is_comparable(statement, best, context):
        return
    elif not _bases_differ(statement, best) and _is_one_date(statement, [c for c, _ in related]):
        yield finding(rule, Verdict.CONFLICT, Level.WARNING, claims, relation)


def _is_answered(
    found: Finding,
    statement: Statement,
    beside: Mapping[When, Sequence[Statement]],
    meant: Sequence[Statement],
    options: Options,
) -> bool:
    """Whether the other side of a conflict agrees with what the same article says of something else.

    «A区均价2.8万元；B区均价1.9万元», and a report on A with 2.8万元: figures of several things without names.
    """
    if found.verdict is not Verdict.CONFLICT:
        return False
    others = [s for s in beside[statement.when][:_MOST] if s is not statement]
    own = [s for s in others if s.documents & statement.documents]
    against = [s for s in meant if {c.id for c in s.claims} & {c.id for c in found.claims}]
    return any(_relation(a, b, options) in EQUAL for a in own for b in against)


def _is_one_date(statement: Statement, candidates: Sequence[Statement]) -> bool:
    """Whether the candidates leave no choice of date: one period, and both sides dated or both not."""
    one = len({c.when for c in candidates}) == 1
    return one and all((c.when.end is None) == (statement.when.end is None) for c in candidates)


CHECK = Check(Options, of_group=run)
