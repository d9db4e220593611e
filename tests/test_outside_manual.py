"""Follow the manual's chapter on plans of others: a county with last period's plan, and its reviewer."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from commands import CASES, Command
from imported import word_of
from word_files import edited

COMMAND = re.compile(r"^ +(plandraft .*)$", re.MULTILINE)
PLAN = CASES / "import" / "county.yaml"


def steps(manual: Path, walk: str) -> list[list[str]]:
    """Return the commands of a walk of the chapter in their order, as words."""
    found = re.search(rf"^### {walk}\n(.*?)(?:^##|\Z)", manual.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert found
    return [shlex.split(line)[1:] for line in COMMAND.findall(found[1])]


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Return the Word file of a county's plan, and go to a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return word_of(PLAN)


@pytest.mark.slow
def test_a_county_with_last_period_s_plan_comes_to_its_next_draft(
    county: bytes, root: Path, command: Command
) -> None:
    Path("十四五规划.docx").write_bytes(county)
    check, read, gaps, diff, roll, gaps_next, draft, compare = steps(
        root / "README.zh-CN.md", "我们有上一期的 Word"
    )
    said = command(*check)
    assert (said.code, "outside-understood" in said.all, "1 个地区、12 项指标" in said.out) == (0, True, True)
    assert command(*read).code in {0, 1}
    assert "【待核】[310]" in Path("十四五.yaml").read_text("utf-8")
    assert command(*gaps).code == 1
    told = command(*diff)
    assert (told.code, "【待核】[310]" in told.out, "原因：" in told.out) == (1, False, False)
    assert command(*roll).code == 0
    rolled = Path("十五五.yaml").read_text("utf-8")
    assert 'baseline: "【待核】＞90"' in rolled or "baseline: 【待核】＞90" in rolled
    assert command(*gaps_next).code == 1
    assert command(*draft).code == 0
    assert command(*compare).code == 1
    page = Path("两期对照.html").read_text("utf-8")
    assert "残疾人基本康复服务覆盖率" in page
    assert Path("十四五规划.docx").read_bytes() == county


def test_a_reviewer_checks_sends_back_and_compares_what_a_county_sent(
    county: bytes, root: Path, command: Command
) -> None:
    for folder, names in {"报来": ("青石县", "白河县"), "再报": ("青石县",)}.items():
        Path(folder).mkdir()
        for name in names:
            again = edited(county, lambda xml: xml.replace("＞[450]", "＞[600]"))
            Path(folder, f"{name}.docx").write_bytes(
                county if (folder, name) == ("报来", "青石县") else again
            )
    check, gaps, comments, diff, table, beside = steps(root / "README.zh-CN.md", "县里报来的 Word")
    assert command(*check).code == 0
    assert command(*gaps).code in {0, 1}
    assert (command(*comments).code, Path("退回.docx").is_file()) == (0, True)
    said = command(*diff)
    assert (said.code, "2025年：[-＞[450]-] → {+＞[600]+}" in said.out, "共 1 处不同" in said.out) == (
        1,
        True,
        True,
    )
    assert (command(*table).code, Path("修改对照表.docx").is_file()) == (1, True)
    assert (command(*beside).code, Path("两县对照.html").is_file()) == (1, True)
    assert Path("报来/青石县.docx").read_bytes() == county
