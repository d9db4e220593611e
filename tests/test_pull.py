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
from examples import one_in
from hypothesis import given
from hypothesis import strategies as st
from marks import fault, sampled
from profile_edits import BASES, other_profile
from tracked_edits import AUTHOR, come, within
from word_files import edited

from generator.pipeline.check import check
from generator.pipeline.draft import draft
from generator.pipeline.pull import pull
from generator.pipeline.support.pulling import trying
from generator.pipeline.support.pulling.proposals import Doubt
from generator.pipeline.support.pulling.sorting import Choice

PROFILE = CASES / "pull" / "profile.yaml"
KINDS: dict[str, dict[str, Any]] = yaml.safe_load((CASES / "pull" / "kinds.yaml").read_text("utf-8"))
FEW = ("words-beside-a-figure", "measure-come", "figure-at-one-place", "own-row-gone", "term-everywhere")
ROWS = ("残疾人家庭人均收入年均增长", "残疾人城乡居民基本养老保险参保率", "残疾人辅助器具适配率")
CERTIFIED = KINDS["figure-in-a-sentence"]["edits"]


def _w(tag: str) -> str:
    return str(docx.oxml.ns.qn(f"w:{tag}"))


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
        if "row" in edit or "bare" in edit:
            (_without_row if "row" in edit else _unwrap)(paragraphs, edit)
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


def _without_row(paragraphs: list[Paragraph], edit: dict[str, str]) -> None:
    rows = (row for p in paragraphs if edit["row"] in _words(p) for row in p._p.iterancestors(_w("tr")))
    row = next(rows)
    row.getparent().remove(row)


def _unwrap(paragraphs: list[Paragraph], edit: dict[str, str]) -> None:
    controls = [each for p in paragraphs for each in p._p.iter(_w("sdt"))]
    for control in controls:
        if edit["bare"] in "".join(each.text or "" for each in control.iter(_w("t"))):
            for run in control.findall(f"{_w('sdtContent')}/{_w('r')}"):
                control.addprevious(run)
            control.getparent().remove(control)


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
    assert command("pull", word, profile, "--base", tmp_path / "原稿.docx").code == 0
    assert profile.read_text("utf-8") == before.replace("3780", "3812")


def test_a_number_means_the_same_after_some_were_taken(tmp_path: Path, command: Command) -> None:
    word, profile = files(tmp_path, [*CERTIFIED, *KINDS["figure-at-one-place"]["edits"]])
    assert "--take 2" in command("pull", word, profile).out  # number 1 is taken
    before = profile.read_text("utf-8")
    assert command("pull", word, profile, "--take", "1").code == 1
    assert profile.read_text("utf-8") == before
    assert command("pull", word, profile, "--take", "2").code == 1
    assert profile.read_text("utf-8") == before.replace('"97"', '"98"')


