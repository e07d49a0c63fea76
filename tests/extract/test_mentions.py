"""What a thorough reading adds: dates, scores, times, ordinals and spelled numbers."""

import pytest

from claimcheck.extract import read
from claimcheck.formats import load
from claimcheck.lexicon import default_lexicon

MENTIONS = [
    ("主队以3比1取胜，各局为25:20、21比25。", [("3比1", "score"), ("25:20", "score"), ("21比25", "score")]),
    ("她用时2时27分05秒，上次是27秒86。", [("2时27分05秒", "clock"), ("27秒86", "clock")]),
    ("比赛于23日17时开始。", [("23日", "date"), ("17时", "clock")]),
    ("今年1-5月产量不详。", [("今年1-5月", "date")]),
    ("他排名第4。", [("4", "ordinal")]),
    ("一名记者说没有变化。", []),
    ("Eight suspects were arrested.", [("Eight", "count")]),
    ("They reached the Final Four.", []),
]


@pytest.mark.parametrize(("text", "expected"), MENTIONS)
def test_a_thorough_reading_mentions(text: str, expected: list[tuple[str, str]]) -> None:
    reading = read(load("a.md", text=text), default_lexicon(), thorough=True)

    assert [(c.quantity.text, c.quantity.unit) for c in reading.claims] == expected


@pytest.mark.parametrize("text", [text for text, _ in MENTIONS])
def test_every_span_holds_the_words(text: str) -> None:
    reading = read(load("a.md", text=text), default_lexicon(), thorough=True)

    assert all(text[c.span.start : c.span.end] == c.quantity.text for c in reading.claims)


def test_no_number_is_both_a_claim_and_skipped() -> None:
    reading = read(
        load("a.md", text="第3节以25:20结束，一名球员得了12分。"), default_lexicon(), thorough=True
    )

    assert not [s for s in reading.skipped if any(s.span.overlaps(c.span) for c in reading.claims)]


def test_only_a_thorough_reading_keeps_the_sentences() -> None:
    article = load("a.md", text="产量为82吨。销量为60吨。")
    brief, thorough = (read(article, default_lexicon(), thorough=t) for t in (False, True))

    assert (len(brief.passages), [p.text for p in thorough.passages]) == (0, ["产量为82吨。", "销量为60吨。"])
