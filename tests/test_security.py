"""Hold SECURITY.md to its word: each sentence has tests, each limit is the number that the program has."""

from __future__ import annotations

import ast
import io
import re
import shutil
import tokenize
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
import yaml
from commands import CASES, Command
from conftest import ROOT, Golden
from filled_workbooks import filled
from marks import fault, sampled

from generator.base import limits
from generator.cli import SUMMARIES

PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
SENTENCES = dict(re.findall(r"^- \*\*([a-z-]+)\*\* (.+)$", PAGE, re.MULTILINE))
HELD: dict[str, dict[str, object]] = yaml.safe_load((CASES / "security.yaml").read_text(encoding="utf-8"))
ROW = re.compile(r"^\| ([^|]+) \| ([\d,.]+) \| `([\w.]+)` \|$", re.MULTILINE)


@cache
def found_in(module: str) -> set[str]:
    """Return the names of the tests of a module; none if there is no such module."""
    file = ROOT / "tests" / f"{module}.py"
    body = ast.parse(file.read_text(encoding="utf-8")).body if file.is_file() else []
    return {node.name for node in body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def named(sentence: str) -> list[tuple[str, str]]:
    """Return the tests that are to hold a sentence, as module and function."""
    tests = HELD[sentence]["tests"]
    assert isinstance(tests, dict)
    return [(module, name) for module, names in tests.items() for name in names]


def test_every_sentence_is_held_and_no_other() -> None:
    assert list(SENTENCES) == list(HELD)
    assert len(SENTENCES) == len(re.findall(r"^- ", PAGE, re.MULTILINE)) > 30


@pytest.mark.parametrize("sentence", HELD)
def test_a_sentence_says_what_its_tests_hold(sentence: str) -> None:
    assert SENTENCES[sentence] == HELD[sentence]["says"], "look at its tests, then bring both together"
    assert named(sentence)
    assert [each for each in named(sentence) if each[1] not in found_in(each[0])] == []


def test_every_command_is_said_to_write_what_it_writes() -> None:
    said = " ".join(text for name, text in SENTENCES.items() if name.startswith("writes"))
    assert [name for name in SUMMARIES if f"`{name}" not in said] == []


def numbers() -> list[tuple[str, str, str]]:
    """Return the rows of the table: what is limited, the number, and where it is set."""
    return ROW.findall(PAGE)


@pytest.mark.parametrize("row", numbers(), ids=lambda row: row[2].rpartition(".")[0])
def test_a_limit_is_the_programs_own(row: tuple[str, str, str]) -> None:
    _, number, place = row
    assert f"{value_at(place):,g}" == f"{float(number.replace(',', '')):,g}"


def value_at(place: str) -> float:
    """Return the number that `place` names: a constant of a module, or a field's default."""
    module, _, name = place.rpartition(".")
    if module.endswith(".Limits"):
        return float(getattr(limits.Limits(), name))
    return float(getattr(import_module(module), name))


def listed() -> dict[str, str]:
    """Return the limits of base/limits.py by their places, each with the comment beside it."""
    home = Path(limits.__file__)
    comments = {
        token.start[0]: token.string.lstrip("# ")
        for token in tokenize.generate_tokens(io.StringIO(home.read_text(encoding="utf-8")).readline)
        if token.type == tokenize.COMMENT
    }
    found = {f"generator.base.limits.Limits.{name}": name for name in limits.Limits._fields}
    for node in ast.parse(home.read_text(encoding="utf-8")).body:
        for name in (target.id for target in getattr(node, "targets", []) if isinstance(target, ast.Name)):
            if isinstance(getattr(limits, name), (int, float)) and not name.startswith("_"):
                found[f"generator.base.limits.{name}"] = comments.get(node.lineno, name)
    return found


def test_the_table_lists_every_limit_of_the_module_of_limits(golden: Golden) -> None:
    """Write what is missing under `pytest --accept`, each with the comment that stands beside it."""
    known = {place for *_, place in numbers()} | {f"generator.base.limits.{NO_LIMIT}"}
    missing = {place: what for place, what in listed().items() if place not in known}
    rows = "".join(f"| {what} | {value_at(place):,g} | `{place}` |\n" for place, what in missing.items())
    golden.check(ROOT / "SECURITY.md", f"{PAGE}{rows}")


NO_LIMIT = "ENDED"  # an exit code


WRITING = {
    "draft": (["draft", "a.yaml"], {"drafts/a.docx", "drafts/a.md"}),
    "draft -o": (["draft", "a.yaml", "-o", "out", "--format", "html"], {"out/a.html"}),
    "new": (["new", "--name", "磴口县"], {"磴口县.yaml"}),
    "request": (
        ["request", "a.yaml", "--department", "人社", "--letters"],
        {"填报/青石县-县人社局.xlsx", "填报/青石县-规划和函件.xlsx"},
    ),
    "collect": (["collect", "a.yaml", "填报", "--prefer", "new"], {"a.yaml"}),
    "pull": (["pull", "b.docx", "a.yaml"], {"a.yaml"}),
    "gaps -o": (["gaps", "a.yaml", "--requests", ".", "--format", "xlsx", "-o", "t.xlsx"], {"t.xlsx"}),
    "import": (["import", "a.docx", "-o", "read.yaml"], {"read.yaml"}),
    "roll": (["roll", "a.yaml", "-o", "next.yaml"], {"next.yaml"}),
    "diff -o": (["diff", "a.yaml", "b.yaml", "-o", "changes.txt"], {"changes.txt"}),
    "diff": (["diff", "a.yaml", "b.yaml"], set()),
    "merge": (["merge", "a.docx", "b.docx"], set()),
    "merge -o": (["merge", "a.docx", "b.docx", "-o", "m.docx", "--table", "t.docx"], {"m.docx", "t.docx"}),
    **{name: ([name, "a.yaml"], set()) for name in ("check", "gaps", "text")},
    "check --comments": (["check", "a.docx", "--comments", "c.docx"], {"c.docx"}),
    "summary": (["summary", "a.yaml", "b.yaml", "--format", "html"], {"summary/青石县汇总.html"}),
    "verify": (["verify", "a.docx", "--profile", "a.yaml"], set()),
    **{name: ([name], set()) for name in ("explain", "schema")},
    "library": (["library", "check"], set()),
    "library new": (
        ["library", "new", "period", "2031-2035", "--title", "十六五", "-o", "l"],
        {"l/2031-2035/period.yaml"},
    ),
}


@pytest.mark.parametrize("name", sampled(WRITING, ("draft", "new", "diff -o"), fault))
def test_a_command_writes_what_it_is_said_to(name: str, command: Command, tmp_path: Path) -> None:
    for file in ("a.yaml", "b.yaml"):
        shutil.copy(CASES / "diff/figures-and-a-box/old.yaml", tmp_path / file)
    if name == "pull":
        changed = tmp_path / "b.yaml"
        changed.write_text(changed.read_text("utf-8").replace("8412", "8500"), "utf-8")
    words, written = WRITING[name]
    for drafted in {"a.docx", "b.docx"}.intersection(words):
        command("draft", drafted.replace("docx", "yaml"), "-o", ".", "--format", "docx")
    if name == "collect":
        command("request", "a.yaml", "--department", "人社")
        for book in (tmp_path / "填报").iterdir():
            book.write_bytes(filled(book.read_bytes(), {"indicators.vocational_training.target": ">4711"}))
    before = files(tmp_path)
    assert command(*words).code in {0, 1}
    assert {each for each, content in files(tmp_path).items() if before.get(each) != content} == written


def files(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, by its name there."""
    found = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in found}


def test_every_command_is_among_those_tried() -> None:
    assert {name.partition(" ")[0] for name in WRITING} == {*SUMMARIES}


def test_the_manuals_lead_to_the_page() -> None:
    for manual in ("README.md", "README.zh-CN.md", "CONTRIBUTING.md"):
        assert "](SECURITY.md)" in (ROOT / manual).read_text(encoding="utf-8"), manual
