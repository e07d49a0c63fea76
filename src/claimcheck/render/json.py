"""report → one JSON document, as ``schema/report.json`` describes it."""

from __future__ import annotations

import json

from claimcheck.render.options import Options
from claimcheck.report import Report


def show(report: Report, lang: str, options: Options) -> str:
    """The report's plain data as indented JSON."""
    return json.dumps(report.to_dict(lang), ensure_ascii=False, indent=2) + "\n"
