"""The command ``selftest``: arguments in, a table of what was caught out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import click

from claimcheck import arguments
from claimcheck.cli import DONE, NOT_DONE, look, require
from claimcheck.errors import SourceError, UsageError
from claimcheck.messages import text
from claimcheck.selftest import TYPES, Outcome

_MISSES = 20  # slips that were not found, listed without --verbose


def _count(context: click.Context, parameter: click.Parameter, value: str) -> int:
    if value.isdecimal() and len(value) < 7:
        return int(value)
    raise UsageError(text("error-count", context.obj, name=parameter.opts[0], value=value))


@click.command(name="selftest", short_help="Count how many slips planted in your own articles are caught.")
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option(
    "--seed", callback=_count, default="0", metavar="N", show_default=True, help="Where chance starts."
)
@click.option(
    "--errors",
    callback=_count,
    default="20",
    metavar="N",
    show_default=True,
    help="Slips of each type, at most.",
)
@click.option(
    "--format",
    "form",
    callback=arguments.choice("text", "json"),
    default="text",
    metavar="FORM",
    show_default=True,
    help="text, json.",
)
@arguments.reading
@arguments.showing
@click.pass_obj
def selftest(lang: str, /, paths: tuple[str, ...], seed: int, errors: int, form: str, **given: Any) -> int:
    """Plant slips in copies of your own articles and count how many are caught.

    One slip at a time, in facts that the articles state at least twice; the files stay as they are.
    """
    require(paths, "error-no-paths", lang, command="selftest")
    from claimcheck.formats import find, load
    from claimcheck.model import Failure
    from claimcheck.selftest import selftest as run
    from claimcheck.terminal import complain, progress, write

    articles, failed = [], 0
    for item in find(paths):
        try:
            if isinstance(item, Failure):
                raise SourceError(f"{item.document}: {item.error}")
            articles.append(load(item, zone=given["zone"], published=given["published"]))
        except SourceError as error:
            complain(f"claimcheck: {error}")
            failed += 1
    with progress(paths, lang) as callback:
        outcome = run(articles, seed=seed, errors=errors, progress=callback)
    if not outcome.facts:
        raise UsageError(text("selftest-nothing", lang))
    write(_json(outcome, seed) if form == "json" else _page(outcome, lang, given), given["output"], lang)
    return NOT_DONE if failed else DONE


def _page(outcome: Outcome, lang: str, given: dict[str, Any]) -> str:
    from rich.text import Text

    from claimcheck.render.text import grid, page

    table = grid(lang, "type", "planted", "found", "recall", "named")
    for row in _rows(outcome, lang):
        table.add_row(*map(Text, row))
    head = text(
        "selftest-head",
        lang,
        articles=str(outcome.articles),
        claims=str(outcome.claims),
        facts=str(outcome.facts),
        conflicts=str(outcome.conflicts),
    )
    alarms = text("selftest-alarms", lang, count=str(outcome.alarms), planted=str(len(outcome.planted)))
    shown = None if given["verbose"] else _MISSES
    misses = [Text(line) for line in list(_misses(outcome, lang))[:shown]]
    return page([Text(head), Text(), table, Text(), Text(alarms), *misses], look(given))


def _rows(outcome: Outcome, lang: str) -> Iterator[tuple[str, ...]]:
    for type in TYPES:
        planted = outcome.of(type)
        found, named = sum(p.found for p in planted), sum(p.named for p in planted)
        yield (text(f"slip-{type}", lang), *_counts(len(planted), found, named))
    for name, planted in (
        ("total", outcome.planted),
        ("apart", tuple(p for p in outcome.planted if p.apart)),
        ("inside", tuple(p for p in outcome.planted if not p.apart)),
    ):
        counts = len(planted), sum(p.found for p in planted), sum(p.named for p in planted)
        yield (text(f"selftest-{name}", lang), *_counts(*counts))


def _counts(planted: int, found: int, named: int) -> tuple[str, ...]:
    recall = f"{found * 100 // planted}%" if planted else "–"
    return (str(planted), str(found), recall, str(named))


def _misses(outcome: Outcome, lang: str) -> Iterator[str]:
    for p in outcome.planted:
        if not p.found:
            kind = text(f"slip-{p.type}", lang)
            yield text("selftest-miss", lang, type=kind, document=p.document, before=p.before, after=p.after)


def _json(outcome: Outcome, seed: int) -> str:
    planted = [
        {"type": p.type, "document": p.document, "before": p.before, "after": p.after, "found": p.found}
        | {"cause": p.cause or None, "alarms": p.alarms, "apart": p.apart}
        for p in outcome.planted
    ]
    totals = {
        type: {"planted": len(of), "found": sum(p.found for p in of), "named": sum(p.named for p in of)}
        for type in TYPES
        for of in [outcome.of(type)]
    }
    summary = {"articles": outcome.articles, "claims": outcome.claims, "facts": outcome.facts}
    summary |= {"conflicts": outcome.conflicts, "alarms": outcome.alarms, "seed": seed}
    data = {"version": 1, "summary": summary, "types": totals, "planted": planted}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
