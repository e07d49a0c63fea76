"""One-line strings for people that every form shares: values, metrics, periods, places."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from rich.cells import cell_len

from claimcheck.messages import amount, period_label, text
from claimcheck.model import Bound, Claim, Document, Finding, Measure, Name, Quantity
from claimcheck.report import place

NO_BREAK = "\u00a0"
"""Stands for a blank at which a line must not end, until the page is made."""
JOINER = "\u2060"
"""Keeps the characters on both sides in one line, until the page is made."""

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SIGNED = frozenset({Measure.GROWTH, Measure.CHANGE})


def visible(words: str) -> str:
    """The same number of characters, none of which moves the cursor or turns the reading direction.

    Line breaks and tabs become blanks; control characters, direction marks and lone surrogates �.
    """
    return words if words.isprintable() else "".join(map(_visible, words))


def _visible(character: str) -> str:
    if character in "\n\r\t\v\f\x85\u2028\u2029":
        return " "
    return "\ufffd" if character in _BIDI or unicodedata.category(character) in ("Cc", "Cs") else character


def name_words(name: Name | None, missing: str, lang: str) -> str:
    """The canonical name; the text of the message id ``missing`` where there is none."""
    return visible(name.name or name.text) if name else text(missing, lang)


def metric_words(claim: Claim, lang: str) -> str:
    """The metric with what narrows it: ``营收（同比增速，海外）``."""
    name = name_words(claim.metric, "row-no-metric", lang)
    blank = "" if lang == "zh" else " "
    basis = text(f"basis-{claim.basis}", lang) if claim.basis else ""
    measure = blank.join(filter(None, (basis, text(f"measure-{claim.measure}", lang))))
    asides = [measure, text(f"modality-{claim.modality}", lang), *map(visible, claim.scope)]
    words = text("list-comma", lang).join(filter(None, asides))
    return text("aside", lang, name=name, words=words) if words else name


def value_words(claim: Claim, lang: str) -> str:
    """The value in normal form, with its bound: ``1751亿元``, ``约3000万``, ``+47.7%``."""
    quantity = claim.quantity
    if quantity.stated is None or quantity.bound in (Bound.RANGE, Bound.ORDER):
        return _range_words(quantity, lang)
    value = amount(quantity.stated, quantity.unit, lang)
    if claim.measure in _SIGNED and quantity.stated > 0:
        value = f"+{value}"
    return text(f"bound-{quantity.bound}", lang, value=value)


def _range_words(quantity: Quantity, lang: str) -> str:
    ends = {"low": quantity.low, "high": quantity.high}
    told = {end: amount(value, quantity.unit, lang) for end, value in ends.items() if value is not None}
    form = "range" if len(told) == 2 else {"low": "from", "high": "to"}.get("".join(told), "any")
    return text(f"bound-{form}", lang, text=visible(quantity.text), **told)


def claim_words(claim: Claim, lang: str) -> str:
    """The whole claim in one line: subject, metric, value, period."""
    subject = name_words(claim.subject, "row-no-subject", lang)
    parts = (subject, metric_words(claim, lang), value_words(claim, lang), period_label(claim.period, lang))
    return text("list-dot", lang).join(parts)


def heading_words(claim: Claim, lang: str) -> str:
    """What the claim is about, without its value: subject, metric, period."""
    subject = name_words(claim.subject, "row-no-subject", lang)
    return text("list-dot", lang).join((subject, metric_words(claim, lang), period_label(claim.period, lang)))


def place_words(claim: Claim, documents: Mapping[str, Document]) -> str:
    """``file:line:column`` of the claim's value, as editors and terminals know it."""
    return place_of(claim.document, claim.span.start, documents)


def place_of(path: str, offset: int, documents: Mapping[str, Document]) -> str:
    """``file:line:column`` of a source offset."""
    found = place(documents.get(path), offset)
    return ":".join([visible(path), *map(str, found or ())])


def value_in_quote(claim: Claim) -> tuple[int, int] | None:
    """Where in ``claim.quote`` the value stands: the occurrence nearest to its place in the source."""
    expected, wanted = claim.span.start - claim.quote_span.start, claim.quantity.text
    starts = list(_occurrences(claim.quote, wanted)) if wanted else []
    if not starts:
        return None
    start = min(starts, key=lambda at: (abs(at - expected), at))
    return start, start + len(wanted)


def _occurrences(words: str, wanted: str) -> Iterable[int]:
    at = words.find(wanted)
    while at >= 0:
        yield at
        at = words.find(wanted, at + 1)


def breadth(finding: Finding) -> tuple[int, int]:
    """How many articles a finding's claims come from, and how many independent origins."""
    articles = {claim.document for claim in finding.claims}
    return len(articles), len({claim.source.origin or claim.document for claim in finding.claims})


def counted(counts: Iterable[tuple[str, int]], prefix: str, lang: str, *, joint: str = "list-dot") -> str:
    """Names with their counts in one line: ``冲突 1 · 印证 4``; a name is a message id after ``prefix``."""
    told = (_in_one(visible(f"{named(prefix, name, lang)} {count}")) for name, count in counts)
    return text(joint, lang).join(told)


def _in_one(words: str) -> str:
    """The words as a whole that no line ends in: Chinese may else break between any two characters."""
    return "".join(
        c + JOINER if cell_len(c) > 1 and at < len(words) - 1 else c for at, c in enumerate(words)
    ).replace(" ", NO_BREAK)


def loose(words: str) -> str:
    """The words with plain blanks and no joiners: what is put out once lines are broken."""
    return words.replace(NO_BREAK, " ").replace(JOINER, "")


def named(prefix: str, name: str, lang: str) -> str:
    """The words for ``prefix + name``, or the name itself where the language has none."""
    words = text(prefix + name, lang)
    return name if words == prefix + name else words
