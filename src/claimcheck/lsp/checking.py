"""The text in an editor and the articles around it → what there is to say about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from claimcheck.configuration import Configuration, configuration
from claimcheck.formats import load
from claimcheck.formats.encoding import decode
from claimcheck.formats.lines import line_starts
from claimcheck.gates import setup
from claimcheck.lexicon import Lexicon
from claimcheck.lsp.places import Lines
from claimcheck.messages import default_language
from claimcheck.model import Claim, Finding, Reading
from claimcheck.pipeline import Setup, check, read_paths
from claimcheck.report import UPKEEP, Report, finding_name
from claimcheck.rules import load_rules
from claimcheck.suppressions import blanked, suppressed


class Project(msgspec.Struct, frozen=True, eq=False):
    """The settings of a folder and what its published articles say."""

    given: Configuration
    setup: Setup
    sources: tuple[Reading, ...]

    @property
    def lang(self) -> str:
        """The language to speak."""
        return self.given.lang or default_language()


class Others(msgspec.Struct, frozen=True, eq=False):
    """The project's articles but for the one in the editor, as the pipeline asks for them."""

    sources: tuple[Reading, ...]
    path: str

    def readings_for(self, claims: Iterable[Claim], *, lexicon: Lexicon | None = None) -> Sequence[Reading]:
        """All of them."""
        own = Path(self.path).resolve()
        return [r for r in self.sources if Path(r.document.source.document).resolve() != own]


class Checked(msgspec.Struct, frozen=True, eq=False):
    """A text as it stood when it was checked, and its report."""

    path: str
    lines: Lines
    report: Report
    lang: str

    @property
    def problems(self) -> tuple[Finding, ...]:
        """The problems that concern this text and are not marked."""
        marked = {name for name, _ in self.report.marks}
        return tuple(f for f in self.report.problems if finding_name(f) not in marked and self._concerns(f))

    def own(self, finding: Finding) -> Claim | None:
        """The finding's first claim in this text."""
        return next((claim for claim in finding.claims if claim.document == self.path), None)

    def _concerns(self, finding: Finding) -> bool:
        return self.own(finding) is not None or (not finding.claims and finding.key == self.path)


def project(folder: str | Path) -> Project:
    """The project of a folder: its configuration, and the articles that it names (else all in the folder)."""
    given = configuration(folder)
    made = setup(given)
    paths = given.against or given.paths or (str(folder),)
    readings, _ = read_paths(paths, setup=made)
    return Project(given, made, tuple(readings))


def checked(path: str, text: str, around: Project, unit: str = "utf-16") -> Checked:
    """The report on a text against its project."""
    given = around.setup
    article = load(path, text=blanked(text), authority=given.authority(Path(path)))
    report = check(article, Others(around.sources, path), rules=given.rules, lexicon=given.lexicon)
    rules = given.rules or load_rules()
    report = suppressed(report, {rule.id for rule in rules} | UPKEEP, {path: text})
    return Checked(path, Lines(text, line_starts(text), unit), report.in_language(around.lang), around.lang)


def lines_of(path: str, unit: str) -> Lines | None:
    """The lines of another article on disk; ``None`` if it is not there."""
    try:
        text, _ = decode(Path(path).read_bytes(), path)
    except Exception:  # an article of an archive, or one that went away: it has no place to jump to
        return None
    return Lines(text, line_starts(text), unit)
