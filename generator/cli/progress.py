"""Tell how far the questions to departments have come: as lines, as data, as a table."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from generator.base.diagnostics import Finding
from generator.base.patterns import fill
from generator.base.time_of_writing import time_of_writing
from generator.check.findings.groups import report_words, typed
from generator.cli.departments import NOBODY
from generator.cli.report import print_line, report
from generator.pipeline.gaps import Gaps
from generator.pipeline.support.failures import attempt
from generator.pipeline.support.progress import Progress, SendState

Waiting = list[tuple[Gaps, list[Progress]]]
"""The gaps of each plan, and how far its questions have come."""

_ORDER = (SendState.RECEIVED, SendState.SENT, SendState.UNSENT, SendState.FORMER)
_OUT = {SendState.SENT, SendState.UNSENT}


def find_waiting(usable: Sequence[Gaps], folder: Path) -> tuple[Waiting, list[Finding]]:
    """Return how far the questions of each plan have come, and findings for unreadable workbooks."""
    from generator.pipeline.progress import find_progress, read_folder  # noqa: PLC0415  # gaps alone reads none

    said, findings = read_folder(folder)
    return [(gaps, find_progress(gaps, said, _today())) for gaps in usable], findings


def _today() -> date:
    """Return the day of SOURCE_DATE_EPOCH if it is set, else today."""
    told = "SOURCE_DATE_EPOCH" in os.environ
    return (time_of_writing() if told else datetime.now(tz=UTC).astimezone()).date()


def heading(gaps: Gaps) -> str:
    """Return the line that says whose plan it is, and how complete."""
    period = gaps.profile.period.id if gaps.profile else ""
    done = f"应填 {gaps.asked} 项，已填 {gaps.filled} 项，完成 {gaps.share}%"
    return f"{gaps.file}：{_place(gaps)}（{period}）{done}"


def _place(gaps: Gaps) -> str:
    return gaps.profile.locality.name if gaps.profile else ""


def progress_report(waiting: Waiting, folder: Path) -> Iterator[str]:
    """Yield the lines that tell how far each plan's questions have come, and what to do first."""
    for gaps, progress in waiting:
        yield heading(gaps)
        yield from progress_lines(progress, gaps.needed_by)
    if waiting:
        still_out = (each for each in waiting if any(one.state in _OUT for one in each[1]))
        gaps, progress = next(still_out, waiting[0])
        yield ""
        yield first_step(gaps.file, folder, progress, gaps.needed_by)


def write_progress(waiting: Waiting, output: Path, *, force: bool) -> bool:
    """Write the table of all plans into the file `output`; return whether that was possible, and say so."""
    from generator.formats.workbook.table import write_table  # noqa: PLC0415  # only here
    from generator.pipeline.support.outputs import write_outputs  # noqa: PLC0415

    words = report_words("requests")
    header = words["columns"].split("、")
    rows = [
        row for gaps, progress in waiting for row in progress_rows(progress, gaps.needed_by, _place(gaps))
    ]
    widths = [float(width) for width in words["widths"].split()]
    content = write_table(words["table"], [header, *rows], widths, words["tab"])
    answers = [file for _, progress in waiting for each in progress for file in each.files]
    inputs = [*(gaps.file for gaps, _ in waiting), *answers]
    kept, trouble = attempt(partial(write_outputs, {output: content}, inputs=inputs, force=force), output)
    report([*trouble, *(kept or [])])
    if kept is not None:
        print_line(fill(words["written"], {"file": output, "count": len(rows)}))
    return kept is not None


def progress_lines(progress: Sequence[Progress], needed: Mapping[str, int]) -> Iterator[str]:
    """Yield how many departments are at which stage, then each; `needed` counts what the profile lacks."""
    words = report_words("requests")
    counts = {state: [each for each in progress if each.state is state] for state in _ORDER}
    told = {state: each for state, each in counts.items() if each or state is SendState.RECEIVED}
    said = "，".join(_count(state, each, words) for state, each in told.items())
    yield fill(words["head"], {"counts": said})
    for state, found in counts.items():
        if not found:
            continue
        yield ""
        yield f"{words[f'title_{state.value}']}{words.get(f'behind_{state.value}', '')}："
        for number, each in enumerate(sorted(found, key=_urgency), start=1):
            yield _entry(number, each, needed.get(each.department, 0), words)


