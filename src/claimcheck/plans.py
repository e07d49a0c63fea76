"""Configuration and options → Plan; Plan → report. What the command line, pytest and editors share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from claimcheck.configuration import Configuration, configuration
from claimcheck.engines import LOCAL, Engine
from claimcheck.formats import find
from claimcheck.gates import Gate, gated, setup
from claimcheck.model import Failure
from claimcheck.pipeline import Progress, check_paths, compare_paths
from claimcheck.report import Report
from claimcheck.rules import load_rules


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """All settings in force for one run: what an option says goes before what the configuration says."""

    configuration: Configuration
    paths: tuple[str, ...]
    against: tuple[str, ...]
    gate: Gate
    fail_on: str
    lang: str
    thorough: bool = False

    @property
    def allow_empty(self) -> bool:
        """Whether articles without claims, and no articles at all, pass."""
        return self.gate.allow_empty


def planned(
    paths: Sequence[str],
    against: Sequence[str] | None,
    given: Mapping[str, Any],
    fail_on: str,
    lang: str,
) -> Plan:
    """The plan for paths and options; ``fail_on`` and ``lang`` hold where nothing says otherwise.

    With ``None`` for ``against`` the articles are compared with each other, whatever is configured.
    """
    found = _configuration(paths, given)
    gate = Gate(
        baseline=given.get("baseline") or found.baseline,
        diff=given.get("diff"),
        min_coverage=_first(given.get("min_coverage"), found.min_coverage),
        allow_empty=bool(given.get("allow_empty") or found.allow_empty),
    )
    wanted = tuple(paths) or found.paths
    return Plan(
        configuration=found,
        paths=tuple(p for p in wanted if not _is_empty(p)) if gate.allow_empty else wanted,
        against=() if against is None else tuple(against) or found.against,
        gate=gate,
        fail_on=given.get("fail_on") or found.fail_on or fail_on,
        lang=given.get("lang") or found.lang or lang,
        thorough=bool(given.get("thorough")),
    )


def carried_out(
    plan: Plan,
    *,
    zone: str = "Asia/Shanghai",
    published: date | None = None,
    as_of: date | None = None,
    progress: Progress | None = None,
    engine: Engine = LOCAL,
) -> Report:
    """The report of a plan: a check where there is something to check against, else a comparison."""
    given = setup(plan.configuration)
    shared: dict[str, Any] = {
        "zone": zone,
        "published": published,
        "progress": progress,
        "setup": given,
        "engine": engine,
    }
    if plan.against:
        report = check_paths(plan.paths, plan.against, as_of=as_of, thorough=plan.thorough, **shared)
    elif engine.name == "spark":
        from claimcheck import spark

        report = spark.compare_paths(
            plan.paths, zone=zone, published=published, setup=given, master=engine.options.master
        )
    else:
        report = compare_paths(plan.paths, **shared)
    folder = _folder(plan.paths)
    return gated(report, plan.gate, rules=given.rules or load_rules(), lang=plan.lang, folder=folder)


def without_baseline(plan: Plan) -> Plan:
    """The same plan, in which no finding is known."""
    return replace(plan, gate=replace(plan.gate, baseline=None))


def settings(plan: Plan) -> str:
    """The settings in force as a configuration file, with a comment that says where they come from."""
    found, gate = plan.configuration, plan.gate
    values: list[tuple[str, Any]] = [
        ("paths", plan.paths),
        ("against", plan.against),
        ("exclude", found.exclude),
        ("rules", found.rules),
        ("lexicons", found.lexicons),
        ("fail-on", plan.fail_on),
        ("lang", plan.lang),
        ("baseline", gate.baseline),
        ("min-coverage", gate.min_coverage),
        ("allow-empty", gate.allow_empty),
    ]
    lines = [f"# {found.file or 'no configuration file; these are the defaults'}"]
    lines += [f"{key} = {toml(value)}" for key, value in values if value is not None]
    for name, table in (("authorities", found.authorities), ("levels", found.levels)):
        lines += ["", f"[{name}]", *(f"{toml(key)} = {toml(value)}" for key, value in table)]
    return "\n".join(lines) + "\n"


def toml(value: Any) -> str:
    """A text, number, truth value or list as TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(toml, value))}]"
    return str(value) if isinstance(value, int) else msgspec.json.encode(str(value)).decode()


def _configuration(paths: Sequence[str], given: Mapping[str, Any]) -> Configuration:
    if given.get("no_config"):
        return Configuration()
    return configuration(next((p for p in paths if p != "-"), None), given.get("config"))


def _first(value: int | None, other: int) -> int:
    return other if value is None else value


def _is_empty(path: str) -> bool:
    """Whether the path is a folder without any article."""
    return Path(path).is_dir() and all(isinstance(item, Failure) for item in find([path]))


def _folder(paths: Sequence[str]) -> Path:
    """The folder in which to ask git: that of the first path."""
    first = Path(next((p for p in paths if p != "-"), "."))
    return first if first.is_dir() else first.parent
