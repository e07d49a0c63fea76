"""Comments in articles that silence findings, for a claim, a block or a file.

    <!-- claimcheck: ignore[same-fact] the figure before the restatement -->

``ignore`` means one claim: the nearest one before the comment in its block, else the next one.
``ignore-block`` means every claim of the block, ``ignore-file`` every claim of the article. A comment on a
line of its own belongs to the block after it. Without a list of rules all rules are meant; a reason is
required. The comment is the same in Markdown, HTML and plain text, where it is blanked before reading.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from claimcheck.errors import ClaimcheckError, SourceError, nearest
from claimcheck.fingerprints import side
from claimcheck.formats import load
from claimcheck.formats.encoding import MAX_BYTES, decode
from claimcheck.model import Article, Block, Claim, Failure, Finding, Level, Span
from claimcheck.report import UPKEEP, Mark, Report, finding_name
from claimcheck.upkeep import extended, marked, upkeep

VERBS = ("ignore", "ignore-block", "ignore-file")

_OPEN = re.compile(r"<!--\s{0,20}claimcheck:", re.IGNORECASE)
_CLOSE = "-->"
_VISIBLE = re.compile(r"[^\n\r]")
_FORM = re.compile(r"\s*(?P<verb>[\w-]*)\s*(?:\[(?P<rules>[^\]]*)\])?(?P<reason>.*)\Z", re.DOTALL)
_EXPECTED = "expected <!-- claimcheck: ignore[RULE] REASON -->"


class Comment(msgspec.Struct, frozen=True):
    """One comment as written: where it stands, what it asks for, and why."""

    span: Span
    line: int
    verb: str
    rules: tuple[str, ...]
    reason: str

    def names(self, rule: str) -> bool:
        """Whether the comment is about the rule; one without a list is about all."""
        return not self.rules or rule in self.rules


class Suppression(msgspec.Struct, frozen=True):
    """A comment and the claims it means, by the offsets at which their values start."""

    document: str
    comment: Comment
    starts: frozenset[int]
    whole: bool

    def covers(self, claim: Claim) -> bool:
        """Whether the claim is meant."""
        return claim.document == self.document and (self.whole or claim.span.start in self.starts)


def blanked(source: str) -> str:
    """The source with blanks in place of claimcheck's comments, every offset kept."""
    parts: list[str] = []
    at = 0
    for span in _spans(source):
        parts += [source[at : span.start], _VISIBLE.sub(" ", source[span.start : span.end])]
        at = span.end
    return "".join([*parts, source[at:]])


def suppressed(report: Report, rules: Collection[str], texts: Mapping[str, str] | None = None) -> Report:
    """The report with marks on what its articles' comments silence.

    ``texts`` holds articles, by path, that are not as they are on disk. A comment that silences nothing is
    a finding; one that cannot be understood is a failure.
    """
    claims = _claims_by_document(report)
    found, failures = _read_all(report, claims, rules, texts or {})
    marks = {finding_name(f): mark for f in report.problems if (mark := _mark(f, found))}
    drafts = {claim.document for claim in report.claims} | {f.key for f in report.problems if not f.claims}
    unused = [
        upkeep(
            "unused-suppression",
            Level.WARNING,
            s.document,
            s.comment.line,
            words=_words(s.comment),
        )
        for s in found
        if s.document in drafts and not any(_touches(s, f) for f in report.problems)
    ]
    return extended(marked(report, marks), unused, failures)


# ---------------------------------------------------------------- comments


def comments(source: str, name: str, rules: Collection[str]) -> list[Comment]:
    """The comments of a source, in order; ClaimcheckError with the line for one that is malformed."""
    return [_comment(source, span, name, rules) for span in _spans(source)]


def _spans(source: str) -> Iterator[Span]:
    """Where the comments stand; one that never ends goes to the end of its line."""
    at = end = 0
    while match := _OPEN.search(source, at):
        end = source.find(_CLOSE, match.end()) if end >= 0 else end  # none here, none further on
        at = end + len(_CLOSE) if end >= 0 else _line_end(source, match.end())
        yield Span(match.start(), at)


def _line_end(source: str, at: int) -> int:
    found = source.find("\n", at)
    return len(source) if found < 0 else found


def _comment(source: str, span: Span, name: str, rules: Collection[str]) -> Comment:
    words = source[_OPEN.match(source, span.start).end() : span.end]  # type: ignore[union-attr] # _spans found it
    line = source.count("\n", 0, span.start) + 1
    where = f"{name}:{line}: claimcheck comment"
    if not words.endswith(_CLOSE):
        raise ClaimcheckError(f"{where} does not end; {_EXPECTED}")
    match = _FORM.match(words.removesuffix(_CLOSE))
    verb, listed, reason = match.group("verb", "rules", "reason") if match else ("", None, "")
    if verb not in VERBS:
        raise ClaimcheckError(f"{where}: {verb!r} is not one of {', '.join(VERBS)}{nearest(verb, VERBS)}")
    named = tuple(part for part in re.split(r"[,\s]+", listed or "") if part)
    for rule in named:
        if rule not in rules:
            known = sorted(rules)
            raise ClaimcheckError(
                f"{where}: no rule {rule!r}; expected {', '.join(known)}{nearest(rule, known)}"
            )
    reason = " ".join(reason.split()).lstrip(":：-—").strip()
    if listed is not None and not named:
        raise ClaimcheckError(f"{where}: names no rule between the brackets; {_EXPECTED}")
    if not reason:
        raise ClaimcheckError(f"{where}: gives no reason; {_EXPECTED}")
    return Comment(span, line, verb, named, reason)


