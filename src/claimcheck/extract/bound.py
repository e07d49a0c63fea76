"""What binding gives a quantity, and what it hands on."""

from __future__ import annotations

import msgspec

from claimcheck.extract.named import Metric
from claimcheck.extract.subjects import Subject
from claimcheck.model import Basis, Measure, Modality, Period, Quantity, Span


class Bound(msgspec.Struct, frozen=True):
    """A quantity with everything that the text says about it; spans are offsets into the block."""

    quantity: Quantity
    quote: Span
    metric: Metric | None
    measure: Measure
    basis: Basis | None
    subject: Subject | None
    period: Period
    modality: Modality
    scope: tuple[str, ...]
    attribution: str | None
    sentence: Span
    clause: Span


class Home(msgspec.Struct, frozen=True):
    """Whose statistics an article means where it names nobody, and its money where it only says 元."""

    country: str = "china"
    currency: str = "CNY"


class Carried(msgspec.Struct, frozen=True):
    """What the text so far hands on: the paragraph's subject and period, and the article's own."""

    subject: Subject | None = None
    period: Period | None = None
    main: Subject | None = None
    home: Home = Home()
