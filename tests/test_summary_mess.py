"""Test a summary of what lies on a desk: files that are not there, one place twice, plans as plain text."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path

import pytest
from commands import Command
from summaries import CITY, COUNTIES, summary_of

from generator.formats.summary import Arrival, Summary

PLAIN = """三元区“十五五”残疾人保障和发展规划
一、总体要求
（一）指导思想
坚持以人民为中心，保障残疾人平等权利。
（二）主要目标
到2030年，残疾人基本民生得到稳定保障，残疾人事业全面发展。
二、重点任务
（一）完善残疾人社会保障制度
落实困难残疾人生活补贴和重度残疾人护理补贴制度。
"""


def received(summary: Summary) -> list[str]:
    """Return the names of the places that have sent something."""
    return [each.name for each in summary.places if each.arrival is Arrival.RECEIVED]


def test_a_file_that_is_not_there_is_said_to_be_that(command: Command) -> None:
    said = command("summary", CITY, "没有.yaml", "没有.docx", COUNTIES[0], "--format", "text", "--jobs", "1")
    assert said.out.count("用不了：找不到这个文件") == 2
    assert said.out.count("改法：核对文件名和所在文件夹") == 2


def test_of_two_files_of_one_place_the_one_that_does_not_count_is_named(tmp_path: Path) -> None:
    copy = tmp_path / "三元区旧.yaml"
    copy.write_bytes(COUNTIES[0].read_bytes())
    (remark,) = (each for each in summary_of(CITY, [copy, COUNTIES[0]]).remarks if each.rule == "place-twice")
    said = {
        f"{other}：“三元区”给了不止一份，合计里算的是 {counted}，这一份没有算"
        for counted, other in ((copy.name, COUNTIES[0].name), (COUNTIES[0].name, copy.name))
    }
    assert remark.message in said


def test_a_plan_as_plain_text_has_come(tmp_path: Path) -> None:
    file = tmp_path / "规划.txt"
    file.write_text(PLAIN, "utf-8")
    assert received(summary_of(CITY, [file])) == ["三元区"]


@pytest.mark.slow
def test_a_draft_that_nobody_saved_since_is_as_old_as_its_file(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    command("draft", COUNTIES[0], "-o", tmp_path, "--format", "docx")
    file = tmp_path / f"{COUNTIES[0].stem}.docx"
    time = datetime(2026, 11, 28, 12).astimezone().timestamp()
    os.utime(file, (time, time))
    summary = summary_of(CITY, [file], date(2026, 11, 20))
    (found,) = (each for each in summary.places if each.arrival is Arrival.RECEIVED)
    assert (found.saved, found.late) == ("2026-11-28", True)
