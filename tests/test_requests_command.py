"""Test `plandraft gaps --requests`: who has answered, who is late, by the workbooks in a folder."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from shutil import copy, copytree
from typing import NamedTuple

import pytest
from commands import Command
from filled_workbooks import Row, fill
from python_calamine import CalamineWorkbook
from test_workbook_trip import ANSWER, made_up

from generator.cli.progress import progress_data, progress_report, write_progress
from generator.formats.workbook.answers import Answers
from generator.pipeline.collect import collect
from generator.pipeline.gaps import Gaps, find_gaps
from generator.pipeline.new import write_new
from generator.pipeline.progress import find_progress, read_folder
from generator.pipeline.request import ask, write_requests
from generator.pipeline.support.progress import Progress

SIXTH = "1796515200"
TODAY = date(2026, 12, 6)
FOLDER = Path("表")
CIVIL, SCHOOL = "县民政局", "县教育局"
CIVIL_FILE = FOLDER / f"青石县-{CIVIL}.xlsx"


class Asked(NamedTuple):
    """Hold a county's questions, of which civil affairs have answered theirs, and what is said of them."""

    folder: Path
    gaps: Gaps
    said: list[Answers]

    def progress(self, said: Iterable[Answers] | None = None) -> list[Progress]:
        """Return how far the departments have come, by what is in the folder, or by what is `said`."""
        return find_progress(self.gaps, self.said if said is None else said, TODAY)


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """Return a folder with a county's questions, of which civil affairs have answered theirs."""
    folder = tmp_path_factory.mktemp("answered")
    for name in ("青石县", "赤石县"):
        write_new(folder / f"{name}.yaml", "2026-2030", name, "county", ("某某省", "某某市"))
    asking = ask(folder / "青石县.yaml", letters=True)
    write_requests(asking, folder / FOLDER, deadline="2026-12-10")
    write_requests(asking, folder / "合", together=True)
    file = folder / CIVIL_FILE
    file.write_bytes(fill(file.read_bytes(), made_up, titles=ANSWER, person="张三"))
    said, findings = read_folder(folder / FOLDER)
    assert not findings
    return Asked(folder, find_gaps(folder / "青石县.yaml"), said)


