"""Read plans that Plandraft did not write: their structure is found, and no word is lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from commands import Command, Said
from conftest import ROOT, Golden
from dresses import DRESSES, Piece, written
from examples import one_in
from hypothesis import given
from hypothesis import strategies as st
from outside import blocks_of, told

from generator.document import Cell, Division, IndicatorRow, Passage, Task, plain, walk
from generator.word.outside import OutsidePlan, read_outside
from generator.word.reader import BareBlock, BareCell, BareLine, BareTable
from generator.yaml_source import load_data, mapping, texts

CASES = sorted((ROOT / "tests" / "cases" / "outside").glob("*.yaml"))
_HAN = re.compile(r"[\u3400-\u9fff]")
_NOT_PRINTED = {"key", "numbering", "locality", "period", "column", "id", "categories", "look"}


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_the_structure_is_found(file: Path, golden: Golden) -> None:
    golden.check(file.with_suffix(".txt"), told(read_outside(blocks_of(file)).document))


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_no_chinese_character_is_lost(file: Path) -> None:
    blocks = blocks_of(file)
    lines = (line for block in blocks for line in ([block] if isinstance(block, BareLine) else block.lines))
    once = {line.text for line in lines}  # the headings of a table stand again on every page
    printed = Counter(_HAN.findall("".join(once)))
    read = Counter(_HAN.findall("".join(strings(read_outside(blocks).document.parts))))
    assert printed - read == Counter()


_CASE = mapping(load_data(ROOT / "tests" / "cases" / "outside_words.yaml"))
_WORDS = st.sampled_from(texts(_CASE["words"]))
_LINES = st.builds(BareLine, _WORDS, st.integers(0, 3))
_CELLS = st.builds(BareCell, st.lists(_LINES, max_size=2).map(tuple), st.sampled_from([1, 1, 1, 2]))
_TABLES = st.builds(
    BareTable, st.lists(st.lists(_CELLS, min_size=1, max_size=4).map(tuple), max_size=4).map(tuple)
)


@one_in(2)
@given(blocks=st.lists(st.one_of(_LINES, _LINES, _TABLES), max_size=12))
def test_no_word_is_lost_whatever_stands_there(blocks: list[BareBlock]) -> None:
    lines = (line for block in blocks for line in ([block] if isinstance(block, BareLine) else block.lines))
    printed = set(_HAN.findall("".join(line.text for line in lines)))
    assert printed <= set(_HAN.findall("".join(strings(read_outside(blocks).document.parts))))


def test_text_prints_a_plan_of_anyone_s(tmp_path: Path, command: Command) -> None:
    pieces = (
        Piece(1, 1, "食堂"),
        Piece(0, words="人人有饭吃。"),
        Piece(1, 2, "坡道"),
        Piece(4, 1, "坡道项目", ("修坡道",)),
    )
    (tmp_path / "plan.docx").write_bytes(written(pieces, DRESSES["plain"], "青河县“十四五”残疾人事业规划"))
    said = command("text", "plan.docx")
    assert (said.code, said.err.split("\n")[0]) == (0, "plan.docx 提示 outside-understood")
    assert command("text", "--textconv", "plan.docx") == Said(0, said.out, "")
    titles = [
        "# 青河县“十四五”残疾人事业规划",
        "## 食堂",
        "人人有饭吃。",
        "## 坡道",
        "##### 坡道项目",
        "- 修坡道",
    ]
    assert [line for line in said.out.splitlines() if line in titles] == titles


def test_text_says_once_who_is_responsible(tmp_path: Path, command: Command) -> None:
    pieces = (
        Piece(1, 1, "食堂"),
        Piece(0, words="人人有饭吃。（教育局牵头，民政局配合）"),
        Piece(0, words="天天有菜吃。（责任单位：财政局、民政局）"),
        Piece(0, words="责任单位：住建局"),
        Piece(1, 2, "坡道"),
        Piece(4, 1, "坡道项目", ("修坡道。修好它（交通局牵头）",)),
    )
    (tmp_path / "plan.docx").write_bytes(written(pieces, DRESSES["plain"], "青河县“十四五”残疾人事业规划"))
    said = command("text", "plan.docx").out
    assert [said.count(name) for name in ("教育局", "财政局", "住建局", "交通局")] == [1] * 4


def strings(held: object) -> Iterator[str]:
    """Yield all texts of a part of a document that are printed."""
    if isinstance(held, str):
        yield held
    elif isinstance(held, tuple):
        for each in held:
            yield from strings(each)
    elif is_dataclass(held):
        for field in fields(held):
            if field.name not in _NOT_PRINTED:
                yield from strings(getattr(held, field.name))


def keys_of(plan: OutsidePlan) -> list[tuple[str, str]]:
    """Return the keys of all blocks of a plan, rows with that of their table, each with its family."""
    found = []
    for above, node in walk(plan.document):
        if key := getattr(node, "key", ""):
            row = isinstance(node, (IndicatorRow, Task))
            family = "division" if isinstance(node, Division) else type(node).__name__
            found.append((family, f"{getattr(above[-1], 'key', '')}.{key}" if row else key))
    return found


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_every_block_has_a_key_of_its_own(file: Path) -> None:
    plan = read_outside(blocks_of(file))
    keyless = [node for _, node in walk(plan.document) if getattr(node, "key", "—") == ""]
    keys = keys_of(plan)
    assert keyless == []
    assert Counter(keys) == Counter(set(keys))
    assert all(re.fullmatch(r"[\w./:¶-]+", key) for _, key in keys)


def test_keys_come_from_titles_and_not_from_numbers() -> None:
    lines = ["一、办好食堂", "人人有饭吃。", "二、修好坡道", "年年修。", "三、管好仓库", "天天管。"]
    plan = read_outside(map(BareLine, lines))
    fewer = [lines[0], lines[1], lines[4].replace("三", "二"), *lines[5:]]
    assert [key for family, key in keys_of(plan) if family == "division"] == [
        "办好食堂",
        "修好坡道",
        "管好仓库",
    ]
    assert set(keys_of(read_outside(map(BareLine, fewer)))) < set(keys_of(plan))


def test_a_title_that_stands_twice_says_under_which_heading() -> None:
    lines = [
        "一、办好食堂",
        "（一）目标",
        "好。",
        "（二）办法",
        "办。",
        "二、修好坡道",
        "（一）目标",
        "好。",
        "（二）坡",
        "修。",
    ]
    keys = [key for family, key in keys_of(read_outside(map(BareLine, lines))) if family == "division"]
    assert keys == ["办好食堂", "办好食堂_目标", "办法", "修好坡道", "修好坡道_目标", "坡"]


def test_places_are_told_in_words() -> None:
    table = BareTable(
        tuple(
            tuple(BareCell((BareLine(text),)) for text in row)
            for row in (("指标", "2020年", "2025年"), ("1.食堂", "3", "5"), ("2.坡道", "4", "9"))
        )
    )
    lines = [
        "一、办好食堂",
        "（一）怎么办",
        "人人有饭吃。",
        "天天有饭吃。",
        "（二）办多少",
        "有这些。",
        "二、修好坡道",
        "修。",
    ]
    plan = read_outside([*map(BareLine, lines[:6]), table, *map(BareLine, lines[6:])])
    told_of = {
        plain(node.runs): plan.place_of(node)
        for _, node in walk(plan.document)
        if isinstance(node, (Passage, Cell))
    }
    assert told_of["天天有饭吃。"] == "一、办好食堂（一）怎么办第2段"
    assert told_of["9"] == "一、办好食堂（二）办多少“2.坡道”一行“2025年”一列"


def test_what_was_understood_is_counted() -> None:
    plan = read_outside(
        map(BareLine, ["一、办好食堂", "人人有饭吃。（民政局负责）", "二、修好坡道", "没有句号"])
    )
    assert (plan.understood.headings, plan.understood.duties) == (2, 1)
    assert (plan.understood.paragraphs, plan.understood.doubtful, plan.understood.title) == (2, 1, False)
