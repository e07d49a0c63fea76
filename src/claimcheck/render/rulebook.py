"""The rules as pages: which there are, and what one of them does, why, and on which examples."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from rich import box
from rich.table import Table
from rich.text import Text

from claimcheck.checks import CHECKS
from claimcheck.errors import UsageError
from claimcheck.messages import known, text
from claimcheck.render.options import Options
from claimcheck.render.panels import indented, labelled
from claimcheck.render.text import page
from claimcheck.render.words import visible
from claimcheck.render.wrap import wrapped
from claimcheck.rules import Rule


def rule_list(rules: Iterable[Rule], lang: str, options: Options) -> str:
    """One row a rule: id, check, level, and why in a sentence."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), show_edge=False, header_style="dim")
    for column in ("rule", "check", "level", "why"):
        table.add_column(text(f"column-{column}", lang), overflow="fold")
    for rule in rules:
        level = text(f"level-{rule.level}", lang)
        table.add_row(
            *(Text(visible(cell)) for cell in (rule.id, rule.check, level, _first(_why(rule, lang))))
        )
    return page([table], options)


def rule_page(rules: Sequence[Rule], id: str, lang: str, options: Options) -> str:
    """One rule at length; UsageError with the near name if there is none of that id."""
    found = next((rule for rule in rules if rule.id == id), None)
    if found is None:
        near = next(iter(difflib.get_close_matches(id, [rule.id for rule in rules], n=1)), "")
        raise UsageError(text("error-no-rule", lang, id=id, near=near))
    return page(_sections(found, lang, options), options)


def _sections(rule: Rule, lang: str, options: Options) -> Iterator[Text]:
    yield Text(visible(rule.id), style="bold")
    facts = {
        "column-check": rule.check,
        "column-level": text(f"level-{rule.level}", lang),
        "rule-match": _pairs(rule.match),
        "rule-options": _pairs(settings(rule)),
        "column-why": _why(rule, lang),
    }
    labels = {id: text(id, lang) for id, words in facts.items() if words}
    column = max(Text(label).cell_len for label in labels.values()) + 2
    for id, label in labels.items():
        yield from labelled(label, Text(visible(facts[id])), options.width, column)
    yield from _examples(rule, lang, options)


def settings(rule: Rule) -> dict[str, Any]:
    """The options of the rule's check: as the rule sets them, else their defaults."""
    check = CHECKS.get(rule.check)
    fields = msgspec.structs.fields(check.options) if check else ()
    defaults = {f.name: f.default_factory() if callable(f.default_factory) else f.default for f in fields}
    return {
        name: value for name, value in {**defaults, **rule.options}.items() if value not in ((), {}, "", None)
    }


def rules_markdown(rules: Iterable[Rule]) -> str:
    """All rules as one Markdown page: settings, the reason in each language, and the examples."""
    return "\n".join(line for rule in rules for line in _markdown(rule))


def _markdown(rule: Rule) -> Iterator[str]:
    yield f"## {rule.id}\n"
    facts = {"check": rule.check, "level": rule.level.value, "match": _pairs(rule.match)}
    facts["with"] = _pairs(settings(rule))
    yield "; ".join(f"{name} `{words}`" for name, words in facts.items() if words) + "\n"
    for why in rule.why.values():
        yield " ".join(why.split()) + "\n"
    for verdict, cases in rule.examples.items():
        yield f"{verdict}:\n"
        for case in cases:
            yield "- " + " / ".join(visible(str(item)) for item in case)
        yield ""


def _examples(rule: Rule, lang: str, options: Options) -> Iterator[Text]:
    """The texts that the rule was tried on, under the verdict that they get."""
    for verdict, cases in rule.examples.items():
        id = f"verdict-{verdict}" if known(f"verdict-{verdict}", lang) else f"rule-{verdict}"
        words = text("aside", lang, name=text("rule-examples", lang), words=text(id, lang))
        yield Text("\n" + words, style="bold")
        for number, case in enumerate(cases, 1):
            for at, item in enumerate(case):
                head = f"{number}. " if at == 0 else "   "
                lines = wrapped(Text(visible(str(item))), options.width - 5)
                yield from indented([Text(head if n == 0 else "   ") + line for n, line in enumerate(lines)])


def _first(text: str) -> str:
    """The first sentence."""
    return re.split(r"(?<=。)|(?<=\.) ", text, maxsplit=1)[0]


def _why(rule: Rule, lang: str) -> str:
    """The reason in the reader's language, else in any."""
    why = rule.why.get(lang) or next(iter(rule.why.values()), "")
    return " ".join(why.split())


def _pairs(data: Mapping[str, Any]) -> str:
    """``name: value`` pairs in one line."""
    told = {k: ", ".join(map(str, v)) if isinstance(v, list | tuple) else str(v) for k, v in data.items()}
    return "; ".join(f"{name}: {value}" for name, value in told.items())
