"""What was read, before anything is compared: the claims of some articles, as text, JSON or JSON lines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from claimcheck.errors import UsageError, nearest
from claimcheck.messages import text
from claimcheck.model import Failure, Reading
from claimcheck.render.options import Options
from claimcheck.render.panels import indented
from claimcheck.render.text import claim_table, page
from claimcheck.render.words import counted, named, place_of, visible
from claimcheck.render.wrap import wrapped
from claimcheck.report import VERSION, claim_dict, failure_dict, skipped_dict

FORMS = ("text", "json", "jsonl")


def extraction(
    readings: Sequence[Reading],
    failures: Sequence[Failure],
    form: str,
    lang: str,
    options: Options,
    *,
    skipped: bool = False,
) -> str:
    """The claims in a form; ``skipped`` adds the numbers that are no claims, with the reasons."""
    if form == "json":
        return json.dumps(_data(readings, failures, skipped), ensure_ascii=False, indent=2) + "\n"
    if form == "jsonl":
        lines = [*_claims(readings), *(_skipped(readings) if skipped else ())]
        return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    if form != "text":
        raise UsageError(f"form {form!r} is not one of {', '.join(FORMS)}{nearest(form, FORMS)}")
    return page(_sections(readings, lang, skipped, options.width), options)


def _data(readings: Sequence[Reading], failures: Sequence[Failure], skipped: bool) -> dict[str, Any]:
    claims, left_out = list(_claims(readings)), list(_skipped(readings))
    reasons = sorted(Counter(item["skipped"] for item in left_out).items(), key=lambda r: (-r[1], r[0]))
    data: dict[str, Any] = {
        "version": VERSION,
        "summary": {
            "documents": len(readings),
            "numbers": len(claims) + len(left_out),
            "claims": len(claims),
            "skipped": dict(reasons),
        },
        "claims": claims,
        "failures": [failure_dict(failure) for failure in failures],
    }
    return data | {"skipped": left_out} if skipped else data


def _claims(readings: Sequence[Reading]) -> Iterator[dict[str, Any]]:
    for reading in readings:
        for claim in reading.claims:
            yield claim_dict(claim, reading.document)


def _skipped(readings: Sequence[Reading]) -> Iterator[dict[str, Any]]:
    for reading in readings:
        for item in reading.skipped:
            yield skipped_dict(item, reading.document)


def _sections(readings: Sequence[Reading], lang: str, skipped: bool, width: int) -> Iterator[RenderableType]:
    claims, left_out = sum(len(r.claims) for r in readings), sum(len(r.skipped) for r in readings)
    counts = {"documents": len(readings), "numbers": claims + left_out, "claims": claims, "skipped": left_out}
    yield Text(
        text("report-read", lang, **{name: str(count) for name, count in counts.items()}), style="bold"
    )
    for reading in readings:
        yield from claim_table(reading.document.source.document, reading.claims, reading.document, lang)
    reasons = Counter(item.reason for reading in readings for item in reading.skipped)
    if reasons:
        yield Text("\n" + text("section-skipped", lang, count=str(left_out)), style="bold")
        ordered = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
        yield from indented(wrapped(Text(counted(ordered, "skipped-", lang)), width - 2))
    if skipped:
        yield from _skipped_lines(readings, lang)


def _skipped_lines(readings: Sequence[Reading], lang: str) -> Iterator[Text]:
    """One line a number that is no claim: its place, its text, the reason."""
    for reading in readings:
        documents = {reading.document.source.document: reading.document}
        for item in reading.skipped:
            where = place_of(item.document, item.span.start, documents)
            reason = named("skipped-", item.reason, lang)
            yield Text("  ").join((Text("  " + where), Text(visible(item.text), style="bold"), Text(reason)))
