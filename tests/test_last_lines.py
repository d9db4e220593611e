"""Walk from a new profile to the next period's, for three kinds of places: each last line says what to do.

The commands that last lines name are run as they stand, and none is refused.
"""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import docx
import pytest
from commands import Command, Said, plandraft
from conftest import ROOT
from marks import fault, sampled

PLACES = {"县": "磴口县", "县级市": "昆山市", "设区的市": "济宁市"}
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
    assert (
        last_line(new)
        == f"用记事本打开填写；plandraft gaps {file} 列出还缺什么，plandraft draft {file} 写出草案"
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
