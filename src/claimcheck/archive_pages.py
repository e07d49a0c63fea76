"""What the archive answers with, as pages for a terminal or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from claimcheck.display import claim_in, name_in
from claimcheck.lexicon import default_lexicon
from claimcheck.messages import amount, period_label, plain, text
from claimcheck.model import Claim, Document, Measure
from claimcheck.render.options import Options
from claimcheck.render.text import page
from claimcheck.render.words import claim_words, metric_words, name_words, place_words, value_words, visible
from claimcheck.report import claim_dict
from claimcheck.store.history import History, Row
from claimcheck.store.impact import Impact, Move, Stating
from claimcheck.store.queries import Entry

_BLOCKS = " ▏▎▍▌▋▊▉█"
_LINES = "▁▂▃▄▅▆▇█"
_BAR = 10
_PLACES = 3


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _table(*titles: str) -> Table:
    table = Table(box=None, pad_edge=False, show_header=any(titles))
    for title in titles:
        table.add_column(title, overflow="fold")
    return table


# ---------------------------------------------------------------- list


def listing(
    entries: Sequence[Entry], counts: Mapping[str, int], form: str, lang: str, options: Options
) -> str:
    """The articles with day, authority and number of claims; sums below."""
    if form == "json":
        return _json({"articles": [_entry_dict(entry) for entry in entries], "counts": dict(counts)})
    sums = text("archive-counts", lang, **{name: f"{count:,}" for name, count in counts.items()})
    if options.quiet:
        return sums + "\n"
    titles = ("archive-day", "archive-claims", "archive-authority", "archive-article", "archive-title")
    table = _table(*(text(id, lang) for id in titles))
    for entry in entries:
        source = entry.source
        day = str(source.published) if source.published else text("archive-undated", lang)
        who = text(f"archive-authority-{source.authority}", lang)
        table.add_row(day, str(entry.claims), who, visible(source.document), visible(source.title))
    return page([table, Text(), Text(sums)], options)


def _entry_dict(entry: Entry) -> dict[str, Any]:
    source = entry.source
    return {
        "document": source.document,
        "published": source.published.isoformat() if source.published else None,
        "title": source.title,
        "outlet": source.outlet,
        "authority": source.authority,
        "claims": entry.claims,
        "hash": entry.hash,
    }


# ---------------------------------------------------------------- history


def history(found: History, form: str, lang: str, options: Options) -> str:
    """The statements by period, with bars, sources and outcomes; a line of the whole on top."""
    documents = {document.source.document: document for document in found.documents}
    if form == "json":
        return _json(_history_dict(found, documents))
    return page(_history(found, documents, lang, options), options)


def _history(
    found: History, documents: Mapping[str, Document], lang: str, options: Options
) -> Iterator[RenderableType]:
    known = default_lexicon()
    names = (name_in(found.subject, known.subjects, lang), name_in(found.metric, known.metrics, lang))
    yield Text(" · ".join(name_words(name, "row-no-subject", lang) for name in names), "bold")
    for _, same in groupby(found.rows, key=_kind):
        rows = list(same)
        yield Text()
        values = [value for row in rows if (value := _value(row)) is not None]
        yield Text(
            f"{metric_words(_spoken(rows[0].statement.claims[0], lang), lang)}  {spark(_by_period(rows))}"
        )
        if not options.quiet:
            yield _rows(rows, max(map(abs, values), default=Decimal(0)), documents, lang, options)


def _spoken(claim: Claim, lang: str) -> Claim:
    return claim_in(claim, default_lexicon(), lang)


def _kind(row: Row) -> tuple[object, ...]:
    s = row.statement
    return (s.key.measure, s.key.kind, s.modality, s.scope)


def _rows(
    rows: Iterable[Row], largest: Decimal, documents: Mapping[str, Document], lang: str, options: Options
) -> Table:
    table = _table("", "", "", "", "")
    for row in rows:
        claims = row.statement.claims
        places = [place_words(c, documents) for c in (claims if options.verbose else claims[:_PLACES])]
        if len(claims) > len(places):
            places.append(text("archive-more", lang, count=str(len(claims) - len(places))))
        told = text("list-comma", lang).join(dict.fromkeys(places))
        table.add_row(
            period_label(claims[0].period, lang),
            bar(_value(row), largest),
            value_words(claims[0], lang),
            text(f"verdict-{row.verdict.value}", lang),
            told,
        )
    return table


def _value(row: Row) -> Decimal | None:
    return row.statement.quantity.stated


def _by_period(rows: Iterable[Row]) -> list[Decimal]:
    """One value for each dated period: the first, which is that of the oldest source."""
    values: dict[object, Decimal] = {}
    for row in rows:
        value = _value(row)
        if value is not None and not row.statement.is_unstated:
            values.setdefault(row.statement.when, value)
    return list(values.values())


def bar(value: Decimal | None, largest: Decimal, cells: int = _BAR) -> str:
    """A bar of eighths of a cell, as long as the value is of the largest."""
    if value is None or not largest:
        return ""
    eighths = int(abs(value) / largest * cells * 8)
    full, rest = divmod(eighths, 8)
    return "█" * full + (_BLOCKS[rest] if rest else "")


def spark(values: Sequence[Decimal]) -> str:
    """The values as one line of blocks, from the smallest to the largest; empty for fewer than two."""
    if len(values) < 2:
        return ""
    low, high = min(values), max(values)
    steps = len(_LINES) - 1
    return "".join(_LINES[int((v - low) / (high - low) * steps) if high > low else 0] for v in values)


def _history_dict(found: History, documents: Mapping[str, Document]) -> dict[str, Any]:
    return {
        "subject": found.subject.id,
        "metric": found.metric.id,
        "statements": [
            {
                "verdict": row.verdict.value,
                "claims": [claim_dict(c, documents.get(c.document)) for c in row.statement.claims],
            }
            for row in found.rows
        ],
    }


# ---------------------------------------------------------------- impact


def impact(found: Impact, form: str, lang: str, options: Options) -> str:
    """The new figure, the articles that state it, and the derived figures that would move."""
    documents = {document.source.document: document for document in found.documents}
    if form == "json":
        return _json(_impact_dict(found, documents))
    return page(_impact(found, documents, lang), options)


def _impact(found: Impact, documents: Mapping[str, Document], lang: str) -> Iterator[RenderableType]:
    yield Text(claim_words(_spoken(found.claim, lang), lang), "bold")
    yield Text()
    count = str(len(found.stating))
    yield Text(text("archive-stating" if found.stating else "archive-none-stating", lang, count=count))
    if found.stating:
        table = _table("", "", "", "")
        for item in found.stating:
            table.add_row(*_stating(item, documents, lang))
        yield table
    moving = sum(move.moves for move in found.moves)
    yield Text()
    yield Text(text("archive-moves", lang, count=str(len(found.moves)), moving=str(moving)))
    if found.moves:
        table = _table("", "", "", "")
        for move in found.moves:
            table.add_row(*_move(move, documents, lang))
        yield table


def _stating(item: Stating, documents: Mapping[str, Document], lang: str) -> tuple[str, str, str, str]:
    claim = item.claim
    words = text(f"archive-agreement-{item.agreement.value}", lang)
    return (value_words(claim, lang), words, place_words(claim, documents), visible(claim.quote))


def _move(move: Move, documents: Mapping[str, Document], lang: str) -> tuple[str, str, str, str]:
    claim = move.claim
    new = amount(move.value, claim.quantity.unit, lang)
    if claim.measure in (Measure.GROWTH, Measure.CHANGE) and move.value > 0:
        new = f"+{new}"
    words = f"{value_words(claim, lang)} → {new}" if move.moves else text("archive-holds", lang)
    about = f"{metric_words(_spoken(claim, lang), lang)} {period_label(claim.period, lang)}"
    return (
        text(f"archive-relation-{move.relation.value}", lang),
        about,
        words,
        place_words(claim, documents),
    )


def _impact_dict(found: Impact, documents: Mapping[str, Document]) -> dict[str, Any]:
    def told(claim: Claim) -> dict[str, Any]:
        return claim_dict(claim, documents.get(claim.document))

    return {
        "claim": claim_dict(found.claim, None),
        "stating": [{"agreement": s.agreement.value, "claim": told(s.claim)} for s in found.stating],
        "derived": [
            {
                "relation": m.relation.value,
                "moves": m.moves,
                "value": plain(m.value),
                "claim": told(m.claim),
                "base": told(m.base) if m.base else None,
            }
            for m in found.moves
        ],
    }
