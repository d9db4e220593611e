"""Test that the program's own policy data are checked as those of others are, at each run that uses them."""

from __future__ import annotations

import shutil
from pathlib import Path

import plans
import pytest
from commands import Command
from foreign import TOPIC, Elsewhere

from generator.base.diagnostics import Finding
from generator.base.resources import templates_folder
from generator.check.findings.rulebook import _rule
from generator.check.form import library, templates
from generator.check.form.library import check_library_once
from generator.check.form.templates import check_data, check_library_data
from generator.locality import render
from generator.locality.template_modules import TemplateModules
from generator.yaml_source import load_data, mapping, texts

# file: what stands there, the slip, the rule that tells it, and where the slip begins in its line
SLIPS = {
    "rules.yaml: a key": ("rules.yaml", "\n  remedy: ", "\n  remdy: ", "key-unknown", "remdy"),
    "rules: a severity": ("rules.yaml", "  severity: note", "  severity: nte", "value-unknown", "nte"),
    "rules.yaml: a group": ("rules.yaml", "group: look", "group: lok", "value-unknown", "lok"),
    "styles: a number": ("styles/gbt9704.yaml", "size: 16,", "size: 16pt,", "value-form", "16pt"),
    "styles: a key": ("styles/gbt9704.yaml", "align: both", "algin: both", "key-unknown", "algin"),
    "styles: a margin": ("styles/gbt9704.yaml", "  top: 37", "  topp: 37", "key-unknown", "topp"),
    "places: a key": ("lexicon/places.yaml", "tier: county", "teir: county", "key-unknown", "teir"),
    "departments: a month": ("lexicon/departments.yaml", "until: 2", "until: x", "value-form", "x"),
    "report: a severity": ("report.yaml", "severity: warning", "severity: warn", "value-unknown", "warn"),
    "roll: an expression": ("profile/roll.yaml", "one_off: (?<!", "one_off: ((?<!", "value-form", "((?"),
    "formulas: no list": ("lexicon/formulas.yaml", "nothing: [", "nothing: x\nmore: [", "type-wrong", "x"),
}  # fmt: skip

PROFILE, SCHEMAS = "schema/profile.yaml", "schema/templates.yaml"
SLIPS |= {
    "profile: a rule": (PROFILE, "nullable: true", "nulable: true", "key-unknown", "nulable"),
    "profile: a type": (PROFILE, "drafted: {type: string", "drafted: {type: sting", "value-unknown", "sting"),
    "profile: a word": (PROFILE, 'allowed: "@kinds"', 'allowed: "@kind"', "value-unknown", '"@kind"'),
    "profile: a schema": (PROFILE, "schema: acceptance", "schema: accepted", "value-unknown", "accepted"),
    "profile: a base": (PROFILE, "extends: block", "extends: blok", "value-unknown", "blok"),
    "profile: a field": (
        PROFILE,
        "  reach: {type: string",
        "  reach: {type: sting",
        "value-unknown",
        "sting",
    ),
    "schemas: a check": (SCHEMAS, "check_with: pair", "check_with: pear", "value-unknown", "pear"),
    "schemas: an expression": (SCHEMAS, 'regex: "[1-9]"', 'regex: "[1-9"', "value-form", '"[1-9"'),
    "a form's field": ("common/forms/cover.yaml", "as: field", "as: feld", "value-unknown", "feld"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_our_own_data_is_told_at_its_line_and_column(slip: str, tmp_path: Path) -> None:
    file, old, new, rule, told = SLIPS[slip]
    copy = tmp_path / "templates" / file
    copy.parent.mkdir(parents=True, exist_ok=True)
    text = (templates_folder() / file).read_text("utf-8")
    assert old in text
    copy.write_text(text.replace(old, new, 1), "utf-8")
    found = [finding for finding in check_data(copy) if finding.rule == rule]
    places = [(finding.place.line, finding.place.column) for finding in found]
    before = text[: text.index(old)] + new[: new.index(told)]
    assert (before.count("\n") + 1, len(before) - before.rfind("\n")) in places
    assert all(finding.place.file == str(copy) for finding in found)


@pytest.fixture
def changing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that stands for the program's own templates, and a cache that is empty."""
    folder = tmp_path / "templates"
    (folder / "lexicon").mkdir(parents=True)
    shutil.copy(templates_folder() / "lexicon" / "measures.yaml", folder / "lexicon")
    monkeypatch.setattr(library, "library_folder", lambda: folder)
    monkeypatch.setattr("generator.yaml_source.cache.private_folder", lambda: tmp_path)
    return folder


def test_what_was_sound_is_looked_at_again_only_once_it_changed(
    changing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Path] = []

    def look(folder: Path) -> list[Finding]:
        looked.append(folder)
        return check_library_data(folder)

    monkeypatch.setattr(templates, "check_library_data", look)
    assert check_library_once() == []
    assert check_library_once() == []
    assert looked == [changing]
    with (changing / "lexicon" / "measures.yaml").open("a", encoding="utf-8") as stream:
        stream.write("unts: [人]\n")
    for _ in range(2):  # what is unsound is told at each run
        assert [finding.rule for finding in check_library_once()] == ["key-unknown"]


def test_without_a_folder_of_the_users_own_nothing_is_looked_at(
    changing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (changing / "lexicon" / "measures.yaml").write_text("signs: 约\n", "utf-8")
    monkeypatch.setattr(library, "private_folder", lambda: None)
    assert check_library_once() == []


def test_the_command_says_what_there_is(command: Command) -> None:
    said = command("library", "check")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("文库没有发现问题")


def test_the_command_tells_a_slip_of_another_folder_with_its_remedy(elsewhere: Elsewhere) -> None:
    elsewhere.topic("在{{ term.towship }}")
    ran = elsewhere.run("library", "check")
    assert ran.code == 1
    assert f"{TOPIC}:1:" in ran.out
    assert "改成 township" in ran.out
    assert ran.out.endswith("plandraft library check --templates 文库\n")


def test_what_templates_are_offered_is_what_the_data_say(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: set[str] = set()

    class Watched(TemplateModules):
        def fill(self, name: str, file: str) -> str:
            seen.update(self.context)
            return super().fill(name, file)

    monkeypatch.setattr(render, "TemplateModules", Watched)
    render.render(plans.profile(plans.bare("county")))
    offered = mapping(mapping(load_data(templates_folder() / "schema" / "library.yaml"))["offered"])
    assert seen | {"attached"} == set(texts(offered["names"]))


def test_a_rule_with_a_slip_in_it_is_worded_all_the_same() -> None:
    rule = _rule("same-figure", {"severity": "eror", "titel": "两个数相同", "message": "{value}"})
    assert (rule.title, rule.severity, rule.message, rule.remedy) == ("same-figure", "error", "{value}", "")
