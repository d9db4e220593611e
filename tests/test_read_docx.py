"""Word files read back: what was written comes back whole, and what was edited comes back edited."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from commands import Command
from conftest import ROOT
from documents import numbered_documents
from hypothesis import given
from plans import bare, document
from samples import SAMPLES, composed, written

from generator.diagnostics import PlanError
from generator.document import Division, Document, Figure, Gap, Plan, part_runs, plain, walk
from generator.pipeline.verify import State, verify
from generator.pipeline.word import open_word
from generator.read_docx import open_package, read_docx
from generator.style_sheet import official_look
from generator.write_docx import write_docx
from generator.write_docx.pen import parted

PROFILE = ROOT / "profiles" / "dengkou.yaml"


def read(content: bytes, draft: Document) -> Document:
    """A Word file read back."""
    return read_docx(open_package(content, "plan.docx"), official_look(), draft)


def edited(content: bytes, change: Callable[[str], str]) -> bytes:
    """A Word file whose main part someone has changed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(part.decode()).encode() if name == "word/document.xml" else part)
    return packed.getvalue()


def texts(document: Document) -> str:
    """All the words of a document."""
    return "".join(plain((run,)) for part in document.parts for run in part_runs(part))


@given(numbered_documents())
def test_every_document_comes_back_as_it_was_written(document: Document) -> None:
    assert read(write_docx(document, official_look(), {}, {}), document) == document


@pytest.mark.parametrize("name", SAMPLES)
def test_the_plans_and_letters_come_back_as_they_were_written(name: str, tmp_path: Path) -> None:
    file = tmp_path / "plan.docx"
    file.write_bytes(written(name))
    word = open_word(file)
    assert word.document == word.draft == composed(name)
    assert word.intact


def test_the_words_come_from_the_body_and_not_from_the_draft_that_the_file_carries() -> None:
    draft = document(bare("county"))
    changed = edited(written("kind-county"), lambda xml: xml.replace("残疾人", "残障人"))
    assert texts(read(changed, draft)) == texts(draft).replace("残疾人", "残障人")


def test_an_edited_paragraph_keeps_its_key_and_its_figures() -> None:
    draft = composed("dengkou")
    before = figures(draft)
    sign, old, unit = parted(before[0].text)
    mine, number = f'<w:tag w:val="{before[0].source}"/>', f'preserve">{old}</w:t>'

    def change(xml: str) -> str:
        place = xml.index(number, xml.index(mine))
        return xml[:place] + 'preserve">4321</w:t>' + xml[place + len(number) :]

    back = read(edited(written("dengkou"), change), draft)
    changed = [new for new, old in zip(figures(back), before, strict=True) if new != old]
    assert changed == [Figure(f"{sign}4321{unit}", before[0].source)]


def test_a_paragraph_typed_by_hand_comes_without_a_key_where_it_stands() -> None:
    draft = composed("dengkou")
    first = next(b for b in walk(plan(draft).body) if isinstance(b, Division) and len(b.body) > 1)
    typed = "<w:p><w:r><w:t>手写的一段。</w:t></w:r></w:p>"

    def type_in(xml: str) -> str:
        place = xml.index("</w:p>", xml.index(first.title)) + len("</w:p>")
        return xml[:place] + typed + xml[place:]

    back = read(edited(written("dengkou"), type_in), draft)
    division = next(b for b in walk(plan(back).body) if isinstance(b, Division) and b.key == first.key)
    assert "手写的一段。" in texts(back)
    assert [block.key for block in walk(division.body)].count("") == 1


def test_a_heading_taken_out_leaves_its_paragraphs() -> None:
    draft = composed("dengkou")
    gone = next(b for b in walk(plan(draft).body) if isinstance(b, Division) and not b.run_in)

    def cut(xml: str) -> str:
        end = xml.index("</w:p>", xml.index(gone.title)) + len("</w:p>")
        return xml[: xml.rindex("<w:p>", 0, end)] + xml[end:]

    back = read(edited(written("dengkou"), cut), draft)
    assert gone.key not in {block.key for block in walk(plan(back).body)}
    assert texts(back) == texts(draft)


