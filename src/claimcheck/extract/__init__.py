"""Article → claims, and every number that is none with the reason."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from claimcheck.extract.binding import bind, carried_to
from claimcheck.extract.bound import Bound, Carried
from claimcheck.extract.codes import is_code, is_stock_code
from claimcheck.extract.coined import coined_names
from claimcheck.extract.homes import home_of
from claimcheck.extract.mentions import with_mentions
from claimcheck.extract.names import Scanner
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
from claimcheck.extract.subjects import block_topic, main_subject
from claimcheck.extract.tables import CellReading, table_readings
from claimcheck.extract.when import section_after
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
    main = main_subject(article.title, folded, lexicon, coined)
    home = home_of(article.language, folded, lexicon)
    topic, heading = main, main
    section: Period | None = None
    claims: list[Claim] = []
    skipped: list[Skipped] = []
    passages: list[Passage] = []
    days: list[Setting] = []
    events: list[tuple[int, str]] = []
    cells = table_readings(article, folded, lexicon, main)
    for number, (block, folded_block) in enumerate(zip(article.blocks, folded, strict=True)):
        if number in cells:
            claims.extend(_cell_claims(article, source, cells[number]))
            skipped.extend(_cell_skips(article, cells[number]))
            continue
        # a list goes on with what its paragraph is about, a paragraph with its heading or the article
        carried = Carried(topic if block.kind is BlockKind.ITEM else heading, section, main, home)
        scene = _scene(article, block, folded_block, lexicon, carried, coined)
        bound, left_out = _bound(scene, carried, thorough)
        passages.extend(_passages(article, block, scene) if thorough else ())
        for one in bound:
            if is_event(scene, one):
                events.append((len(claims), words_around(scene, one.sentence, 1)))
            claims.append(_claim(article, source, block, scene, one))
        days.extend(() if thorough else _days(article, source, block, scene))
        skipped.extend(_skipped(article, block, quantity, reason) for quantity, reason in left_out)
        section = section_after(scene, section)
        if block.kind is not BlockKind.ITEM:  # each item goes on with the paragraph, not with the one before
            topic = carried_to(scene, len(scene.text), carried).subject
        heading = (block_topic(scene) or main) if block.kind is BlockKind.HEADING else heading
    claims = _with_ids(claims)
    settings = (*days, *(Setting(claims[index], text) for index, text in events))
    document = Document(
        source, article.line_starts, len(article.text), len(claims), len(skipped), article.notes
    )
    return Reading(document, tuple(claims), tuple(skipped), tuple(passages), settings)


def _days(article: Article, source: Source, block: Block, scene: Scene) -> Iterator[Setting]:
    """The single days that the block names, each with its sentence."""
    for one in days_of(scene):
        claim = _claim(article, source, block, scene, one)
        claim = msgspec.structs.replace(claim, id=f"{_identity(claim)}@{claim.span.start}")
        yield Setting(claim, words_around(scene, one.sentence, 0))


def _passages(article: Article, block: Block, scene: Scene) -> Iterator[Passage]:
    """The block's sentences with their place in the source."""
    for sentence in scene.sentences:
        text = scene.text[sentence.start : sentence.end]
        if text.strip():
            yield Passage(article.source_span(sentence.shift(block.span.start)), text)


def _source(article: Article, lexicon: Lexicon) -> Source:
    return Source(
        document=article.path,
        published=article.published,
        title=article.title,
        outlet=article.outlet,
        authority=article.authority,
        origin=own_origin(article, lexicon),
    )


def _scene(
    article: Article,
    block: Block,
    folded: str,
    lexicon: Lexicon,
    carried: Carried,
    coined: Scanner | None,
) -> Scene:
    text = article.text[block.span.start : block.span.end]
    return set_scene(text, folded, block.kind, article.published, lexicon, carried.period, coined)


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


def _cell_claims(article: Article, source: Source, cell: CellReading) -> Iterator[Claim]:
    for claim in cell.claims:
        yield _quoted(article, source, _ARTICLE, claim.quote, claim.bound)


def _cell_skips(article: Article, cell: CellReading) -> Iterator[Skipped]:
    for quantity, reason in cell.skipped:
        yield _skipped(article, _ARTICLE, quantity, reason)


def _role(scene: Scene, found: Sequence[Quantity], index: int) -> str | None:
    """Why a number that could be a claim is none where it stands: part of a name, a quote or a noun."""
    if is_in_name(scene.folded, found[index]) or is_code(scene, found[index]):
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


def _claim(article: Article, source: Source, block: Block, scene: Scene, bound: Bound) -> Claim:
    return _quoted(article, source, block, scene.text[bound.quote.start : bound.quote.end], bound)


def _quoted(article: Article, source: Source, block: Block, quote: str, bound: Bound) -> Claim:
    span = article.source_span(bound.quantity.span.shift(block.span.start))
    return Claim(
        source=source,
        span=span,
        quote_span=article.source_span(bound.quote.shift(block.span.start)),
        quote=quote,
        subject=bound.subject.name if bound.subject else None,
        metric=bound.metric.name if bound.metric else None,
        measure=bound.measure,
        basis=bound.basis,
        quantity=msgspec.structs.replace(bound.quantity, span=span),
        period=_in_source(article, block, bound),
        modality=bound.modality,
        scope=bound.scope,
        attribution=bound.attribution,
        block=block.kind,
    )


def _in_source(article: Article, block: Block, bound: Bound) -> Period:
    period = bound.period
    if period.span is None:
        return period
    return msgspec.structs.replace(period, span=article.source_span(period.span.shift(block.span.start)))


def _skipped(article: Article, block: Block, quantity: Quantity, reason: str) -> Skipped:
    span = article.source_span(quantity.span.shift(block.span.start))
    return Skipped(article.path, span, quantity.text, reason)


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
