"""The straight line from articles to a report: load, extract, judge, count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import Protocol, runtime_checkable

import msgspec
from msgspec.structs import replace

from claimcheck.checks import Context, Ready, ready
from claimcheck.crowds import Related
from claimcheck.engines import LOCAL, Engine
from claimcheck.errors import SourceError
from claimcheck.extract import read as read_article
from claimcheck.formats import find, load
from claimcheck.judge import judge, verdicts
from claimcheck.languages import UNREAD, is_read
from claimcheck.lexicon import Lexicon, default_lexicon
from claimcheck.model import Article, Claim, Document, Failure, Finding, Reading
from claimcheck.origins import with_origins
from claimcheck.report import Report
from claimcheck.rules import Rule, load_rules
from claimcheck.suppressions import blanked, commented_source

Input = Article | Path | str
Progress = Callable[[int, int], None]
Judging = Callable[[Sequence[Reading], Sequence[Ready], Context], tuple[Finding, ...]]

_ZONE = "Asia/Shanghai"
_STDIN = Path("-")


def _nothing_excluded(path: Path) -> bool:
    return False


def _outlet(path: Path) -> str:
    return "outlet"


class Setup(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What a project's configuration changes; without it, what ships.

    ``excluded`` leaves out articles found in folders (never those named outright); ``authority`` says
    filing, release or outlet of a path.
    """

    rules: Sequence[Rule] | None = None
    lexicon: Lexicon | None = None
    excluded: Callable[[Path], bool] = _nothing_excluded
    authority: Callable[[Path], str] = _outlet


SHIPPED = Setup()


@runtime_checkable
class Published(Protocol):
    """What knows many articles and gives those that matter for some claims."""

    def readings_for(self, claims: Iterable[Claim], *, lexicon: Lexicon | None = None) -> Sequence[Reading]:
        """All that may confirm or contradict the claims, article by article."""


@runtime_checkable
class Keyed(Published, Protocol):
    """An open archive: it finds by keys what the rules relate to the claims, with origins settled."""

    def documents(self, paths: Iterable[str]) -> Sequence[Document]:
        """The documents of some articles."""

    def related(
        self, claims: Iterable[Claim], *, rules: Sequence[Rule] | None = None, lexicon: Lexicon | None = None
    ) -> Related:
        """All that the rules may hold against the claims, article by article."""


class _Asked(msgspec.Struct, frozen=True, eq=False):
    """An archive with its answer on some drafts."""

    archive: Keyed
    related: Related


def compare(
    articles: Iterable[Input], *, rules: Sequence[Rule] | None = None, lexicon: Lexicon | None = None
) -> Report:
    """A report on what the articles say against each other.

    A ``str`` is text, a ``Path`` a file. Raises SourceError for a file that cannot be read.
    """
    lexicon = lexicon or default_lexicon()
    readings = [read_article(a, lexicon) for a in _articles(articles, "text")]
    return _report(readings, [], (), rules, lexicon)


def check(
    draft: Input | Iterable[Input],
    against: Iterable[Input] | Published,
    *,
    rules: Sequence[Rule] | None = None,
    lexicon: Lexicon | None = None,
) -> Report:
    """A report on one draft (or several) against sources or an open archive; its claims are the drafts'."""
    lexicon = lexicon or default_lexicon()
    drafts = [draft] if isinstance(draft, str | Path | Article) else list(draft)
    new = [read_article(a, lexicon, thorough=True) for a in _articles(drafts, "draft")]
    if isinstance(against, Keyed):
        return judged(new, against, rules=rules, lexicon=lexicon)
    if isinstance(against, Published):
        old = list(against.readings_for(_claims(new), lexicon=lexicon))
    else:
        old = [read_article(a, lexicon, thorough=True) for a in _articles(against, "source")]
    return _report(new, old, (), rules, lexicon)


def judged(
    new: Sequence[Reading],
    old: Sequence[Reading] | Keyed,
    *,
    rules: Sequence[Rule] | None = None,
    lexicon: Lexicon | None = None,
) -> Report:
    """A report on articles that have been read; with old ones or an archive, on what concerns the new."""
    lexicon = lexicon or default_lexicon()
    if isinstance(old, Keyed):
        asked = _Asked(old, old.related(_claims(new), rules=rules, lexicon=lexicon))
        return _report(new, (), (), rules, lexicon, archived=[asked])
    return _report(new, old, (), rules, lexicon)


