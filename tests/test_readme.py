"""Test that what the READMEs show a reader works as shown."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import plans
import pytest
import yaml
from commands import Command

from generator.check.form.templates import check_data
from generator.document import plain, runs_in
from generator.yaml_source import load_data, mapping

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


INLINE = re.compile(r"`(plandraft \w+ [^`]*)`")
FENCED = re.compile(r"^ *(plandraft \w+ .*)$", re.MULTILINE)
PLAIN = "period: 2021-2025\nlocality: {{name: {name}, kind: {kind}}}\n"


def blocks(file: Path, language: str) -> list[str]:
    """Return the fenced blocks of a file in one language."""
    return [text for found, text in BLOCK.findall(file.read_text("utf-8")) if found == language]


def test_the_first_two_commands_install_and_draft_and_install_and_test(root: Path) -> None:
    draft, test = blocks(root / "README.md", "sh")[:2]
    package = "pip install --no-deps --no-build-isolation"
    locked = "pip install --no-deps -r locks/runtime.txt -r locks/build.txt"
    said = re.fullmatch(rf"{locked} && {package} \. && plandraft draft (\S+) -o \S+\n", draft)
    assert said
    assert (root / said[1]).is_file()
    assert test == f"pip install --no-deps -r locks/test.txt && {package} -e . && pytest -n auto\n"


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_profiles_shown_can_be_drafted(root: Path, name: str) -> None:
    shown = [yaml.load(text, Loader=yaml.BaseLoader) for text in blocks(root / name, "yaml")]  # noqa: S506  # text only, as our loader reads it
    profiles = [data for data in shown if "called" not in data]  # the others are manifests of forms
    assert profiles
    for data in profiles:
        whole = data if "period" in data else {**plans.bare("county"), **data}
        document = plans.document(whole)
        assert any(plain((run,)) for run in runs_in(document))


def test_the_manifests_shown_are_manifests_of_forms(root: Path, tmp_path: Path) -> None:
    texts = [text for text in blocks(root / "README.zh-CN.md", "yaml") if text.startswith("called:")]
    assert texts
    for number, text in enumerate(texts):
        file = tmp_path / "common" / "forms" / f"shown{number}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        printed = "".join(f"{{{{ ask.printed({name!r}) }}}}" for name in manifest_fields(file))
        template = f'{{% import "asked.xml.j2" as ask with context %}}{printed}'
        file.with_name(f"shown{number}.xml.j2").write_text(template, "utf-8")
        assert check_data(file) == []
        file.write_text(text.replace("what:", "waht:", 1), "utf-8")
        assert check_data(file) != []


def manifest_fields(file: Path) -> list[str]:
    """Return the names of the fields of a manifest."""
    return [*mapping(mapping(load_data(file))["fields"])]


def shown(file: Path) -> list[str]:
    """Return every command with arguments that a file shows, in order."""
    text = file.read_text("utf-8")
    found = [*INLINE.finditer(text), *FENCED.finditer(text)]
    return [match[1] for match in sorted(found, key=lambda match: match.start())]


def expanded(line: str) -> list[str]:
    """Return the words of a command after its name, with file patterns expanded as by a shell."""
    words = shlex.split(line)[1:]
    return [
        name for word in words for name in (sorted(map(str, Path().glob(word))) if "*" in word else [word])
    ]


@pytest.fixture
def office_folder(tmp_path: Path, root: Path) -> Path:
    """Return a folder with the files that the manual's commands name, but for those that they write."""
    for folder in ("profiles", "县"):
        (tmp_path / folder).mkdir()
    (tmp_path / "profiles" / "dengkou.yaml").write_bytes((root / "profiles" / "dengkou.yaml").read_bytes())
    names = {"某某市": "prefecture", "县/甲县": "county", "县/乙县": "county", "旧": "county", "新": "county"}
    names["某某省"] = "province"
    for name, kind in {**names, "旧档案": "county", "旧稿": "county", "新稿": "county"}.items():
        text = PLAIN.format(name=name.rpartition("/")[2], kind=kind)
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    sent = "period: 2026-2030\nlocality: {name: 青石县, kind: county}\n"
    (tmp_path / "底稿.yaml").write_text(sent, "utf-8")
    topic = tmp_path / "某省文库" / "2026-2030" / "topics" / "autism.xml.j2"
    topic.parent.mkdir(parents=True)
    topic.write_text(blocks(root / "README.zh-CN.md", "jinja")[0], "utf-8")
    national = Path("2026-2030/indicators.yaml")
    (tmp_path / "国标" / national).parent.mkdir(parents=True)
    (tmp_path / "国标" / national).write_bytes((root / "templates" / national).read_bytes())
    return tmp_path


