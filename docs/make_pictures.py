"""Takes the pictures of the README: the terminal's report and the HTML report on seeds/.

.venv/bin/python docs/make_pictures.py            takes them anew (needs Chromium)
.venv/bin/python docs/make_pictures.py --check    exits 1 if what they show has changed since
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.terminal_theme import MONOKAI
from rich.text import Text

from claimcheck import load
from claimcheck.pipeline import compare_paths
from claimcheck.render import render
from claimcheck.report import Report

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
DIGESTS = PICTURES / "made-from.txt"
LINES = 44  # of the terminal; a whole report is longer than a picture should be
WIDE, CELL, LINE = 92, 9, 23  # cells of a line; pixels of a cell and of a line
FRAME = """<!DOCTYPE html><meta charset="utf-8"><style>body {{ margin: 0; }} svg {{ display: block;
font: 16px "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace; fill: #e8e6e1; }}</style>
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"><rect width="100%" height="100%"
fill="#16181c"/>{drawn}</svg>"""


def seeds() -> tuple[Report, list[str]]:
    """The report on the sample articles, and their paths."""
    os.chdir(ROOT)
    paths = sorted(str(path) for path in Path("seeds").iterdir())
    return compare_paths(paths), paths


def pages() -> dict[str, str]:
    """What each picture shows, as HTML."""
    report, paths = seeds()
    articles = [load(path) for path in paths]
    shown = {f"report-{lang}": render(report, "html", lang, articles=articles) for lang in ("zh", "en")}
    return shown | {f"terminal-{lang}": terminal(report, lang) for lang in ("zh", "en")}


def terminal(report: Report, lang: str) -> str:
    """The first lines of the report as a terminal shows them, as HTML."""
    lines = render(report, "text", lang, width=WIDE, color=True).splitlines()[:LINES]
    told = [f"$ claimcheck report seeds --lang {lang}", "", *lines]
    drawn = "".join(part for row, line in enumerate(told) for part in characters(line, row))
    return FRAME.format(drawn=drawn, width=(WIDE + 4) * CELL, height=(len(told) + 2) * LINE)


def characters(line: str, row: int) -> Iterator[str]:
    """Each character of a line in its cell, since no font keeps Chinese at exactly two cells."""
    column = 2
    for segment in Text.from_ansi(line).render(Console(width=WIDE)):
        look = attributes(segment.style)
        for character in segment.text.rstrip("\n"):
            if not character.isspace():
                place = f'x="{column * CELL}" y="{(row + 2) * LINE - 6}"'
                yield f"<text {place} {look}>{escape(character)}</text>"
            column += cell_len(character)


def attributes(style: Style | None) -> str:
    """Colour and weight of a style, as SVG has them."""
    if style is None:
        return ""
    color = style.color.get_truecolor(MONOKAI).hex if style.color else ""
    said = (color and f'fill="{color}"', style.bold and 'font-weight="700"', style.dim and 'opacity="0.6"')
    return " ".join(filter(None, said))


def take(shown: dict[str, str]) -> None:
    """Photograph each page in Chromium, the report at its problems and above."""
    from playwright.sync_api import sync_playwright

    binary = os.environ.get("CLAIMCHECK_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=binary, args=["--no-sandbox"])
        for name, words in shown.items():
            page = browser.new_page(viewport={"width": 1160, "height": 1240})
            file = PICTURES / f".{name}.html"
            file.write_text(words, encoding="utf-8")
            page.goto(file.as_uri())
            if name.startswith("terminal"):
                page.locator("svg").first.screenshot(path=PICTURES / f"{name}.png")
            else:
                page.screenshot(path=PICTURES / f"{name}.png")
            file.unlink()
        browser.close()


def digests(shown: dict[str, str]) -> str:
    """One line a picture: its name and a digest of what it shows."""
    return "".join(f"{name} {hashlib.sha256(words.encode()).hexdigest()}\n" for name, words in shown.items())


def main(arguments: list[str]) -> int:
    """0 if pictures were taken or are up to date, 1 if ``--check`` found that they are not."""
    shown = pages()
    if "--check" not in arguments:
        take(shown)
        DIGESTS.write_text(digests(shown), encoding="utf-8")
        return 0
    if DIGESTS.exists() and DIGESTS.read_text(encoding="utf-8") == digests(shown):
        return 0
    print("the pictures are out of date: run docs/make_pictures.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
