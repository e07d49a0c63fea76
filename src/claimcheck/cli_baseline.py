"""The group ``baseline``: arguments in, text and exit code out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from claimcheck import arguments
from claimcheck.cli import Commands, show_help
from claimcheck.errors import UsageError
from claimcheck.messages import text

if TYPE_CHECKING:
    from claimcheck.baseline import Baseline
    from claimcheck.plans import Plan
    from claimcheck.report import Report

F = TypeVar("F", bound=Callable[..., Any])

DONE, FOUND, NOT_DONE = 0, 1, 2


def _shared(function: F) -> F:
    """What all three commands take: articles, what to check them against, and where the entries are."""
    options = (
        click.argument("paths", nargs=-1, metavar="PATH..."),
        click.option("--against", multiple=True, metavar="PATH", help="Check against these articles."),
        click.option("--baseline", metavar="FILE", help="The baseline [default: claimcheck-baseline.json]."),
        click.option(
            "--config", metavar="FILE", help="Configuration (default: the nearest claimcheck.toml)."
        ),
        click.option("--no-config", is_flag=True, help="Use no configuration file."),
        arguments.reading,
        arguments.showing,
        click.pass_obj,
    )
    decorated: Any = function
    for option in reversed(options):
        decorated = option(decorated)
    return cast("F", decorated)


@click.group(name="baseline", cls=Commands, invoke_without_command=True)
@click.pass_context
def baseline(context: click.Context) -> int:
    """Keep a file of known findings, so that only new ones count."""
    return show_help(context)


@baseline.command(short_help="Write what is found now as known.")
@_shared
@click.option("--reason", metavar="WORDS", help="Why the new entries are accepted.")
@click.option("--owner", metavar="NAME", help="Who looks after the new entries.")
@click.option("--expires", callback=arguments.day, metavar="DATE", help="Until when the new entries hold.")
def write(lang: str, /, reason: str | None, owner: str | None, expires: date | None, **given: Any) -> int:
    """Write what is found now as known; entries from before keep their reason, owner and expiry."""
    from claimcheck import baseline as baselines

    plan, report = _compared(given, lang)
    file = _file(plan)
    before = baselines.read(file) if Path(file).exists() else baselines.Baseline()
    made = baselines.entries(report, before, plan.lang, reason=reason, owner=owner, expires=expires)
    _save(file, made)
    click.echo(text("baseline-written", plan.lang, path=file, count=str(len(made.entries))))
    return _unread(report)


@baseline.command(short_help="Fail for findings that are not known, and for stale entries.")
@_shared
def check(lang: str, /, **given: Any) -> int:
    """Fail for findings that are not known, and for entries that have expired or match nothing."""
    from claimcheck.cli import shown
    from claimcheck.plans import carried_out, planned

    plan = planned(given["paths"], given["against"] or None, given, "warning", lang)
    file = _file(plan)
    plan = planned(given["paths"], given["against"] or None, {**given, "baseline": file}, "warning", lang)
    report = carried_out(plan, zone=given["zone"], published=given["published"])
    return shown(report, plan.lang, {**given, "form": "text", "fail_on": "warning"})


@baseline.command()
@_shared
def prune(lang: str, /, **given: Any) -> int:
    """Take out the entries that match nothing any more."""
    from claimcheck import baseline as baselines

    plan, report = _compared(given, lang)
    file = _file(plan)
    known = baselines.read(file)
    if report.failures:
        return _unread(report)
    kept = baselines.pruned(report, known)
    _save(file, kept)
    gone = str(len(known.entries) - len(kept.entries))
    click.echo(text("baseline-pruned", plan.lang, path=file, gone=gone, count=str(len(kept.entries))))
    return DONE


def _compared(given: dict[str, Any], lang: str) -> tuple[Plan, Report]:
    """The plan, and the report before any baseline has a say."""
    from claimcheck.plans import carried_out, planned, without_baseline

    plan = planned(given["paths"], given["against"] or None, given, "never", lang)
    if not plan.paths:
        raise UsageError(text("error-no-paths", plan.lang, command="baseline"))
    bare = without_baseline(plan)
    return plan, carried_out(bare, zone=given["zone"], published=given["published"])


def _file(plan: Plan) -> str:
    from claimcheck.baseline import FILE

    return plan.gate.baseline or FILE


def _save(file: str, made: Baseline) -> None:
    from claimcheck.baseline import written
    from claimcheck.terminal import write as put

    put(written(made).decode(), file, "en")


def _unread(report: Report) -> int:
    """One line a source that could not be read; a baseline without it would be incomplete."""
    from claimcheck.report import failure_line
    from claimcheck.terminal import complain

    lines: Sequence[str] = [failure_line(failure) for failure in report.failures]
    for line in lines:
        complain(f"claimcheck: {line}")
    return NOT_DONE if lines else DONE
