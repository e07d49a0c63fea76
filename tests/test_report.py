from __future__ import annotations

import msgspec
import pytest

from claimcheck.model import Level, Message, Verdict
from claimcheck.report import Report, claim_dict, place
from claimcheck.schema import NAMES, schema
from render.hand_reports import APART, CONFIRMED, CONFLICT, FULL, GROWTH, SLIP, claim, quantity


def test_conflicts_and_confirmations_are_the_findings_of_that_verdict() -> None:
    assert (FULL.conflicts, FULL.confirmations) == ((CONFLICT,), (CONFIRMED,))


def test_outcomes_name_every_verdict_and_add_up_to_the_claims() -> None:
    outcomes = FULL.outcomes
    assert (len(outcomes), sum(outcomes.values())) == (7, len(FULL.claims))


def test_nothing_checked_is_no_outcome_of_a_claim() -> None:
    assert Verdict.NOTHING_CHECKED not in FULL.outcomes


def test_a_claim_without_a_verdict_is_unmatched() -> None:
    alone = Report(claims=(SLIP,))
    assert (alone.unmatched, alone.outcomes[Verdict.UNMATCHED]) == ((SLIP,), 1)


def test_coverage_counts_add_up() -> None:
    coverage = FULL.coverage
    assert coverage.numbers == coverage.claims + sum(count for _, count in coverage.skipped) == 7


def test_place_counts_lines_and_columns_from_one() -> None:
    document = FULL.documents[0]
    assert [place(document, offset) for offset in (0, 29, 30, 110)] == [(1, 1), (1, 30), (2, 1), (3, 1)]


def test_a_claim_of_an_unknown_document_has_no_line() -> None:
    assert claim_dict(SLIP, None)["span"] == {"start": 56, "end": 62, "line": None, "column": None}


@pytest.mark.parametrize(
    ("stated", "told"),
    [("1.751E+11", "175100000000"), ("346000000.00", "346000000"), ("-12.30", "-12.3"), ("0E+3", "0")],
)
def test_decimals_are_plain_strings(stated: str, told: str) -> None:
    written = claim("c", "a.md", "3亿", quantity("3亿", stated, None, None))
    assert claim_dict(written, None)["value"]["stated"] == told


def test_a_value_without_a_number_is_null() -> None:
    value = claim_dict(claim("c", "a.md", "千亿级", quantity("千亿级", None, "100000000000", None)), None)[
        "value"
    ]
    assert (value["stated"], value["low"], value["high"]) == (None, "100000000000", None)


def test_claims_carry_their_verdict_and_the_ids_of_their_findings() -> None:
    judged = {c["id"]: (c["verdict"], c["findings"]) for c in FULL.to_dict("zh")["claims"]}
    assert judged["c2"] == ("conflict", ["f1a2b3", "f3d4e5"])


def test_a_finding_speaks_the_language_and_names_its_reason_by_id() -> None:
    found = FULL.to_dict("en")["findings"]
    assert (found[0]["message"], found[2]["reason"]) == (
        "Same fact, but the values cannot both hold",
        "measure",
    )


@pytest.mark.parametrize(
    ("finding", "gate", "count"),
    [
        (CONFLICT, Level.ERROR, 1),
        (msgspec.structs.replace(CONFLICT, level=Level.WARNING), Level.ERROR, 0),
        (msgspec.structs.replace(CONFLICT, level=Level.WARNING), Level.WARNING, 1),
        (CONFIRMED, Level.NOTE, 0),
        (APART, Level.NOTE, 0),
        (msgspec.structs.replace(APART, verdict=Verdict.NOTHING_CHECKED), Level.ERROR, 1),
    ],
)
def test_only_problems_count_at_the_gate(finding: object, gate: Level, count: int) -> None:
    assert len(Report(findings=(finding,)).at_gate(gate)) == count  # type: ignore[arg-type]


def test_a_report_survives_its_own_serialisation() -> None:
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(FULL), type=Report) == FULL


def test_both_schemas_describe_a_claim_in_the_same_words() -> None:
    assert schema("claim")["$defs"]["claim"] == schema("report")["$defs"]["claim"]


@pytest.mark.parametrize("name", NAMES)
def test_schemas_are_valid(name: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize("report", [FULL, Report(), Report(claims=(GROWTH,))], ids=["full", "empty", "alone"])
def test_reports_follow_their_schema(report: Report) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator(schema("report")).validate(report.to_dict("zh"))


def test_claims_follow_their_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    for one in FULL.claims:
        jsonschema.Draft202012Validator(schema("claim")).validate(claim_dict(one, None))


def test_keys_of_a_report_are_those_of_its_schema() -> None:
    data, described = FULL.to_dict("zh"), schema("report")
    keys = [set(data), set(data["summary"]), set(data["findings"][0]), set(data["claims"][0])]
    defs = described["$defs"]
    wanted = [
        described["required"],
        described["properties"]["summary"]["required"],
        defs["finding"]["required"],
        [*defs["claim"]["required"], "verdict", "findings"],
    ]
    assert keys == list(map(set, wanted))


def test_messages_of_rules_speak_for_themselves() -> None:
    told = msgspec.structs.replace(CONFLICT, message=Message("x", (("a", "1"),), template="与 {a} 不符"))
    assert Report(findings=(told,)).to_dict("en")["findings"][0]["message"] == "与 1 不符"
