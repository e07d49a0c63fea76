"""One claim or finding at length: quotes, places, what was read, why it was compared, how it agrees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.text import Text

from claimcheck.errors import UsageError, closest
from claimcheck.messages import amount, period_label, text
from claimcheck.model import Claim, Finding, Period, PeriodKind, Quantity, Verdict
from claimcheck.render.options import Options
from claimcheck.render.panels import labelled, panel, quote_text
from claimcheck.render.text import page
from claimcheck.render.words import claim_words, place_words, visible
from claimcheck.report import Report, documents_by_path

_SHOWN = 8  # ids that are listed where the given one is ambiguous


def explain(report: Report, id: str, lang: str, options: Options, rules: Iterable[str] = ()) -> str:
    """The finding or claim whose id is, or begins with, the given one; UsageError if there is none.

    ``rules`` are names that may have been meant instead.
    """
    spoken = report.in_language(lang)
    return page(_sections(spoken, _resolved(report, id, lang, rules), lang, options), options)


def _resolved(report: Report, id: str, lang: str, rules: Iterable[str]) -> str:
    """The one full id that is meant."""
    ids = list(dict.fromkeys([f.id for f in report.findings] + [c.id for c in _all_claims(report)]))
    found = [id] if id in ids else [known for known in ids if id and known.startswith(id)]
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(found[:_SHOWN]) + (", …" if len(found) > _SHOWN else "")
        raise UsageError(text("error-many-ids", lang, id=id, count=str(len(found)), ids=listed))
    raise UsageError(text("error-no-id", lang, id=id, near=closest(id, [*rules, *ids])))


def _all_claims(report: Report) -> Iterator[Claim]:
    yield from report.claims
    for finding in report.findings:
        yield from finding.claims


def _sections(report: Report, id: str, lang: str, options: Options) -> Iterator[RenderableType]:
    finding = next((f for f in report.findings if f.id == id), None)
    if finding:
        yield from _finding(report, finding, lang, options)
    else:
        claim = next(c for c in _all_claims(report) if c.id == id)
        yield from _claim(report, claim, lang, options)


def _finding(report: Report, finding: Finding, lang: str, options: Options) -> Iterator[RenderableType]:
    """The finding's panel with all its steps, then each of its claims at length."""
    verdict = text(f"verdict-{finding.verdict}", lang)
    words = text("list-dot", lang).join((text("explain-finding", lang, id=finding.id), verdict))
    yield Text(words, style="bold")
    yield panel(finding, documents_by_path(report), lang, options, steps=True)
    for claim in dict.fromkeys(finding.claims):
        yield Text()
        yield from _facts(report, claim, lang, options)


def _claim(report: Report, claim: Claim, lang: str, options: Options) -> Iterator[RenderableType]:
    """The claim at length, then every finding that speaks of it."""
    yield from _facts(report, claim, lang, options)
    about = [f for f in report.findings if any(c.id == claim.id for c in f.claims)]
    if not about:
        yield Text("\n" + text("explain-alone", lang))
    for finding in about:
        yield Text()
        yield panel(finding, documents_by_path(report), lang, options, steps=True)


def _facts(report: Report, claim: Claim, lang: str, options: Options) -> Iterator[Text]:
    """All that is known of one claim, one labelled fact a line."""
    yield Text(text("explain-claim", lang, id=claim.id), style="bold")
    facts = [(text(id, lang), words) for id, words in _known(report, claim, lang) if words.plain]
    column = max(Text(label).cell_len for label, _ in facts) + 2
    for label, words in facts:
        yield from labelled(label, words, options.width, column)


def _known(report: Report, claim: Claim, lang: str) -> Iterator[tuple[str, Text]]:
    outcome = dict(report.verdicts).get(claim.id)
    published = claim.source.published
    yield "explain-quote", quote_text(claim)[0]
    yield "explain-place", Text(place_words(claim, documents_by_path(report)))
    yield "explain-reading", Text(claim_words(claim, lang))
    yield "explain-range", Text(range_words(claim.quantity, lang))
    yield "explain-period", Text(period_words(claim.period, lang))
    yield "explain-scope", Text(visible(text("list-comma", lang).join(claim.scope)))
    yield "explain-modality", Text(text(f"modality-{claim.modality}", lang))
    yield "explain-source", Text(visible(claim.attribution or ""))
    yield "explain-published", Text(str(published) if published else "")
    yield "explain-verdict", Text(_verdict_words(outcome, lang))


def _verdict_words(verdict: Verdict | None, lang: str) -> str:
    return text(f"verdict-{verdict}", lang) if verdict else ""


def range_words(quantity: Quantity, lang: str) -> str:
    """The interval of values that the words allow, with open ends named."""
    ends = {"low": quantity.low, "high": quantity.high}
    told = {end: amount(value, quantity.unit, lang) for end, value in ends.items() if value is not None}
    return text(f"range-{_shape(quantity)}", lang, **told)


def _shape(quantity: Quantity) -> str:
    low, high = quantity.low, quantity.high
    if low is None and high is None:
        return "any"
    if high is None:
        return "above" if quantity.low_open else "from"
    if low is None:
        return "below" if quantity.high_open else "to"
    if low == high:
        return "point"
    shapes = {(True, True): "open", (False, True): "right-open", (True, False): "left-open"}
    return shapes.get((quantity.low_open, quantity.high_open), "closed")


def period_words(period: Period, lang: str) -> str:
    """The period with its days and what fixed it."""
    words = period_label(period, lang)
    if period.kind is PeriodKind.UNSTATED or (period.start is None and period.end is None):
        return words
    days = " – ".join(dict.fromkeys(str(day) for day in (period.start, period.end) if day))
    return text(
        "explain-period-fixed", lang, label=words, days=days, fixed=text(f"fixed-{period.fixed_by}", lang)
    )
