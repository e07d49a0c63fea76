"""Lines that fit a terminal: Chinese may break between any two characters, Latin at blanks only."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text

_NOT_FIRST = frozenset("\u2060，。、；：！？）】》」』”’％%,.;:!?)]}…·℃*")  # * marks values in quotes
_NOT_LAST = frozenset("\u2060（【《「『“‘([{$¥￥€£*")


def wrapped(words: Text, width: int) -> list[Text]:
    """The text in lines of at most ``width`` cells, styles kept, blanks at line ends dropped."""
    lines = list(words.divide(breaks(words.plain, width)))
    for line in lines:
        line.rstrip()
    return lines


def breaks(words: str, width: int) -> list[int]:
    """The offsets before which a new line starts."""
    found: list[int] = []
    start = used = last = 0
    for at, character in enumerate(words):
        size = cell_len(character)
        if at > start and _may_break(words, at):
            last = at
        if used + size > width and not character.isspace() and at > start:
            start = last if last > start else at
            found.append(start)
            used = cell_len(words[start:at])
        used += size
    return found


def shortened(words: Text, around: tuple[int, int] | None, cells: int) -> Text:
    """At most about ``cells`` cells of the text, those around the given range; … marks what is cut."""
    if cell_len(words.plain) <= cells:
        return words
    start, end = _window(words.plain, around or (0, 0), cells - 2)
    middle = words[start:end]
    return Text("…" if start else "") + middle + Text("…" if end < len(words) else "")


def _window(words: str, around: tuple[int, int], cells: int) -> tuple[int, int]:
    """The range of the text that holds ``around``, grown on both sides while there is room."""
    start, end = around
    used = cell_len(words[start:end])
    while used < cells and (start > 0 or end < len(words)):
        if start > 0:
            start -= 1
            used += cell_len(words[start])
        if end < len(words) and used < cells:
            end += 1
            used += cell_len(words[end - 1])
    return start, end


def _may_break(words: str, at: int) -> bool:
    """Whether a line may end before the character at an offset."""
    before, after = words[at - 1], words[at]
    if after in _NOT_FIRST or before in _NOT_LAST or after.isspace():
        return False
    return before in " \u3000" or cell_len(before) > 1 or cell_len(after) > 1
