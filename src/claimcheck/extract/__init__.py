"""Article → claims, and every number that is none with the reason."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from claimcheck.extract.binding import bind, carried_to
from claimcheck.extract.bound import Bound, Carried
from claimcheck.extract.codes import is_code, is_stock_code
from claimcheck.extract.coined import coined_names, named_in
from claimcheck.extract.homes import home_of
from claimcheck.extract.main_subject import main_subject
from claimcheck.extract.mentions import with_mentions
from claimcheck.extract.negatives import with_minus
from claimcheck.extract.qualifiers import (
    is_bare_duration,
    is_citation,
    is_clock,
    is_in_name,
    is_list_mark,
    is_plain_time,
    is_qualifier,
    is_ticker,
)
from claimcheck.extract.quantities import find_quantities
from claimcheck.extract.scene import Scene, set_scene
from claimcheck.extract.settings import days_of, is_event, words_around
from claimcheck.extract.skips import skip_reason
from claimcheck.extract.subjects import block_topic
from claimcheck.extract.tables import CellReading, table_readings
from claimcheck.extract.when import section_after, spoken_of
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.model import (
    Article,
    Block,
    BlockKind,
    Claim,
    Document,
    Passage,
    Period,
    Place,
    Quantity,
    Reading,
    Setting,
    Skipped,
    Source,
    Span,
)
from claimcheck.origins import own_origin
from claimcheck.packages import callable_package

__all__ = ["extract", "read"]

_TITLES = (BlockKind.TITLE, BlockKind.HEADING)
LeftOut = tuple[Quantity, str]


def extract(article: Article, lexicon: Lexicon) -> list[Claim]:
    """Every claim of the article in text order."""
    return list(read(article, lexicon).claims)


def read(article: Article, lexicon: Lexicon, *, thorough: bool = False) -> Reading:
    """Everything that the article's text yields: its claims and the numbers that are none.

    A ``thorough`` reading also makes claims of dates, ages, scores and the like; they have no metric.
    """
    source = _source(article, lexicon)
    folded = [with_minus(fold(article.text[b.span.start : b.span.end])) for b in article.blocks]
    texts = [article.text[b.span.start : b.span.end] for b in article.blocks]
    headings = [f for b, f in zip(article.blocks, folded, strict=True) if b.kind in _TITLES]
    coined = coined_names(texts, folded, lexicon, [fold(article.title), *headings])
    named = [named_in(f, lexicon, coined) for f in folded]
    main = main_subject(article.title, named, lexicon, coined, (folded, texts))
    place = article.to_source()
    home = home_of(article.language, folded, lexicon)
    topic, heading = main, main
    said: tuple[Scene, Carried] | None = None
    section: Period | None = None
    told: Period | None = None
    claims: list[Claim] = []
    skipped: list[Skipped] = []
    passages: list[Passage] = []
    days: list[Setting] = []
    events: list[tuple[int, str]] = []
    cells = table_readings(article, folded, lexicon, main)
    for number, (block, folded_block) in enumerate(zip(article.blocks, folded, strict=True)):
        if number in cells:
            claims.extend(_cell_claims(place, source, cells[number]))
            skipped.extend(_cell_skips(place, article.path, cells[number]))
            continue
        # a list goes on with what its paragraph is about, a paragraph with its heading or the article;
        # each item goes on with the paragraph, not with the one before
        if block.kind is BlockKind.ITEM and said is not None:
            topic, said = carried_to(said[0], len(said[0].text), said[1]).subject, None
        carried = Carried(topic if block.kind is BlockKind.ITEM else heading, section, main, home)
        scene = set_scene(
            texts[number],
            folded_block,
            block.kind,
            article.published,
            lexicon,
            section,
            named[number],
            told,
        )
        bound, left_out = _bound(scene, carried, thorough)
        passages.extend(_passages(place, block, scene) if thorough else ())
        for one in bound:
            if is_event(scene, one):
                events.append((len(claims), words_around(scene, one.sentence, 1)))
            claims.append(_claim(place, source, block, scene, one))
        days.extend(() if thorough else _days(place, source, block, scene))
        skipped.extend(_skipped(place, article.path, block, *left) for left in left_out)
        section = section_after(scene, section)
        told = told or section or spoken_of(scene)
        if block.kind is not BlockKind.ITEM:
            said = (scene, carried)
        heading = (block_topic(scene) or main) if block.kind is BlockKind.HEADING else heading
    claims = _with_ids(claims)
    settings = (*days, *(Setting(claims[index], text) for index, text in events))
    document = Document(
        source, article.line_starts, len(article.text), len(claims), len(skipped), article.notes
    )
    return Reading(document, tuple(claims), tuple(skipped), tuple(passages), settings)


def _days(place: Place, source: Source, block: Block, scene: Scene) -> Iterator[Setting]:
    """The single days that the block names, each with its sentence."""
    for one in days_of(scene):
        claim = _claim(place, source, block, scene, one)
        claim = msgspec.structs.replace(claim, id=f"{_identity(claim)}@{claim.span.start}")
        yield Setting(claim, words_around(scene, one.sentence, 0))


def _passages(place: Place, block: Block, scene: Scene) -> Iterator[Passage]:
    """The block's sentences with their place in the source."""
    for sentence in scene.sentences:
        text = scene.text[sentence.start : sentence.end]
        if text.strip():
            yield Passage(place(sentence, block.span.start), text)


