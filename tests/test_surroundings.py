"""How alike the surroundings of two figures are."""

from claimcheck.extract import read
from claimcheck.formats import load
from claimcheck.lexicon import default_lexicon
from claimcheck.model import Reading
from claimcheck.surroundings import Figure, figures, nearest, sources


def _reading(text: str, name: str = "a.md") -> Reading:
    return read(load(name, text=text), default_lexicon(), thorough=True)


def _figure(text: str) -> Figure:
    return figures(_reading(text), default_lexicon())[0]


def test_the_words_beside_the_value_are_kept() -> None:
    figure = _figure("本届展会卖出竹篮1365只，创下新高。")

    assert (figure.before[-1], figure.behind[0]) == ("篮", "创")


def test_measure_words_of_the_same_things_are_one() -> None:
    assert _figure("来了30名学徒。").noun == _figure("来了30位学徒。").noun


def test_what_counts_the_others_is_known() -> None:
    assert _figure("其他3家工厂停产。").others
    assert not _figure("3家工厂停产。").others


def test_of_many_sentences_those_that_share_most_are_looked_at() -> None:
    filler = "\n\n".join(f"第{n}号仓库存放木料{n}吨。" for n in range(1, 200))
    known = sources([_reading(filler + "\n\n展会卖出竹篮1365只。")], default_lexicon())

    found = [f.claim.quantity.text for f in nearest(_figure("展会卖出竹篮1635只。"), known)]

    assert "1365只" in found
    assert len(found) < 200


def test_without_sentences_the_quote_stands_in() -> None:
    reading = read(load("a.md", text="展会卖出竹篮1365只，创下新高。"), default_lexicon())

    assert figures(reading, default_lexicon())[0].behind == ()
