"""What there is to say about a text → diagnostics, hovers and quick fixes of the protocol."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lsprotocol import types

from claimcheck.fingerprints import side
from claimcheck.lsp.checking import Checked, lines_of
from claimcheck.lsp.places import Lines
from claimcheck.messages import say, text
from claimcheck.model import Claim, Finding, Level, Span, Verdict
from claimcheck.render.problems import headline, level_of
from claimcheck.render.words import claim_words, place_words, visible
from claimcheck.report import documents_by_path

_SEVERITIES = {
    Level.ERROR: types.DiagnosticSeverity.Error,
    Level.WARNING: types.DiagnosticSeverity.Warning,
    Level.NOTE: types.DiagnosticSeverity.Information,
}
_RELATED = 10


def diagnostics(found: Checked) -> list[types.Diagnostic]:
    """One diagnostic a problem of the text, at its value, with the other places."""
    return [_diagnostic(finding, found) for finding in found.problems]


def hover(found: Checked, offset: int) -> types.Hover | None:
    """The claim at an offset: its normal form, its outcome, and who says the same or otherwise."""
    claim = _claim_at(found, offset)
    if claim is None:
        return None
    content = types.MarkupContent(types.MarkupKind.PlainText, "\n".join(_told(claim, found)))
    return types.Hover(content, _range(found.lines, claim.span))


def fixes(found: Checked, first: int, last: int, uri: str) -> list[types.CodeAction]:
    """For each problem between two offsets, the figure that another article states in its place."""
    return [
        action
        for finding in found.problems
        if (own := found.own(finding)) and own.span.start <= last and first <= own.span.end
        for action in _fixes(finding, own, found, uri)
    ]


def _diagnostic(finding: Finding, found: Checked) -> types.Diagnostic:
    own = found.own(finding)
    cause = [text("ci-cause", found.lang, cause=say(finding.cause, found.lang))] if finding.cause else []
    return types.Diagnostic(
        range=_range(found.lines, own.span) if own else _line_range(finding, found.lines),
        message="\n".join([headline(finding, found.lang), *cause]),
        severity=_SEVERITIES[level_of(finding)],
        code=finding.rule,
        source="claimcheck",
        related_information=list(_related(finding, own, found)),
        data=finding.id,
    )


def _related(
    finding: Finding, own: Claim | None, found: Checked
) -> Iterator[types.DiagnosticRelatedInformation]:
    for claim in [claim for claim in finding.claims if claim != own][:_RELATED]:
        lines = found.lines if claim.document == found.path else lines_of(claim.document, found.lines.unit)
        if lines is not None:
            where = types.Location(Path(claim.document).resolve().as_uri(), _range(lines, claim.span))
            yield types.DiagnosticRelatedInformation(where, claim_words(claim, found.lang))


def _told(claim: Claim, found: Checked) -> Iterator[str]:
    verdict = dict(found.report.verdicts).get(claim.id, Verdict.UNMATCHED)
    yield claim_words(claim, found.lang)
    yield text(f"verdict-{verdict}", found.lang)
    documents = documents_by_path(found.report)
    for finding in found.report.findings:
        if finding.verdict is verdict and claim in finding.claims:
            others = [other for other in finding.claims if other != claim][:_RELATED]
            yield from (f"{place_words(o, documents)} {visible(o.quote)}" for o in others)


def _claim_at(found: Checked, offset: int) -> Claim | None:
    own = (claim for claim in found.report.claims if claim.document == found.path)
    return next((claim for claim in own if claim.span.start <= offset <= claim.span.end), None)


def _fixes(finding: Finding, own: Claim, found: Checked, uri: str) -> Iterator[types.CodeAction]:
    """Replace the value as the other side writes it; only where both sides state the same figure."""
    documents = documents_by_path(found.report)
    suggested: set[str] = set()
    for other in finding.claims:
        same = (own.metric, own.measure) == (other.metric, other.measure) or _alike(own, other)
        if side(other) == side(own) or not same or other.quantity.text in suggested:
            continue
        suggested.add(other.quantity.text)
        place = place_words(other, documents)
        title = text("lsp-replace", found.lang, value=visible(other.quantity.text), place=place)
        edit = types.TextEdit(_range(found.lines, own.span), other.quantity.text)
        yield types.CodeAction(
            title=title,
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[_diagnostic(finding, found)],
            edit=types.WorkspaceEdit(changes={uri: [edit]}),
        )


def _alike(a: Claim, b: Claim) -> bool:
    """Whether both claims are of one metric under different words."""
    return a.measure is b.measure and bool(a.metric and b.metric and a.metric.id == b.metric.id)


def _line_range(finding: Finding, lines: Lines) -> types.Range:
    """The line that a finding without claims names, else the first one."""
    given = dict(finding.message.arguments).get("line", "1")
    line = min(int(given) if given.isdecimal() else 1, len(lines.starts)) - 1
    end = lines.starts[line + 1] - 1 if line + 1 < len(lines.starts) else len(lines.text)
    return _range(lines, Span(lines.starts[line], max(end, lines.starts[line])))


def _range(lines: Lines, span: Span) -> types.Range:
    return types.Range(types.Position(*lines.position(span.start)), types.Position(*lines.position(span.end)))
