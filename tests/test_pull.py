"""Test `plandraft pull`: what people changed in a Word file becomes what the profile says."""

from __future__ import annotations

import io
import shutil
from copy import deepcopy
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import docx
import pytest
import yaml
from commands import CASES, Command
from conftest import ROOT
from docx.text.paragraph import Paragraph
from marks import fault, sampled
from profile_edits import BASES, other_profile
from tracked_edits import AUTHOR, come, within
from word_files import edited

from generator.pipeline.check import check
from generator.pipeline.draft import draft
from generator.pipeline.pull import Choice, pull

PROFILE = CASES / "pull" / "profile.yaml"
KINDS: dict[str, dict[str, Any]] = yaml.safe_load((CASES / "pull" / "kinds.yaml").read_text("utf-8"))
FEW = ("words-beside-a-figure", "measure-come", "figure-at-one-place")
CERTIFIED = KINDS["figure-in-a-sentence"]["edits"]


@cache
def written() -> bytes:
    """Return the draft of the profile."""
    profile = check(PROFILE).profile
    assert profile is not None
    with TemporaryDirectory() as folder:
        draft(profile, Path(folder), ["docx"])
        return (Path(folder) / "profile.docx").read_bytes()


def in_word(edits: list[dict[str, str]], content: bytes | None = None) -> bytes:
    """Return the draft after `edits`, as kinds.yaml describes them."""
    word = docx.Document(io.BytesIO(content or written()))
    paragraphs = [Paragraph(each, word) for each in word.element.body.iter(docx.oxml.ns.qn("w:p"))]
    for edit in edits:
        if "find" in edit:
            _type_over(paragraphs, edit)
            continue
        place = next(p for p in paragraphs if edit.get("gone", edit.get("behind", "")) in _words(p))
        if "come" in edit:
            place._p.addnext(_typed(edit["come"], place))
        elif "cut" in edit:
            place._p.addnext(next(p for p in paragraphs if edit["cut"] in _words(p))._p)
        else:
            place._p.getparent().remove(place._p)
    target = io.BytesIO()
    word.save(target)
    return target.getvalue()


def _words(paragraph: Paragraph) -> str:
    return "".join(each.text or "" for each in paragraph._p.iter(docx.oxml.ns.qn("w:t")))


def _type_over(paragraphs: list[Paragraph], edit: dict[str, str]) -> None:
    for paragraph in paragraphs:
        for text in paragraph._p.iter(docx.oxml.ns.qn("w:t")):
            if edit["find"] in (text.text or ""):
                text.text = text.text.replace(edit["find"], edit["put"])
                if "once" in edit:
                    return


def _typed(words: str, beside: Paragraph) -> Any:  # noqa: ANN401  # an element
    made = deepcopy(beside._p)
    for child in list(made):
        made.remove(child)
    Paragraph(made, beside._parent).add_run(words)
    return made


def files(folder: Path, edits: list[dict[str, str]]) -> tuple[Path, Path]:
    """Write the edited draft and a copy of the profile; return both."""
    word, profile = folder / "改过.docx", folder / "青石县.yaml"
    word.write_bytes(in_word(edits))
    profile.write_text(PROFILE.read_text("utf-8"), "utf-8", newline="\n")
    return word, profile


@pytest.mark.parametrize("kind", sampled(KINDS, FEW, fault))
def test_each_kind_of_edit_is_taken_asked_or_listed(kind: str, tmp_path: Path, command: Command) -> None:
    case = KINDS[kind]
    word, profile = files(tmp_path, case["edits"])
    said = command("pull", word, profile)
    after = profile.read_text("utf-8")
    assert [each for each in case["says"] if each not in after] == [], said.all + after
    assert said.code == case.get("code", 0), said.all
    assert case.get("asked", "") in said.out
    assert case.get("keyless", "") in said.out
    if not said.code:
        assert "没有不同" in said.out
        again = command("pull", word, profile)
        assert (again.code, profile.read_text("utf-8")) == (0, after), again.all


