"""Arguments in, text and exit code out; decides nothing.

Exit: 0 done and nothing at the gate; 1 findings at or above ``--fail-on``; 2 not done (bad option,
unreadable source, crash), which outranks 1. What a command needs is imported when it runs.
"""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import click

from claimcheck import arguments, cli_help
from claimcheck.errors import ClaimcheckError, UsageError, closest

if TYPE_CHECKING:
    from claimcheck.engines import Engine
    from claimcheck.model import Failure
    from claimcheck.plans import Plan
    from claimcheck.render.options import Options
    from claimcheck.report import Report

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG})
DONE, FOUND, NOT_DONE, INTERRUPTED = 0, 1, 2, 130


def main(words: Sequence[str] | None = None) -> int:
    """The exit code of a command line; never raises, and says what went wrong in one line."""
    words = list(sys.argv[1:] if words is None else words)
    try:
        lang = _language(words)
        if cli_help.asked_for(words):
            words = cli_help.without_language(words)
            if lang != "en":
                click.echo(cli_help.page(claimcheck, words, lang), nl=False)
                return DONE
        return int(claimcheck.main(words, "claimcheck", standalone_mode=False, obj=lang) or DONE)
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except click.ClickException as error:
        return _failed(_usage_words(error, _language(words)))
    except ClaimcheckError as error:
        return _failed(str(error))
    except OSError as error:
        if error.filename is None and error.errno in _NO_ROOM:  # click writes help pages by itself
            return _failed(_unwritable(error, _language(words)))
        return _failed(_internal_words(error, _language(words)))
    except Exception as error:
        if os.environ.get("CLAIMCHECK_DEBUG") == "1":
            traceback.print_exc()
        return _failed(_internal_words(error, _language(words)))


def _language(words: Sequence[str]) -> str:
    """The language to speak, which has to be known before the options are read."""
    from claimcheck.messages import default_language

    given = [w.removeprefix("--lang=") for w in words if w.startswith("--lang=")]
    given += [after for word, after in pairwise(words) if word == "--lang"]
    return given[-1] if given and given[-1] in arguments.LANGUAGES else default_language()


def _failed(words: str) -> int:
    from claimcheck.terminal import complain

    complain(f"claimcheck: {words}")
    return NOT_DONE


def _internal_words(error: Exception, lang: str) -> str:
    from claimcheck.messages import text

    return text("error-internal", lang, error=f"{type(error).__name__}: {error}")


def _unwritable(error: OSError, lang: str) -> str:
    from claimcheck.messages import text
    from claimcheck.terminal import silence

    silence()
    return text("error-stdout", lang, error=error.strerror or str(error))


def _usage_words(error: click.ClickException, lang: str) -> str:
    """Click's complaint in the reader's language, the option or command first."""
    from claimcheck.messages import text

    if isinstance(error, click.NoSuchOption):
        near = ", ".join(error.possibilities or ())
        return text("error-no-option", lang, name=error.option_name, near=near)
    if isinstance(error, click.BadOptionUsage):
        return text("error-no-value", lang, name=error.option_name)
    if isinstance(error, click.MissingParameter) and error.param:
        return text("error-missing", lang, name=error.param.make_metavar(error.ctx or _no_context()))
    return error.format_message()


def _no_context() -> click.Context:
    return click.Context(claimcheck)


# ---------------------------------------------------------------- commands