def reported(
    readings: Sequence[Reading],
    failures: Sequence[Failure],
    rules: Sequence[Rule] | None,
    lexicon: Lexicon,
    *,
    judging: Judging = judge,
) -> Report:
    """A report on articles that have been read, some of them in vain, with ``judging`` as the judge."""
    return _report(readings, [], failures, rules, lexicon, judging=judging)


def _claims(readings: Sequence[Reading]) -> list[Claim]:
    return [claim for reading in readings for claim in reading.claims]


def _articles(inputs: Iterable[Input], kind: str) -> list[Article]:
    return [_article(item, f"<{kind} {number}>") for number, item in enumerate(inputs, 1)]


def _article(item: Input, name: str) -> Article:
    if isinstance(item, Article):
        return item
    return load(item) if isinstance(item, Path) else load(name, text=item)


def _report(
    new: Sequence[Reading],
    old: Sequence[Reading],
    failures: Sequence[Failure],
    rules: Sequence[Rule] | None,
    lexicon: Lexicon,
    *,
    archived: Sequence[_Asked] | None = None,
    judging: Judging = judge,
) -> Report:
    """Judge the readings; where there are old or archived ones, only what concerns the new.

    An archive gives what has a key in common, with origins settled. Rules that look through every
    source for like words have no say then: what they did not see would count as missing.
    """
    # a draft that copies its source is still confirmed by it, so only sources are looked at then
    known = [r for asked in archived or () for r in asked.related.readings]
    new, old = (new, with_origins(old)) if old or known else (with_origins(new), old)
    drafts = frozenset(r.document.source.document for r in new) if old or known else frozenset()
    unseen = {place: n for asked in archived or () for place, n in asked.related.unseen.items()}
    context = Context(lexicon, drafts, unseen)
    able = [r for r in _ready(rules) if archived is None or r.check.of_leftovers is None]
    findings = judging([*new, *old, *known], able, context)
    claims = tuple(c for r in new for c in r.claims)
    return Report(
        documents=(*(r.document for r in [*new, *old]), *_shown(archived or (), findings)),
        claims=claims,
        skipped=tuple(s for r in new for s in r.skipped),
        findings=findings,
        failures=tuple(failures),
        verdicts=verdicts(claims, findings),
        lexicon=None if lexicon is default_lexicon() else lexicon,
    )


def _shown(archived: Sequence[_Asked], findings: Sequence[Finding]) -> Iterator[Document]:
    """The documents of the archives that findings name."""
    named = {claim.document for finding in findings for claim in finding.claims}
    for asked in archived:
        listed = {r.document.source.document for r in asked.related.readings}
        yield from asked.archive.documents(listed & named)


def _ready(rules: Sequence[Rule] | None) -> tuple[Ready, ...]:
    return _shipped() if rules is None else ready(rules)


@lru_cache(maxsize=1)
def _shipped() -> tuple[Ready, ...]:
    return ready(load_rules())


# ---------------------------------------------------------------- from the command line


def compare_paths(
    paths: Sequence[str],
    *,
    zone: str = _ZONE,
    published: date | None = None,
    progress: Progress | None = None,
    setup: Setup = SHIPPED,
    engine: Engine = LOCAL,
) -> Report:
    """A report on the articles that paths, folders and globs stand for; failures are in it."""
    readings, failures = read_paths(
        paths, zone=zone, published=published, progress=progress, setup=setup, engine=engine
    )
    return _report(readings, [], failures, setup.rules, setup.lexicon or default_lexicon())


