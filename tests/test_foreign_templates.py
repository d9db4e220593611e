"""Test `--templates`: a foreign folder is laid over the program's own; it reads, runs and hangs nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from commands import SOUND
from foreign import PERIOD, TOPIC, Elsewhere, own, whole_command
from hostile_templates import BROKEN, COMMANDS, NOT_OURS, OUR_OWN
from marks import attack, sampled

from generator.base.resources import OVER, templates_folder
from generator.check.form.templates import check_data
from generator.pipeline.check import check
from generator.pipeline.support import template_copies

# --- what it is for ---------------------------------------------------------------------------------------


def test_what_a_folder_has_wins_and_what_it_lacks_is_the_programsown(elsewhere: Elsewhere) -> None:
    elsewhere.topic("{{ term.place }}落实全省助残行动，{{ dept('federation') }}负责。")
    elsewhere.put(
        "lexicon/departments.yaml",
        own("lexicon/departments.yaml").replace("{unit}残联", "{unit}残疾人联合会"),
    )
    elsewhere.put(f"{PERIOD}/names.yaml", "slogan: {name: 省里的口号, department: federation}\n")
    ran = elsewhere.run()
    assert (ran.code, ran.findings) == (0, [])
    text = elsewhere.made("md").decode()
    assert "青石县落实全省助残行动" in text
    assert "县残疾人联合会" in text


@attack
def test_a_topic_told_anew_takes_no_other_topic_of_its_file_away(elsewhere: Elsewhere) -> None:
    elsewhere.put(f"{PERIOD}/topics/autism.xml.j2", "{% macro brand_new() %}全新的话。{% endmacro %}")
    (elsewhere.home / "a.yaml").write_text(
        f"period: {PERIOD}\nlocality: {{name: 青石县, kind: county}}\n", "utf-8"
    )
    assert elsewhere.run().code == 0
    over = elsewhere.made("md")
    (elsewhere.home / "out" / "a.md").unlink()
    whole_command("draft", "a.yaml", "-o", "out", folder=elsewhere.home)
    assert elsewhere.made("md") == over


@attack
def test_a_period_of_its_own_is_one_of_the_periods(elsewhere: Elsewhere) -> None:
    words = "{name: 十六五, previous: 十五五, first_year: 2031, last_year: 2035, previous_last_year: 2030}"
    elsewhere.put(
        "2031-2035/period.yaml",
        f"extends: 2026-2030\nid: 2031-2035\nwords: {words}\ndrafted: 2031-09\n"
        "takes: [indicators.yaml, outlines, basis, national_plan, foreign_words, past]\n",
    )
    (elsewhere.home / "a.yaml").write_text(
        "period: 2031-2035\nlocality: {name: 青石县, kind: county}\n", "utf-8"
    )
    assert elsewhere.run().code == 0
    assert "十六五" in elsewhere.made("md").decode()
    assert "2031-2035" in elsewhere.run("schema").out
    new = elsewhere.run("new", "b.yaml", "--name", "青石县", "--kind", "county", "--upper", "某省")
    assert new.code == 0
    assert "period: 2031-2035" in (elsewhere.home / "b.yaml").read_text("utf-8")
    rolled = elsewhere.run("roll", "a.yaml", "--period", "2031-2035")
    assert rolled.rules[0] == "roll-period"


@pytest.mark.parametrize("name", sampled(("dengkou", "xinzhou"), ("dengkou",), attack))
def test_a_folder_that_changes_nothing_changes_no_byte(elsewhere: Elsewhere, root: Path, name: str) -> None:
    elsewhere.topic("没有人用的话。")
    elsewhere.put("lexicon/measures.yaml", own("lexicon/measures.yaml"))
    elsewhere.put("2021-2025/topics/employment.xml.j2", own("2021-2025/topics/employment.xml.j2"))
    profile = str(root / "profiles" / f"{name}.yaml")
    formats = ["--format", "docx", "--format", "md", "--format", "html"]
    with_it = elsewhere.run("draft", profile, "-o", "with", *formats)
    without = whole_command("draft", profile, "-o", "without", *formats, folder=elsewhere.home)
    assert with_it.out.replace("with/", "without/") == without.stdout
    assert with_it.err == without.stderr
    for kind in ("docx", "md", "html"):
        files = [elsewhere.home / folder / f"{name}.{kind}" for folder in ("with", "without")]
        assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.parametrize("words", sampled(COMMANDS, COMMANDS[:1], attack), ids=" ".join)
def test_every_command_that_reads_templates_takes_the_folder(elsewhere: Elsewhere, words: list[str]) -> None:
    elsewhere.topic("省里的话。")
    b = (elsewhere.home / "a.yaml").read_text("utf-8") + "title: 另一份\n"
    (elsewhere.home / "b.yaml").write_text(b, encoding="utf-8")
    elsewhere.run("draft", "a.yaml", "-o", "out", "--format", "docx")
    ran = whole_command(*words, "--templates", "文库", folder=elsewhere.home)
    assert ran.returncode in {0, 1}
    assert ran.stdout
    assert "topic-unknown" not in ran.stdout + ran.stderr


def test_nobody_is_started_without_the_option(elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        pytest.fail("a process was started")

    monkeypatch.setattr("subprocess.Popen", never)
    (elsewhere.home / "a.yaml").write_text(SOUND, encoding="utf-8")
    assert check(elsewhere.home / "a.yaml").profile


# --- what is no folder of templates -----------------------------------------------------------------------


def test_a_folder_that_is_missing_or_has_nothing_of_ours_is_told(elsewhere: Elsewhere) -> None:
    assert [f.rule for f in elsewhere.run().findings] == ["templates-empty"]
    for name in NOT_OURS:
        elsewhere.put(name, "{{{")
        assert [f.rule for f in elsewhere.run().findings] == ["templates-empty"], name
    said = whole_command("draft", "a.yaml", "--templates", "没有", folder=elsewhere.home)
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.startswith("没有 错误 templates-missing")


@attack
def test_the_programs_own_words_and_look_stay_its_own(elsewhere: Elsewhere) -> None:
    elsewhere.topic("省里的话。")
    for name in OUR_OWN:
        elsewhere.put(name, "{{ 1/0 }}: [\n")
    assert elsewhere.run("draft", "a.yaml", "-o", "out", "--format", "html", "--format", "docx").code == 0
    assert elsewhere.run("new", "b.yaml", "--name", "青石县", "--kind", "county").code == 0


@pytest.mark.parametrize(
    ("name", "text", "rule", "line"),
    [(name, *case) for name, cases in BROKEN.items() for case in cases if name.endswith(".yaml")],
)
def test_data_of_a_wrong_shape_is_told_at_its_line(
    tmp_path: Path, name: str, text: str, rule: str, line: int
) -> None:
    folder, _, rest = name.partition("/")
    file = tmp_path / f"{folder}{OVER}" / rest
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    assert (rule, line) in [(finding.rule, finding.place.line) for finding in check_data(file)]


@attack
@pytest.mark.parametrize(
    ("name", "text", "rule", "line"),
    [(name, *cases[0]) for name, cases in BROKEN.items()]
    + [(name, *case) for name, cases in BROKEN.items() for case in cases[1:] if name.endswith(".j2")],
)
def test_a_file_of_a_wrong_shape_is_told_in_the_folders_own_name(
    elsewhere: Elsewhere, name: str, text: str, rule: str, line: int
) -> None:
    elsewhere.topic("省里的话。")
    elsewhere.put(name, text)
    ran = elsewhere.run()
    assert ran.code in {1, 2}
    assert rule in ran.rules, ran.all
    assert "Traceback" not in ran.all
    assert "意外" not in ran.all
    if line and rule not in {"draft-xml", "topic-unknown"}:
        assert f"文库/{name}:{line}:" in ran.all
    assert not (elsewhere.home / "out").exists()


@pytest.mark.parametrize("file", sorted(templates_folder().rglob("*.yaml")), ids=lambda file: file.stem)
def test_the_programs_own_data_has_the_shape_that_is_asked_for(file: Path) -> None:
    if file.parent.name == "lexicon" or re.fullmatch(r"\d{4}-\d{4}", file.parent.name):
        assert check_data(file) == []


def test_a_folder_of_too_many_files_is_none(elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere.topic("省里的话。")
    monkeypatch.setattr(template_copies, "FILES", 20)
    for n in range(30):
        elsewhere.put(f"notes/{n}.txt", "")
    assert [f.rule for f in elsewhere.run().findings] == ["templates-many"]
    monkeypatch.setattr(template_copies, "FILES", 2_000)
    monkeypatch.setattr(template_copies, "TOTAL", 10)
    assert [f.rule for f in elsewhere.run().findings] == ["templates-many"]


@attack
@pytest.mark.parametrize("name", [TOPIC, "lexicon/measures.yaml"])
def test_a_file_of_enormous_size_is_refused(elsewhere: Elsewhere, name: str) -> None:
    elsewhere.put(name, b"# " + b"x" * 5_000_000)
    assert [f.rule for f in elsewhere.run().findings] == ["file-large"]
