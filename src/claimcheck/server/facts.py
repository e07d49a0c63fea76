"""What the sources say of one fact over time, and which facts they speak of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from claimcheck.checks import Context, ready
from claimcheck.errors import UsageError
from claimcheck.judge import judge, verdicts
from claimcheck.lexicon import Lexicon, default_lexicon
from claimcheck.matching import carrier, key_of
from claimcheck.messages import text
from claimcheck.model import Reading
from claimcheck.render.html.data import page_data
from claimcheck.render.options import Options
from claimcheck.report import Report
from claimcheck.rules import load_rules
from claimcheck.server.settings import Settings
from claimcheck.server.sources import Sources

Fact = tuple[str, str]

_MOST = 3000  # names offered in a list


def history(subject: str, metric: str, sources: Sources, settings: Settings) -> dict[str, Any]:
    """Every statement on a fact: ``page`` (for drawing) and ``report``; UsageError if there is none.

    Without a subject it is the fact of those statements that name none.
    """
    from claimcheck.store.naming import metric_name, subject_name

    if not metric:
        raise UsageError(text("serve-history-metric", settings.lang))
    lexicon = default_lexicon()
    wanted = metric_name(metric, lexicon).id
    whole = carrier(subject_name(subject, lexicon).id, wanted, lexicon) if subject else ""
    report = _judged(list(_readings((whole, wanted), sources, lexicon)), lexicon)
    if not report.claims:
        raise UsageError(text("serve-history-none", settings.lang, subject=subject, metric=metric))
    lang = settings.lang
    return {"page": page_data(report.in_language(lang), lang, Options()), "report": report.to_dict(lang)}


def _judged(readings: list[Reading], lexicon: Lexicon) -> Report:
    """The statements held against each other, without the rules about whole articles."""
    rules = [rule for rule in ready(load_rules()) if rule.check.of_readings is None]
    claims = tuple(claim for reading in readings for claim in reading.claims)
    found = judge(readings, rules, Context(lexicon))
    documents = tuple(reading.document for reading in readings)
    return Report(documents=documents, claims=claims, findings=found, verdicts=verdicts(claims, found))


def _readings(fact: Fact, sources: Sources, lexicon: Lexicon) -> Iterator[Reading]:
    """Of each source, what it says of the fact."""
    from claimcheck.store import open_archive, queries

    for reading in sources.readings:
        claims = tuple(claim for claim in reading.claims if _fact(claim, lexicon) == fact)
        if claims:
            yield msgspec.structs.replace(reading, claims=claims, skipped=())
    for location in sources.archives:
        with open_archive(location) as archive:
            yield from queries.readings_of(archive.store, [fact])


def _fact(claim: Any, lexicon: Lexicon) -> Fact | None:
    key = key_of(claim, lexicon)
    return (key.subject, key.metric) if key else None


def names(sources: Sources, lang: str) -> dict[str, list[str]]:
    """The names of the subjects and metrics that the sources speak of, in the language."""
    lexicon = default_lexicon()
    facts = sorted(set(_facts(sources, lexicon)))[:_MOST]
    return {
        "subjects": _named(dict.fromkeys(subject for subject, _ in facts if subject), lexicon.subjects, lang),
        "metrics": _named(dict.fromkeys(metric for _, metric in facts), lexicon.metrics, lang),
    }


def _facts(sources: Sources, lexicon: Lexicon) -> Iterator[Fact]:
    from claimcheck.store import open_archive, queries

    found = (_fact(claim, lexicon) for reading in sources.readings for claim in reading.claims)
    yield from filter(None, found)
    for location in sources.archives:
        with open_archive(location) as archive:
            yield from queries.facts_of(archive.store)


def _named(ids: Iterable[str], entries: Any, lang: str) -> list[str]:
    def name(id: str) -> str:
        # only what the history can be asked for: a name of the entry, not how it is shown
        entry = entries.get(id)
        own = (entry.en if lang == "en" else ()) if entry else ()
        return next(iter(own), entry.canonical or id) if entry else id.removeprefix("~")

    return sorted(map(name, ids))
