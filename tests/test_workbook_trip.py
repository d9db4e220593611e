"""Test the way of figures through workbooks: asked of departments, filled in, and back in the profile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import pytest
from commands import Command
from filled_workbooks import Row, fill, rows
from marks import sampled
from office import Office, resave
from test_gaps import new
from test_kinds import KINDS

from generator.check.form.profile import check_form
from generator.locality.profile import Profile, make_profile
from generator.pipeline.collect import collect
from generator.pipeline.gaps import find_gaps
from generator.pipeline.request import ask, write_requests
from generator.yaml_source import load

TRIPS = [f"{period} {kind}" for kind in sorted(KINDS) for period in ("2021-2025", "2026-2030")]
FEW = ("2026-2030 county",)
SOME = {"县民政局", "县教育局"}  # one of them has indicators
ANSWER = ("填报数", "填写")
FORMS = ("xlsx", "xls", "ods")
_YEAR, _DIGITS = "年", re.compile(r"[0-9]+")


def made_up(row: Row) -> str:
    """Return a made-up answer for a row: a value of its unit, a document, a name."""
    group, _, rest = row.key.partition(".")
    number = crc32(row.key.encode())
    if row.key.startswith(("head", "columns", "achievements.+")):
        return ""
    words = {
        "documents": f"《青石县{number % 89 + 10}号办法》（青政发〔2025〕{number % 97 + 1}号）",
        "names": f"“青石{number % 899 + 100}”行动",
    }
    return words.get(group) or value(row, number, baseline=rest.endswith("baseline"))


def value(row: Row, number: int, *, baseline: bool) -> str:
    """Return a made-up value of the row's unit: a share, a year, a count; an age or words without one."""
    unit, name = row.cells.get("单位", ""), row.cells["项目"]
    if unit == "%":
        return f"{number % 60 + 35}.{number % 9 + 1}" if baseline else f">{number % 5 + 95}"
    if not unit:
        return "16—59周岁" if "年龄" in name else f"{number % 9 + 1}%" if "比例" in name else "一级、二级"
    return str(2026 + number % 5) if unit == _YEAR else str(number % 8_999 + 1_000)


def asked(folder: Path) -> Iterator[Path]:
    """Yield the workbooks in a folder."""
    yield from sorted(folder.glob("*.xlsx"))


def answer(folder: Path) -> dict[str, str]:
    """Fill in every workbook of a folder with made-up values; return these by their paths."""
    given: dict[str, str] = {}
    for file in asked(folder):
        content = file.read_bytes()
        given |= {row.key: text for row in rows(content) if (text := made_up(row))}
        file.write_bytes(fill(content, made_up, titles=ANSWER, person="张三"))
    return given


def read(file: Path) -> Profile:
    """Return the profile in a file, whose form has no fault."""
    source = load(file)
    assert check_form(source) == []
    return make_profile(source)


def written(profile: Profile, path: str) -> str:
    """Return what a profile has at a path, as it is written."""
    value = profile.value(path)
    return value.text if value else "\n".join(profile.texts(path))


@pytest.mark.parametrize("trip", sampled(TRIPS, FEW, pytest.mark.slow))
def test_every_figure_comes_back_to_the_letter(trip: str, tmp_path: Path, command: Command) -> None:
    period, kind = trip.split()
    file = new(tmp_path, kind, period)
    assert command("request", file, "-o", "表").code == 0
    given = answer(tmp_path / "表")
    assert {*given} == {each.path for each in find_gaps(file).missing if each.figure}
    said = command("collect", file, *asked(tmp_path / "表"))
    assert said.code == 0, said
    profile = read(file)
    assert {path: written(profile, path) for path in given} == given
    assert [each.path for each in find_gaps(file).missing if each.figure] == []
    once = file.read_bytes()
    assert collect(file, [*asked(tmp_path / "表")]).into is None
    assert file.read_bytes() == once


def test_what_came_back_is_asked_again_only_to_be_confirmed(tmp_path: Path, command: Command) -> None:
    file = new(tmp_path, "county", "2026-2030")
    write_requests(ask(file).only(SOME), tmp_path / "表")
    given = answer(tmp_path / "表")
    assert collect(file, [*asked(tmp_path / "表")]).into == file
    write_requests(ask(file).only(SOME), tmp_path / "又")
    present = {
        row.key: row.cells["现有的数"]
        for book in asked(tmp_path / "又")
        for row in rows(book.read_bytes())
        if row.key in given
    }
    assert present == given
    for book in asked(tmp_path / "又"):
        confirm = fill(book.read_bytes(), lambda row: "无误" if row.key in given else "", titles=ANSWER)
        book.write_bytes(confirm)
    once = file.read_bytes()
    said = command("collect", file, *asked(tmp_path / "又"))
    assert said.code == 0, said
    assert file.read_bytes() == once


@pytest.mark.office
@pytest.mark.parametrize("form", FORMS)
def test_saved_by_libreoffice_everything_comes_back_the_same(
    form: str, tmp_path: Path, command: Command
) -> None:
    file = new(tmp_path, "county", "2026-2030")
    assert command("request", file, "-o", "表", "--all").code == 0
    given = answer(tmp_path / "表")
    (tmp_path / "存").mkdir()
    resave(Office({}, tmp_path).soffice, [*asked(tmp_path / "表")], tmp_path / "存", form)
    (saved,) = (each for each in (tmp_path / "存").iterdir() if each.is_file())
    assert saved.suffix == f".{form}"
    said = command("collect", file, saved)
    assert said.code == 0, said
    profile = read(file)
    assert {path: written(profile, path) for path in given} == given
