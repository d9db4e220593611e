"""Say what was read out of a plan and what was not: at the head of its profile, and on the terminal."""

from __future__ import annotations

from pathlib import Path

from generator.base.characters import one_line
from generator.base.limits import MOST_NUMBERS_READ
from generator.document import plain
from generator.library.period import load_period
from generator.pipeline.support.imported.messages import asked_of, message, number_in
from generator.pipeline.support.imported.whole import PlanRead
from generator.pipeline.support.rollover import unconfirmed_mark
from generator.word.outside import OutsidePlan

_COMMON = {"", "年", "次", "项"}  # units of numbers that are seldom figures


def notes_on(outside: OutsidePlan, file: str, read: PlanRead, *, text: bool) -> tuple[str, ...]:
    """Return the notes on a profile that was made of the plan in `file`, with its own sentences if `text`."""
    counts, readings = outside.understood, read.readings
    facts: dict[str, object] = {
        "file": one_line(Path(file).name),
        "mark": unconfirmed_mark(),
        "headings": counts.headings,
        "boxes": counts.boxes,
        "indicators": read.indicators.count,
        "duties": counts.duties,
        "read": len(readings.read),
        "asked": len(readings.asked),
        "count": len(outside.pictures),
    }
    figures = "figures" if read.indicators.count else "figures_alone"
    names = ("from", figures, "understood", "text" if text else "topics")
    notes = [message(name, facts) for name in (*names, *(("pictures",) if outside.pictures else ()))]
    if read.counted >= MOST_NUMBERS_READ:
        notes.append(message("many", {"most": MOST_NUMBERS_READ}))
    period = load_period(read.origin.period)
    unknown = (each for each in readings.rest if each.number.written and each.number.unit not in _COMMON)
    listed = {
        "asked": [asked_of(path, each, period, read.origin.place) for path, each in readings.asked.items()],
        "numbers": [number_in(each) for each in unknown],
        "departments": read.departments.unknown,
        "tasks": [plain(each.runs) for each in read.tasks.lost],
        "parts": read.lost,
    }
    for name, lines in listed.items():
        if lines:
            notes += [message(name, facts), *(f"- {one_line(line)}" for line in lines)]
    return tuple(notes)
