"""Walk the round from 征求意见 to 送审 as the manual does, command by command."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest
from commands import Command
from revisions import accepted
from same_plan import SAME
from test_settled_redline import accepted as settled_file
from word_files import edited, parts_of

STEPS = "### 从征求意见到送审，一步一步"
_COMMAND = re.compile(r"(?:^ +|发出去\*\*。`)plandraft ([^`\n]+)", re.MULTILINE)  # the blocks, and the first
FIGURE, NEW = "350", "380"
SCATTERED, REMOTE = "居住分散", "山高路远"
HOUSES, RIVERS = "农村危房", "河道治理"


def typed_over(sent: bytes, **copies: tuple[str, str]) -> None:
    """Write what comes back: by the name of a department, what it typed over in its copy."""
    Path("收回").mkdir()
    values = [name for name, part in parts_of(sent).items() if b"urn:plandraft:values" in part]
    for name, (old, new) in copies.items():
        content = edited(sent, lambda xml, old=old, new=new: xml.replace(old, new), *values)  # type: ignore[misc]  # one a copy
        Path("收回", f"{name}.docx").write_bytes(content)


def test_the_round_of_the_manual(
    root: Path, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Check that each command of the manual does what it says there, on what the one before it wrote."""
    monkeypatch.chdir(tmp_path)
    profile = Path("青石县.yaml")
    profile.write_bytes(SAME.read_bytes())
    steps = (root / "README.zh-CN.md").read_text("utf-8").partition(STEPS)[2].partition("\n## ")[0]
    send, look, merge, show, pull, draft, compare = (line.split() for line in _COMMAND.findall(steps))

    def run(words: list[str]) -> tuple[int, str]:
        files = ([word] if "*" not in word else sorted(map(str, Path().glob(word))) for word in words)
        said = command(*(each for found in files for each in found))
        assert said.err == "", said.err
        return said.code, said.out

    assert run(send)[0] == 0
    sent = Path("征求意见/青石县.docx").read_bytes()
    typed_over(
        sent, 县民政局=(SCATTERED, REMOTE), 县财政局=(HOUSES, RIVERS), 县卫健局=(f">{FIGURE}<", f">{NEW}<")
    )
    assert run(look)[0] == 0
    assert not Path("合并稿.docx").exists()
    assert run(merge)[0] == 0
    [table] = docx.Document("意见汇总表.docx").tables
    assert [row.cells[2].text for row in table.rows][1:-1] == ["县民政局", "县卫健局", "县财政局"]
    Path("合并稿.docx").write_bytes(settled_file(Path("合并稿.docx").read_bytes()))
    assert run(show)[0] == 0
    assert profile.read_bytes() == SAME.read_bytes()
    assert run(pull)[0] == 0
    assert run(draft)[0] == 0
    words = "".join(accepted(Path("送审/青石县.docx").read_bytes()))
    assert [word in words for word in (REMOTE, RIVERS, NEW, SCATTERED, HOUSES)] == [True] * 3 + [False] * 2
    assert run(compare)[0] == 1
    [changes] = docx.Document("修改对照表.docx").tables
    assert len(changes.rows) > 3
