"""Make the workbooks of a new profile, and fill them in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from filled_workbooks import Row, filled

from generator.formats.workbook.writer import write_workbook
from generator.pipeline.new import write_new
from generator.pipeline.request import Asking, ask, requests_of

LIVING = "achievements.minimum_living_recipients"
RATE = "achievements.two_subsidies_rate"


@cache
def blank() -> str:
    """Return the text of a new profile."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "青石县.yaml")
        write_new(file, "2026-2030", "青石县", "county", ())
        return file.read_text("utf-8")


def new(folder: Path) -> Path:
    """Write the file of a new profile; return it."""
    file = folder / "青石县.yaml"
    file.write_text(blank(), "utf-8", newline="\n")
    return file


@cache
def asking() -> Asking:
    """Return what a new profile asks."""
    with TemporaryDirectory() as folder:
        return ask(new(Path(folder)), letters=True)


@cache
def asked() -> Mapping[str, bytes]:
    """Return the workbooks of a new profile by the name of the department."""
    profile = asking().profile
    assert profile is not None
    return {
        name.rpartition("-")[2]: write_workbook(each)
        for name, each in requests_of(asking(), profile, together=False)
    }


def answered(profile: Path, answers: Mapping[str, str], *, department: str = "县民政局") -> Path:
    """Write a department's workbook with `answers` beside the profile; return it."""
    file = profile.with_name(f"{department}.xlsx")
    file.write_bytes(filled(asked()[department], answers, person="张三"))
    return file


USUAL = {
    "levels": "chapter",
    "action": "转发",
    "drafted": "2026-09",
    "baseline_year": "2025",
    **dict.fromkeys(("date", "begin", "deadline"), "2026年12月5日"),
}


def made_up(row: Row) -> str:
    """Return a value of the unit of a row, "" for a row that asks nothing."""
    if row.key.startswith(("head.", "columns", "achievements.+")):
        return ""
    number = sum(map(ord, row.key)) % 90 + 7
    group, _, rest = row.key.partition(".")
    if group == "parts" and "." not in rest:
        return "要"
    if "是否" in row.cells.get("项目", ""):
        return "是"
    words = "16—59" if group == "commitments" else f"《甲{number}》"
    by_unit = {"%": f"{number}.5", "": words}.get(row.cells.get("单位", ""), str(number))
    return USUAL.get(row.key.rpartition(".")[2], by_unit)
