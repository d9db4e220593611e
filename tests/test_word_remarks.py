"""Test that what stands in a Word file beside its text is told: by whom, when, where."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import docx
import pytest
from commands import Command
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from marks import attack, sampled
from samples import written
from word_files import edited

from generator.base.characters import forbidden_character

FIGURE = '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">6278</w:t></w:r>'
TEXT = "慢性病增多"
LOOKS = [
    "<w:vanish/>",
    "<w:strike/>",
    "<w:dstrike/>",
    '<w:color w:val="FFFFFF"/>',
    '<w:strike w:val="true"/>',
]
PLAIN = ['<w:vanish w:val="0"/>', '<w:strike w:val="false"/>', '<w:color w:val="FF0000"/>']


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Return a draft beside the one that is edited."""
    (tmp_path / "old.docx").write_bytes(written("dengkou"))
    return tmp_path / "new.docx"


def looking(look: str) -> Callable[[str], str]:
    """Return an edit that gives the figure a look."""
    run = FIGURE.replace("<w:rFonts", f"{look}<w:rFonts")
    return lambda xml: xml.replace(FIGURE, run)


@pytest.mark.parametrize("look", sampled(LOOKS, ("<w:vanish/>",), attack))
def test_words_that_nobody_sees_do_not_stand_there(look: str, plan: Path, command: Command) -> None:
    plan.write_bytes(edited(written("dengkou"), looking(look)))
    for words in (("diff", "old.docx", plan), ("verify", plan)):
        said = command(*words)
        assert said.code == 1
        assert "new.docx 提醒 docx-hidden-words" in said.err
        assert "隐藏、划掉或者白色的字：6278" in said.err
    assert "[-6278名-]" in command("diff", "old.docx", plan).out


@pytest.mark.parametrize("look", sampled(PLAIN, PLAIN[:1], attack))
def test_another_look_changes_nothing(look: str, plan: Path, command: Command) -> None:
    plan.write_bytes(edited(written("dengkou"), looking(look)))
    said = command("diff", "old.docx", plan)
    assert (said.code, said.out.splitlines()[-1]) == (0, "两稿相同。")
    assert ("docx-looks" in said.err) == ("color" in look)


def test_a_value_that_is_not_what_is_written_is_told_with_both(plan: Path, command: Command) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written("dengkou"))) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b">6278</value>", b">9999</value>"))
    plan.write_bytes(target.getvalue())
    for words in (("diff", "old.docx", plan), ("verify", plan)):
        said = command(*words)
        assert (said.code, "正文写的是6278，文件里存的是9999" in said.err) == (1, True)
    plan.write_bytes(edited(written("dengkou"), lambda xml: xml.replace(">6278<", ">9999<")))
    assert "正文写的是9999，文件里存的是6278" in command("diff", "old.docx", plan).err


def test_comments_are_told_with_author_day_and_place(plan: Path, command: Command) -> None:
    word = docx.Document(io.BytesIO(written("dengkou")))
    paragraph = next(p for p in word.paragraphs if TEXT in p.text)
    for author, text in (
        ("县民政局", "请更新为6412人"),
        ("县卫健委", "建议增加项目"),
        ("县教育局", "请核实"),
    ):
        word.add_comment(paragraph.runs[0], text=text, author=author)
    word.save(str(plan))
    said = command("diff", "old.docx", plan)
    assert (said.code, "新稿：批注 3 条" in said.out) == (0, True)
    for author, text in (
        ("县民政局", "请更新为6412人"),
        ("县卫健委", "建议增加项目"),
        ("县教育局", "请核实"),
    ):
        assert any(f"  {author} 20" in line and line.endswith(f"”：{text}") for line in said.out.splitlines())


@pytest.mark.parametrize("cuts", [(), (2,), (1, 2), (1, 2, 5)])
def test_a_comment_names_its_run_in_heading_however_it_is_cut_into_runs(
    cuts: tuple[int, ...], plan: Path, command: Command
) -> None:
    word = docx.Document(io.BytesIO(written("dengkou")))
    measures = word.element.body.xpath(".//w:p[w:r[1]/w:rPr/w:rStyle/@w:val='run-in-measure']")
    title, *others = Paragraph(measures[1], word.element.body).runs
    words, ends = title.text, [*cuts, len(title.text)]
    for start, end in zip([0, *cuts], ends, strict=True):
        piece = deepcopy(title._r)
        title._r.addprevious(piece)
        Run(piece, title._parent).text = words[start:end]
    title._r.getparent().remove(title._r)
    word.add_comment(others[-1], text="请核实", author="县教育局")
    word.save(str(plan))
    said = command("diff", "old.docx", plan).out
    assert f" › {words.rstrip('。')} › " in next(line for line in said.splitlines() if "请核实" in line)


