"""Articles as test items, run by a pytest of their own."""

from __future__ import annotations

import pytest

pytest_plugins = ["pytester"]

HEAD = "---\ndate: 2022-06-02\n---\n\n"
RIGHT = HEAD + "快手2022年一季度日活跃用户为3.46亿。\n"
WRONG = HEAD + "快手2022年一季度日活跃用户为3.64亿。\n"
BARE = ("-p", "no:cacheprovider", "-p", "no:xdist")


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    for name, text in (("new/草稿.md", WRONG), ("new/good.md", RIGHT), ("out/a.md", RIGHT)):
        path = pytester.path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return pytester


def test_each_article_is_an_item(project: pytest.Pytester) -> None:
    result = project.runpytest_inprocess(*BARE, "--collect-only", "-q", "--claimcheck", "new")

    result.stdout.fnmatch_lines_random(["new/good.md::claimcheck", "new/*.md::claimcheck"])


def test_an_article_that_contradicts_another_fails_with_both_quotes(project: pytest.Pytester) -> None:
    result = project.runpytest_inprocess(*BARE, "--claimcheck", "new", "--claimcheck-against", "out")

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "same-fact f*: Same fact*",
            "  - 快手2022年一季度日活跃用户为3.46亿*",
            "  + 快手2022年一季度日活跃用户为3.64亿    (new/草稿.md:5:*)",
        ]
    )


def test_ordinary_tests_run_beside_the_articles(project: pytest.Pytester) -> None:
    project.makepyfile("def test_one(): pass")

    project.runpytest_inprocess(*BARE, "--claimcheck", "new").assert_outcomes(passed=2, failed=1)


def test_one_article_can_be_run_alone(project: pytest.Pytester) -> None:
    result = project.runpytest_inprocess(*BARE, "--claimcheck", "new", "new/good.md::claimcheck")

    result.assert_outcomes(passed=1)


def test_the_ini_file_may_say_it_all(project: pytest.Pytester) -> None:
    project.makeini("[pytest]\nclaimcheck = new\nclaimcheck_against = out\nclaimcheck_fail_on = never\n")

    project.runpytest_inprocess(*BARE).assert_outcomes(passed=2)


def test_an_empty_article_fails(project: pytest.Pytester) -> None:
    (project.path / "new" / "empty.md").write_text("没有数字。\n", encoding="utf-8")

    project.runpytest_inprocess(*BARE, "--claimcheck", "new/empty.md").assert_outcomes(failed=1)


def test_a_path_without_articles_is_a_usage_error(project: pytest.Pytester) -> None:
    result = project.runpytest_inprocess(*BARE, "--claimcheck", "nwe")

    assert result.ret == pytest.ExitCode.USAGE_ERROR


def test_the_fixture_asserts_consistency(project: pytest.Pytester) -> None:
    project.makepyfile(
        """
        import pytest
        from pathlib import Path

        def test_right(claimcheck):
            claimcheck.assert_consistent(Path("new/good.md"))

        def test_wrong(claimcheck):
            with pytest.raises(AssertionError, match="3.64"):
                claimcheck.assert_consistent("快手2022年一季度DAU为3.64亿。", against=[Path("out/a.md")])
        """
    )

    result = project.runpytest_inprocess(*BARE, "--claimcheck-against", "out")
    result.assert_outcomes(passed=2)


def test_the_fixture_without_sources_says_what_is_missing(project: pytest.Pytester) -> None:
    project.makepyfile('def test_it(claimcheck): claimcheck.assert_consistent("快手DAU为3.64亿。")')

    result = project.runpytest_inprocess(*BARE)
    result.stdout.fnmatch_lines(["*against=* or --claimcheck-against has to name articles*"])


def test_the_plugin_can_be_left_out(project: pytest.Pytester) -> None:
    project.makepyfile("def test_one(): pass")

    project.runpytest_subprocess("-p", "no:claimcheck").assert_outcomes(passed=1)


def test_it_works_with_xdist(project: pytest.Pytester) -> None:
    pytest.importorskip("xdist")

    result = project.runpytest_subprocess("-n", "2", "--claimcheck", "new", "--claimcheck-against", "out")
    result.assert_outcomes(passed=1, failed=1)


def test_without_options_pytest_imports_none_of_our_modules(project: pytest.Pytester) -> None:
    project.makepyfile(
        """
        import sys

        def test_light():
            assert "claimcheck.pytest_plugin" in sys.modules
            assert "claimcheck.pipeline" not in sys.modules
        """
    )

    project.runpytest_subprocess().assert_outcomes(passed=1)
