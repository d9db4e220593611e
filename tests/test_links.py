"""Write where links stand: what they lead to is never written, whatever the command and its options."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import CASES, Command
from marks import attack, sampled

OLD = CASES / "diff/figures-and-a-box/old.yaml"
# What each writing command writes, or the folder of it, stands in the stead of the braces.
LINES = {
    "draft": ["draft", "a.yaml", "-o", "{folder}", "--format", "docx", "--comments"],
    "draft md": ["draft", "a.yaml", "-o", "{folder}", "--format", "md"],
    "draft html": ["draft", "a.yaml", "b.yaml", "-o", "{folder}", "--format", "html", "--jobs", "2"],
    "new": ["new", "{file}", "--name", "磴口县"],
    "roll": ["roll", "a.yaml", "-o", "{file}"],
    **{
        f"diff {form}": ["diff", "a.yaml", "b.yaml", "--format", form, "-o", "{file}"]
        for form in ("text", "json", "html", "docx", "table")
    },
    "check --fix": ["check", "--fix", "{file}"],
}
NAMES = {"draft": "a.docx", "draft md": "a.md", "draft html": "a.html"}
WORDS = (
    b"period\xef\xbc\x9a 2021-2025\nlocality:\n  name: x\n"  # a profile with a slip, which --fix would mend
)


@pytest.fixture
def elsewhere(tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder outside that of the command."""
    assert command("--version").code == 0
    (tmp_path / "here").mkdir()
    (tmp_path / "elsewhere").mkdir()
    for name in ("a", "b"):
        shutil.copy(OLD, tmp_path / "here" / f"{name}.yaml")
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "elsewhere"


def a_file(out: Path, elsewhere: Path, name: str) -> Path:
    out.mkdir()
    (elsewhere / name).write_bytes(WORDS)
    (out / name).symlink_to(elsewhere / name)
    return out


def a_missing_file(out: Path, elsewhere: Path, name: str) -> Path:
    out.mkdir()
    (out / name).symlink_to(elsewhere / f"missing-{name}")
    return out


def a_folder(out: Path, elsewhere: Path, name: str) -> Path:
    (elsewhere / name).write_bytes(WORDS)
    out.symlink_to(elsewhere, target_is_directory=True)
    return out


def a_folder_above(out: Path, elsewhere: Path, name: str) -> Path:
    (elsewhere / "inner").mkdir()
    (elsewhere / "inner" / name).write_bytes(WORDS)
    out.symlink_to(elsewhere, target_is_directory=True)
    return out / "inner"


def a_folder_by_its_whole_name(out: Path, elsewhere: Path, name: str) -> Path:
    return a_folder(out.absolute(), elsewhere, name)


def a_folder_and_back(out: Path, elsewhere: Path, name: str) -> Path:
    (elsewhere / "inner").mkdir()
    (elsewhere / name).write_bytes(WORDS)
    out.symlink_to(elsewhere / "inner", target_is_directory=True)
    return out / ".."


LINKS: list[Callable[[Path, Path, str], Path]] = [
    *(a_file, a_missing_file, a_folder, a_folder_above, a_folder_by_its_whole_name, a_folder_and_back)
]


@pytest.mark.parametrize("link", sampled(LINKS, [a_folder], attack), ids=lambda link: link.__name__)
@pytest.mark.parametrize("name", sampled(LINES, ("draft", "check --fix"), attack))
@pytest.mark.parametrize("force", [False, True])
def test_what_a_link_leads_to_is_not_written(
    name: str, link: Callable[[Path, Path, str], Path], elsewhere: Path, command: Command, *, force: bool
) -> None:
    written = NAMES.get(name, "x.yaml")
    folder = link(Path("out"), elsewhere, written)
    before = contents(elsewhere)
    more = ["--force"] if force and not name.startswith("check") else []
    words = [word.format(folder=folder, file=folder / written) for word in LINES[name]]
    said = command(*words, *more)
    assert contents(elsewhere) == before
    assert "Traceback" not in said.all
    if not more or link not in {a_file, a_missing_file}:
        assert said.code in {1, 2}
        assert "改法：" in said.all
    if more and link not in {a_file, a_missing_file}:  # otherwise the file that stands there is told
        assert "要写到的文件夹是链接" in said.all


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, by its name there."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
