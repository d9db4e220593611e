"""Test what many counties come to (cases/desk): levels in any order, what is odd, broken files, drafts."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from datetime import date
from decimal import Decimal
from hashlib import sha256
from html.parser import HTMLParser
from io import BytesIO
from itertools import permutations
from pathlib import Path

import pytest
from commands import Command
from python_calamine import CalamineWorkbook
from summaries import (
    CITY,
    COUNTIES,
    PROVINCE,
    page_of,
    place,
    summary_of,
    target,
    told_words,
)
from word_files import edited

from generator.check.findings.groups import report_words
from generator.check.findings.rulebook import to_diagnostic
from generator.formats.summary import Arrival
from generator.formats.summary_data import summary_data
from generator.formats.workbook.summary import write_summary
from generator.pipeline.support.allocation import allocations, profiles_below
from generator.pipeline.support.shortfalls import shortfalls
from generator.pipeline.support.upper_plans import load_profile

slow = pytest.mark.slow


def test_who_is_missing_and_who_is_late_is_told_in_the_order_of_the_divisions() -> None:
    summary = summary_of(CITY, COUNTIES[::-1], date(2026, 11, 29))
    names = "三元区 明溪县 清流县 宁化县 大田县 尤溪县 将乐县 泰宁县 建宁县 永安市 沙县区"
    assert " ".join(each.name for each in summary.places) == names
    missing = [each.name for each in summary.places if each.arrival is Arrival.MISSING]
    assert missing == ["大田县", "将乐县", "泰宁县", "建宁县", "沙县区"]
    assert all(each.late for each in summary.places if each.name in missing)
    assert not any(each.late for each in summary_of(CITY, COUNTIES).places)
    assert "大田县、将乐县、泰宁县、建宁县、沙县区" in summary.remarks[0].message


def test_counts_add_up_and_what_does_not_says_why() -> None:
    summary = summary_of(CITY, COUNTIES)
    training = target(summary, "vocational_training")
    assert (training.total, training.gap, training.complete) == (Decimal(5000), Decimal(2000), True)
    jobs = target(summary, "new_employment")
    assert (jobs.total, jobs.complete) == (Decimal(1200), False)
    why = dict(zip(summary.parts, (cell.why for cell in jobs.cells), strict=True))
    assert why == dict.fromkeys(summary.parts, "") | {"永安市": "annual"}
    assert jobs.shares[summary.parts.index("永安市")] == Decimal(300)
    share = target(summary, "rehabilitation_coverage")
    assert share.total is None
    assert (min(share.known), max(share.known)) == (Decimal(90), Decimal(98))
    below = [name for name, cell in zip(summary.parts, share.cells, strict=True) if cell.below]
    assert below == ["尤溪县"]
    growth = target(summary, "household_income_growth")
    assert (growth.total, growth.known) == (None, [])
    homes = target(summary, "home_accessibility")
    odd = {
        name: cell.expected for name, cell in zip(summary.parts, homes.cells, strict=True) if cell.expected
    }
    assert odd == {"明溪县": Decimal(80)}
    told = {each.name: [remark.rule for remark in each.remarks] for each in summary.places}
    assert "part-unlike" in told["明溪县"]
    assert "part-annual" in told["永安市"]
    people = next(row for row in summary.rows if row.path == "population.certified")
    assert (people.total, people.gap) == (Decimal(50000), Decimal(20000))


@slow
def test_no_order_of_files_counts_anything_twice(tmp_path: Path) -> None:
    province = tmp_path / "海南省.yaml"
    province.write_text(PROVINCE, "utf-8")
    city = place(tmp_path, "三亚市", "prefecture", "海南省", 300)
    files = [
        city,
        place(tmp_path, "海棠区", "district", "海南省, 三亚市"),
        place(tmp_path, "吉阳区", "district", "三亚市"),
        place(tmp_path, "秀英区", "district", "海南省, 海口市"),
        place(tmp_path, "五指山市", "county-city", "海南省"),
    ]
    twice = tmp_path / "旧" / "秀英区.yaml"
    twice.parent.mkdir()
    twice.write_text(files[3].read_text("utf-8").replace("[100]", "[777]"), "utf-8")
    renamed = twice.rename(tmp_path / "a秀英区.yaml")
    found = []
    for order in list(permutations([*files, renamed, province]))[::700]:
        summary = summary_of(province, order)
        homes = target(summary, "home_accessibility")
        assert homes.total == sum(homes.known) == 300 + 100 + 100
        found.append(summary_data(summary))
    assert found[1:] == found[:-1]
    assert {each["name"] for each in found[0]["places"]} >= {"海棠区", "吉阳区", "三沙市", "琼山区"}  # type: ignore[attr-defined]
    assert "place-twice" in json.dumps(found[0]["remarks"])


def test_what_is_odd_or_short_is_told_as_check_tells_it(tmp_path: Path) -> None:
    city = tmp_path / CITY.name
    city.write_text(CITY.read_text("utf-8").replace("certified: 70000", "certified: 37000"), "utf-8")
    files = [file for file in COUNTIES if file.stem != "ninghua"]  # whose homes are still open
    below = profiles_below(load_profile(city), map(load_profile, files))
    told = {
        (each.rule, each.message) for each in map(to_diagnostic, shortfalls(below, [*allocations(below)]))
    }
    summary = summary_of(city, files)
    remarks = [*summary.remarks, *(remark for each in summary.places for remark in each.remarks)]
    assert {(each.rule, each.message) for each in remarks if each.rule.startswith("part")} == told
    expected = {"parts-below-whole-hidden", "parts-above-upper", "part-unlike", "part-annual"}
    assert {rule for rule, _ in told} >= expected


def test_what_a_county_or_the_city_accepts_is_not_told_again(tmp_path: Path) -> None:
    county, city = tmp_path / "county.yaml", tmp_path / CITY.name
    odd = next(file for file in COUNTIES if file.stem == "mingxi")
    at = "at: indicators.home_accessibility.target, reason: 危旧房多"
    county.write_text(f"{odd.read_text('utf-8')}accepted: [{{rule: part-unlike, {at}}}]\n", "utf-8")
    at = "at: indicators.vocational_training.target, reason: 市里自己办班"
    more = tmp_path / "more.yaml"
    more.write_text(CITY.read_text("utf-8").replace("[7000]", "[9000]"), "utf-8")
    city.write_text(f"{more.read_text('utf-8')}accepted: [{{rule: parts-below-whole, {at}}}]\n", "utf-8")
    rest = [file for file in COUNTIES if file != odd]
    rules = [
        {each.rule for each in (*found.remarks, *(one for place in found.places for one in place.remarks))}
        for found in (summary_of(more, COUNTIES), summary_of(city, [county, *rest]))
    ]
    assert rules[0] - rules[1] == {"part-unlike", "parts-below-whole"}


class _Cells(HTMLParser):
    """Gather the texts of the cells of a page's tables."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._open = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  # the parser's
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")
            self._open = True

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        if self._open:
            self.rows[-1][-1] += data


