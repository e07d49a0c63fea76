"""Help pages in the reader's language: click's own are English, and count Chinese characters as narrow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import click

_WIDTH = 78
_WIDEST_NAME = 26  # cells; what belongs to a longer name stands below it


def asked_for(words: Sequence[str], names: Iterable[str] = ("-h", "--help")) -> bool:
    """Whether a command line asks for a help page."""
    given = words[: words.index("--")] if "--" in words else words
    return not set(names).isdisjoint(given)


def without_language(words: Sequence[str]) -> list[str]:
    """The words without ``--lang``, which every help page understands though not every command does."""
    kept = [w for w, before in zip(words, ["", *words], strict=False) if before != "--lang"]
    return [w for w in kept if w != "--lang" and not w.startswith("--lang=")]


def page(root: click.Group, words: Sequence[str], lang: str) -> str:
    """The help page of the command that the words name."""
    context = click.Context(root, info_name="claimcheck", help_option_names=["-h", "--help"])
    command: click.Command = root
    for word in (w for w in words if not w.startswith("-")):
        found = command.get_command(context, word) if isinstance(command, click.Group) else None
        if found is None:
            break
        command, context = found, click.Context(found, info_name=word, parent=context)
    return "\n".join(_lines(command, context, _words(lang))) + "\n"


@lru_cache(maxsize=4)
def _words(lang: str) -> dict[str, str]:
    """The words of help pages by the English ones; empty for English."""
    import yaml

    from claimcheck.lexicon import rules_folder

    path = rules_folder() / "messages" / "help" / f"{lang}.yaml"
    told: dict[str, str] = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return told


def _lines(command: click.Command, context: click.Context, words: dict[str, str]) -> Iterator[str]:
    usage = " ".join(command.collect_usage_pieces(context))
    usage = usage.replace("[OPTIONS]", f"[{_said('Options', words)}]").replace(
        "[COMMAND] [ARGS]...", "COMMAND …"
    )
    yield f"{_said('Usage', words)}：{context.command_path} {usage}"
    yield ""
    yield from _wrapped(_said(command.help or "", words), 2, 2)
    yield from _rows("Options", _options(command, context, words), words)
    if isinstance(command, click.Group):
        found = {name: command.get_command(context, name) for name in command.list_commands(context)}
        rows = [(name, _said(c.help or "", words).partition("。")[0]) for name, c in found.items() if c]
        yield from _rows("Commands", rows, words)


def _said(english: str, words: dict[str, str]) -> str:
    plain = " ".join(english.split())
    return words.get(plain, plain)


def _options(
    command: click.Command, context: click.Context, words: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """Each option as it is written, and what it does, with its default."""
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is None or not isinstance(parameter, click.Option):
            continue
        help = parameter.help or ""
        more = record[1].removeprefix(" ".join(help.split())).strip().strip("[]")
        default = more.removeprefix("default: ").strip("()")
        aside = f"（{_said('default', words)}：{default}）" if default else ""
        yield record[0], _said(help, words).removesuffix("。") + aside


def _rows(heading: str, rows: Iterable[tuple[str, str]], words: dict[str, str]) -> Iterator[str]:
    told = list(rows)
    if not told:
        return
    column = min(max(len(name) for name, _ in told), _WIDEST_NAME) + 4
    yield ""
    yield f"{_said(heading, words)}："
    for name, what in told:
        first, *rest = _wrapped(what, column, column)
        if len(name) + 4 > column:
            yield f"  {name}"
            yield first
        else:
            yield f"  {name}".ljust(column) + first.lstrip()
        yield from rest


def _wrapped(text: str, indent: int, hanging: int) -> Iterator[str]:
    """The text in lines of the page's width, each after some blanks."""
    from rich.text import Text

    from claimcheck.render.wrap import wrapped

    for number, line in enumerate(wrapped(Text(text), _WIDTH - hanging)):
        yield " " * (hanging if number else indent) + line.plain.rstrip()
