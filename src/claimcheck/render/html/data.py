"""A report as the plain data of its page: articles, claims and findings that name each other by number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from claimcheck.messages import period_label, say, text
from claimcheck.model import Article, Claim, Document, Finding, Message, Verdict
from claimcheck.render.explain import period_words, range_words
from claimcheck.render.html.packing import packed
from claimcheck.render.html.page import SIGNS
from claimcheck.render.html.texts import around, blocks
from claimcheck.render.html.timelines import timelines
from claimcheck.render.options import Options
from claimcheck.render.words import (
    breadth,
    metric_words,
    name_words,
    named,
    value_in_quote,
    value_words,
    visible,
)
from claimcheck.report import PROBLEMS, Mark, Report, finding_name, place

Numbers = Mapping[tuple[str, str], int]
Articles = Mapping[str, Article | None]

_REPEATED = frozenset(
    {"subject", "metric", "name", "value", "range", "period", "fixed", "scope", "modality", "said"}
    | {"verdict", "rule", "level", "message", "agreement", "reason"}
)
_TOLD = frozenset({"quote", "normal", "interval", "origin"})  # steps that the quotes show already
_STEPS = 12  # steps of one explanation; more are of findings with very many claims
_CLAIMS = 60  # claims of one finding; the others are counted


def page_data(report: Report, lang: str, options: Options) -> dict[str, Any]:
    """All that the page's script draws from, ready for JSON."""
    claims = all_claims(report)
    numbers = {id: number for number, id in enumerate(claims)}
    articles = {d.source.document: options.article(d.source.document) for d in report.documents}
    return {
        "lang": lang,
        "documents": list(_documents(report, numbers, lang, articles)),
        "claims": packed(list(_claims(report, claims, lang, articles)), _REPEATED),
        "findings": packed(_findings(report, numbers, lang), _REPEATED),
        "facts": timelines(report, numbers, lang),
    }


def all_claims(report: Report) -> dict[tuple[str, str], Claim]:
    """Every claim that the report speaks of under its document and id, the judged ones first."""
    claims = {(c.document, c.id): c for c in report.claims}
    for finding in report.findings:
        for claim in finding.claims:
            claims.setdefault((claim.document, claim.id), claim)
    return claims


# ---------------------------------------------------------------- overview


def summary(report: Report, lang: str) -> dict[str, Any]:
    """What the overview says: coverage, outcomes with their shares, origins, failures, notes."""
    coverage = report.coverage
    return {
        "documents": coverage.documents,
        "characters": coverage.characters,
        "numbers": coverage.numbers,
        "claims": coverage.claims,
        "skipped": [(named("skipped-", reason, lang), count) for reason, count in coverage.skipped],
        "origins": len({d.source.origin or d.source.document for d in report.documents}),
        "outcomes": list(_outcomes(report, lang)),
        "reasons": _reasons(report, lang),
        "conflicts": [_plainly(finding, lang) for finding in report.with_verdict(*PROBLEMS)[:50]],
        "conflicting": len(report.conflicts),
        "failures": [_failure(f.document, f.error) for f in report.failures],
        "notes": [visible(f"{d.source.document}: {note}") for d in report.documents for note in d.notes],
    }