def test_a_gap_that_someone_filled_in_is_a_figure_of_the_same_path() -> None:
    draft = document(bare("county"))
    gap = next(
        run for part in draft.parts for run in part_runs(part) if isinstance(run, Gap) and run.department
    )

    def fill(xml: str) -> str:
        place = xml.index(gap.text)
        start = xml.rindex("<w:sdt>", 0, place)
        control = xml[start : xml.index("</w:sdt>", place)]
        return xml.replace(control, control.replace("<w:showingPlcHdr/>", "").replace(gap.text, "88"), 1)

    back = read(edited(written("kind-county"), fill), draft)
    assert Figure("88", gap.source) in [run for part in back.parts for run in part_runs(part)]


def test_tracked_insertions_count_and_deletions_do_not() -> None:
    draft = composed("dengkou")
    mark = 'w:id="9001" w:author="审" w:date="2022-01-01T00:00:00Z"'
    inserted = f"<w:ins {mark}><w:r><w:t>新加</w:t></w:r></w:ins>"
    deleted = f"<w:del {mark}><w:r><w:delText>旧字</w:delText></w:r></w:del>"
    end = "</w:p><w:sectPr"
    back = read(edited(written("dengkou"), lambda xml: xml.replace(end, inserted + deleted + end)), draft)
    assert texts(back) == texts(draft) + "新加"


def figures(document: Document) -> list[Figure]:
    """The figures of a document in order."""
    return [run for part in document.parts for run in part_runs(part) if isinstance(run, Figure)]


def plan(document: Document) -> Plan:
    """The plan among the parts."""
    return next(part for part in document.parts if isinstance(part, Plan))


# --- files that are no Word files of ours -----------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 old .doc"])
def test_what_is_no_word_file_is_refused(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "plan.docx"
    file.write_bytes(content)
    assert rule_of(file) == "docx-unreadable"


def test_a_word_file_of_someone_else_is_told_as_such(tmp_path: Path) -> None:
    file = tmp_path / "plan.docx"
    docx.Document().save(str(file))
    assert rule_of(file) == "docx-foreign"


def test_a_file_whose_carried_draft_is_damaged_is_told_as_such(tmp_path: Path) -> None:
    file = tmp_path / "plan.docx"
    with zipfile.ZipFile(io.BytesIO(written("kind-county"))) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(
                name, b"<document><odd/></document>" if name.startswith("customXml/item2") else old.read(name)
            )
    assert rule_of(file) == "docx-foreign"


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    file = tmp_path / "plan.docx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(10):
            archive.writestr(f"word/{n}.xml", bytes(10_000_000))
    assert rule_of(file) == "docx-unreadable"


def test_entities_of_a_file_are_not_resolved() -> None:
    draft = composed("dengkou")
    declared = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    content = edited(
        written("dengkou"),
        lambda xml: xml.replace("<w:document", f"{declared}<w:document", 1).replace("残疾人", "&x;残疾人", 1),
    )
    assert "root:" not in texts(read(content, draft))


def rule_of(file: Path) -> str:
    """The rule that a file breaks."""
    with pytest.raises(PlanError) as stopped:
        open_word(file)
    return stopped.value.findings[0].rule


# --- plandraft verify -------------------------------------------------------------------------------------


def in_cell(word: docx.document.Document) -> Any:  # noqa: ANN401  # python-docx's cells have no public type
    """A cell of a feature box."""
    return word.tables[1].rows[1].cells[0]


def drafted(folder: Path, content: bytes) -> Path:
    """A Word file in a folder."""
    file = folder / "plan.docx"
    file.write_bytes(content)
    return file


def test_a_file_as_it_was_written_is_intact(command: Command, tmp_path: Path) -> None:
    command("draft", PROFILE, "-o", tmp_path)
    said = command("verify", "dengkou.docx", "--profile", PROFILE)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("dengkou.docx：原样，写出后没有动过（plandraft 0.1.0，摘要 ")
    assert "dengkou.docx：文中的数都与档案一致\n" in said.out


def test_a_file_that_was_only_saved_again_says_the_same(tmp_path: Path) -> None:
    content = edited(
        written("dengkou"), lambda xml: xml.replace("<w:body>", "<w:body><!-- saved by another -->")
    )
    assert verify(drafted(tmp_path, content)).state is State.RESAVED


def test_an_edited_file_is_told_with_what_changed(command: Command, tmp_path: Path) -> None:
    old = texts(composed("dengkou"))
    sentence = old[old.index("。") - 12 : old.index("。")]
    drafted(tmp_path, edited(written("dengkou"), lambda xml: xml.replace(sentence, f"{sentence}（改）", 1)))
    said = command("verify", "plan.docx")
    assert said.code == 1
    assert "内容改过 1 处" in said.out
    assert f"{sentence}（改）" in said.out


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
    assert said.code == 1
    assert "docx-unreadable" in said.err


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda word: word.tables[-1].rows[3].cells[2].paragraphs[0].add_run("、县文联"), "、县文联"),
        (lambda word: word.tables[-1].add_row().cells[1].paragraphs[0].add_run("新加的任务"), "新加的任务"),
        (lambda word: word.tables[-1].rows[0].cells[1].paragraphs[0].add_run("（改）"), "（改）"),
        (lambda word: in_cell(word).add_paragraph("专栏里手写的一段"), "手写的一段"),
        (
            lambda word: in_cell(word).add_table(1, 1).cell(0, 0).add_paragraph("表中表"),
            "表中表",
        ),
        (lambda word: word.add_paragraph("文末手写的一段"), "文末手写的一段"),
        (lambda word: word.paragraphs[20].add_run("段尾加的话"), "段尾加的话"),
    ],
    ids=["duty", "row", "heading", "box", "nested table", "end", "tail"],
)
def test_whatever_is_typed_in_word_is_told_once(
    change: Callable[[docx.document.Document], object], told: str, command: Command, tmp_path: Path
) -> None:
    word = docx.Document(io.BytesIO(written("luojiang")))
    change(word)
    word.save(str(tmp_path / "plan.docx"))
    said = command("verify", "plan.docx")
    assert said.code == 1
    assert "内容改过 1 处" in said.out
    assert told in said.out.replace("\n", "")


