"""Test that a workbook has names that every program takes, whatever a department is called."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Command
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from generator.formats.workbook.tabs import tab_names

NAMES = {
    "civil_affairs": "县民政局/社会工作部[合署]",
    "education": "县教育体育和科学技术文化旅游广播电影电视新闻出版版权局（县委教育工作领导小组办公室）",
    "health": "=cmd|' /C calc'!A0",
    "human_resources": "'引号局'",
    "medical_insurance": "填写说明",
    "housing": "History",
}
PROFILE = "period: 2026-2030\nlocality: {name: 青石县, kind: county, upper: [某某省, 某某市]}\ndepartments:\n"


@given(st.lists(st.text(max_size=50)))
def test_tabs_are_short_allowed_and_different(titles: list[str]) -> None:
    names = list(tab_names(titles, taken=["plandraft"]))
    assert len(names) == len(titles)
    assert len({name.casefold() for name in names} | {"plandraft", "history"}) == len(names) + 2
    for name in names:
        assert 0 < len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert "'" not in (name[0], name[-1])


def test_a_usual_name_stays_as_it_is() -> None:
    assert [*tab_names(["县民政局", "县残联", "县民政局"])] == ["县民政局", "县残联", "县民政局（2）"]


@pytest.mark.parametrize("together", [[], ["--all"]])
def test_a_department_may_be_called_anything(together: list[str], command: Command, tmp_path: Path) -> None:
    lines = "".join(f'  {key}: "{name}"\n' for key, name in NAMES.items())
    (tmp_path / "a.yaml").write_text(PROFILE + lines, "utf-8")
    said = command("request", "a.yaml", "-o", "表", *together)
    assert said.code == 0, said
    files = sorted((tmp_path / "表").iterdir())
    assert len(files) == (1 if together else 6)
    for file in files:
        assert file.name.startswith("青石县-")
        CalamineWorkbook.from_path(file)
