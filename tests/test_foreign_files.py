"""Test that files that are no Word files of ours, or would do harm, are refused with the reason."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from samples import written

from generator.base.diagnostics import PlanError
from generator.pipeline.support.word_files import open_word


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
