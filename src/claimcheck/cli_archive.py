"""The group ``archive``: arguments in, text and exit code out, as ``cli`` does for the other commands."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from claimcheck import arguments
from claimcheck.cli import DONE, NOT_DONE, Commands, look, require, show_help, shown
from claimcheck.errors import UsageError
from claimcheck.messages import text

if TYPE_CHECKING:
    from claimcheck.model import Claim
    from claimcheck.store.ingest import Step

F = TypeVar("F", bound=Callable[..., Any])

_AUTHORITIES = ("filing", "release", "outlet")


def _whole(context: click.Context, parameter: click.Parameter, value: str) -> int:
    if value.isdecimal() and 1 <= int(value) <= 256:
        return int(value)
    raise UsageError(text("archive-error-jobs", context.obj, value=value))


location = click.option(
    "--archive",
    "location",
    default="claims.db",
    envvar="CLAIMCHECK_ARCHIVE",
    metavar="FILE|URL",
    show_default=True,
    help="An SQLite file or postgresql://…; also from CLAIMCHECK_ARCHIVE.",
)
form = click.option(
    "--format",
    "form",
    callback=arguments.choice("text", "json"),
    default="text",
    metavar="FORM",
    show_default=True,
    help="text, json.",
)


@click.group(name="archive", cls=Commands, invoke_without_command=True)
@click.pass_context
def archive(context: click.Context) -> int:
    """Keep the claims of published articles, and ask them."""
    return show_help(context)


# ---------------------------------------------------------------- filling it


@archive.command()
@click.argument("paths", nargs=-1, metavar="PATH...")
@location
@click.option("--jobs", default="1", callback=_whole, metavar="N", help="Processes that read articles.")
@click.option(
    "--authority",
    default="outlet",
    callback=arguments.choice(*_AUTHORITIES),
    metavar="WHO",
    show_default=True,
    help="Who speaks: filing, release, outlet.",
)
@arguments.reading
@arguments.showing
@click.pass_obj
def add(lang: str, /, paths: tuple[str, ...], location: str, jobs: int, **given: Any) -> int:
    """Add new and changed articles, and figures as .csv or .json."""
    require(paths, "error-no-paths", lang, command="archive add")
    from claimcheck.store import ingest, open_archive

    how = ingest.How(zone=given["zone"], published=given["published"], authority=given["authority"])
    with open_archive(location, create=True) as opened:
        total, steps = ingest.add(opened, paths, how, jobs=jobs)
        return _told(_with_bar(steps, total, lang), lang, given)


@archive.command()
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@location
@arguments.showing
@click.pass_obj
def prune(lang: str, /, paths: tuple[str, ...], location: str, **given: Any) -> int:
    """Remove articles whose files are gone."""
    from claimcheck.store import ingest, open_archive

    with open_archive(location, write=True) as opened:
        return _told(ingest.prune(opened, paths), lang, given)


def _told(steps: Iterable[Step], lang: str, given: dict[str, Any]) -> int:
    """Say what became of the files: failures one a line, all of them if verbose, and the sums."""
    from claimcheck.store.ingest import Outcome
    from claimcheck.terminal import complain

    sums: Counter[str] = Counter()
    for step in steps:
        sums[step.outcome] += 1
        sums["claims"] += step.claims
        if step.outcome is Outcome.FAILED:
            known = step.error.startswith(step.path)
            complain(f"claimcheck: {step.error if known else f'{step.path}: {step.error}'}")
        elif given["verbose"]:
            click.echo(f"{text(f'archive-{step.outcome}', lang)} {step.path}")
    counted = [(name, sums[name]) for name in (*Outcome, "claims") if sums[name]]
    parts = [
        text("archive-sum", lang, name=text(f"archive-{name}", lang), count=str(n)) for name, n in counted
    ]
    if not given["quiet"]:
        click.echo(text("list-dot", lang).join(parts).replace("\u00a0", " ") or text("archive-nothing", lang))
    return NOT_DONE if sums[Outcome.FAILED] else DONE


def _with_bar(steps: Iterator[Step], total: int, lang: str) -> Iterator[Step]:
    """The steps, with a bar, the rate and the time left on a terminal."""
    import sys

    if not sys.stderr.isatty():
        yield from steps
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    rate = TextColumn("{task.fields[rate]}")
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(text("progress", lang), total=total, rate="")
        for step in steps:
            yield step
            speed = bar.tasks[0].speed
            told = text("archive-rate", lang, rate=f"{speed:.1f}") if speed else ""
            bar.update(task, advance=1, rate=told)


# ---------------------------------------------------------------- asking it


@archive.command(name="list")
@location
@arguments.as_of
@form
@arguments.showing
@click.pass_obj
def list_articles(lang: str, /, location: str, as_of: date | None, form: str, **given: Any) -> int:
    """List the articles."""
    from claimcheck import archive_pages as pages
    from claimcheck.store import open_archive
    from claimcheck.store.queries import counts

    with open_archive(location, as_of=as_of) as opened:
        page = pages.listing(list(opened.articles()), counts(opened.store, as_of), form, lang, look(given))
    return _written(page, lang, given)


@archive.command()
@click.argument("article")
@location
@form
@arguments.showing
@click.pass_obj
def show(lang: str, /, article: str, location: str, form: str, **given: Any) -> int:
    """Show the claims of one article."""
    from claimcheck.errors import nearest
    from claimcheck.render.extraction import extraction
    from claimcheck.store import open_archive

    with open_archive(location) as opened:
        reading = opened.reading(article)
        if reading is None:
            near = nearest(article, (entry.source.document for entry in opened.articles()))
            raise UsageError(f"{article}: not in {opened.where}{near}")
    return _written(extraction([reading], [], form, lang, look(given)), lang, given)


@archive.command()
@click.argument("subject")
@click.argument("metric")
@location
@arguments.as_of
@form
@arguments.showing
@click.pass_obj
def history(lang: str, /, subject: str, metric: str, location: str, as_of: date | None, **given: Any) -> int:
    """Show every statement of a fact over time."""
    from claimcheck import archive_pages as pages
    from claimcheck.lexicon import default_lexicon
    from claimcheck.rules import load_rules
    from claimcheck.store import open_archive
    from claimcheck.store.history import history as found_of

    with open_archive(location, as_of=as_of) as opened:
        found = found_of(opened, subject, metric, load_rules(), default_lexicon())
    return _written(pages.history(found, given["form"], lang, look(given)), lang, given)


@archive.command()
@location
@arguments.as_of
@arguments.form
@arguments.gate("never")
@arguments.showing
@click.pass_obj
def conflicts(lang: str, /, location: str, as_of: date | None, **given: Any) -> int:
    """Show all contradictions in the archive."""
    from claimcheck.lexicon import default_lexicon
    from claimcheck.rules import load_rules
    from claimcheck.store import open_archive
    from claimcheck.store.conflicts import conflicts as found_of

    with open_archive(location, as_of=as_of) as opened:
        found = found_of(opened, load_rules(), default_lexicon())
    return shown(found, lang, given | {"fail_on": given["fail_on"] or "never"})


@archive.command()
@click.argument("figure")
@location
@arguments.as_of
@form
@click.option("--published", callback=arguments.day, metavar="DATE", help="Day that «last year» counts from.")
@arguments.showing
@click.pass_obj
def impact(lang: str, /, figure: str, location: str, as_of: date | None, **given: Any) -> int:
    """Show what a changed figure touches.

    FIGURE is a line such as "快手 GMV 2022Q1 = 1748亿元", or a .json file with one claim.
    """
    from claimcheck import archive_pages as pages
    from claimcheck.lexicon import default_lexicon
    from claimcheck.store import open_archive
    from claimcheck.store.impact import impact as found_of

    claim = _figure(figure, given["published"])
    with open_archive(location, as_of=as_of) as opened:
        found = found_of(opened, claim, default_lexicon())
    return _written(pages.impact(found, given["form"], lang, look(given)), lang, given)


def _figure(words: str, published: date | None) -> Claim:
    from claimcheck.lexicon import default_lexicon
    from claimcheck.store.impact import claim_of_json, stated_claim

    if not words.endswith(".json"):
        return stated_claim(words, published, default_lexicon())
    try:
        return claim_of_json(words, Path(words).read_bytes(), default_lexicon())
    except OSError as error:
        raise UsageError(f"{words}: cannot be read: {error.strerror or error}") from None


def _written(page: str, lang: str, given: dict[str, Any]) -> int:
    from claimcheck.terminal import write

    write(page, given["output"], lang)
    return DONE


# ---------------------------------------------------------------- moving it


@archive.command()
@location
@arguments.as_of
@click.option(
    "--format",
    "form",
    callback=arguments.choice("jsonl", "csv", "parquet"),
    default="jsonl",
    metavar="FORM",
    show_default=True,
    help="jsonl (can be imported), csv, parquet.",
)
@click.option("-o", "--output", metavar="FILE", help="Write to a file instead of standard output.")
@click.option("--lang", callback=arguments.choice(*arguments.LANGUAGES), metavar="zh|en", help="Language.")
@click.pass_obj
def export(lang: str, /, location: str, as_of: date | None, form: str, output: str | None, **_: Any) -> int:
    """Write all claims as JSON lines, CSV or Parquet."""
    from claimcheck.store import open_archive, tables

    with open_archive(location, as_of=as_of) as opened, opened.store.reading():
        if form in tables.TEXTS and output in (None, "-"):
            _to_stdout(tables.TEXTS[form](opened))
        elif output in (None, "-"):
            raise UsageError(text("archive-error-parquet", lang))
        else:
            with _replacing(Path(str(output)), lang) as file:
                tables.write(opened, form, file)
    return DONE


def _to_stdout(lines: Iterator[str]) -> None:
    import sys

    try:
        for line in lines:
            sys.stdout.buffer.write(line.encode("utf-8", errors="backslashreplace"))
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextlib.contextmanager
def _replacing(path: Path, lang: str) -> Iterator[Path]:
    """A file beside ``path`` that takes its place once it is written in full."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise UsageError(text("error-output", lang, path=str(path), error=error.strerror or "")) from None
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        raise UsageError(text("error-output", lang, path=str(path), error=error.strerror or "")) from None
    finally:
        temporary.unlink(missing_ok=True)


@archive.command(name="import")
@click.argument("files", nargs=-1, metavar="FILE...")
@location
@arguments.showing
@click.pass_obj
def import_lines(lang: str, /, files: tuple[str, ...], location: str, **given: Any) -> int:
    """Add the articles of exported JSON lines."""
    require(files, "error-no-paths", lang, command="archive import")
    from claimcheck.store import open_archive
    from claimcheck.store.ingest import imported

    with open_archive(location, create=True) as opened:
        return _told((step for name in files for step in imported(opened, name)), lang, given)


@archive.command()
@location
@arguments.showing
@click.pass_obj
def migrate(lang: str, /, location: str, **given: Any) -> int:
    """Bring an archive of an older format to the present one."""
    from claimcheck.store import migrate_archive

    before, after = migrate_archive(location)
    click.echo(text("archive-migrated", lang, before=str(before), after=str(after)))
    return DONE
