"""Where loops run: here, in processes, or on a cluster. Engines know nothing of articles and claims.

An engine applies a function to items and yields the results in the order of the items, so that what
comes out does not depend on where it ran. To add one: a file here and a line in ``ENGINES``; third
parties use the entry point ``claimcheck.engines``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any, Protocol, TypeVar

import msgspec

from claimcheck.errors import UsageError, nearest

T = TypeVar("T")
R = TypeVar("R")

ENGINES: Mapping[str, str] = {
    "local": "claimcheck.engines.local",
    "processes": "claimcheck.engines.processes",
    "spark": "claimcheck.engines.spark",
}
"""The module of each engine; it is imported when the engine is used, and has a function ``mapped``."""


class Mapped(Protocol):
    """What an engine's module has to offer."""

    def __call__(self, function: Callable[[T], R], items: Sequence[T], *, options: Options) -> Iterator[R]:
        """The function's result for each item, in order."""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How much of the machine an engine may take (0: all cores), and which cluster it asks."""

    jobs: int = 0
    master: str = ""

    @property
    def workers(self) -> int:
        """How many processes to use."""
        return self.jobs or cores()


class Engine(msgspec.Struct, frozen=True):
    """An engine by name with its options; as a value it can be passed on, its module comes later."""

    name: str = "local"
    options: Options = Options()

    def mapped(self, function: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
        """The function's result for each item, in the order of the items."""
        run: Mapped = self.module.mapped
        return run(function, items, options=self.options)

    @property
    def module(self) -> Any:
        """The engine's module, imported now."""
        return import_module(ENGINES.get(self.name) or known()[self.name])


LOCAL = Engine()


def engine(name: str = "", *, jobs: int = 0, master: str = "") -> Engine:
    """The engine of that name; without one, processes, and with one job none but this.

    Raises UsageError for a name that no engine has.
    """
    name = name or ("local" if jobs == 1 else "processes")
    if name not in ENGINES and name not in known():
        expected = ", ".join(known())
        raise UsageError(f"{name!r} is no engine; expected {expected}{nearest(name, known())}")
    return Engine(name, Options(jobs=jobs, master=master))


def known() -> Mapping[str, str]:
    """The modules of all engines by name, those of installed packages included."""
    return {point.name: point.value for point in entry_points(group="claimcheck.engines")} | dict(ENGINES)


def cores() -> int:
    """How many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on this system
        return os.cpu_count() or 1
