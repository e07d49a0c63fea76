"""Path patterns of a configuration: ``*`` stops at a slash, ``**`` does not."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path, PurePath

_PARTS = re.compile(r"(\*\*/?|\*|\?)")
_MEANINGS = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def matches(path: Path, pattern: str, root: Path) -> bool:
    """Whether the path, seen from ``root``, fits the pattern or lies in a folder that does.

    A pattern without a slash fits a name at any depth.
    """
    seen = PurePath(os.path.relpath(path.resolve(), root.resolve())).as_posix()
    return bool(_compiled(pattern).match(seen))


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    wanted = pattern.replace("\\", "/").removeprefix("./").rstrip("/")
    anywhere = "" if "/" in wanted else "(?:.*/)?"
    body = "".join(_MEANINGS.get(part) or re.escape(part) for part in _PARTS.split(wanted))
    return re.compile(f"{anywhere}{body}(?:/.*)?\\Z", re.DOTALL)
