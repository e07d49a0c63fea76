"""Which role a figure has where it stands."""

import pytest

from claimcheck.folding import fold
from claimcheck.lexicon import default_lexicon
from claimcheck.roles import differing, roles, shared_roles

ROLES = [
    ("当日该指数以3100点小幅高开", "3100点", "开盘"),
    ("该指数高开，尾盘收报3100点", "3100点", "收盘"),
    ("盘中摸高3120点，收报3100点", "3120点", "最高"),
    ("事故造成3人死亡，12人受伤", "3人", "死亡"),
    ("事故造成3人死亡，12人受伤", "12人", "受伤"),
    ("3 people were killed and 12 injured", "12", "受伤"),
    ("the history of 12 towns", "12", ""),
    ("共有12个乡镇", "12个", ""),
]


@pytest.mark.parametrize(("text", "figure", "role"), ROLES)
def test_the_nearest_word_names_the_role(text: str, figure: str, role: str) -> None:
    folded = fold(text)
    start = folded.index(fold(figure))

    found = [r for r in roles(folded, start, start + len(figure), default_lexicon()) if r]

    assert found == ([role] if role else [])


def test_roles_differ_only_where_both_have_one() -> None:
    assert differing(("a", "", "x"), ("b", "c", "x")) == (("a", "b"),)
    assert shared_roles(("a", "", "x"), ("b", "c", "x")) == 1