def _words(comment: Comment) -> str:
    """The comment in short."""
    listed = f"[{', '.join(comment.rules)}]" if comment.rules else ""
    return f"{comment.verb}{listed} {comment.reason}"


# ---------------------------------------------------------------- what they mean


def _claims_by_document(report: Report) -> dict[str, list[Claim]]:
    """Every claim that the report knows, by document and place."""
    places: dict[str, dict[int, Claim]] = defaultdict(dict)
    for claim in (*report.claims, *(c for f in report.findings for c in f.claims)):
        places[claim.document][claim.span.start] = claim
    return {path: [found[at] for at in sorted(found)] for path, found in places.items()}


def _read_all(
    report: Report, claims: dict[str, list[Claim]], rules: Collection[str], texts: Mapping[str, str]
) -> tuple[list[Suppression], list[Failure]]:
    found: list[Suppression] = []
    failures: list[Failure] = []
    for document in report.documents:
        path = document.source.document
        try:
            source = texts.get(path) or commented_source(path)
            found += _of_article(path, source, claims.get(path, []), rules)
        except ClaimcheckError as error:
            failures.append(Failure(path, str(error)))
    return found, failures


def _of_article(
    path: str, source: str | None, claims: list[Claim], rules: Collection[str]
) -> list[Suppression]:
    """The suppressions of an article; none of standard input or an archive's article."""
    if source is None:
        return []
    given = comments(source, path, rules)
    article = load(path, text=blanked(source))
    return [_suppression(path, source, article, comment, claims) for comment in given]


def commented_source(path: str | Path) -> str | None:
    """The decoded file if it has comments of ours, else ``None``."""
    file = Path(path)
    try:
        data = file.read_bytes() if file.is_file() and file.stat().st_size <= MAX_BYTES else b""
    except (OSError, ValueError):
        return None
    if b"claimcheck" not in data.lower() and b"\0" not in data:
        return None
    try:
        source, _ = decode(data, str(path))
    except SourceError:
        return None
    return source if _OPEN.search(source) else None


def _suppression(
    path: str, source: str, article: Article, comment: Comment, claims: list[Claim]
) -> Suppression:
    if comment.verb == "ignore-file":
        return Suppression(path, comment, frozenset(), True)
    block = _block(source, article, comment)
    inside = [claim.span.start for claim in claims if block and block.start <= claim.span.start < block.end]
    if comment.verb == "ignore":
        before = [start for start in inside if start < comment.span.start]
        inside = before[-1:] or inside[:1]
    return Suppression(path, comment, frozenset(inside), False)


def _block(source: str, article: Article, comment: Comment) -> Span | None:
    """The source range of the block that the comment belongs to: its own, else the next one."""
    place = article.to_source()
    spans = [place(block.span, 0) for block in _filled(article)]
    index = bisect_right([span.start for span in spans], comment.span.start) - 1
    if index >= 0:
        gap = source[spans[index].end : comment.span.start]
        if "\n" not in gap and "\r" not in gap:
            return spans[index]
    return spans[index + 1] if index + 1 < len(spans) else None


def _filled(article: Article) -> Iterable[Block]:
    return (block for block in article.blocks if block.span.start < block.span.end)


def _mark(finding: Finding, found: Iterable[Suppression]) -> Mark | None:
    """A mark if the comments cover all claims of one side of the finding (or its whole file)."""
    meant = [s for s in found if s.comment.names(finding.rule)]
    if not finding.claims:
        whole = [s for s in meant if s.whole and s.document == finding.key]
        return Mark("suppressed", whole[0].comment.reason) if whole else None
    sides: dict[object, list[Claim]] = defaultdict(list)
    for claim in finding.claims:
        sides[side(claim)].append(claim)
    for claims in sides.values():
        covering = [next((s for s in meant if s.covers(claim)), None) for claim in claims]
        reasons = [s.comment.reason for s in covering if s]
        if len(reasons) == len(claims):
            return Mark("suppressed", reasons[0])
    return None


def _touches(suppression: Suppression, finding: Finding) -> bool:
    """Whether the comment has to do with the finding, even if it does not silence it alone."""
    if finding.rule in UPKEEP or not suppression.comment.names(finding.rule):
        return False
    if not finding.claims:
        return suppression.whole and suppression.document == finding.key
    return any(map(suppression.covers, finding.claims))
