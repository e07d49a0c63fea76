"""Offsets in code points ↔ lines and characters as the editor counts them."""

from __future__ import annotations

import msgspec

_SIZES = {"utf-16": ("utf-16-le", 2), "utf-8": ("utf-8", 1), "utf-32": ("utf-32-le", 4)}


class Lines(msgspec.Struct, frozen=True):
    """A text with its lines, and the unit of the editor's columns (utf-16 unless both agreed otherwise)."""

    text: str
    starts: tuple[int, ...]
    unit: str = "utf-16"

    def position(self, offset: int) -> tuple[int, int]:
        """Line and character, from 0, of an offset."""
        from bisect import bisect_right

        line = bisect_right(self.starts, offset) - 1
        codec, size = _SIZES[self.unit]
        before = self.text[self.starts[line] : offset]
        return line, len(before.encode(codec, "surrogatepass")) // size

    def offset(self, line: int, character: int) -> int:
        """The offset of a line and character; beyond the end, the end."""
        if line >= len(self.starts):
            return len(self.text)
        start = self.starts[line]
        end = self.starts[line + 1] if line + 1 < len(self.starts) else len(self.text)
        codec, size = _SIZES[self.unit]
        data = self.text[start:end].encode(codec, "surrogatepass")[: character * size]
        return start + len(data.decode(codec, "ignore"))
