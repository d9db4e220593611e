"""Gather what has come, by several processes: of thousands of places in little room."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from sys import intern

from generator.base.diagnostics import Finding, Place
from generator.formats.summary import Remark
from generator.locality.figures import Slot
from generator.locality.indicators import PlanIndicator
from generator.pipeline.batch import one_at_a_time, share_out
from generator.pipeline.summary.above import Above
from generator.pipeline.summary.gathering import Gathered, gather, remarks_on, slim
from generator.pipeline.summary.packed import PackedSlots
from generator.pipeline.summary.returned import is_summary, returned
from generator.pipeline.support.failures import attempt


def gather_files(above: Above, files: Sequence[Path], jobs: int = 0) -> Generator[list[Gathered]]:
    """Yield what each of `files` says, in their order, by `jobs` processes; one that is broken stops none.

    That is what it says of its place, a summary what it says of many. Where the system has killed a process,
    those whose turn did not come are broken.
    """
    shared, done = _Sharing(), 0
    with closing(share_out(partial(_gather, above=above), files, jobs)) as found:
        for each in found:
            done += 1
            yield [shared.of(one) for one in each]
    for file in files[done:]:
        lost = Finding("worker-lost", Place(str(file)), {"count": str(len(files) - done)})
        yield [Gathered(file, remarks=remarks_on([lost]))]


class _Sharing:
    """Hold once what many places have in common: thousands of them have to go into the memory."""

    def __init__(self) -> None:
        self.rows: dict[PlanIndicator, PlanIndicator] = {}
        self.slots: dict[Slot, Slot] = {}

    def of(self, one: Gathered) -> Gathered:
        """Return `one` with what others have too as theirs."""
        return replace(
            one,
            slots=PackedSlots(one.slots, self.slots),
            rows=tuple(self.rows.setdefault(row, row) for row in one.rows),
            remarks=tuple(map(_interned, one.remarks)),
        )


def _interned(remark: Remark) -> Remark:
    rule, severity = intern(remark.rule), intern(remark.severity)
    return Remark(rule, severity, intern(remark.title), intern(remark.message), intern(remark.remedy))


def _gather(file: Path, above: Above) -> list[Gathered]:
    with one_at_a_time():
        if not is_summary(file):
            return [gather(file, above)]
        found, trouble = attempt(partial(returned, file), file)
        return [slim(one, above) for one in found or [Gathered(file, remarks=remarks_on(trouble))]]