def test_pending_changes_are_told_each_with_author_and_day(plan: Path, command: Command) -> None:
    change = (
        '<w:ins w:id="9" w:author="县财政局" w:date="2026-11-20T09:00:00Z"><w:r><w:t>再</w:t></w:r></w:ins>'
    )
    plan.write_bytes(edited(written("dengkou"), lambda xml: xml.replace("</w:p>", f"{change}</w:p>", 60)))
    said = command("diff", "old.docx", plan)
    assert said.code == 1
    assert "新稿：没有处理的修订 60 处" in said.out
    assert said.out.count("  县财政局 2026-11-20，加上“再”") == 60
    assert "除待定的修订外，两稿相同。此外待定的修订 " in said.out


@pytest.mark.parametrize("tag", ["del", "ins"])
def test_a_pending_change_that_undoes_what_nobody_tracked_is_told_as_that(
    tag: str, plan: Path, command: Command
) -> None:
    words, kind = ("又打又删的字", "delText") if tag == "del" else (TEXT, "t")
    run = f"<w:r><w:{kind}>{words}</w:{kind}></w:r>"
    change = f'<w:{tag} w:id="9" w:author="县财政局" w:date="2026-11-20T09:00:00Z">{run}</w:{tag}>'

    def edit(xml: str) -> str:
        start = xml.rindex("<w:r>", 0, xml.index(TEXT))
        end = xml.index("</w:r>", start) + len("</w:r>")
        if tag == "del":
            return xml[:end] + change + xml[end:]
        before, after = xml[start:end].split(TEXT)
        return f"{xml[:start]}{before}</w:t></w:r>{change}<w:r><w:t>{after}{xml[end:]}"

    plan.write_bytes(edited(written("dengkou"), edit))
    said = command("verify", plan)
    assert "另存过，内容没有变" in said.out
    [line] = [line for line in said.out.splitlines() if "接受以后同底稿一样" in line]
    assert line.strip().startswith("其中 1 处")
    assert words in line


def test_a_header_that_is_not_compared_is_told(plan: Path, command: Command) -> None:
    word = docx.Document(io.BytesIO(written("dengkou")))
    word.sections[0].header.paragraphs[0].text = "内部资料 注意保存"
    word.save(str(plan))
    said = command("verify", plan)
    assert (said.code, "页眉或者页脚里有写出时没有的字：内部资料 注意保存" in said.err) == (0, True)


UNSEEN = "县\u202e\u2066\u200b\u200f\ufeff\x7f\x9b局"


def remarked(xml: str) -> str:
    """Return a main part with a typed paragraph of unseen characters, with a comment, part of it tracked."""
    tracked = f'<w:ins w:id="9" w:author="{UNSEEN}"><w:r><w:t>{UNSEEN}</w:t></w:r></w:ins>'
    start = '<w:commentRangeStart w:id="7"/><w:r><w:t>另设补贴</w:t></w:r><w:commentRangeEnd w:id="7"/>'
    head, mark, tail = xml.rpartition("<w:sectPr")
    return f"{head}<w:p>{start}{tracked}</w:p>{mark}{tail}"


def with_remarks(path: Path) -> None:
    """Write the draft with that paragraph and two comments of one number."""
    word = docx.Document(io.BytesIO(written("dengkou")))
    word.comments.add_comment(text="甲意见", author="甲")
    word.comments.add_comment(text="乙意见", author="乙")
    packed = io.BytesIO()
    word.save(packed)

    def numbered(xml: str) -> str:
        xml = xml.replace('w:id="0"', 'w:id="7"').replace('w:id="1"', 'w:id="7"')
        return xml.replace('w:author="甲"', f'w:author="{UNSEEN}"').replace("乙意见", f"乙{UNSEEN}意见")

    path.write_bytes(edited(edited(packed.getvalue(), remarked), numbered, "word/comments.xml"))


def test_every_comment_of_one_number_is_told(plan: Path, command: Command) -> None:
    with_remarks(plan)
    said = command("diff", "old.docx", plan).out
    assert "新稿：批注 2 条" in said
    assert "甲意见" in said
    assert "意见" in said.replace("甲意见", "")


@pytest.mark.parametrize("form", ["table", "docx"])
def test_no_unseen_characters_of_others_get_into_a_file_of_ours(
    form: str, plan: Path, command: Command
) -> None:
    with_remarks(plan)
    command("diff", "old.docx", plan, "--format", form, "-o", "made.docx")
    with zipfile.ZipFile(plan.parent / "made.docx") as made:
        parts = {name: made.read(name).decode() for name in made.namelist() if name.endswith(".xml")}
    if form == "table":
        assert forbidden_character("".join(parts.values())) is None
    assert "U+202E" in "".join(parts.values())
    assert forbidden_character(parts.get("word/comments.xml", "")) is None
    assert not [
        name for name in re.findall(r'w:author="([^"]*)', parts["word/document.xml"]) if "\u202e" in name
    ]
