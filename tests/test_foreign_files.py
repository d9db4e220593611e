"""Files that are no Word files of ours, or would do harm: refused, and told as such."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from samples import composed, written
from word_files import edited, read, texts

from generator.diagnostics import PlanError
from generator.pipeline.word import open_word


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
