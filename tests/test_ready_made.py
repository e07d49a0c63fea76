"""What other repositories take as it is: the pre-commit hooks, the GitHub Action, the GitLab template."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
COMMAND = Path(sys.executable).with_name("claimcheck")
HEAD = "---\ndate: 2022-06-02\n---\n\n"
RIGHT = HEAD + "快手2022年一季度日活跃用户为3.46亿。\n"
WRONG = HEAD + "快手2022年一季度日活跃用户为3.64亿。\n"

pytestmark = pytest.mark.skipif(not COMMAND.exists(), reason="the command is not installed beside python")


def data(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "checkout"
    for name, text in (("new/b.md", WRONG), ("out/a.md", RIGHT)):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def act(folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """The action's script as the runner calls it, with the installed command."""
    runner = folder.parent
    environment = {
        "PATH": os.environ["PATH"],
        "RUNNER_TEMP": str(runner),
        "GITHUB_STEP_SUMMARY": str(runner / "summary.md"),
        "GITHUB_OUTPUT": str(runner / "output.txt"),
        "CLAIMCHECK_ACTION": str(ROOT),
        "CLAIMCHECK_COMMAND": str(COMMAND),
        **{f"CLAIMCHECK_{name.upper()}": value for name, value in settings.items()},
    }
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash here")
    return subprocess.run(
        [bash, str(ROOT / "action" / "run.sh")],
        cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_the_action_annotates_writes_sarif_and_a_summary(checkout: Path) -> None:
    done = act(checkout, paths="new\n", against="  out  \n\n")

    assert (done.returncode, done.stdout.startswith("::error file=new/b.md,line=5,")) == (1, True)
    assert json.loads((checkout / "claimcheck.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert "3.64亿" in (checkout.parent / "summary.md").read_text(encoding="utf-8")
    assert (checkout.parent / "output.txt").read_text() == "status=1\nsarif=claimcheck.sarif\n"


def test_the_action_without_sources_compares_the_articles(checkout: Path) -> None:
    assert [act(checkout, paths="new\nout").returncode, act(checkout, paths="out").returncode] == [1, 0]


def test_the_action_takes_sources_from_the_configuration(checkout: Path) -> None:
    (checkout / "claimcheck.toml").write_text('paths = ["new"]\nagainst = ["out"]\n', encoding="utf-8")

    assert "1 claims, 2 articles" in act(checkout).stdout


@pytest.mark.parametrize(
    "words", ["$(touch pwned)", "`touch pwned`", "; touch pwned", "--output=pwned", "a\nb"]
)
def test_no_setting_is_ever_a_command(checkout: Path, words: str) -> None:
    done = act(checkout, paths=words, against="out", sarif="x.sarif")

    assert (done.returncode, (checkout / "pwned").exists()) == (2, False)


def test_a_pull_request_cannot_bring_code_along(checkout: Path) -> None:
    for name in ("sitecustomize.py", "click.py", "claimcheck.py", "yaml.py"):
        (checkout / name).write_text("open('pwned', 'w')\n", encoding="utf-8")
    (checkout / "pyproject.toml").write_text('[tool.claimcheck]\npaths = ["new"]\n', encoding="utf-8")

    done = act(checkout, against="out")
    assert (done.returncode, (checkout / "pwned").exists()) == (1, False)


def test_the_action_puts_no_input_into_its_script_and_asks_for_no_token() -> None:
    action = data("action.yml")
    (step,) = action["runs"]["steps"]

    assert ("${{" in step["run"], "token" in json.dumps(step).lower(), "secrets" in json.dumps(step)) == (
        False,
    ) * 3
    assert {f"${{{{ inputs.{name} }}}}" for name in action["inputs"]} <= set(step["env"].values())


def test_the_hooks_name_commands_and_kinds_of_files_that_exist() -> None:
    hooks = data(".pre-commit-hooks.yaml")

    for hook in hooks:
        shown = subprocess.run(
            [COMMAND, *hook["entry"].split()[1:], "--help"], capture_output=True, check=False
        )
        assert (shown.returncode, hook["language"]) == (0, "python")


def test_the_hook_checks_the_files_of_a_commit(checkout: Path) -> None:
    (checkout / "claimcheck.toml").write_text('against = ["out"]\n', encoding="utf-8")
    entry = data(".pre-commit-hooks.yaml")[0]["entry"].split()[1:]

    codes = [
        subprocess.run([COMMAND, *entry, name], cwd=checkout, capture_output=True, check=False).returncode
        for name in ("new/b.md", "out/a.md")
    ]
    assert codes == [1, 0]


def test_the_script_of_the_gitlab_template_runs(checkout: Path) -> None:
    job = data("action/gitlab-ci.yml")["claimcheck"]
    lines = [line.replace("/tmp/claimcheck/bin/claimcheck", str(COMMAND)) for line in job["script"][1:]]

    done = subprocess.run(
        ["bash", "-euc", "\n".join(lines)],
        cwd=checkout,
        env={"PATH": os.environ["PATH"], "CLAIMCHECK_PATHS": "new", "CLAIMCHECK_AGAINST": "out"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, (checkout / "claimcheck.xml").exists()) == (1, True)
