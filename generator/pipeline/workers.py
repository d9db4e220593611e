"""Work shared among processes that end with the one that asked for it."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import TypeVar

from generator.interrupts import Stopped, stop_at

A = TypeVar("A")
B = TypeVar("B")
_GRACE = 5  # seconds that a worker without a parent has to clean up


def map_in_processes(
    work: Callable[[A], B], things: Sequence[A], workers: int, chunk: int, start: Callable[[], None]
) -> Iterator[B]:
    """What `work` makes of each thing, in their order, by so many processes that take `chunk` at a time.

    Each process does `begin` first. It ends early where the system has killed a worker. When the iterator is
    closed, or a signal stops this process, the workers clean up what they are at and end at once.
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
    """A worker: a terminal's signals are for the process that asked for it, and with that it ends.

    It looks for `garbage` as seldom as that one does.
    """
    gc.set_threshold(*garbage)
    start()
    stop_at(signal.SIGTERM)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End when the process that asked for the work has ended, however it did."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_GRACE)
        os._exit(1)


def _work(work: Callable[[A], B], thing: A) -> B:
    try:
        return work(thing)
    except Stopped as stopped:
        os._exit(stopped.status)  # all is cleaned up; a pool would take the exception for a result
