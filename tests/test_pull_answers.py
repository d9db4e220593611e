"""Test what `plandraft pull` lists and asks: numbers, answers, comments, authors."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from commands import Command
from pull_files import CERTIFIED, KINDS, commented, files
from tracked_edits import AUTHOR, come, within
from word_files import edited

from generator.pipeline.pull import pull
from generator.pipeline.support.pulling import trying
from generator.pipeline.support.pulling.proposals import Doubt
from generator.pipeline.support.pulling.sorting import Choice

ROWS = ("残疾人家庭人均收入年均增长", "残疾人城乡居民基本养老保险参保率", "残疾人辅助器具适配率")


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


def test_a_number_means_the_same_after_some_were_taken(tmp_path: Path, command: Command) -> None:
    word, profile = files(tmp_path, [*CERTIFIED, *KINDS["figure-at-one-place"]["edits"]])
    assert "--take 2" in command("pull", word, profile).out  # number 1 is taken
    before = profile.read_text("utf-8")
    assert command("pull", word, profile, "--take", "1").code == 1
    assert profile.read_text("utf-8") == before
    assert command("pull", word, profile, "--take", "2").code == 1
    assert profile.read_text("utf-8") == before.replace('"97"', '"98"')


def test_a_term_that_was_changed_at_most_places_is_asked_and_taken_by_its_number(
    tmp_path: Path, command: Command
) -> None:
    word, profile = files(tmp_path, [{"find": "乡镇", "put": "苏木镇", "times": "10"}])
    before = profile.read_text("utf-8")
    said = command("pull", word, profile, "--dry-run")
    number = next(line.split()[0] for line in said.out.splitlines() if "“乡镇”多处改成“苏木镇”" in line)
    command("pull", word, profile, "--take", number)
    after = profile.read_text("utf-8")
    assert ("terms:" in before, "township_short: 苏木镇" in after) == (False, True), said.all


def test_one_word_at_many_places_is_asked_about_once(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    word, profile = files(tmp_path, [{"find": "乡镇", "put": "苏木镇", "times": "10"}])
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n" * 9))
    monkeypatch.setattr("generator.cli.pull.can_ask", lambda: True)
    said = command("pull", word, profile)
    assert said.out.count("收进档案吗") == 2, said.all  # the term, and a department that has it in its name
    assert "township_short: 苏木镇" in profile.read_text("utf-8")


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
