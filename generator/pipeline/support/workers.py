"""Share work among processes that end with the one that started them."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from functools import partial
from typing import TypeVar

from generator.base.interrupts import Stopped, end_after, stop_at

A = TypeVar("A")
B = TypeVar("B")
_HANDLES, _EACH = 24, 4  # what a pool and the work itself keep open, and each of the pool's processes
_GRACE, _TRIES = 1.5, 4  # seconds that workers have to clean up before they are told again, and how often


def map_in_processes(
    work: Callable[[A], B], things: Sequence[A], workers: int, chunk: int, start: Callable[[], None]
) -> Iterator[B]:
    """Yield work(thing) for each thing, in order, by `workers` processes that take `chunk` at a time.

    Call `start` first in each process. Where the system has no room for them, this process does the work.
    Stop early if the system has killed a worker. When the iterator is closed, or a signal stops this process,
    let the workers clean up and end at once.
    """
    if not _has_handles(_HANDLES + _EACH * workers):
        yield from map(work, things)
        return
    initial = (start, gc.get_threshold())
    with ProcessPoolExecutor(workers, initializer=_start_worker, initargs=initial) as pool:
        try:
            results = _submitted(pool, partial(_work, work), things, chunk)
            yield from map(work, things) if results is None else results
        except BrokenProcessPool:
            return
        except BaseException:
            _end_workers(pool)
            raise


def _submitted(
    pool: ProcessPoolExecutor, work: Callable[[A], B], things: Sequence[A], chunk: int
) -> Iterator[B] | None:
    """Return the results of `things` as `pool` will make them; None where no process can be started."""
    try:
        return pool.map(work, things, chunksize=chunk)
    except OSError:  # no more processes, memory or handles: some may have been started
        _end_workers(pool)
        return None


def _has_handles(count: int) -> bool:
    """Return whether this process can open `count` more files: a pool that lacks one is left half started."""
    with ExitStack() as opened:
        try:
            for _ in range(count):
                opened.callback(os.close, os.open(os.devnull, os.O_RDONLY))
        except OSError:
            return False
    return True


def _end_workers(pool: ProcessPoolExecutor) -> None:
    """End the processes of `pool`, cleaned up, or killed where no signal reaches them.

    One that comes in the moment of the fork is lost: Python drops what is raised there.
    """
    pool.shutdown(wait=False, cancel_futures=True)
    workers = multiprocessing.active_children()
    for worker in workers:
        worker.terminate()
    for worker in workers:
        for _ in range(_TRIES):
            worker.join(_GRACE)
            if worker.is_alive():
                worker.terminate()
        worker.kill()


def _start_worker(start: Callable[[], None], garbage: tuple[int, int, int]) -> None:
    """Prepare a worker: leave a terminal's signals to the parent process, and end with it.

    `garbage` are the parent's thresholds for garbage collection.
    """
    try:
        gc.set_threshold(*garbage)
        start()
        stop_at(signal.SIGTERM)
    except Stopped as stopped:
        os._exit(stopped.status)  # a pool would print where its preparation was stopped
    parent = multiprocessing.parent_process()
    if parent is not None:
        end_after(parent.join)


def _work(work: Callable[[A], B], thing: A) -> B:
    """Return work(thing); exit at once if a signal stops it."""
    try:
        return work(thing)
    except Stopped as stopped:
        os._exit(stopped.status)  # the work has cleaned up; a pool would take the exception for a result