@pytest.fixture
def office_day(answered: Asked, command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """Return the command on a day when the questions are out, in a copy of that folder."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", SIXTH)
    copytree(answered.folder, tmp_path, dirs_exist_ok=True)
    return command


def test_departments_stand_under_what_has_come_of_them(office_day: Command) -> None:
    said = office_day("gaps", "青石县.yaml", "--requests", FOLDER)
    assert (said.code, said.err) == (1, "")
    lines = said.out.splitlines()
    assert lines[1] == "填报表：已收 1 个部门，已发未收 11 个部门"
    civil = "  1. 县民政局：填了 16 项中的 16 项，填报人 张三，档案里还差 6 项（青石县-县民政局.xlsx）"
    assert lines[3:5] == ["已收：", civil]
    assert lines[6] == "未收："
    due = "2026年12月10日截止，还有 4 天，档案里还差 2 项（青石县-县教育局.xlsx）"
    assert next(line for line in lines if SCHOOL in line).endswith(f"县教育局：{due}")
    assert lines[-1] == "收到的先读进档案：plandraft collect 青石县.yaml 表"
    assert not said.english


@pytest.mark.usefixtures("office_day")
def test_once_collected_the_others_are_waited_for(answered: Asked) -> None:
    file = Path("青石县.yaml")
    assert collect(file, [CIVIL_FILE]).into
    gaps = find_gaps(file)

    def said(today: date) -> Iterator[str]:
        return progress_report([(gaps, find_progress(gaps, answered.said, today))], FOLDER)

    assert [*said(TODAY)][-1] == "还有 11 个部门没有交：2026年12月10日截止，还有 4 天"
    lines = [*said(date(2026, 12, 13))]
    assert "填报表：已收 1 个部门，已发未收 11 个部门（过了截止日期的 11 个）" in lines
    assert lines[-1].endswith("：2026年12月10日截止，已经过了 3 天")


def test_data_has_it_beside_the_gaps(office_day: Command) -> None:
    (FOLDER / f"青石县-{SCHOOL}.xlsx").unlink()
    plan = json.loads(office_day("gaps", "青石县.yaml", "--requests", FOLDER, "--format", "json").out)[0]
    found = {each["department"]: each for each in plan["requests"]}
    assert found[CIVIL] == {
        "department": CIVIL,
        "state": "received",
        "questions": 16,
        "answered": 16,
        "person": "张三",
        "deadline": "2026-12-10",
        "days": 4,
        "needed": 6,
        "files": [str(CIVIL_FILE)],
    }
    assert (found[SCHOOL]["state"], found[SCHOOL]["files"]) == ("unsent", [])


def test_what_nobody_is_known_to_have_is_asked_of_somebody_to_be_named(tmp_path: Path) -> None:
    own = "  建成示范村数: {value: 26, unit: 个, sentence: '建成示范村{value}个', group: security}\n"
    file = tmp_path / "青石县.yaml"
    write_new(file, "2026-2030", "青石县", "county", ())
    file.write_text(file.read_text("utf-8").replace("achievements:\n", f"achievements:\n{own}"), "utf-8")
    ((written,), _) = write_requests(ask(file).only({"部门待定"}), tmp_path / "新")
    assert written.file.name == "青石县-部门待定.xlsx"
    gaps = find_gaps(file)
    progress = find_progress(gaps, read_folder(tmp_path / "新")[0], TODAY)
    lines = [*progress_report([(gaps, progress)], tmp_path / "新")]
    assert "  1. 部门待定：没有写截止日期（青石县-部门待定.xlsx）" in lines


def test_the_table_says_the_same(office_day: Command, answered: Asked) -> None:
    words = ("gaps", "青石县.yaml", "--requests", FOLDER, "--format", "xlsx", "-o", "进度.xlsx")
    assert office_day(*words).code == 1
    rows = CalamineWorkbook.from_path("进度.xlsx").get_sheet_by_name("填报进度").to_python()
    assert rows[1][:5] == ["地方", "部门", "进度", "应填项数", "已填项数"]
    assert {str(row[1]): row[2] for row in rows[2:]}[CIVIL] == "已收"
    assert len(rows) == 14
    assert write_progress([(answered.gaps, answered.progress())], Path("又.xlsx"), force=False)
    assert Path("进度.xlsx").read_bytes() == Path("又.xlsx").read_bytes()


def test_the_table_takes_the_place_of_no_workbook_that_is_out(office_day: Command) -> None:
    sent = FOLDER / f"青石县-{SCHOOL}.xlsx"
    before = sent.read_bytes()
    said = office_day("gaps", "青石县.yaml", "--requests", FOLDER, "--format", "xlsx", "-o", sent)
    assert (said.code, "output-input" in said.all, sent.read_bytes()) == (1, True, before)


def test_one_workbook_with_a_sheet_for_each_is_counted_by_department(answered: Asked, tmp_path: Path) -> None:
    def answer(row: Row) -> str:
        return made_up(row) if row.key.startswith("indicators.compulsory_education") else ""

    content = (answered.folder / "合" / "青石县-各部门.xlsx").read_bytes()
    (tmp_path / "回.xlsx").write_bytes(fill(content, answer, titles=ANSWER))
    found = progress_data(answered.progress(read_folder(tmp_path)[0]), {})
    assert {each["department"]: each["answered"] for each in found if each["answered"]} == {SCHOOL: 2}
    assert {each["state"] for each in found} == {"received", "sent"}


def test_workbooks_of_a_renamed_department_belong_to_none(answered: Asked, tmp_path: Path) -> None:
    file = tmp_path / "青石县.yaml"
    renamed = "departments: {education: 县教体局, civil_affairs: 县民政和退役局}\n"
    file.write_text((answered.folder / file.name).read_text("utf-8") + renamed, "utf-8")
    today = answered._replace(gaps=find_gaps(file))
    found = {each.department: (each.state.value, each.answered) for each in today.progress()}
    assert (found["县教体局"], found[SCHOOL]) == (("unsent", 0), ("former", 0))
    assert (found["县民政和退役局"], found[CIVIL]) == (("received", 16), ("former", 16))
    assert len(found) == 14
    narrowed = today._replace(gaps=today.gaps.only({"县教体局"}))
    assert [each.department for each in narrowed.progress()] == ["县教体局"]


def test_other_places_workbooks_count_nowhere_and_what_is_none_is_told(office_day: Command) -> None:
    copy(CIVIL_FILE, FOLDER / "又.xlsx")
    (FOLDER / "坏.xlsx").write_bytes(b"PK\x03\x04 not a zip")
    (FOLDER / "~$坏.xlsx").write_bytes(b"lock")
    said = office_day("gaps", "赤石县.yaml", "--requests", FOLDER)
    assert said.code == 1
    assert "坏.xlsx 错误 workbook-unreadable" in said.out
    assert "~$坏" not in said.all
    assert "填报表：已收 0 个部门，未发 12 个部门" in said.out
    assert said.out.endswith("还有 12 个部门没有发：plandraft request 赤石县.yaml -o 表\n")


@pytest.mark.parametrize(
    "words",
    [
        ("--format", "xlsx", "-o", "a.xlsx"),
        ("--requests", "表", "--format", "xlsx"),
        ("--requests", "表", "-o", "a.xlsx"),
        ("--requests", "表", "--format", "xlsx", "-o", "a.txt"),
    ],
)
def test_a_table_needs_a_folder_and_a_file(words: tuple[str, ...], command: Command) -> None:
    said = command("gaps", "x.yaml", *words)
    assert (said.code, said.out) == (2, "")
    assert "填报进度表要写全" in said.err


def test_a_folder_that_is_missing_is_told(office_day: Command) -> None:
    said = office_day("gaps", "青石县.yaml", "--requests", "没有")
    assert said.code == 1
    assert "没有 错误 file-missing" in said.all
