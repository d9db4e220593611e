"""Test `library new`: what it writes passes the check, can be shown and drafted, and overwrites nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from commands import Command
from foreign import Elsewhere

from generator.base.resources import period_ids, templates_folder
from generator.library.form_manifest import manifest_beside
from generator.library.period import load_period
from generator.pipeline.scaffolds import NewTopic, ScaffoldExistsError, write_form, write_period, write_topic
from generator.yaml_source import load, node_at

CARE = NewTopic("topics", "security", "care_visits", "照护探访", period_ids()[-1])
LETTER = """\
period: 2031-2035
locality: {name: 青石县, kind: county, upper: [某某省, 某某市]}
outline: {chapters: [{chapter: own, title: 本地, body: [{topics: [照护探访]}]}]}
parts: [report-letter, plan]
"""


@pytest.mark.slow
def test_a_topic_a_form_and_a_period_pass_the_check_and_are_drafted(elsewhere: Elsewhere) -> None:
    """Follow a writer who knows no Python: begin each, check, show, draft; a slip on the way is told."""
    folder = elsewhere.folder
    write_topic(folder, CARE)
    write_topic(folder, CARE._replace(macro="care_more", title="照护再访"))
    write_topic(folder, CARE._replace(shelf="boxes", macro="care_box", title="照护专栏"))
    write_form(folder, "report-letter", "报告")
    write_period(folder, "2031-2035", "十六五", load_period(period_ids()[-1]))
    assert elsewhere.run("library", "check").code == 0
    shown = elsewhere.run("library", "show", "照护探访", "--period", "2031-2035")
    assert "【待写：照护探访】" in shown.out
    topics = folder / CARE.period / "topics" / "security.xml.j2"
    text = topics.read_text("utf-8")
    topics.write_text(text.replace("【待写：照护探访】", "{{ term.whol }}探访。", 1), "utf-8")
    ran = elsewhere.run("library", "check")
    assert (ran.code, ran.rules) == (1, ["templates-name"])
    assert "改成 whole" in ran.out
    topics.write_text(
        text.replace("【待写：照护探访】", "{{ term.whole }}探访{{ period.name }}。", 1), "utf-8"
    )
    assert elsewhere.run("library", "check").code == 0
    (elsewhere.home / "a.yaml").write_text(LETTER, "utf-8")
    elsewhere.run("draft", "a.yaml", "-o", "out", "--format", "md")
    draft = elsewhere.made("md").decode()
    assert "全县探访十六五。" in draft
    assert "【待写：报告的正文】" in draft
    assert "【待补：发文机关】" in draft


def test_what_is_there_stays_as_it_is(tmp_path: Path) -> None:
    write_topic(tmp_path, CARE)
    write_form(tmp_path, "report-letter", "报告")
    write_period(tmp_path, "2031-2035", "十六五", load_period(period_ids()[-1]))
    before = {file: file.read_bytes() for file in tmp_path.rglob("*.*")}
    with pytest.raises(ScaffoldExistsError):
        write_topic(tmp_path, CARE._replace(title="另一个"))
    with pytest.raises(ScaffoldExistsError):
        write_form(tmp_path, "report-letter", "另一个")
    with pytest.raises(ScaffoldExistsError):
        write_period(tmp_path, "2031-2035", "另一个", load_period(period_ids()[-1]))
    assert {file: file.read_bytes() for file in tmp_path.rglob("*.*")} == before


def test_in_the_programs_own_library_titles_are_added_and_all_else_stays(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    shutil.copytree(templates_folder(), folder)
    titles = folder / CARE.period / "titles.yaml"
    lines = titles.read_text("utf-8").splitlines()
    write_topic(folder, CARE)
    now = titles.read_text("utf-8").splitlines()
    assert [line for line in now if line in lines] == lines
    assert len(now) == len(lines) + 1
    assert node_at(load(titles).data, ("topics", "security", "care_visits")) == "照护探访"


def test_a_form_is_called_as_its_manifest_says_which_says_all_that_it_asks(tmp_path: Path) -> None:
    template, file = write_form(tmp_path, "report-letter", "报告")
    manifest = manifest_beside(template)
    assert (file.name, manifest.called, manifest.title) == ("report-letter.yaml", "报告", "报告")
    assert [*manifest.fields] == ["recipients", "opening", "issuer", "date"]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("topic", "security.care", "--title", "照护"), 0, "plandraft library check --templates "),
        (("要点", "security.care", "--title", "照护", "--box"), 0, "boxes/security.xml.j2"),
        (("topic", "Security", "--title", "照护"), 2, "要写成 文件.要点"),
        (("form", "报告", "--title", "报告"), 2, "小写字母和短横"),
        (("period", "2031", "--title", "十六五"), 2, "起止年份"),
    ],
)
def test_the_command_says_what_comes_next(
    words: tuple[str, ...],
    code: int,
    told: str,
    command: Command,
    tmp_path: Path,
) -> None:
    said = command("library", "new", *words, "-o", tmp_path / "某省")
    assert said.code == code
    assert told in said.all
    if code == 0:
        again = command("library", "new", *words, "-o", tmp_path / "某省")
        assert (again.code, "没有动它" in again.err) == (2, True)
