"""Test `library diff`: what every kind of plan would say otherwise with another version of the library."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from commands import CASES, Command
from conftest import ROOT
from foreign import whole_command

from generator.base import resources
from generator.base.diagnostics import PlanError
from generator.base.resources import OVER, folders, lay_over, period_ids, resource
from generator.library import lexicon
from generator.pipeline.library_diff import compare_samples
from generator.pipeline.sample_drafts import SampleDraft, Wanted, read_samples, sample_drafts
from generator.pipeline.support.revision_templates import called, copy_library

Git = Callable[..., str]
LATEST = period_ids()[-1]
DOCTOR = "2021-2025/topics/rehabilitation.xml.j2"
FORM = "common/forms/consultation-letter.yaml"
FEW = (DOCTOR, FORM, "common/document.xml.j2", "lexicon/places.yaml", "lexicon/dates.yaml")


@cache
def plans() -> tuple[SampleDraft, ...]:
    """Return the plans of a county and a banner, as the program's own library words them."""
    return (*sample_drafts(Wanted(("county", "banner"), (LATEST,))),)


@pytest.fixture
def git(tmp_path: Path) -> Git:
    """Return Git in a new repository with a few files of a library in it, committed."""

    def call(*words: str) -> str:
        done = subprocess.run(  # noqa: S603  # our own repository
            ["git", "-c", "user.name=A", "-c", "user.email=a@example.com", *words],  # noqa: S607
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    call("init", "-q")
    for name in FEW:
        (tmp_path / "templates" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "templates" / name, tmp_path / "templates" / name)
    call("add", ".")
    call("commit", "-q", "-m", "one")
    return call


def replaced(file: Path, old: str, new: str) -> None:
    """Replace words of a file that has them."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_the_plans_are_those_of_every_kind_blank_and_filled_with_all_forms() -> None:
    assert [(each.place, each.state) for each in plans()] == [
        ("县", "blank"), ("县", "filled"), ("旗", "blank"), ("旗", "filled"),
    ]  # fmt: skip
    for each in plans():
        assert set(re.findall("<(letter|plan|annex|imprint)\\b", each.draft)) == {
            "letter",
            "plan",
            "annex",
            "imprint",
        }
        assert not re.search("{(?!cjk}|n})", each.draft)
    assert plans()[0].draft.count("【待补：") > plans()[1].draft.count("【待补：") == 0


def test_what_all_say_otherwise_is_one_difference_and_terms_make_variants() -> None:
    before = [each._replace(draft=each.draft.replace("家庭医生签约", "家庭大夫签约")) for each in plans()]
    found = compare_samples(before, plans())
    (difference,) = [each for each in found.differences if "family_doctor" in each.variants[0].change.key]
    (variant,) = difference.variants
    assert variant.places == tuple((each.place, each.state) for each in plans())
    assert (difference.period, found.compared, found.gone, found.added) == ("十五五", 4, (), ())
    before = [each._replace(draft=re.sub("全[县旗]", "各地", each.draft)) for each in plans()[::2]]
    found = compare_samples(before, plans()[::2])
    assert max(len(each.variants) for each in found.differences) > 1


def test_the_same_plans_have_no_difference_and_others_are_told() -> None:
    assert compare_samples(plans(), plans()).differences == ()
    found = compare_samples(plans()[:2], plans()[2:])
    assert (found.gone, found.added, found.compared) == ((("十五五", "县"),), (("十五五", "旗"),), 0)


def test_a_library_at_a_revision_is_copied_whole(
    git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replaced(tmp_path / "templates" / DOCTOR, "家庭医生", "家庭大夫")
    (tmp_path / "templates/lexicon/dates.yaml").unlink()
    (tmp_path / "templates/html").mkdir()
    (tmp_path / "templates/html/page.css").write_text("x", "utf-8")
    git("add", "-A")
    git("commit", "-q", "-m", "two")
    monkeypatch.chdir(tmp_path)
    copy_library("HEAD", tmp_path / "copies")
    names = {file.relative_to(tmp_path / "copies").as_posix() for file in (tmp_path / "copies").rglob("*.*")}
    assert {DOCTOR, FORM, f"lexicon{OVER}/places.yaml"} <= names
    assert not [name for name in names if "html" in name.split("/") or "dates" in name]
    assert "家庭大夫" in (tmp_path / "copies" / DOCTOR).read_text("utf-8")
    copy_library("HEAD~1", tmp_path / "before")
    assert (tmp_path / "before" / DOCTOR).read_bytes() == (ROOT / "templates" / DOCTOR).read_bytes()


def test_a_whole_library_stands_for_the_programs_own_and_a_part_lies_over_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "_laid", [])
    part = tmp_path / "某省文库"
    (part / LATEST / "topics").mkdir(parents=True)
    (part / LATEST / "topics" / "a.xml.j2").write_text("", "utf-8")
    whole = tmp_path / "全部"
    for folder in (LATEST, "common", "lexicon"):
        shutil.copytree(ROOT / "templates" / folder, whole / folder)
    (whole / "lexicon" / "dates.yaml").unlink()
    (whole / LATEST / "titles.yaml").unlink()
    try:
        for name, library in (("part", part), ("whole", whole)):
            copy_library(str(library), tmp_path / name)
            lay_over(tmp_path / name, str(library))
            own = ROOT / "templates"
            laid = tmp_path / name
            if name == "part":
                assert folders(LATEST) == [laid / f"{LATEST}{OVER}", own / LATEST]
                assert period_ids() == ["2021-2025", LATEST]
            else:
                assert folders(LATEST) == [laid / LATEST]
                assert period_ids() == [LATEST]
                assert not resource(f"{LATEST}/titles.yaml").is_file()
            assert resource("lexicon/dates.yaml") == own / "lexicon/dates.yaml"
    finally:
        period_ids.cache_clear()


@pytest.mark.parametrize(
    ("side", "rule"),
    [("nothing", "git-unknown"), ("HEAD:docs", "git-unknown"), ("HEAD:templates/common", "templates-empty")],
)
def test_what_is_no_library_is_told(
    side: str, rule: str, git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert git("status", "--short") == ""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PlanError) as told:
        copy_library(side, tmp_path / "copies")
    assert [(each.rule, each.place.file) for each in told.value.findings] == [(rule, called(side))]


def test_a_link_in_a_revision_leads_nowhere(
    git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "templates" / DOCTOR).unlink()
    (tmp_path / "templates" / DOCTOR).symlink_to("/etc/hostname")
    git("commit", "-q", "-a", "-m", "two")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PlanError) as told:
        copy_library("HEAD", tmp_path / "copies")
    (finding,) = told.value.findings
    assert (finding.rule, finding.place.file) == ("templates-link", f"HEAD:templates/{DOCTOR}")


@pytest.mark.parametrize("text", ["", "{", '[["a"]]', "[1]", '{"a": 1}'])
def test_what_is_no_list_of_plans_is_told(text: str, tmp_path: Path) -> None:
    (tmp_path / "plans.json").write_text(text, "utf-8")
    with pytest.raises(PlanError):
        read_samples(tmp_path / "plans.json")


@pytest.mark.slow
def test_the_command_shows_what_a_commit_changed_in_every_kind_of_plan(
    git: Git, tmp_path: Path, command: Command
) -> None:
    for folder in ("2021-2025", LATEST, "common", "lexicon"):
        shutil.copytree(ROOT / "templates" / folder, tmp_path / "templates" / folder, dirs_exist_ok=True)
    git("add", ".")
    git("commit", "-q", "-m", "all")
    replaced(tmp_path / "templates" / DOCTOR, "家庭医生签约", "家庭大夫签约")
    replaced(tmp_path / "templates" / FORM, "{规划}意见的函", "{规划}意见的信")
    git("commit", "-q", "-a", "-m", "two")
    said = command("library", "diff", "HEAD~1", "HEAD", "--kind", "县", "--kind", "旗", "--period", LATEST)
    assert said.code == 1
    assert "rehabilitation.family_doctor\n  各类地方：" in said.out
    assert "[-医生-]{+大夫+}" in said.out
    assert "[-函-]{+信+}" in said.out
    assert said.out.endswith("各写了 4 份规划\n")
    assert command("library", "diff", "HEAD~1", "--kind", "县").code == 0  # with the program's own
    profile = str(CASES / "sound" / "county.yaml")
    said = command("library", "diff", "HEAD~1", "HEAD", "--profile", profile)
    assert (said.code, profile in said.out) == (1, True)
    replaced(tmp_path / "templates" / DOCTOR, "{% endmacro %}", "")
    git("commit", "-q", "-a", "-m", "three")
    done = whole_command(
        "library", "diff", "HEAD", "--kind", "县", folder=tmp_path
    )  # a process of its own tells it
    assert (done.returncode, done.stdout) == (2, "")
    assert re.match(f"HEAD:templates/{re.escape(DOCTOR)}:[0-9]+:1 错误 template-error", done.stderr)


@pytest.mark.slow
def test_every_kind_can_be_drafted_with_every_form() -> None:
    titles = {each.place for each in sample_drafts(Wanted(periods=(LATEST,)))}
    assert titles >= {*lexicon.kind_titles().values(), "市辖区（城区）"}