def _version(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    from claimcheck import __version__

    if value:
        click.echo(f"claimcheck {__version__}")
        context.exit()


class Commands(click.Group):
    """A group that names the near command for one that does not exist, and imports some when called."""

    later: Mapping[str, str] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted([*super().list_commands(ctx), *self.later])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now if it has a module of its own."""
        if cmd_name not in self.later:
            return super().get_command(ctx, cmd_name)
        from importlib import import_module

        command: click.Command = getattr(import_module(self.later[cmd_name]), cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first argument names; UsageError if there is none."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            from claimcheck.messages import text

            near = closest(args[0], self.list_commands(ctx))
            raise UsageError(text("error-no-command", ctx.obj, name=args[0], near=near))
        return super().resolve_command(ctx, args)


def show_help(context: click.Context) -> int:
    """Show a group's help on standard error where no command was given, which is a wrong use."""
    if context.invoked_subcommand is not None:
        return DONE
    if context.obj == "en":
        click.echo(context.get_help(), err=True)
    else:
        path = context.command_path.split()[1:]
        click.echo(cli_help.page(claimcheck, path, context.obj), nl=False, err=True)
    return NOT_DONE


@click.group(
    cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Show the version and exit.",
)
@click.pass_context
def claimcheck(context: click.Context) -> int:
    """Read articles and tell which of their figures confirm or contradict each other.

    A path may be a file, a folder, or - for standard input.
    """
    return show_help(context)


claimcheck.later = {
    "archive": "claimcheck.cli_archive",
    "baseline": "claimcheck.cli_baseline",
    "init": "claimcheck.cli_init",
    "lsp": "claimcheck.cli_lsp",
    "selftest": "claimcheck.cli_selftest",
    "serve": "claimcheck.cli_serve",
}


@claimcheck.command()
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option("--input", "inputs", multiple=True, metavar="PATH", help="One more path; may be repeated.")
@arguments.form
@arguments.gate("never")
@arguments.project
@arguments.running
@arguments.reading
@arguments.showing
@click.pass_obj
def report(lang: str, /, paths: tuple[str, ...], inputs: tuple[str, ...], **given: Any) -> int:
    """Compare articles with each other."""
    from claimcheck.plans import planned

    plan = planned((*paths, *inputs), None, given, "never", lang)
    return _run(plan, "report", given)


@claimcheck.command()
@click.argument("new", nargs=-1, metavar="NEW...")
@click.option("--against", multiple=True, metavar="PATH", help="What to compare with; may be repeated.")
@click.option(
    "--thorough", is_flag=True, help="Check dates, ages, scores and ordinals, too (for generated text)."
)
@arguments.as_of
@arguments.form
@arguments.gate("error")
@arguments.project
@arguments.running
@arguments.reading
@arguments.showing
@click.pass_obj
def check(lang: str, /, new: tuple[str, ...], against: tuple[str, ...], **given: Any) -> int:
    """Compare new articles with what is already out."""
    from claimcheck.plans import planned

    plan = planned(new, against, given, "error", lang)
    return _run(plan, "check", given)


@claimcheck.command()
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option(
    "--format",
    "form",
    callback=arguments.choice("text", "json", "jsonl"),
    default="text",
    metavar="FORM",
    show_default=True,
    help="text, json, jsonl.",
)
@click.option("--show-skipped", is_flag=True, help="Add the numbers that are no claims, with the reasons.")
@arguments.running
@arguments.reading
@arguments.showing
@click.pass_obj
def extract(lang: str, /, paths: tuple[str, ...], form: str, show_skipped: bool, **given: Any) -> int:
    """List the claims of articles."""
    require(paths, "error-no-paths", lang, command="extract")
    from claimcheck.pipeline import read_paths
    from claimcheck.render.extraction import extraction
    from claimcheck.terminal import progress, write

    with progress(paths, lang) as callback:
        readings, failures = read_paths(
            paths,
            zone=given["zone"],
            published=given["published"],
            progress=callback,
            engine=engine_of(given),
        )
    page = extraction(readings, failures, form, lang, look(given), skipped=show_skipped)
    write(page, given["output"], lang)
    return _complained(failures)


@claimcheck.command()
@click.argument("id")
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@arguments.reading
@arguments.showing
@click.pass_obj
def explain(lang: str, /, id: str, paths: tuple[str, ...], **given: Any) -> int:
    """Show one claim, finding or rule with all its steps.

    Compares the paths (default: the current folder) again and looks the id up; the first few
    characters of an id are enough.
    """
    from claimcheck.pipeline import compare_paths
    from claimcheck.render import explain as pages
    from claimcheck.render.rulebook import rule_page
    from claimcheck.rules import load_rules
    from claimcheck.terminal import progress, write

    book = load_rules()
    if id in {rule.id for rule in book}:
        write(rule_page(book, id, lang, look(given)), given["output"], lang)
        return DONE
    with progress(paths or ["."], lang) as callback:
        found = compare_paths(
            paths or ["."], zone=given["zone"], published=given["published"], progress=callback
        )
    names = [rule.id for rule in book]
    write(pages.explain(found, id, lang, look(given), names), given["output"], lang)
    return _complained(found.failures)


class _RuleCommands(Commands):
    """The commands of the group ``rules``."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.later = {"check": "claimcheck.cli_rules"}


@claimcheck.group(cls=_RuleCommands, invoke_without_command=True)
@click.pass_context
def rules(context: click.Context) -> int:
    """List the rules, show one, or check them all."""
    return show_help(context)


@rules.command(name="list")
@arguments.showing
@click.pass_obj
def list_rules(lang: str, /, **given: Any) -> int:
    """List the rules with their checks and levels."""
    from claimcheck.render.rulebook import rule_list
    from claimcheck.rules import load_rules
    from claimcheck.terminal import write

    write(rule_list(load_rules(), lang, look(given)), given["output"], lang)
    return DONE


@rules.command(name="show")
@click.argument("id")
@arguments.showing
@click.pass_obj
def show_rule(lang: str, /, id: str, **given: Any) -> int:
    """Show one rule with its reason and examples."""
    from claimcheck.render.rulebook import rule_page
    from claimcheck.rules import load_rules
    from claimcheck.terminal import write

    write(rule_page(load_rules(), id, lang, look(given)), given["output"], lang)
    return DONE


# ---------------------------------------------------------------- results


def require(values: Sequence[str], id: str, lang: str, **arguments: str) -> None:
    """UsageError that says what to type where nothing was given."""
    from claimcheck.messages import text

    if not values:
        raise UsageError(text(id, lang, **arguments))


def look(given: dict[str, Any]) -> Options:
    """How the output is to look, from the options and the terminal."""
    from claimcheck.render.options import Options
    from claimcheck.terminal import article_again, colorful, columns

    output = given["output"]
    width = given["width"] or columns(output)
    return Options(
        width=width,
        color=colorful(output),
        verbose=given["verbose"],
        quiet=given["quiet"],
        article=partial(article_again, zone=given.get("zone")),
    )


def engine_of(given: dict[str, Any]) -> Engine:
    """Where to read, from the options."""
    from claimcheck.engines import engine

    return engine(given["engine"], jobs=given["jobs"], master=given["master"])


def _run(plan: Plan, command: str, given: dict[str, Any]) -> int:
    """Compare as planned, write the report, and return the exit code."""
    from claimcheck.plans import carried_out, settings
    from claimcheck.terminal import progress, write

    if given["show_config"]:
        write(settings(plan), given["output"], plan.lang)
        return DONE
    if not plan.allow_empty:
        require(plan.paths, "error-no-paths", plan.lang, command=command)
    if command == "check":
        require(plan.against, "error-no-against", plan.lang)
    with progress([*plan.paths, *plan.against], plan.lang) as callback:
        found = carried_out(
            plan,
            zone=given["zone"],
            published=given["published"],
            as_of=given.get("as_of"),
            progress=callback,
            engine=engine_of(given),
        )
    return shown(found, plan.lang, {**given, "fail_on": plan.fail_on})


def shown(found: Report, lang: str, given: dict[str, Any]) -> int:
    """Write the report in its form and return the exit code it comes to."""
    from claimcheck.model import Level
    from claimcheck.render import renderer
    from claimcheck.terminal import write

    on_page = given["form"] == "text" and not given["quiet"] and given["output"] in (None, "-")
    for form, file in given.get("also", ()):
        write(renderer(form)(found, lang, look({**given, "output": file})), file, lang)
    if str(given["output"] or "").endswith("parquet"):
        from claimcheck.spark import write_parquet

        write_parquet(found, given["output"], lang)
    elif not (on_page and found.failures and not found.documents):
        write(renderer(given["form"])(found, lang, look(given)), given["output"], lang)
    else:
        return _complained(found.failures)
    if found.failures:
        return NOT_DONE if on_page else _complained(found.failures)
    gate = given["fail_on"]
    return FOUND if gate != "never" and found.at_gate(Level(gate)) else DONE


def _complained(failures: Sequence[Failure]) -> int:
    """One line on standard error a source that could not be read, and the exit code for it."""
    for failure in failures:
        known = failure.error.startswith(failure.document)
        _failed(failure.error if known else f"{failure.document}: {failure.error}")
    return NOT_DONE if failures else DONE


if __name__ == "__main__":
    sys.exit(main())
