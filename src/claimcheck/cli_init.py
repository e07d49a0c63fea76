"""The command ``init``: a commented configuration from the articles at hand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from claimcheck import arguments
from claimcheck.errors import UsageError
from claimcheck.messages import text

_FOLDERS = 8


@click.command(short_help="Write a claimcheck.toml for the articles found here.")
@click.argument("folder", default=".", metavar="[FOLDER]")
@click.option("--force", is_flag=True, help="Replace a claimcheck.toml that is there.")
@click.option(
    "--lang",
    callback=arguments.choice(*arguments.LANGUAGES),
    metavar="zh|en",
    help="Language of the comments.",
)
@click.pass_obj
def init(default: str, /, folder: str, force: bool, lang: str | None) -> int:
    """Write a commented claimcheck.toml that names the articles found here."""
    from claimcheck.configuration import FILE
    from claimcheck.terminal import write

    lang = lang or default
    file = Path(folder) / FILE
    if not Path(folder).is_dir():
        raise UsageError(text("init-no-folder", lang, path=folder))
    if file.exists() and not force:
        raise UsageError(text("init-exists", lang, path=str(file)))
    folders = article_folders(Path(folder))
    write(commented(folders, lang), str(file), lang)
    found = ", ".join(f"{name} {count}" for name, count in folders) or text("init-none", lang)
    click.echo(text("init-written", lang, path=str(file), found=found))
    return 0


def article_folders(root: Path) -> list[tuple[str, int]]:
    """The folders directly below ``root`` that hold articles, with how many; ``.`` for loose ones."""
    from claimcheck.formats import find
    from claimcheck.model import Failure

    counts: Counter[str] = Counter()
    for item in find([root]):
        if not isinstance(item, Failure):
            parts = item.relative_to(root).parts
            counts[parts[0] if len(parts) > 1 else "."] += 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:_FOLDERS]


def commented(folders: list[tuple[str, int]], lang: str) -> str:
    """The text of a configuration for these folders, every key explained."""
    from claimcheck.plans import toml

    paths = [name for name, _ in folders if name != "."] or ["."]
    return text("init-file", lang, paths=toml(sorted(paths)), lang=lang)
