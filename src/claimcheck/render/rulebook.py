"""The rule files as pages: which rules there are, and what one of them says."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from claimcheck.errors import RuleError, UsageError
from claimcheck.lexicon import rules_folder
from claimcheck.messages import known, text
from claimcheck.render.options import Options
from claimcheck.render.text import page
from claimcheck.render.words import visible


def rule_files() -> dict[str, Path]:
    """Every shipped rule file by its id, which is its path without the ending."""
    folder = rules_folder() / "checks"
    found = sorted(folder.glob("**/*.yaml"))
    return {path.relative_to(folder).with_suffix("").as_posix(): path for path in found}


def rule_list(lang: str, options: Options) -> str:
    """One row a rule: id, check, level, and the first line of why."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), show_edge=False, header_style="dim")
    for column in ("rule", "check", "level", "why"):
        table.add_column(text(f"column-{column}", lang), overflow="fold")
    for id, path in rule_files().items():
        data = _read(path)
        level = str(data.get("level", ""))
        named = text(f"level-{level}", lang) if known(f"level-{level}", lang) else level
        why = next(iter(str(data.get("why", "")).strip().splitlines()), "")
        table.add_row(*(Text(visible(cell)) for cell in (id, str(data.get("check", "")), named, why)))
    return page([table], options)


def rule_page(id: str, lang: str) -> str:
    """The rule file as it stands; UsageError with the near name if there is none."""
    files = rule_files()
    if id not in files:
        near = next(iter(difflib.get_close_matches(id, list(files), n=1)), "")
        raise UsageError(text("error-no-rule", lang, id=id, near=near))
    return f"# {id}\n{files[id].read_text(encoding='utf-8')}"


def _read(path: Path) -> dict[str, Any]:
    import yaml

    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise RuleError(f"{path}: not YAML: {error}".replace("\n", " ")) from None
    return data if isinstance(data, dict) else {}