def _outcomes(report: Report, lang: str) -> Iterator[dict[str, Any]]:
    """Each outcome that occurs with its count and its piece of a bar 1000 wide."""
    counts, total, used = report.outcomes, max(len(report.claims), 1), 0
    for verdict, sign in SIGNS.items():
        if count := counts.get(verdict, 0):
            end = used + count
            piece = {"start": used * 1000 // total, "width": end * 1000 // total - used * 1000 // total}
            words = text(f"verdict-{verdict}", lang)
            yield {"verdict": verdict.value, "sign": sign, "words": words, "count": count, **piece}
            used = end


def _reasons(report: Report, lang: str) -> list[tuple[str, int]]:
    findings = report.with_verdict(Verdict.NOT_COMPARABLE)
    counts = Counter(visible(say(f.reason, lang)) if f.reason else "" for f in findings)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _plainly(finding: Finding, lang: str) -> dict[str, Any]:
    """A problem for readers whose browser runs no script."""
    quotes = [(visible(c.document), visible(c.quote), value_words(c, lang)) for c in finding.claims[:4]]
    return {"message": visible(say(finding.message, lang)), "quotes": quotes}


def _failure(document: str, error: str) -> str:
    return visible(error if error.startswith(document) else f"{document}: {error}")


# ---------------------------------------------------------------- articles


def _documents(report: Report, numbers: Numbers, lang: str, articles: Articles) -> Iterator[dict[str, Any]]:
    """The articles, those of one origin under one number."""
    origins: dict[str, int] = {}
    marks = _marks(report, numbers, lang)
    for document in report.documents:
        source = document.source
        article = articles[source.document]
        yield {
            "path": visible(source.document),
            "title": visible(source.title) or visible(source.document.rpartition("/")[2]),
            "published": str(source.published or ""),
            "outlet": visible(source.outlet),
            "origin": origins.setdefault(source.origin or source.document, len(origins)),
            "language": article.language if article else "",
            "skipped": document.skipped,
            "blocks": blocks(article, marks.get(source.document, ())) if article else None,
        }


def _marks(report: Report, numbers: Numbers, lang: str) -> dict[str, list[tuple[int, int, int | str]]]:
    """By document, the source ranges to mark: with a claim's number, or why a number is no claim."""
    marks: dict[str, list[tuple[int, int, int | str]]] = {}
    for key, claim in all_claims(report).items():
        marks.setdefault(claim.document, []).append((claim.span.start, claim.span.end, numbers[key]))
    for item in report.skipped:
        reason = named("skipped-", item.reason, lang)
        marks.setdefault(item.document, []).append((item.span.start, item.span.end, reason))
    return marks


# ---------------------------------------------------------------- claims and findings


def _claims(
    report: Report, claims: Mapping[tuple[str, str], Claim], lang: str, articles: Articles
) -> Iterator[dict[str, Any]]:
    order = {d.source.document: number for number, d in enumerate(report.documents)}
    documents = {d.source.document: d for d in report.documents}
    outcomes = dict(report.verdicts)
    judged = {(c.document, c.id) for c in report.claims}
    problems = {(c.document, c.id) for f in report.with_verdict(*PROBLEMS) for c in f.claims}
    for key, claim in claims.items():
        data = claim_data(claim, documents.get(claim.document), lang)
        data["doc"] = order.get(claim.document)
        data["verdict"] = outcomes.get(claim.id, Verdict.UNMATCHED).value if key in judged else None
        article = articles.get(claim.document) if key in problems else None
        if article and any(sentence := around(article, claim)):
            data["around"] = sentence
        yield data


def claim_data(claim: Claim, document: Document | None, lang: str) -> dict[str, Any]:
    """One claim in words; what it does not have is left out."""
    line, column = place(document, claim.span.start) or (0, 0)
    words = {
        "metric": metric_words(claim, lang),
        "name": name_words(claim.metric, "row-no-metric", lang) if claim.metric else "",
        "subject": name_words(claim.subject, "row-no-subject", lang) if claim.subject else "",
        "value": value_words(claim, lang),
        "range": range_words(claim.quantity, lang),
        "period": period_label(claim.period, lang),
        "fixed": period_words(claim.period, lang),
        "scope": visible(text("list-comma", lang).join(claim.scope)),
        "modality": text(f"modality-{claim.modality}", lang),
        "said": visible(claim.attribution or ""),
    }
    return {"id": claim.id, "line": line, "column": column, "quote": quote_data(claim)} | {
        name: said for name, said in words.items() if said
    }


def quote_data(claim: Claim) -> list[str]:
    """The quote in three: before its value, the value, and after it."""
    quote, found = visible(claim.quote), value_in_quote(claim)
    if found is None:
        return [quote, "", ""]
    return [quote[: found[0]], quote[found[0] : found[1]], quote[found[1] :]]


def _findings(report: Report, numbers: Numbers, lang: str) -> list[dict[str, Any]]:
    marks = dict(report.marks)
    return [finding_data(f, numbers, lang, marks.get(finding_name(f))) for f in report.findings]


def _arithmetic(finding: Finding) -> list[Message]:
    """The steps of the explanation that say more than the quotes beside them."""
    return [step for step in finding.explanation if step.id not in _TOLD][:_STEPS]


def finding_data(finding: Finding, numbers: Numbers, lang: str, mark: Mark | None = None) -> dict[str, Any]:
    """One finding in words, its claims by number; what it does not have is left out."""
    articles, origins = breadth(finding)
    message = visible(say(finding.message, lang))
    said = {
        "agreement": text(f"short-{finding.agreement}", lang) if finding.agreement else "",
        "reason": visible(say(finding.reason, lang)) if finding.reason else "",
        "cause": visible(say(finding.cause, lang)) if finding.cause else "",
        "mark": visible(text(f"ci-mark-{mark.kind}", lang, reason=mark.reason, owner=mark.owner))
        if mark
        else "",
        "steps": [visible(say(step, lang)) for step in _arithmetic(finding)],
    }
    return {
        "id": visible(finding_name(finding)),
        "rule": finding.rule,
        "verdict": finding.verdict.value,
        "level": finding.level.value,
        "message": message,
        "claims": [numbers[c.document, c.id] for c in finding.claims[:_CLAIMS]],
        "total": len(finding.claims),
        "articles": articles,
        "origins": origins,
    } | {name: words for name, words in said.items() if words}
