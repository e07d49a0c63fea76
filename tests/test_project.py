"""What holds for the project as a whole: layers, licences of text, and its own files."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
ARTICLES = (SHARED / "seeds", SHARED / "corpus" / "articles")
LEXICON = ROOT / "rules" / "lexicon"  # names of things are nobody's sentences, however long
RUN = 13
TEXT = {".md", ".txt", ".py", ".yaml", ".yml", ".toml", ".html", ".json", ".jsonl", ".csv"}


def tracked() -> list[Path]:
    """The text files under version control; every file below the root where there is no git."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    names = [name for name in listed.stdout.decode().split("\0") if name]
    if listed.returncode or not names:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in names if Path(name).suffix in TEXT and (ROOT / name).is_file()]


def han(text: str) -> str:
    """The Chinese characters alone: tags, figures and punctuation do not hide a copied sentence."""
    return "".join(re.findall(r"[一-鿿]", re.sub(r"<[^<>]*>", "", text)))


def runs(text: str) -> set[str]:
    """Every run of RUN Chinese characters."""
    return {text[i : i + RUN] for i in range(len(text) - RUN + 1)}


@lru_cache(maxsize=1)
def foreign_runs() -> frozenset[str]:
    """The runs of all articles that are not ours to copy."""
    files = (path for folder in ARTICLES for path in folder.rglob("*") if path.is_file())
    texts = (han(path.read_text(encoding="utf-8", errors="ignore")) for path in files)
    return frozenset().union(*(runs(text) for text in texts))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the articles to compare with are not here")
def test_no_file_copies_a_sentence_from_the_articles_it_was_modelled_on() -> None:
    copied = {
        str(path.relative_to(ROOT)): shared
        for path in tracked()
        if not path.is_relative_to(LEXICON)
        and (shared := sorted(runs(han(path.read_text(encoding="utf-8"))) & foreign_runs()))
    }

    assert copied == {}


def test_imports_go_in_one_direction() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    if not command.exists():
        pytest.skip("import-linter is not installed")

    done = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_lint_ignore_carries_its_reason() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    bare = [line for line in lines if re.match(r'\s+"[A-Z]+\d+",?\s*$', line)]
    code = [
        f"{path.name}:{number}"
        for path in (ROOT / "src").rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"#\s*(noqa|type: ignore)", line)
        and not re.search(r"(noqa|ignore)\S*.*?[#—-]\s*\w{3,}", line)
    ]

    assert (bare, code) == ([], [])


def test_version_has_a_changelog_entry() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert f"## [{project['version']}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_relative_links_of_the_documents_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    dead = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]

    assert dead == []


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_python_example_of_the_readme_finds_the_slip_and_then_raises(
    page: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    (example,) = re.findall(r"```python\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)

    with pytest.raises(AssertionError, match=r"3\.64亿"):
        exec(compile(example, page, "exec"), {})

    assert "3.64亿" in capsys.readouterr().out
