"""Test figures whose controls or tags are lost: known again, or reported as not checked."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import Command
from conftest import ROOT
from marks import attack, sampled
from samples import LETTERS, PLANS, composed, written
from word_files import edited, texts

from generator import __version__
from generator.document import Text, runs_in
from generator.pipeline.batch import DraftOptions, draft_files
from generator.pipeline.support.word_files import open_word, read_word

SOURCE = (ROOT / "profiles" / "dengkou.yaml").read_text(encoding="utf-8")
MAIN, VALUES = "word/document.xml", "customXml/item1.xml"
TAGS = re.compile("<w:tag [^>]*/>")
CONTROLS = re.compile("<w:sdt>.*?<w:sdtContent>(.*?)</w:sdtContent></w:sdt>")


def no_tags(content: bytes) -> bytes:
    """Return a file as LibreOffice saves it: controls without tags, bound to values without paths."""
    return edited(content, lambda xml: re.sub(' path="[^"]*"', "", TAGS.sub("", xml)), MAIN, VALUES)


def no_controls(content: bytes) -> bytes:
    """Return a file without controls, as if somebody had removed them and left their text."""
    return edited(content, lambda xml: CONTROLS.sub(r"\1", xml))


LOSSES = {"tags": no_tags, "controls": no_controls}


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a draft, which is made once."""
    file = tmp_path_factory.mktemp("draft") / "a.yaml"
    file.write_text(SOURCE, encoding="utf-8")
    wishes = DraftOptions(("docx",), paginated=False, comment=None)
    [outcome] = draft_files([file], file.parent, wishes, jobs=1)
    return outcome.files[0].read_bytes()


@pytest.fixture
def plan(draft: bytes, tmp_path: Path) -> Path:
    """Return the draft with its profile, and beside it one that gives the figure otherwise."""
    (tmp_path / "a.yaml").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(SOURCE.replace("6278", "6299"), encoding="utf-8")
    (tmp_path / "a.docx").write_bytes(draft)
    return tmp_path / "a.docx"


@pytest.fixture(params=LOSSES)
def poorer(request: pytest.FixtureRequest, plan: Path) -> Path:
    """Return the draft without its tags, or without its controls."""
    plan.write_bytes(LOSSES[request.param](plan.read_bytes()))
    return plan


@pytest.mark.parametrize("name", sampled([*PLANS, *LETTERS], ("xinzhou", *LETTERS[:1]), attack))
@pytest.mark.parametrize("lost", LOSSES)
def test_where_no_word_changed_every_figure_is_known(lost: str, name: str, tmp_path: Path) -> None:
    content = LOSSES[lost](written(name))
    assert content != written(name)
    (tmp_path / "plan.docx").write_bytes(content)
    assert open_word(tmp_path / "plan.docx").document == composed(name)


def test_verify_finds_the_figure_that_the_profile_gives_otherwise(poorer: Path, command: Command) -> None:
    said = command("verify", poorer, "--profile", "b.yaml")
    assert said.code == 1
    assert "另存过，内容没有变" in said.out
    assert "population.certified：文中 6278名，档案 6299名" in said.out


def test_verify_finds_all_others_the_same(poorer: Path, command: Command) -> None:
    said = command("verify", poorer, "--profile", "a.yaml")
    assert (said.code, "文中的数都与档案一致" in said.out) == (0, True)


def test_diff_tells_no_edit_where_there_was_none(poorer: Path, command: Command) -> None:
    said = command("diff", poorer, "b.yaml")
    assert "原因：数据，population.certified：6278 → 6299" in said.out
    assert "手改" not in said.out


def in_words(plan: Path, change: Callable[[str], str]) -> None:
    """Edit the words around a figure."""
    plan.write_bytes(edited(plan.read_bytes(), change))


