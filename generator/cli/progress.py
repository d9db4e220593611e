"""Word how far the questions to departments have come: as lines, as data, as the rows of a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from generator.base.patterns import fill
from generator.check.findings.groups import report_words, typed
from generator.pipeline.support.progress import Progress, SendState

_ORDER = (SendState.RECEIVED, SendState.SENT, SendState.UNSENT)


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
        yield f"{words[f'title_{state.value}']}："
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
        same = [each.department for each in due if each.days == due[0].days]
        return fill(words["step_remind"], {"departments": "、".join(same), "facts": _days(due[0], words)})
    return fill(words["step_done"], facts)


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


def progress_rows(progress: Sequence[Progress], needed: Mapping[str, int]) -> list[list[str]]:
    """Return the header of a table, then a row for each department."""
    words = report_words("requests")
    rows = [
        [
            str(number),
            each.department,
            words[f"title_{each.state.value}"],
            str(each.questions or ""),
            str(each.answered if each.questions else ""),
            each.person,
            each.deadline.isoformat() if each.deadline else "",
            "" if each.days is None or not each.is_due else str(each.days),
            str(needed.get(each.department, 0)),
            "、".join(file.name for file in each.files),
        ]
        for number, each in enumerate(progress, start=1)
    ]
    return [words["columns"].split("、"), *rows]


def _count(state: SendState, found: Sequence[Progress], words: Mapping[str, str]) -> str:
    late = sum(each.is_due and each.days is not None and each.days < 0 for each in found)
    behind = fill(words["late"], {"count": late}) if late else ""
    return fill(words[state.value], {"count": len(found)}) + behind


def _entry(number: int, each: Progress, needed: int, words: Mapping[str, str]) -> str:
    """Return the line of one department: what came, or until when; what the profile still lacks."""
    facts: list[str] = []
    if each.state is SendState.RECEIVED:
        facts.append(fill(words["answered"], {"questions": each.questions, "answered": each.answered}))
        facts += [fill(words["person"], {"person": each.person})] if each.person else []
    elif each.is_due:
        facts.append(_days(each, words))
    if needed or not facts:
        facts.append(fill(words["needed"], {"count": needed}))
    names = "、".join(file.name for file in each.files)
    files = fill(words["files"], {"files": names}) if names else ""
    entry = {"number": number, "department": each.department, "facts": "，".join(facts), "files": files}
    return fill(words["entry"], entry)


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
