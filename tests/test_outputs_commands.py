"""Test that other commands destroy nobody's work: what they read, reports, profiles."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from commands import Command, contents
from conftest import ROOT
from hand_edits import OTHER, PROFILE, in_text, in_word

from generator.base.digest import is_intact

Edit = Callable[[bytes], bytes]


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_what_a_command_reads_is_not_overwritten(
    force: tuple[str, ...], command: Command, tmp_path: Path
) -> None:
    (tmp_path / "plan.md").write_bytes(PROFILE.read_bytes())  # a profile under the name of its own draft
    (tmp_path / "other.yaml").write_bytes(OTHER.read_bytes())
    (tmp_path / "link.yaml").symlink_to("plan.md")
    before = contents(tmp_path)
    for words, code in (
        (("draft", "plan.md", "-o", "."), 2),
        (("diff", "plan.md", "other.yaml", "-o", "plan.md"), 2),
        (("diff", "other.yaml", "plan.md", "-o", "link.yaml"), 2),
        (("roll", "plan.md", "-o", "plan.md"), 2),
    ):
        said = command(*words, *force)
        assert said.code == code, said
        assert ("output-input" if force or words[0] != "roll" else "file-exists") in said.all
        assert contents(tmp_path) == before


@pytest.mark.parametrize(
    ("form", "change"),
    [
        ("html", in_text),
        ("text", None),
        *(
            pytest.param(*each, marks=pytest.mark.slow)
            for each in (("docx", in_word), ("table", in_word), ("json", None))
        ),
    ],
)
def test_a_report_is_replaced_as_long_as_nobody_edited_it(
    form: str, change: Edit | None, command: Command, tmp_path: Path
) -> None:
    name = "report.docx" if form == "table" else f"report.{form}"
    words = ("--format", form, "-o", name)
    assert command("diff", PROFILE, OTHER, *words).code == 1
    assert command("diff", PROFILE, OTHER, *words).code == 1, "the same again is no loss"
    report = tmp_path / name
    first = report.read_bytes()
    if change:
        assert command("diff", OTHER, PROFILE, *words).code == 1
        assert report.read_bytes() != first
        report.write_bytes(change(report.read_bytes()))
    hand = report.read_bytes()
    said = command("diff", *((PROFILE, OTHER) if change else (OTHER, PROFILE)), *words)
    assert (said.code, report.read_bytes()) == (2, hand)
    assert "output-edited" in said.all
    said = command("diff", PROFILE, OTHER, *words, "--force")
    assert report.read_bytes() == first
    assert [file.read_bytes() for file in tmp_path.glob("*.kept-*")] == ([hand] if change else [])


def test_a_tracked_file_is_as_it_was_written(command: Command) -> None:
    command("diff", PROFILE, OTHER, "--format", "docx", "-o", "tracked.docx")
    said = command("verify", "tracked.docx")
    assert (said.code, said.err) == (0, "")
    assert "原样" in said.out


@pytest.mark.parametrize("words", [("new", "a.yaml", "--name", "磴口县"), ("roll", PROFILE, "-o", "a.yaml")])
def test_a_profile_is_written_over_another_by_force_alone(
    words: tuple[str, ...], command: Command, tmp_path: Path
) -> None:
    (tmp_path / "a.yaml").write_bytes(b"filled in")
    said = command(*words)
    assert said.code == 2
    assert "file-exists" in said.all
    assert "--force" in said.all
    said = command(*words, "--force")
    assert said.code == 0
    assert "output-kept" in said.all
    assert (tmp_path / "a.kept-1.yaml").read_bytes() == b"filled in"
    assert (tmp_path / "a.yaml").read_bytes() != b"filled in"


WRITING = [
    ("draft", PROFILE, "-o", "{}"),
    ("draft", PROFILE, OTHER, "-o", "{}", "--jobs", "1"),
    ("new", "{}/a.yaml", "--name", "磴口县"),
    ("new", "{}/a.yaml", "--name", "磴口县", "--force"),
    ("roll", PROFILE, "-o", "{}/a.yaml"),
    ("roll", PROFILE, "-o", "{}/a.yaml", "--force"),
    ("diff", PROFILE, OTHER, "-o", "{}/a.html", "--format", "html"),
]


@pytest.mark.parametrize("where", ["notes", "notes/below", "link"], ids=["a file", "below a file", "a link"])
@pytest.mark.parametrize("words", WRITING, ids=lambda words: f"{words[0]} {words[-1]}")
def test_what_cannot_be_written_is_one_code_in_every_command(
    words: tuple[str | Path, ...], where: str, command: Command, tmp_path: Path
) -> None:
    (tmp_path / "notes").write_bytes(b"mine")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("folder")
    said = command(*(word.format(where) if isinstance(word, str) else word for word in words))
    assert (said.code, said.english) == (2, "")
    assert "output-unwritable" in said.all
    assert (tmp_path / "notes").read_bytes() == b"mine"
    assert contents(tmp_path / "folder") == {}


SLIPPED = "period： 2021-2025\nlocality: {name: 安泽县, kind: county}\n"


@pytest.mark.parametrize("target", ["real/a.yaml", "link.yaml"], ids=["to a file", "to a link"])
def test_what_a_link_leads_to_is_not_mended(command: Command, tmp_path: Path, target: str) -> None:
    (tmp_path / "real").mkdir()
    real = tmp_path / "real" / "a.yaml"
    real.write_text(SLIPPED, "utf-8")
    (tmp_path / "link.yaml").symlink_to("real/a.yaml")
    (tmp_path / "a.yaml").symlink_to(target)
    said = command("check", "a.yaml", "--fix")
    assert (said.code, "fix-refused" in said.all, "链接" in said.all) == (1, True, True)
    assert (tmp_path / "a.yaml").is_symlink()
    assert real.read_text("utf-8") == SLIPPED
    command("check", "real/a.yaml", "--fix")
    assert real.read_text("utf-8") == SLIPPED.replace("： ", ": ")


def test_who_may_read_a_profile_stays_when_it_is_mended(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(SLIPPED, "utf-8")
    file.chmod(0o600)
    command("check", "a.yaml", "--fix")
    assert file.read_text("utf-8") == SLIPPED.replace("： ", ": ")
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("content", "mended"),
    [
        (SLIPPED, True),
        (f"{SLIPPED}title： [\n", True),  # what else is wrong with it a person has to mend
        (f"{SLIPPED}title: [\n".replace("locality:", "locality：").replace("： {", ": {"), True),
        ("name： 甲\n", False),
        ("name： 甲\ntitle: [\n", False),
        ("period： 2021-2025\n", False),
        ("a:\n  period： 2021-2025\n  locality： 甲\n", False),
        ("- period： 2021-2025\n  locality： 甲\n", False),
        ("text： |\n  period: 2021-2025\n  locality: 甲\n", False),
        ("甲: 乙\nserver:\n\tport: >80\n", False),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_what_is_no_profile_is_not_mended(
    command: Command, tmp_path: Path, content: str, encoding: str, *, mended: bool
) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(content, encoding)
    before = file.read_bytes()
    said = command("check", "a.yaml", "--fix")
    assert (file.read_bytes() != before) is mended
    assert ("fix-refused" in said.all) is not mended
    if not mended:
        assert (said.code, said.english) == (1, "")


def test_the_committed_drafts_are_as_they_were_written() -> None:
    drafts = sorted((ROOT / "output").glob("*.md"))
    assert len(drafts) == 5
    assert all(is_intact(file.read_bytes()) for file in drafts)
