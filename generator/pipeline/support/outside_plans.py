"""Open a plan for reading alone, whoever wrote it: a draft, its profile, or any Word file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from generator.base.diagnostics import PlanError
from generator.base.files import read_whole
from generator.document import Document
from generator.pipeline.support.failures import told
from generator.pipeline.support.git import is_revision, read_revision
from generator.pipeline.support.sides import open_side
from generator.pipeline.support.word_files import MOST_BYTES
from generator.word.outside import read_outside
from generator.word.reader import BareReader, open_package


def any_plan(name: str) -> Document:
    """Return the plan that `name` stands for: what `open_side` opens, else a Word file that we did not write.

    Raise PlanError, which names it, for whatever goes wrong.
    """
    try:
        return open_side(name).document
    except PlanError as error:
        if any(finding.rule != "docx-foreign" for finding in error.findings):
            raise
    return told(partial(_outside, name), Path(name))


def _outside(name: str) -> Document:
    """Return the outside plan in the Word file `name`."""
    content = read_revision(name, MOST_BYTES) if is_revision(name) else read_whole(Path(name), MOST_BYTES)
    return read_outside(BareReader(open_package(content, name)).blocks())
