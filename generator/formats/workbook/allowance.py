"""Bound what the workbooks of one command take together: files, cells, seconds of the processor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator.base.characters import one_line
from generator.base.diagnostics import Finding, Place
from generator.formats.workbook.cells import (
    MOST_CELLS_OF_ALL,
    MOST_FILES,
    MOST_SECONDS,
    MOST_SECONDS_OF_ALL,
)

BEYOND = "workbook-beyond"  # the rule for workbooks that were not read because others took all
_NAMED = 10  # files that its finding names


class Allowance:
    """Hold what is left for the workbooks that are still to be read: `files`, `cells` and `seconds`."""

    def __init__(self) -> None:
        self.files, self.cells = MOST_FILES, MOST_CELLS_OF_ALL
        self.seconds = float(MOST_SECONDS_OF_ALL)

    @property
    def is_used_up(self) -> bool:
        """Return whether nothing more may be read."""
        return self.files <= 0 or self.cells <= 0 or self.seconds <= 0

    def spend(self, told: Mapping[str, Any]) -> None:
        """Take off what a process has `told` that it took for a workbook; one that was stopped took all."""
        self.files -= 1
        self.cells -= int(told.get("cells", 0))
        self.seconds -= float(told.get("seconds", MOST_SECONDS))


def unread(files: Sequence[str]) -> Finding:
    """Return the finding for the workbooks that were not read, at the first of them."""
    more = "、…" if len(files) > _NAMED else ""
    facts = {
        "count": str(len(files)),
        "names": "、".join(one_line(Place(file).in_file.file) for file in files[:_NAMED]) + more,
        "files": str(MOST_FILES),
        "cells": f"{MOST_CELLS_OF_ALL:,}",
        "seconds": str(MOST_SECONDS_OF_ALL),
    }
    return Finding(BEYOND, Place(files[0]), facts)
