"""Test that what a person did in Word, said by keys of the profile, leaves nothing that a comparison tells.

Each edit of a Word file has the key that says it beside it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple

import pytest
from block_edits import parent_of
from commands import Command
from lxml import etree
from marks import sampled
from word_files import edited

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEAD = """period: 2026-2030
locality: {name: 青石县, kind: county}
commitments: {culture_bases: 3}
parts: [plan, task-division]
"""
FITNESS = (
    "把残疾人作为全民健身公共服务的重点人群，支持残疾人参加各类体育活动，在社区就近得到健身指导和便利服务。"
)


class Edit(NamedTuple):
    """Hold what a person does to the body of a Word file, and the change to the outline that says it."""

    do: Callable[[etree._Element], None]
    change: str


def words_of(block: etree._Element) -> str:
    """Return the words of a paragraph or a row."""
    return "".join(text.text or "" for text in block.iter(f"{W}t"))


def found(body: etree._Element, tag: str, words: str) -> etree._Element:
    """Return the first paragraph (p) or row (tr) with these words, or the text (t) itself."""
    return next(each for each in body.iter(f"{W}{tag}") if words in (each.text or words_of(each)))


def reword(body: etree._Element) -> None:
    """Change words of a sentence."""
    text = found(body, "t", "实施残疾人康复健身体育行动")
    text.text = (text.text or "").replace("实施残疾人", "深入实施残疾人")


def add_paragraph(words: str, behind: str) -> Callable[[etree._Element], None]:
    """Return the edit that types a paragraph behind the one with the words `behind`."""

    def do(body: etree._Element) -> None:
        paragraph = found(body, "p", behind)
        typed = deepcopy(paragraph)
        for child in typed.findall("*"):
            if child.tag != f"{W}pPr":
                typed.remove(child)
        run = etree.SubElement(typed, f"{W}r")
        etree.SubElement(run, f"{W}t").text = words
        paragraph.addnext(typed)

    return do


def rename_row(body: etree._Element) -> None:
    """Type another text into a row of the table of tasks."""
    row = found(body, "tr", "促进残疾人体育全面发展")
    found(row, "t", "促进残疾人体育").text = "建成训练基地3个"


def remove_row(body: etree._Element) -> None:
    """Delete a row of the table of tasks."""
    row = found(body, "tr", "提升残疾人职业技能")
    parent_of(row).remove(row)


def move_measure(body: etree._Element) -> None:
    """Cut a measure of one paragraph and paste it behind another section's last one."""
    measure = found(body, "p", "改善残疾人健康服务。")
    found(body, "p", "加强突发公共事件中的残疾人保护。").addnext(measure)


def remove_sentence(body: etree._Element) -> None:
    """Delete the words of a sentence that is a topic of its own."""
    text = found(body, "t", "帮助残疾人掌握数字技能。")
    text.text = ""


def swap_rows(body: etree._Element) -> None:
    """Move a row of the table of indicators up by one."""
    row = found(body, "tr", "城乡残疾人职业技能培训人数")
    above = row.getprevious()
    assert above is not None
    above.addprevious(row)


EDITS = {
    "sentence-reworded": Edit(
        reword, f"{{replace: sport.fitness, by: {{own: 深入实施残疾人康复健身体育行动，{FITNESS}}}}}"
    ),
    "sentence-removed": Edit(remove_sentence, "{remove: 数字技能课程}"),
    "paragraph-typed": Edit(
        add_paragraph("县里残疾人居住分散。", "规划确定的主要目标任务顺利完成"),
        "{after: background.results_closing, add: {own: 县里残疾人居住分散。, new_paragraph: true}}",
    ),
    "paragraph-typed-behind-duties": Edit(
        add_paragraph("另办残疾人运动会。", "促进残疾人体育全面发展。"),
        "{after: sport, add: {own: 另办残疾人运动会。}}",
    ),
    "row-renamed": Edit(rename_row, '{at: sport, task: "建成训练基地{commitments.culture_bases}个"}'),
    "row-removed": Edit(remove_row, "{at: vocational_skills, task: 无}"),
    "measure-moved": Edit(move_measure, "{move: health_services, after: emergency_protection}"),
}


def differences(edits: list[str], keys: list[str], command: Command, folder: Path) -> list[str]:
    """Return what differs between a Word file with some of the EDITS and a profile with some of their keys.

    The indicators' rows are always swapped, which a key beside the row says.
    """
    base, changed = folder / "base.yaml", folder / "changed.yaml"
    base.write_text(HEAD, "utf-8")
    listed = "".join(f"    - {EDITS[name].change}\n" for name in keys)
    rows = "indicators: {vocational_training: {after: household_income_growth}}\n"
    changed.write_text(f"{HEAD}{rows}outline:\n  changes:\n{listed}" if keys else HEAD + rows, "utf-8")
    command("draft", base, "-o", folder)

    def do(part: str) -> str:
        body = etree.fromstring(part.encode())
        for name in edits:
            EDITS[name].do(body)
        swap_rows(body)
        return etree.tostring(body, encoding="unicode")

    file = folder / "edited.docx"
    file.write_bytes(edited((folder / "base.docx").read_bytes(), do))
    told = json.loads(command("diff", changed, file, "--format", "json").out)["changes"]
    numbers = "renumbered"  # what a person left as it was typed
    return [
        f"{each['kind']} {each['key']}" for each in told if not each["folded"] and each["kind"] != numbers
    ]


def test_what_was_typed_into_word_is_said_by_keys(command: Command, tmp_path: Path) -> None:
    assert differences([*EDITS], [*EDITS], command, tmp_path) == []


@pytest.mark.parametrize("name", sampled(EDITS, [], pytest.mark.slow))
def test_each_edit_is_said_by_its_own_key(name: str, command: Command, tmp_path: Path) -> None:
    assert differences([name], [name], command, tmp_path) == []
    assert len(differences([name], [], command, tmp_path)) == 1
