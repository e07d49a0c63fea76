"""What stands around a table: its unit line, period, subject and metric, and which side names the metric."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum

import msgspec

from claimcheck.extract.named import Metric
from claimcheck.extract.periods import comparison_bases, find_periods
from claimcheck.extract.spoken_money import spoken_currency
from claimcheck.extract.subjects import Subject
from claimcheck.extract.table_amounts import sign_note
from claimcheck.extract.table_grid import Field
from claimcheck.extract.table_headings import Heading, heading
from claimcheck.extract.table_layout import Layout
from claimcheck.extract.table_names import Words, is_generic, is_subject, known_metric, subject_in
from claimcheck.extract.table_periods import Setting, this_period
from claimcheck.extract.table_units import Note, line_note
from claimcheck.extract.units import unit_kind
from claimcheck.extract.words import pattern
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.model import Article, FixedBy, Measure, Period

_OWNERS = ("company", "product", "")  # a name that no lexicon knows is most likely a company's


class Axis(StrEnum):
    """What names the metric: the labels of the rows, the heads of the columns, or the caption."""

    ROWS = "rows"
    COLUMNS = "columns"
    CAPTION = "caption"


Headings = dict[tuple[Field, ...], Heading]


class Around(msgspec.Struct, frozen=True, eq=False):
    """What holds for all values of a table unless their row or column says otherwise.

    ``takes_places``: a place named in a row or column is what the figures are about, not just a part of
    what the company of the article does there.
    """

    setting: Setting
    axis: Axis
    note: Note | None
    currency: str | None
    period: Period | None
    subject: Subject | None
    metric: Metric | None
    takes_places: bool
    rows_are_subjects: bool
    rows: Headings
    columns: Headings

    @property
    def lexicon(self) -> Lexicon:
        """The lexicon in use."""
        return self.setting.lexicon

    @property
    def published(self) -> date | None:
        """The article's day."""
        return self.setting.published


def around(
    article: Article, layout: Layout, captions: Sequence[Field], lexicon: Lexicon, subject: Subject | None
) -> Around:
    """Read what stands above the table (nearest first) and in its corner."""
    above = [*reversed(layout.captions), *captions]
    period = next(_periods(above, article.published, lexicon), None)
    setting = _setting(article, layout, period, lexicon)
    words = [w for f in above for w in heading((f,), setting).words]
    about = next((s for w in words if (s := _about(w, lexicon))), subject)
    places = about is None or _kind(about, lexicon) not in _OWNERS
    rows, columns = _headings(layout, setting)
    labels = [rows[labels].words for labels in _labels(layout)]
    metric = next((m for w in words if (m := known_metric(w, "", lexicon))), None)
    metric = metric and _for_rows(metric, _are_subjects(labels, lexicon, True), lexicon)
    return Around(
        setting=setting,
        axis=_axis(layout, rows, columns, lexicon, metric),
        note=next((n for f in above if (n := line_note(f.folded, lexicon))), None),
        currency=_currency(layout, lexicon) or spoken_currency(article, lexicon),
        period=period and msgspec.structs.replace(period, fixed_by=FixedBy.CONTEXT),
        subject=about,
        metric=metric,
        takes_places=places,
        rows_are_subjects=_are_subjects(labels, lexicon, places),
        rows=rows,
        columns=columns,
    )


def _setting(article: Article, layout: Layout, period: Period | None, lexicon: Lexicon) -> Setting:
    """What dates the headings that give no year: 本报告期(1-6月), else the caption, else the title."""
    setting = Setting(lexicon, article.published, period or _title_period(article, lexicon))
    own = this_period((f for row in layout.rows for p in row for f in p.heads), setting)
    return msgspec.structs.replace(setting, context=own or setting.context)


def _headings(layout: Layout, setting: Setting) -> tuple[Headings, Headings]:
    """What every row label (sections included) and every column head says."""
    places = [place for row in layout.rows for place in row]
    labels = dict.fromkeys([*(p.labels for p in places), *((p.section,) for p in places if p.section)])
    heads = dict.fromkeys(p.heads for p in places)
    rows = {fields: heading(fields, setting, of_row=True) for fields in labels}
    return rows, {fields: heading(fields, setting) for fields in heads}


def _about(words: Words, lexicon: Lexicon) -> Subject | None:
    """The subject that a caption names, unless it is where the figures come from."""
    subject = subject_in(words, lexicon)
    return subject if subject and _kind(subject, lexicon) not in ("organisation", "media", "person") else None


