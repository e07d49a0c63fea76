"""How alike the surroundings of two figures are."""

import pytest

from claimcheck.extract import read
from claimcheck.formats import load
from claimcheck.lexicon import default_lexicon
from claimcheck.model import Reading
from claimcheck.surroundings import Figure, alikeness, figures, nearest, sources


def _reading(text: str, name: str = "a.md") -> Reading:
    return read(load(name, text=text), default_lexicon(), thorough=True)


def _figure(text: str) -> Figure:
    return figures(_reading(text), default_lexicon())[0]


def test_the_words_beside_the_value_are_kept() -> None:
    figure = _figure("本届展会卖出竹篮1365只，创下新高。")

    assert (figure.before, figure.behind) == ("篮", "创")


def test_measure_words_of_the_same_things_are_one() -> None:
    assert _figure("来了30名学徒。").noun == _figure("来了30位学徒。").noun


@pytest.mark.parametrize(
    ("nearer", "farther"),
    [
        ("展会卖出竹篮1365只。", "展会送出竹扇1365只。"),
        ("展会卖出竹篮1365只。", "山上种下果树1365棵。"),
        ("展会卖出竹篮1365只。", "球队得到1365分。"),
    ],
)
def test_liker_words_count_more(nearer: str, farther: str) -> None:
    draft = _figure("展会共卖出竹篮1365只。")
    known = sources([_reading(nearer), _reading(farther, "b.md")], default_lexicon())
    near, far = (alikeness(draft, f, known.rarity) for group in known.figures.values() for f in group)

    assert near > far


def test_alikeness_stays_within_its_bounds() -> None:
    figure = _figure("展会卖出竹篮1365只。")

    assert 0 <= alikeness(figure, figure, {}) <= 100


def test_of_many_sentences_those_that_share_most_are_looked_at() -> None:
    filler = "\n\n".join(f"第{n}号仓库存放木料{n}吨。" for n in range(1, 200))
    known = sources([_reading(filler + "\n\n展会卖出竹篮1365只。")], default_lexicon())

    found = [f.claim.quantity.text for f in nearest(_figure("展会卖出竹篮1635只。"), known)]

    assert "1365只" in found
    assert len(found) < 200


def test_without_sentences_the_quote_stands_in() -> None:
    reading = read(load("a.md", text="展会卖出竹篮1365只，创下新高。"), default_lexicon())

    assert figures(reading, default_lexicon())[0].behind == ""
