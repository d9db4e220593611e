"""Test `plandraft verify`: what became of a Word file, line by line."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from commands import SOUND, Command
from conftest import ROOT
from marks import attack, sampled
from samples import composed, written
from word_files import drafted, edited, texts

from generator.base.digest import digest
from generator.pipeline.verify import FileState, verify
from generator.word.ooxml import names
from generator.word.reader import open_package

PROFILE = ROOT / "profiles" / "dengkou.yaml"


def test_a_file_as_it_was_written_is_intact(command: Command, tmp_path: Path) -> None:
    command("draft", PROFILE, "-o", tmp_path)
    said = command("verify", "dengkou.docx", "--profile", PROFILE)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("dengkou.docx：原样，写出后没有动过（plandraft 0.1.0，摘要 ")
    assert "dengkou.docx：文中的数都与档案一致\n" in said.out


def resealed(content: bytes) -> bytes:
    """Return a Word file with the digest that its parts have now."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    old = open_package(content, "plan.docx").properties[names.DIGEST]
    new = digest(parts, but=names.PROPERTIES_PART)
    return edited(content, lambda xml: xml.replace(old, new), names.PROPERTIES_PART)


def test_an_edited_file_whose_digest_was_made_to_fit_is_not_intact(command: Command, tmp_path: Path) -> None:
    sentence = texts(composed("dengkou"))
    sentence = sentence[sentence.index("。") - 12 : sentence.index("。")]
    content = resealed(edited(written("dengkou"), lambda xml: xml.replace(sentence, f"{sentence}（改）", 1)))
    drafted(tmp_path, content)
    found = verify(tmp_path / "plan.docx")
    assert (found.state, len(found.edits)) == (FileState.FORGED, 1)
    said = command("verify", "plan.docx")
    assert said.code == 1
    assert "摘要却对得上" in said.out


def test_a_file_whose_carried_draft_was_edited_too_is_told_by_its_profile(
    command: Command, tmp_path: Path
) -> None:
    whole = texts(composed("dengkou"))
    sentence = whole[whole.index("。") - 6 : whole.index("。")]
    parts = ("word/document.xml", "customXml/item2.xml")
    content = resealed(edited(written("dengkou"), lambda xml: xml.replace(sentence, "无人知道"), *parts))
    drafted(tmp_path, content)
    assert command("verify", "plan.docx").code == 0
    said = command("verify", "plan.docx", "--profile", PROFILE)
    assert said.code == 1
    assert "与按档案重新写出的草案比，另有 1 处不同" in said.out
    assert "摘要不是签名" in said.out


@attack
def test_a_profile_beyond_all_measure_is_not_carried_along(command: Command, tmp_path: Path) -> None:
    quotes = '"' * 1_000  # JSON takes two characters for each
    words = "\n".join(f"  n{number}: '{quotes}'" for number in range(600))
    (tmp_path / "plan.yaml").write_text(f"{SOUND}names:\n{words}\n", encoding="utf-8")
    assert command("draft", "plan.yaml", "--format", "docx", "-o", ".").code == 0
    assert command("verify", "plan.docx").code == 0
    said = command("diff", "plan.yaml", "plan.docx")
    assert (said.code, said.err) == (0, "")


def test_a_file_that_was_only_saved_again_says_the_same(tmp_path: Path) -> None:
    content = edited(
        written("dengkou"), lambda xml: xml.replace("<w:body>", "<w:body><!-- saved by another -->")
    )
    assert verify(drafted(tmp_path, content)).state is FileState.RESAVED


def test_an_edited_file_is_told_with_what_changed(command: Command, tmp_path: Path) -> None:
    old = texts(composed("dengkou"))
    sentence = old[old.index("。") - 12 : old.index("。")]
    drafted(tmp_path, edited(written("dengkou"), lambda xml: xml.replace(sentence, f"{sentence}（改）", 1)))
    said = command("verify", "plan.docx")
    assert said.code == 1
    assert "内容改过 1 处" in said.out
    assert "{+（改）+}" in said.out
    assert sentence in said.out


@pytest.mark.parametrize(
    "retyped",
    sampled(
        [("加强监测评估", "强化监测评估"), (">约束性<", ">预期性<"), ("建设", "改建")],
        [(">约束性<", ">预期性<")],
        attack,
    ),
)
def test_our_own_tracked_changes_are_as_they_were_written(
    retyped: tuple[str, str], command: Command, tmp_path: Path
) -> None:
    """Type over a title, an attribute, words in a heading: typed numbers stay as they are."""
    (tmp_path / "old.docx").write_bytes(written("dengkou"))
    content = edited(written("dengkou"), lambda xml: without_a_row(xml.replace(*retyped)))
    (tmp_path / "new.docx").write_bytes(content)
    assert command("diff", "old.docx", "new.docx", "--format", "docx", "-o", "tracked.docx").code == 1
    said = command("verify", "tracked.docx")
    assert (said.code, "原样，写出后没有动过" in said.out) == (0, True)


def without_a_row(xml: str) -> str:
    """Return a main part without the second row of its last table."""
    rows = [*re.finditer(r"<w:tr>.*?</w:tr>", xml)]
    return xml[: rows[-2].start()] + xml[rows[-2].end() :]


def test_a_figure_that_the_profile_gives_otherwise_is_told_with_its_path(
    command: Command, tmp_path: Path
) -> None:
    command("draft", PROFILE, "-o", tmp_path)
    newer = PROFILE.read_text(encoding="utf-8").replace('target: ">92"', 'target: ">93"', 1)
    (tmp_path / "newer.yaml").write_text(newer, encoding="utf-8")
    said = command("verify", "dengkou.docx", "--profile", "newer.yaml")
    assert said.code == 1
    assert "原样" in said.out
    assert (
        "有 1 个数与档案不同\n  indicators.rehabilitation_coverage.target：文中 92%、>92，档案 93%、>93\n"
        in said.out
    )


