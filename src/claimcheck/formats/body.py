"""What every reader returns: the text of an article's body, and what it says about itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from claimcheck.formats.offsets import TextBuilder


@dataclass(frozen=True)
class Body:
    """Text with its way back, and facts as written: title, date, author, outlet.

    ``title`` holds the title as a block of its own where it stands outside the text.
    """

    text: TextBuilder
    facts: dict[str, str] = field(default_factory=dict)
    title: TextBuilder | None = None


Reader = Callable[[str, int], Body]
"""(decoded source, offset where the body begins) → body.

Other packages bring one under the entry point ``claimcheck.formats``, named after its suffix (``rst``).
"""
