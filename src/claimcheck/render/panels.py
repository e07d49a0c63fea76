"""One finding in a frame: both quotes with their places, what was read, and how they relate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich import box
from rich.console import Group
from rich.panel import Panel
from rich.style import Style
from rich.text import Text

from claimcheck.messages import say, text
from claimcheck.model import Claim, Document, Finding, Level
from claimcheck.render.options import Options
from claimcheck.render.words import claim_words, heading_words, place_words, value_in_quote, visible
from claimcheck.render.wrap import shortened, wrapped

_STYLES = {Level.ERROR: "red", Level.WARNING: "yellow", Level.NOTE: "cyan"}
_SHOWN = 4  # claims quoted in full; the places of the others are listed
_QUOTE_LINES = 4


def panel(
    finding: Finding,
    documents: Mapping[str, Document],
    lang: str,
    options: Options,
    *,
    steps: bool = False,
) -> Panel:
    """The finding in a frame as wide as the options say; ``steps`` adds how the verdict came about."""
    inside = options.width - 4
    lines = wrapped(Text(visible(say(finding.message, lang)), style="bold"), inside)
    for claims in _quoted(finding, options):
        lines += [Text(), *claim_lines(claims, documents, lang, inside)]
    lines += _others(finding, documents, lang, options)
    lines += [Text(), *_relation(finding, lang, inside)]
    if steps or options.verbose:
        lines += _steps(finding, lang, inside)
    return Panel(
        Group(*_trimmed(lines)),
        box=box.ROUNDED,
        width=options.width,
        title=_title(finding, lang, inside),
        title_align="left",
        subtitle=Text(visible(f"{finding.rule} {finding.id}".strip()), style="dim"),
        subtitle_align="right",
        border_style=_STYLES[finding.level],
    )


def claim_lines(claim: Claim, documents: Mapping[str, Document], lang: str, width: int) -> list[Text]:
    """A claim's place, its quote with the value marked, and what was read from it."""
    read = Text("→ " + claim_words(claim, lang), style="cyan")
    quote = shortened(*quote_text(claim), _QUOTE_LINES * (width - 2))
    return [
        *wrapped(_place(claim, documents), width),
        *indented(wrapped(quote, width - 2)),
        *indented(wrapped(read, width - 2)),
    ]


def quote_text(claim: Claim) -> tuple[Text, tuple[int, int] | None]:
    """The quote with its value between asterisks and in bold, and where that value now stands."""
    quote = visible(claim.quote)
    found = value_in_quote(claim)
    if found is None:
        return Text(quote), None
    start, end = found
    marked = Text(quote[:start]) + Text(f"**{quote[start:end]}**", style="bold") + Text(quote[end:])
    return marked, (start, end + 4)


def indented(lines: Iterable[Text], by: str = "  ") -> list[Text]:
    """The lines moved to the right."""
    return [Text(by) + line for line in lines]


def labelled(label: str, words: Text, width: int, column: int) -> list[Text]:
    """The words beside their label; further lines stand under the first one."""
    head = Text(label, style="bold")
    head.pad_right(max(column - head.cell_len, 1))
    first, *rest = wrapped(words, max(width - head.cell_len, 10)) or [Text()]
    return [head + first, *indented(rest, " " * head.cell_len)]


def _title(finding: Finding, lang: str, width: int) -> Text:
    words = Text(text(f"level-{finding.level}", lang), style=Style(color=_STYLES[finding.level], bold=True))
    if finding.claims:
        words += Text(" " + heading_words(finding.claims[0], lang))
    words.truncate(width - 2, overflow="ellipsis")
    return words


def _place(claim: Claim, documents: Mapping[str, Document]) -> Text:
    published = claim.source.published
    words = Text(place_words(claim, documents), style="underline")
    return words + Text(f"  {published}", style="dim not underline") if published else words


def _quoted(finding: Finding, options: Options) -> tuple[Claim, ...]:
    return finding.claims if options.verbose else finding.claims[:_SHOWN]


def _others(finding: Finding, documents: Mapping[str, Document], lang: str, options: Options) -> list[Text]:
    """The places of the claims that are not quoted."""
    others = finding.claims[len(_quoted(finding, options)) :]
    if not others:
        return []
    places = text("list-comma", lang).join(place_words(claim, documents) for claim in others[:_SHOWN])
    more = "…" if len(others) > _SHOWN else ""
    words = text("more-places", lang, count=str(len(others)), places=places + more)
    return [Text(), *wrapped(Text(words, style="dim"), options.width - 4)]


def _relation(finding: Finding, lang: str, width: int) -> list[Text]:
    """Agreement, reason and likely cause, one a line, as far as the finding has them."""
    said = {
        "panel-agreement": text(f"short-{finding.agreement}", lang) if finding.agreement else "",
        "panel-reason": say(finding.reason, lang) if finding.reason else "",
        "panel-cause": say(finding.cause, lang) if finding.cause else "",
    }
    labels = {id: text(id, lang) for id, words in said.items() if words}
    column = max((Text(label).cell_len for label in labels.values()), default=0) + 2
    return [
        line
        for id, label in labels.items()
        for line in labelled(label, Text(visible(said[id])), width, column)
    ]


def _steps(finding: Finding, lang: str, width: int) -> list[Text]:
    """The explanation, numbered."""
    lines: list[Text] = []
    for number, step in enumerate(finding.explanation, 1):
        lines += labelled(f"{number}.", Text(visible(say(step, lang))), width, 4)
    return [Text(), Text(text("panel-steps", lang), style="bold"), *lines] if lines else []


def _trimmed(lines: list[Text]) -> list[Text]:
    """The lines without empty ones at the end, none of which rich may wrap again."""
    while lines and not lines[-1].plain.strip():
        lines.pop()
    for line in lines:
        line.no_wrap, line.overflow = True, "fold"
    return lines
