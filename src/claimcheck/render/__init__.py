"""report → text in a form: a table of forms, one file a form.

Other packages add forms through the entry point group ``claimcheck.renderers``: a function
of a report, a language and Options that returns the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from importlib.metadata import entry_points

from claimcheck.errors import UsageError, nearest
from claimcheck.messages import default_language
from claimcheck.model import Article
from claimcheck.packages import callable_package
from claimcheck.render import csv, github, html, json, jsonl, junit, markdown, rdjson, sarif, text
from claimcheck.render.options import Options
from claimcheck.report import Report

Renderer = Callable[[Report, str, Options], str]

RENDERERS: dict[str, Renderer] = {
    "text": text.show,
    "json": json.show,
    "jsonl": jsonl.show,
    "csv": csv.show,
    "html": html.show,
    "markdown": markdown.show,
    "sarif": sarif.show,
    "github": github.show,
    "rdjson": rdjson.show,
    "junit": junit.show,
}

_DATA = frozenset({"json", "jsonl"})  # for programs: their names are the canonical ones in every language


def render(
    report: Report,
    form: str = "text",
    lang: str | None = None,
    *,
    width: int = 80,
    color: bool = False,
    verbose: bool = False,
    quiet: bool = False,
    articles: Iterable[Article] = (),
) -> str:
    """The report in a form (text, json, html, …), the same bytes for the same report.

    ``articles`` are for the forms that show articles in full; without them those show quotes only.
    """
    texts = {article.path: article for article in articles}
    options = Options(width=width, color=color, verbose=verbose, quiet=quiet, article=texts.get)
    return renderer(form)(report, lang or default_language(), options)


def _spoken(show: Renderer, report: Report, lang: str, options: Options) -> str:
    """The form of a report whose names are those of the language."""
    return show(report.in_language(lang), lang, options)


def forms() -> list[str]:
    """The names of all forms, those of other packages last."""
    return [*RENDERERS, *sorted(entry_points(group="claimcheck.renderers").names - RENDERERS.keys())]


def renderer(form: str) -> Renderer:
    """The function for a form; raises UsageError with the near name for one that does not exist."""
    found = _found(form)
    return found if form in _DATA else partial(_spoken, found)


def _found(form: str) -> Renderer:
    if form in RENDERERS:
        return RENDERERS[form]
    found = tuple(entry_points(group="claimcheck.renderers", name=form))
    if not found:
        raise UsageError(f"form {form!r} is not one of {', '.join(forms())}{nearest(form, forms())}")
    loaded: Renderer = found[0].load()
    return loaded


callable_package(__name__, __name__, "render")
