"""Test that files that are no Word files of ours, or would do harm, are refused with the reason."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from commands import Command
from samples import written
from word_files import edited

from generator.base.diagnostics import PlanError
from generator.pipeline.support.word_files import open_word
from generator.word.ooxml.names import DRAFT_ITEM


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


def rule_of(file: Path) -> str:
    """Return the rule that a file breaks."""
    with pytest.raises(PlanError) as stopped:
        open_word(file)
    return stopped.value.findings[0].rule


def without_draft(content: bytes) -> bytes:
    """Return a Word file of ours without its custom XML, as LibreOffice leaves it when it has saved twice."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/_rels/document.xml.rels":
                part = re.sub(rb'<Relationship [^>]*customXml"[^>]*/>', b"", part)
            if not name.startswith("customXml/"):
                new.writestr(name, part)
    return target.getvalue()


@pytest.mark.parametrize("known", [True, False])
def test_of_several_drafts_without_a_number_that_is_told(
    *, known: bool, tmp_path: Path, command: Command
) -> None:
    content = written("dengkou")
    (tmp_path / "old.docx").write_bytes(content)
    if not known:
        forgotten = ("customXml/itemProps2.xml",)
        content = edited(content, lambda xml: xml.replace(DRAFT_ITEM, DRAFT_ITEM.swapcase()), *forgotten)
    with zipfile.ZipFile(io.BytesIO(written("luojiang"))) as other:
        draft = other.read("customXml/item2.xml")
    packed = io.BytesIO(content)
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("customXml/item9.xml", draft)
    (tmp_path / "new.docx").write_bytes(packed.getvalue())
    for said in (command("diff", "old.docx", "new.docx"), command("verify", "new.docx")):
        assert ("docx-draft-several" in said.err) is not known
        assert known or (said.code, "随带的底稿有 2 份" in said.err) == (1, True)


def test_a_file_that_has_lost_its_draft_is_read_as_a_version_of_the_other(
    tmp_path: Path, command: Command
) -> None:
    (tmp_path / "old.docx").write_bytes(written("dengkou"))
    (tmp_path / "new.docx").write_bytes(without_draft(written("dengkou")))
    for old, new in (("old.docx", "new.docx"), ("new.docx", "old.docx")):
        said = command("diff", old, new)
        assert (said.code, said.out.splitlines()[-1]) == (0, "两稿相同。")
        assert said.err.startswith("new.docx 提示 docx-draft-lost\n")
    assert command("verify", "new.docx").code == 2
    said = command("verify", "new.docx", "--original", "old.docx")
    assert (said.code, "另存过，内容没有变" in said.out) == (0, True)


def saved_by_others(content: bytes, way: str) -> bytes:
    """Return a Word file of ours as other programs leave its custom XML."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if way == "moved" and name.endswith((".rels", "[Content_Types].xml")):
                part = re.sub(rb"customXml/item(\d)", rb"docs/part\1", part)
            elif name.startswith(("customXml/itemProps", "customXml/_rels")):
                continue  # python-docx drops what LibreOffice left without a relation
            elif way == "unrelated" and name == "word/_rels/document.xml.rels":
                part = re.sub(rb'<Relationship [^>]*customXml"[^>]*/>', b"", part)
            new.writestr(name.replace("customXml/item", "docs/part") if way == "moved" else name, part)
    return target.getvalue()


@pytest.mark.parametrize("way", ["undescribed", "unrelated", "moved"])
def test_the_draft_is_known_by_its_root_wherever_it_lies(way: str, tmp_path: Path, command: Command) -> None:
    (tmp_path / "new.docx").write_bytes(saved_by_others(written("dengkou"), way))
    said = command("verify", "new.docx")
    assert (said.code, "另存过，内容没有变" in said.out) == (0, True)


def test_a_file_with_other_words_is_no_version_but_a_plan_of_others(tmp_path: Path, command: Command) -> None:
    (tmp_path / "old.docx").write_bytes(written("dengkou"))
    (tmp_path / "new.docx").write_bytes(without_draft(written("jining")))
    said = command("diff", "old.docx", "new.docx")
    assert (said.code, "docx-draft-lost" in said.err, "原因：" in said.out) == (1, False, False)