def test_page_workbook_and_data_have_the_same_numbers() -> None:
    summary = summary_of(CITY, COUNTIES, date(2026, 11, 29))
    data = json.loads(json.dumps(summary_data(summary)))
    words = {name: report_words(f"summary_{name}") for name in ("sheets", "columns")}
    book = write_summary(summary, told_words(), words["sheets"], words["columns"])
    sheet = CalamineWorkbook.from_object(BytesIO(book)).get_sheet_by_name("目标值").to_python()
    page = _Cells(page_of(summary)).rows
    targets = [each for each in data["figures"] if each["path"].endswith(".target")]
    by_name = {row[0]: row[1:] for row in sheet}
    totals = next(row for row in page if row[0] == "各地合计")[1:]
    for column, figure in enumerate(targets):
        total = by_name["各地合计"][column]
        assert (Decimal(str(total)) if total != "" else None) == _decimal(figure["total"])
        assert totals[column].startswith(figure["total"] or "")
        for part in figure["parts"]:
            cell = by_name[part["place"]][column]
            amount, text = part.get("amount"), part.get("text", "")
            assert (cell if amount is None else Decimal(str(cell))) == (
                text if amount is None else Decimal(amount)
            )
            shown = next(row for row in page if row[0] == part["place"] and len(row) == 1 + len(targets))
            assert shown[1 + column].startswith(text)
    assert next(row[:3] for row in page if row[2:3] == ["未收到"]) == ["大田县", "三明市", "未收到"]


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@slow
def test_all_of_it_is_written_and_what_is_short_is_told(tmp_path: Path, command: Command) -> None:
    said = command("summary", CITY, *COUNTIES, "-o", tmp_path / "out", "--deadline", "2026-11-20")
    assert said.code == 1
    assert {file.name for file in (tmp_path / "out").iterdir()} == {
        f"三明市汇总.{ending}" for ending in ("html", "xlsx", "json")
    }
    assert "城乡残疾人职业技能培训人数（2030年）（人）：三明市 [7000]，各地合计 5000，还差 2000" in said.out
    assert "残疾人基本康复服务覆盖率（2030年）：达不到三明市（≥97）的：尤溪县" in said.out