def _source(article: Article, lexicon: Lexicon) -> Source:
    return Source(
        document=article.path,
        published=article.published,
        title=article.title,
        outlet=article.outlet,
        authority=article.authority,
        origin=own_origin(article, lexicon),
    )


def _bound(scene: Scene, carried: Carried, thorough: bool) -> tuple[list[Bound], list[LeftOut]]:
    """The block's numbers that make claims, and those that make none, each in text order."""
    kept, left_out = _sorted_out(scene)
    bound: list[Bound] = []
    for one in bind(scene, kept, carried):
        if is_bare_duration(one.quantity, one.metric.name if one.metric else None, scene.lexicon):
            left_out.append((one.quantity, "duration"))
        else:
            bound.append(one)
    if thorough:
        bound, left_out = with_mentions(scene, bound, left_out)
    return bound, sorted(left_out, key=lambda pair: pair[0].span)


def _sorted_out(scene: Scene) -> tuple[list[Quantity], list[LeftOut]]:
    """The quantities that are claims, and the others with the reason why not."""
    taken = [p.span for p in scene.periods if p.span]
    found = find_quantities(scene.folded, scene.text, scene.lexicon, taken)
    kept: list[Quantity] = []
    left_out: list[LeftOut] = []
    for index, quantity in enumerate(found):
        reason = skip_reason(scene.folded, quantity, scene.lexicon) or _role(scene, found, index)
        if reason is None:
            kept.append(quantity)
        else:
            left_out.append((quantity, reason))
    return kept, left_out


_ARTICLE = Block(BlockKind.CELL, Span(0, 0))  # what tables yield counts in the article's text


def _cell_claims(place: Place, source: Source, cell: CellReading) -> Iterator[Claim]:
    for claim in cell.claims:
        yield _quoted(place, source, _ARTICLE, claim.quote, claim.bound)


def _cell_skips(place: Place, path: str, cell: CellReading) -> Iterator[Skipped]:
    for quantity, reason in cell.skipped:
        yield _skipped(place, path, _ARTICLE, quantity, reason)


def _role(scene: Scene, found: Sequence[Quantity], index: int) -> str | None:
    """Why a number that could be a claim is none where it stands: part of a name, a quote or a noun."""
    if is_in_name(scene.folded, found[index]) or is_code(scene, found[index]) or _names(scene, found[index]):
        return "name"
    if is_stock_code(scene, found[index]):
        return "code"
    if is_list_mark(scene.folded, found[index]):
        return "ordinal"
    if is_clock(scene.folded, found[index]):
        return "time"
    if is_citation(scene.folded, found[index]):
        return "citation"
    if is_ticker(scene.folded, found[index]):
        return "ticker"
    if is_plain_time(scene.folded, found[index], scene.lexicon):
        return "duration"
    return "qualifier" if is_qualifier(scene.folded, found, index, scene.lexicon) else None


def _names(scene: Scene, quantity: Quantity) -> bool:
    """Whether the number is inside of a metric's name: 每|10股|派发现金红利3.5元."""
    inner = scene.metrics_over(quantity.span)
    return any(m.span.start <= quantity.span.start and quantity.span.end < m.span.end for m in inner)


def _claim(place: Place, source: Source, block: Block, scene: Scene, bound: Bound) -> Claim:
    return _quoted(place, source, block, scene.text[bound.quote.start : bound.quote.end], bound)


def _quoted(place: Place, source: Source, block: Block, quote: str, bound: Bound) -> Claim:
    start = block.span.start
    span = place(bound.quantity.span, start)
    return Claim(
        source=source,
        span=span,
        quote_span=place(bound.quote, start),
        quote=quote,
        subject=bound.subject.name if bound.subject else None,
        metric=bound.metric.name if bound.metric else None,
        measure=bound.measure,
        basis=bound.basis,
        quantity=msgspec.structs.replace(bound.quantity, span=span),
        period=_in_source(place, start, bound.period),
        modality=bound.modality,
        scope=bound.scope,
        attribution=bound.attribution,
        block=block.kind,
    )


def _in_source(place: Place, start: int, period: Period) -> Period:
    return period if period.span is None else msgspec.structs.replace(period, span=place(period.span, start))


def _skipped(place: Place, path: str, block: Block, quantity: Quantity, reason: str) -> Skipped:
    return Skipped(path, place(quantity.span, block.span.start), quantity.text, reason)


def _with_ids(claims: list[Claim]) -> list[Claim]:
    """The claims with ids made of key, value and quote; a repeated one gets its ordinal."""
    return list(_numbered(claims))


def _numbered(claims: list[Claim]) -> Iterator[Claim]:
    seen: Counter[str] = Counter()
    for claim in claims:
        digest = _identity(claim)
        seen[digest] += 1
        name = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
        yield msgspec.structs.replace(claim, id=name)


def _identity(claim: Claim) -> str:
    return _digest(
        claim.source.title,
        str(claim.source.published),
        claim.subject.id if claim.subject else "",
        claim.metric.id if claim.metric else "",
        claim.measure,
        claim.quantity.text,
        claim.quote,
    )


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


callable_package(__name__, "claimcheck.api", "extract")
