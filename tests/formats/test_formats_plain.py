import pytest

from claimcheck.formats import load
from claimcheck.model import Article, BlockKind


def texts(article: Article) -> list[str]:
    return [article.text[block.span.start : block.span.end] for block in article.blocks]


WRAPPED = (
    "The company reported revenue of 21.07 billion yuan in the first\n"
    "quarter of 2022, an increase of 23.8 percent from the same period\n"
    "of the year before, it said.\n\n"
    "Daily active users reached 345.5 million in the first quarter and\n"
    "monthly active users were 597.9 million.\n"
)


@pytest.mark.parametrize("suffix", ["txt", "unknown"])
@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("第一段。\n第二段。", ["第一段。", "第二段。"]),
        ("第一段。\r\n\r\n第二段。\r\n", ["第一段。", "第二段。"]),
        ("第一段。\r第二段。", ["第一段。", "第二段。"]),
        ("　　第一段\u3000中。\n", ["第一段 中。"]),
        ("| 甲 | 乙 |\n| 1 | 2 |\n后。", ["甲", "乙", "1", "2", "后。"]),
        ("", []),
        (" \n\t\n", []),
    ],
)
def test_a_line_is_a_paragraph(source: str, expected: list[str], suffix: str) -> None:
    assert texts(load(f"a.{suffix}", text=source)) == expected


def test_wrapped_english_lines_are_joined() -> None:
    assert [text[-19:] for text in texts(load(text=WRAPPED))] == [
        "ar before, it said.",
        "were 597.9 million.",
    ]


def test_first_line_is_the_title_where_sentences_follow() -> None:
    article = load("a.txt", text="某公司一季度营收增长\n公司今日公布季报。\n净利润同步增长。")
    assert (article.title, article.blocks[0].kind) == ("某公司一季度营收增长", BlockKind.TITLE)


def test_title_line_loses_label_and_outlet() -> None:
    article = load("a.txt", text="原标题：某公司营收增长 来源：某某网\n公司今日公布季报。")
    assert (article.title, article.outlet) == ("某公司营收增长", "某某网")


@pytest.mark.parametrize("source", ["一句话而已。\n又一句。", "甲公司营收3亿元", "来源：某某网\n正文一句。"])
def test_no_title_is_invented(source: str) -> None:
    assert load("a.txt", text=source).title == ""


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("某公司季报发布\n2015-01-28\n正文。", "2015-01-28"),
        ("某公司季报发布\n发布时间：2019年8月16日 来源：某网\n正文。", "2019-08-16"),
        ("某公司季报发布\n2022-05-25 14:36 某网 张三\n正文。", "2022-05-25"),
        ("某通讯社合肥2022年5月25日电 正文。", "2022-05-25"),
        ("BEIJING, May 24, 2022 /Wire/ -- Body text.", "2022-05-24"),
        ("Quarter results\nPublished on 24 May 2022\nBody text.", "2022-05-24"),
        ("早报 2024年8月1日 星期四\n\n正文。", "2024-08-01"),
        ("某通讯社合肥1月28日电 正文。", "None"),
        ("公司于2022年5月25日发布季报，营收增长。", "None"),
        ("正文。\n会议时间：2018年12月6日-7日", "None"),
    ],
)
def test_publication_date_from_the_articles_own_words(source: str, expected: str) -> None:
    assert str(load("a.txt", text=source).published) == expected


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("# 题\n\n**3.46**亿", ["题", "3.46亿"]),
        ("<p>3.<b>46</b>亿</p>", ["3.46亿"]),
        ("前言\n\n<p>3.<b>46</b>亿</p>", ["前言", "3.46亿"]),
        ("3 < 5\n**\n", ["3 < 5", "**"]),
    ],
)
def test_text_without_telling_name_is_read_as_what_it_looks_like(source: str, kind: list[str]) -> None:
    assert texts(load(text=source)) == kind


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("公司营收增长，净利润下降。", "zh-Hans"),
        ("公司營收增長，淨利潤下降，員工人數減少。", "zh-Hant"),
        ("Revenue grew by 5 percent.", "en"),
        ("123", ""),
    ],
)
def test_language(text: str, language: str) -> None:
    assert load(text=text).language == language
