"""Test what goes out of a summary as Word files: a letter a county, signed, in words; the 任务分解表."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from commands import Command
from summaries import CITY, COUNTIES, NAMES, PROVINCE, place, summary_of, told_words
from word_files import parts_of

from generator.check.findings.groups import report_words
from generator.pipeline.summary.letters import in_words, write_letters
from generator.pipeline.summary.sender import Sender, sender_of
from generator.pipeline.support.upper_plans import load_profile
from generator.word.style_sheet import official_style_sheet

slow = pytest.mark.slow


def test_every_county_gets_a_letter_and_the_targets_are_shared_out(tmp_path: Path, command: Command) -> None:
    said = command("summary", CITY, *COUNTIES, "-o", tmp_path, "--format", "docx")
    assert {file.name for file in tmp_path.glob("*.docx")} == {
        *(f"{name}反馈意见.docx" for name in NAMES.values()),
        "三明市任务分解表.docx",
    }
    letter = command("text", tmp_path / "尤溪县反馈意见.docx").out
    assert "尤溪县残疾人联合会：" in letter
    assert "目标达不到上级规划" in letter
    assert "90（低于本级）" in letter
    assert not re.search(r"\.yaml|plandraft|:\d+:\d+", letter)
    assert "| 序号：2｜反馈意见：目标达不到上级规划" in letter
    assert "填报单位（盖章）：尤溪县残疾人联合会" in letter
    shares = command("text", tmp_path / "三明市任务分解表.docx").out
    assert re.search("明溪县.*80.*800", shares)
    assert said.code == 1


SIGNED = (
    "parts: [{form: consultation-letter, issuer: [三明市残联, 三明市发改委], contact: 李四, sealed: false}]"
)


@pytest.mark.parametrize(
    ("own", "said", "expected"),
    [
        ("", {}, Sender(("三明市残疾人联合会",))),
        (SIGNED, {}, Sender(("三明市残联", "三明市发改委"), "李四", sealed=False)),
        (SIGNED, {"issuer": "甲", "phone": "1"}, Sender(("甲",), "李四", "1", sealed=False)),
        (
            "parts: [plan, {form: issuing-notice, issuer: 三明市人民政府}]",
            {},
            Sender(("三明市残疾人联合会",)),
        ),
        ("parts: [{form: public-notice, issuer: 无, phone: 无}]", {}, Sender(("三明市残疾人联合会",))),
    ],
)
def test_letters_are_signed_as_told_or_as_the_citys_own_letter(
    own: str, said: dict[str, str | None], expected: Sender, tmp_path: Path
) -> None:
    city = tmp_path / CITY.name
    city.write_text(f"{CITY.read_text('utf-8')}\n{own}\n", "utf-8")
    sender = sender_of(load_profile(city), said, report_words("summary"))
    assert sender == expected
    [(_, content)] = write_letters(summary_of(CITY, COUNTIES[:1]), told_words(), sender)
    letter = "".join(re.findall("<w:t[^>]*>([^<]*)", parts_of(content)["word/document.xml"].decode()))
    assert all(text in letter for text in (*sender.issuer, sender.contact, sender.phone))


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("“achievements.a”不如“indicators.b.target”", "“甲”不如“乙（2030年）”"),
        ("“提升技能（training.skills）”没有牵头单位", "“提升技能”没有牵头单位"),
        ("“achievements.unknown”没有用到", ""),
        ("没有键名的 3.5 万", "没有键名的 3.5 万"),
    ],
)
def test_a_finding_is_told_by_the_names_of_figures(message: str, expected: str) -> None:
    names = {"achievements.a": "甲", "indicators.b.target": "乙（2030年）"}
    assert in_words(message, names) == expected


def test_every_column_of_a_form_is_as_wide_as_the_style_sheet_says(root: Path) -> None:
    forms = [file.read_text("utf-8") for file in (root / "templates/common").glob("*.j2")]
    columns = set(re.findall(r'<column id="(\w+)"', "".join(forms)))
    assert columns
    assert columns <= official_style_sheet().columns.keys()


@slow
def test_letters_to_two_places_of_one_name_are_two(tmp_path: Path, command: Command) -> None:
    province = tmp_path / "江苏省.yaml"
    province.write_text(PROVINCE.replace("海南省", "江苏省"), "utf-8")
    files = []
    for above, promise in (("南京市", 100), ("徐州市", 200)):
        file = place(tmp_path, "鼓楼区", "district", f"江苏省, {above}", promise)
        files.append(file.rename(tmp_path / f"{above}.yaml"))
    command("summary", province, *files, "-o", tmp_path, "--format", "docx")
    for above, promise in (("南京市", 100), ("徐州市", 200)):
        assert f"[{promise}]" in command("text", tmp_path / f"{above}鼓楼区反馈意见.docx").out
