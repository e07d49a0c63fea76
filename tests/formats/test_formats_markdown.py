import pytest

from claimcheck.formats import load
from claimcheck.model import Article, BlockKind, Cell


def texts(article: Article) -> list[str]:
    return [article.text[block.span.start : block.span.end] for block in article.blocks]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("营收**3.46**亿", ["营收3.46亿"]),
        ("*一*_二_ __三__ ~~四~~ `五` ***六***", ["一二 三 四 五 六"]),
        ("3 * 4 与 a_b_c 与 *ST某", ["3 * 4 与 a_b_c 与 *ST某"]),
        (r"\*一\* 5\.5", ["*一* 5.5"]),
        ("[文字](http://a.com/1(2)_3 '题') [甲][ref] [乙]", ["文字 甲 [乙]"]),
        ("前![图9](x9.png)后", ["前后"]),
        ("[![图9](x9.png)](y) 后", ["后"]),
        ("<http://a.com/9> 与 https://b.com/8 完", ["与 完"]),
        ("第一行，\n第二行。", ["第一行，第二行。"]),
        ("first line\nsecond line", ["first line second line"]),
        ("一\n\n二", ["一", "二"]),
        ("> 引文\n> 续", ["引文续"]),
        ("- 一\n- 二\n  续\n* 三", ["一", "二续", "三"]),
        ("1. 一\n2. 二", ["一", "二"]),
        ("1.甲事；\n2.乙事。", ["1.甲事；", "2.乙事。"]),
        ("销量到\n2022. 年", ["销量到2022. 年"]),
        ("```\n9\n```\n一", ["一"]),
        ("~~~ py\n9\n~~~\n一", ["一"]),
        ("一\n\n---\n\n二", ["一", "二"]),
        ("[ref]: http://x.com/9\n一[^1]", ["一"]),
        ("一<b>二</b>&amp;<br>三", ["一二&", "三"]),
        ("一\n\n<p>二<b>3</b>*</p>\n\n四", ["一", "二3*", "四"]),
        ("<p>一</p>\n\n<http://a.com/9>\n\n[二](//b.com/8)｜[三](c)", ["一", "二｜三"]),
        ("<p><a data-code='1|2|3|'>一</a></p>\n\n二<a data-code='1|2|3|'>三</a>", ["一", "二三"]),
        ("<!--158-->\n[一](http://a.com/9)\n------\n\n<p>二</p>", ["一", "二"]),
        ("<!-- 1\n\n2 -->\n\n三", ["三"]),
        ("一 <!-- 2 --> 三", ["一 三"]),
    ],
)
def test_marks_are_no_text(source: str, expected: list[str]) -> None:
    assert texts(load("a.md", text=source)) == expected


def test_headings_of_both_forms() -> None:
    blocks = load("a.md", text="# 一 #\n\n二\n==\n\n三\n--\n\n#### 四\n").blocks
    assert [(block.kind, block.level) for block in blocks] == [
        (BlockKind.TITLE, 0),
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 2),
        (BlockKind.HEADING, 4),
    ]


def test_table_cells() -> None:
    source = "| 指标 | 数值 |\n|---|--:|\n| 营收 | **211**亿 |\n| 甲\\|乙 | |\n\n后\n"
    article = load("a.md", text=source)
    assert [(text, block.cell) for text, block in zip(texts(article), article.blocks, strict=True)] == [
        ("指标", Cell(0, 0, 0, True)),
        ("数值", Cell(0, 0, 1, True)),
        ("营收", Cell(0, 1, 0)),
        ("211亿", Cell(0, 1, 1)),
        ("甲|乙", Cell(0, 2, 0)),
        ("后", None),
    ]


def test_emphasis_inside_a_number_keeps_its_place() -> None:
    source = "营收**3.46**亿元"
    article = load("a.md", text=source)
    block = article.blocks[0].span
    assert article.source_span(block).end == len(source)
