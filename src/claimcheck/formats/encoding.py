"""Bytes → text: UTF-8, UTF-16 with its mark, GB18030, Big5, Windows-1252; nothing else is guessed."""

from __future__ import annotations

import codecs
import re

from claimcheck.errors import SourceError

MAX_BYTES = 64 * 1024 * 1024
_SAMPLE = 60_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{3,20})|<\?xml[^>]{0,80}encoding=[\"']([\w-]{3,20})", re.I
)
_SAME = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "big5": "cp950",
    "big5-hkscs": "big5hkscs",
}
_NAMES = {"cp950": "big5", "cp1252": "windows-1252", "utf-8": "utf-8"}
_CONTROLS = bytes(range(1, 9)) + bytes(range(14, 27)) + bytes(range(28, 32))
_HIGH_PAIR = re.compile(rb"[\x80-\xff]{2}")
_EXPECTED = "expected UTF-8, UTF-16 with a byte order mark, GB18030 or Big5"
_PLAUSIBLE = 0.7


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Text and the encoding it was in; a byte order mark is no part of the text.

    Raises SourceError for what is too large, binary, or in none of the encodings.
    """
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // (1024 * 1024)
        raise SourceError(
            f"{name}: {len(data)} bytes; the limit of one article is {limit} MiB ({MAX_BYTES} bytes)"
        )
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, name), encoding
    if _is_binary(data):
        raise SourceError(f"{name}: binary file; {_EXPECTED}")
    encoding = _detect(data, name)
    return _strictly(data, encoding, name), _NAMES.get(encoding, encoding)


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(f"{name}: byte {error.start} is not {encoding.upper()}; {_EXPECTED}") from None
    if "\x00" in text:
        raise SourceError(f"{name}: binary file (NUL characters); {_EXPECTED}")
    return text


def _is_binary(data: bytes) -> bool:
    if b"\x00" in data or data.startswith(b"%PDF-"):
        return True
    head = data[:_SAMPLE]
    return len(head) - len(head.translate(None, _CONTROLS)) > len(head) // 100


def _detect(data: bytes, name: str) -> str:
    """The encoding of data without a mark: UTF-8 if valid, else what its bytes read best in."""
    declared = _declared(data)
    broken_at = _first_error(data, "utf-8")
    if broken_at is None and (declared is None or _score(data, "utf-8") >= _score(data, declared)):
        return "utf-8"
    if declared and _first_error(data, declared) is None and _score(data, declared) >= _PLAUSIBLE:
        return declared
    if not _HIGH_PAIR.search(data):
        return "cp1252"  # Chinese in any encoding has pairs of high bytes; lone ones are quotes and accents
    best = max(("gb18030", "cp950", "big5hkscs"), key=lambda encoding: _score(data, encoding))
    if _score(data, best) < _PLAUSIBLE or _first_error(data, best) is not None:
        raise SourceError(
            f"{name}: byte {broken_at} is not UTF-8, and GB18030 or Big5 make no sense; {_EXPECTED}"
        )
    return best


def _declared(data: bytes) -> str | None:
    """The encoding that the document says it is in, if Python knows it."""
    found = _DECLARED.search(data[:4096])
    if not found:
        return None
    name = (found.group(1) or found.group(2)).decode("ascii", "replace").lower()
    try:
        return codecs.lookup(_SAME.get(name, name)).name
    except LookupError:
        return None


def _first_error(data: bytes, encoding: str) -> int | None:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return error.start
    return None


def _score(data: bytes, encoding: str) -> float:
    """Share of the head's non-ASCII characters that are common in the encoding; 0 if undecodable."""
    head = data[:_SAMPLE]
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(head, final=len(data) <= _SAMPLE)
    except (UnicodeDecodeError, LookupError):
        return 0.0
    wide = [c for c in text if c > "\x7f"]
    if not wide:
        return 1.0
    return sum(_is_common(c, encoding) for c in wide) / len(wide)


def _is_common(character: str, encoding: str) -> bool:
    """Whether the standard behind the encoding lists the character in its first level."""
    if encoding.startswith(("big5", "cp950")):
        code = _code(character, "cp950")
        return 0xA140 <= code <= 0xA3BF or 0xA440 <= code <= 0xC67E
    code = _code(character, "gb2312")
    if encoding == "gb18030":
        return 0xA1A1 <= code <= 0xA3FE or 0xB0A1 <= code <= 0xD7F9
    return code > 0 or 0xA140 <= _code(character, "cp950") <= 0xC67E or "\xa0" <= character <= "\u02ff"


def _code(character: str, encoding: str) -> int:
    try:
        return int.from_bytes(character.encode(encoding), "big")
    except UnicodeEncodeError:
        return 0
