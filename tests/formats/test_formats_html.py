import pytest

from claimcheck.formats import load
from claimcheck.model import Article, BlockKind, Cell


def texts(article: Article) -> list[str]:
    return [article.text[block.span.start : block.span.end] for block in article.blocks]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>S<a href='x'>imo</a>n Sinek</p>", ["Simon Sinek"]),
        ("<p>营收<b>3.46</b>亿</p>", ["营收3.46亿"]),
        ("<p>一</p><p>二</p>", ["一", "二"]),
        ("<p>一<p>二", ["一", "二"]),
        ("一<br>二<br/>三", ["一", "二", "三"]),
        ("<p>&#50;&#x30;&yen;&amp;&lt;</p>", ["20¥&<"]),
        ("<p>A&ampB &copy2022年</p>", ["A&B ©2022年"]),
        ("<p>约&nbsp;&nbsp;3&#8203;万</p>", ["约 3万"]),
        ("<p>\n  快手\n  <b>\n 3.46\n </b>\n 亿\n</p>", ["快手3.46亿"]),
        ("<p>two\n words</p>", ["two words"]),
        ("<p>一<!-- 2 > 1 -->三</p>", ["一三"]),
        ("<p>一<script>if (a<b) { '<p>9</p>' }</script>三</p>", ["一三"]),
        ("<p>一<style>p{width:9px}</style>三</p>", ["一三"]),
        ("<p>一<img alt='99' src='5.png'>三</p>", ["一三"]),
        ("<p title='a>5'>一</p>", ["一"]),
        ("<p>3<5 且 a < b，<3</p>", ["3<5 且 a < b，<3"]),
        ("<p>x <b and y</p>", ["x <b and y"]),
        ("<p>一<![CDATA[ 二 ]]></p>", ["一 二"]),
        ("<p>一</p><!-- 永不结束 <p>二</p>", ["一", "二"]),
        ("<nav>1</nav><p>二</p><footer>3</footer><aside>4</aside>", ["二"]),
        ("<nav><p>没有结束标记的导航", ["没有结束标记的导航"]),
        ("<p style='display: none'>1<br></p><p>二</p>", ["二"]),
        ("<div hidden><div>1</div>2</div><div>三</div>", ["三"]),
        ("<p>见 https://a.com/2022?x=3，完</p>", ["见 ，完"]),
        ("<p>Ａ３．４６亿</p>", ["Ａ３．４６亿"]),
    ],
)
def test_text_is_what_a_reader_sees(source: str, expected: list[str]) -> None:
    assert texts(load("a.html", text=source)) == expected


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ("<h2>一</h2><p>二</p>", [BlockKind.TITLE, BlockKind.PARAGRAPH]),
        ("<h1>一</h1><h2>二</h2>", [BlockKind.TITLE, BlockKind.HEADING]),
        ("<ul><li>一<li><p>二</p></ul>三", [BlockKind.ITEM, BlockKind.ITEM, BlockKind.PARAGRAPH]),
        ("<figure><figcaption>一</figcaption></figure>二", [BlockKind.CAPTION, BlockKind.PARAGRAPH]),
        ("<table><tr><td>一</td></tr></table>", [BlockKind.PARAGRAPH]),
        ("<table><tr><td>一<td>二</table>三", [BlockKind.CELL, BlockKind.CELL, BlockKind.PARAGRAPH]),
    ],
)
def test_kind_of_a_block_follows_its_element(source: str, kinds: list[BlockKind]) -> None:
    assert [block.kind for block in load("a.html", text=source).blocks] == kinds


def test_cells_know_their_place_under_spans() -> None:
    source = (
        "<table><tr><th>a<th colspan=2>b<tr><td rowspan=2>c<td>d<td>e<tr><td>f<td>g</table>"
        "<table><tr><td>h<td>i</table>"
    )
    assert [block.cell for block in load("a.html", text=source).blocks] == [
        Cell(0, 0, 0, True),
        Cell(0, 0, 1, True),
        Cell(0, 1, 0),
        Cell(0, 1, 1),
        Cell(0, 1, 2),
        Cell(0, 2, 1),
        Cell(0, 2, 2),
        Cell(1, 0, 0),
        Cell(1, 0, 1),
    ]


def test_a_cell_of_many_paragraphs_is_layout() -> None:
    source = f"<table><tr><td>{'<p>段落。</p>' * 5}</td><td>边栏</td></tr></table>"
    article = load("a.html", text=source)
    assert [block.kind for block in article.blocks] == [BlockKind.PARAGRAPH] * 5 + [BlockKind.CELL]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>季报 &amp; 年报 - 某网</title><h1>季报 &amp; 年报</h1>", "季报 & 年报"),
        ("<title>季报发布_某网</title><h1>某网</h1>", "季报发布_某网"),
        ("<meta property='og:title' content='季报'><title>季报|某网</title>", "季报"),
        ("<h1>只有标题</h1>", "只有标题"),
    ],
)
def test_title_comes_from_heading_or_head(head: str, title: str) -> None:
    assert load("a.html", text=f"<html>{head}<p>正文。</p></html>").title == title


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2022-05-24T22:00:00Z">',
        '<meta name="pubdate" content="2022-05-25 08:00:00">',
        '<time datetime="2022-05-25">旧</time>',
        '<script type="application/ld+json">{"datePublished": "2022-05-25T08:00:00+08:00"}</script>',
        '<head><meta itemprop="datePublished" content="2022年5月25日"></head>',
        '<time datetime="2021-01-01"></time><meta property="og:published_time" content="2022-05-25">',
    ],
)
def test_publication_date_from_html(head: str) -> None:
    assert str(load("a.html", text=f"{head}<p>正文</p>").published) == "2022-05-25"


def test_unreadable_date_in_html_is_a_note() -> None:
    article = load("a.html", text='<meta name="pubdate" content="昨天"><p>x</p>')
    assert (article.published, len(article.notes)) == (None, 1)


def test_outlet_and_author_from_html() -> None:
    source = '<meta property="og:site_name" content="某网"><meta name="author" content="张三"><p>x</p>'
    article = load("a.html", text=source)
    assert (article.outlet, article.author) == ("某网", "张三")
