"""Test the profile that is made of a plan which Plandraft did not write."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from commands import Command
from conftest import Golden
from dresses import DRESSES, Piece, lines_of, written
from imported import figures_in, word_of
from marks import sampled
from outside import blocks_of

from generator.base.diagnostics import PlanError
from generator.base.limits import LONGEST_TEXT, MOST_ENTRIES, MOST_NUMBERS_READ, MOST_PROFILE_BYTES
from generator.base.values import ValueKind
from generator.check.findings.rulebook import is_blocking
from generator.document import Box, Division, Item, Paragraph, Plan, nodes_in, plain
from generator.document.number import cjk
from generator.document.plan import Document
from generator.library.period import load_period
from generator.locality.profile import Profile
from generator.pipeline.import_plan import import_plan
from generator.pipeline.support.imported.whole import Origin, read_plan
from generator.pipeline.support.upper_plans import load_profile
from generator.word.outside import read_outside
from generator.word.reader import BareBlock, BareCell, BareLine, BareTable
from generator.yaml_source import load_data, mapping, texts

CASES = Path(__file__).parent / "cases/import"
PLANS = sorted(file.stem for file in CASES.glob("*.yaml"))
every_plan = pytest.mark.parametrize("name", PLANS)
few_plans = pytest.mark.parametrize("name", sampled(PLANS, ("district",), pytest.mark.slow))
MARK = "【待核】"
COUNTY = Origin("青石县", "county", ("某某省", "某某市"), "2021-2025")
CELLS = ("baseline", "target", "result", "value")
Importing = Callable[..., Profile]
_NOT_CHINESE = re.compile("[^\u4e00-\u9fff]")


def chinese(text: str) -> str:
    """Return the Chinese characters of `text`."""
    return _NOT_CHINESE.sub("", text)


def table_of(*rows: tuple[str, ...]) -> BareTable:
    """Return a table of these rows."""
    return BareTable(tuple(tuple(BareCell((BareLine(text),)) for text in row) for row in rows))


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
    for key in ("title", "status", "drafted", "departments", "parts"):
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
def test_what_is_read_is_what_stands_there_and_to_be_confirmed(
    name: str, imported: Importing, golden: Golden, tmp_path: Path
) -> None:
    profile = imported(name)
    golden.check(CASES / f"{name}.txt", "\n".join([*figures_in(profile), *others_in(profile), ""]))
    paths = [
        path for path, _, _ in (line.partition(": ") for line in figures_in(profile)) if path.endswith(CELLS)
    ]
    known = {path: profile.value(path) for path in paths}
    assert len(known) > 3
    assert [path for path, value in known.items() if value and value.kind is ValueKind.NUMBER] == []
    lines = (tmp_path / "p.yaml").read_text("utf-8").splitlines()
    marked = [line for line in lines if MARK in line and not line.startswith("#")]
    text = [line for line in marked if not line.strip().startswith(("baseline:", "target:", "result:"))]
    assert text
    assert [line for line in text if "读自“" not in line] == []


@few_plans
def test_with_its_text_the_draft_is_the_plan_again(name: str, imported: Importing, command: Command) -> None:
    imported(name, "--text")
    assert command("draft", "p.yaml", "-o", "drafts", "--format", "md").code in {0, 1}
    draft = chinese(Path("drafts/p.md").read_text("utf-8").replace(MARK, ""))
    blocks = read_outside(blocks_of(CASES / f"{name}.yaml")).document
    words = {
        chinese(sentence) for sentence in re.split("[。；：（）\n]", plan_text(blocks)) if chinese(sentence)
    }
    assert [sentence for sentence in words if sentence not in draft] == []


@few_plans
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


def test_what_could_be_two_things_is_asked_and_a_file_that_is_there_stays(
    imported: Importing, command: Command, tmp_path: Path
) -> None:
    assert imported("county").at("population.certified") is None
    before = (tmp_path / "p.yaml").read_bytes()
    said = before.decode()
    line = next(line for line in said.splitlines() if line.strip().startswith("certified:"))
    assert "8412" in line
    assert "8602" in line
    done = command("import", "plan.docx", "-o", "p.yaml", "--upper", "某某省、某某市")
    assert "file-exists" in done.all
    assert (tmp_path / "p.yaml").read_bytes() == before


def test_on_a_terminal_it_asks(imported: Importing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.cli.import_.can_ask", lambda: True)
    monkeypatch.setattr("sys.stdin", io.StringIO("9\n2\n"))
    assert imported("county").text("population.certified") == f"{MARK}8602"


def test_what_is_asked_is_named_in_words_of_the_place(
    imported: Importing, command: Command, tmp_path: Path
) -> None:
    imported("../import_unsure")
    (tmp_path / "p.yaml").unlink()
    done = command("import", "plan.docx", "-o", "p.yaml")
    asked = next(line for line in done.out.splitlines() if "family_doctor_rate" in line)
    assert "旗县（市、区）" in asked
    assert "{" not in asked
    assert "指标表没有读出来" in done.out
    assert "读自原文的指标表" not in done.out


def test_a_row_of_the_table_of_tasks_goes_to_its_sentence(imported: Importing, command: Command) -> None:
    imported("tasks", "--text")
    assert command("draft", "p.yaml", "-o", "drafts", "--format", "md").code in {0, 1}
    draft = Path("drafts/p.md").read_text("utf-8")
    rows = re.findall(r"^\| \d+ \| (.*?) \| (.*?) \|$", draft, re.MULTILINE)
    *_, table = (block for block in blocks_of(CASES / "tasks.yaml") if isinstance(block, BareTable))
    printed = [tuple(cell.lines[0].text for cell in row[1:]) for row in table.rows[1:]]
    assert sorted(rows) == sorted(printed)


@pytest.mark.parametrize("dress", sampled(DRESSES, ("bold", "automatic numbers"), pytest.mark.slow))
def test_figures_are_read_in_every_dress(dress: str) -> None:
    pieces = (
        Piece(1, 1, "发展基础"),
        Piece(0, words="“十三五”时期，1920名建档立卡残疾人脱贫。残疾人辅助器具适配率达到82%。"),
        Piece(1, 2, "重点任务"),
        Piece(2, 1, "稳定就业"),
        Piece(0, words="编制67人以上的事业单位要安排残疾人就业，这是各单位应尽的责任。"),
        Piece(5, 1),
    )
    content = written(pieces, DRESSES[dress], "青石县“十四五”残疾人保障和发展规划")
    document = read_outside(lines_of(content)).document
    read = read_plan(document, COUNTY, load_period("2021-2025"), lambda _: None)
    assert {path: each.value for path, each in read.readings.read.items()} == {
        "achievements.poverty_relieved": "1920",
        "achievements.assistive_device_rate": "82",
        "commitments.institution_threshold": "≥67",
    }
    assert read.indicators.cells["indicators.适配率.target"] == "＞85"


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


def test_an_outline_that_no_profile_may_have_is_left_to_the_default(tmp_path: Path) -> None:
    lines = [
        "青石县“十四五”残疾人保障和发展规划",
        *(f"{cjk(n % 9 + 1)}、残疾人就业{n}" for n in range(MOST_ENTRIES + 50)),
    ]
    plan = read_outside(map(BareLine, lines))
    imported = import_plan(plan, "plan.docx", COUNTY, tmp_path / "p.yaml")
    assert any("用的是默认提纲" in note for note in imported.notes)
    assert load_profile(tmp_path / "p.yaml").at("outline") is None


_TITLE = "青石县“十四五”残疾人保障和发展规划"
_HEAD = ("指标", "2020年", "2025年", "属性")
_ODD: dict[str, list[BareBlock]] = {
    "a box with nothing in it": [BareLine("专栏1 救助项目")],
    "boxes with nothing in them": [BareLine("专栏1 救助项目"), BareLine("专栏2 康复项目")],
    "a heading with nothing below it": [BareLine("三、保障措施")],
    "an indicator with a long name": [table_of(_HEAD, (f"1.{'残疾人补贴' * 60}（%）", "1", "2", "预期性"))],
    "indicators with one name": [table_of(_HEAD, *[("坡道（条）", "1", "2", "预期性")] * 3)],
    "a category with a long name": [
        table_of(("类别", *_HEAD), ("发展环境" * 60, "坡道（条）", "1", "2", "预期性"))
    ],
    "departments with long names": [
        table_of(("序号", "重点任务", "牵头单位"), ("1", "办实事", f"{'民政' * 120}局"))
    ],
}


@pytest.mark.parametrize("kind", _ODD)
def test_whatever_a_plan_has_or_lacks_its_profile_can_be_drafted(kind: str, tmp_path: Path) -> None:
    lines = [_TITLE, "一、总则", "为残疾人办实事。", "二、任务", "落实到人。"]
    plan = read_outside([*map(BareLine, lines), *_ODD[kind]])
    for text in (False, True):
        file = tmp_path / f"p{text}.yaml"
        imported = import_plan(plan, "plan.docx", COUNTY, file, text=text)
        assert [each.rule for each in imported.findings if is_blocking(each)] == []
        assert not any("用的是默认提纲" in note for note in imported.notes)


_LONG = {
    "text": [f"现将{'规划' * LONGEST_TEXT}印发给你们。"],
    "file": [f"现将{'规划' * (LONGEST_TEXT // 4)}印发给你们。"] * (MOST_PROFILE_BYTES // LONGEST_TEXT),
}


@pytest.mark.parametrize("kind", _LONG)
def test_what_no_command_could_read_again_is_not_written(kind: str, tmp_path: Path) -> None:
    lines = ["关于印发残疾人规划的通知", "各乡镇人民政府：", *_LONG[kind], "青石县人民政府", "2022年3月1日"]
    plan = read_outside(map(BareLine, [*lines, _TITLE, "一、总则", "办实事。", "二、任务", "办实事。"]))
    with pytest.raises(PlanError) as refused:
        import_plan(plan, "plan.docx", COUNTY, tmp_path / "p.yaml")
    assert [each.rule for each in refused.value.findings] == ["import-large"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_no_more_numbers_are_read_than_a_plan_may_have(tmp_path: Path) -> None:
    numbers = "，".join(f"新增残疾人就业{n}人" for n in range(1, 2 * MOST_NUMBERS_READ))
    lines = ["青石县“十四五”残疾人保障和发展规划", "一、发展基础", numbers, "二、任务", "办实事。"]
    imported = import_plan(read_outside(map(BareLine, lines)), "plan.docx", COUNTY, tmp_path / "p.yaml")
    assert any(f"只看了前 {MOST_NUMBERS_READ} 个" in note for note in imported.notes)


def test_a_file_without_a_plan_is_refused(command: Command, tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("今天天气很好，大家一起去植树。")
    word.save(str(tmp_path / "plan.docx"))
    done = command("import", "plan.docx", "-o", "p.yaml", "--name", "青石县", "--period", "2021-2025")
    assert done.code != 0
    assert "file-no-plan" in done.all
    assert not (tmp_path / "p.yaml").exists()
