"""claimcheck.toml and [tool.claimcheck]: what is found, what it changes, what is refused and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck.cli import main
from claimcheck.configuration import configuration, ruled, worded
from claimcheck.errors import UsageError
from claimcheck.globs import matches

HEAD = "---\ndate: 2022-06-02\n---\n\n"
RIGHT = HEAD + "快手2022年一季度日活跃用户为3.46亿。\n"
WRONG = HEAD + "快手2022年一季度日活跃用户为3.64亿。\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in (("out/a.md", RIGHT), ("new/b.md", WRONG), ("new/old/c.md", RIGHT)):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def settings(project: Path, text: str, name: str = "claimcheck.toml") -> None:
    (project / name).write_text(text, encoding="utf-8")


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(list(words))
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize(
    ("name", "table"), [("claimcheck.toml", ""), ("pyproject.toml", "[tool.claimcheck]\n")]
)
def test_paths_come_from_the_configuration(
    project: Path, capsys: pytest.CaptureFixture[str], name: str, table: str
) -> None:
    settings(project, table + 'paths = ["new"]\nagainst = ["out"]\n', name)

    code, out, _ = run(capsys, "check", "-q", "--lang", "en")
    assert (code, out.startswith("articles 3 · claims 2: conflict ")) == (1, True)


def test_the_nearest_file_above_the_first_path_counts(project: Path) -> None:
    settings(project, 'lang = "zh"')
    settings(project / "new", 'lang = "en"')

    assert [configuration(p).lang for p in ("new/b.md", "new/old", "out")] == ["en", "en", "zh"]


def test_a_shared_file_without_our_table_is_passed_over(project: Path) -> None:
    settings(project, 'lang = "en"')
    settings(project / "new", "[tool.other]\nx = 1\n", "pyproject.toml")

    assert configuration("new/b.md").lang == "en"


def test_excluded_articles_are_left_out_of_folders_but_not_when_named(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings(project, 'exclude = ["new/old/**"]\n')

    counts = [
        run(capsys, "report", path, "-q", "--lang", "en")[1].split(" · ")[0]
        for path in ("new", "new/old/c.md")
    ]
    assert counts == ["articles 1", "articles 1"]


def test_excluding_everything_is_no_pass(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings(project, 'exclude = ["new"]\n')

    assert run(capsys, "report", "new")[0] == 2


def test_a_rule_is_as_loud_as_its_level(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings(project, '[levels]\nsame-fact = "warning"\n')

    assert [
        run(capsys, "check", "new", "--against", "out", *more)[0] for more in ((), ("--fail-on", "warning"))
    ] == [0, 1]


def test_an_option_goes_before_the_configuration(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings(project, 'fail-on = "never"\n')

    words = ("check", "new", "--against", "out")
    assert [run(capsys, *words)[0], run(capsys, *words, "--fail-on", "error")[0]] == [0, 1]
    assert run(capsys, *words, "--no-config")[0] == 1


def test_own_names_join_the_shipped_ones(project: Path) -> None:
    (project / "names" / "subjects").mkdir(parents=True)
    settings(project, "lantu-mall:\n  zh: [蓝图商城]\n", "names/subjects/own.yaml")
    settings(project, 'lexicons = ["names"]\n')

    subjects = worded(configuration()).subjects
    assert ("lantu-mall" in subjects, "kuaishou" in subjects) == (True, True)


def test_own_rules_join_the_shipped_ones(project: Path) -> None:
    (project / "rules").mkdir()
    settings(project, "check: same-fact\nlevel: note\nmatch: {metric: [gmv]}\n", "rules/own.yaml")
    settings(project, 'rules = ["rules"]\n')

    assert {"own", "same-fact"} <= {rule.id for rule in ruled(configuration())}


def test_the_last_fitting_pattern_says_the_authority(project: Path) -> None:
    settings(project, '[authorities]\n"out/**" = "release"\n"out/a.md" = "filing"\n')

    given = configuration()
    assert [given.authority(Path(p)) for p in ("out/a.md", "out/b.md", "new/b.md")] == [
        "filing",
        "release",
        "outlet",
    ]


@pytest.mark.parametrize(
    ("text", "line", "complaint"),
    [
        ('paths = ["new"]\nagianst = ["out"]\n', 2, "did you mean 'against'?"),
        ('\nfail-on = "loud"\n', 2, "fail-on: expected one of note, warning, error, never"),
        ("min-coverage = 101\n", 1, "min-coverage: expected a whole number from 0 to 100"),
        ("min-coverage = true\n", 1, "min-coverage: expected a whole number"),
        ('paths = "new"\n', 1, "paths: expected a list of texts"),
        ('[levels]\nsame-fcat = "note"\n', 2, "did you mean 'same-fact'?"),
        ('[levels]\nsame-fact = "eror"\n', 2, "did you mean 'error'?"),
        ('[authorities]\n"a/**" = "fling"\n', 2, "did you mean 'filing'?"),
        ('against = ["postgresql://u:p@h/d"]\n', 1, "on the command line only"),
    ],
)
def test_a_wrong_setting_is_one_line_with_file_line_and_nearest_name(
    project: Path, capsys: pytest.CaptureFixture[str], text: str, line: int, complaint: str
) -> None:
    settings(project, text)

    code, _, err = run(capsys, "check", "new", "--against", "out")
    assert (code, err.count("\n"), f"claimcheck.toml:{line}: " in err, complaint in err) == (2, 1, True, True)


@pytest.mark.parametrize("text", ["x = [", "\xff"])
def test_a_file_that_is_no_toml_is_refused(project: Path, text: str) -> None:
    (project / "claimcheck.toml").write_bytes(text.encode("latin-1"))

    with pytest.raises(UsageError, match=r"claimcheck\.toml: is not"):
        configuration()


def test_show_config_is_a_configuration_again(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings(project, 'paths = ["new"]\nmin-coverage = 40\n[levels]\nsame-fact = "note"\n')

    _, shown, _ = run(capsys, "check", "--show-config")
    settings(project, shown)
    _, again, _ = run(capsys, "check", "--show-config")
    assert (again, "min-coverage = 40" in shown) == (shown, True)


def test_init_writes_a_configuration_that_names_the_articles(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = run(capsys, "init")[0], run(capsys, "init")
    assert (first, second[0], "--force" in second[2]) == (0, 2, True)

    assert configuration().paths == ("new", "out")


def test_too_little_coverage_counts(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "new" / "b.md").write_text(RIGHT + "\n见表3、图4、第5章和版本6.1。\n", encoding="utf-8")

    words = ("report", "new/b.md", "--fail-on", "error", "--min-coverage")
    assert [run(capsys, *words, percent)[0] for percent in ("0", "99")] == [0, 1]


def test_an_empty_article_passes_only_when_allowed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "new" / "b.md").write_text("这里没有数字。\n", encoding="utf-8")

    words = ("report", "new/b.md", "--fail-on", "error")
    assert [run(capsys, *words)[0], run(capsys, *words, "--allow-empty")[0]] == [1, 0]


@pytest.mark.parametrize(
    "text",
    [
        "Der Umsatz der Firma stieg im Jahr 2022 auf 12 Millionen Euro, und die Zahl der Kunden wurde mit "
        "340 angegeben. "
        "Das ist für den Vorstand nicht genug, und auch bei den Kosten von 7 Millionen ist noch Luft.",
        "Выручка компании за 2022 год составила 12 миллионов рублей, а число клиентов выросло до 340 тысяч.",
        "同社の売上高は2022年に12億円となり、ユーザー数は340万人に増えました。これについて社長は次のように述べています。",
    ],
)  # fmt: skip
def test_an_article_in_a_language_that_no_lexicon_reads_does_not_pass(
    project: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    (project / "new" / "b.md").write_text(text, encoding="utf-8")

    words = ("report", "new/b.md", "--fail-on", "error", "-q")
    assert [run(capsys, *words)[0], run(capsys, *words, "--allow-empty")[0]] == [1, 0]


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("*.md", "a/b/c.md", True),
        ("a/*.md", "a/b/c.md", False),
        ("a/**/*.md", "a/b/c.md", True),
        ("a/**", "a/b/c.md", True),
        ("b", "a/b/c.md", True),
        ("a/b", "a/bc/d.md", False),
        ("./a/", "a/b.md", True),
        ("a?b", "a/b", False),
    ],
)
def test_patterns(tmp_path: Path, pattern: str, path: str, fits: bool) -> None:
    assert matches(tmp_path / path, pattern, tmp_path) is fits
