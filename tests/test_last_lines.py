"""Walk from a new profile to the next period's, for three kinds of places: each last line says what to do.

The commands that last lines name are run as they stand, and none is refused.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from commands import CASES, Command, Said, plandraft
from conftest import ROOT
from marks import fault, sampled
from tracked_edits import KINDS
from word_files import edited

PLACES = {"县": "磴口县", "县级市": "昆山市", "设区的市": "济宁市"}
SMALL = CASES / "diff" / "same" / "old.yaml"
_EDITS: dict[str, Callable[[str], str]] = {
    "手改": lambda xml: xml.replace("五年完成", "三年完成"),
    "旧稿手改": lambda xml: xml.replace("五年完成", "三年完成"),
    "冲突": lambda xml: xml.replace(">350<", ">380<"),
    "修订": KINDS["word"].edit,
}
_COMMAND = re.compile(r"plandraft [^；（）]+")


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Command:
    """Return the command, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return lambda *words: plandraft(monkeypatch, capsys, *words, folder=tmp_path)


def last_line(said: Said) -> str:
    """Return the last line of what was printed to standard output."""
    return said.out.rstrip("\n").splitlines()[-1]


def follow(command: Command, said: Said) -> list[Said]:
    """Run the commands that the last line names, one at least; none is misuse."""
    named = [shlex.split(each) for each in _COMMAND.findall(last_line(said))]
    ran = [command(*words) for _, *words in named]
    assert named, said.out
    assert [again.all for again in ran if again.code == 2] == []  # misuse
    return ran


def edit(file: Path) -> None:
    """Change a word of a draft as somebody in Word does."""
    word = docx.Document(str(file))
    run = next(run for paragraph in word.paragraphs for run in paragraph.runs if "贯彻" in run.text)
    run.text = run.text.replace("贯彻", "落实", 1)
    word.save(str(file))


@pytest.mark.parametrize("kind", sampled(sorted(PLACES), ["县"], fault))
def test_each_step_names_the_next_one(kind: str, command: Command) -> None:
    name = PLACES[kind]
    file = f"{name}.yaml"
    new = command("new", "--name", name)
    asked = f"plandraft request {file} -o 填报表 --letters"
    assert last_line(new) == (
        f"用记事本打开填写，或者写出填报表让各部门填（{asked}）；"
        f"plandraft gaps {file} 列出还缺什么，plandraft draft {file} 写出草案"
    )
    check = command("check", file)
    assert last_line(check) == f"没有要改的。请按部门收数：plandraft gaps {file}"
    (gaps,) = follow(command, check)
    (narrowed,) = follow(command, gaps)
    assert last_line(narrowed).endswith(f"plandraft gaps {file}")
    drafted = command("draft", file, "--format", "docx", "-o", "草案")
    assert last_line(drafted) == f"没有要改的。请按部门收数：plandraft gaps {file}"
    shutil.copy(f"草案/{name}.docx", "原稿.docx")
    edit(Path(f"草案/{name}.docx"))
    verified = command("verify", f"草案/{name}.docx")
    assert last_line(verified).startswith(
        f"逐处看改了什么、为什么改：plandraft diff 原稿.docx 草案/{name}.docx（"
    )
    (told,) = follow(command, verified)
    assert (told.code, "原因：手改" in told.out) == (1, True)
    by_profile = command("verify", f"草案/{name}.docx", "--profile", file)
    assert last_line(by_profile) == f"逐处看改了什么、为什么改：plandraft diff {file} 草案/{name}.docx"
    (told,) = follow(command, by_profile)
    assert "原因：手改" in told.out


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        ([], "报送要附的修改对照表："),
        (["手改"], "手改的 1 处只在 Word 文件里"),
        (["旧稿手改"], "旧稿上手改、新稿里没有的 1 处："),
        (["冲突"], "先定“冲突”的 1 处用哪一个"),
        (["修订", "手改"], "待定的修订 1 处："),
    ],
)
def test_a_comparison_says_what_is_to_be_settled_first(
    edits: list[str], words: str, command: Command, tmp_path: Path
) -> None:
    old, new = tmp_path / "旧 稿.docx", tmp_path / "新稿.docx"
    shutil.copy(SMALL, "旧.yaml")
    command("draft", "旧.yaml", "--format", "docx", "-o", ".")
    shutil.move("旧.docx", old)
    changed = SMALL.read_text("utf-8").replace('"350"', '"420"')
    Path("新.yaml").write_text(changed if set(edits) <= {"冲突"} else SMALL.read_text("utf-8"), "utf-8")
    content = old.read_bytes()
    for edit in edits:
        content = edited(content, _EDITS[edit])
    new.write_bytes(content)
    first, second = (new, "新.yaml") if edits in ([], ["旧稿手改"], ["冲突"]) else (old, new)
    said = command("diff", first, second)
    assert last_line(said).startswith(words), said.out
    follow(command, said)


def test_each_file_of_a_comparison_is_told_how_to_be_used(command: Command) -> None:
    shutil.copy(SMALL, "旧.yaml")
    Path("新.yaml").write_text(SMALL.read_text("utf-8").replace('"350"', '"420"'), "utf-8")
    for form, words in {"docx": "逐处接受或者拒绝", "table": "采纳情况", "html": "浏览器"}.items():
        file = f"改动.{'html' if form == 'html' else 'docx'}"
        said = command("diff", "旧.yaml", "新.yaml", "--format", form, "-o", file, "--force")
        assert file in last_line(said)
        assert words in last_line(said)
        if form == "docx":
            follow(command, said)
    assert command("diff", "旧.yaml", "旧.yaml").out.endswith("两稿相同。\n")
    assert command("diff", "旧.yaml", "新.yaml", "--format", "json").out.endswith("}\n")


def test_a_draft_that_is_older_than_its_profile_names_both_ways(command: Command) -> None:
    command("new", "--name", "磴口县")
    command("draft", "磴口县.yaml", "--format", "docx", "-o", "草案")
    profile = Path("磴口县.yaml")
    profile.write_text(re.sub("(?m)^  certified:", "  certified: 8412", profile.read_text("utf-8")), "utf-8")
    said = command("verify", "草案/磴口县.docx", "--profile", "磴口县.yaml")
    compared, drafted = follow(command, said)
    assert "population.certified：（无） → 8412" in compared.out
    assert "写好了" in drafted.out


def test_the_next_period_begins_with_its_gaps(command: Command) -> None:
    shutil.copy(ROOT / "profiles" / "luojiang.yaml", "罗江区.yaml")
    said = command("roll", "罗江区.yaml", "-o", "新 罗江.yaml")
    (gaps,) = follow(command, said)
    assert "还差待补" in gaps.out
    assert last_line(said).endswith('plandraft gaps "新 罗江.yaml"')


def test_many_profiles_have_one_last_line(command: Command) -> None:
    for name in PLACES.values():
        command("new", "--name", name)
    files = [f"{name}.yaml" for name in PLACES.values()]
    said = command("draft", *files, "--format", "md", "--jobs", "1")
    assert last_line(said) == f"没有要改的。请按部门收数：plandraft gaps {' '.join(files)}"
    assert said.out.count("请按部门收数") == 1
    follow(command, said)
