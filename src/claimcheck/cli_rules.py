"""The command ``rules check``: whether rules and lexicons are sound, and each example does what it says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from claimcheck import arguments
from claimcheck.cli import DONE, NOT_DONE
from claimcheck.messages import text


@click.command(name="check", short_help="Check rule files, their examples and the lexicon.")
@click.argument("folders", nargs=-1, metavar="[RULES...]")
@click.option("--lexicon", metavar="FOLDER", help="The lexicon to check and use (default: the shipped one).")
@arguments.showing
@click.pass_obj
def check(lang: str, /, folders: tuple[str, ...], lexicon: str | None, **given: Any) -> int:
    """Check rule files, their examples, and the lexicon; name each fault with file and line."""
    from claimcheck.faults import example_faults, rule_faults
    from claimcheck.lexicon import default_lexicon, rules_folder
    from claimcheck.lexicon_faults import lexicon_faults
    from claimcheck.terminal import write

    shipped = rules_folder()
    names, faults = lexicon_faults(Path(lexicon) if lexicon else shipped / "lexicon")
    names = names or default_lexicon()
    book, more = rule_faults([Path(f) for f in folders] or [shipped / "checks"], names)
    faults += more
    for rule in book:
        faults += example_faults(rule, names)
    examples = sum(len(cases) for rule in book for cases in rule.examples.values())
    counts = {"rules": len(book), "examples": examples, "names": len(names.subjects) + len(names.metrics)}
    if faults:
        lines = [*faults, text("rules-faults", lang, count=str(len(faults)))]
    else:
        lines = [text("rules-fine", lang, **{name: str(count) for name, count in counts.items()})]
    write("\n".join(lines) + "\n", given["output"], lang)
    return NOT_DONE if faults else DONE
