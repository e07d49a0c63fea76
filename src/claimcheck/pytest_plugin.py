"""Articles as test items: ``pytest --claimcheck articles/ --claimcheck-against published/``.

Each article is one item, which fails where one of its figures contradicts another article's. Nothing of
claimcheck is imported until an option, an ini value or the fixture asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from claimcheck.model import Claim, Finding
    from claimcheck.pipeline import Input
    from claimcheck.plans import Plan
    from claimcheck.report import Report

GATES = ("note", "warning", "error", "never")

_REPORT = pytest.StashKey["Callable[[], Report]"]()
_FILES = pytest.StashKey["frozenset[Path]"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options, and the ini values that stand in for them."""
    group = parser.getgroup("claimcheck", "figures in articles")
    group.addoption(
        "--claimcheck",
        action="append",
        default=[],
        metavar="PATH",
        help="Check these articles, one item each.",
    )
    group.addoption(
        "--claimcheck-against",
        action="append",
        default=[],
        metavar="PATH",
        help="Check the articles against these files, folders or archives.",
    )
    group.addoption(
        "--claimcheck-fail-on",
        choices=GATES,
        default=None,
        metavar="LEVEL",
        help="From which level on an article fails: note, warning, error (default), never.",
    )
    parser.addini("claimcheck", "Articles to check, one item each.", type="args", default=[])
    parser.addini("claimcheck_against", "What to check the articles against.", type="args", default=[])
    parser.addini("claimcheck_fail_on", "From which level on an article fails.", default="")


def pytest_configure(config: pytest.Config) -> None:
    """Let the articles be collected along with the tests."""
    paths = _given(config, "claimcheck")
    if not paths:
        return
    config.stash[_FILES] = _files(config, paths)
    config.stash[_REPORT] = _once(lambda: _report(config))
    folder = config.invocation_params.dir
    given = [folder / argument.partition("::")[0] for argument in config.args]
    for path in (folder / path for path in paths):
        # an article named outright is asked for alone; one below a named folder is found anyway
        if not any(_inside(path, argument) or _inside(argument, path) for argument in given):
            config.args.append(str(path))


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """The collector of a file that is one of the articles."""
    if file_path.resolve() not in parent.config.stash.get(_FILES, frozenset()):
        return None
    return ArticleFile.from_parent(parent, path=file_path)


class ArticleFile(pytest.File):
    """An article, which holds one item."""

    def collect(self) -> Iterator[pytest.Item]:
        """The one item."""
        yield ArticleItem.from_parent(self, name="claimcheck")


class ArticleItem(pytest.Item):
    """The statement that no figure of an article contradicts another one."""

    def runtest(self) -> None:
        """Fail with both quotes of each finding at the gate; fail if the article cannot be read."""
        from claimcheck.errors import ConflictError, SourceError
        from claimcheck.report import failure_line

        report = self.config.stash[_REPORT]()
        for failure in report.failures:
            if Path(failure.document).resolve() == self.path.resolve():
                raise SourceError(failure_line(failure))
        found = _found(report, self.path, self.config)
        if found:
            raise ConflictError(shown(found, report))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        """The message alone: where in claimcheck it was raised says nothing about the article."""
        from claimcheck.errors import ClaimcheckError

        if isinstance(excinfo.value, ClaimcheckError):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo, style))

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where the item stands: the article."""
        return self.path, None, f"claimcheck: {self.path.name}"


class Assertions:
    """What the fixture ``claimcheck`` gives; what is checked against may come from the options."""

    def __init__(self, against: Sequence[str]) -> None:
        """``against`` is used where a call names nothing."""
        self._against = against

    def check(self, draft: Input | Iterable[Input], against: Iterable[Input] | None = None) -> Report:
        """The report on a draft; a ``str`` is text, a ``Path`` a file."""
        from claimcheck.formats import find
        from claimcheck.model import Failure
        from claimcheck.pipeline import check

        if against is None:
            against = [item for item in find(self._against) if not isinstance(item, Failure)]
            if not against:
                raise pytest.UsageError("claimcheck: against=… or --claimcheck-against has to name articles")
        return check(draft, list(against) if not hasattr(against, "readings_for") else against)

    def assert_consistent(
        self, draft: Input | Iterable[Input], against: Iterable[Input] | None = None
    ) -> None:
        """Fail with both quotes where the draft contradicts a source."""
        __tracebackhide__ = True
        from claimcheck.errors import ConflictError

        report = self.check(draft, against)
        if report.conflicts:
            raise ConflictError(shown(report.conflicts, report))


@pytest.fixture(name="claimcheck")
def claimcheck_fixture(pytestconfig: pytest.Config) -> Assertions:
    """Assertions on articles: ``claimcheck.assert_consistent(draft, against=[…])``."""
    return Assertions(_given(pytestconfig, "claimcheck_against"))


def shown(findings: Iterable[Finding], report: Report) -> str:
    """Each finding as a diff of its quotes: ``-`` for what is out already, ``+`` for the article's own."""
    from claimcheck.display import finding_in
    from claimcheck.lexicon import default_lexicon
    from claimcheck.messages import default_language
    from claimcheck.render.problems import headline
    from claimcheck.report import documents_by_path

    lang, documents = default_language(), documents_by_path(report)
    lexicon = report.lexicon or default_lexicon()
    lines: list[str] = []
    for finding in (finding_in(found, lexicon, lang) for found in findings):
        lines.append(f"{finding.rule} {finding.id}: {headline(finding, lang)}".replace(" : ", ": "))
        lines += [f"  {line}" for line in _quotes(finding, documents)]
        if finding.cause:
            from claimcheck.messages import say, text

            lines.append("  " + text("ci-cause", lang, cause=say(finding.cause, lang)))
    return "\n".join(lines)


