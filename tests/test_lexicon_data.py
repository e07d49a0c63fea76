"""The shipped names: well-formed, and every surface belongs to one entry only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import pytest

from claimcheck.extract.names import metric_scanner, subject_scanner
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon, MetricEntry, SubjectEntry, default_lexicon

SUBJECT_KINDS = {"company", "brand", "product", "organisation", "place", "person", "index"}
UNIT_KINDS = {
    "money", "count", "percent", "multiple", "points", "length", "area", "volume", "mass",
    "energy", "power", "time", "temperature", "speed", "data", "torque", "charge",
    "pixels", "frequency", "flow",
}  # fmt: skip
METRIC_KINDS = {"stock", "flow", "ratio", "average"}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return default_lexicon()


def owners(entries: Mapping[str, SubjectEntry] | Mapping[str, MetricEntry]) -> dict[str, set[str]]:
    """Folded surface → ids of the entries that have it."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, entry in entries.items():
        for surface in entry.surfaces:
            found[fold(surface)].add(key)
    return found


def shared(found: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """The surfaces that more than one entry claims."""
    return {surface: keys for surface, keys in found.items() if len(keys) > 1}


def test_there_are_enough_names(lexicon: Lexicon) -> None:
    assert len(lexicon.subjects) >= 300
    assert len(lexicon.metrics) >= 250


def test_no_subject_surface_is_shared(lexicon: Lexicon) -> None:
    assert shared(owners(lexicon.subjects)) == {}


def test_no_metric_surface_is_shared(lexicon: Lexicon) -> None:
    assert shared(owners(lexicon.metrics)) == {}


def test_no_surface_is_both_subject_and_metric(lexicon: Lexicon) -> None:
    assert owners(lexicon.subjects).keys() & owners(lexicon.metrics).keys() == set()


def test_every_surface_is_text_of_two_characters_or_more(lexicon: Lexicon) -> None:
    surfaces = [*owners(lexicon.subjects), *owners(lexicon.metrics)]
    assert [s for s in surfaces if len(s.strip()) < 2 or s != s.strip()] == []


def test_every_entry_has_a_name(lexicon: Lexicon) -> None:
    assert [k for k, e in lexicon.subjects.items() if not (e.zh or e.en)] == []
    assert [k for k, e in lexicon.metrics.items() if not (e.zh and e.en)] == []


def test_ids_are_slugs(lexicon: Lexicon) -> None:
    names = [*lexicon.subjects, *lexicon.metrics]
    assert [k for k in names if not (k.isascii() and k == k.lower() and " " not in k)] == []


def test_kinds_are_known(lexicon: Lexicon) -> None:
    assert {e.kind for e in lexicon.subjects.values()} <= SUBJECT_KINDS
    assert {e.kind for e in lexicon.metrics.values()} <= METRIC_KINDS


def test_units_are_from_the_closed_set(lexicon: Lexicon) -> None:
    assert {k: e.unit for k, e in lexicon.metrics.items() if e.unit not in UNIT_KINDS} == {}


def test_better_and_sign_are_known(lexicon: Lexicon) -> None:
    assert {e.better for e in lexicon.metrics.values()} <= {"up", "down", ""}
    assert {e.sign for e in lexicon.metrics.values()} <= {1, -1}


def test_parents_exist_and_never_form_a_ring(lexicon: Lexicon) -> None:
    for key in lexicon.subjects:
        seen, at = set(), key
        while (parent := lexicon.subjects[at].part_of) is not None:
            assert parent in lexicon.subjects, f"{at}: part_of {parent}"
            assert parent not in seen, f"{key}: its parents form a ring"
            seen.add(parent)
            at = parent


def test_carried_metrics_exist_and_have_a_parent(lexicon: Lexicon) -> None:
    carrying = {k: e for k, e in lexicon.subjects.items() if e.carries}
    assert {k for k, e in carrying.items() if e.part_of is None} == set()
    assert {m for e in carrying.values() for m in e.carries} <= lexicon.metrics.keys()


def test_distinct_metrics_exist_and_are_others(lexicon: Lexicon) -> None:
    assert {m for e in lexicon.metrics.values() for m in e.distinct} <= lexicon.metrics.keys()
    assert [k for k, e in lexicon.metrics.items() if k in e.distinct] == []


def test_distinct_holds_both_ways(lexicon: Lexicon) -> None:
    pairs = {(k, m) for k, e in lexicon.metrics.items() for m in e.distinct}
    assert {(a, b) for a, b in pairs if (b, a) not in pairs} == set()


def test_words_that_name_nothing_hold_a_name_and_are_none(lexicon: Lexicon) -> None:
    for entries in (lexicon.subjects, lexicon.metrics):
        known = owners(entries)
        words = [(fold(w), [fold(s) for s in e.surfaces]) for e in entries.values() for w in e.not_in]
        assert [w for w, _ in words if w in known] == []
        assert [w for w, names in words if not any(n in w and n != w for n in names)] == []


@pytest.mark.parametrize(
    ("text", "subjects", "metrics"),
    [
        ("植树日活动", [], []), ("日活达到", [], ["dau"]), ("入海口", [], []), ("海口", ["haikou"], []),
        ("相关税收政策", [], ["tax_revenue"]), ("公务员工资", [], ["salary"]), ("投资者", [], []),
        ("市场价格战", [], []), ("国内外市场", [], []), ("北京时间", [], []),
    ],
)  # fmt: skip
def test_names_inside_other_words_are_no_mentions(
    lexicon: Lexicon, text: str, subjects: list[str], metrics: list[str]
) -> None:
    assert [m.id for m in subject_scanner(lexicon).find(fold(text))] == subjects
    assert [m.id for m in metric_scanner(lexicon).find(fold(text))] == metrics


def test_fiscal_years_end_on_a_day(lexicon: Lexicon) -> None:
    ends = {e.fiscal_year_end for e in lexicon.subjects.values()}
    assert all(len(e) == 5 and 1 <= int(e[:2]) <= 12 and 1 <= int(e[3:]) <= 31 for e in ends)


@pytest.mark.parametrize(
    ("surface", "key"),
    [
        ("日活", "dau"), ("日均活跃用户", "dau"), ("月活跃用户", "mau"), ("GMV", "gmv"),
        ("电商交易总额", "gmv"), ("归母净利润", "net_profit_attributable"), ("净利润", "net_profit"),
        ("扣非净利润", "net_profit_deducted"), ("營業收入", "revenue"), ("每股盈餘", "eps"),
        ("互相关注用户对数", "mutual_follow_pairs"), ("daily active users", "dau"),
    ],
)  # fmt: skip
def test_metric_names_lead_to_their_metric(lexicon: Lexicon, surface: str, key: str) -> None:
    assert owners(lexicon.metrics)[fold(surface)] == {key}


@pytest.mark.parametrize(
    ("surface", "key"),
    [
        ("快手", "kuaishou"), ("快手小店", "kuaishou-shop"), ("01024.HK", "kuaishou"), ("臉書", "facebook"),
        ("輝達", "nvidia"), ("賓士", "mercedes-benz"), ("我国", "china"), ("深圳市", "shenzhen"),
    ],
)  # fmt: skip
def test_subject_names_lead_to_their_subject(lexicon: Lexicon, surface: str, key: str) -> None:
    assert owners(lexicon.subjects)[fold(surface)] == {key}
