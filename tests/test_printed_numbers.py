"""Test that printed numbers are read, and what is told of them: jumps, repeats, other signs."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from commands import CASES, Command
from examples import one_in
from hypothesis import given
from hypothesis import strategies as st
from marks import attack, sampled
from samples import PLANS, composed, written
from word_files import edited

from generator.document import (
    Annex,
    Block,
    Box,
    Cell,
    Chapter,
    Column,
    Division,
    Document,
    Duties,
    Group,
    IndicatorRow,
    IndicatorTable,
    Item,
    Letter,
    Measure,
    Numbering,
    Paragraph,
    Part,
    Passage,
    Plan,
    Section,
    Task,
    TaskTable,
    Text,
)
from generator.document.number import number, print_number
from generator.document.number_faults import number_faults
from generator.document.printed_numbers import count_of, same_count, split_number


def cases(name: str) -> dict[str, dict[str, Any]]:
    """Return the cases in a file."""
    found: dict[str, dict[str, Any]] = yaml.safe_load((CASES / "numbers" / f"{name}.yaml").read_text("utf-8"))
    return found


SPLIT, FAULTS = cases("split"), cases("faults")
PATTERNS = ["{n}.", "{cjk}、", "（{cjk}）", "第{cjk}章  ", "专栏{n}：", "{n}"]
NUMBERING = Numbering(task="{n}")


@pytest.mark.parametrize("name", SPLIT)
def test_a_heading_is_split_into_number_and_title(name: str) -> None:
    case = SPLIT[name]
    found, title = split_number(case["text"], case["was"], case["pattern"])
    assert (found, count_of(found, case["pattern"])) == (case["number"], case["count"])
    printed = found if case["text"].startswith(found) else found.rstrip()
    assert title == case.get("title", case["text"].removeprefix(printed))


@one_in(4)
@given(st.sampled_from(PATTERNS), st.integers(1, 9_999))
def test_what_is_printed_is_read_again(pattern: str, count: int) -> None:
    printed = print_number(pattern, count)
    assert count_of(printed, pattern) == count
    assert split_number(f"{printed}甲", "", pattern) == (printed, "甲")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2.", "2、", True),
        ("2.", "3.", False),
        ("2.", "（二）", True),
        ("2.", "", False),
        ("甲", "乙", False),
    ],
)
def test_numbers_count_the_same_whatever_their_signs(one: str, other: str, same: bool) -> None:  # noqa: FBT001
    assert same_count(one, other) is same


# --- jumps and repeats --------------------------------------------------------------------------------------

_WORDS = (Text("字"),)
_TEXT = Paragraph("", (Passage("", _WORDS),))


def _plan(*body: Block) -> tuple[Part, ...]:
    return (Plan("plan", "规划", body=body, numbering=NUMBERING),)


def _divisions(kind: type[Division], counts: list[int]) -> tuple[Division, ...]:
    pattern = str(getattr(NUMBERING, kind.level))
    numbers = [print_number(pattern, count) for count in counts]
    return tuple(kind(f"k{n}", "题", number=number) for n, number in enumerate(numbers))


def _numbers(pattern: str, counts: list[int]) -> list[str]:
    return [print_number(pattern, count) for count in counts]


def _boxed(**held: Any) -> tuple[Part, ...]:  # noqa: ANN401  # fields of a box
    """Return a plan of one box that holds what is given."""
    return _plan(Box("b", "栏", number="专栏1  ", **held))


def _items(pattern: str, counts: list[int]) -> tuple[Item, ...]:
    return tuple(Item("i", "项", (), number=n) for n in _numbers(pattern, counts))


def _boxes(counts: list[int]) -> tuple[Part, ...]:
    """Return boxes in two chapters: they count through the whole plan."""
    boxes = [Box(f"k{n}", "题", number=number) for n, number in enumerate(_numbers(NUMBERING.box, counts))]
    return _plan(
        Chapter("a", "甲", tuple(boxes[:1]), number="一、"),
        Chapter("b", "乙", tuple(boxes[1:]), number="二、"),
    )


SERIES: dict[str, Callable[[list[int]], tuple[Part, ...]]] = {
    "chapters": lambda counts: _plan(*_divisions(Chapter, counts)),
    "sections": lambda counts: _plan(Chapter("c", "章", _divisions(Section, counts), number="一、")),
    "measures": lambda counts: _plan(Section("s", "节", _divisions(Measure, counts), number="（一）")),
    "boxes": _boxes,
    "groups": lambda counts: _boxed(
        groups=tuple(Group("g", "类", number=n) for n in _numbers("{cjk}、", counts))
    ),
    "items": lambda counts: _boxed(items=_items("{n}.", counts)),
    "items of another pattern": lambda counts: _boxed(
        items=_items("{cjk}是", counts), item_pattern="{cjk}是"
    ),
    "indicators": lambda counts: _plan(
        IndicatorTable(
            "t",
            "表",
            (Column("name", "指标"),),
            tuple(IndicatorRow("r", (Cell("name", _WORDS),), number=n) for n in _numbers("{n}.", counts)),
        )
    ),
    "tables": lambda counts: _plan(*(IndicatorTable("t", f"表{n}  指标", (), ()) for n in counts)),
    "tasks": lambda counts: (
        *_plan(),
        Annex(
            "a",
            "附件",
            "分工",
            (TaskTable("t", (), tuple(Task("k", _WORDS, Duties((), ()), f"{n}") for n in counts)),),
        ),
    ),
    "annexes": lambda counts: (*_plan(), *(Annex("a", f"附件{n}", "题") for n in counts)),
    "attachments": lambda counts: (
        Letter(
            "l",
            "函",
            attachments=tuple((Text(f"{'附件：' * (not at)}{n}.题"),) for at, n in enumerate(counts)),
        ),
    ),
}


def told(parts: tuple[Part, ...]) -> list[str]:
    """Return the faults of a document, with nothing but the counts of their numbers."""
    faults = number_faults(Document("规划", "县", "2021-2025", parts))
    return [f"{'repeat' if f.repeats else 'jump'} {f.number} {f.expected}" for f in faults]


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("series", SERIES)
def test_jumps_and_repeats_are_told_in_every_series(series: str, name: str) -> None:
    found = told(SERIES[series](FAULTS[name]["counts"]))
    assert [" ".join([f.split()[0], *map(_count, f.split()[1:])]) for f in found] == FAULTS[name]["faults"]


def _count(number: str) -> str:
    found = [count_of(number, pattern) for pattern in (*PATTERNS, "专栏{n}", "{cjk}是", "附件{n}", "表{n}")]
    return str(next(count for count in found if count is not None))


@pytest.mark.parametrize("name", sampled(PLANS, PLANS[:1], attack))
def test_no_draft_of_ours_has_a_fault(name: str) -> None:
    assert [*number_faults(composed(name))] == []


def test_a_number_at_the_head_of_a_paragraph_fills_a_jump() -> None:
    first, third = _divisions(Measure, [1, 3])
    typed = Paragraph("", (Passage("", (Text("2.另一条。"),)),))
    assert told(_plan(first, third)) == ["jump 3. 2."]
    assert told(_plan(first, typed, third)) == []
    assert told(_plan(typed, first, third)) == ["jump 3. 2."]


def test_unnumbered_headings_count_for_nothing() -> None:
    first, second = _divisions(Chapter, [1, 2])
    assert told(_plan(first, Chapter("x", "无号"), second)) == []
    assert [
        *number_faults(
            number(Document("规划", "县", "2021-2025", _plan(first, Chapter("x", "题", numbered=False))))
        )
    ] == []


# --- what a comparison says ---------------------------------------------------------------------------------


def renumbered(xml: str) -> str:
    """Count the boxes from the fourth on one up, as if another one was to come in between."""
    for count in (7, 6, 5, 4):
        xml = xml.replace(f">专栏{count}  ", f">专栏{count + 1}  ")
    return xml


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Return a draft beside the one that is edited."""
    (tmp_path / "old.docx").write_bytes(written("dengkou"))
    return tmp_path / "new.docx"


