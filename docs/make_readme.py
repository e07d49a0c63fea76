"""Puts the real output of `claimcheck report seeds` into the README files, between their marks.

.venv/bin/python docs/make_readme.py            rewrites README.md and README.zh-CN.md
.venv/bin/python docs/make_readme.py --check    exits 1 if one of them is out of date
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "README.zh-CN.md")
MARK = re.compile(r"(<!-- report (\w+) -->\n).*?(<!-- /report -->)", re.DOTALL)


def output(language: str) -> str:
    """What `claimcheck report seeds` prints in ``language``, as an indented block."""
    command = [Path(sys.executable).with_name("claimcheck"), "report", "seeds", "--lang", language]
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    lines = (f"    {line}".rstrip() for line in done.stdout.strip("\n").splitlines())
    return "\n" + "\n".join(lines) + "\n\n"


def refreshed(page: str) -> str:
    """``page`` with every marked place filled anew."""
    return MARK.sub(lambda m: m[1] + output(m[2]) + m[3], page)


def main(arguments: list[str]) -> int:
    """0 if nothing had to change or pages were rewritten, 1 if ``--check`` found a stale page."""
    stale = 0
    for path in (ROOT / name for name in PAGES):
        old = path.read_text(encoding="utf-8")
        new = refreshed(old)
        if old == new:
            continue
        if "--check" in arguments:
            print(f"{path.name} is out of date: run docs/make_readme.py", file=sys.stderr)
            stale = 1
        else:
            path.write_text(new, encoding="utf-8")
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
