"""report → one claim a line, as ``schema/claim.json`` describes it, with its verdict and findings."""

from __future__ import annotations

import json

from claimcheck.render.options import Options
from claimcheck.report import Report


def show(report: Report, lang: str, options: Options) -> str:
    """The report's claims as JSON lines."""
    return "".join(json.dumps(claim, ensure_ascii=False) + "\n" for claim in report.to_dict(lang)["claims"])
