"""Test that a maintainer's slip in a template is reported with file and line, and that nothing is written."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from marks import sampled

TOPIC = "templates/2021-2025/topics/poverty.xml.j2"
SLIPS = {
    "an undefined name": ("{{ trem.our }}", "没有“trem”这个名字"),
    "a missing term": ("{{ term.ours }}", "没有“ours”这一项"),
    "an unclosed block": ("{% if tier %}", "标签“if”没有结束"),
    "a way out of the sandbox": ("{{ ''.__class__ }}", "模板不许用“__class__”"),
    "an unknown element": ("<b>粗体</b>", "<b>"),
    "markup left open": ("<strong>", "tag mismatch"),
}


@pytest.mark.parametrize("slip", sampled(SLIPS, ("a missing term", "markup left open"), pytest.mark.slow))
def test_a_slip_in_a_template_is_told_where_it_is(slip: str, root: Path, tmp_path: Path) -> None:
    for folder in ("generator", "templates"):
        shutil.copytree(root / folder, tmp_path / folder)  # with what is compiled, or each run compiles anew
    wrong, told = SLIPS[slip]
    topics = tmp_path / TOPIC
    lines = topics.read_text("utf-8").split("\n")
    macro = next(n for n, line in enumerate(lines) if line.startswith("{% macro monitoring()"))
    lines[macro + 1] = wrong + lines[macro + 1]
    topics.write_text("\n".join(lines), "utf-8")
    command = [
        sys.executable,
        "-m",
        "generator",
        "draft",
        str(root / "profiles/dengkou.yaml"),
        "-o",
        "drafts",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)  # noqa: S603  # our own command
    said = (done.stdout + done.stderr).decode()
    assert done.returncode == 1
    assert "Traceback" not in said
    assert told in said
    assert not (tmp_path / "drafts").exists()
    if "element" not in slip and "markup" not in slip and "unclosed" not in slip:
        name = next(word for word in ("trem", "ours", "__class__") if word in wrong)
        assert f"poverty.xml.j2:{macro + 2}:{wrong.index(name) + 1} " in said
