"""Compare plans that Plandraft did not write, with one another and with ours: by headings, rows, words."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import docx
import pytest
from commands import CASES, SOUND, Command
from conftest import Golden
from dresses import DRESSES, Piece, lines_of, written
from examples import one_in
from hypothesis import given
from hypothesis import strategies as st
from imported import word_of
from marks import attack, sampled
from outside import blocks_of
from tracked_edits import AUTHOR, come, gone
from word_files import edited

from generator.cli.painting import bracket
from generator.diff import ChangeKind, summary
from generator.diff.report.changes import chapter_lines
from generator.pipeline.comparison_page import as_page
from generator.pipeline.diff import Comparison, diff
from generator.pipeline.support.compared import outside_side
from generator.pipeline.support.national_names import national_id
from generator.pipeline.tracked_changes import with_tracked_changes
from generator.word.outside import OutsidePlan, read_outside
from generator.word.reader import BareBlock, BareLine, BareReader, open_package, settled

PAIRS = sorted((CASES / "outside_pairs").iterdir())
_HEADING, _FEW = 22, 11  # characters; one text of so many
TITLE = "青河县“十四五”残疾人保障和发展规划"


@cache
def compared(folder: Path) -> Comparison:
    """Return the comparison of a case: of two outside plans."""
    return compare(*(read_outside(blocks_of(folder / f"{name}.yaml")) for name in ("old", "new")))


def compare(old: OutsidePlan, new: OutsidePlan) -> Comparison:
    """Return the comparison of two outside plans."""
    return diff(outside_side("old.docx", old), outside_side("new.docx", new))


@pytest.mark.parametrize("folder", PAIRS, ids=lambda folder: folder.name)
def test_a_pair_is_told_as_a_reviewer_would(folder: Path, golden: Golden) -> None:
    found = compared(folder)
    lines = [*chapter_lines(found.chapters, bracket), "", str(summary(found.changes)), ""]
    golden.check(folder / "changes.txt", "\n".join(lines))


def test_what_differs_in_form_alone_is_no_change() -> None:
    assert [
        each for each in compared(CASES / "outside_pairs" / "another-form").changes if not each.folded
    ] == []


def test_no_row_s_figure_becomes_another_s() -> None:
    """Check that the row of one insurance is not that of the other, however alike their names are."""
    changes = compared(CASES / "outside_pairs" / "next-period").changes
    rows = {each.kind: each.label for each in changes if each.block == "row"}
    assert "养老保险" in rows[ChangeKind.REMOVED]
    assert "医疗保险" in rows[ChangeKind.ADDED]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("残疾人基本养老保险参保率（%）", "pension_insurance"),
        ("残疾人城乡居民基本医疗保险参保率", "medical_insurance"),
        ("残疾儿童少年义务教育巩固率（%）", "compulsory_education"),
        ("村（社区）残疾人协会覆盖率（%）", ""),
        ("", ""),
    ],
)
def test_national_indicators_are_known_by_the_names_that_plans_print(name: str, expected: str) -> None:
    assert national_id(name) == expected


@pytest.mark.parametrize("folder", PAIRS, ids=lambda folder: folder.name)
def test_the_redline_says_the_one_plan_if_rejected_and_the_other_if_accepted(folder: Path) -> None:
    package = open_package(with_tracked_changes(compared(folder)), "redline.docx")
    for accept, name in ((False, "old"), (True, "new")):
        blocks = BareReader(settled(package, accept=accept)).blocks()
        assert words(blocks) == words(blocks_of(folder / f"{name}.yaml"))


def words(blocks: Iterable[BareBlock]) -> str:
    """Return all words of a file, without blanks, signs and digits."""
    lines = (line for block in blocks for line in ([block] if isinstance(block, BareLine) else block.lines))
    return "".join(sign for line in lines for sign in line.text if "\u3400" < sign < "\ua000")


_TEXTS = st.lists(
    st.sampled_from(["食堂要办好。", "坡道要修好。", "电梯要管好。", "书屋里有盲文书。", "车辆按时检修。"]),
    min_size=1,
    max_size=4,
    unique=True,
)


def pieces(texts: list[str]) -> tuple[Piece, ...]:
    """Return a plan in pieces, with these texts in it."""
    return (
        Piece(1, 1, "主要目标"),
        Piece(5, 1),
        Piece(1, 2, "重点任务"),
        Piece(2, 1, "衣食住行"),
        *(Piece(0, words=text) for text in texts),
        Piece(4, 2, "衣食项目", ("办食堂", "做冬衣")),
        Piece(2, 2, "修桥铺路"),
        Piece(0, words="桥要宽。路要平。"),
    )


def worn(texts: list[str], dress: str) -> OutsidePlan:
    """Return the plan of a Word file in a dress."""
    return read_outside(lines_of(written(pieces(texts), DRESSES[dress], TITLE)))


@pytest.mark.parametrize("dress", sampled(DRESSES, ("automatic numbers", "half-width"), attack))
@one_in(4)
@given(texts=_TEXTS)
def test_a_plan_in_another_dress_is_the_same(dress: str, texts: list[str]) -> None:
    found = compare(worn(texts, "plain"), worn(texts, dress))
    assert [change for change in found.changes if not change.folded] == []


@pytest.mark.parametrize("dress", sampled(DRESSES, ("bold",), attack))
@one_in(4)
@given(texts=_TEXTS, data=st.data())
def test_what_one_plan_says_more_is_the_only_change(
    dress: str, texts: list[str], data: st.DataObject
) -> None:
    more = "新添的这一句只有一份里有。"
    place = data.draw(st.integers(0, len(texts)))
    found = compare(worn(texts, "plain"), worn([*texts[:place], more, *texts[place:]], dress))
    told = [(change.kind, change.old, change.new) for change in found.changes if not change.folded]
    assert told == [(ChangeKind.ADDED, None, more)]


_MORE = "县里自己加的这一段，档案里没有。"


def typed_out(blocks: Iterator[BareBlock]) -> bytes:
    """Return a Word file that somebody typed: the headings of our draft, few of its texts, one of his."""
    word = docx.Document()
    lines = [block.text for block in blocks if isinstance(block, BareLine)]
    for n, line in enumerate(lines):
        if len(line) < _HEADING or n % _FEW == 0:
            word.add_paragraph(line)
    word.add_paragraph(_MORE)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


@pytest.fixture
def ours_and_theirs(tmp_path: Path, command: Command) -> Path:
    """Return a folder with a profile, its draft, and what somebody typed of that draft."""
    (tmp_path / "ours.yaml").write_text(f"{SOUND}population: {{certified: 8412}}\n", encoding="utf-8")
    command("draft", "ours.yaml", "-o", ".", "--format", "docx")
    blocks = BareReader(open_package((tmp_path / "ours.docx").read_bytes(), "ours.docx")).blocks()
    (tmp_path / "theirs.docx").write_bytes(typed_out(blocks))
    return tmp_path


@pytest.mark.usefixtures("ours_and_theirs")
@pytest.mark.parametrize("ours", ["ours.yaml", "ours.docx"])
def test_an_outside_plan_is_compared_with_ours(ours: str, command: Command) -> None:
    """Check that the headings of our draft are found, figures stay figures, and what only one has is told."""
    said = command("diff", "theirs.docx", ours, "--format", "json")
    changes = json.loads(said.out)["changes"]
    assert (said.code, {change["cause"] for change in changes}) == (1, {None})
    assert [change["old"] for change in changes if change["kind"] == "removed"] == [_MORE]
    levels = {"chapter", "section"}
    assert [change for change in changes if change["block"] in levels and not change["folded"]] == []
    assert ["population.certified"] in [change["figures"] for change in changes]


def test_a_plan_that_a_profile_was_made_of_is_still_another_s(tmp_path: Path, command: Command) -> None:
    """Check that no change is told as somebody's edit of our draft, though it has nearly all the words."""
    (tmp_path / "plan.docx").write_bytes(word_of(CASES / "import" / "county.yaml"))
    command("import", "plan.docx", "-o", "p.yaml", "--upper", "某某省、某某市", "--text")
    told = json.loads(command("diff", "plan.docx", "p.yaml", "--format", "json").out)
    assert {change["cause"] for change in told["changes"]} == {None}
    cells = [change for change in told["changes"] if change["kind"] == "cell"]
    assert [each for each in cells if each["new"].replace("【待核】", "") == each["old"]] == []
    assert sum(change["block"] == "row" for change in told["changes"] if not change["folded"]) == 0


