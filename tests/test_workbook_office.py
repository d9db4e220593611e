"""Test workbooks that LibreOffice itself filled in, rearranged and saved: every answer is found."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from collecting import LIVING, RATE, asked, blank, new
from commands import Command
from office import Office, by_uno

from generator.pipeline.support.upper_plans import load_profile
from generator.yaml_source import strings

pytestmark = pytest.mark.office
ANSWERS = {
    LIVING: "1537",
    RATE: "88.6%",
    "achievements.living_subsidy_recipients": "9800余",
    "achievements.care_subsidy_recipients": "=1200+34",
    "achievements.welfare_organizations": "１２",
    "indicators.minimum_living.baseline": ">95",
    "indicators.minimum_living.target": "100",
    "commitments.grace_period": "6-12",
    "commitments.family_care_units": "3",
    "documents.minimum_living": "《青石县最低生活保障办法》（青政发〔2025〕3号）",
}
READ = {**ANSWERS, RATE: "88.6", "achievements.care_subsidy_recipients": "1234"}
READ["achievements.welfare_organizations"] = "12"
OWN = {
    "补充的成效（表里没有的）": "建成示范村数",
    "单位": "个",
    "归类": "社会保障",
    "填报数": "26",
}


class Seen(NamedTuple):
    """Hold a workbook as LibreOffice saved it, by the ending of the file, and the rows that were too low."""

    saved: Mapping[str, Path]
    low: list[tuple[str, int]]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """Return what LibreOffice made of the workbook of a department."""
    folder = tmp_path_factory.mktemp("sheets")
    file = folder / "县民政局.xlsx"
    file.write_bytes(asked()["县民政局"])
    said = {"answers": ANSWERS, "own": [OWN]}
    file.with_suffix(".json").write_text(json.dumps(said, ensure_ascii=False), "utf-8")
    found = by_uno(Office({}, folder).soffice, "office_sheets.py", [file], folder)
    return Seen({Path(name).suffix.removeprefix("."): Path(name) for name in found["saved"]}, found["low"])


def test_every_row_is_as_high_as_its_texts_need(seen: Seen) -> None:
    assert seen.low == []


@pytest.mark.parametrize("form", ["xlsx", "xls", "ods"])
def test_rows_cut_columns_inserted_and_sheets_renamed_in_libreoffice_lose_no_answer(
    form: str, seen: Seen, tmp_path: Path, command: Command
) -> None:
    file = new(tmp_path)
    said = command("collect", file, seen.saved[form])
    assert said.code == 0, said.all
    profile = load_profile(file)
    found = {path: profile.text(path) or "\n".join(profile.texts(path)) for path in READ}
    assert found == READ
    own = strings(profile.at("achievements.建成示范村数"))
    assert own == {
        "value": "26",
        "name": "建成示范村数",
        "unit": "个",
        "sentence": "建成示范村{value}个",
        "group": "security",
        "department": "civil_affairs",
    }
    once = file.read_text("utf-8")
    kept = [line for line in blank().splitlines() if line.lstrip().startswith("#")]
    assert [line for line in kept if line not in once] == []
    again = command("collect", file, seen.saved[form])
    assert (again.code, file.read_text("utf-8")) == (0, once), again.all
