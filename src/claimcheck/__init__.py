"""Claimcheck: the numbers in articles as facts that confirm or contradict each other.

    >>> import claimcheck
    >>> report = claimcheck.compare(["快手2022年一季度DAU达3.46亿。", "快手2022年一季度DAU为3.64亿。"])
    >>> len(report.conflicts)
    1

Nothing heavy is imported until it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claimcheck.api import (
        assert_consistent,
        extract,
        periods,
        quantities,
    )
    from claimcheck.errors import (
        ArchiveError,
        ClaimcheckError,
        ConflictError,
        LexiconError,
        RuleError,
        SourceError,
        UsageError,
    )
    from claimcheck.formats import load
    from claimcheck.lexicon import load_lexicon
    from claimcheck.model import (
        Article,
        Claim,
        Finding,
        Period,
        Quantity,
        Span,
        Verdict,
    )
    from claimcheck.pipeline import check, compare
    from claimcheck.render import render
    from claimcheck.report import Report
    from claimcheck.rules import Rule, load_rules
    from claimcheck.store import Archive, open_archive

__version__ = "0.1.0"

_WHERE = {
    "claimcheck.api": ("assert_consistent", "extract", "periods", "quantities"),
    "claimcheck.errors": (
        "ArchiveError",
        "ClaimcheckError",
        "ConflictError",
        "LexiconError",
        "RuleError",
        "SourceError",
        "UsageError",
    ),
    "claimcheck.formats": ("load",),
    "claimcheck.lexicon": ("load_lexicon",),
    "claimcheck.model": ("Article", "Claim", "Finding", "Period", "Quantity", "Span", "Verdict"),
    "claimcheck.pipeline": ("check", "compare"),
    "claimcheck.render": ("render",),
    "claimcheck.report": ("Report",),
    "claimcheck.rules": ("Rule", "load_rules"),
    "claimcheck.store": ("Archive", "open_archive"),
}
_CALLABLE = ("extract", "render")  # packages of the same name that can be called
_HOME = {name: module for module, names in _WHERE.items() for name in names}

__all__ = [
    "Archive",
    "ArchiveError",
    "Article",
    "Claim",
    "ClaimcheckError",
    "ConflictError",
    "Finding",
    "LexiconError",
    "Period",
    "Quantity",
    "Report",
    "Rule",
    "RuleError",
    "SourceError",
    "Span",
    "UsageError",
    "Verdict",
    "assert_consistent",
    "check",
    "compare",
    "extract",
    "load",
    "load_lexicon",
    "load_rules",
    "open_archive",
    "periods",
    "quantities",
    "render",
]


def __getattr__(name: str) -> Any:
    """A public name, imported from its module on first use."""
    if name not in _HOME:
        raise AttributeError(f"module 'claimcheck' has no attribute {name!r}")
    home = f"claimcheck.{name}" if name in _CALLABLE else _HOME[name]
    value = import_module(home) if name in _CALLABLE else getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names."""
    return sorted([*__all__, "__version__"])