def test_a_title_typed_anew_is_one_edit_and_loses_nothing(command: Command, tmp_path: Path) -> None:
    word = docx.Document(io.BytesIO(written("luojiang")))
    title = next(p for p in word.paragraphs if p.style is not None and p.style.name == "Title")
    for child in [*title._p][1:]:
        title._p.remove(child)
    title.add_run("新的规划标题")
    word.save(str(tmp_path / "plan.docx"))
    assert "内容改过 1 处" in command("verify", "plan.docx").out
    assert "现：新的规划标题" in command("verify", "plan.docx").out
    parts = open_word(tmp_path / "plan.docx").document.parts
    assert [type(part) for part in parts] == [type(part) for part in composed("luojiang").parts]
    assert texts(open_word(tmp_path / "plan.docx").document) == texts(composed("luojiang"))


def test_a_paragraph_moved_is_told_as_moved(command: Command, tmp_path: Path) -> None:
    word = docx.Document(io.BytesIO(written("luojiang")))
    first, second = word.paragraphs[40]._p, word.paragraphs[60]._p
    second.addnext(first)
    word.save(str(tmp_path / "plan.docx"))
    said = command("verify", "plan.docx")
    assert "内容改过 1 处" in said.out
    assert "移动：" in said.out


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
    assert said.code == 1
    assert "文件是磴口县（2021-2025）的规划，档案是忻州市（2021-2025）的" in said.err


def test_broken_lists_of_parts_are_told_and_stop_no_other_file(command: Command, tmp_path: Path) -> None:
    drafted(tmp_path, written("dengkou"))
    with zipfile.ZipFile(tmp_path / "odd.docx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<odd/>")
        archive.writestr("_rels/.rels", "<odd/>")
    said = command("verify", "odd.docx", "plan.docx")
    assert said.code == 1
    assert "docx-unreadable" in said.err
    assert "plan.docx：原样" in said.out
