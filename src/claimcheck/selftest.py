"""How many slips would be caught in somebody's own articles: plant one at a time and look.

A slip is planted only where its fact is stated at least twice, so that there is something to catch it by.
Everything is drawn from a seed; the articles themselves are not touched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from random import Random

import msgspec
from msgspec.structs import replace

from claimcheck.agreement import EQUAL, agreement, is_exact
from claimcheck.checks import Context, Ready, ready
from claimcheck.checks.wording import in_one_unit, same_sentence
from claimcheck.extract import read
from claimcheck.judge import judge
from claimcheck.lexicon import Lexicon, default_lexicon
from claimcheck.matching import Key, When, key_of, when
from claimcheck.model import Agreement, Article, BlockKind, Claim, Finding, PeriodKind, Reading, Span, Verdict
from claimcheck.origins import with_origins
from claimcheck.rules import Rule, load_rules
from claimcheck.slip_words import SLIPS, Edit

TYPES = (*SLIPS, "period", "metric", "subject")
"""What is planted, by the name of the cause that it should be put down to."""

_SAME_CAUSE = {
    "period": {"period", "stale"},
    "metric": {"metric", "period", "stale"},
    # seen from the other side, which is the one that leads where support is equal
    "extra-digit": {"extra-digit", "missing-digit"},
    "missing-digit": {"extra-digit", "missing-digit"},
}
_AGREED = (Verdict.CONFIRMED, Verdict.REPEATED)

Progress = Callable[[int, int], None]
Place = tuple[str, int, str]


class Fact(msgspec.Struct, frozen=True, eq=False):
    """A claim to plant in, and the claims of the same fact elsewhere."""

    claim: Claim
    twins: tuple[Claim, ...]


class Planted(msgspec.Struct, frozen=True):
    """One slip and what became of it.

    ``cause`` is what it was put down to; empty if it was not found. ``apart`` tells whether another
    article states the fact, or only the same one.
    """

    type: str
    document: str
    before: str
    after: str
    found: bool
    cause: str
    alarms: int
    apart: bool

    @property
    def named(self) -> bool:
        """Whether the slip was found and put down to what it was."""
        return self.cause in _SAME_CAUSE.get(self.type, {self.type})


class Outcome(msgspec.Struct, frozen=True):
    """All slips that were planted; ``conflicts`` counts those of the articles as they are."""

    articles: int
    claims: int
    facts: int
    conflicts: int
    planted: tuple[Planted, ...]

    def of(self, type: str) -> tuple[Planted, ...]:
        """The slips of one type."""
        return tuple(p for p in self.planted if p.type == type)

    @property
    def alarms(self) -> int:
        """Conflicts that a planted slip brought up elsewhere."""
        return sum(p.alarms for p in self.planted)


class Bench(msgspec.Struct, frozen=True, eq=False):
    """The articles as they are, and what is known of them."""

    articles: Mapping[str, Article]
    readings: Mapping[str, Reading]
    facts: Sequence[Fact]
    others: Mapping[tuple[object, ...], Sequence[Claim]]
    conflicts: int
    rules: Sequence[Ready]
    lexicon: Lexicon


def selftest(
    articles: Iterable[Article],
    *,
    seed: int = 0,
    errors: int = 20,
    rules: Sequence[Rule] | None = None,
    lexicon: Lexicon | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """What becomes of up to ``errors`` slips of each type, planted one at a time in the articles."""
    lexicon = lexicon or default_lexicon()
    bench = _bench(articles, ready(load_rules() if rules is None else rules), lexicon)
    planted: list[Planted] = []
    for number, type in enumerate(TYPES):
        planted += _planted(bench, type, Random(f"{seed}/{type}"), errors)
        if progress:
            progress(number + 1, len(TYPES))
    return Outcome(
        articles=len(bench.articles),
        claims=sum(len(r.claims) for r in bench.readings.values()),
        facts=len(bench.facts),
        conflicts=bench.conflicts,
        planted=tuple(planted),
    )


def _bench(articles: Iterable[Article], rules: Sequence[Ready], lexicon: Lexicon) -> Bench:
    flat = {a.path: replace(a, runs=(), line_starts=(0,)) for a in articles}
    readings = {path: read(article, lexicon) for path, article in flat.items()}
    claims = [c for r in readings.values() for c in r.claims]
    found = judge(with_origins(list(readings.values())), rules, Context(lexicon))
    return Bench(
        articles=flat,
        readings=readings,
        facts=tuple(_facts(found, claims, lexicon)),
        others=_by_difference(claims, lexicon),
        conflicts=sum(f.verdict is Verdict.CONFLICT for f in found),
        rules=rules,
        lexicon=lexicon,
    )


def _facts(findings: Sequence[Finding], claims: Sequence[Claim], lexicon: Lexicon) -> Iterator[Fact]:
    """Each exact claim that agrees with another exact one about the very same, where nothing contradicts.

    Left out is what an article gives several figures for, such as the items of a list.
    """
    disputed = _places(f for f in findings if f.verdict is Verdict.CONFLICT)
    several = _several(claims, lexicon)
    for finding in findings:
        if (
            finding.verdict in _AGREED
            and finding.agreement in EQUAL
            and disputed.isdisjoint(_places([finding]))
        ):
            alike: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
            for claim in filter(_is_definite, dict.fromkeys(finding.claims)):
                if (claim.document, _about(claim, lexicon)) not in several:
                    alike[_about(claim, lexicon)].append(claim)
            for same in alike.values():
                yield from _with_twins(same)


def _several(claims: Iterable[Claim], lexicon: Lexicon) -> set[tuple[str, tuple[object, ...]]]:
    """What an article states more than one figure for, by the article."""
    figures: dict[tuple[str, tuple[object, ...]], list[Claim]] = defaultdict(list)
    for claim in filter(_is_definite, claims):
        figures[claim.document, _about(claim, lexicon)].append(claim)
    return {about for about, told in figures.items() if any(_are_disjoint(told[0], c) for c in told[1:])}


def _is_definite(claim: Claim) -> bool:
    """Whether it says of whom, when and exactly how much; anything less never has to contradict another."""
    dated = claim.period.kind is not PeriodKind.UNSTATED
    return claim.subject is not None and dated and is_exact(claim.quantity)


def _with_twins(claims: Sequence[Claim]) -> Iterator[Fact]:
    for claim in claims:
        twins = tuple(c for c in claims if _place(c) != _place(claim) and not same_sentence([c], [claim]))
        if twins:
            yield Fact(claim, twins)


def _about(claim: Claim, lexicon: Lexicon) -> tuple[object, ...]:
    """All that two claims must share to state one fact, but the value."""
    key, unit = key_of(claim, lexicon), claim.quantity.unit
    return (key, when(claim.period), claim.scope, claim.modality, claim.basis, unit)


def _planted(bench: Bench, type: str, random: Random, errors: int) -> Iterator[Planted]:
    """The slips of one type, in facts drawn without going back."""
    facts = random.sample(list(bench.facts), len(bench.facts))
    done = 0
    for fact in facts:
        if done == errors:
            return
        planted = _plant(bench, type, fact, random)
        if planted:
            done += 1
            yield planted


def _plant(bench: Bench, type: str, fact: Fact, random: Random) -> Planted | None:
    """One slip and its outcome; ``None`` where the type does not fit or the value is still right."""
    article = bench.articles[fact.claim.document]
    edit = _edit(bench, type, fact, article.text, random)
    if edit is None:
        return None
    span = Span(edit.span.start, edit.span.start + len(edit.text))
    reading = read(_edited(article, edit), bench.lexicon)
    changed = [c for c in reading.claims if _touches(c, fact, span)]
    if any(not _is_wrong(c, fact) for c in changed):
        return None
    partners = [bench.readings[t] for t in sorted({t.document for t in fact.twins} - {article.path})]
    after = _conflicts([reading, *partners], bench)
    spots = {_place(c) for c in changed}
    hits = [f for f in after if not spots.isdisjoint(_places([f]))]
    others = {_unmoved(place, article.path, edit) for place in _places(f for f in after if f not in hits)}
    if others:
        others -= _places(_conflicts([bench.readings[article.path], *partners], bench))
    causes = [f.cause.id.removeprefix("cause-") for f in hits if f.cause]
    return Planted(
        type=type,
        document=article.path,
        before=article.text[edit.span.start : edit.span.end],
        after=edit.text,
        found=bool(hits),
        cause=causes[0] if causes else "",
        alarms=len(others),
        apart=bool(partners),
    )


def _conflicts(readings: Sequence[Reading], bench: Bench) -> list[Finding]:
    found = judge(with_origins(readings), bench.rules, Context(bench.lexicon))
    return [f for f in found if f.verdict is Verdict.CONFLICT]


def _edit(bench: Bench, type: str, fact: Fact, text: str, random: Random) -> Edit | None:
    """The slip as an edit of the text; a value that belongs elsewhere is taken from near by if it can be."""
    claim = fact.claim
    if type in SLIPS:
        return SLIPS[type](text, claim, bench.lexicon, random)
    others = [c for c in _others(bench, type, claim) if _may_stand_for(c, claim)]
    documents = {claim.document, *(t.document for t in fact.twins)}
    near = [c for c in others if c.document in documents] or others
    return Edit(claim.span, random.choice(near).quantity.text) if near else None


def _edited(article: Article, edit: Edit) -> Article:
    """The article with the edit; blocks behind it move along."""
    by = len(edit.text) - (edit.span.end - edit.span.start)
    blocks = tuple(
        replace(
            b,
            span=Span(
                b.span.start + (by if b.span.start >= edit.span.end else 0),
                b.span.end + (by if b.span.end >= edit.span.end else 0),
            ),
        )
        for b in article.blocks
    )
    text = article.text[: edit.span.start] + edit.text + article.text[edit.span.end :]
    return replace(article, text=text, blocks=blocks)


def _touches(claim: Claim, fact: Fact, span: Span) -> bool:
    """Whether it is the claim that the slip was planted in, direction words before the value included."""
    return claim.span.overlaps(span) or (
        span.end <= claim.span.start
        and claim.span.start - span.end < 12
        and claim.quantity.text == fact.claim.quantity.text
    )


def _is_wrong(claim: Claim, fact: Fact) -> bool:
    """Whether the claim can no longer hold together with its twins."""
    return all(_are_disjoint(claim, other) for other in (fact.claim, *fact.twins))


def _are_disjoint(a: Claim, b: Claim) -> bool:
    first, second = in_one_unit(a.quantity, b.quantity)
    return first.unit != second.unit or agreement(first, second) is Agreement.DISJOINT


def _places(findings: Iterable[Finding]) -> set[Place]:
    """Where the claims stand that findings speak of."""
    return {_place(claim) for finding in findings for claim in finding.claims}


def _place(claim: Claim) -> Place:
    return (claim.document, claim.span.start, claim.quantity.text)


def _unmoved(place: Place, document: str, edit: Edit) -> Place:
    """The place as it was before the edit."""
    path, start, text = place
    by = len(edit.text) - (edit.span.end - edit.span.start)
    return (path, start - by, text) if path == document and start >= edit.span.end + by else place


# ---------------------------------------------------------------- values that belong elsewhere


def _by_difference(claims: Iterable[Claim], lexicon: Lexicon) -> dict[tuple[object, ...], list[Claim]]:
    """Exact claims under what they share with others that differ in period, in metric, or in subject."""
    found: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        key = key_of(claim, lexicon)
        if key is not None and is_exact(claim.quantity):
            for shared in _shared(key, when(claim.period), claim).values():
                found[shared].append(claim)
    return found


def _shared(key: Key, at: When, claim: Claim) -> dict[str, tuple[object, ...]]:
    rest = (key.measure, claim.quantity.unit, claim.scope, claim.modality)
    return {
        "period": ("period", key.subject, key.metric, *rest),
        "metric": ("metric", key.subject, at, *rest),
        "subject": ("subject", key.metric, at, *rest),
    }


def _others(bench: Bench, type: str, claim: Claim) -> Sequence[Claim]:
    key = key_of(claim, bench.lexicon)
    return bench.others.get(_shared(key, when(claim.period), claim)[type], ()) if key else ()


def _may_stand_for(other: Claim, claim: Claim) -> bool:
    """Whether the other claim's value can be written here: same direction and script, another value.

    A figure of a table has its unit in the heading, so it says something else in a sentence.
    """
    a, b = other.quantity, claim.quantity
    if a.stated is None or b.stated is None or (a.stated < 0) != (b.stated < 0):
        return False
    if (other.block is BlockKind.CELL) != (claim.block is BlockKind.CELL):
        return False
    same_script = a.text.isascii() == b.text.isascii()
    return same_script and agreement(a, b) is Agreement.DISJOINT
