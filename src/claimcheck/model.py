"""The nouns: frozen values that travel from stage to stage.

Offsets are half-open and count code points. ``Article`` spans are offsets into the decoded source
file once ``Article.source_span`` has translated them; everything the extraction stage looks at
is in offsets of ``Article.text``. Numbers are exact decimals; ``None`` as an interval end
means unbounded on that side.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum

import msgspec


class Struct(msgspec.Struct, frozen=True, gc=False):
    """Common ground of all values here: immutable, hashable, comparable by content.

    None can be part of a cycle, so the garbage collector need not look at them.
    """


class Span(Struct, frozen=True, order=True):
    """Half-open range of code points: ``text[start:end]``."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share at least one code point."""
        return self.start < other.end and other.start < self.end

    def shift(self, by: int) -> Span:
        """The same range, moved ``by`` code points to the right."""
        return Span(self.start + by, self.end + by)


# From a span of a text, moved by so many code points, to the range of the source that it came from.
Place = Callable[[Span, int], Span]


# ---------------------------------------------------------------- articles


class BlockKind(StrEnum):
    """What a block of text is in the article's layout."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"
    CAPTION = "caption"


class Cell(Struct, frozen=True):
    """Where a table cell stands: table number in the article, row and column from 0."""

    table: int
    row: int
    column: int
    header: bool = False


class Block(Struct, frozen=True):
    """A heading, paragraph, list item or cell; sentences never run across blocks."""

    kind: BlockKind
    span: Span
    level: int = 0
    cell: Cell | None = None


class Run(Struct, frozen=True):
    """``length`` code points of text at ``text`` came from ``source_length`` ones at ``source``.

    Where both lengths are equal the characters correspond one to one; otherwise (an entity,
    a folded blank) every character of the run came from the whole source range.
    """

    text: int
    source: int
    length: int
    source_length: int


class Source(Struct, frozen=True):
    """Which article says something: what judging has to know about a claim's document.

    ``origin`` is equal for articles that copy one release.
    """

    document: str
    published: date | None = None
    title: str = ""
    outlet: str = ""
    authority: str = "outlet"
    origin: str = ""


class Article(Struct, frozen=True):
    """A decoded article: its text by blocks, and where each code point came from."""

    path: str
    text: str
    blocks: tuple[Block, ...] = ()
    runs: tuple[Run, ...] = ()
    title: str = ""
    published: date | None = None
    outlet: str = ""
    author: str = ""
    language: str = ""
    authority: str = "outlet"
    line_starts: tuple[int, ...] = (0,)
    notes: tuple[str, ...] = ()

    def source_span(self, span: Span) -> Span:
        """The range of the decoded source file that ``span`` of the text came from."""
        return self.to_source()(span, 0)

    def to_source(self) -> Place:
        """What gives ``source_span`` of many spans, each moved by so many code points first."""
        runs, starts = self.runs, [run.text for run in self.runs]

        def of(offset: int) -> tuple[int, int]:
            run = runs[bisect_right(starts, offset) - 1]
            if run.length == run.source_length:
                start = run.source + offset - run.text
                return start, start + 1
            return run.source, run.source + run.source_length

        def place(span: Span, by: int) -> Span:
            if not runs:
                return span.shift(by)
            return Span(of(span.start + by)[0], of(span.end + by - 1)[1])

        return place


# ---------------------------------------------------------------- claims


class Bound(StrEnum):
    """How the stated number limits the true one."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    UNDER = "under"
    NEARLY = "nearly"
    ORDER = "order"
    RANGE = "range"


class Measure(StrEnum):
    """What kind of figure a value is."""

    LEVEL = "level"
    GROWTH = "growth"
    CHANGE = "change"
    SHARE = "share"
    MULTIPLE = "multiple"


class Basis(StrEnum):
    """What a growth or change is measured from."""

    YOY = "yoy"
    QOQ = "qoq"
    MOM = "mom"
    YTD = "ytd"


class Modality(StrEnum):
    """Whether the statement is of a fact, an intention, or an expectation."""

    ACTUAL = "actual"
    PLAN = "plan"
    FORECAST = "forecast"


class PeriodKind(StrEnum):
    """Instant (end of June), duration (a quarter), rolling (the past year), or unstated."""

    INSTANT = "instant"
    DURATION = "duration"
    ROLLING = "rolling"
    UNSTATED = "unstated"


class FixedBy(StrEnum):
    """What fixed a period: its own words, the words before it, or the publication date."""

    TEXT = "text"
    CONTEXT = "context"
    PUBLICATION = "publication"


