"""A draft's bytes → what is told about it, in two parts: its claims at once, then the verdicts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from claimcheck.errors import SourceError, UsageError
from claimcheck.extract import read
from claimcheck.formats import load
from claimcheck.formats.encoding import decode
from claimcheck.lexicon import default_lexicon
from claimcheck.messages import text
from claimcheck.model import Article, Reading
from claimcheck.pipeline import judged
from claimcheck.render.html.data import page_data, summary
from claimcheck.render.options import Options
from claimcheck.report import UPKEEP, Report, finding_name
from claimcheck.server.settings import Settings
from claimcheck.server.sources import Sources
from claimcheck.suppressions import blanked


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A text under a name; ``published`` stands where the text states no date."""

    data: bytes
    name: str = "draft"
    published: date | None = None


def article_of(draft: Draft, settings: Settings) -> Article:
    """The draft as an article; SourceError for one that is empty or no text."""
    source, _ = decode(draft.data, draft.name)
    article = load(draft.name, text=blanked(source), published=draft.published, zone=settings.zone)
    if not article.text.strip():
        raise SourceError(text("serve-empty", settings.lang))
    return article


def report_of(reading: Reading, sources: Sources, settings: Settings) -> Report:
    """The verdicts on a draft, the same as those of the command line; known findings are marked."""
    return _with_known(judged([reading], sources.readings_for(reading.claims)), settings)


def _with_known(report: Report, settings: Settings) -> Report:
    """The report with the baseline's marks; entries that other drafts need are no matter here."""
    from claimcheck.baseline import compared
    from claimcheck.baseline import read as read_baseline

    if not Path(settings.baseline).exists():
        return report
    known = read_baseline(settings.baseline)
    marked = compared(report, known, settings.baseline, date.today(), settings.lang)
    kept = tuple(finding for finding in marked.findings if finding.rule not in UPKEEP)
    return msgspec.structs.replace(marked, findings=kept)


def events(draft: Draft, sources: Sources, settings: Settings) -> Iterator[dict[str, Any]]:
    """First the claims with no verdict, then all verdicts: ``event``, ``page`` (for drawing), ``summary``."""
    article = article_of(draft, settings)
    reading = read(article, default_lexicon())
    claims = Report(documents=(reading.document,), claims=reading.claims, skipped=reading.skipped)
    yield _event("claims", claims, article, settings)
    report = report_of(reading, sources, settings)
    yield _event("verdicts", report, article, settings) | {"report": report.to_dict(settings.lang)}


def _event(name: str, report: Report, article: Article, settings: Settings) -> dict[str, Any]:
    # of the sources only the quotes travel: the page shows one draft, and they may be many
    cited = {article.path, *(claim.document for finding in report.findings for claim in finding.claims)}
    documents = tuple(d for d in report.documents if d.source.document in cited)
    shown = msgspec.structs.replace(report, documents=documents).in_language(settings.lang)
    page = page_data(shown, settings.lang, Options(article={article.path: article}.get))
    return {"event": name, "page": page, "summary": summary(shown, settings.lang)}


# ---------------------------------------------------------------- known findings


class Acceptance(msgspec.Struct, frozen=True, kw_only=True):
    """That somebody looked at a finding of a draft and accepts it, and why."""

    finding: str
    draft: bytes
    name: str = "draft"
    published: date | None = None
    reason: str = ""
    owner: str = ""


def accept(acceptance: Acceptance, sources: Sources, settings: Settings) -> str:
    """Write one finding into the baseline, beside what is there; the file's name.

    The draft is read again for it, because none is kept. UsageError for a finding it does not have.
    """
    from claimcheck.baseline import Baseline, entries, written
    from claimcheck.baseline import read as read_baseline
    from claimcheck.terminal import write

    draft = Draft(data=acceptance.draft, name=acceptance.name, published=acceptance.published)
    reading = read(article_of(draft, settings), default_lexicon())
    report = report_of(reading, sources, settings)
    found = tuple(f for f in report.problems if finding_name(f) == acceptance.finding)
    if not found:
        raise UsageError(text("serve-no-finding", settings.lang, id=acceptance.finding))
    file = Path(settings.baseline)
    known = read_baseline(file) if file.exists() else Baseline()
    only = msgspec.structs.replace(report, findings=found)
    notes = {"reason": acceptance.reason, "owner": acceptance.owner}
    made = entries(only, known, settings.lang, **{name: said for name, said in notes.items() if said})
    merged = {entry.id: entry for entry in (*known.entries, *made.entries)}
    ordered = sorted(merged.values(), key=lambda entry: (entry.rule, entry.about, entry.id))
    write(written(Baseline(entries=tuple(ordered))).decode(), str(file), settings.lang)
    return str(file)
