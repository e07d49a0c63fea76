"""The JSON Schemas of what claimcheck prints: ``report`` and ``claim`` (a line of ``extract``)."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

NAMES = ("report", "claim")


def schema(name: str) -> dict[str, Any]:
    """One of the schemas (draft 2020-12) as plain data."""
    data: dict[str, Any] = json.loads(files(__name__).joinpath(f"{name}.json").read_text(encoding="utf-8"))
    return data
