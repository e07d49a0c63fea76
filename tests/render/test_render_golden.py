"""Each form of a report made by hand is the stored page, byte for byte.

After a wanted change: ``python tests/render/test_render_golden.py`` writes the pages anew; read the diff.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hand_reports import FULL

from claimcheck.render import render
from claimcheck.report import Report

GOLDEN = Path(__file__).parent / "golden"
PAGES: dict[str, tuple[Report, str, dict[str, Any]]] = {
    "zh.txt": (FULL, "text", {"lang": "zh"}),
    "en.txt": (FULL, "text", {"lang": "en"}),
    "zh-verbose.txt": (FULL, "text", {"lang": "zh", "verbose": True}),
    "zh-narrow.txt": (FULL, "text", {"lang": "zh", "width": 50}),
    "zh-color.txt": (FULL, "text", {"lang": "zh", "color": True}),
    "en-quiet.txt": (FULL, "text", {"lang": "en", "quiet": True}),
    "zh-empty.txt": (Report(), "text", {"lang": "zh"}),
    "zh.json": (FULL, "json", {"lang": "zh"}),
    "zh.jsonl": (FULL, "jsonl", {"lang": "zh"}),
}


def page(name: str) -> bytes:
    report, form, options = PAGES[name]
    return render(report, form, **options).encode()


@pytest.mark.parametrize("name", PAGES)
def test_page_is_the_stored_one(name: str) -> None:
    assert page(name).decode() == (GOLDEN / name).read_bytes().decode()


if __name__ == "__main__":
    for name in PAGES:
        (GOLDEN / name).write_bytes(page(name))
