"""Writes docs/rules.md from the rule files.

.venv/bin/python docs/make_rules.py            rewrites the page
.venv/bin/python docs/make_rules.py --check    exits 1 if it is out of date
"""

from __future__ import annotations

import sys
from pathlib import Path

from claimcheck.render.rulebook import rules_markdown
from claimcheck.rules import load_rules

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "rules.md"
HEAD = """# Rules

What each shipped rule does, why, and on which texts it was tried. `claimcheck explain RULE` shows the same
in a terminal. This page is made by `docs/make_rules.py` from the files in `rules/checks/`; change those.
Texts of one example are divided by a slash; `silent` means neither a conflict nor a confirmation.

"""


def page() -> str:
    """The page as the rule files have it now."""
    return HEAD + rules_markdown(load_rules(ROOT / "rules" / "checks")).rstrip() + "\n"


def main(arguments: list[str]) -> int:
    """0 if the page is current or was written, 1 if ``--check`` found it stale."""
    current = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page()
    if current or "--check" not in arguments:
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    print("docs/rules.md is out of date: run docs/make_rules.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
