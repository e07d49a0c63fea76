"""The archive on both stores: what goes in comes out, and what is found is what all articles would give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

import claimcheck
from claimcheck.checks import CHECKS
from claimcheck.errors import ArchiveError, UsageError
from claimcheck.extract import read
from claimcheck.lexicon import default_lexicon
from claimcheck.model import Reading
from claimcheck.pipeline import judged, read_paths
from claimcheck.report import Report
from claimcheck.rules import load_rules
from claimcheck.store import bulk, ingest, migrate_archive, open_archive, sampling, schema, tables
from claimcheck.store.conflicts import conflicts
from claimcheck.store.history import history
from claimcheck.store.impact import impact, stated_claim
from claimcheck.store.lines import lines, read_lines
from claimcheck.store.writing import Entry

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "articles"
LEXICON = default_lexicon()
RULES = [rule for rule in load_rules() if CHECKS[rule.check].of_leftovers is None]

FIRST = "快手2022年第一季度的日活跃用户达3.46亿，GMV为1751亿元，同比增长47.7%。\n"
SECOND = "2022年第一季度，快手的日活跃用户为3.64亿。\n"
FACT = "快手2022年第一季度的日活跃用户达3.46亿。\n"
DRAFT = "快手2022年第一季度的日活跃用户为3.46亿。"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two articles of two days, in the folder where the test runs."""
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text(f"---\ndate: 2022-05-24\n---\n{FIRST}", encoding="utf-8")
    Path("b.md").write_text(f"---\ndate: 2022-06-24\n---\n{SECOND}", encoding="utf-8")
    return tmp_path


def add(location: str, *paths: str, how: ingest.How | None = None, jobs: int = 1) -> list[ingest.Step]:
    with open_archive(location, create=True) as archive:
        return list(ingest.add(archive, paths, how or ingest.How(), jobs=jobs)[1])


def outcomes(steps: Sequence[ingest.Step]) -> dict[str, str]:
    return {step.path: step.outcome.value for step in steps}


def store(location: str, readings: Sequence[Reading]) -> None:
    """Store the readings in order of publication, as an archive grows."""
    ordered = sorted(
        readings, key=lambda r: (r.document.source.published or date.max, r.document.source.document)
    )
    with open_archive(location, create=True) as archive:
        for reading in ordered:
            archive.add(Entry(reading, "hash", "reader"))


# ---------------------------------------------------------------- filling


def test_add_is_incremental(folder: Path, location: str) -> None:
    assert outcomes(add(location, "a.md")) == {"a.md": "added"}
    (folder / "a.md").write_text(FIRST + "快手2021年营收为811亿元。\n", encoding="utf-8")
    assert outcomes(add(location, "a.md", "b.md")) == {"a.md": "replaced", "b.md": "added"}
    assert outcomes(add(location, "a.md", "b.md")) == {"a.md": "unchanged", "b.md": "unchanged"}


def test_another_authority_reads_anew(folder: Path, location: str) -> None:
    add(location, "a.md")
    assert outcomes(add(location, "a.md", how=ingest.How(authority="filing"))) == {"a.md": "replaced"}
    with open_archive(location) as archive:
        assert [entry.source.authority for entry in archive.articles()] == ["filing"]


def test_processes_store_the_same(folder: Path, location: str) -> None:
    steps = add(location, "a.md", "b.md", "missing.md", jobs=2)
    assert outcomes(steps) == {"a.md": "added", "b.md": "added", "missing.md": "failed"}


def test_prune_takes_out_what_is_gone(folder: Path, location: str) -> None:
    add(location, "a.md", "b.md")
    (folder / "b.md").unlink()
    with open_archive(location, write=True) as archive:
        assert outcomes(list(ingest.prune(archive))) == {"b.md": "removed"}
        assert [entry.source.document for entry in archive.articles()] == ["a.md"]


def test_prune_refuses_a_wrong_folder(folder: Path, location: str, monkeypatch: pytest.MonkeyPatch) -> None:
    add(location, "a.md", "b.md")
    (folder / "elsewhere").mkdir()
    monkeypatch.chdir("elsewhere")
    with open_archive(location, write=True) as archive, pytest.raises(UsageError, match="not one of the 2"):
        list(ingest.prune(archive))


