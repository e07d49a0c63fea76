"""Help pages: in the language of the reader, every word of them, within the width."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest
import yaml
from rich.cells import cell_len

from claimcheck.cli import claimcheck, main
from claimcheck.cli_help import asked_for, page
from claimcheck.lexicon import rules_folder

Path = tuple[str, ...]


def commands(command: click.Command, path: Path = ()) -> Iterator[tuple[Path, click.Command]]:
    """Every command under its path."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from commands(found, (*path, name))


PATHS = [path for path, _ in commands(claimcheck)]


def texts() -> set[str]:
    """All that help pages say in English."""
    said = {"Usage", "Options", "Commands", "default", "Show this message and exit."}
    for _, command in commands(claimcheck):
        said.add(command.help or "")
        said |= {p.help or "" for p in command.params if isinstance(p, click.Option)}
    return {" ".join(text.split()) for text in said}


def test_every_text_has_chinese_words_and_none_is_left_over() -> None:
    told = yaml.safe_load((rules_folder() / "messages" / "help" / "zh.yaml").read_text(encoding="utf-8"))
    assert set(told) == texts()


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_chinese_pages_fit_and_name_every_option(path: Path) -> None:
    command = next(command for known, command in commands(claimcheck) if known == path)
    said = page(claimcheck, path, "zh")
    assert said.startswith(" ".join(("用法：claimcheck", *path)))
    assert max(cell_len(line) for line in said.splitlines()) <= 80
    assert [p.opts[0] for p in command.params if isinstance(p, click.Option) and p.opts[0] not in said] == []


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_english_pages_cut_no_sentence_short(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*path, "--help", "--lang", "en"]) == 0
    assert not any(line.endswith("...") for line in capsys.readouterr().out.splitlines()[1:])


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (["report", "--lang", "zh", "-h"], "用法"),
        (["report", "-h", "--lang=en"], "Usage"),
        (["--help"], "用法"),
    ],
)
def test_the_page_is_in_the_language_that_is_asked_for(
    words: list[str], language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert main(words) == 0
    assert capsys.readouterr().out.startswith(language)


def test_a_group_without_a_command_shows_its_page_and_fails(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    for group in ("archive", "baseline", "rules"):
        assert main([group]) == 2
        assert capsys.readouterr().err.startswith(f"用法：claimcheck {group}")


def test_words_behind_two_dashes_ask_for_nothing() -> None:
    assert not asked_for(["report", "--", "--help"])
