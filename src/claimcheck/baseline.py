"""Known findings in a file: which of a report's findings are not new, and which entries are out of date.

An entry is keyed by what its finding says (fact, period, values), not by lines, file names or titles. It also
counts how often each side is said, so that one more article with the known wrong figure is new.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import msgspec

from claimcheck.display import finding_in
from claimcheck.errors import UsageError, nearest
from claimcheck.fingerprints import claims_said, finding_fingerprint
from claimcheck.lexicon import default_lexicon
from claimcheck.messages import text
from claimcheck.model import Finding, Level
from claimcheck.report import UPKEEP, Mark, Report, finding_name
from claimcheck.upkeep import extended, marked, upkeep

FILE = "claimcheck-baseline.json"
VERSION = 1


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One known finding. People may edit ``reason``, ``owner`` and ``expires``; the rest is the key."""

    id: str
    rule: str
    about: str = ""
    claims: dict[str, int] = {}
    reason: str = ""
    owner: str = ""
    expires: date | None = None


class Baseline(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All entries of one file, in order of what they are about."""

    version: int = VERSION
    entries: tuple[Entry, ...] = ()


class _Head(msgspec.Struct):
    version: int


def read(path: str | Path) -> Baseline:
    """The baseline in a file; UsageError in one line for another version or a malformed entry."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise UsageError(
            f"{path}: cannot be read: {error.strerror or error}; claimcheck baseline write makes one"
        ) from None
    try:
        version = msgspec.json.decode(data, type=_Head).version
        if version != VERSION:
            raise UsageError(
                f"{path}: is a baseline of version {version}; expected {VERSION}: "
                "write it anew with claimcheck baseline write"
            )
        return msgspec.json.decode(data, type=Baseline)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: is no baseline: {_expected(str(error))}") from None


def _expected(error: str) -> str:
    """The decoder's complaint with the near name of an unknown field."""
    unknown = re.search(r"unknown field `(\w+)`", error)
    fields = [field.name for kind in (Entry, Baseline) for field in msgspec.structs.fields(kind)]
    return error + (nearest(unknown[1], fields) if unknown else "")


def written(baseline: Baseline) -> bytes:
    """The baseline as JSON that a person can read and edit, one key a line."""
    return msgspec.json.format(msgspec.json.encode(baseline, order="deterministic"), indent=2) + b"\n"


def entries(report: Report, known: Baseline, lang: str, **given: str | date | None) -> Baseline:
    """A baseline of the report's open problems; an entry known before keeps its reason, owner and expiry."""
    before = {entry.id: entry for entry in known.entries}
    suppressed = {name for name, mark in report.marks if mark.kind == "suppressed"}
    made: dict[str, Entry] = {}
    for finding in report.problems:
        if finding.rule not in UPKEEP and finding_name(finding) not in suppressed:
            entry = _entry(finding, report, lang)
            made[entry.id] = _joined(made[entry.id], entry) if entry.id in made else entry
    kept = [_kept(entry, before.get(entry.id), given) for entry in made.values()]
    return Baseline(entries=tuple(sorted(kept, key=lambda entry: (entry.rule, entry.about, entry.id))))


def compared(report: Report, baseline: Baseline, path: str, today: date, lang: str) -> Report:
    """The report with known findings marked, and a finding for each expired or unused entry."""
    by_id = {entry.id: entry for entry in baseline.entries}
    room = {entry.id: Counter(entry.claims) for entry in baseline.entries}
    marks: dict[str, Mark] = {}
    used: set[str] = set()
    for finding in report.problems:
        id = finding_fingerprint(finding, report)
        entry = by_id.get(id)
        if entry is None or finding.rule in UPKEEP:
            continue
        used.add(id)
        if not _is_past(entry, today) and _has_room(finding, room[id]):
            marks[finding_name(finding)] = Mark("known", entry.reason, entry.owner)
    return extended(marked(report, marks), list(_upkeep(baseline, used, path, today)))


def pruned(report: Report, baseline: Baseline) -> Baseline:
    """The baseline without the entries that match no finding."""
    alive = {finding_fingerprint(finding, report) for finding in report.problems}
    return Baseline(entries=tuple(entry for entry in baseline.entries if entry.id in alive))


def _entry(finding: Finding, report: Report, lang: str) -> Entry:
    return Entry(
        id=finding_fingerprint(finding, report),
        rule=finding.rule,
        about=_about(finding_in(finding, report.lexicon or default_lexicon(), lang), lang),
        claims=claims_said(finding.claims),
    )


def _about(finding: Finding, lang: str) -> str:
    """Subject, metric and period, and every value that is said: for people, not for matching."""
    if not finding.claims:
        return finding.key
    first = finding.claims[0]
    names = (first.subject, first.metric)
    fact = [name.name for name in names if name] + [first.period.label]
    values = dict.fromkeys("".join(claim.quantity.text.split()) for claim in finding.claims)
    return text("list-dot", lang).join([*filter(None, fact), " / ".join(values)])


def _joined(a: Entry, b: Entry) -> Entry:
    """One entry for two findings that say the same of different articles."""
    return msgspec.structs.replace(a, claims=dict(sorted((Counter(a.claims) + Counter(b.claims)).items())))


def _kept(entry: Entry, before: Entry | None, given: dict[str, str | date | None]) -> Entry:
    notes = {name: getattr(before, name) for name in ("reason", "owner", "expires")} if before else {}
    told = {name: value for name, value in given.items() if value is not None and not notes.get(name)}
    return msgspec.structs.replace(entry, **{**notes, **told})


def _is_past(entry: Entry, today: date) -> bool:
    return entry.expires is not None and entry.expires < today


def _has_room(finding: Finding, room: Counter[str]) -> bool:
    """Whether every claim of the finding is counted in the entry; what is, is used up."""
    said = Counter(claims_said(finding.claims))
    if any(count > room[id] for id, count in said.items()):
        return False
    room.subtract(said)
    return True


def _upkeep(baseline: Baseline, used: set[str], path: str, today: date) -> Iterable[Finding]:
    for entry in baseline.entries:
        if entry.id not in used:
            yield upkeep("unused-baseline", Level.WARNING, path, entry=entry.id, about=entry.about)
        elif _is_past(entry, today):
            day = str(entry.expires)
            yield upkeep("expired-baseline", Level.WARNING, path, entry=entry.id, day=day, about=entry.about)