def test_nothing_is_left_of_a_removed_article(folder: Path, location: str) -> None:
    add(location, "a.md")
    with open_archive(location, write=True) as archive:
        archive.remove("a.md")
        left = [archive.store.rows(f"SELECT count(*) FROM {name}")[0][0] for name in ("claims", "statements")]
        left += [
            archive.store.rows(f"SELECT count(*) FROM {name}")[0][0] for name in ("origins", "sentences")
        ]
    assert left == [0, 0, 0, 0]


def test_an_article_that_breaks_leaves_the_archive_as_it_was(
    folder: Path, location: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(location, "a.md")

    def broken(*_: object) -> bytes:
        raise ValueError("no")

    monkeypatch.setattr("claimcheck.store.writing.body", broken)
    with pytest.raises(ValueError, match="no"):
        add(location, "b.md")
    monkeypatch.undo()
    with open_archive(location) as archive:
        assert [entry.source.document for entry in archive.articles()] == ["a.md"]


# ---------------------------------------------------------------- asking


def test_a_reading_comes_back_as_it_was(location: str) -> None:
    readings, _ = read_paths([str(ROOT / "seeds")])
    store(location, readings)
    with open_archive(location) as archive:
        for reading in readings:
            back = archive.reading(reading.document.source.document)
            assert back is not None
            assert back.claims == reading.claims
            assert back.document == reading.document


def test_check_finds_the_conflict(folder: Path, location: str) -> None:
    add(location, "b.md")
    with open_archive(location) as archive:
        report = claimcheck.check(DRAFT, against=archive)
    assert [[c.document for c in f.claims] for f in report.conflicts] == [["<draft 1>", "b.md"]]


def test_the_draft_itself_is_not_a_source(folder: Path, location: str) -> None:
    add(location, "a.md")
    with open_archive(location) as archive:
        report = claimcheck.check(Path("a.md"), against=archive)
    assert {d.source.document for d in report.documents} == {"a.md"}


def test_as_of_answers_with_what_was_out(folder: Path, location: str) -> None:
    add(location, "a.md", "b.md")
    with open_archive(location, as_of=date(2022, 6, 1)) as archive:
        assert [entry.source.document for entry in archive.articles()] == ["a.md"]
        assert not claimcheck.check(DRAFT, against=archive).conflicts


def told(report: Report) -> list[tuple[object, ...]]:
    """All that a report found, in order.

    Without the names of origins and the likeliest cause, which may rest on any other claim.
    """
    return [
        (
            f.rule,
            f.verdict,
            f.level,
            f.message,
            f.agreement,
            f.reason,
            f.key,
            [(c.document, c.span, c.id) for c in f.claims],
        )
        for f in report.findings
    ]


def different(location: str, readings: Sequence[Reading], drafts: Sequence[Reading]) -> list[str]:
    """The drafts on which an archive of all readings finds something else than all of them at once."""
    store(location, readings)
    found = []
    with open_archive(location) as archive:
        for draft in drafts:
            everything = judged([draft], [r for r in readings if r is not draft], rules=RULES)
            by_keys = judged([draft], archive, rules=RULES)
            if told(everything) != told(by_keys) or everything.verdicts != by_keys.verdicts:
                found.append(draft.document.source.document)
    return found


def test_the_seeds_give_the_same_findings(location: str) -> None:
    readings, _ = read_paths([str(ROOT / "seeds")])
    assert different(location, readings, readings) == []


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real articles is not here")
def test_real_articles_give_the_same_findings(location: str) -> None:
    paths = sorted(map(str, CORPUS.iterdir()))[::4]
    readings, _ = read_paths(paths)
    assert different(location, readings, readings[::8]) == []


def crowd(count: int, words: str) -> list[Reading]:
    """Articles that state the same in words of their own, so that none is a copy of another."""
    return [
        read(claimcheck.load(f"{n:03}.md", text=f"{'某' * (n + 1)}说，{words}"), LEXICON)
        for n in range(count)
    ]


def test_of_a_crowd_a_few_are_listed_and_all_counted(location: str) -> None:
    store(location, crowd(50, FACT))
    with open_archive(location) as archive:
        report = claimcheck.check(FACT, against=archive)
        found = next(f for f in report.findings if f.verdict.value == "confirmed")
    assert len(found.claims) == 1 + sampling.FIRST + sampling.LAST
    told = {step.id: dict(step.arguments) for step in found.explanation}
    assert told["origin"] == {"count": "51", "articles": "51"}
    assert told["unlisted"] == {"count": "42", "origins": "42"}


def test_a_crowd_leads_however_few_of_it_are_listed(location: str) -> None:
    few = [
        read(claimcheck.load(f"z{n}.md", text=f"{'甲' * (n + 1)}称：{SECOND}"), LEXICON) for n in range(20)
    ]
    store(location, [*crowd(50, FACT), *few])
    with open_archive(location) as archive:
        report = claimcheck.check(FACT, against=archive)
    assert [f.claims[0].document for f in report.conflicts] == ["z0.md"]


def test_what_weighs_is_listed_of_a_crowd(location: str) -> None:
    readings = crowd(50, FACT)
    filing = read(claimcheck.load("f.md", text=FACT, authority="filing"), LEXICON)
    store(location, [*readings[:25], filing, *readings[25:]])
    with open_archive(location) as archive:
        report = claimcheck.check(FACT, against=archive)
    assert "f.md" in {c.document for f in report.findings for c in f.claims}


def test_as_of_counts_a_crowd_of_its_day(location: str) -> None:
    readings = [
        read(
            claimcheck.load(
                f"{n:03}.md", text=f"{'某' * (n + 1)}说，{FACT}", published=date(2022, 5, 1 + n % 2)
            ),
            LEXICON,
        )
        for n in range(80)
    ]
    store(location, readings)
    with open_archive(location, as_of=date(2022, 5, 1)) as archive:
        found = next(f for f in claimcheck.check(FACT, against=archive).findings)
    assert dict(found.explanation[-2].arguments) == {"count": "41", "articles": "41"}


def test_counts_follow_what_is_stored(location: str) -> None:
    store(location, crowd(3, FACT))
    with open_archive(location, write=True) as archive:
        archive.remove("001.md")
        archive.add(Entry(read(claimcheck.load("002.md", text=FACT * 2), LEXICON), "h", "r"))
        said = archive.store.rows("SELECT claims, origins FROM statements")
    assert said == [(3, 2)]


@pytest.mark.parametrize("large", [0, 3])
def test_a_fact_with_very_many_statements_is_looked_up_by_period(
    location: str, monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    monkeypatch.setattr("claimcheck.store.outlines.LARGE", large)
    texts = [f"快手{year}年第一季度的日活跃用户为{year - 2000}0万。" for year in range(2012, 2024)]
    store(location, [read(claimcheck.load(f"{n:02}.md", text=t), LEXICON) for n, t in enumerate(texts)])
    with open_archive(location) as archive:
        found = archive.related(read(claimcheck.load("x", text=texts[5]), LEXICON).claims)
        assert {r.document.source.document for r in found.readings} >= {"05.md"}
        assert len(found.readings) < 8
        assert not claimcheck.check(texts[5], against=archive).conflicts


def test_a_rule_reaches_other_metrics_of_the_subject(location: str) -> None:
    parts = ["快手2022年一季度营收为200亿元。", "快手2022年一季度毛利为80亿元。"]
    readings = [read(claimcheck.load(f"{n}.md", text=t), LEXICON) for n, t in enumerate(parts)]
    store(location, readings)
    with open_archive(location) as archive:
        report = claimcheck.check("快手2022年一季度毛利率为60%。", against=archive)
    assert [f.rule for f in report.conflicts] == ["formula/gross-margin"]


def test_history_has_every_statement(folder: Path, location: str) -> None:
    add(location, "a.md", "b.md")
    with open_archive(location) as archive:
        found = history(archive, "Kuaishou", "DAU", RULES, LEXICON)
    assert [(str(row.statement.quantity.stated), row.verdict.value) for row in found.rows] == [
        ("346000000", "conflict"),
        ("364000000", "conflict"),
    ]


def test_history_names_what_there_is(folder: Path, location: str) -> None:
    add(location, "a.md")
    with open_archive(location) as archive:
        with pytest.raises(UsageError, match="dau, gmv"):
            history(archive, "快手", "营收", RULES, LEXICON)
        with pytest.raises(UsageError, match="did you mean 'gmv'"):
            history(archive, "快手", "GMVV", RULES, LEXICON)


def test_conflicts_are_those_of_all_articles(location: str) -> None:
    readings, _ = read_paths([str(ROOT / "seeds")])
    store(location, readings)
    with open_archive(location) as archive:
        found = conflicts(archive, RULES, LEXICON)
    everything = judged(readings, [], rules=RULES)
    assert {f.id for f in found.conflicts} == {f.id for f in everything.conflicts}


def test_impact_shows_who_states_it_and_what_moves(folder: Path, location: str) -> None:
    add(location, "a.md")
    claim = stated_claim("快手 GMV 2022Q1 = 1748亿元", None, LEXICON)
    with open_archive(location) as archive:
        found = impact(archive, claim, LEXICON)
    assert [s.agreement.value for s in found.stating] == ["disjoint"]
    assert [(m.relation.value, str(m.value.normalize()), m.moves) for m in found.moves] == [
        ("growth", "47.4", True)
    ]


@pytest.mark.parametrize("words", ["没有数字", "快手 GMV 2022Q1 = 1748亿元，DAU 3亿"])
def test_impact_wants_one_figure(words: str) -> None:
    with pytest.raises(UsageError, match="expected one"):
        stated_claim(words, None, LEXICON)


# ---------------------------------------------------------------- moving


def test_an_export_comes_back_whole(tmp_path: Path, location: str) -> None:
    readings, _ = read_paths([str(ROOT / "seeds")])
    store(location, readings)
    with open_archive(location) as archive:
        written = list(lines(archive))
    with open_archive(tmp_path / "other.db", create=True) as other:
        list(read_lines(other, written, "export", LEXICON))
        assert list(lines(other)) == written


@pytest.mark.parametrize(
    ("broken", "complaint"),
    [
        (lambda w: w[1:], "first line of an export"),
        (lambda w: w[:-1], "cut off"),
        (lambda w: [*w[:2], "{\n"], "export:3: not JSON"),
        (lambda w: [w[0], *w[2:]], "expected an article"),
        (lambda w: [w[0], w[1].replace('"origin"', '"orgin"'), *w[2:]], "not an exported article"),
    ],
)
def test_a_broken_export_is_refused(folder: Path, broken, complaint: str) -> None:  # type: ignore[no-untyped-def]
    add("claims.db", "a.md")
    with open_archive("claims.db") as archive:
        written = list(lines(archive))
    with open_archive("other.db", create=True) as other, pytest.raises(ArchiveError, match=complaint):
        list(read_lines(other, broken(written), "export", LEXICON))


def test_tables_have_a_row_a_claim(folder: Path, location: str) -> None:
    add(location, "a.md", "b.md")
    with open_archive(location) as archive:
        assert len(list(tables.rows(archive))) == sum(entry.claims for entry in archive.articles())


# ---------------------------------------------------------------- versions


def test_a_newer_format_is_refused(folder: Path, location: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(schema, "VERSION", schema.VERSION + 1)
        add(location, "a.md")
    with pytest.raises(ArchiveError, match="newer than this claimcheck reads"):
        open_archive(location)


def test_a_format_that_never_was_is_refused(folder: Path, location: str) -> None:
    add(location, "a.md")
    with open_archive(location, write=True) as archive:
        archive.store.run("UPDATE archive_format SET version = 0")
    with pytest.raises(ArchiveError, match="format 0 is none that claimcheck ever wrote"):
        open_archive(location)
    with pytest.raises(ArchiveError, match="format 0 is none that claimcheck ever wrote"):
        migrate_archive(location)


_BACK_TO_1 = (
    "ALTER TABLE claims RENAME TO claims_2",
    "CREATE TABLE claims (statement INTEGER NOT NULL, article INTEGER NOT NULL, place INTEGER NOT NULL, "
    "body {bytes} NOT NULL, PRIMARY KEY (statement, article, place)){clustered}",
    "INSERT INTO claims SELECT statement, article, place, body FROM claims_2",
    "DROP TABLE claims_2",
    "DROP INDEX statements_by_fact",
    "ALTER TABLE statements DROP COLUMN series",
    "ALTER TABLE statements DROP COLUMN claims",
    "ALTER TABLE statements DROP COLUMN origins",
    "CREATE INDEX statements_by_fact ON statements (fact, last_day, first_day)",
    "CREATE INDEX claims_by_article ON claims (article)",
    "UPDATE archive_format SET version = 1",
)


def test_format_1_is_migrated(folder: Path, location: str) -> None:
    add(location, "a.md", "b.md")
    everything = "SELECT * FROM statements ORDER BY id", "SELECT * FROM claims ORDER BY statement, article"
    with open_archive(location, write=True) as archive:
        before = [archive.store.rows(sql) for sql in everything]
        for sql in _BACK_TO_1:
            archive.store.run(sql.format(**archive.store.dialect._asdict()))
    with pytest.raises(ArchiveError, match="archive migrate"):
        open_archive(location)
    assert migrate_archive(location) == (1, schema.VERSION)
    with open_archive(location) as archive:
        assert [archive.store.rows(sql) for sql in everything] == before
        assert claimcheck.check(DRAFT, against=archive).conflicts


def test_an_older_format_is_migrated(folder: Path, location: str, monkeypatch: pytest.MonkeyPatch) -> None:
    add(location, "a.md")
    old = schema.VERSION
    monkeypatch.setattr(schema, "VERSION", old + 1)
    monkeypatch.setattr(schema, "MIGRATIONS", {old: ("ALTER TABLE articles ADD COLUMN note TEXT",)})
    with pytest.raises(ArchiveError, match="archive migrate"):
        open_archive(location)
    assert migrate_archive(location) == (old, old + 1)
    with open_archive(location) as archive:
        assert archive.store.rows("SELECT note FROM articles") == [(None,)]


def test_a_failed_migration_changes_nothing(
    folder: Path, location: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(location, "a.md")
    with monkeypatch.context() as patched:
        patched.setattr(schema, "VERSION", schema.VERSION + 1)
        steps = ("ALTER TABLE articles ADD COLUMN note TEXT", "NONSENSE")
        patched.setattr(schema, "MIGRATIONS", {schema.VERSION - 1: steps})
        with pytest.raises(ArchiveError, match="the database says"):
            migrate_archive(location)
    with open_archive(location) as archive, pytest.raises(ArchiveError, match="note"):
        archive.store.rows("SELECT note FROM articles")


# ---------------------------------------------------------------- figures


def test_figures_need_no_extraction(folder: Path, location: str) -> None:
    Path("f.csv").write_text(
        "subject,metric,value,unit,period,published\n快手,DAU,346000000,count,2022Q1,2022-05-24\n",
        encoding="utf-8",
    )
    assert outcomes(add(location, "f.csv", how=ingest.How(authority="filing"))) == {"f.csv": "added"}
    with open_archive(location) as archive:
        report = claimcheck.check(SECOND, against=archive)
    assert [f.claims[1].source.authority for f in report.conflicts] == ["filing"]


def test_a_bad_row_names_its_line(folder: Path) -> None:
    Path("f.csv").write_text("subject,metric,value,period\n快手,DAU,viel,2022Q1\n", encoding="utf-8")
    steps = add("claims.db", "f.csv")
    assert [step.error for step in steps] == [
        "f.csv:2: value: 'viel' is no number; write it like 1748.5, 1748亿元"
    ]


# ---------------------------------------------------------------- all at once


def test_a_bulk_is_what_adding_makes(tmp_path: Path, location: str) -> None:
    texts = [FIRST, SECOND, f"{'某' * 9}说，{FACT}", FACT]
    readings = [read(claimcheck.load(f"{n}.md", text=t), LEXICON) for n, t in enumerate(texts)]
    store(str(tmp_path / "one by one.db"), readings)
    with open_archive(location, create=True) as archive:
        assert bulk.load(archive.store, [Entry(r, "hash", "reader") for r in readings], LEXICON) == 4
    with open_archive(tmp_path / "one by one.db") as other, open_archive(location, write=True) as archive:
        assert list(lines(archive)) == list(lines(other))
        counts = "SELECT stated, claims, origins FROM statements ORDER BY stated, claims"
        assert archive.store.rows(counts) == other.store.rows(counts)
        assert not archive.add(Entry(read(claimcheck.load("new.md", text=DRAFT), LEXICON), "h", "r"))
        with pytest.raises(ArchiveError, match="into an empty archive only"):
            bulk.load(archive.store, [], LEXICON)


def test_a_bulk_that_breaks_leaves_no_archive(location: str) -> None:
    def entries() -> Iterator[Entry]:
        yield Entry(read(claimcheck.load("a.md", text=FIRST), LEXICON), "hash", "reader")
        raise ValueError("no")

    with open_archive(location, create=True) as archive, pytest.raises(ValueError, match="no"):
        bulk.load(archive.store, entries(), LEXICON)
    with pytest.raises(ArchiveError, match="not a claimcheck archive"):
        open_archive(location)
