"""What stands around a table: its unit line, period, subject and metric, and which side names the metric."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from functools import lru_cache

import msgspec

from claimcheck.extract.metrics import Metric
from claimcheck.extract.periods import comparison_bases, find_periods
from claimcheck.extract.subjects import Subject
from claimcheck.extract.table_amounts import sign_note
from claimcheck.extract.table_grid import Field
from claimcheck.extract.table_headings import Heading, heading
from claimcheck.extract.table_layout import Layout
from claimcheck.extract.table_names import is_generic, is_subject, known_metric, subject_in
from claimcheck.extract.table_periods import Setting, this_period
from claimcheck.extract.table_units import Note, line_note
from claimcheck.extract.units import unit_kind
from claimcheck.extract.words import pattern
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.model import Article, FixedBy, Measure, Period


class Axis(StrEnum):
    """What names the metric: the labels of the rows, the heads of the columns, or the caption."""

    ROWS = "rows"
    COLUMNS = "columns"
    CAPTION = "caption"


class Around(msgspec.Struct, frozen=True, eq=False):
    """What holds for all values of a table unless their row or column says otherwise."""

    setting: Setting
    axis: Axis
    note: Note | None
    currency: str | None
    period: Period | None
    subject: Subject | None
    metric: Metric | None
    rows_are_subjects: bool

    @property
    def lexicon(self) -> Lexicon:
        """The lexicon in use."""
        return self.setting.lexicon

    @property
    def published(self) -> date | None:
        """The article's day."""
        return self.setting.published

    def row(self, labels: tuple[Field, ...]) -> Heading:
        """What the labels of a row say."""
        return _heading(labels, self.setting, True)

    def column(self, heads: tuple[Field, ...]) -> Heading:
        """What the heads of a column say."""
        return _heading(heads, self.setting, False)


@lru_cache(maxsize=1024)
def _heading(fields: tuple[Field, ...], setting: Setting, of_row: bool) -> Heading:
    return heading(fields, setting, of_row=of_row)


def around(
    article: Article, layout: Layout, captions: Sequence[Field], lexicon: Lexicon, subject: Subject | None
) -> Around:
    """Read what stands above the table (nearest first) and in its corner."""
    above = [*reversed(layout.captions), *captions]
    period = next(_periods(above, article.published, lexicon), None)
    setting = Setting(lexicon, article.published, period or _title_period(article, lexicon))
    own = this_period((f for row in layout.rows for p in row for f in p.heads), setting)
    setting = msgspec.structs.replace(setting, context=own or setting.context)
    words = [w for f in above for w in _heading((f,), setting, False).words]
    subjects = _rows_are_subjects(layout, setting)
    metric = next((m for w in words if (m := known_metric(w, "", lexicon))), None)
    metric = metric and _for_rows(metric, subjects, lexicon)
    return Around(
        setting=setting,
        axis=_axis(layout, setting, metric, subjects),
        note=next((n for f in above if (n := line_note(f.folded, lexicon))), None),
        currency=_currency(layout, lexicon),
        period=period and msgspec.structs.replace(period, fixed_by=FixedBy.CONTEXT),
        subject=next((s for w in words if (s := subject_in(w, lexicon))), subject),
        metric=metric,
        rows_are_subjects=subjects,
    )


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


def _rows_are_subjects(layout: Layout, setting: Setting) -> bool:
    """Whether most rows are called by a subject's name and nothing else."""
    rows = [_heading(labels, setting, True).words for labels in _labels(layout)]
    named = [[w for w in words if not is_generic(w, setting.lexicon)] for words in rows]
    subjects = sum(bool(words) and all(is_subject(w, setting.lexicon) for w in words) for words in named)
    return bool(rows) and 2 * subjects >= len(rows)


def _labels(layout: Layout) -> list[tuple[Field, ...]]:
    return list(dict.fromkeys(place.labels for row in layout.rows for place in row))


def _axis(layout: Layout, setting: Setting, caption: Metric | None, subjects: bool) -> Axis:
    rows = [_heading(labels, setting, True) for labels in _labels(layout)]
    heads = dict.fromkeys(place.heads for row in layout.rows for place in row)
    columns = [h for h in (_heading(head, setting, False) for head in heads) if h.measure is Measure.LEVEL]
    known = sum(_names_metric(column, setting.lexicon) for column in columns)
    dated = sum(row.period is not None and _is_bare(row, setting.lexicon) for row in rows)
    unnamed = all(_is_bare(column, setting.lexicon) for column in columns)
    if 2 * dated > len(rows) and not (unnamed and caption):
        return Axis.COLUMNS
    if known and 2 * known >= len(columns):
        return Axis.COLUMNS
    if (subjects or 2 * dated > len(rows)) and not unnamed and not any(c.period for c in columns):
        return Axis.COLUMNS
    if subjects or 2 * dated > len(rows):
        return Axis.CAPTION
    figures = sum(_is_figure(row, setting.lexicon) for row in rows)
    return Axis.CAPTION if caption is not None and figures == 0 else Axis.ROWS


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