def test_a_binding_still_tells_where_words_were_changed(plan: Path, command: Command) -> None:
    plan.write_bytes(no_tags(plan.read_bytes()))
    in_words(plan, lambda xml: xml.replace("全县现有持证残疾人", "全县共有持证残疾人"))
    said = command("verify", plan, "--profile", "b.yaml")
    assert "内容改过 1 处" in said.out
    assert "有 1 个数与档案不同\n  population.certified：文中 6278名，档案 6299名\n" in said.out
    assert "没有核对" not in said.out


@pytest.mark.parametrize("profile", ["a.yaml", "b.yaml"])
def test_what_cannot_be_known_is_told_as_not_checked(profile: str, plan: Path, command: Command) -> None:
    plan.write_bytes(no_controls(plan.read_bytes()))
    in_words(plan, lambda xml: xml.replace(">6278<", ">六千余<"))
    said = command("verify", plan, "--profile", profile)
    assert said.code == 1
    assert "内容改过 1 处" in said.out
    assert "有 1 处数认不出来了（改写、删去了，或者去掉了内容控件），没有核对" in said.out
    assert "其余的数都与档案一致" in said.out
    assert "文中的数都与档案一致" not in said.out


def test_a_figure_is_known_by_its_words_alone(plan: Path, command: Command) -> None:
    bare = re.compile(r"<w:bookmark(Start|End) [^>]*/>")
    plan.write_bytes(no_controls(edited(plan.read_bytes(), lambda xml: bare.sub("", xml))))
    said = command("verify", plan, "--profile", "a.yaml")
    assert (said.code, "另存过，内容没有变" in said.out) == (0, True)
    assert "没有核对" not in said.out
    assert (
        "population.certified：文中 6278名，档案 6299名" in command("verify", plan, "--profile", "b.yaml").out
    )


@pytest.mark.parametrize("typed", ["7000", "12", "6,278"])
def test_a_figure_typed_anew_without_its_control_is_known_by_its_place(
    typed: str, plan: Path, command: Command
) -> None:
    original = plan.with_name("original.docx")
    original.write_bytes(plan.read_bytes())
    plan.write_bytes(no_controls(plan.read_bytes()))
    in_words(plan, lambda xml: xml.replace(">6278<", f">{typed}<"))
    said = command("diff", original, plan).out
    assert f"[-6278名-]{{+{typed}名+}}" in said
    assert "\n共 1 处不同；数 1；原因：手改 1。\n" in said


def test_a_figure_in_a_tracked_change_is_checked_like_any_other(plan: Path, command: Command) -> None:
    (plan.parent / "c.yaml").write_text(SOURCE.replace("6278", "5000"), encoding="utf-8")
    command("diff", plan, "b.yaml", "--format", "docx", "-o", "tracked.docx")
    said = command("verify", "tracked.docx", "--profile", "c.yaml")
    assert said.code == 1
    assert f"tracked.docx：原样，写出后没有动过（plandraft {__version__}，摘要 " in said.out
    assert "有 1 个数与档案不同\n  population.certified：文中 6299名，档案 5000名\n" in said.out
    assert command("verify", "tracked.docx", "--profile", "b.yaml").code == 0


GAP = re.compile("【[^】]*困难残疾人生活补贴[^】]*】")
FILLED = {"filled": "95%", "about": "约95%", "another-mark": "【待核：以年报为准】", "as-it-was": ""}


@pytest.mark.parametrize("way", FILLED)
def test_a_gap_without_its_control_is_known_and_so_are_its_neighbours(way: str) -> None:
    content = no_controls(written("kind-county"))
    gaps = GAP.findall(texts(composed("kind-county")))
    assert gaps
    put = FILLED[way] or gaps[0]
    new = edited(content, lambda xml: xml.replace(gaps[0], put).replace("残疾人", "残障人士", 40))
    draft = composed("kind-county")
    found = [run for run in runs_in(read_word(new, "new.docx").document) if not isinstance(run, Text)]
    had = [run for run in runs_in(draft) if not isinstance(run, Text)]
    assert [run.source for run in found] == [run.source for run in had]