def _quotes(finding: Finding, documents: Any) -> Iterator[str]:
    from claimcheck.fingerprints import side
    from claimcheck.render.words import place_words, visible

    own = [claim for claim in finding.claims if side(claim) == side(finding.claims[0])]
    others = [claim for claim in finding.claims if claim not in own]
    for sign, claims in (("-", others), ("+", own)):
        for claim in claims:
            yield f"{sign} {visible(claim.quote)}    ({place_words(claim, documents)})"


# ---------------------------------------------------------------- one comparison a session


def _given(config: pytest.Config, name: str) -> list[str]:
    """The paths of an option, else those of the ini file."""
    option: list[str] = config.getoption(f"--{name.replace('_', '-')}")
    return option or list(config.getini(name))


def _files(config: pytest.Config, paths: Iterable[str]) -> frozenset[Path]:
    """The articles of the paths; UsageError for a path that leads to none."""
    from claimcheck.formats import find
    from claimcheck.model import Failure

    found = find([config.invocation_params.dir / path for path in paths])
    for item in found:
        if isinstance(item, Failure):
            raise pytest.UsageError(f"--claimcheck: {item.document}: {item.error}")
    return frozenset(item.resolve() for item in found if isinstance(item, Path))


def _once(make: Callable[[], Report]) -> Callable[[], Report]:
    """The function with its result kept, so that all items share one comparison."""
    made: list[Report] = []

    def kept() -> Report:
        if not made:
            made.append(make())
        return made[0]

    return kept


def _plan(config: pytest.Config) -> Plan:
    from claimcheck.messages import default_language
    from claimcheck.plans import planned

    given = {"fail_on": config.getoption("--claimcheck-fail-on") or config.getini("claimcheck_fail_on")}
    return planned(
        _given(config, "claimcheck"),
        _given(config, "claimcheck_against"),
        given,
        "error",
        default_language(),
    )


def _report(config: pytest.Config) -> Report:
    from claimcheck.plans import carried_out

    return carried_out(_plan(config))


def _found(report: Report, path: Path, config: pytest.Config) -> list[Finding]:
    """The findings at the gate that this article has to answer for."""
    from claimcheck.model import Level

    gate = _plan(config).fail_on
    if gate == "never":
        return []
    return [f for f in report.at_gate(Level(gate)) if path.resolve() in _answerable(f)]


def _answerable(finding: Finding) -> set[Path]:
    """The articles that say the primary claim's value; of a finding without claims its own file."""
    from claimcheck.fingerprints import side

    def documents(claims: Sequence[Claim]) -> set[str]:
        return {claim.document for claim in claims if side(claim) == side(claims[0])}

    named = documents(finding.claims) if finding.claims else {finding.key}
    return {Path(name).resolve() for name in named}


def _inside(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())
