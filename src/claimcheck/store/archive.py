"""An open archive: where it is, what it answers with, and the day that it answers for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from types import TracebackType

from msgspec.structs import replace

from claimcheck.crowds import Related
from claimcheck.lexicon import Lexicon, default_lexicon
from claimcheck.model import Claim, Document, Reading
from claimcheck.rules import Rule, load_rules
from claimcheck.store import queries, writing
from claimcheck.store.base import Store
from claimcheck.store.related import related


@lru_cache(maxsize=1)
def _shipped() -> tuple[Rule, ...]:
    return load_rules()


class Archive:
    """The claims of published articles. Use it in a ``with`` block, or call ``close``.

    With ``as_of`` it answers with what was published by that day; undated articles are left out then.
    One archive belongs to one thread.
    """

    def __init__(self, store: Store, as_of: date | None = None) -> None:
        """Wrap an open store; ``open_archive`` is the way to get one."""
        self.store = store
        self.as_of = as_of

    @property
    def where(self) -> str:
        """The file or URL (without its password)."""
        return self.store.where

    def articles(self) -> Iterator[queries.Entry]:
        """Every article, in order of publication."""
        return queries.entries(self.store, self.as_of)

    def reading(self, path: str) -> Reading | None:
        """All claims of one article; ``None`` if it is not in the archive."""
        return queries.reading_of(self.store, path)

    def related(
        self, claims: Iterable[Claim], *, rules: Sequence[Rule] | None = None, lexicon: Lexicon | None = None
    ) -> Related:
        """All that the rules may hold against the claims, article by article.

        The articles that the claims come from are left out: their new state is what is checked. Of very
        many that say the same a few are listed; their documents, as given here, have no lines.
        """
        rules = _shipped() if rules is None else rules
        return related(self.store, tuple(claims), rules, lexicon or default_lexicon(), self.as_of)

    def documents(self, paths: Iterable[str]) -> list[Document]:
        """The documents of some articles, in order of their paths."""
        return queries.documents_at(self.store, sorted(set(paths)))

    def readings_for(self, claims: Iterable[Claim], *, lexicon: Lexicon | None = None) -> list[Reading]:
        """What ``related`` lists for the shipped rules, with whole documents."""
        found = self.related(claims, lexicon=lexicon).readings
        whole = {d.source.document: d for d in self.documents(r.document.source.document for r in found)}
        return [replace(reading, document=whole[reading.document.source.document]) for reading in found]

    def add(self, entry: writing.Entry, *, lexicon: Lexicon | None = None) -> bool:
        """Store one article in one transaction; whether it replaced an older state of itself."""
        return writing.put(self.store, entry, lexicon or default_lexicon())

    def remove(self, path: str) -> bool:
        """Take an article out; whether it was in."""
        return writing.remove(self.store, path)

    def close(self) -> None:
        """Let the file or connection go."""
        self.store.close()

    def __enter__(self) -> Archive:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close, whatever happened."""
        self.close()
