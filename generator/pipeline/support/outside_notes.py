"""Tell of a plan that we did not write how it was read: by which program, how much was understood."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.diagnostics import Finding, Place
from generator.word.outside import OutsidePlan

_SHOWN = 5  # pictures whose places are told


def notes_on_reading(plan: OutsidePlan, name: str, ending: str, program: str) -> Iterator[Finding]:
    """Yield findings on how the `plan` in the file `name` was read.

    `ending` is that of its kind, `program` what has turned it into what we read, "" for none.
    """
    place = Place(name)
    if program:
        yield Finding("outside-converted", place, {"format": ending, "program": program})
    if pictures := plan.pictures:
        shown = "、".join(f"“{words}”" for words in dict.fromkeys(pictures[:_SHOWN]) if words)
        more = "…" if len(pictures) > _SHOWN else ""
        yield Finding("outside-pictures", place, {"count": str(len(pictures)), "near": f"{shown}{more}"})
    read = plan.understood
    facts = {
        "headings": read.headings,
        "boxes": read.boxes,
        "rows": read.indicator_rows,
        "duties": read.duties,
        "tasks": read.tasks,
        "paragraphs": read.paragraphs,
        "doubtful": read.doubtful,
        "table_rows": read.table_rows,
    }
    yield Finding("outside-understood", place, {name: str(count) for name, count in facts.items()})
