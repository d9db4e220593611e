"""Test `plandraft pull`: what people changed in a Word file becomes what the profile says."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from random import Random
from typing import Any

import docx
import pytest
from commands import Command
from conftest import ROOT
from marks import fault, sampled
from profile_edits import BASES, other_profile
from pull_files import CERTIFIED, KINDS, PROFILE, files, in_word, w, written
from word_files import edited

from generator.pipeline import pull as module
from generator.pipeline.pull import pull
from generator.pipeline.support.pulling.sorting import Choice, Pulled, settled

FEW = ("words-beside-a-figure", "measure-come", "figure-at-one-place", "own-row-gone", "term-everywhere")


@pytest.mark.parametrize("kind", sampled(KINDS, FEW, fault))
def test_each_kind_of_edit_is_taken_asked_or_listed(kind: str, tmp_path: Path, command: Command) -> None:
    case = KINDS[kind]
    word, profile = files(tmp_path, case["edits"])
    said = command("pull", word, profile)
    after = profile.read_text("utf-8")
    assert [each for each in case["says"] if each not in after] == [], said.all + after
    assert [each for each in case.get("lacks", ()) if each in after] == [], after
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


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_profile_keeps_its_encoding(encoding: str, tmp_path: Path, command: Command) -> None:
    word, profile = files(tmp_path, CERTIFIED)
    text = profile.read_text("utf-8")
    profile.write_bytes(text.encode(encoding))
    assert command("pull", word, profile).code == 0
    assert profile.read_bytes() == text.replace("3780", "3812").encode(encoding)


def test_what_somebody_else_writes_meanwhile_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    word, profile = files(tmp_path, CERTIFIED)
    before = profile.read_text("utf-8")

    def edited_meanwhile(*given: Any) -> Pulled:  # noqa: ANN401  # as it is called
        if profile.read_text("utf-8") == before:
            profile.write_text(before.replace("1920", "1921"), "utf-8", newline="\n")
        return settled(*given)

    monkeypatch.setattr(module, "settled", edited_meanwhile)
    assert [each.change.new for each in pull(profile, word, Choice()).taken] == ["3812名"]
    assert profile.read_text("utf-8") == before.replace("1920", "1921").replace("3780", "3812")


def test_a_file_without_its_draft_is_asked_about_unless_it_is_named(tmp_path: Path, command: Command) -> None:
    """Check that what the profile or the library has changed since is not taken for a hand's."""
    word, profile = files(tmp_path, CERTIFIED)
    before = profile.read_text("utf-8").replace("1920", "1921")
    profile.write_text(before, "utf-8", newline="\n")
    word.write_bytes(edited(word.read_bytes(), lambda _: "<lost/>", "customXml/item2.xml"))
    (tmp_path / "原稿.docx").write_bytes(written())
    said = command("pull", word, profile)
    assert (said.code, "--base" in said.out, profile.read_text("utf-8")) == (1, True, before)
    base = tmp_path / "原稿.docx"
    assert command("pull", word, profile, "--base", base, "-o", base).code == 2
    assert base.read_bytes() == written()
    assert command("pull", word, profile, "--base", base).code == 0
    assert profile.read_text("utf-8") == before.replace("3780", "3812")


def test_a_file_without_its_draft_is_known_by_the_seal_of_a_profile_that_stayed(
    tmp_path: Path, command: Command
) -> None:
    word, profile = files(tmp_path, CERTIFIED)
    before = profile.read_text("utf-8")
    assert command("draft", profile, "-o", tmp_path, "--format", "docx").code in {0, 1}
    content = in_word(CERTIFIED, (tmp_path / "青石县.docx").read_bytes())
    word.write_bytes(edited(content, lambda _: "<lost/>", "customXml/item2.xml"))
    assert command("pull", word, profile).code == 0
    assert profile.read_text("utf-8") == before.replace("3780", "3812")
    profile.write_text(before.replace("1920", "1921"), "utf-8", newline="\n")
    said = command("pull", word, profile)
    assert (said.code, f"--base {profile.name}" in said.out) == (1, True), said.all
    assert "3812" not in profile.read_text("utf-8")
    assert command("pull", word, profile, "--base", profile).code == 0


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


def test_the_draft_that_was_sent_is_never_written_over(tmp_path: Path, command: Command) -> None:
    word, profile = files(tmp_path, CERTIFIED)
    sent = tmp_path / "原稿.docx"
    sent.write_bytes(written())
    said = command("pull", word, profile, "--base", sent, "-o", sent)
    assert (said.code, "output-input" in said.all, sent.read_bytes()) == (2, True, written())


OTHERS = sampled([(name, seed) for name in BASES for seed in range(6)], ((BASES[0], 0), (BASES[1], 1)), fault)
OTHERS.append(pytest.param(("xinzhou", 5888), marks=fault))  # a goal without its sign: 46%以上 → 46%


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


def test_a_row_that_was_left_out_comes_back(tmp_path: Path, command: Command) -> None:
    word, profile = files(tmp_path, [])
    text = profile.read_text("utf-8")
    shorter = text.replace('{baseline: "——", target: "350"}', "{omit: 没有任务}  # 住建局")
    profile.write_text(shorter, "utf-8", newline="\n")
    assert (command("pull", word, profile).code, shorter == text) == (0, False)
    back = shorter.replace("{omit: 没有任务}", "{baseline: ——, target: 350}")
    assert profile.read_text("utf-8") == back


def test_rows_of_the_table_of_tasks_are_written_at_their_measures(tmp_path: Path, command: Command) -> None:
    profile, word = tmp_path / "青石县.yaml", tmp_path / "青石县.docx"
    profile.write_text(
        PROFILE.read_text("utf-8").replace("  - plan\n", "  - plan\n  - task-division\n"), "utf-8"
    )
    assert command("draft", profile, "-o", tmp_path, "--format", "docx").code in {0, 1}
    opened = docx.Document(str(word))
    table = opened.tables[-1]._tbl
    for old, new in (("推进辅助器具适配服务", "做好辅助器具适配"), ("提高残疾人社会保险水平", "")):
        text = next(each for each in table.iter(w("t")) if each.text == old)
        text.text = new
        row = next(text.iterancestors(w("tr")))
        row.getparent().remove(row) if not new else None
    opened.save(str(word))
    assert command("pull", word, profile).code == 0
    after = profile.read_text("utf-8")
    assert "{at: assistive_devices, task: 做好辅助器具适配}" in after
    assert "{at: social_insurance, task: 无}" in after


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
