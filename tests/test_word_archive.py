"""Test that one place opens every zip and unpacks no more of it than its list of contents allows."""

from __future__ import annotations

import ast
import io
import tracemalloc
import zipfile
from pathlib import Path

import plans
import pytest
from hostile_zips import ZIPS, Parts

from generator.base.diagnostics import PlanError
from generator.pipeline.support.outputs import _is_intact_package
from generator.word.archive import read_parts
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import write_docx

OPENER = "generator/base/archives.py"
OURS = (
    "generator/word/writer/stamping.py"  # reads what python-docx has just made in memory, no file of anyone
)
MOST_MEMORY = 20_000_000  # a fifth of what the largest of these parts takes


@pytest.fixture(scope="module")
def parts() -> Parts:
    """Return the parts of a draft as it was written."""
    content = write_docx(plans.document(plans.bare("county")), official_style_sheet(), {}, {})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def reading(code: str) -> list[str]:
    """Return the calls in a module that open a zip for anything but writing."""
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    names = [ast.unparse(call.func).rpartition(".")[2] for call in calls]
    return [
        ast.unparse(call)
        for call, name in zip(calls, names, strict=True)
        if name in {"ZipFile", "PyZipFile", "unpack_archive"}
        and not (len(call.args) > 1 and ast.unparse(call.args[1]) == "'w'")
    ]


def test_no_other_module_opens_a_zip(root: Path) -> None:
    modules = {file.relative_to(root).as_posix(): file for file in (root / "generator").rglob("*.py")}
    found = {name for name, file in modules.items() if reading(file.read_text(encoding="utf-8"))}
    assert found == {OPENER, OURS, "generator/formats/workbook/sealing.py"}


@pytest.mark.parametrize("name", [name for name in ZIPS if "500 MB" not in name])
def test_a_hostile_zip_under_the_name_of_a_draft_is_refused_by_the_same_rules(
    name: str, parts: Parts
) -> None:
    rule, build = ZIPS[name]
    content = build(parts)
    tracemalloc.start()
    try:
        with pytest.raises(PlanError) as refused:
            read_parts(content, "plan.docx")
        assert [finding.rule for finding in refused.value.findings] == [rule]
        assert _is_intact_package(content) is None
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < MOST_MEMORY


def test_what_looks_like_a_list_of_contents_inside_a_part_is_not_counted(parts: Parts) -> None:
    whole = {**parts, "word/media/image1.png": b"PK\x01\x02" * 3_000}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, part in whole.items():
            archive.writestr(name, part)
    assert read_parts(packed.getvalue(), "plan.docx") == whole


def test_as_many_parts_as_are_allowed_are_read() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for n in range(2_000):
            archive.writestr(f"word/{n}.xml", f"{n}")
    assert len(read_parts(packed.getvalue(), "plan.docx")) == 2_000