def first_step(file: Path, folder: Path, progress: Sequence[Progress], needed: Mapping[str, int]) -> str:
    """Return what to do first: send what is not sent, take in what came, remind who is late."""
    words = report_words("requests")
    facts = {"file": typed(str(file)), "folder": typed(str(folder))}
    by_state = {state: [each for each in progress if each.state is state] for state in SendState}
    if unsent := by_state[SendState.UNSENT]:
        return fill(words["step_send"], {**facts, "count": len(unsent)})
    if any(needed.get(each.department) for each in by_state[SendState.RECEIVED]):
        return fill(words["step_collect"], facts)
    if due := sorted(by_state[SendState.SENT], key=_urgency):
        late = [each.department or NOBODY for each in due if each.days is not None and each.days < 0]
        key = "step_remind" if late else "step_wait"
        who = {"departments": "、".join(late), "count": len(due)}
        return fill(words[key], {**who, "facts": _days(due[0], words)})
    key = "step_rest" if any(needed.values()) else "step_done"
    return fill(words[key], {**facts, "count": sum(needed.values())})


def progress_data(progress: Sequence[Progress], needed: Mapping[str, int]) -> list[dict[str, object]]:
    """Return how far each department has come as JSON data; `days` are left, below 0 once late."""
    return [
        {
            "department": each.department,
            "state": each.state.value,
            "questions": each.questions,
            "answered": each.answered,
            "person": each.person,
            "deadline": each.deadline.isoformat() if each.deadline else "",
            "days": each.days,
            "needed": needed.get(each.department, 0),
            "files": [str(file) for file in each.files],
        }
        for each in progress
    ]


def progress_rows(progress: Sequence[Progress], needed: Mapping[str, int], place: str) -> list[list[str]]:
    """Return a row of a table for each department of a `place`."""
    words = report_words("requests")
    return [
        [
            place,
            each.department or NOBODY,
            words[f"title_{each.state.value}"],
            str(each.questions or ""),
            str(each.answered if each.questions else ""),
            each.person,
            each.deadline.isoformat() if each.deadline else "",
            "" if each.days is None or not each.is_due else str(each.days),
            str(needed.get(each.department, 0)),
            "、".join(file.name for file in each.files),
        ]
        for each in progress
    ]


def _count(state: SendState, found: Sequence[Progress], words: Mapping[str, str]) -> str:
    late = sum(each.is_due and each.days is not None and each.days < 0 for each in found)
    behind = fill(words["late"], {"count": late}) if late else ""
    return fill(words[state.value], {"count": len(found)}) + behind


def _entry(number: int, each: Progress, needed: int, words: Mapping[str, str]) -> str:
    """Return the line of one department: what came, or until when; what the profile still lacks."""
    facts: list[str] = []
    if each.state in {SendState.RECEIVED, SendState.FORMER}:
        facts.append(fill(words["answered"], {"questions": each.questions, "answered": each.answered}))
        facts += [fill(words["person"], {"person": each.person})] if each.person else []
    elif each.is_due:
        facts.append(_days(each, words))
    if needed or not facts:
        facts.append(fill(words["needed"], {"count": needed}))
    names = "、".join(file.name for file in each.files)
    files = fill(words["files"], {"files": names}) if names else ""
    entry = {"number": number, "facts": "，".join(facts), "files": files}
    return fill(words["entry"], {**entry, "department": each.department or NOBODY})


def _days(each: Progress, words: Mapping[str, str]) -> str:
    """Return until when the answers are asked for, and how many days that is."""
    if each.deadline is None or each.days is None:
        return words["open"]
    key = "today" if each.days == 0 else "left" if each.days > 0 else "past"
    return fill(words[key], {"day": _chinese(each.deadline), "days": abs(each.days)})


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _urgency(each: Progress) -> tuple[bool, int]:
    """Sort the latest first, those without a day last."""
    return each.days is None, each.days or 0
