"""report → a page for the terminal: conflicts first, then what agrees, then what was not compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from claimcheck.messages import period_label, say, text
from claimcheck.model import Claim, Document, Finding, Verdict
from claimcheck.render.histories import history_rows
from claimcheck.render.options import Options
from claimcheck.render.panels import indented, labelled, panel
from claimcheck.render.problems import headline, mark_words, problems
from claimcheck.render.words import (
    breadth,
    counted,
    loose,
    metric_words,
    name_words,
    value_words,
    visible,
)
from claimcheck.render.wrap import wrapped
from claimcheck.report import UPKEEP, Report, documents_by_path, finding_name, place

_ROWS = 40  # rows of a table before «and n more»
_MARKED = 5  # problems that do not count before «and n more»
_HISTORIES = 10
_VALUES = 3  # wordings of one value in a row
_FRAMED = (Verdict.NOTHING_CHECKED, Verdict.CONFLICT, Verdict.SUPERSEDED)
_TABLED = (Verdict.CONFIRMED, Verdict.COMPATIBLE, Verdict.REPEATED)
_BLANKS = re.compile(r" +$", re.MULTILINE)


def show(report: Report, lang: str, options: Options) -> str:
    """The report as a page; one line of it if quiet, with every claim if verbose."""
    if options.quiet:
        return _quiet(report, lang) + "\n"
    return page(_sections(report, lang, options), options)


def page(parts: Iterable[RenderableType], options: Options) -> str:
    """Rich renderables as text, with escape codes only if the options allow colour."""
    out = StringIO()
    console = Console(
        file=out,
        width=options.width,
        force_terminal=options.color,
        no_color=not options.color,
        color_system="standard" if options.color else None,
        force_jupyter=False,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )
    for part in parts:
        console.print(part)
    words = loose(out.getvalue())
    return words if options.color else _BLANKS.sub("", words)


def _quiet(report: Report, lang: str) -> str:
    line = text(
        "report-quiet",
        lang,
        documents=str(len(report.documents)),
        claims=str(len(report.claims)),
        outcomes=_outcomes(report, lang),
    )
    failed = text("report-failures", lang, count=str(len(report.failures))) if report.failures else ""
    return loose(text("list-dot", lang).join(filter(None, (line, failed))))


def _outcomes(report: Report, lang: str) -> str:
    """The outcomes that occur, with their counts; conflicts always."""
    some = [(v.value, n) for v, n in report.outcomes.items() if n or v is Verdict.CONFLICT]
    return counted(some, "verdict-", lang) if report.claims else text("report-none", lang)


def _sections(report: Report, lang: str, options: Options) -> Iterator[RenderableType]:
    yield from _summary(report, lang, options)
    for verdict in _FRAMED:
        yield from _frames(report, verdict, lang, options)
    yield from _upkeep(report, lang, options)
    yield from _marked(report, lang, options)
    for verdict in _TABLED:
        yield from _table(report.with_verdict(verdict), verdict, lang, options)
    yield from _histories(report, lang, options)
    yield from _reasons(report, lang, options)
    yield from _skipped(report, lang, options)
    yield from _notes(report, lang, options)
    if options.verbose:
        yield from _claims(report, lang)
    yield from _failures(report, lang, options)


def _summary(report: Report, lang: str, options: Options) -> Iterator[Text]:
    coverage = report.coverage
    read = text(
        "report-read",
        lang,
        documents=str(coverage.documents),
        numbers=str(coverage.numbers),
        claims=str(coverage.claims),
        skipped=str(coverage.numbers - coverage.claims),
    )
    yield from wrapped(Text(read, style="bold"), options.width)
    yield from wrapped(Text(text("report-outcomes", lang, outcomes=_outcomes(report, lang))), options.width)
    if report.failures:
        yield Text(text("report-failures", lang, count=str(len(report.failures))), style="bold red")


def _heading(id: str, count: int, lang: str, style: str = "bold") -> Text:
    return Text("\n" + text(id, lang, count=str(count)), style=style)


def _frames(report: Report, verdict: Verdict, lang: str, options: Options) -> Iterator[RenderableType]:
    marked, documents = {name for name, _ in report.marks}, documents_by_path(report)
    findings = tuple(f for f in report.with_verdict(verdict) if finding_name(f) not in marked)
    if findings:
        yield _heading(f"section-{verdict}", len(findings), lang, "bold red")
    for finding in findings:
        yield panel(finding, documents, lang, options)


def _upkeep(report: Report, lang: str, options: Options) -> Iterator[Text]:
    """What is wrong with the check itself: suppressions and baseline entries out of date, low coverage."""
    found = [p for p in problems(report) if p.finding.rule in UPKEEP and p.mark is None]
    if found:
        yield _heading("section-upkeep", len(found), lang)
    for problem in found:
        level = text(f"level-{problem.level}", lang)
        words = f"{level} {problem.spot.words}: {headline(problem.finding, lang)}"
        yield from indented(wrapped(Text(words), options.width - 2))


def _marked(report: Report, lang: str, options: Options) -> Iterator[Text]:
    """The problems that do not count at the gate, one a line, with the reason."""
    found = [(p, p.mark) for p in problems(report) if p.mark]
    if found:
        yield _heading("section-marked", len(found), lang)
    for problem, mark in found if options.verbose else found[:_MARKED]:
        words = f"{problem.spot.words} {headline(problem.finding, lang)} · {mark_words(mark, lang)}"
        yield from indented(wrapped(Text(words, style="dim"), options.width - 2))
    if len(found) > _MARKED and not options.verbose:
        yield Text("  " + text("row-more", lang, count=str(len(found) - _MARKED)), style="dim")


def _table(
    findings: tuple[Finding, ...], verdict: Verdict, lang: str, options: Options
) -> Iterator[RenderableType]:
    """One row a finding: what agrees, from how many articles and sources, and how closely."""
    if not findings:
        return
    yield _heading(f"section-{verdict}", len(findings), lang)
    table = grid(lang, "subject", "metric", "value", "period", "sources", "agreement")
    shown = findings if options.verbose else findings[:_ROWS]
    for finding in shown:
        table.add_row(*_row(finding, lang))
    yield table
    if len(findings) > len(shown):
        yield Text("  " + text("row-more", lang, count=str(len(findings) - len(shown))), style="dim")


def grid(lang: str, *columns: str) -> Table:
    """An empty table with these headings, values to the right."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), show_edge=False, header_style="dim")
    for column in columns:
        right = column in ("value", "sources")
        table.add_column(
            text(f"column-{column}", lang), justify="right" if right else "left", overflow="fold"
        )
    return table


