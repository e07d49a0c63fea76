"""Rows and claims: whatever a claim holds comes back, and equal statements share a row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from claimcheck.lexicon import default_lexicon
from claimcheck.model import (
    Basis,
    BlockKind,
    Bound,
    Claim,
    FixedBy,
    Measure,
    Modality,
    Name,
    Period,
    PeriodKind,
    Quantity,
    Source,
    Span,
)
from claimcheck.store.rows import body, digest, fact_of, rebuilt, shared, statement_row

LEXICON = default_lexicon()
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # the machine may be busy
SOURCE = Source("a.md", date(2022, 5, 24))

numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=6)
spans = st.builds(lambda a, n: Span(a, a + n), st.integers(0, 10**6), st.integers(0, 100))
texts = st.text(max_size=20)
days = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))
names = st.none() | st.builds(Name, st.sampled_from(["kuaishou", "gmv", "~动销商家"]), texts, texts)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    span = draw(spans)
    quantity = draw(
        st.builds(
            Quantity, st.just(span), texts, st.none() | numbers, st.none() | numbers, st.none() | numbers,
            st.booleans(), st.booleans(), st.sampled_from([None, "CNY", "percent", "count"]),
            st.sampled_from(Bound), numbers, texts,
        )
    )  # fmt: skip
    period = draw(
        st.builds(
            Period, st.none() | spans, texts, days, days, texts, st.sampled_from(PeriodKind),
            st.sampled_from(FixedBy),
        )
    )  # fmt: skip
    return draw(
        st.builds(
            Claim, st.just(SOURCE), st.just(span), spans, texts, names, names, st.sampled_from(Measure),
            st.none() | st.sampled_from(Basis), st.just(quantity), st.just(period), st.sampled_from(Modality),
            st.lists(texts, max_size=3).map(tuple), st.none() | texts, st.sampled_from(BlockKind), texts,
        )
    )  # fmt: skip


@patient
@given(claims())
def test_a_claim_comes_back(claim: Claim) -> None:
    row = statement_row(claim, LEXICON)
    assert rebuilt(shared(row), body(claim), SOURCE) == claim


@patient
@given(claims(), claims())
def test_digests_are_equal_for_equal_statements_only(a: Claim, b: Claim) -> None:
    rows = [(fact_of(c, LEXICON), statement_row(c, LEXICON)) for c in (a, b)]
    assert (digest(*rows[0]) == digest(*rows[1])) == (rows[0] == rows[1])


@patient
@given(claims())
def test_trailing_zeros_are_one_statement(claim: Claim) -> None:
    stated = claim.quantity.stated
    if stated is not None:
        more = replace(claim, quantity=replace(claim.quantity, stated=stated + Decimal("0.0000000")))
        assert statement_row(more, LEXICON) == statement_row(claim, LEXICON)


def test_every_field_of_a_claim_is_stored() -> None:
    """A new field of these nouns needs a place in the rows, and this line."""
    known = {Claim: 15, Quantity: 11, Period: 7, Name: 3, Source: 6}
    assert {kind: len(msgspec.structs.fields(kind)) for kind in known} == known
