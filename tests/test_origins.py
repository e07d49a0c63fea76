"""Which articles count as one voice."""

from __future__ import annotations

from datetime import date

import pytest

import claimcheck
from claimcheck import Report

RELEASE = (
    "快手科技公布2022年第一季度业绩。一季度，快手应用的平均日活跃用户达到3.46亿，同比增长17.0%，再创历史新高。"
    "平均月活跃用户为5.98亿，同比增长15.0%。一季度电商交易总额达到1751亿元，同比增长47.7%。"
)


def report(*texts: str) -> Report:
    return claimcheck.compare(
        [claimcheck.load(f"{n}.txt", text=t, published=date(2022, 5, 25)) for n, t in enumerate(texts, 1)]
    )


def origins(found: Report) -> list[str]:
    return [d.source.origin for d in found.documents]


def test_a_copy_with_another_frame_is_one_origin() -> None:
    copy = "本报讯 记者近日获悉一则消息。\n\n" + RELEASE + "\n\n（编辑：某某）"
    first, second = origins(report(RELEASE, copy))
    assert first == second


def test_copies_only_repeat() -> None:
    found = report(RELEASE, "转发如下。" + RELEASE)
    assert not found.confirmations


def test_a_changed_digit_in_a_copy_is_a_conflict_inside_one_origin() -> None:
    found = report(RELEASE, "转发如下。" + RELEASE.replace("3.46亿", "3.64亿"))
    assert len(set(origins(found))) == 1
    assert len(found.conflicts) == 1


def test_own_words_are_an_origin_of_their_own() -> None:
    own = "快手今年一季度日活3.46亿，MAU为5.98亿，电商GMV为1751亿元，比上年同期多了47.7%。"
    found = report(RELEASE, own)
    assert len(set(origins(found))) == 2
    assert found.confirmations


def test_a_form_filled_with_other_figures_is_no_copy() -> None:
    later = RELEASE
    for old, new in [
        ("3.46", "3.47"),
        ("17.0", "18.5"),
        ("5.98", "5.87"),
        ("15.0", "15.9"),
        ("1751", "1912"),
        ("47.7", "31.5"),
    ]:
        later = later.replace(old, new)
    assert len(set(origins(report(RELEASE, later.replace("第一季度", "第二季度"))))) == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("新华社北京5月24日电 快手一季度日活3.46亿。", "综合新华社5月24日电 快手2022年一季度DAU为3.46亿。"),
        (
            "BEIJING, May 25 (Xinhua) -- Kuaishou had 346 million users.",
            "快手一季度日活3.46亿。\n\n来源：新华社",
        ),
    ],
)
def test_one_wire_of_one_day_is_one_origin(first: str, second: str) -> None:
    assert len(set(origins(report(first, second)))) == 1


def test_two_wires_are_two_origins() -> None:
    found = report("新华社5月24日电 快手一季度日活3.46亿。", "中新社5月24日电 快手一季度日活3.46亿，创新高。")
    assert len(set(origins(found))) == 2


def test_a_crowd_of_copies_are_one_origin() -> None:
    found = report(*(f"第{n}家转发。" + RELEASE for n in range(60)))
    assert len(set(origins(found))) == 1


def test_a_draft_that_copies_its_source_is_confirmed_by_it() -> None:
    source = claimcheck.load("source.txt", text=RELEASE, published=date(2022, 5, 25))
    draft = claimcheck.load("draft.txt", text="草稿。" + RELEASE, published=date(2022, 5, 26))
    assert claimcheck.check(draft, against=[source]).confirmations
