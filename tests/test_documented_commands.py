"""Every command line that the documents show: the command and each of its options exist."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from claimcheck.cli import claimcheck

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/*.md"),
        *ROOT.glob("docs/decisions/*.md"),
        *ROOT.glob("action/*.md"),
    ]
)
_LINE = re.compile(r"^(?: {4}|\t)(?:\$ )?(claimcheck [a-z-].*)$", re.MULTILINE)
_FENCED = re.compile(r"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`(claimcheck [a-z-][^`\n]*)`")
_HISTORY = "CHANGELOG.md"  # tells of commands that are gone, too


def lines() -> Iterator[tuple[str, str]]:
    """Each command line with the page that shows it."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        fenced = "\n".join(f"    {line}" for block in _FENCED.findall(text) for line in block.splitlines())
        found = [*_LINE.findall(text), *_LINE.findall(fenced), *_INLINE.findall(text)]
        for line in dict.fromkeys(found) if page.name != _HISTORY else ():
            yield page.relative_to(ROOT).as_posix(), line


SHOWN = list(lines())


def words_of(line: str) -> list[str]:
    """The words of a line up to a pipe, a redirection or a comment."""
    plain = re.split(r" (?:[|>]|#|&&|\|\|) ?|  +", line)[0]
    try:
        return shlex.split(plain)[1:]
    except ValueError:
        return plain.split()[1:]


def test_the_documents_show_commands() -> None:
    assert len(SHOWN) > 40


@pytest.mark.parametrize(("page", "line"), SHOWN, ids=[f"{page}: {line[:40]}" for page, line in SHOWN])
def test_command_and_options_exist(page: str, line: str) -> None:
    command: click.Command = claimcheck
    words = words_of(line)
    while words and isinstance(command, click.Group) and not words[0].startswith("-"):
        found = [command.get_command(click.Context(command), name) for name in words[0].split("|")]
        if words[0].isupper() or words[0] in ("…", "..."):
            return
        assert None not in found, f"{page}: no command {words[0]!r}"
        command, words = found[0] or command, words[1:]
    known = {name for p in command.params for name in (*p.opts, *p.secondary_opts)} | {"-h", "--help"}
    given = {w.partition("=")[0].rstrip(",.;:]").lstrip("[") for w in words if w.lstrip("[").startswith("--")}
    assert sorted(given - known - {"--"}) == [], page