def test_a_jump_is_told_with_its_place(plan: Path, command: Command) -> None:
    plan.write_bytes(edited(written("dengkou"), renumbered))
    jump = "“（三）提升残疾人康复服务水平”里“残疾人康复服务项目”的编号是专栏5，跳号了，按顺序应该是专栏4"
    said = command("diff", "old.docx", plan)
    assert (said.code, said.err.count("提醒 docx-number-jump"), jump in said.err) == (1, 1, True)
    assert "专栏[-4-]{+5+} 残疾人康复服务项目" in said.out
    assert "共 1 处不同；序号 1；原因：手改 1。此外序号顺延 3 处。" in said.out
    said = command("verify", plan)
    assert (said.code, jump in said.err) == (1, True)


def test_numbers_that_follow_from_what_went_are_silent(plan: Path, command: Command) -> None:
    """Take the second measure of six away and count the others anew; type another sign in a box."""

    def edit(xml: str) -> str:
        head, mark, rest = xml.partition(">1.巩固拓展")
        begin = rest.rindex("<w:p>", 0, rest.index(">2.健全困难"))
        rest = rest[:begin] + rest[rest.index("<w:p>", begin + 1) :]
        for count in (3, 4, 5, 6):
            rest = rest.replace(f">{count}.", f">{count - 1}.", 1)
        *before, last = rest.split(">1.", 1)
        return head + mark + ">1、".join([*before, last])

    plan.write_bytes(edited(written("dengkou"), edit))
    said = command("diff", "old.docx", plan)
    assert (said.code, said.err) == (1, "")
    assert re.search(r"序号（项）.*\n    1\[-\.-\]\{\+、\+\}", said.out)
    assert "共 2 处不同；删去 1、序号 1；原因：手改 2。此外序号顺延 4 处。" in said.out