def _kind(subject: Subject, lexicon: Lexicon) -> str:
    entry = lexicon.subjects.get(subject.name.id)
    return entry.kind if entry else ""


def _for_rows(metric: Metric, subjects: bool, lexicon: Lexicon) -> Metric:
    """The caption's metric without the words that only say what the rows are (部分城市|GDP)."""
    nouns = pattern(lexicon, "table_row_nouns")
    kept = tuple(m for m in metric.modifiers if not (subjects and nouns.search(m)))
    return msgspec.structs.replace(metric, modifiers=kept)


def _periods(above: Sequence[Field], published: date | None, lexicon: Lexicon) -> Iterator[Period]:
    """The first period of each caption that has one."""
    for field in above:
        found = find_periods(field.folded, field.text, published, lexicon)
        bases = comparison_bases(field.folded, found, lexicon)
        for index, period in enumerate(found):
            if index not in bases and period.start is not None and period.span is not None:
                yield msgspec.structs.replace(period, span=period.span.shift(field.span.start))
                break


def _title_period(article: Article, lexicon: Lexicon) -> Period | None:
    """The period in the article's title, which dates headings such as Q1 and 本报告期."""
    found = find_periods(fold(article.title), article.title, article.published, lexicon)
    dated = [p for p in found if p.start is not None]
    return msgspec.structs.replace(dated[0], span=None) if dated else None


def _currency(layout: Layout, lexicon: Lexicon) -> str | None:
    """The one currency that signs before numbers say; SEC tables put it in the first and last row."""
    found = {u for row in layout.rows for p in row if p.prefix and (u := sign_note(p.prefix.folded, lexicon))}
    for row in layout.rows:
        own = {p.value.quantity.unit for p in row if p.value is not None and p.value.quantity.unit}
        found |= {unit for unit in own if unit_kind(unit) == "money"}
    return found.pop() if len(found) == 1 else None


# ---------------------------------------------------------------- which side names the metric


def _are_subjects(rows: Sequence[tuple[Words, ...]], lexicon: Lexicon, places: bool) -> bool:
    """Whether most rows are called by a subject's name and nothing else."""
    named = [[w for w in words if not is_generic(w, lexicon)] for words in rows]
    subjects = sum(bool(words) and all(is_subject(w, lexicon, places) for w in words) for words in named)
    return bool(rows) and 2 * subjects >= len(rows)


def _labels(layout: Layout) -> list[tuple[Field, ...]]:
    return list(dict.fromkeys(place.labels for row in layout.rows for place in row))


def _axis(
    layout: Layout, rows: Headings, columns: Headings, lexicon: Lexicon, caption: Metric | None
) -> Axis:
    labels = [rows[fields] for fields in _labels(layout)]
    heads = [head for head in columns.values() if head.measure is Measure.LEVEL]
    known = sum(_names_metric(head, lexicon) for head in heads)
    dated = 2 * sum(row.period is not None and _is_bare(row, lexicon) for row in labels) > len(labels)
    subjects = _are_subjects([row.words for row in labels], lexicon, True)
    unnamed = all(_is_bare(head, lexicon) for head in heads)
    if (dated and not (unnamed and caption)) or (known and 2 * known >= len(heads)):
        return Axis.COLUMNS
    if subjects and not unnamed and not any(head.period for head in heads):
        return Axis.COLUMNS
    if subjects or dated:
        return Axis.CAPTION
    named = any(_is_figure(row, lexicon) for row in labels)
    return Axis.CAPTION if caption is not None and not named else Axis.ROWS


def _names_metric(column: Heading, lexicon: Lexicon) -> bool:
    return any(known_metric(words, "", lexicon) is not None for words in column.words)


def _is_bare(names: Heading, lexicon: Lexicon) -> bool:
    """Whether nothing but periods, units and general words is left."""
    return all(is_generic(words, lexicon) for words in names.words)


def _is_figure(row: Heading, lexicon: Lexicon) -> bool:
    """Whether a row label reads like a figure's name: a known metric, a unit, …数, …率, growth."""
    if row.note is not None or row.measure is not Measure.LEVEL or _names_metric(row, lexicon):
        return True
    heads = pattern(lexicon, "metric_heads", "metric_heads_en", "rate_heads")
    texts = [words.folded.strip(" :)(") for words in row.words]
    return any(match.end() == len(text) for text in texts for match in heads.finditer(text))
