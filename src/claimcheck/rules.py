"""rules/checks/*.yaml → Rule, or an error that names file, line and key."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from claimcheck.errors import RuleError, nearest
from claimcheck.lexicon import rules_folder
from claimcheck.model import Claim, Level

_KEYS = ("check", "level", "match", "with", "message", "why", "examples")
_MATCHES = ("subject", "metric", "measure")


class Rule(msgspec.Struct, frozen=True, eq=False):
    """One rule: which check runs, on which claims, how loud, and why."""

    id: str
    check: str
    level: Level = Level.ERROR
    match: Mapping[str, tuple[str, ...]] = {}
    options: Mapping[str, Any] = {}
    message: str = ""
    why: Mapping[str, str] = {}
    examples: Mapping[str, tuple[tuple[Any, ...], ...]] = {}
    path: str = ""

    def fits(self, claim: Claim) -> bool:
        """Whether the rule's ``match`` admits the claim; what it does not name, it admits."""
        if not self.match:
            return True
        named = {
            "subject": claim.subject.id if claim.subject else "",
            "metric": claim.metric.id if claim.metric else "",
            "measure": claim.measure.value,
        }
        return all(named[name] in wanted for name, wanted in self.match.items())


class RawRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"options": "with"}):
    """A rule file as written."""

    check: str
    level: Level = Level.ERROR
    match: dict[str, tuple[str, ...]] = {}
    options: dict[str, Any] = {}
    message: str = ""
    why: str | dict[str, str] = ""
    examples: dict[str, tuple[tuple[Any, ...], ...]] = {}


def load_rules(*folders: Path | str) -> tuple[Rule, ...]:
    """The rules of every YAML file in the folders (default: the shipped ones), in order of their ids.

    Raises RuleError with file, line and key for a file that is not YAML, an unknown key, level or match.
    """
    roots = [Path(folder) for folder in folders] or [rules_folder() / "checks"]
    rules = [load_rule(path, root) for root in roots for path in sorted(_files(root))]
    return tuple(sorted(rules, key=lambda rule: rule.id))


def _files(root: Path) -> list[Path]:
    if root.is_file():
        return [root]
    if not root.is_dir():
        raise RuleError(f"{root}: no such file or folder of rules")
    return list(root.glob("**/*.yaml"))


def load_rule(path: Path, root: Path) -> Rule:
    """One rule file as a Rule; its id is its path below ``root`` without the suffix."""
    raw, lines = _read(path)
    for key in raw:
        _known(key, _KEYS, f"{path}:{lines[key]}: {key}")
    rule = _converted(path, raw, lines)
    for name in rule.match:
        _known(name, _MATCHES, f"{path}:{lines['match']}: match: {name}")
    return Rule(
        id=path.stem if path == root else path.relative_to(root).with_suffix("").as_posix(),
        check=rule.check,
        level=rule.level,
        match=rule.match,
        options=rule.options,
        message=rule.message,
        why=rule.why if isinstance(rule.why, dict) else {"en": rule.why},
        examples=rule.examples,
        path=str(path),
    )


def _known(name: str, names: tuple[str, ...], place: str) -> None:
    if name not in names:
        raise RuleError(f"{place}: no such key; expected {', '.join(names)}{nearest(name, names)}")


def _converted(path: Path, raw: dict[str, Any], lines: dict[str, int]) -> RawRule:
    try:
        return msgspec.convert(raw, RawRule)
    except msgspec.ValidationError as error:
        key = str(error).rpartition("$.")[2].split(".")[0].split("[")[0].rstrip("`")
        raise RuleError(f"{path}:{lines.get(key, 1)}: {key}: {error}") from None


def _read(path: Path) -> tuple[dict[str, Any], dict[str, int]]:
    """The plain data of a YAML mapping and the line of each of its keys."""
    import yaml

    try:
        text = path.read_text(encoding="utf-8")
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
        node = loader.get_single_node()
        data = None if node is None else loader.construct_document(node)
    except OSError as error:
        raise RuleError(f"{path}: cannot be read: {error.strerror}") from None
    except yaml.YAMLError as error:
        raise RuleError(f"{path}: not YAML: {' '.join(str(error).split())}") from None
    if not isinstance(data, dict) or node is None:
        raise RuleError(f"{path}:1: expected a mapping with the keys {', '.join(_KEYS)}")
    return data, {key.value: key.start_mark.line + 1 for key, _ in node.value}
