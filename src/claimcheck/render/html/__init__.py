"""report → one HTML file that opens anywhere: nothing is loaded, every text is shown as text.

Jinja2 draws the frame and the overview; the findings, articles and timelines travel as JSON and
are drawn by the page's own script as the reader comes to them, so that thousands stay quick.
"""

from __future__ import annotations

from claimcheck.render.html.data import page_data, summary
from claimcheck.render.html.page import filled
from claimcheck.render.options import Options
from claimcheck.report import Report

__all__ = ["show"]

SCRIPTS = ("dom.js", "claims.js", "findings.js", "articles.js", "timelines.js", "report.js")


def show(report: Report, lang: str, options: Options) -> str:
    """The report as a page of its own; articles are shown in full where the options know them."""
    data = page_data(report, lang, options)
    return filled("report.html", lang, data=data, summary=summary(report, lang), scripts=SCRIPTS)
