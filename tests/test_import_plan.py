"""Test the profile that is made of a plan which Plandraft did not write."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from commands import Command
from conftest import Golden
from imported import figures_in, word_of
from outside import blocks_of

from generator.base.values import ValueKind
from generator.document import Box, Division, Item, Paragraph, Plan, nodes_in, plain
from generator.document.plan import Document
from generator.locality.profile import Profile
from generator.pipeline.support.upper_plans import load_profile
from generator.word.outside import read_outside
from generator.yaml_source import load_data, mapping, texts

CASES = Path(__file__).parent / "cases/import"
PLANS = sorted(file.stem for file in CASES.glob("*.yaml"))
every_plan = pytest.mark.parametrize("name", PLANS)
MARK = "【待核】"
CELLS = ("baseline", "target", "result", "value")
Importing = Callable[..., Profile]
_NOT_CHINESE = re.compile("[^\u4e00-\u9fff]")


def chinese(text: str) -> str:
    """Return the Chinese characters of `text`."""
    return _NOT_CHINESE.sub("", text)


def plan_text(document: Document) -> str:
    """Return the titles and paragraphs of the plan in `document`, a line each."""
    plan = next(part for part in document.parts if isinstance(part, Plan))
    lines = (
        plain(node.runs) if isinstance(node, Paragraph) else node.title
        for node in nodes_in(plan)
        if isinstance(node, (Paragraph, Division, Box, Item))
    )
    return "\n".join(lines)


def others_in(profile: Profile) -> Iterator[str]:
    """Yield what a profile says besides its figures: title, departments, letters, how it is printed."""
    for key in ("title", "status", "departments", "parts"):
        yield f"{key}: {profile.at(key)}"
    yield f"form: {profile.at('outline.form')}"


@pytest.fixture
def imported(command: Command, tmp_path: Path) -> Callable[..., Profile]:
    """Return a function that imports the plan of a case with some options and loads its profile."""

    def work(name: str, *options: str) -> Profile:
        (tmp_path / "plan.docx").write_bytes(word_of(CASES / f"{name}.yaml"))
        case = mapping(load_data(CASES / f"{name}.yaml"))
        upper = "、".join(texts(case["upper"]))
        done = command("import", "plan.docx", "-o", "p.yaml", "--upper", upper, "--force", *options)
        assert done.code in {0, 1}, done.all
        return load_profile(tmp_path / "p.yaml")

    return work


@every_plan
def test_what_is_read_is_what_stands_there(name: str, imported: Importing, golden: Golden) -> None:
    profile = imported(name)
    golden.check(CASES / f"{name}.txt", "\n".join([*figures_in(profile), *others_in(profile), ""]))


@every_plan
def test_every_number_that_was_read_is_to_be_confirmed(name: str, imported: Importing) -> None:
    profile = imported(name)
    values = [line.partition(": ") for line in figures_in(profile) if line.partition(": ")[0].endswith(CELLS)]
    known = {path: profile.value(path) for path, _, _ in values}
    assert len(known) > 5
    assert [path for path, value in known.items() if value and value.kind is ValueKind.NUMBER] == []


@every_plan
def test_each_number_of_the_text_says_where_it_was_read(
    name: str, imported: Importing, tmp_path: Path
) -> None:
    imported(name)
    lines = (tmp_path / "p.yaml").read_text("utf-8").splitlines()
    marked = [line for line in lines if MARK in line and not line.startswith("#")]
    text = [line for line in marked if not line.strip().startswith(("baseline:", "target:", "result:"))]
    assert text
    assert [line for line in text if "读自“" not in line] == []


@every_plan
def test_with_its_text_the_draft_is_the_plan_again(name: str, imported: Importing, command: Command) -> None:
    imported(name, "--text")
    assert command("draft", "p.yaml", "-o", "drafts", "--format", "md").code in {0, 1}
    draft = chinese(Path("drafts/p.md").read_text("utf-8").replace(MARK, ""))
    blocks = read_outside(blocks_of(CASES / f"{name}.yaml")).document
    words = {
        chinese(sentence) for sentence in re.split("[。；：（）\n]", plan_text(blocks)) if chinese(sentence)
    }
    assert [sentence for sentence in words if sentence not in draft] == []


@every_plan
def test_next_periods_profile_takes_its_targets(name: str, imported: Importing, command: Command) -> None:
    imported(name)
    assert command("roll", "p.yaml", "-o", "next.yaml").code in {0, 1}
    rolled = load_profile(Path("next.yaml"))
    assert rolled.text("indicators.rehabilitation_coverage.baseline").startswith(MARK)


def test_no_text_of_a_plan_becomes_a_line_of_its_profile(command: Command, tmp_path: Path) -> None:
    odd = load_data(CASES.parent / "import_odd.yaml")
    word = docx.Document()
    for line in (*texts(odd), "换行符\u2028在里面。\u0085也在。\t制表"):
        word.add_paragraph(line)
    word.save(str(tmp_path / "plan.docx"))
    done = command("import", "plan.docx", "-o", "p.yaml", "--upper", "某某省、某某市", "--text")
    assert done.code in {0, 1}, done.all
    profile = load_profile(tmp_path / "p.yaml")
    known = {"period", "locality", "title", "achievements", "indicators", "departments", "outline"}
    assert {*mapping(profile.source.data)} <= known | {
        "parts",
        "commitments",
        "population",
        "documents",
        "names",
    }
    assert profile.text("locality.name") == "青石县"


def test_what_could_be_two_things_is_asked(imported: Importing, tmp_path: Path) -> None:
    assert imported("county").at("population.certified") is None
    said = (tmp_path / "p.yaml").read_text("utf-8")
    line = next(line for line in said.splitlines() if line.strip().startswith("certified:"))
    assert "8412" in line
    assert "8602" in line


def test_a_file_that_is_there_stays(imported: Importing, command: Command, tmp_path: Path) -> None:
    imported("county")
    before = (tmp_path / "p.yaml").read_bytes()
    done = command("import", "plan.docx", "-o", "p.yaml", "--upper", "某某省、某某市")
    assert done.code == 2
    assert (tmp_path / "p.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("title", "asked"), [("残疾人事业发展规划", "--name"), ("青石县残疾人事业发展规划", "--period")]
)
def test_what_no_title_says_is_asked_for(title: str, asked: str, command: Command, tmp_path: Path) -> None:
    word = docx.Document()
    for line in (title, "一、总则", "为残疾人办实事。", "二、任务", "落实到人。"):
        word.add_paragraph(line)
    word.save(str(tmp_path / "plan.docx"))
    done = command("import", "plan.docx", "-o", "p.yaml", "--upper", "某某省、某某市")
    assert done.code == 2
    assert asked in done.all
    assert not (tmp_path / "p.yaml").exists()
