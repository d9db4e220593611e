"""Measure our own work inside one process.

ours.py draft FOLDER TIMES PROFILE     whole drafts, read to written; prints CPU of one more
ours.py write FOLDER TIMES PROFILE N   the Word writer alone, on a plan N times as long
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from generator.__main__ import GARBAGE
from generator.document import Document, Plan
from generator.pipeline.batch import DraftOptions, draft_files
from generator.pipeline.check import check
from generator.pipeline.support.composing import compose
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import write_docx


def drafting(file: Path, folder: Path) -> Callable[[], object]:
    """Return a call that drafts the profile once more."""
    wishes = DraftOptions(("docx", "md"), paginated=False, comment=None)
    return lambda: list(draft_files([file], folder, wishes, jobs=1))


def writing(file: Path, times: int) -> Callable[[], object]:
    """Return a call that writes one more Word file of a plan so many times as long."""
    profile = check(file).profile
    if profile is None:
        raise SystemExit(1)
    document = _longer(compose(profile), times)
    return lambda: write_docx(document, official_style_sheet(), {}, {})


def _longer(document: Document, times: int) -> Document:
    parts = (
        replace(part, body=part.body * times) if isinstance(part, Plan) else part for part in document.parts
    )
    return replace(document, parts=tuple(parts))


def main() -> None:
    """Run what the command line asks for."""
    gc.set_threshold(GARBAGE)  # as the command does
    what, folder, times, file = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])
    work = drafting(file, folder) if what == "draft" else writing(file, int(sys.argv[5]))
    work()
    spent = []
    for _ in range(times):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    sys.stdout.write(json.dumps(sorted(spent)[times // 2]))


if __name__ == "__main__":
    main()
