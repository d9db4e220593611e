"""Follow a drafter at the terminal: what is printed, on which stream, and what it says to do next.

A session is a file in cases/session/: commands, and below each all that it printed, standard error behind
“2>”, and the exit code. What stands beside it as .yaml is the profile 青石县.yaml.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import plans
import pytest
import yaml
from commands import CASES, Command, Said, plandraft
from conftest import ROOT, Golden
from test_kinds import KINDS, every_period

from generator.base.diagnostics import Finding, Place
from generator.base.resources import templates_folder
from generator.check.findings.groups import fact_words, group_of, groups
from generator.check.findings.rulebook import rulebook, to_diagnostic
from generator.check.findings.text import as_comment
from generator.formats.git_text import write_text
from generator.library.period import load_period
from generator.library.template_index import paths_in_topic
from generator.pipeline.comparison_page import _short_names
from generator.yaml_source import mapping, strings

SESSIONS = CASES / "session"
PROFILE = "period: {}\nlocality: {{name: 青石县, kind: {}, upper: [某某省, 某某市]}}\n"
_FEW = 10


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Command:
    """Return the command, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return lambda *words: plandraft(monkeypatch, capsys, *words, folder=tmp_path)


@pytest.mark.parametrize("file", sorted(SESSIONS.glob("*.txt")), ids=lambda file: file.stem)
def test_a_session_at_the_terminal(file: Path, command: Command, golden: Golden) -> None:
    if (profile := file.with_suffix(".yaml")).is_file():
        Path("青石县.yaml").write_bytes(profile.read_bytes())
    told = [step(line, command(*line.split()[1:])) for line in commands_of(file)]
    golden.check(file, "\n".join(told))


def commands_of(file: Path) -> list[str]:
    """Return the command lines of a session."""
    return [line[2:] for line in file.read_text("utf-8").split("\n") if line.startswith("$ ")]


def step(line: str, said: Said) -> str:
    """Return a command line with what it printed; fonts, and the seconds, differ between computers."""
    err = re.sub(r"提示 fonts-missing\n(?: .*\n)*", "", said.err)
    out = re.sub(r"\d+\.\d(?= ?秒|$)", "0.0", said.out, flags=re.MULTILINE)
    lines = [f"$ {line}", *out.splitlines(), *(f"2> {each}" for each in err.splitlines())]
    return "".join(f"{each}\n" for each in [*lines, f"（退出码 {said.code}）"])


# --- few and none ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["county", "banner", "province"])
@every_period
def test_a_profile_with_nothing_filled_in_has_few_findings(kind: str, period: str, command: Command) -> None:
    Path("blank.yaml").write_text(PROFILE.format(period, kind), "utf-8")
    command("new", "new.yaml", "--name", KINDS[kind]["locality"]["name"], "--kind", kind, "--period", period)
    for file in ("blank.yaml", "new.yaml"):
        said = command("check", file)
        assert 0 < len(said.findings) <= _FEW
        assert said.err == ""


