"""Test that a slip in the program's own library is told at its file, line and column."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from marks import fault

PROFILE = "period: 2026-2030\nlocality: {name: 青石县, kind: county, upper: [某某省, 某某市]}\n"
# file, what stands there, the slip, the rule, and what the caret stands at
SLIPS = {
    "undefined": (
        "2026-2030/topics/background.xml.j2",
        "结合{{ term.our",
        "结合{{ trem.our",
        "template-error",
        "trem",
    ),
    "attribute": (
        "2026-2030/topics/background.xml.j2",
        "结合{{ term.our",
        "结合{{ term.no_such_word }}{{ term.our",
        "template-error",
        "no_such_word",
    ),
    "tag": ("common/say.xml.j2", "{% macro gap(path) %}", "{% marco gap(path) %}", "template-error", "marco"),
    "catalogue": ("2021-2025/commitments.yaml", "{name: ", "{nam: ", "key-unknown", "nam"),
    "outline key": ("2026-2030/outlines/county.yaml", "topics: [", "topcs: [", "key-unknown", "topcs"),
    "topic": (
        "2026-2030/outlines/county.yaml",
        "poverty.transition",
        "poverty.transitoin",
        "topic-unknown",
        "poverty.transitoin",
    ),
    "change": ("2026-2030/outlines/city.yaml", "at: housing", "at: housnig", "outline-change", "housnig"),
    "syntax": ("2026-2030/period.yaml", "words:\n", "words: [\n", "yaml-syntax", ""),
    "lexicon": ("lexicon/departments.yaml", "{name: ", "{nmae: ", "key-unknown", "nmae"),
}


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a copy of the program and its library."""
    folder = tmp_path_factory.mktemp("program")
    shutil.copytree(ROOT / "generator", folder / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "templates", folder / "templates")
    return folder


@fault
@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_at_its_file_line_and_column(program: Path, slip: str) -> None:
    name, sound, wrong, rule, at = SLIPS[slip]
    file = program / "templates" / name
    text = file.read_text("utf-8")
    assert sound in text
    setting = ", setting: city" if "city" in name else ""
    kind = f"district{setting}" if setting else "county"
    (program / "p.yaml").write_text(PROFILE.replace("county", kind), "utf-8")
    file.write_text(text.replace(sound, wrong, 1), "utf-8")
    try:
        said = subprocess.run(
            [sys.executable, "-m", "generator", "draft", "p.yaml", "-o", "out"],
            cwd=program,
            env={**os.environ, "PYTHONPATH": str(program), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    finally:
        file.write_text(text, "utf-8")
    lines = (said.stdout + said.stderr).splitlines()
    first = next((line for line in lines if rule in line), "")
    assert first, said
    place, _, _ = first.partition(" ")
    path, line, column = place.rsplit(":", 2)
    assert Path(program, path).samefile(file)
    changed = text.replace(sound, wrong, 1).split("\n")
    assert changed[int(line) - 1][int(column) - 1 :].startswith(at)
    assert said.returncode != 0
    assert "Traceback" not in said.stderr