def test_verify_of_what_is_no_word_file_is_told_in_chinese(command: Command, tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(b"x")
    said = command("verify", "plan.docx")
    assert said.code == 2
    assert "docx-unreadable" in said.err


def test_figures_that_the_profile_no_longer_has_are_told(command: Command, tmp_path: Path) -> None:
    command("draft", PROFILE, "-o", tmp_path)
    lines = PROFILE.read_text(encoding="utf-8").splitlines()
    less = [line for line in lines if "poverty_relieved" not in line]
    (tmp_path / "less.yaml").write_text("\n".join(less), encoding="utf-8")
    said = command("verify", "dengkou.docx", "--profile", "less.yaml")
    assert said.code == 1
    assert "achievements.poverty_relieved：文中 " in said.out


def test_the_profile_of_another_place_is_refused(command: Command, tmp_path: Path) -> None:
    command("draft", PROFILE, "-o", tmp_path)
    said = command("verify", "dengkou.docx", "--profile", ROOT / "profiles" / "xinzhou.yaml")
    assert said.code == 2
    assert "文件是磴口县（2021-2025）的规划，档案是忻州市（2021-2025）的" in said.err


def test_broken_lists_of_parts_are_told_and_stop_no_other_file(command: Command, tmp_path: Path) -> None:
    drafted(tmp_path, written("dengkou"))
    with zipfile.ZipFile(tmp_path / "odd.docx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<odd/>")
        archive.writestr("_rels/.rels", "<odd/>")
    said = command("verify", "odd.docx", "plan.docx")
    assert said.code == 2
    assert "docx-unreadable" in said.err
    assert "plan.docx：原样" in said.out


def test_verify_says_what_diff_says(command: Command, tmp_path: Path) -> None:
    (tmp_path / "old.docx").write_bytes(written("dengkou"))
    drafted(tmp_path, edited(written("dengkou"), lambda xml: xml.replace("公共服务", "公共事务")))
    told = command("diff", "old.docx", "plan.docx").out.splitlines()
    said = command("verify", "plan.docx").out
    *changes, _ = [line for line in told[2:] if line]  # the last one says what to do next
    assert all(line.strip() in said for line in changes)
    assert "同样的改动共 " in said


def test_a_redline_of_ours_that_was_edited_is_not_intact(command: Command, tmp_path: Path) -> None:
    (tmp_path / "old.docx").write_bytes(written("dengkou"))
    content = edited(written("dengkou"), lambda xml: xml.replace("加强监测评估", "强化监测评估"))
    drafted(tmp_path, content)
    command("diff", "old.docx", "plan.docx", "--format", "docx", "-o", "tracked.docx")
    redline = (tmp_path / "tracked.docx").read_bytes()
    forged = resealed(edited(redline, lambda xml: xml.replace("慢性病增多", "慢性病减少")))
    (tmp_path / "tracked.docx").write_bytes(forged)
    said = command("verify", "tracked.docx")
    assert (said.code, "内容改过，摘要却对得上" in said.out) == (1, True)


def _bold(word: docx.document.Document) -> None:
    word.paragraphs[20].runs[0].font.bold = True


def _heading_in_contents(word: docx.document.Document) -> None:
    entry = next(p for p in word.paragraphs if p.style is not None and p.style.name == "toc 1")
    next(run for run in entry._p.iter(docx.oxml.ns.qn("w:t"))).text = "另一个标题"


@pytest.mark.parametrize(("change", "rule"), [(_bold, "docx-looks"), (_heading_in_contents, "docx-contents")])
def test_what_is_not_compared_is_named_where_it_differs(
    change: Callable[[docx.document.Document], None], rule: str, command: Command, tmp_path: Path
) -> None:
    (tmp_path / "plan.yaml").write_text(f"{SOUND}parts: [contents, plan]\n", encoding="utf-8")
    command("draft", "plan.yaml", "--format", "docx", "-o", tmp_path)
    word = docx.Document(str(tmp_path / "plan.docx"))
    change(word)
    word.save(str(tmp_path / "plan.docx"))
    said = command("verify", "plan.docx")
    assert (said.code, rule in said.err) == (0, True)
    assert "另存过，内容没有变；正文以外的见提示" in said.out


@pytest.mark.parametrize("command_words", [("verify",), ("diff",), ("text",)])
@pytest.mark.parametrize("content", [b"x", b"PK\x03\x04"], ids=["foreign", "broken"])
def test_a_file_that_cannot_be_read_is_one_exit_code_everywhere(
    command_words: tuple[str, ...], content: bytes, command: Command, tmp_path: Path
) -> None:
    drafted(tmp_path, content)
    others = ["plan.docx"] if command_words == ("diff",) else []
    assert command(*command_words, "plan.docx", *others).code == 2


def test_figures_that_are_not_known_any_more_are_named(command: Command, tmp_path: Path) -> None:
    control = re.compile(
        r"<w:sdt>(?:(?!</w:sdt>).)*?population.severe.*?<w:sdtContent>(.*?)</w:sdtContent></w:sdt>"
    )
    unknown = edited(
        written("dengkou"), lambda xml: control.sub(r"\1", xml, count=1).replace(">2645<", ">二千多<")
    )
    drafted(tmp_path, unknown)
    said = command("verify", "plan.docx", "--profile", PROFILE)
    assert said.code == 1
    assert (
        "处数认不出来了（改写、删去了，或者去掉了内容控件），没有核对：\n  population.severe：写出时是 2645"
        in said.out
    )