def test_every_edit_stands_in_one_list_though_not_all_were_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Check that what is sound is taken all the same, and that nothing is left out of the summary."""
    names = [{"find": name, "put": name.replace("残疾", "残障")} for name in ROWS]
    word, profile = files(tmp_path, [*KINDS["status"]["edits"], *CERTIFIED, *names])
    monkeypatch.setattr(trying, "_MOST_TRIALS", 6)
    pulled = pull(profile, word, Choice(), dry=True)
    groups = (pulled.taken, pulled.asked, pulled.kept, pulled.keyless, pulled.elsewhere)
    assert sorted(each.number for group in groups for each in group) == [*range(1, len(pulled.proposals) + 1)]
    assert {each.change.new for each in pulled.taken} >= {"（送审稿）", "3812名"}
    assert Doubt.UNTRIED in {each.doubt for each in pulled.asked}


@pytest.mark.parametrize("numbers", ["", ",", "9" * 5000, "三"])
def test_what_is_no_number_is_misuse(numbers: str, tmp_path: Path, command: Command) -> None:
    word, profile = files(tmp_path, CERTIFIED)
    said = command("pull", word, profile, "--take", numbers)
    assert (said.code, "不是号" in said.err, said.english) == (2, True, "")


def test_the_draft_that_was_sent_is_never_written_over(tmp_path: Path, command: Command) -> None:
    word, profile = files(tmp_path, CERTIFIED)
    sent = tmp_path / "原稿.docx"
    sent.write_bytes(written())
    said = command("pull", word, profile, "--base", sent, "-o", sent)
    assert (said.code, "output-input" in said.all, sent.read_bytes()) == (2, True, written())


@pytest.mark.parametrize(("answer", "code", "value"), [("是", 1, "98"), ("", 1, "97"), (None, 1, "97")])
def test_a_person_answers_or_goes_away(  # noqa: PLR0913, PLR0917  # fixtures
    answer: str | None,
    code: int,
    value: str,
    tmp_path: Path,
    command: Command,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    word, profile = files(tmp_path, KINDS["figure-at-one-place"]["edits"])
    monkeypatch.setattr("sys.stdin", io.StringIO("" if answer is None else f"{answer}\n"))
    monkeypatch.setattr("generator.cli.pull.can_ask", lambda: True)
    said = command("pull", word, profile)
    assert (said.code, f'target: "{value}"' in profile.read_text("utf-8")) == (code, True), said.all
    assert "意外" not in said.all
    assert ("已中止" in said.err) is (answer is None)


def test_one_authors_tracked_changes_are_taken_alone(tmp_path: Path, command: Command) -> None:
    word, profile = files(tmp_path, KINDS["status"]["edits"])
    word.write_bytes(edited(word.read_bytes(), _tracked))
    every = command("pull", word, profile, "--dry-run").out
    assert [
        each in every for each in (f"--author {AUTHOR}（1 处）", "--author 县财政局（1 处）", "（送审稿）")
    ] == [True] * 3
    slip = command("pull", word, profile, "--author", "县民政")
    assert (slip.code, AUTHOR in slip.err, "县财政局" in slip.err) == (2, True, True)
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


@one_in(4)
@given(seed=st.integers(0, 10_000), name=st.sampled_from(BASES))
def test_what_another_profile_says_is_taken_from_its_draft(seed: int, name: str) -> None:
    made = other_profile(name, Random(seed), 3)
    if made is None:
        return
    with TemporaryDirectory() as folder:
        word, profile = Path(folder, "新.docx"), Path(folder, f"{name}.yaml")
        word.write_bytes(made)
        shutil.copyfile(ROOT / "profiles" / f"{name}.yaml", profile)
        pulled = pull(profile, word, Choice())
        told = [each.change.label for each in (*pulled.asked, *pulled.keyless)]
        assert not pulled.left or told, pulled.left
        assert [each.label for each in pulled.left if not each.folded and not told] == []


def test_a_draft_of_another_plan_is_refused(tmp_path: Path, command: Command) -> None:
    word, profile = files(tmp_path, CERTIFIED)
    other = profile.read_text("utf-8").replace("青石县", "白石县")
    profile.write_text(other, "utf-8")
    said = command("pull", word, profile)
    assert (said.code, "青石县" in said.err, "白石县" in said.err) == (2, True, True)
    assert profile.read_text("utf-8") == other


def commented(word: Path, where: str, text: str) -> None:
    """Put a comment on the paragraph with the words `where`."""
    opened = docx.Document(io.BytesIO(word.read_bytes()))
    about = next(each for each in opened.paragraphs if where in _words(each))
    opened.add_comment(about.runs, text=text, author="县住建局", initials="住")
    opened.save(str(word))


def test_a_comment_that_names_a_figure_is_a_suggestion(tmp_path: Path, command: Command) -> None:
    word, profile = files(tmp_path, KINDS["status"]["edits"])
    commented(word, "全县现有持证残疾人", "请更新为3,812人")
    said = command("pull", word, profile)
    before = profile.read_text("utf-8")
    assert (said.code, "3780名 → 3812人" in said.out, "送审稿" in before, "3812" in before) == (
        1,
        True,
        True,
        False,
    )
    said = command("pull", word, profile, "--take", "2")
    assert (said.code, profile.read_text("utf-8")) == (0, before.replace('"3780"', '"3812"')), said.all
    again = command("pull", word, profile, "--take", "2")
    assert profile.read_text("utf-8") == before.replace('"3780"', '"3812"'), again.all


def test_a_comment_says_why_a_row_is_left_out(tmp_path: Path, command: Command) -> None:
    word, profile = files(tmp_path, KINDS["national-row-gone"]["edits"])
    commented(word, "全县现有持证残疾人", "困难重度残疾人家庭无障碍改造数已由住建局考核")
    command("pull", word, profile, "--take", "1")
    assert "omit: 困难重度残疾人家庭无障碍改造数已由住建局考核}" in profile.read_text("utf-8")


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
        text = next(each for each in table.iter(_w("t")) if each.text == old)
        text.text = new
        row = next(text.iterancestors(_w("tr")))
        row.getparent().remove(row) if not new else None
    opened.save(str(word))
    assert command("pull", word, profile).code == 0
    after = profile.read_text("utf-8")
    assert "{at: assistive_devices, task: 做好辅助器具适配}" in after
    assert "{at: social_insurance, task: 无}" in after


def test_what_is_doubtful_is_asked_on_a_terminal(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Check that an answer decides, that no other edit suffers, and that a reason is asked for."""
    gone = [*CERTIFIED, *KINDS["figure-at-one-place"]["edits"], *KINDS["own-row-gone"]["edits"]]
    monkeypatch.setattr("generator.cli.pull.can_ask", lambda: True)
    for answer, target in (("n\n", '"97"'), ("y\n", '"98"')):
        word, profile = files(tmp_path, gone)
        monkeypatch.setattr("sys.stdin", io.StringIO(answer))
        said = command("pull", word, profile)
        after = profile.read_text("utf-8")
        assert (said.out.count("收进档案吗"), f"target: {target}" in after) == (1, True), said.all
        assert ("3812" in after, "own_care" in after) == (True, False)


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
