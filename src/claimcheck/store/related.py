"""All that the archive may hold against a draft: outlines first, then only what may meet it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from claimcheck.crowds import Place as Spot
from claimcheck.crowds import Related
from claimcheck.lexicon import Lexicon
from claimcheck.model import Claim, Document, Reading, Source
from claimcheck.rules import Rule
from claimcheck.store import sampling
from claimcheck.store.base import Store, batches, marks
from claimcheck.store.meeting import FEW, at_same_time, meeting, of_metric, second
from claimcheck.store.outlines import Outline, outlines
from claimcheck.store.reach import Reach, reach
from claimcheck.store.rows import COLUMNS, Shared, rebuilt, shared
from claimcheck.store.sampling import Place, Scope
from claimcheck.store.writing import Fact

_LOOKBACK, _NEARBY = 120, 31  # days, where no same-fact rule says how far unstated periods reach


def related(
    store: Store, claims: Sequence[Claim], rules: Sequence[Rule], lexicon: Lexicon, as_of: date | None
) -> Related:
    """What the rules may hold against the claims, article by article, but for the claims' own articles.

    The readings have no lines: ``queries.documents`` has those, for the articles that come to be shown.
    """
    reached = reach(claims, rules, lexicon)
    with store.reading():
        scope = Scope(as_of, _articles(store, sorted({claim.document for claim in claims})))
        listed = _listed(store, reached, scope)
        shares, counts = _met(store, reached, listed, _days(rules), lexicon)
        places = sampling.sampled(store, counts, scope)
        sources = _sources(store, sorted({place.article for place in places}))
        unshown = sampling.unshown(places, sampling.totals(store, counts, scope))
    return _related(places, shares, sources, unshown)


def _days(rules: Sequence[Rule]) -> tuple[int, int]:
    """How far the rules let an unstated period reach: back from its article, and to another such one."""
    told = [rule.options for rule in rules if rule.check == "same-fact"]
    lookback = max((int(o.get("lookback", _LOOKBACK)) for o in told), default=_LOOKBACK)
    return lookback, max((int(o.get("nearby", _NEARBY)) for o in told), default=_NEARBY)


Listed = Mapping[Fact, Sequence[Outline]]
Counts = dict[int, tuple[int, int]]


def _listed(store: Store, reached: Reach, scope: Scope) -> Listed:
    """The outlines of all facts within reach, without what no article of the scope says."""
    listed = outlines(store, reached.windows)
    if not (scope.as_of or scope.without):
        return listed
    ids = sampling.said(store, [o.id for among in listed.values() for o in among], scope)
    return {fact: [o for o in among if o.id in ids] for fact, among in listed.items()}


def _met(
    store: Store, reached: Reach, listed: Listed, days: tuple[int, int], lexicon: Lexicon
) -> tuple[dict[int, Shared], Counts]:
    """The statements that may have a say, with their counts."""
    found: set[int] = set()
    nearest: dict[Fact, set[int]] = {}
    for fact, drafts in reached.own.items():
        met, nearest[fact] = meeting(drafts, listed.get(fact, ()), of_metric(fact[1], lexicon, *days))
        found |= met
    for fact, whens in reached.others.items():
        found |= at_same_time(whens, listed.get(fact, ()))
    shares, counts = _statements(store, sorted(found))
    more: set[int] = set()
    for fact, near in nearest.items():
        # what two claims make is judged: only of the others it depends on further statements
        lone = [o for o in listed.get(fact, ()) if o.id in near and counts[o.id][0] == 1]
        if lone:
            few = len(reached.own[fact]) <= FEW
            more |= second(lone, listed.get(fact, ()), of_metric(fact[1], lexicon, *days), few)
    further = _statements(store, sorted(more - found))
    return shares | further[0], counts | further[1]


def _statements(store: Store, ids: Sequence[int]) -> tuple[dict[int, Shared], Counts]:
    """The statements, and by how many claims and origins each is made."""
    shares: dict[int, Shared] = {}
    counts: Counts = {}
    for some in batches(ids):
        sql = f"SELECT id, claims, origins, {COLUMNS} FROM statements WHERE id IN ({marks(some)})"
        for row in store.rows(sql, some):
            shares[row[0]] = shared(row[3:])
            counts[row[0]] = (row[1], row[2])
    return shares, counts


def _articles(store: Store, paths: Sequence[str]) -> tuple[int, ...]:
    """The rows of articles, as far as they are in the archive."""
    found: list[int] = []
    for some in batches(paths):
        found += [id for (id,) in store.rows(f"SELECT id FROM articles WHERE path IN ({marks(some)})", some)]
    return tuple(sorted(found))


def _sources(store: Store, ids: Sequence[int]) -> dict[int, Source]:
    found: dict[int, Source] = {}
    for some in batches(ids):
        columns = "id, path, published, title, outlet, authority, origin"
        sql = f"SELECT {columns} FROM articles WHERE id IN ({marks(some)})"
        for id, path, published, title, outlet, authority, origin in store.rows(sql, some):
            day = date.fromisoformat(published) if published else None
            found[id] = Source(path, day, title, outlet, authority, origin)
    return found


def _related(
    places: Sequence[Place],
    shares: Mapping[int, Shared],
    sources: Mapping[int, Source],
    unshown: Mapping[int, tuple[int, int]],
) -> Related:
    by_article: dict[int, list[Claim]] = {}
    unseen: dict[Spot, tuple[int, int]] = {}
    waiting = dict(unshown)
    for place in sorted(places, key=lambda p: (p.article, p.place)):
        claim = rebuilt(shares[place.statement], place.body, sources[place.article])
        by_article.setdefault(place.article, []).append(claim)
        if place.statement in waiting:  # the first one stands for those that are not shown
            unseen[claim.document, claim.id] = waiting.pop(place.statement)
    readings = [_reading(sources[id], claims) for id, claims in by_article.items()]
    return Related(tuple(sorted(readings, key=lambda r: r.document.source.document)), unseen)


def _reading(source: Source, claims: Sequence[Claim]) -> Reading:
    return Reading(Document(source, (0,), 0, len(claims), 0), tuple(claims), ())
