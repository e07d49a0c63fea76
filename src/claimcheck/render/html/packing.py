"""Many records of the same fields in little room: names once, repeated words by number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def packed(records: Sequence[Mapping[str, Any]], repeated: frozenset[str]) -> dict[str, Any]:
    """``fields``, ``words`` and ``rows``; of the ``repeated`` fields a row holds the number of its word.

    A field that a record lacks is ``None`` in its row. The page's script turns it back.
    """
    fields = list(dict.fromkeys(field for record in records for field in record))
    words: dict[str, int] = {}

    def cell(record: Mapping[str, Any], field: str) -> Any:
        value = record.get(field)
        return words.setdefault(value, len(words)) if field in repeated and value is not None else value

    rows = [[cell(record, field) for field in fields] for record in records]
    return {"fields": fields, "numbered": sorted(repeated), "words": list(words), "rows": rows}
