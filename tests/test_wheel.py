"""The built wheel, in an environment of its own and away from the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]


def run(*command: str | Path, cwd: Path) -> str:
    """What the command printed; fails with all of its output if it fails."""
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of a fresh environment that has the wheel; dependencies are borrowed from this one.

    A path in a .pth file is searched without reading the .pth files in it, so that the editable
    install of the checkout stays invisible.
    """
    pytest.importorskip("hatchling", reason="the build backend is part of the dev extra")
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
    offline = ("--no-deps", "--no-build-isolation")
    run(*pip, "wheel", *offline, "--wheel-dir", folder / "dist", ROOT, cwd=folder)
    run(sys.executable, "-m", "venv", "--without-pip", folder / "venv", cwd=folder)
    python = folder / "venv/bin/python"
    (wheel,) = (folder / "dist").glob("*.whl")
    run(*pip, "--python", python, "install", "--no-deps", "--no-index", wheel, cwd=folder)
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(run(python, "-c", where, cwd=folder).strip())
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return folder / "venv/bin"


def test_the_wheel_brings_the_rules(environment: Path, tmp_path: Path) -> None:
    code = "from claimcheck.lexicon import *; print(rules_folder()); print(len(default_lexicon().metrics))"

    folder, metrics = run(environment / "python", "-c", code, cwd=tmp_path).splitlines()

    assert Path(folder).is_relative_to(environment.parent)
    assert int(metrics) > 0


def test_the_wheel_says_which_version_it_is(environment: Path, tmp_path: Path) -> None:
    assert "0.1.0" in run(environment / "claimcheck", "--version", cwd=tmp_path)


def test_the_installed_command_reports_from_any_folder(environment: Path, tmp_path: Path) -> None:
    command = (environment / "claimcheck", "report", ROOT / "seeds", "--format", "json")

    outcomes = json.loads(run(*command, cwd=tmp_path))["summary"]["outcomes"]

    assert outcomes["conflict"] > 0
    assert outcomes["confirmed"] > 0