def test_a_sound_profile_passes_strictly_though_the_national_set_is_unconfirmed(command: Command) -> None:
    sound = yaml.safe_load((CASES / "sound" / "county.yaml").read_text("utf-8"))
    kept = {key: sound[key] for key in ("locality", "population")}
    national = load_period("2026-2030").indicators
    rows = {key: {"baseline": "——", "target": "60"} for key in national} | sound["indicators"]
    uppers = [f"《{upper}残疾人保障和发展“十五五”规划》" for upper in sound["locality"]["upper"]]
    data = {
        "period": "2026-2030",
        **kept,
        "indicators": {key: rows[key] for key in national},
        "documents": {"basis": BASIS + uppers},
    }
    Path("next.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    said = command("check", "--strict", "next.yaml")
    assert (said.code, "没有发现问题\n" in said.out) == (0, True), said.out
    assert said.out.startswith("待国家公布（1）\n")
    assert said.out.endswith("：没有发现问题\n")
    assert command("gaps", "next.yaml").code == 0


BASIS = [
    "《中华人民共和国残疾人保障法》",
    "《中华人民共和国国家发展规划法》",
    "《残疾人保障和发展“十五五”规划》",
]


def test_questions_to_the_national_set_point_into_its_file_and_are_asked_once(command: Command) -> None:
    for name in ("a", "b"):
        Path(f"{name}.yaml").write_text(PROFILE.format("2026-2030", "county"), "utf-8")
    found = json.loads(command("check", "a.yaml", "b.yaml", "--format", "json").out)["findings"]
    asked = [each for each in found if each["rule"] == "indicator-unconfirmed"]
    lines = (templates_folder() / "2026-2030" / "indicators.yaml").read_text("utf-8").split("\n")
    assert {each["file"] for each in asked} == {"templates/2026-2030/indicators.yaml"}
    assert [lines[each["line"] - 1].strip(" :") for each in asked] == list(
        load_period("2026-2030").indicators
    )
    said = command("check", "a.yaml", "b.yaml")
    assert said.out.count("indicator-unconfirmed ") == 1
    assert said.out.count(" 提示 gap 还缺 ") == 2


def test_json_has_the_table_of_shares_too(command: Command) -> None:
    rows = "indicators: {vocational_training: {target: '%s'}}\n"
    Path("city.yaml").write_text(PROFILE.format("2021-2025", "prefecture") + rows % 1000, "utf-8")
    Path("county.yaml").write_text(PROFILE.format("2021-2025", "county") + rows % 400, "utf-8")
    (share,) = json.loads(command("check", "--upper", "city.yaml", "county.yaml", "--format", "json").out)[
        "shares"
    ]
    assert (share["whole"], share["total"]) == ("1000", "400")
    assert share["parts"] == [{"locality": "青石县", "amount": "400"}]


# --- the words of rules ---------------------------------------------------------------------------------


def test_every_rule_belongs_to_a_group_and_every_group_has_rules() -> None:
    found = {group_of(to_diagnostic(Finding(rule, Place(""), {}))).key for rule in rulebook()}
    assert found == {group.key for group in groups()}


@pytest.mark.parametrize("rule", rulebook())
def test_what_stands_for_a_fact_is_explained_in_chinese(rule: str, command: Command) -> None:
    explained = command("explain", rule).out.split("\n\n例子：")[0]
    assert not set(re.findall(r"\{(\w+)\}", explained)) - {"n", "cjk"}


def test_no_word_for_a_fact_is_left_over() -> None:
    texts = [text for rule in rulebook().values() for text in rule if isinstance(text, str)]
    assert fact_words().keys() <= {word for text in texts for word in re.findall(r"\{(\w+)\}", text)}


@every_period
def test_each_group_of_results_is_printed_by_its_topic(period: str) -> None:
    known = mapping(load_period(period).settings["result_groups"])
    entries = {
        group: {
            "value": "26",
            "unit": "个",
            "name": group,
            "sentence": f"{group}典型{{value}}个",
            "group": group,
        }
        for group in known
    }
    text = write_text(plans.document({**plans.bare("county", period), "achievements": entries}))
    for group, words in ((group, strings(each)) for group, each in known.items()):
        assert f"results.{group}" in paths_in_topic("topics", words["topic"], load_period(period).folders)
        assert f"{group}典型26个" in text


# --- files and names ------------------------------------------------------------------------------------


def test_a_comment_names_the_file_without_its_folder() -> None:
    for folder in ("", "/home/name/", "C:\\Users\\name\\", "../"):
        comment = as_comment(to_diagnostic(Finding("gap", Place(f"{folder}青石县.yaml", 3, 1), {})))
        assert comment.endswith("\n青石县.yaml:3:1 gap")


@pytest.mark.parametrize(
    ("old", "new", "short"),
    [
        ("a/x.yaml", "b/y.docx", ("x.yaml", "y.docx")),
        ("a/x.yaml", "b/x.yaml", ("a/x.yaml", "b/x.yaml")),
        ("HEAD~1:县/x.yaml", "县/x.yaml", ("HEAD~1:x.yaml", "x.yaml")),
        ("C:\\a\\x.yaml", "y.yaml", ("x.yaml", "y.yaml")),
        ("C:/a/x.yaml", "/b/y.yaml", ("x.yaml", "y.yaml")),
    ],
)
def test_the_comparison_page_names_files_without_folders(old: str, new: str, short: tuple[str, str]) -> None:
    assert _short_names(old, new) == short


def test_lock_files_are_passed_over(command: Command) -> None:
    Path("a.yaml").write_text(PROFILE.format("2021-2025", "county"), "utf-8")
    Path("~$a.yaml").write_bytes(b"\x00lock")
    for words in (["check"], ["gaps"], ["draft", "-o", "out"]):
        both, alone = command(*words, "a.yaml", "~$a.yaml"), command(*words, "a.yaml")
        assert both == alone
        assert command(*words, "~$a.yaml").code == 2
    Path("out/~$a.docx").write_bytes(b"\x00lock")
    assert command("verify", "out/~$a.docx", "out/a.docx") == command("verify", "out/a.docx")


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="names are no bytes here")
def test_a_name_of_bytes_that_spell_nothing_is_drafted_in_every_format(command: Command) -> None:
    file = Path("\udcc7\udce0.yaml")
    file.write_text(PROFILE.format("2021-2025", "county"), "utf-8")
    formats = [word for name in ("docx", "md", "html") for word in ("--format", name)]
    assert command("draft", file, *formats, "--comments", "-o", "out").code == 0
    assert len(list(Path("out").iterdir())) == 3


@pytest.mark.parametrize("form", ["text", "json", "html", "docx", "table"])
def test_a_name_that_contradicts_the_format_is_misuse(form: str, command: Command) -> None:
    wrong = "x.json" if form in {"html", "docx", "table"} else "x.docx"
    profile = ROOT / "profiles" / "dengkou.yaml"
    said = command("diff", profile, profile, "--format", form, "-o", wrong)
    assert (said.code, said.out, Path(wrong).exists()) == (2, "", False)
    assert f"-o 的文件名 {wrong} 和 --format {form} 对不上" in said.err