def check_paths(
    new: Sequence[str],
    against: Sequence[str],
    *,
    zone: str = _ZONE,
    published: date | None = None,
    as_of: date | None = None,
    progress: Progress | None = None,
    setup: Setup = SHIPPED,
    engine: Engine = LOCAL,
    thorough: bool = False,
) -> Report:
    """A report on new articles against those of other paths and archives; one in both counts as new.

    Archives answer with what was published by ``as_of``. A ``thorough`` check also looks at dates,
    ages and scores, as ``check`` does.
    """
    from claimcheck.store import is_archive, open_archive

    archives = [location for location in against if is_archive(location)]
    others = [path for path in against if path not in archives]
    reading = partial(read_paths, zone=zone, progress=progress, setup=setup, engine=engine, thorough=thorough)
    drafts, failures = reading(new, published=published)
    old, more = reading(others, published=None)
    lexicon, seen = setup.lexicon or default_lexicon(), _paths(drafts)
    old = [r for r in old if r.document.source.document not in seen]
    with ExitStack() as stack:
        known = [stack.enter_context(open_archive(location, as_of=as_of)) for location in archives]
        archived = _asked(known, drafts, _paths([*drafts, *old]), setup.rules, lexicon) if known else None
        return _report(drafts, old, [*failures, *more], setup.rules, lexicon, archived=archived)


def _paths(readings: Sequence[Reading]) -> set[str]:
    return {r.document.source.document for r in readings}


def _asked(
    archives: Sequence[Keyed],
    drafts: Sequence[Reading],
    seen: set[str],
    rules: Sequence[Rule] | None,
    lexicon: Lexicon,
) -> list[_Asked]:
    """The answer of each archive, without the articles that were seen before it."""
    answers: list[_Asked] = []
    for archive in archives:
        found = archive.related(_claims(drafts), rules=rules, lexicon=lexicon)
        fresh = tuple(r for r in found.readings if r.document.source.document not in seen)
        answers.append(_Asked(archive, replace(found, readings=fresh)))
        seen = seen | _paths(fresh)
    return answers


def read_paths(
    paths: Sequence[str],
    *,
    zone: str = _ZONE,
    published: date | None = None,
    progress: Progress | None = None,
    setup: Setup = SHIPPED,
    engine: Engine = LOCAL,
    thorough: bool = False,
) -> tuple[list[Reading], list[Failure]]:
    """What each article of the paths says, and the sources that could not be read."""
    found = sources(paths, setup)
    readings: list[Reading] = []
    failures: list[Failure] = []
    function = reader(zone=zone, published=published, setup=setup, thorough=thorough)
    for number, result in enumerate(_results(found, function, engine), 1):
        if isinstance(result, Failure):
            failures.append(result)
        else:
            readings.append(result)
        if progress:
            progress(number, len(found))
    return readings, failures


def _results(
    found: Sequence[Path | Failure], function: Callable[[Path], Reading | Failure], engine: Engine
) -> Iterator[Reading | Failure]:
    """The reading of each source in order; standard input is read here, for nobody else has it."""
    elsewhere = engine.mapped(function, [f for f in found if isinstance(f, Path) and f != _STDIN])
    for item in found:
        if isinstance(item, Failure):
            yield item
        else:
            yield function(item) if item == _STDIN else next(elsewhere)


def sources(paths: Sequence[str], setup: Setup = SHIPPED) -> list[Path | Failure]:
    """The files of the paths without the excluded ones; a Failure where that leaves none."""
    found, named = find(paths), set(map(Path, paths))
    kept = [f for f in found if isinstance(f, Failure) or f in named or not setup.excluded(f)]
    if found and not kept:
        return [Failure(", ".join(paths), "the configuration excludes every article here")]
    return kept


def reader(
    *, zone: str = _ZONE, published: date | None = None, setup: Setup = SHIPPED, thorough: bool = False
) -> Callable[[Path], Reading | Failure]:
    """The function from a path to what its article says, fit to be sent to another process."""
    return partial(
        _read,
        zone=zone,
        published=published,
        lexicon=setup.lexicon,
        authority=setup.authority,
        thorough=thorough,
    )


def _read(
    path: Path,
    *,
    zone: str,
    published: date | None,
    lexicon: Lexicon | None,
    authority: Callable[[Path], str],
    thorough: bool = False,
) -> Reading | Failure:
    source = commented_source(path)
    text = None if source is None else blanked(source)
    lexicon = lexicon or default_lexicon()
    try:
        article = load(path, text=text, zone=zone, published=published, authority=authority(path))
    except SourceError as error:
        return Failure(str(path), str(error))
    if not is_read(article.text, lexicon):
        article = msgspec.structs.replace(article, notes=(*article.notes, UNREAD))
    return read_article(article, lexicon, thorough=thorough)
