"""What drafts are compared with: articles read when the server starts, and archives asked each time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from claimcheck.lexicon import Lexicon
from claimcheck.model import Claim, Failure, Reading
from claimcheck.pipeline import read_paths
from claimcheck.server.settings import Settings


class Sources(msgspec.Struct, frozen=True, eq=False):
    """The readings of files, and where the archives are. It answers as an open archive does."""

    readings: tuple[Reading, ...] = ()
    archives: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()

    def readings_for(self, claims: Iterable[Claim], *, lexicon: Lexicon | None = None) -> Sequence[Reading]:
        """All that may confirm or contradict the claims; an article of the draft's own name is left out."""
        claims = tuple(claims)
        drafts = {claim.document for claim in claims}
        found = [reading for reading in self.readings if reading.document.source.document not in drafts]
        for location in self.archives:
            found += _archived(location, claims, lexicon)
        return list({r.document.source.document: r for r in reversed(found)}.values())[::-1]


def _archived(location: str, claims: Iterable[Claim], lexicon: Lexicon | None) -> Sequence[Reading]:
    # opened for each question: an archive belongs to one thread, and others write to it meanwhile
    from claimcheck.store import open_archive

    with open_archive(location) as archive:
        return archive.readings_for(claims, lexicon=lexicon)


def sources_of(settings: Settings) -> Sources:
    """The sources of a server, read once; ArchiveError for an archive that cannot be opened."""
    from claimcheck.store import is_archive, open_archive

    given = list(dict.fromkeys((*settings.against, *((settings.archive,) if settings.archive else ()))))
    archives = tuple(place for place in given if place == settings.archive or is_archive(place))
    for location in archives:
        open_archive(location).close()
    paths = [place for place in given if place not in archives]
    readings, failures = read_paths(paths, zone=settings.zone) if paths else ([], [])
    return Sources(tuple(readings), archives, tuple(failures))
