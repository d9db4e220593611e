"""Test the options of `plandraft check`, and the commands explain and schema."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from commands import CASES, SOUND, Command, Said, plandraft

from generator.base.diagnostics import Finding, Place
from generator.base.resources import period_ids
from generator.check.findings import as_data
from generator.check.findings.rulebook import rulebook, to_diagnostic

ORDINARY = CASES / "policy" / "ordinary.yaml"
BELOW = CASES / "policy" / "target_below_national.yaml"
DOUBTFUL = CASES / "policy" / "target_is_a_dash.yaml"
NOTED = CASES / "policy" / "target_missing.yaml"
CITY = ORDINARY.read_text("utf-8").replace("安泽县", "临汾市").replace("kind: county", "kind: prefecture")
CITY = CITY.replace("upper: [山西省, 临汾市]", "upper: [山西省]").replace(
    ", 《临汾市“十四五”残疾人保障和发展规划》", ""
)


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Return the command, which removes the folder of the policy cases from paths."""
    return lambda *words: plandraft(monkeypatch, capsys, *words, folder=CASES / "policy")


# --- --format ---------------------------------------------------------------------------------------


def test_json_says_what_text_says(command: Command) -> None:
    said = command("check", "--format", "json", BELOW)
    assert (said.code, said.err) == (1, "")
    entry = next(each for each in json.loads(said.out)["findings"] if each["rule"] != "gap")
    assert (entry["file"], entry["line"], entry["column"]) == (BELOW.name, 11, 42)
    assert (entry["severity"], entry["rule"]) == ("error", "target-below-national")
    text = command("check", BELOW).out
    assert all(entry[part] in text for part in ("message", "why", "remedy"))


def test_sarif_has_a_rule_for_each_result(command: Command) -> None:
    [run] = json.loads(command("check", "--format", "sarif", BELOW, DOUBTFUL).out)["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [(rules[r["ruleIndex"]], r["ruleId"], r["level"]) for r in run["results"]] == [
        ("target-below-national", "target-below-national", "error"),
        ("target-unclear", "target-unclear", "warning"),
    ]
    [place] = run["results"][0]["locations"]
    assert place["physicalLocation"]["region"] == {"startLine": 11, "startColumn": 42}


def test_sarif_gives_a_whole_file_no_region(command: Command, tmp_path: Path) -> None:
    [run] = json.loads(command("check", "--format", "sarif", tmp_path / "没有.yaml").out)["runs"]
    assert "region" not in run["results"][0]["locations"][0]["physicalLocation"]


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("a b/测 #1%.yaml", "a%20b/%E6%B5%8B%20%231%25.yaml"),
        ("/tmp/a:b?.yaml", "/tmp/a%3Ab%3F.yaml"),  # noqa: S108  # a name only
        ("a:b.yaml", "a%3Ab.yaml"),
        ("县\\a.yaml", "%E5%8E%BF/a.yaml"),
        ("C:\\县 一\\a.yaml", "file:///C:/%E5%8E%BF%20%E4%B8%80/a.yaml"),
        ("a\udcff.yaml", "a%5Cudcff.yaml"),
    ],
)
def test_sarif_names_a_file_by_a_uri(file: str, uri: str) -> None:
    finding = to_diagnostic(Finding("file-missing", Place(file), {}))
    [result] = json.loads(as_data([finding], "sarif"))["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": uri}


def test_github_has_a_command_a_line(command: Command) -> None:
    first, second, third = command("check", "--format", "github", BELOW, DOUBTFUL, NOTED).out.splitlines()
    assert first.startswith(f"::error file={BELOW.name},line=11,col=42,title=target-below-national::“")
    assert second.startswith(f"::warning file={DOUBTFUL.name},line=11,col=42,title=target-unclear::“")
    assert third.startswith(f"::notice file={NOTED.name},line=17,col=23,title=gap::")
    assert all("%0A改法：" in line for line in (first, second, third))


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_every_format_has_nothing_to_say_of_a_sound_profile(form: str, command: Command) -> None:
    said = command("check", "--format", form, ORDINARY)
    assert (said.code, said.err) == (0, "")
    assert "rule" not in said.out.replace('"rules"', "")


# --- --strict ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "code", "strict"),
    [(ORDINARY, 0, 0), (NOTED, 0, 0), (DOUBTFUL, 0, 1), (BELOW, 1, 1)],
    ids=["nothing", "note", "warning", "error"],
)
def test_strict_takes_a_warning_for_an_error(file: Path, code: int, strict: int, command: Command) -> None:
    assert command("check", file).code == code
    assert command("check", "--strict", file).code == strict


