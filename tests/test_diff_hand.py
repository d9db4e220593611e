"""Test that what somebody typed into a Word file of ours counts as a change by hand, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from operator import itemgetter
from pathlib import Path
from random import Random

import pytest
from commands import CASES, Command
from comparisons import told
from samples import written
from word_files import edited

SAME = CASES / "diff" / "same" / "old.yaml"
OTHER = CASES / "diff" / "one-target" / "new.yaml"
TYPED = "<w:p><w:r><w:t>各乡镇要抓好落实。</w:t></w:r></w:p>"
Edit = Callable[[str], str]


@pytest.fixture
def word(command: Command, tmp_path: Path) -> Path:
    """Return a draft as it was written."""
    command("draft", SAME, "-o", tmp_path)
    return tmp_path / "old.docx"


@pytest.fixture
def changes_of(command: Command, word: Path, tmp_path: Path) -> Callable[[Edit], list[list[str]]]:
    """Return the changes that an edit of the draft makes: kind, block, old, new, cause."""

    def run(edit: Edit, old: Path = word) -> list[list[str]]:
        file = tmp_path / "edited.docx"
        file.write_bytes(edited(word.read_bytes(), edit))
        changes = json.loads(command("diff", old, file, "--format", "json").out)["changes"]
        names = ("kind", "block", "old", "new", "cause")
        return [[change[name] for name in names] for change in changes if not change["folded"]]

    return run


def test_words(changes_of: Callable[[Edit], list[list[str]]]) -> None:
    old, new = "我县是山区县，居住分散。", "我县是山区县，居住较为分散。"
    assert changes_of(lambda xml: xml.replace("居住分散", "居住较为分散")) == [
        ["text", "passage", old, new, "hand"]
    ]


def test_a_figure(changes_of: Callable[[Edit], list[list[str]]]) -> None:
    number = '<w:t xml:space="preserve">{}</w:t>'
    assert changes_of(lambda xml: xml.replace(number.format(350), number.format(380))) == [
        ["cell", "cell", "350", "380", "hand"]
    ]


def test_a_paragraph_typed_in(changes_of: Callable[[Edit], list[list[str]]]) -> None:
    assert changes_of(lambda xml: behind(xml, "我县是山区县", TYPED)) == [
        ["added", "passage", None, "各乡镇要抓好落实。", "hand"]
    ]


def test_a_paragraph_gone(changes_of: Callable[[Edit], list[list[str]]]) -> None:
    found = changes_of(lambda xml: without(xml, "我县是山区县"))
    assert [(kind, cause) for kind, *_, cause in found] == [("removed", "hand")]


def test_a_paragraph_typed_anew(changes_of: Callable[[Edit], list[list[str]]]) -> None:
    """Find it by its words, since it has lost its bookmark."""
    old = "五年完成家庭无障碍改造350户，同农村危房改造结合起来。"
    anew = "<w:p><w:r><w:t>五年完成家庭无障碍改造四百户，同危房改造结合起来。</w:t></w:r></w:p>"
    found = changes_of(lambda xml: without(behind(xml, "五年完成", anew), "五年完成家庭无障碍改造<"))
    assert ["text", "passage", old, "五年完成家庭无障碍改造四百户，同危房改造结合起来。", "hand"] in found


def test_of_very_many_own_texts_the_ones_that_changed(command: Command, tmp_path: Path) -> None:
    """Find them near the others, where it would take too long to compare each with each."""
    chance = Random(1)
    more, other, *lines = (
        "".join(chr(0x4E00 + chance.randrange(999)) for _ in range(400)) for _ in range(152)
    )
    edited_line = f"{lines[90][:200]}{other[:40]}{lines[90][240:]}"
    others = [*lines[:30], more, *lines[30:60], *lines[61:90], edited_line, *lines[91:]]
    for name, texts in (("old", lines), ("new", others)):
        body = [[{"own": f"{text}。"}] for text in texts]
        outline = {"chapters": [{"chapter": "c", "title": "章", "body": body}]}
        place = {"name": "安泽县", "kind": "county"}
        made = {"period": "2021-2025", "locality": place, "outline": outline}
        (tmp_path / f"{name}.yaml").write_text(json.dumps(made, ensure_ascii=False), "utf-8")
    said = command("diff", tmp_path / "old.yaml", tmp_path / "new.yaml", "--format", "json")
    found = [(change["kind"], change["old"], change["new"]) for change in json.loads(said.out)["changes"]]
    assert sorted(found, key=itemgetter(0)) == [
        ("added", None, f"{more}。"),
        ("removed", f"{lines[60]}。", None),
        ("text", f"{lines[90]}。", f"{edited_line}。"),
    ]


def test_a_row_typed_into_the_division_of_tasks(changes_of: Callable[[Edit], list[list[str]]]) -> None:
    def add(xml: str) -> str:
        *_, row, _ = re.finditer(r"<w:tr>.*?</w:tr>", xml)
        bare = re.sub(r"<w:bookmark(?:Start|End)[^>]*>", "", row[0])
        texts = iter(["3", "建设康复中心", "县卫健局，县残联"])
        fresh = re.sub(r"(<w:t [^>]*>)[^<]*", lambda found: found[1] + next(texts), bare)
        return xml[: row.end()] + fresh + xml[row.end() :]

    assert changes_of(add) == [["added", "task", None, "3建设康复中心", "hand"]]


def test_a_department_typed_into_the_division_of_tasks(changes_of: Callable[[Edit], list[list[str]]]) -> None:
    def change(xml: str) -> str:
        head, _, tail = xml.rpartition("县财政局")
        return f"{head}县审计局{tail}"

    assert changes_of(change) == [
        ["department", "task", "县住建局，县财政局、县残联", "县住建局，县审计局、县残联", "hand"]
    ]


def test_hands_and_data_are_told_apart(
    changes_of: Callable[..., list[list[str]]], command: Command, tmp_path: Path
) -> None:
    """Compare a file edited by hand with a draft whose profile has another target."""
    command("draft", OTHER, "-o", tmp_path)
    found = changes_of(lambda xml: xml.replace("居住分散", "居住较为分散"), tmp_path / "new.docx")
    assert [(kind, cause) for kind, *_, cause in found] == [
        ("text", "hand"),
        ("cell", "data"),
    ]


def behind(xml: str, words: str, more: str) -> str:
    """Put more XML behind the paragraph that has these words."""
    end = xml.index("</w:p>", xml.index(words)) + len("</w:p>")
    return xml[:end] + more + xml[end:]


def without(xml: str, words: str) -> str:
    """Remove the paragraph that has these words."""
    place = xml.index(words)
    return xml[: xml.rindex("<w:p>", 0, place)] + xml[xml.index("</w:p>", place) + len("</w:p>") :]


def in_measures(old: str, new: str) -> Edit:
    """Return an edit of the first sign of each run-in heading, which stands behind its number."""
    heading = r"(<w:rStyle w:val=\"run-in-measure\"/>(?:(?!</w:r>).)*?<w:t[^>]*>\d+)"
    return lambda xml: re.sub(f"{heading}{re.escape(old)}", rf"\g<1>{new}", xml)


def test_numbers_that_are_all_written_in_another_way_are_one_change() -> None:
    content = edited(written("dengkou"), in_measures(".", "．"))
    [change] = told(written("dengkou"), content)
    assert (change.kind, len(change.alike) > 10) == ("renumbered", True)
