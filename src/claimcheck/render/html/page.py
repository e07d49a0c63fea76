"""Templates and their surroundings: escaping, the Content-Security-Policy, styles and scripts inline."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck.messages import text
from claimcheck.model import Verdict

if TYPE_CHECKING:
    from jinja2 import Environment

ASSETS = Path(__file__).parent / "assets"

SIGNS = {
    Verdict.CONFLICT: "×",
    Verdict.SUPERSEDED: "↑",
    Verdict.NOTHING_CHECKED: "!",
    Verdict.CONFIRMED: "✓",
    Verdict.COMPATIBLE: "≈",
    Verdict.REPEATED: "=",
    Verdict.NOT_COMPARABLE: "≠",
    Verdict.UNMATCHED: "○",
}
"""A character for each verdict, in the order in which an editor looks: colour is never the only sign."""

WORDS = (
    "html-against", "html-all", "html-also", "html-arithmetic", "html-axis-log", "html-breadth",
    "html-implied", "html-more",
    "html-no-findings", "html-no-text", "html-open-article", "html-origins", "html-points", "html-range",
    "html-shown", "html-skipped", "html-timeline-of", "html-unmatched", "html-unpublished", "html-upkeep",
    "column-value", "explain-reading", "explain-period", "explain-scope", "explain-modality",
    "explain-source",
    "panel-agreement", "panel-cause", "panel-reason", "row-no-subject",
    "list-dot", "level-note", "level-warning", "level-error",
    *(f"section-{verdict}" for verdict in SIGNS if verdict is not Verdict.UNMATCHED),
)  # fmt: skip
"""The messages that the page's script needs."""


def filled(
    template: str,
    lang: str,
    *,
    data: Any,
    scripts: tuple[str, ...],
    folder: Path = ASSETS,
    allowed: tuple[str, ...] = (),
    **values: Any,
) -> str:
    """The template's page with its data, style and scripts inline, allowed by their hashes alone.

    ``folder`` holds templates and scripts beside those of the report; ``allowed`` are more directives of
    the Content-Security-Policy.
    """
    style = _asset("style.css", folder)
    script = _script(scripts, folder)
    return (
        environment(folder)
        .get_template(template)
        .render(
            lang=lang,
            policy=policy(script, style, *allowed),
            style=style,
            script=script,
            data=embedded({**data, "words": words(lang), "signs": signs(lang)}),
            t=lambda id, **arguments: text(id, lang, **arguments),
            **values,
        )
    )


def words(lang: str) -> dict[str, str]:
    """The messages that scripts use, placeholders left in."""
    return {id: text(id, lang) for id in WORDS}


def signs(lang: str) -> dict[str, list[str]]:
    """Sign and name of each verdict, in the order of the page."""
    return {verdict.value: [sign, text(f"verdict-{verdict}", lang)] for verdict, sign in SIGNS.items()}


def policy(script: str, style: str, *more: str) -> str:
    """A Content-Security-Policy that lets this one script and style run and nothing be loaded."""
    allowed = (
        "default-src 'none'",
        f"script-src {_digest(script)}",
        f"style-src {_digest(style)}",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
        *(more or ("form-action 'none'",)),
    )
    return "; ".join(allowed)


def embedded(data: Any) -> str:
    """JSON that may stand inside a script element: no character of it can end the element."""
    words = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        words = words.replace(character, f"\\u{ord(character):04x}")
    return words


def _digest(words: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(words.encode()).digest()).decode()}'"


def _script(names: tuple[str, ...], folder: Path) -> str:
    """The scripts as one, which leaves no names behind."""
    return "\n(() => {\n'use strict';\n" + "\n".join(_asset(name, folder) for name in names) + "})();\n"


@lru_cache(maxsize=64)
def _asset(name: str, folder: Path) -> str:
    found = next(path for path in (folder / name, ASSETS / name) if path.exists())
    return found.read_text(encoding="utf-8")


@lru_cache(maxsize=2)
def environment(folder: Path = ASSETS) -> Environment:
    """The templates of the package; what they are given is escaped, and what they miss is an error."""
    # imported here because only this form needs it
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader([folder, ASSETS]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