def test_every_command_of_the_manual_does_what_it_says(
    root: Path, office_folder: Path, command: Command
) -> None:
    drafts = [f"{name}.yaml" for name in ("旧", "新", "旧稿", "新稿", "底稿")]
    assert command("draft", *drafts, "-o", ".", "--format", "docx", "--jobs", "1").code == 0
    assert command("draft", "profiles/dengkou.yaml", "-o", ".", "--format", "docx").code == 0
    shutil.move("dengkou.docx", "十四五规划.docx")
    assert command("summary", "某某市.yaml", "县/甲县.yaml", "-o", "各市", "--format", "xlsx").code == 0
    for folder in ("收回", "报来", "再报"):
        (office_folder / folder).mkdir()
    for name in (
        "征求意见稿",
        "手改稿",
        "甲",
        "乙",
        "收回/县民政局",
        "收回/县财政局",
        "县里报来的规划",
        "规划",
        "青石县规划",
        "报来/青石县",
        "报来/白河县",
        "再报/青石县",
    ):
        shutil.copy("底稿.docx", f"{name}.docx")
    lines = list(dict.fromkeys(shown(root / "README.zh-CN.md")))
    assert {line.split()[1] for line in lines} >= {"new", "roll", "gaps", "check", "draft", "verify", "diff"}
    for line in lines:
        said = command(*expanded(line))
        if "library diff" in line:  # there is no repository here: tests/test_library_diff.py has one
            assert "git-unknown" in said.all, (line, said)
            continue
        assert said.code in {0, 1}, (line, said)
        assert "程序出了意外" not in said.err, (line, said)
        assert said.code == 0 or said.out or "paginate" in line, (line, said)
    for name in (
        "青石县.yaml",
        "磴口县.yaml",
        "鼓楼区.yaml",
        "新档案.yaml",
        "十五五档案.yaml",
        "草案/青石县.docx",
    ):
        assert (office_folder / name).is_file()


def test_a_folder_of_a_provinces_own_words_is_used_as_the_manual_says(
    office_folder: Path, command: Command
) -> None:
    sentence = "筛查费用由省级财政承担。"
    (office_folder / "a.yaml").write_text(
        "period: 2026-2030\nlocality: {name: 青石县, kind: county}\n", "utf-8"
    )
    assert command("draft", "a.yaml", "-o", "草案", "--format", "md", "--templates", "某省文库").code == 0
    with_it = (office_folder / "草案" / "a.md").read_text("utf-8")
    assert command("draft", "a.yaml", "-o", "草案", "--format", "md").code == 0
    without = (office_folder / "草案" / "a.md").read_text("utf-8")
    assert with_it.count(sentence) == 1
    # but for the digest, which stands last
    assert len(set(with_it.splitlines()[:-1]) - set(without.splitlines())) == 1


@pytest.mark.slow
def test_national_indicators_are_confirmed_without_another_installation(
    root: Path, office_folder: Path, command: Command
) -> None:
    (office_folder / "a.yaml").write_text(
        "period: 2026-2030\nlocality: {name: 青石县, kind: county}\n", "utf-8"
    )
    [confirmed] = [text for text in blocks(root / "README.zh-CN.md", "text") if "confirmed: true" in text]
    file = office_folder / "国标" / "2026-2030" / "indicators.yaml"

    def unconfirmed() -> int:
        assert command("draft", "a.yaml", "-o", "草案", "--format", "md", "--templates", "国标").code == 0
        return (office_folder / "草案" / "a.md").read_text("utf-8").count("【待核】")

    before, text = unconfirmed(), file.read_text("utf-8")
    entry = re.search(r"^  minimum_living:\n(?:    .*\n)+", text, re.MULTILINE)
    assert entry
    file.write_text(text.replace(entry[0], confirmed), "utf-8")
    assert unconfirmed() < before


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_every_picture_is_there_and_says_what_it_shows(name: str, root: Path) -> None:
    for words, file in re.findall(r"!\[(.*?)\]\((.+?)\)", (root / name).read_text("utf-8")):
        assert words
        assert (root / file).read_bytes().startswith(b"\x89PNG")
