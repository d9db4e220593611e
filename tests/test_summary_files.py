"""Test the files that `summary` writes, and what it says of the last ones."""

from __future__ import annotations

import json
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from commands import Command
from marks import attack, fault, sampled
from python_calamine import CalamineWorkbook
from summaries import CITY, COUNTIES, NAMES, gathered, place, summary_of, target
from word_files import parts_of

from generator.formats.summary import Arrival

slow = pytest.mark.slow


@fault
def test_what_cannot_be_written_is_told(tmp_path: Path, command: Command) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    said = command("summary", CITY, COUNTIES[0], "-o", tmp_path / "file", "--format", "json")
    assert said.code == 2  # misuse
    assert (tmp_path / "file").read_bytes() == b"mine"


@slow
def test_what_changed_since_the_last_summary_is_told_by_place(tmp_path: Path, command: Command) -> None:
    files = []
    for file in COUNTIES:
        copy = tmp_path / "县" / file.name
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(file.read_bytes())
        files.append(copy)
    command("summary", CITY, *files[:-1], "-o", "上周", "--format", "json")
    last = Path("上周/三明市汇总.json")
    same = command("summary", CITY, *files[:-1], "--format", "text", "--since", last)
    assert re.search("比 .* 的汇总改了的：没有", same.out)
    short = next(file for file in files if file.stem == "youxi")
    short.write_text(short.read_text("utf-8").replace("target: 90", "target: ≥97"), "utf-8")
    said = command("summary", CITY, *files, "-o", "本周", "--since", last)
    new = NAMES[files[-1].stem]
    assert f"   {new}：报送 未收到 → 收到；" in said.out
    rate = "残疾人基本康复服务覆盖率（2030年）（%） 90 → ≥97"
    assert re.search(f"   尤溪县：{re.escape(rate)}；.*没有了的问题 .*目标达不到上级规划", said.out)
    data = json.loads(Path("本周/三明市汇总.json").read_text("utf-8"))
    assert [each["place"] for each in data["changes"]] == [
        each["name"] for each in data["places"] if each["name"] in {new, "尤溪县"}
    ]
    assert rate in Path("本周/三明市汇总.html").read_text("utf-8")
    book = CalamineWorkbook.from_path("本周/三明市汇总.xlsx")
    assert any(rate in str(row[1]) for row in book.get_sheet_by_name("与上次比").to_python())


NO_SUMMARIES = ["{", "[]", '{"place": "三明市"}', "[" * 100_000, '{"place": "福州市"}']


@pytest.mark.parametrize("text", sampled(NO_SUMMARIES, ["{"], attack))
def test_what_is_no_last_summary_is_told(text: str, tmp_path: Path, command: Command) -> None:
    (tmp_path / "last.json").write_text(text, "utf-8")
    said = command("summary", CITY, COUNTIES[0], "--since", "last.json")
    assert (said.code, said.english) == (1, "")
    assert "summary-other" in said.all


@slow
def test_a_plan_that_somebody_else_wrote_counts_by_its_tables(tmp_path: Path, command: Command) -> None:
    command("draft", COUNTIES[0], "-o", tmp_path, "--format", "docx")
    content = (tmp_path / f"{COUNTIES[0].stem}.docx").read_bytes()
    parts = {name: part for name, part in parts_of(content).items() if not name.startswith("customXml")}
    foreign = tmp_path / "别人的.docx"
    with zipfile.ZipFile(foreign, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part if name != "word/_rels/document.xml.rels" else _without(part))
    found = summary_of(CITY, [foreign])
    assert [each.name for each in found.places if each.arrival is Arrival.RECEIVED] == ["三元区"]
    assert target(found, "home_accessibility").total == Decimal(180)


def _without(relations: bytes) -> bytes:
    """Return the relations of a Word file without those of custom XML."""
    return re.sub(rb"<Relationship [^>]*customXml[^>]*/>", b"", relations)


@slow
def test_a_summary_takes_the_place_of_the_last_one_unless_somebody_edited_it(
    tmp_path: Path, command: Command
) -> None:
    words = ("summary", CITY, COUNTIES[0], "-o", tmp_path)
    for more in ((), ("--deadline", "2026-01-01")):
        command(*words, *more)
        assert ("2026-01-01" in (tmp_path / "三明市汇总.json").read_text("utf-8")) is bool(more)
    file = tmp_path / "三明市汇总.json"
    file.write_text(file.read_text("utf-8").replace("2026-01-01", "2026-01-02"), "utf-8")
    assert command(*words).code == 2  # misuse
    assert "2026-01-02" in file.read_text("utf-8")


def test_of_a_place_that_is_not_below_nothing_is_kept_but_its_name(tmp_path: Path) -> None:
    elsewhere = place(tmp_path, "秀英区", "district", "海南省, 海口市")
    summary = summary_of(CITY, [elsewhere, COUNTIES[0]])
    assert len(gathered(CITY, COUNTIES[0])[0].slots) > len(gathered(CITY, elsewhere)[0].slots) == 0
    assert [each.rule for each in summary.remarks] == ["part-elsewhere", "parts-missing"]
