"""Test that opinions find their changes, in time that grows with them and not with their pairs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from marks import attack, sampled
from test_bounded_work import grows_linearly

from generator.diff import Author, Cause, Change, ChangeKind, mark_differences
from generator.diff.report.opinions import Opinions
from generator.document import NOTHING, Annotations, Comment, PendingChange, RevisedLine, Stretch

SIZES = (300, 600, 1_200)
DATE = "2026-11-20T09:00:00Z"
_Made = tuple[list[Change], Annotations]


def told(old: str, new: str, cause: Cause = Cause.HAND) -> Change:
    """Return a change of a passage from `old` to `new`."""
    authors = (Author("县残联", DATE[:10]),) if cause is Cause.PENDING else ()
    marks = mark_differences(old, new)
    return Change(ChangeKind.TEXT, "passage", old, old, (), old, new, marks, cause=cause, authors=authors)


def comment(line: str, about: str = "", number: int = 0) -> Comment:
    start = line.index(about)
    return Comment("县教育局", "教", DATE, f"意见{number}", about, line, start, start + len(about))


def pending(n: int, line: str, old: str, new: str) -> PendingChange:
    """Return a pending change by one of two authors."""
    return PendingChange("县残联" if n % 2 else "县民政局", DATE, old, new, line)


def sentence(n: int) -> str:
    return f"第{n}项工作由各部门分别负责落实。"


def _comments(n: int) -> _Made:
    changes = [told(sentence(k), f"{sentence(k)}每年一次。") for k in range(n)]
    return changes, Annotations(tuple(comment(sentence(k), number=k) for k in range(n)))


def _in_one_paragraph(n: int) -> _Made:
    changes, _ = _comments(n)
    line = "".join(sentence(k) for k in range(n))
    return changes, Annotations(tuple(comment(line, sentence(k), k) for k in range(n)))


def _on_equal_paragraphs(n: int) -> _Made:
    changes = [replace(told(sentence(0), "每年一次。"), key=str(k)) for k in range(n)]
    return changes, Annotations(tuple(comment(sentence(0), number=k) for k in range(n)))


def _pending(n: int) -> _Made:
    changes = [told(sentence(k), f"{sentence(k)}每年。", Cause.PENDING) for k in range(n)]
    lines = [RevisedLine((Stretch(sentence(k)), Stretch("每年。", before=False))) for k in range(n)]
    every = [pending(k, f"{sentence(k)}每年。", "", "每年。") for k in range(n)]
    return changes, Annotations((), tuple(every), tuple(lines))


def _pending_in_one_paragraph(n: int) -> _Made:
    changes, beside = _pending(n)
    line = RevisedLine(tuple(stretch for each in beside.lines for stretch in each.stretches))
    every = [replace(each, line=line.after) for each in beside.pending]
    return changes, Annotations((), tuple(every), (line,))


def _moved(n: int) -> _Made:
    changes, beside = _pending(n)
    return changes, replace(beside, pending=tuple(replace(p, moved=True, old="") for p in beside.pending))


def _unanswered(n: int) -> _Made:
    _, beside = _pending(n)
    return [told(sentence(k), f"{sentence(k)}每月。") for k in range(n)], beside


GROWING: dict[str, Callable[[int], _Made]] = {
    "comments": _comments,
    "comments in one paragraph": _in_one_paragraph,
    "comments on equal paragraphs": _on_equal_paragraphs,
    "pending changes": _pending,
    "pending changes in one paragraph": _pending_in_one_paragraph,
    "moves": _moved,
    "pending changes that nobody took over": _unanswered,
}


def look(made: _Made, *, old: bool) -> None:
    """Look up the opinions on everything, of the old draft or of the new one."""
    changes, beside = made
    found = Opinions(changes, (beside, NOTHING) if old else (NOTHING, beside))
    for change in changes:
        found.on(change)
    list(found.comments_beside())
    list(found.pending_beside())


@pytest.mark.parametrize("kind", sampled(GROWING, ["comments"], attack))
def test_opinions_take_no_longer_than_there_are_more_of_them(kind: str) -> None:
    made = {size: GROWING[kind](size) for size in SIZES}
    for old in (True, False):
        grows_linearly(lambda size, old=old: look(made[size], old=old), SIZES)  # type: ignore[misc]


def test_each_comment_is_on_its_change_alone() -> None:
    changes, beside = _comments(20)
    stray = comment("没有改到的一段话。", number=99)
    found = Opinions(changes, (replace(beside, comments=(*beside.comments, stray)), NOTHING))
    assert [found.on(change).words for change in changes] == [(f"意见{n}",) for n in range(20)]
    assert list(found.comments_beside()) == [stray]


def test_of_many_comments_on_one_change_some_are_listed_and_the_rest_counted() -> None:
    [change, *_], beside = _on_equal_paragraphs(30)
    *listed, more = Opinions([change], (beside, NOTHING)).on(change).words
    assert (len(listed), more) == (20, "还有 10 处，见文件")


@pytest.mark.parametrize("many", [1, 300])
def test_a_pending_change_is_told_once(many: int) -> None:
    changes, beside = _pending(many)
    for old, outcome in ((True, "adopted"), (False, "pending")):
        found = Opinions(changes, (beside, NOTHING) if old else (NOTHING, beside))
        mine = [change for n, change in enumerate(changes) if n % 2]  # the other author's is another change
        assert {found.on(change).outcome for change in mine} <= {outcome, "declined"}
        told_beside = [each for each, _ in found.pending_beside()]
        assert told_beside == [each for each in beside.pending if each.author != "县残联"]
