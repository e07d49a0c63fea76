"""One item after the other, in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from claimcheck.engines import Options

T = TypeVar("T")
R = TypeVar("R")


def mapped(function: Callable[[T], R], items: Sequence[T], *, options: Options) -> Iterator[R]:
    """The function's result for each item, in order, each made when it is asked for."""
    return map(function, items)
