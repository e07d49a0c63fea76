"""The options that commands share, and how their values are read and refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

from claimcheck.errors import UsageError, closest

F = TypeVar("F", bound=Callable[..., Any])
Convert = Callable[[click.Context, click.Parameter, str | None], Any]

LANGUAGES = ("zh", "en")
GATES = ("note", "warning", "error", "never")


def choice(*names: str) -> Convert:
    """A callback that lets only these names pass."""

    def convert(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
        if value is None or value in names:
            return value
        near, choices = closest(value, names), ", ".join(names)
        raise _bad(context, parameter, "error-choice", value, choices=choices, near=near)

    return convert


def _bad(context: click.Context, parameter: click.Parameter, id: str, value: str, **more: str) -> UsageError:
    from claimcheck.messages import text

    return UsageError(text(id, context.obj, name=parameter.opts[0], value=value, **more))


def _form(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    from claimcheck.render import forms

    return str(choice(*forms())(context, parameter, value))


def day(context: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    """The date that an option gives; UsageError for anything else."""
    try:
        return None if value is None else date.fromisoformat(value)
    except ValueError:
        raise _bad(context, parameter, "error-date", str(value)) from None


def _zone(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    from zoneinfo import ZoneInfo

    try:
        return str(ZoneInfo(value or ""))
    except (KeyError, ValueError, OSError):
        raise _bad(context, parameter, "error-zone", str(value)) from None


def _width(context: click.Context, parameter: click.Parameter, value: str | None) -> int | None:
    if value is None or (value.isdecimal() and 20 <= int(value) <= 1000):
        return None if value is None else int(value)
    raise _bad(context, parameter, "error-width", value)


def _jobs(context: click.Context, parameter: click.Parameter, value: str | None) -> int:
    if value is None or (value.isdecimal() and 1 <= int(value) <= 1024):
        return 0 if value is None else int(value)
    raise _bad(context, parameter, "error-jobs", value)


def _engine(context: click.Context, parameter: click.Parameter, value: str | None) -> str:
    from claimcheck.engines import ENGINES, known

    return "" if value is None else str(choice(*{**ENGINES, **known()})(context, parameter, value))


def _percent(context: click.Context, parameter: click.Parameter, value: str | None) -> int | None:
    if value is None or (value.isdecimal() and int(value) <= 100):
        return None if value is None else int(value)
    raise _bad(context, parameter, "error-percent", value)


def _pairs(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """FORM=FILE, as pairs."""
    pairs = [value.partition("=") for value in values]
    for value, (_, _, file) in zip(values, pairs, strict=True):
        if not file:
            raise _bad(context, parameter, "error-also", value)
    return tuple((str(_form(context, parameter, form)), file) for form, _, file in pairs)


def _options(*options: Callable[[F], F]) -> Callable[[F], F]:
    """Several decorators as one, in the order of the help page."""

    def decorate(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


reading = _options(
    click.option(
        "--published", callback=day, metavar="DATE", help="Publication date of articles that state none."
    ),
    click.option(
        "--zone",
        callback=_zone,
        default="Asia/Shanghai",
        metavar="ZONE",
        show_default=True,
        help="Time zone of publication times.",
    ),
)
showing = _options(
    click.option(
        "--lang", callback=choice(*LANGUAGES), metavar="zh|en", help="Language (default: the locale's)."
    ),
    click.option(
        "-o", "--output", metavar="FILE", help="Write to a file, which is replaced only when all is done."
    ),
    click.option("--width", callback=_width, metavar="CELLS", help="Width of the page."),
    click.option("-v", "--verbose", is_flag=True, help="Show every claim and every step."),
    click.option("-q", "--quiet", is_flag=True, help="Show one line."),
)
project = _options(
    click.option(
        "--also",
        multiple=True,
        callback=_pairs,
        metavar="FORM=FILE",
        help="Write the report in this form too; may be repeated.",
    ),
    click.option("--config", metavar="FILE", help="Configuration (default: the nearest claimcheck.toml)."),
    click.option("--no-config", is_flag=True, help="Use no configuration file."),
    click.option("--show-config", is_flag=True, help="Show the settings in force, and stop."),
    click.option("--baseline", metavar="FILE", help="Known findings, which do not count."),
    click.option("--diff", metavar="BASE", help="Count only findings with an end changed since BASE (git)."),
    click.option(
        "--min-coverage",
        callback=_percent,
        metavar="PERCENT",
        help="Fail if fewer of the numbers became claims.",
    ),
    click.option("--allow-empty", is_flag=True, help="Let articles without any claim pass."),
)
running = _options(
    click.option("--jobs", callback=_jobs, metavar="N", help="Processes at most (default: one a core)."),
    click.option(
        "--engine", callback=_engine, metavar="NAME", help="Where to read: local, processes (default), spark."
    ),
    click.option("--master", default="", metavar="URL", help="The Spark master (default: this machine)."),
)
as_of = click.option(
    "--as-of", callback=day, metavar="DATE", help="Let archives answer with what was published by then."
)
form = click.option(
    "--format",
    "form",
    callback=_form,
    default="text",
    metavar="FORM",
    show_default=True,
    help="text, json, jsonl, …",
)


def gate(default: str) -> Callable[[F], F]:
    """The option ``--fail-on`` with a command's own default."""
    return click.option(
        "--fail-on",
        callback=choice(*GATES),
        metavar="LEVEL",
        show_default=default,
        help="Exit 1 for problems of this level: note, warning, error, never.",
    )