class Quantity(Struct, frozen=True):
    """A number as written, as the interval of values that the words allow.

    ``stated`` is ``None`` where only an interval is said (两位数). ``unit`` is an ISO 4217 code,
    ``percent``, ``pp``, ``count``, ``multiple``, a pint unit name, or ``None`` for a bare number.
    ``precision`` is the unit in the last place written (0.01亿 = 1000000).
    ``noun`` is the measure word as written (位, 部, 人次), empty where there is none.
    """

    span: Span
    text: str
    stated: Decimal | None
    low: Decimal | None
    high: Decimal | None
    low_open: bool
    high_open: bool
    unit: str | None
    bound: Bound
    precision: Decimal
    noun: str = ""


class Period(Struct, frozen=True):
    """First and last day (inclusive) that a statement is about; both ``None`` if undated."""

    span: Span | None
    text: str
    start: date | None
    end: date | None
    label: str
    kind: PeriodKind
    fixed_by: FixedBy


class Name(Struct, frozen=True):
    """A subject or metric: its id, its canonical name, and the words that stand in the text.

    A name that no lexicon knows has its normalised phrase as id, with a leading ``~``.
    """

    id: str
    name: str
    text: str


class Claim(Struct, frozen=True):
    """One numeric statement with its place: who, what, how much, when. Spans are source offsets."""

    source: Source
    span: Span
    quote_span: Span
    quote: str
    subject: Name | None
    metric: Name | None
    measure: Measure
    basis: Basis | None
    quantity: Quantity
    period: Period
    modality: Modality
    scope: tuple[str, ...] = ()
    attribution: str | None = None
    block: BlockKind = BlockKind.PARAGRAPH
    id: str = ""

    @property
    def document(self) -> str:
        """Path of the article that holds the claim."""
        return self.source.document


class Skipped(Struct, frozen=True):
    """A number that was seen and is no claim, with the reason (date, ordinal, version, …)."""

    document: str
    span: Span
    text: str
    reason: str


class Failure(Struct, frozen=True):
    """A source that could not be read, with the one-line reason."""

    document: str
    error: str


# ---------------------------------------------------------------- verdicts


class Verdict(StrEnum):
    """What is known about a claim after comparison. See the design's table of verdicts."""

    CONFLICT = "conflict"
    CONFIRMED = "confirmed"
    REPEATED = "repeated"
    COMPATIBLE = "compatible"
    SUPERSEDED = "superseded"
    NOT_COMPARABLE = "not-comparable"
    UNMATCHED = "unmatched"
    NOTHING_CHECKED = "nothing-checked"


class Level(StrEnum):
    """How loud a finding is."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


class Agreement(StrEnum):
    """How two values relate; the answer of the one comparator."""

    IDENTICAL = "identical"
    ROUNDED = "rounded"
    TRUNCATED = "truncated"
    BOUNDED = "bounded"
    LOOSE = "loose"
    DISJOINT = "disjoint"


class Message(Struct, frozen=True):
    """Something to say in the reader's language: an id of rules/messages and its arguments.

    ``template`` stands in for the id's text where a rule file brings its own wording.
    """

    id: str
    arguments: tuple[tuple[str, str], ...] = ()
    template: str = ""


class Finding(Struct, frozen=True):
    """What a rule has to say about some claims; the first claim is the primary one.

    ``reason`` (why not comparable) and ``cause`` (the likely slip) are message ids with arguments;
    ``explanation`` holds the steps that led to the verdict, in order.
    """

    rule: str
    verdict: Verdict
    level: Level
    message: Message
    claims: tuple[Claim, ...]
    agreement: Agreement | None = None
    reason: Message | None = None
    cause: Message | None = None
    explanation: tuple[Message, ...] = ()
    key: str = ""
    id: str = ""


class Document(Struct, frozen=True):
    """What a report keeps of an article once its text is gone."""

    source: Source
    line_starts: tuple[int, ...]
    characters: int
    claims: int
    skipped: int
    notes: tuple[str, ...] = ()


class Passage(Struct, frozen=True):
    """A sentence of an article as it stands there; its span is of the source."""

    span: Span
    text: str


class Setting(Struct, frozen=True):
    """The day of an event, or what befell people in it, with the folded sentences that tell which event."""

    claim: Claim
    text: str


class Reading(Struct, frozen=True):
    """All that reading one article yields; its sentences only where the reading was thorough.

    ``settings`` are there for articles that are compared with each other; days in them are no claims.
    """

    document: Document
    claims: tuple[Claim, ...]
    skipped: tuple[Skipped, ...]
    passages: tuple[Passage, ...] = ()
    settings: tuple[Setting, ...] = ()
