"""Share work among processes that end with the one that started them."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import TypeVar

from generator.base.interrupts import Stopped, end_after, stop_at

A = TypeVar("A")
B = TypeVar("B")


def map_in_processes(
    work: Callable[[A], B], things: Sequence[A], workers: int, chunk: int, start: Callable[[], None]
) -> Iterator[B]:
    """Yield work(thing) for each thing, in order, by `workers` processes that take `chunk` at a time.

    Call `start` first in each process. Stop early if the system has killed a worker. When the iterator is
    closed, or a signal stops this process, let the workers clean up and end at once.
    """
    with ProcessPoolExecutor(
        workers, initializer=_start_worker, initargs=(start, gc.get_threshold())
    ) as pool:
        try:
            yield from pool.map(partial(_work, work), things, chunksize=chunk)
        except BrokenProcessPool:
            return
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for worker in multiprocessing.active_children():
                worker.terminate()
            raise


def _start_worker(start: Callable[[], None], garbage: tuple[int, int, int]) -> None:
    """Prepare a worker: leave a terminal's signals to the parent process, and end with it.

    `garbage` are the parent's thresholds for garbage collection.
    """
    gc.set_threshold(*garbage)
    start()
    stop_at(signal.SIGTERM)
    parent = multiprocessing.parent_process()
    if parent is not None:
        end_after(parent.join)


def _work(work: Callable[[A], B], thing: A) -> B:
    """Return work(thing); exit at once if a signal stops it."""
    try:
        return work(thing)
    except Stopped as stopped:
        os._exit(stopped.status)  # the work has cleaned up; a pool would take the exception for a result
