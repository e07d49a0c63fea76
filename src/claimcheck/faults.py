"""What is wrong with rule files and lexicons, one line a fault, each with its place in a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from claimcheck.checks import ready
from claimcheck.errors import ClaimcheckError, RuleError, nearest
from claimcheck.lexicon import Lexicon
from claimcheck.model import Verdict
from claimcheck.pipeline import compare
from claimcheck.rules import Rule, load_rule

SILENT = "silent"
_LOUD = {Verdict.CONFLICT.value, Verdict.CONFIRMED.value, Verdict.SUPERSEDED.value}


def rule_faults(folders: Sequence[Path], lexicon: Lexicon) -> tuple[list[Rule], list[str]]:
    """The rules that can run, and what is wrong with the files of the others."""
    sound: dict[str, Rule] = {}
    faults: list[str] = []
    for root, path in _files(folders):
        try:
            rule = load_rule(path, root)
            ready([rule])
        except ClaimcheckError as error:
            faults.append(str(error))
            continue
        faults += _unknown_names(rule, lexicon)
        if rule.id in sound:
            faults.append(f"{path}:1: rule {rule.id!r} exists already, in {sound[rule.id].path}")
        sound[rule.id] = rule
    return list(sound.values()), faults


def _files(folders: Sequence[Path]) -> Iterator[tuple[Path, Path]]:
    for folder in folders:
        if folder.is_file():
            yield folder, folder
        elif folder.is_dir():
            yield from ((folder, path) for path in sorted(folder.glob("**/*.yaml")))
        else:
            raise RuleError(f"{folder}: no such file or folder of rules")


def _unknown_names(rule: Rule, lexicon: Lexicon) -> Iterator[str]:
    """Subjects and metrics of the rule's ``match`` that no lexicon has."""
    known: Mapping[str, Mapping[str, object]] = {"subject": lexicon.subjects, "metric": lexicon.metrics}
    for kind, names in rule.match.items():
        for name in names:
            if kind in known and name not in known[kind] and not name.startswith("~"):
                near = nearest(name, known[kind])
                yield f"{_place(rule, name)}: match: {kind}: no {name!r} in the lexicon{near}"


def _place(rule: Rule, words: str) -> str:
    """The rule's file with the first line that has the words; line 1 if none has."""
    lines = Path(rule.path).read_text(encoding="utf-8").splitlines()
    line = next((number for number, line in enumerate(lines, 1) if words in line), 1)
    return f"{rule.path}:{line}"


def example_faults(rule: Rule, lexicon: Lexicon) -> Iterator[str]:
    """The examples that do not come to the verdict they stand under."""
    for verdict, cases in rule.examples.items():
        if verdict != SILENT and verdict not in set(Verdict):
            known = [*(v.value for v in Verdict), SILENT]
            expected = f"expected {', '.join(known)}{nearest(verdict, known)}"
            yield f"{_place(rule, verdict)}: examples: {verdict!r} is no verdict; {expected}"
            continue
        for case in cases:
            found = {f.verdict.value for f in compare(case, rules=[rule], lexicon=lexicon).findings}
            if not holds(verdict, found):
                came = ", ".join(sorted(found)) or "nothing"
                yield f"{_place(rule, str(case[0]))}: examples: {verdict}: of {case[0]!r} … came {came}"


def holds(verdict: str, found: set[str]) -> bool:
    """Whether the verdicts found are what an example under this verdict asks for."""
    return not found & _LOUD if verdict == SILENT else verdict in found