def test_what_is_written_and_what_is_not(tmp_path: Path, command: Command) -> None:
    word, profile = files(tmp_path, CERTIFIED)
    before = profile.read_text("utf-8")
    dry = command("pull", word, profile, "--dry-run")
    assert "3780名 → 3812名" in dry.out
    assert profile.read_text("utf-8") == before
    copy = tmp_path / "另存.yaml"
    assert command("pull", word, profile, "-o", copy).code == 0
    assert (profile.read_text("utf-8"), copy.read_text("utf-8")) == (before, before.replace("3780", "3812"))


def test_a_number_takes_or_leaves_a_change(tmp_path: Path, command: Command) -> None:
    edits = [*CERTIFIED, *KINDS["figure-at-one-place"]["edits"]]
    word, profile = files(tmp_path, edits)
    before = profile.read_text("utf-8")
    assert command("pull", word, profile, "--leave", "1").code == 1
    assert profile.read_text("utf-8") == before
    assert command("pull", word, profile, "--take", "2").code == 1
    assert profile.read_text("utf-8") == before.replace('"97"', '"98"')
    assert command("pull", word, profile, "--take", "9").code == 2
    assert command("pull", word, profile, "--take", "1", "--leave", "2").code == 2
    assert command("pull", profile, word).code == 2


def test_a_file_without_its_draft_is_asked_about_unless_it_is_named(tmp_path: Path, command: Command) -> None:
    """Check that what the profile or the library has changed since is not taken for a hand's."""
    word, profile = files(tmp_path, CERTIFIED)
    before = profile.read_text("utf-8")
    word.write_bytes(edited(word.read_bytes(), lambda _: "<lost/>", "customXml/item2.xml"))
    (tmp_path / "原稿.docx").write_bytes(written())
    said = command("pull", word, profile)
    assert (said.code, "--base" in said.out, profile.read_text("utf-8")) == (1, True, before)
    base = tmp_path / "原稿.docx"
    assert command("pull", word, profile, "--base", base, "-o", base).code == 2
    assert base.read_bytes() == written()
    assert command("pull", word, profile, "--base", base).code == 0
    assert profile.read_text("utf-8") == before.replace("3780", "3812")


def _without_control(content: bytes, figure: str) -> bytes:
    """Return the Word file after a program that knows no controls: the words of one stay."""
    word = docx.Document(io.BytesIO(content))
    mark = docx.oxml.ns.qn
    for control in list(word.element.body.iter(mark("w:sdt"))):
        if figure in "".join(each.text or "" for each in control.iter(mark("w:t"))):
            for run in control.findall(f"{mark('w:sdtContent')}/{mark('w:r')}"):
                control.addprevious(run)
            control.getparent().remove(control)
    target = io.BytesIO()
    word.save(target)
    return target.getvalue()


def test_words_around_a_figure_that_lost_its_control_are_no_value(tmp_path: Path, command: Command) -> None:
    word, profile = files(tmp_path, CERTIFIED)
    reworded = [{"find": "全县现有持证残疾人", "put": "到去年年底全县领取残疾人证的人数共计"}, *CERTIFIED]
    word.write_bytes(in_word(reworded, _without_control(written(), "3780")))
    said = command("pull", word, profile)
    assert 'certified: "3812"}' in profile.read_text("utf-8"), said.all
    assert "人数共计" not in profile.read_text("utf-8").partition("outline:")[0]


def test_numbers_that_are_no_longer_those_are_not_offered(tmp_path: Path, command: Command) -> None:
    word, profile = files(tmp_path, [*CERTIFIED, *KINDS["figure-at-one-place"]["edits"]])
    assert "--take 2" in command("pull", word, profile, "--dry-run").out
    written = command("pull", word, profile).out
    assert ("--take 2" in written, "先用 --dry-run" in written) == (False, True)


def test_one_authors_tracked_changes_are_taken_alone(tmp_path: Path, command: Command) -> None:
    word, profile = files(tmp_path, KINDS["status"]["edits"])
    word.write_bytes(edited(word.read_bytes(), _tracked))
    every = command("pull", word, profile, "--dry-run").out
    assert [each in every for each in (AUTHOR, "县财政局", "（送审稿）")] == [True, True, True]
    assert command("pull", word, profile, "--author", AUTHOR).code == 0
    after = profile.read_text("utf-8")
    assert [each in after for each in ("托养机构5家", "每年评估", "讨论稿", "送审稿")] == [
        True,
        False,
        True,
        False,
    ]