def test_every_format_is_written_and_says_that_it_is_by_words(
    ours_and_theirs: Path, command: Command
) -> None:
    text = command("diff", "theirs.docx", "ours.yaml")
    assert "原因：" not in text.out
    assert "说不出原因" in text.out.splitlines()[-1]
    page = command("diff", "theirs.docx", "ours.yaml", "--format", "html")
    assert page.out.startswith("<!DOCTYPE html>")
    for form, name in (("docx", "redline.docx"), ("table", "table.docx")):
        said = command("diff", "theirs.docx", "ours.yaml", "--format", form, "-o", name)
        assert (said.code, (ours_and_theirs / name).is_file()) == (1, True)
    assert command("verify", "redline.docx").code == 2  # it is no draft of ours, and does not pass for one


@pytest.fixture
def tracked(tmp_path: Path) -> Path:
    """Return a folder with two Word files of others: the second has a tracked change, and one that is not."""
    old = written(pieces(["食堂要办好。坡道要修好。", "电梯要管好。"]), DRESSES["plain"], TITLE)
    head, tail = "<w:r><w:t>食堂要办好。坡道要", "好。</w:t></w:r>"
    parted = f"{head}</w:t></w:r>{gone('修')}{come('造')}<w:r><w:t>{tail}"
    new = edited(old, lambda xml: xml.replace(f"{head}修{tail}", parted).replace("电梯要", "电梯必须"))
    (tmp_path / "old.docx").write_bytes(old)
    (tmp_path / "new.docx").write_bytes(new)
    return tmp_path


@pytest.mark.usefixtures("tracked")
@pytest.mark.parametrize(
    ("options", "causes"),
    [((), ["pending", None]), (("--pending", "accept"), [None, None]), (("--pending", "reject"), [None])],
)
def test_pending_changes_are_their_authors(
    options: tuple[str, ...], causes: list[str | None], command: Command
) -> None:
    told = json.loads(command("diff", "old.docx", "new.docx", *options, "--format", "json").out)
    assert [change["cause"] for change in told["changes"]] == causes
    assert [each["author"] for each in told["pending"]] == ([AUTHOR] if "pending" in causes else [])


def test_the_page_has_every_change() -> None:
    found = compared(CASES / "outside_pairs" / "next-period")
    page = as_page(found)
    assert all(change.label.split("…")[0] in page for change in found.changes if not change.folded)
