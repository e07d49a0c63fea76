from __future__ import annotations

import msgspec
import pytest
from hand_reports import CONFIRMED, CONFLICT, FULL, SLIP, claim, quantity
from rich.cells import cell_len
from rich.text import Text

from claimcheck.errors import UsageError
from claimcheck.model import Finding, Level, Message, Verdict
from claimcheck.render import forms, render
from claimcheck.render.words import counted, loose, value_in_quote, visible
from claimcheck.render.wrap import breaks, shortened, wrapped
from claimcheck.report import Report


def lines(words: str) -> list[str]:
    return words.splitlines()


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_the_terminal(width: int, lang: str) -> None:
    page = render(FULL, "text", lang, width=width, verbose=True)
    assert max(map(cell_len, lines(page))) <= width


def test_frames_of_chinese_text_end_in_one_column() -> None:
    framed = [line for line in lines(render(FULL, "text", "zh")) if line[:1] in "│╭╰" and line]
    assert {cell_len(line) for line in framed} == {80}


def test_conflicts_come_before_confirmations() -> None:
    page = render(FULL, "text", "zh")
    assert page.index("冲突（1）") < page.index("印证（1）")


def test_both_quotes_of_a_conflict_stand_with_their_places() -> None:
    page = render(FULL, "text", "zh")
    assert all(
        words in page for words in ("draft.md:2:27", "**1715亿元**", "材料/季报.md:2:8", "**1751亿元**")
    )


def test_markup_in_a_quote_is_shown_as_text() -> None:
    assert "[bold]比上年同期[/bold]" in render(FULL, "text", "zh", width=120, color=True)


def test_plain_page_has_no_escape_codes() -> None:
    assert "\x1b" not in render(FULL, "text", "zh", verbose=True)


@pytest.mark.parametrize("bad", ["\x1b[2J", "\u202e", "\x07", "\x9b31m", "\u2066", "\ud800"])
def test_control_characters_of_an_article_never_reach_the_terminal(bad: str) -> None:
    quote = f"成交额{bad}达到1715亿元"
    dirty = msgspec.structs.replace(SLIP, quote=quote, attribution=bad)
    finding = msgspec.structs.replace(CONFLICT, claims=(dirty,), message=Message("x", (("a", bad),)))
    page = render(Report(findings=(finding,), claims=(dirty,)), "text", "zh", verbose=True)
    assert bad[0] not in page


def test_visible_keeps_the_length() -> None:
    dirty = "a\nb\tc\u202ed\x1b[0m中文\ud800"
    assert (len(visible(dirty)), visible("a\nb")) == (len(dirty), "a b")


def test_findings_without_claims_are_shown_with_their_message() -> None:
    finding = Finding(
        rule="nothing-checked",
        verdict=Verdict.NOTHING_CHECKED,
        level=Level.ERROR,
        message=Message("nothing-checked", (("document", "空.md"),)),
        claims=(),
        id="f9",
    )
    assert "什么也没有核对：空.md" in render(Report(findings=(finding,)), "text", "zh")


def test_long_tables_are_cut_unless_verbose() -> None:
    many = tuple(msgspec.structs.replace(CONFIRMED, id=f"f{n}") for n in range(60))
    short, full = (render(Report(findings=many), "text", "zh", verbose=v) for v in (False, True))
    assert ("另有 20 条" in short, short.count("月活跃用户"), full.count("月活跃用户")) == (True, 40, 60)


def test_findings_of_many_claims_list_the_further_places() -> None:
    many = tuple(msgspec.structs.replace(SLIP, id=f"c{n}") for n in range(10))
    page = render(Report(findings=(msgspec.structs.replace(CONFLICT, claims=many),)), "text", "zh")
    assert "同样说法还有 6 处" in page


def test_the_value_marked_is_the_one_that_the_claim_means() -> None:
    twice = claim("c", "a.md", "去年3亿元，今年3亿元", quantity("3亿元", "300000000", None, None))
    later = msgspec.structs.replace(twice, span=msgspec.structs.replace(twice.span, start=8, end=11))
    assert (value_in_quote(twice), value_in_quote(later)) == ((2, 5), (8, 11))


def test_lines_do_not_begin_with_closing_punctuation() -> None:
    words = "一二三四五，六七八九十。" * 3
    starts = breaks(words, 10)
    assert not {words[at] for at in starts} & set("，。")


def test_latin_words_are_not_split_where_they_fit() -> None:
    words = "the gross merchandise value rose"
    assert [words[at:].split()[0] for at in breaks(words, 12)] == ["merchandise", "value"]


def test_the_marks_of_a_value_stay_with_it() -> None:
    words = "一二三四五六**1715亿元**七八九十"
    assert all("**" not in (words[at - 2 : at], words[at : at + 2]) or at == 6 for at in breaks(words, 13))


def test_long_quotes_are_cut_around_the_value() -> None:
    words = Text("前" * 500 + "3亿元" + "后" * 500)
    cut = shortened(words, (500, 503), 100).plain
    assert ("3亿元" in cut, cut[0], cut[-1], cell_len(cut) <= 104) == (True, "…", "…", True)


def test_an_unknown_form_names_the_near_one() -> None:
    with pytest.raises(UsageError, match="did you mean 'json'"):
        render(FULL, "jsn")


def test_forms_lists_the_table() -> None:
    assert forms()[:3] == ["text", "json", "jsonl"]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert render(FULL, "text", "zh", verbose=True) == render(FULL, "text", "zh", verbose=True)


def test_a_line_ends_between_outcomes_and_in_none_of_them() -> None:
    counts = [("conflict", 8), ("confirmed", 11), ("not-comparable", 28), ("unmatched", 71)]
    for width in range(16, 60):
        lines = wrapped(Text(counted(counts, "verdict-", "zh")), width)
        said = [loose(line.plain) for line in lines]
        assert "".join(line.replace(" ", "") for line in said) == "冲突8·印证11·不可比28·无可比对象71"
        assert all(part.strip().endswith(("8", "11", "28", "71", "·")) for part in said)