def _row(finding: Finding, lang: str) -> tuple[Text, ...]:
    if not finding.claims:
        return (Text(visible(say(finding.message, lang))),)
    agreement = text(f"short-{finding.agreement}", lang) if finding.agreement else ""
    sources = "/".join(map(str, breadth(finding)))
    subject, metric, _, period = _cells(finding.claims[0], lang)
    values = list(dict.fromkeys(value_words(claim, lang) for claim in finding.claims))
    shown = values if len(values) <= _VALUES else [*values[: _VALUES - 1], "…"]
    return (subject, metric, Text("\n".join(shown), style="bold"), period, Text(sources), Text(agreement))


def _cells(claim: Claim, lang: str) -> tuple[Text, ...]:
    return (
        Text(name_words(claim.subject, "row-no-subject", lang)),
        Text(metric_words(claim, lang)),
        Text(value_words(claim, lang), style="bold"),
        Text(period_label(claim.period, lang)),
    )


def _histories(report: Report, lang: str, options: Options) -> Iterator[RenderableType]:
    """Facts told of three periods or more, each as a small chart."""
    rows = history_rows(report, lang)
    if not rows:
        return
    yield _heading("section-histories", len(rows), lang)
    table = grid(lang, "subject", "metric", "history", "values", "periods")
    table.columns[2].no_wrap = True
    shown = rows if options.verbose else rows[:_HISTORIES]
    for row in shown:
        table.add_row(*map(Text, row))
    yield table
    if len(rows) > len(shown):
        yield Text("  " + text("row-more", lang, count=str(len(rows) - len(shown))), style="dim")


def _reasons(report: Report, lang: str, options: Options) -> Iterator[Text]:
    """How many comparisons were not made, by reason."""
    findings = report.with_verdict(Verdict.NOT_COMPARABLE)
    if findings:
        yield _heading("section-not-comparable", len(findings), lang)
        counts = Counter(say(f.reason, lang) if f.reason else "" for f in findings)
        width = len(str(max(counts.values())))
        for reason, count in _ordered(counts):
            yield from indented(
                labelled(f"{count:>{width}}", Text(visible(reason)), options.width, width + 2)
            )


def _skipped(report: Report, lang: str, options: Options) -> Iterator[Text]:
    """How many numbers are no claims, by reason."""
    if report.skipped:
        yield _heading("section-skipped", len(report.skipped), lang)
        yield from _listed(Counter(item.reason for item in report.skipped), "skipped-", lang, options)


def _listed(counts: Counter[str], prefix: str, lang: str, options: Options) -> list[Text]:
    return indented(wrapped(Text(counted(_ordered(counts), prefix, lang)), options.width - 2))


def _ordered(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _notes(report: Report, lang: str, options: Options) -> Iterator[Text]:
    """What reading an article brought up, such as a guessed encoding."""
    notes = [(d.source.document, note) for d in report.documents for note in d.notes]
    if notes and options.verbose:
        yield _heading("section-notes", len(notes), lang)
        for path, note in notes:
            yield from indented(wrapped(Text(visible(f"{path}: {note}")), options.width - 2))


def _claims(report: Report, lang: str) -> Iterator[RenderableType]:
    """Every claim with its place and outcome, article by article."""
    outcomes = dict(report.verdicts)
    yield _heading("section-claims", len(report.claims), lang)
    articles: dict[str, list[Claim]] = {}
    for claim in report.claims:
        articles.setdefault(claim.document, []).append(claim)
    documents = documents_by_path(report)
    for path, claims in articles.items():
        yield from claim_table(path, claims, documents.get(path), lang, outcomes)


def claim_table(
    path: str,
    claims: Iterable[Claim],
    document: Document | None,
    lang: str,
    outcomes: Mapping[str, Verdict] | None = None,
) -> Iterator[RenderableType]:
    """One article's claims by line and column, with their outcomes if those are known."""
    columns = ("place", "subject", "metric", "value", "period")
    table = grid(lang, *columns, *(("verdict",) if outcomes is not None else ()))
    for claim in claims:
        where = Text(":".join(map(str, place(document, claim.span.start) or ())))
        outcome = () if outcomes is None else (_outcome(outcomes.get(claim.id), lang),)
        table.add_row(where, *_cells(claim, lang), *outcome)
    yield Text("\n" + visible(path), style="underline")
    yield table


def _outcome(verdict: Verdict | None, lang: str) -> Text:
    return Text(text(f"verdict-{verdict or Verdict.UNMATCHED}", lang))


def _failures(report: Report, lang: str, options: Options) -> Iterator[Text]:
    if report.failures:
        yield _heading("section-failures", len(report.failures), lang, "bold red")
        for failure in report.failures:
            # the error usually names the file already
            known = failure.error.startswith(failure.document)
            words = failure.error if known else f"{failure.document}: {failure.error}"
            yield from indented(wrapped(Text(visible(words)), options.width - 2))