@slow
def test_one_broken_file_stops_nothing_and_leaves_a_place_missing(tmp_path: Path, command: Command) -> None:
    broken, absent = tmp_path / "坏.yaml", tmp_path / "没有.yaml"
    broken.write_text("period: [", "utf-8")
    other = tmp_path / "上期.yaml"
    other.write_text(COUNTIES[0].read_text("utf-8").replace("2026-2030", "2021-2025"), "utf-8")
    said = command("summary", CITY, broken, *COUNTIES[:2], absent, other, "--format", "text", "--jobs", "1")
    assert said.code == 1
    assert "收到 2 份，未收到 9 个，用不了 3 份" in said.out
    assert said.out.count(" 用不了：") == 3
    assert not Path("summary").exists()


@slow
def test_two_processes_make_the_same_summary_as_one(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796000000")
    for jobs in ("1", "2"):
        command("summary", CITY, *COUNTIES, "-o", tmp_path / jobs, "--jobs", jobs, "--format", "json")
    one, two = ((tmp_path / jobs / "三明市汇总.json").read_bytes() for jobs in ("1", "2"))
    assert one == two


def test_a_city_that_cannot_be_read_is_told(command: Command, tmp_path: Path) -> None:
    said = command("summary", tmp_path / "无.yaml", *COUNTIES[:1])
    assert said.code == 1
    assert "file-missing" in said.all


def test_a_draft_counts_with_the_figures_that_were_typed_in_it(tmp_path: Path, command: Command) -> None:
    command("draft", COUNTIES[0], "-o", tmp_path, "--format", "docx")
    draft = tmp_path / f"{COUNTIES[0].stem}.docx"
    content = draft.read_bytes()
    assert target(summary_of(CITY, [draft]), "home_accessibility").total == Decimal(180)
    typed = tmp_path / "改过.docx"
    typed.write_bytes(edited(content, lambda text: text.replace(">180<", ">190<")))
    assert target(summary_of(CITY, [typed]), "home_accessibility").total == Decimal(190)
    profile_first = summary_of(CITY, [typed, COUNTIES[0]])
    assert target(profile_first, "home_accessibility").total == Decimal(180)
    assert [each.rule for each in profile_first.remarks][:1] == ["place-twice"]


def test_the_basic_figures_of_every_county_stand_folded_on_the_page() -> None:
    summary = summary_of(CITY, COUNTIES)
    folded = page_of(summary).partition("<summary>各地逐项的数</summary>")[2].partition("</details>")[0]
    rows = {row[0]: row[1:] for row in _Cells(folded).rows}
    figures = [row for row in summary.rows if not row.path.startswith("indicators.")]
    for number, name in enumerate(summary.parts):
        assert rows[name] == [row.cells[number].text for row in figures]


def test_the_page_runs_its_own_script_alone(tmp_path: Path, command: Command) -> None:
    evil, file = "<script>alert(1)</script>", tmp_path / "a.yaml"
    text = COUNTIES[0].read_text("utf-8").replace("与全省居民人均可支配收入增长基本同步", evil)
    file.write_text(text.replace("250", "<b>"), "utf-8")
    command("summary", CITY, file, "-o", tmp_path, "--format", "html")
    page = (tmp_path / "三明市汇总.html").read_text("utf-8")
    (script,) = re.findall("<script>(.*?)</script>", page, re.DOTALL)
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in page
    assert "&lt;script&gt;alert(1)" in page
