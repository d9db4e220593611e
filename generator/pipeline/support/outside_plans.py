"""Open a plan for reading alone, whoever wrote it: a draft, its profile, or any Word file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from generator.base.diagnostics import PlanError
from generator.base.files import read_whole
from generator.document import Document
from generator.pipeline.support.failures import told
from generator.pipeline.support.git import is_revision, read_revision
from generator.pipeline.support.sides import Side, open_side
from generator.pipeline.support.word_files import MOST_BYTES
from generator.word.outside import OutsidePlan, read_outside
from generator.word.reader import BareReader, open_package


def any_plan(name: str) -> Document:
    """Return the plan that `name` stands for, as `open_any` finds it."""
    return open_any(name).document


def open_any(name: str) -> Side | OutsidePlan:
    """Return what `open_side` opens by `name`, else the plan of a file that we did not write.

    Raise PlanError, which names it, for whatever goes wrong.
    """
    try:
        return open_side(name)
    except PlanError as error:
        if any(finding.rule != "docx-foreign" for finding in error.findings):
            raise
    return open_outside(name)


def open_outside(name: str) -> OutsidePlan:
    """Return the plan in the file, or in the revision of one, that `name` stands for, whoever wrote it.

    A draft of ours is read by its looks alone too. Raise PlanError, which names it, for whatever goes wrong.
    """
    return told(partial(_outside, name), Path(name))


def _outside(name: str) -> OutsidePlan:
    content = read_revision(name, MOST_BYTES) if is_revision(name) else read_whole(Path(name), MOST_BYTES)
    reader = BareReader(open_package(content, name))
    blocks = list(reader.blocks())
    return read_outside(blocks, reader.pictures)
