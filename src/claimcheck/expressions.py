"""Regular expressions, compiled once a machine: what the compiler makes of each is kept on disk.

The words of the lexicon make some five hundred expressions, and to compile those that a short run needs
takes longer than to read its articles. Python's own compiler turns an expression into a program of
numbers, which is what is kept, under the version of Python and of that compiler. The engine checks every
program that it is given. Where there is no such compiler, or caching is off, nothing is kept.
"""

from __future__ import annotations

import atexit
import contextlib
import re
import sys
from array import array
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

from claimcheck.lexicon_cache import cache_folder, content_hash, put, taken

_CODE = "I"  # the type of the numbers in a program
_MOST = 4000  # programs kept; of more, only those of the last run


def _module(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        return None


# The parts that ``re.compile`` itself is made of, since Python 3.11.
_engine, _compiler, _parser = map(_module, ("_sre", "re._compiler", "re._parser"))


def _machine() -> tuple[str, ...]:
    """What a program depends on; nothing where this Python has no such parts."""
    magic, size = getattr(_engine, "MAGIC", None), getattr(_engine, "CODESIZE", 0)
    if magic is None or size != array(_CODE).itemsize or not (_compiler and _parser):
        return ()
    return (sys.version, sys.byteorder, str(magic))


class Program(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """An expression as the engine runs it: flags, number of groups, their names, and the code."""

    flags: int
    groups: int
    names: dict[str, int]
    code: bytes


class _Shelf:
    """The programs that were on disk, and those that this process made or used."""

    def __init__(self, path: Path | None) -> None:
        """Take what is there."""
        found = (taken(path) if path else None) or {}
        self.known: dict[str, Any] = found.get("programs", {})
        self.used: dict[str, Program] = {}
        self.is_new = False

    def save(self) -> None:
        """Put what is known on disk, if there is anything new."""
        path = _place()
        if self.is_new and path is not None:
            programs = {source: list(msgspec.structs.astuple(p)) for source, p in self.used.items()}
            if len(self.known | programs) <= _MOST:
                programs = self.known | programs
            with contextlib.suppress(OSError):
                put(path, {"programs": programs})


def _place() -> Path | None:
    folder, machine = cache_folder(), _machine()
    if folder is None or not machine:
        return None
    return folder / f"expressions-{content_hash([(part, b'') for part in machine])}.msgpack"


@lru_cache(maxsize=1)
def _shelf() -> _Shelf:
    shelf = _Shelf(_place())
    atexit.register(shelf.save)
    return shelf


@lru_cache(maxsize=8192)
def compiled(source: str) -> re.Pattern[str]:
    """What ``re.compile`` makes of the source; raises ``re.error`` as that does."""
    if _place() is None:
        return re.compile(source)
    shelf = _shelf()
    if source in shelf.known:
        with contextlib.suppress(*_UNSOUND):
            return _kept(source, msgspec.convert(shelf.known[source], Program), shelf)
    try:
        program = _program(source)
        shelf.is_new = True
        return _kept(source, program, shelf)
    except _UNSOUND:  # another Python than this is written for
        return re.compile(source)


_UNSOUND = (AttributeError, LookupError, RuntimeError, TypeError, ValueError, OverflowError)


def _kept(source: str, program: Program, shelf: _Shelf) -> re.Pattern[str]:
    pattern = _loaded(source, program)
    shelf.used[source] = program
    return pattern


def _program(source: str) -> Program:
    parsed = _parser.parse(source, 0)
    code = array(_CODE, map(int, _compiler._code(parsed, 0)))
    state = parsed.state
    return Program(int(state.flags), state.groups - 1, dict(state.groupdict), code.tobytes())


def _loaded(source: str, program: Program) -> re.Pattern[str]:
    code = array(_CODE)
    code.frombytes(program.code)
    by_number: list[str | None] = [None] * (program.groups + 1)
    for name, number in program.names.items():
        by_number[number] = name
    made: re.Pattern[str] = _engine.compile(
        source, program.flags, code.tolist(), program.groups, program.names, tuple(by_number)
    )
    return made