def _tracked(xml: str) -> str:
    """Return a main part with tracked changes of two people."""
    xml = within("3家", "5家", "全县建成托养机构3家。")(xml)
    other = come("每年评估一次。").replace(AUTHOR, "县财政局")
    place = "应保尽保、应养尽养。"
    return xml.replace(place, f'{place}</w:t></w:r>{other}<w:r><w:t xml:space="preserve">', 1)


OTHERS = sampled(
    [(name, seed) for name in BASES for seed in range(12)], ((BASES[0], 0), (BASES[1], 1)), fault
)
# A goal without its sign (46%以上 → 46%) comes back, but not in every sentence that prints it.
OTHERS.append(pytest.param(("xinzhou", 5888), marks=[fault, pytest.mark.xfail]))


@pytest.mark.parametrize("other", OTHERS)
def test_what_another_profile_says_is_taken_from_its_draft(other: tuple[str, int], tmp_path: Path) -> None:
    name, seed = other
    made = other_profile(name, Random(seed), 3)
    assert made is not None
    word, profile = tmp_path / "新.docx", tmp_path / f"{name}.yaml"
    word.write_bytes(made)
    shutil.copyfile(ROOT / "profiles" / f"{name}.yaml", profile)
    assert [each.label for each in pull(profile, word, Choice()).left] == []


def test_a_draft_of_another_plan_is_refused(tmp_path: Path, command: Command) -> None:
    word, profile = files(tmp_path, CERTIFIED)
    other = profile.read_text("utf-8").replace("青石县", "白石县")
    profile.write_text(other, "utf-8")
    said = command("pull", word, profile)
    assert (said.code, "青石县" in said.err, "白石县" in said.err) == (2, True, True)
    assert profile.read_text("utf-8") == other


def test_comments_are_listed_with_their_authors(tmp_path: Path, command: Command) -> None:
    word, profile = files(tmp_path, CERTIFIED)
    opened = docx.Document(io.BytesIO(word.read_bytes()))
    about = next(each for each in opened.paragraphs if "托养机构3家" in each.text)
    opened.add_comment(about.runs, text="请写明在哪里", author="县财政局", initials="财")
    opened.save(str(word))
    said = command("pull", word, profile, "--dry-run").out
    assert ("县财政局" in said, "请写明在哪里" in said) == (True, True)


def test_what_a_program_repeated_in_saving_is_not_taken(tmp_path: Path, command: Command) -> None:
    word, profile = files(tmp_path, [{"find": "3780", "put": "3780378037803780"}])
    before = profile.read_text("utf-8")
    said = command("pull", word, profile)
    assert (said.code, "连着写了几遍" in said.out, profile.read_text("utf-8")) == (1, True, before)


def test_no_mark_of_a_gap_becomes_words_of_the_profile(tmp_path: Path, command: Command) -> None:
    word, profile = files(tmp_path, [{"find": "95.5", "put": "【待补：县医保局】"}])
    before = profile.read_text("utf-8")
    assert command("pull", word, profile).code == 1
    assert profile.read_text("utf-8") == before


def test_a_gap_is_filled_with_or_without_its_unit(tmp_path: Path, command: Command) -> None:
    profile = tmp_path / "青石县.yaml"
    text = PROFILE.read_text("utf-8").replace('certified: "3780"', "certified: ")
    for typed in ("7210", "7210名"):
        profile.write_text(text, "utf-8", newline="\n")
        assert command("draft", profile, "-o", tmp_path, "--format", "docx", "--force").code in {0, 1}
        word = tmp_path / "青石县.docx"
        word.write_bytes(
            in_word([{"find": "【待补：持证残疾人数，县残联】", "put": typed}], word.read_bytes())
        )
        command("pull", word, profile)
        assert "{certified: 7210" in profile.read_text("utf-8")
