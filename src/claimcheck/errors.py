"""Every exception that a caller of claimcheck may want to catch.

Each message is one line that names the file (and place, where there is one), what was wrong,
and what was expected. None of these classes has an ``__init__`` of its own, so all of them
survive pickling on their way out of a worker process.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class ClaimcheckError(Exception):
    """Root of all errors that claimcheck raises on purpose."""


class UsageError(ClaimcheckError):
    """A call or command line that asks for something that does not exist."""


class SourceError(ClaimcheckError):
    """An article that cannot be read: missing, binary, undecodable, too large, malformed."""


class LexiconError(ClaimcheckError):
    """A lexicon file that is malformed or contradicts another one."""


class RuleError(ClaimcheckError):
    """A rule file that names an unknown check, option or metric."""


class ArchiveError(ClaimcheckError):
    """An archive that cannot be opened, read or written: missing, foreign, locked, full, away."""


class ConflictError(ClaimcheckError, AssertionError):
    """An asserted article contradicts its sources; the message shows both quotes."""


_BEGUN = 2  # characters that are enough of a beginning


def closest(name: str, known: Iterable[str]) -> str:
    """The known name that ``name`` is the beginning of, else the one spelled most like it, else nothing."""
    names = list(known)
    begun = [other for other in names if len(name) >= _BEGUN and other.startswith(name)]
    return next(iter(begun or difflib.get_close_matches(name, names, n=1)), "")


def nearest(name: str, known: Iterable[str]) -> str:
    """Return «; did you mean 'x'?» for the known name closest to ``name``, or an empty string."""
    close = closest(name, known)
    return f"; did you mean {close!r}?" if close else ""
