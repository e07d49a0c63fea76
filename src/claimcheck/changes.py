"""Which lines differ from a git base, and which findings have an end there.

Read with git, without running anything that a repository could configure: no external diff, no text
conversion, no pager. A file that was only renamed has no changed lines.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from claimcheck.checks.wording import amount
from claimcheck.errors import UsageError
from claimcheck.model import Claim, Document, Finding, Message
from claimcheck.report import UPKEEP, Mark, Report, documents_by_path, finding_name, place
from claimcheck.upkeep import marked

_HUNK = re.compile(r"@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")
_BINARY = re.compile(r"Binary files (?:.*) and (.+) differ\Z")
_ESCAPE = re.compile(r"\\(?:([0-7]{3})|(.))")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_DIFF = ("diff", "--unified=0", "--no-color", "--no-ext-diff", "--no-textconv", "--find-renames",
         "--src-prefix=a/", "--dst-prefix=b/")  # fmt: skip


class Changed(msgspec.Struct, frozen=True):
    """The changed lines of one file; ``whole`` where it is new or has no lines that git can count."""

    lines: tuple[range, ...] = ()
    whole: bool = False

    def touches(self, first: int, last: int) -> bool:
        """Whether one of the lines from first to last changed."""
        return self.whole or any(lines.start <= last and first < lines.stop for lines in self.lines)


def changes(base: str, folder: str | Path = ".") -> dict[Path, Changed]:
    """The changes of the working tree since it left ``base``, by resolved path.

    Raises UsageError where there is no git, no repository, no such base, or too short a history.
    """
    root = Path(_git(folder, "rev-parse", "--show-toplevel").rstrip("\n"))
    start = _common(root, base)
    found = {root / path: changed for path, changed in parse(_git(root, *_DIFF, start, "--")).items()}
    untracked = _git(root, "ls-files", "--others", "--exclude-standard", "-z").split("\0")
    found |= {root / name: Changed(whole=True) for name in untracked if name}
    return {path.resolve(): changed for path, changed in found.items()}


def only_changed(report: Report, changed: Mapping[Path, Changed]) -> Report:
    """The report with marks on findings none of whose ends changed, and a changed end first in the others."""
    documents = documents_by_path(report)
    marks: dict[str, Mark] = {}
    findings = []
    for finding in report.findings:
        ends = [claim for claim in finding.claims if _touched(claim, changed, documents)]
        is_new = bool(ends) or (not finding.claims and _in_changed_file(finding, changed))
        if not is_new and finding.rule not in UPKEEP:
            marks[finding_name(finding)] = Mark("unchanged")
        findings.append(_led_by(finding, ends[0]) if ends else finding)
    problems = {finding_name(finding) for finding in report.problems}
    kept = {name: mark for name, mark in marks.items() if name in problems}
    return marked(replace(report, findings=tuple(findings)), kept)


def _touched(claim: Claim, changed: Mapping[Path, Changed], documents: Mapping[str, Document]) -> bool:
    """Whether a line of the claim's clause or value changed."""
    change = changed.get(Path(claim.document).resolve())
    document = documents.get(claim.document)
    if change is None:
        return False
    first = place(document, min(claim.quote_span.start, claim.span.start))
    last = place(document, max(claim.quote_span.end, claim.span.end) - 1)
    return change.whole or first is None or last is None or change.touches(first[0], last[0])


def _in_changed_file(finding: Finding, changed: Mapping[Path, Changed]) -> bool:
    return Path(finding.key).resolve() in changed


def _led_by(finding: Finding, claim: Claim) -> Finding:
    """The finding with this claim as its primary one, and the two values of its message to match."""
    if finding.claims[0] == claim:
        return finding
    claims = (claim, *(other for other in finding.claims if other != claim))
    other = next((c for c in claims[1:] if c.quantity.stated != claim.quantity.stated), claims[-1])
    values = {"a": amount(claim.quantity), "b": amount(other.quantity)}
    arguments = tuple((name, values.get(name, value)) for name, value in finding.message.arguments)
    message = Message(finding.message.id, arguments, finding.message.template)
    return replace(finding, claims=claims, message=message)


# ---------------------------------------------------------------- git


def parse(diff: str) -> dict[str, Changed]:
    """The changed lines of each file of a unified diff without context, by path below the root."""
    found: dict[str, Changed] = {}
    path = ""
    left = 0  # lines of a hunk still to come, which may look like headings
    for line in diff.split("\n"):
        if left and line[:1] in "+-\\":
            left -= line[:1] != "\\"
        elif line.startswith("+++ "):
            path = _path(line[4:])
        elif match := _HUNK.match(line):
            left = _length(line)
            lines = range(int(match[1]), int(match[1]) + int(match[2] or 1))
            known = found.get(path, Changed())
            found[path] = Changed((*known.lines, lines))
        elif match := _BINARY.match(line):
            found[_path(match[1])] = Changed(whole=True)
    return {path: changed for path, changed in found.items() if path not in ("", "/dev/null")}


def _length(heading: str) -> int:
    """How many lines a hunk has, removed and added."""
    sides = re.findall(r"[-+]\d+(?:,(\d+))?", heading.split("@@")[1])
    return sum(int(count or 1) for count in sides)


def _path(written: str) -> str:
    """A path of a diff heading, without quotes, escapes and prefix."""
    name = written.rstrip("\t\r")
    if name.startswith('"') and name.endswith('"'):
        name = _unquoted(name[1:-1])
    return name.removeprefix("b/")


def _unquoted(words: str) -> str:
    def byte(match: re.Match[str]) -> bytes:
        return bytes([int(match[1], 8)]) if match[1] else _ESCAPES.get(match[2], match[2]).encode()

    parts: list[bytes] = []
    at = 0
    for match in _ESCAPE.finditer(words):
        parts += [words[at : match.start()].encode(), byte(match)]
        at = match.end()
    return b"".join([*parts, words[at:].encode()]).decode(errors="replace")


def _common(root: Path, base: str) -> str:
    """The commit at which the work left the base; UsageError where it is not to be found."""
    if base.startswith("-"):
        raise UsageError(f"--diff: {base!r} is no git commit or branch")
    known = _run(root, "rev-parse", "--verify", "--quiet", f"{base}^{{commit}}")
    shallow = _run(root, "rev-parse", "--is-shallow-repository").stdout.strip() == "true"
    if known.returncode:
        raise UsageError(f"--diff: {_shallow(base) if shallow else f'git knows no commit {base!r} here'}")
    common = _run(root, "merge-base", known.stdout.strip(), "HEAD")
    if common.returncode or not common.stdout.strip():
        reason = _shallow(base) if shallow else f"{base!r} and HEAD have no common ancestor"
        raise UsageError(f"--diff: {reason}")
    return common.stdout.split()[0]


def _shallow(base: str) -> str:
    return (
        f"this clone is too shallow to reach {base!r}; fetch its history "
        "(git fetch --unshallow; in a workflow: fetch-depth: 0)"
    )


def _git(folder: str | Path, *words: str) -> str:
    done = _run(folder, *words)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["failed"])[0]
        raise UsageError(f"--diff: git {words[0]}: {reason.removeprefix('fatal: ')}")
    return done.stdout


def _run(folder: str | Path, *words: str) -> subprocess.CompletedProcess[str]:
    command: Sequence[str] = ("git", "-c", "core.quotePath=false", "-c", "core.fsmonitor=false", *words)
    try:
        return subprocess.run(
            command, cwd=folder, capture_output=True, encoding="utf-8", errors="replace", check=False
        )
    except OSError as error:
        raise UsageError(f"--diff: git cannot be run: {error.strerror or error}") from None