@pytest.mark.parametrize(("file", "code"), [(NOTED, 0), (DOUBTFUL, 1), (BELOW, 1)])
def test_a_strict_draft_is_written_all_the_same(
    file: Path, code: int, command: Command, tmp_path: Path
) -> None:
    assert command("draft", file, "-o", tmp_path).code == (1 if file == BELOW else 0)
    for draft in tmp_path.iterdir():
        draft.unlink()
    assert command("draft", "--strict", file, "-o", tmp_path).code == code
    assert len(list(tmp_path.iterdir())) == 2


# --- --upper ----------------------------------------------------------------------------------------


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """Return the profile of the prefecture above, which sets higher targets for two indicators."""
    file = tmp_path / "city.yaml"
    text = CITY.replace(
        'assistive_devices: {baseline: "80", target: "85"}', "assistive_devices: {target: ≥90}"
    )
    file.write_text(text.replace('target: "350"', 'target: "1000"'), encoding="utf-8")
    return file


def test_upper_tells_what_falls_short_and_how_counts_divide(city: Path, command: Command) -> None:
    other = city.with_name("county.yaml")
    text = ORDINARY.read_text("utf-8").replace("安泽县", "古县")
    other.write_text(text.replace('target: "85"', 'target: "95"'), encoding="utf-8")
    said = command("check", "--upper", city, ORDINARY, other)
    assert said.code == 1
    assert [re.split(r"[ \n]", finding)[:3][0::2] for finding in said.findings] == [
        ["ordinary.yaml:16:47", "target-below-upper"],
        [f"{city}:20:25", "parts-above-upper"],  # the city's figures are those of one county
        [f"{city}:17:48", "parts-below-whole"],
        [f"{city}:3:9", "parts-missing"],
    ]
    assert "目标“85”达不到临汾市规划的 ≥90" in said.out
    assert "各地目标合计 700 户，低于上级目标 1000 户" in said.out
    assert (
        "困难重度残疾人家庭无障碍改造数（户）：上级 1000，各地合计 700\n   安泽县 350\n   古县 350\n"
        in said.out
    )


@pytest.mark.parametrize(("text", "rule"), [(None, "file-missing"), ("period: [", "yaml-syntax")])
def test_an_upper_that_cannot_be_used_is_told(
    text: str | None, rule: str, tmp_path: Path, command: Command
) -> None:
    file = tmp_path / "city.yaml"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    said = command("check", "--upper", file, ORDINARY)
    assert said.code == 1
    assert f" 错误 {rule}\n" in said.out


def test_an_upper_in_the_same_folder_is_found_by_its_name(
    city: Path, command: Command, tmp_path: Path
) -> None:
    file = tmp_path / "county.yaml"
    file.write_text(ORDINARY.read_text("utf-8"), encoding="utf-8")
    assert city.is_file()
    assert " target-below-upper\n" in command("check", file).out


# --- explain and schema -----------------------------------------------------------------------------


@pytest.mark.parametrize("rule", rulebook())
def test_every_rule_is_explained(rule: str, command: Command) -> None:
    said = command("explain", rule)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"{rule}（")
    assert all(f"\n{head}：" in said.out for head in ("意思", "改法", "例子"))


def test_without_a_rule_all_are_listed(command: Command) -> None:
    lines = command("explain").out.splitlines()
    assert [line.split()[0] for line in lines] == list(rulebook())


def test_a_rule_that_there_is_not_is_told_with_the_nearest(command: Command) -> None:
    assert command("explain", "两项人数相同") == command("explain", "same-figure")
    line = "没有规则 yaml-mend。是不是 yaml-mended？plandraft explain 列出全部规则\n"
    assert command("explain", "yaml-mend") == Said(2, "", line)
    assert "是不是" not in command("explain", "随便").err


@pytest.mark.parametrize("period", period_ids())
def test_the_schema_is_one_for_editors(period: str, command: Command) -> None:
    said = command("schema", "--period", period)
    assert (said.code, said.err) == (0, "")
    schema = json.loads(said.out)
    assert schema["type"] == "object"
    assert {"period", "locality"} <= set(schema["required"])
    assert {line.partition(":")[0] for line in SOUND.splitlines() if line[0] != " "} <= set(
        schema["properties"]
    )


def test_a_pipe_beside_a_profile_is_not_waited_for(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "period: 2021-2025\nlocality: {name: 安泽县, kind: county, upper: [临汾市]}\n", "utf-8"
    )
    os.mkfifo(tmp_path / "b.yaml")
    assert "检查了 1 个地区" in command("check", tmp_path / "a.yaml").out
