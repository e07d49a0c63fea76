"""A place of a table → what it would say: metric, subject, period, scope, and level, growth or share."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from claimcheck.extract.named import Metric
from claimcheck.extract.subjects import Subject
from claimcheck.extract.table_amounts import Notes, kind_of
from claimcheck.extract.table_around import Around, Axis
from claimcheck.extract.table_headings import Heading, of_whole
from claimcheck.extract.table_layout import Place
from claimcheck.extract.table_names import (
    Words,
    is_generic,
    known_metric,
    normal_form,
    phrase_metric,
    rest_of,
    subject_in,
)
from claimcheck.extract.words import vocabulary
from claimcheck.model import Basis, Measure, Name, Period


class Meaning(msgspec.Struct, frozen=True, eq=False):
    """What a place would say, whether or not a value stands there."""

    place: Place
    row: Heading
    column: Heading
    metric: Metric | None
    subject: Subject | None
    period: Period | None
    scope: tuple[str, ...]
    measure: Measure
    basis: Basis | None


def meaning_of(place: Place, table: Around, above: Meaning | None) -> Meaning:
    """What row and column say of a place; a row of growth alone goes on with the metric ``above``."""
    row, column = table.rows[place.labels], table.columns[place.heads]
    measure = column.measure if column.measure is not Measure.LEVEL else row.measure
    kind = kind_of(place.value, Notes(row.note, column.note))
    metric, rest = _metric(place, row, column, kind, table)
    if above is not None and row.measure is not Measure.LEVEL and (metric is None or _of_whole(row, table)):
        metric, rest = above.metric, [w for w in rest if not any(w is r for r in row.words)]
    return Meaning(
        place=place,
        row=row,
        column=column,
        metric=metric,
        subject=_subject(place, row, column, table),
        period=column.period or row.period,
        scope=_scope(metric, rest, column, row, table),
        measure=measure,
        basis=column.basis or row.basis,
    )


def _wholes(heading: Heading, table: Around) -> list[Words]:
    """The words that say of what whole a share is (占收入比重), if more than that it is one."""
    plain = vocabulary(table.lexicon, "table_share")
    found = [w for w in heading.words if of_whole(w, table.lexicon)]
    return [w for w in found if w.field.folded.strip(" :%()") not in plain]


def _of_whole(heading: Heading, table: Around) -> bool:
    return any(of_whole(words, table.lexicon) for words in heading.words)


def _metric(
    place: Place, row: Heading, column: Heading, kind: str, table: Around
) -> tuple[Metric | None, list[Words]]:
    """The metric, and the other words, which may narrow it."""
    names, others = list(row.words), list(column.words)
    if table.axis is Axis.COLUMNS:
        names, others = others, names
    if table.axis is Axis.CAPTION:
        return table.metric, [*names, *others]
    section = [] if place.section is None else list(table.rows[(place.section,)].words)
    for words in (*reversed(names), *reversed(section)):
        metric = known_metric(words, kind, table.lexicon)
        if metric is not None:
            return metric, [w for w in (*names, *others) if w is not words]
    for words in (*reversed(names), *reversed(section)):
        metric = phrase_metric(words, table.lexicon)
        if metric is not None:
            return metric, [w for w in (*names, *others) if w is not words]
    return None, others


def _subject(place: Place, row: Heading, column: Heading, table: Around) -> Subject | None:
    section = () if place.section is None else table.rows[(place.section,)].words
    for words in (*reversed(row.words), *reversed(column.words), *section):
        subject = subject_in(words, table.lexicon, table.takes_places)
        if subject is not None:
            return subject
    if table.rows_are_subjects and table.axis is not Axis.ROWS:
        for words in row.words:
            if not is_generic(words, table.lexicon):
                return _unknown(words, table)
    return table.subject and msgspec.structs.replace(table.subject, span=None)


def _unknown(words: Words, table: Around) -> Subject:
    """A subject that no lexicon knows, among ones that it does."""
    text = words.field.text.strip()
    return Subject(Name("~" + normal_form(words.folded, table.lexicon), text, text), words.field.span)


def _scope(
    metric: Metric | None, rest: Sequence[Words], column: Heading, row: Heading, table: Around
) -> tuple[str, ...]:
    """What narrows the metric: words beside its name, and the row or column that it is split by."""
    found = set(metric.modifiers if metric else ())
    for words in rest:
        is_subject = table.rows_are_subjects and any(words is w for w in row.words)
        is_measure = column.measure is not Measure.LEVEL and any(words is w for w in column.words[-1:])
        if not is_subject and not is_measure:
            found |= set(rest_of(words, table.lexicon, table.takes_places))
    for heading in (row, column):
        if heading.measure is Measure.SHARE:
            found |= {normal_form(w.field.folded, table.lexicon) for w in _wholes(heading, table)}
    return tuple(sorted(found))
