"""A pool of processes on this machine. Items go in by chunks; only results come back.

The first items are handled here: few items need no pool at all, and where workers are forked they
inherit all that those items have compiled. A function is handed to a worker once, not with every chunk.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext
from typing import Any, TypeVar

from claimcheck.engines import Options
from claimcheck.errors import ClaimcheckError

T = TypeVar("T")
R = TypeVar("R")

_ALONE = 12  # items handled here before there is a pool
_CHUNK = 16  # items at most that travel together
_EACH = 8  # chunks at least for each worker, so that all end at about the same time

_function: Callable[[Any], Any]  # of this worker process


def mapped(function: Callable[[T], R], items: Sequence[T], *, options: Options) -> Iterator[R]:
    """The function's result for each item, in order; ClaimcheckError where a worker dies."""
    workers = options.workers
    alone = len(items) if workers == 1 else _ALONE
    yield from map(function, items[:alone])
    if len(items) > alone:
        yield from _pooled(function, items[alone:], workers)


def _pooled(function: Callable[[T], R], items: Sequence[T], workers: int) -> Iterator[R]:
    chunks = list(_chunks(items, workers))
    pool = ProcessPoolExecutor(
        min(workers, len(chunks)), mp_context=_context(), initializer=_adopt, initargs=(function,)
    )
    try:
        for results in pool.map(_handled, chunks):
            yield from results
    except BrokenProcessPool:
        raise ClaimcheckError("a worker process has died (memory?); fewer of them may do: --jobs N") from None
    finally:
        pool.shutdown(cancel_futures=True)


def _chunks(items: Sequence[T], workers: int) -> Iterator[Sequence[T]]:
    size = max(1, min(_CHUNK, len(items) // (workers * _EACH)))
    return (items[start : start + size] for start in range(0, len(items), size))


def _context() -> BaseContext:
    """Forked workers know all that this process knows; with threads about, forking is not safe."""
    methods = multiprocessing.get_all_start_methods()
    if "fork" in methods and threading.active_count() == 1:
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")


def _adopt(function: Callable[[Any], Any]) -> None:
    global _function
    _function = function


def _handled(items: Sequence[Any]) -> list[Any]:
    return [_function(item) for item in items]
