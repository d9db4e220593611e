"""What a Word file carries besides its words: bound figures, placeholders, comments, digest, fonts."""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from pathlib import Path

import pytest
import yaml
from commands import CASES, Command
from conftest import ROOT
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from plans import bare, document
from samples import PLANS, SAMPLES, composed, written

from generator import fonts
from generator.contents import list_contents
from generator.document import Contents, Document, Figure, Gap, Plan, Run, part_runs
from generator.ooxml.names import bookmark, tag
from generator.ooxml.parts import VALUES_ITEM
from generator.pipeline.verify import State, verify
from generator.style_sheet import official_look
from generator.write_docx import write_docx
from generator.write_docx.pen import parted
from generator.write_docx.signature import signature
from generator.write_docx.titles import width_of

INSTALLED = fonts.installed  # as it is before the tests pretend
VALUES = {"v": "urn:plandraft:values"}


def part(content: bytes, name: str) -> etree._Element:
    """A part of a Word file."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return etree.fromstring(package.read(name))


def runs(document: Document, kind: type[Run]) -> list[Run]:
    """The runs of one kind in a document."""
    return [run for part in document.parts for run in part_runs(part) if isinstance(run, kind)]


# --- figures and gaps ---------------------------------------------------------------------------------------


def controls(content: bytes) -> list[etree._Element]:
    """The content controls of the main part."""
    return list(part(content, "word/document.xml").iter(qn("w:sdt")))


def value(control: etree._Element, name: str) -> str:
    """The value of a property of a control; empty where it has none."""
    found = control.find(f"{qn('w:sdtPr')}/{qn(name)}")
    return str(found.get(qn("w:val"), "")) if found is not None else ""


@pytest.mark.parametrize("name", PLANS)
def test_every_figure_is_a_control_bound_to_the_value_of_its_path(name: str) -> None:
    content = written(name)
    values = part(content, "customXml/item1.xml")
    bound = [c for c in controls(content) if c.find(f"{qn('w:sdtPr')}/{qn('w:dataBinding')}") is not None]
    figures: dict[str, int] = defaultdict(int)
    for control in bound:
        binding = control.find(f"{qn('w:sdtPr')}/{qn('w:dataBinding')}")
        assert binding is not None
        assert binding.get(qn("w:storeItemID")) == VALUES_ITEM
        [node] = values.xpath(binding.get(qn("w:xpath"), ""), namespaces=VALUES)
        assert node.get("path") == value(control, "w:tag")
        assert node.text == "".join(t.text or "" for t in control.iter(qn("w:t")))
        figures[value(control, "w:tag")] += 1
    wanted = {run.source for run in runs(composed(name), Figure) if isinstance(run, Figure)}
    assert set(figures) >= wanted


@pytest.mark.parametrize("name", PLANS)
def test_a_number_that_stands_in_several_forms_is_one_value(name: str) -> None:
    """＞90 in the table and 90% in the text change together."""
    values = part(written(name), "customXml/item1.xml")
    paths = [(node.get("path"), node.text) for node in values]
    assert len(paths) == len(set(paths))
    for run in runs(composed(name), Figure):
        assert isinstance(run, Figure)
        assert (run.source, parted(run.text)[1]) in paths


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("＞90%", ("＞", "90", "%")),
        (">[1,000]", (">[", "1,000", "]")),
        ("9800余", ("", "9800", "余")),
        ("0.02万", ("", "0.02", "万")),
        ("1-2期", ("", "1-2期", "")),
        ("与经济增长同步", ("", "与经济增长同步", "")),
        ("", ("", "", "")),
    ],
)
def test_a_figure_is_parted_at_its_only_number(text: str, parts: tuple[str, str, str]) -> None:
    assert parted(text) == parts


@given(st.text())
def test_the_parts_of_a_figure_are_the_figure(text: str) -> None:
    assert "".join(parted(text)) == text


def test_gaps_are_placeholders_that_name_their_path_and_who_has_it() -> None:
    content = written("kind-county")
    gaps = [c for c in controls(content) if c.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None]
    wanted = [run for run in runs(document(bare("county")), Gap) if isinstance(run, Gap)]
    assert [(value(c, "w:tag"), value(c, "w:alias")) for c in gaps] == [
        (gap.source, gap.department) for gap in wanted
    ]


def test_controls_have_ids_of_their_own() -> None:
    for name in SAMPLES:
        ids = [value(control, "w:id") for control in controls(written(name))]
        assert len(ids) == len(set(ids))


@given(st.text(), st.text(), st.integers(1, 9))
def test_names_of_bookmarks_and_tags_are_such_as_word_takes(kind: str, key: str, count: int) -> None:
    assert re.fullmatch(r"_pd_[0-9A-Za-z_]{0,36}", bookmark(kind, key, count))
    assert len(bookmark(kind, key, count)) <= 40
    assert len(tag(key)) <= 64


def test_keys_that_look_alike_have_bookmarks_of_their_own() -> None:
    keys = ["a.b", "a_b", "a/b", "甲", "乙", "x" * 60, "x" * 61]
    assert len({bookmark("division", key) for key in keys} | {bookmark("part", keys[0])}) == len(keys) + 1


# --- comments -----------------------------------------------------------------------------------------------


def commented(content: bytes) -> dict[str, str]:
    """The comments of a Word file, each with the words it is on."""
    comments = {
        str(c.get(qn("w:id"))): "".join(t.text or "" for t in c.iter(qn("w:t")))
        for c in part(content, "word/comments.xml")
    }
    on = dict.fromkeys(comments, "")
    opened: set[str] = set()
    for element in part(content, "word/document.xml").iter():
        if element.tag == qn("w:commentRangeStart"):
            opened.add(str(element.get(qn("w:id"))))
        elif element.tag == qn("w:commentRangeEnd"):
            opened.discard(str(element.get(qn("w:id"))))
        elif element.tag == qn("w:t"):
            for number in opened:
                on[number] += element.text or ""
    assert opened == set()
    return {comments[number]: words for number, words in on.items()}


def test_comments_stand_at_the_figure_that_they_are_about(command: Command, tmp_path: Path) -> None:
    command("draft", CASES / "policy" / "target_below_national.yaml", "--comments", "-o", tmp_path)
    found = commented((tmp_path / "target_below_national.docx").read_bytes())
    [(comment, words)] = [pair for pair in found.items() if "target-below-national" in pair[0]]
    assert comment.startswith("错误：")
    assert "改法：" in comment
    assert re.fullmatch(r"\d+", words)


def test_every_finding_is_a_comment_somewhere(command: Command, tmp_path: Path) -> None:
    said = command("draft", ROOT / "profiles" / "jining.yaml", "--comments", "-o", tmp_path)
    counted = sum(map(int, re.findall(r"(\d+) 个(?:错误|提醒|提示)", said.out)))
    assert len(commented((tmp_path / "jining.docx").read_bytes())) == counted > 30


def test_without_the_option_there_are_no_comments(command: Command, tmp_path: Path) -> None:
    command("draft", ROOT / "profiles" / "jining.yaml", "-o", tmp_path)
    with zipfile.ZipFile(tmp_path / "jining.docx") as package:
        assert "word/comments.xml" not in package.namelist()


def test_a_record_alone_carries_no_comments(command: Command, tmp_path: Path) -> None:
    """Word has none in boxes."""
    data = {**bare("county"), "parts": ["imprint"]}
    (tmp_path / "a.yaml").write_text(yaml.safe_dump(data), encoding="utf-8")
    assert command("draft", "a.yaml", "--comments", "-o", tmp_path).code == 0
    with zipfile.ZipFile(tmp_path / "a.docx") as package:
        assert "word/comments.xml" not in package.namelist()


def test_a_commented_file_reads_as_one_without_comments() -> None:
    draft = composed("dengkou")
    source = next(run.source for run in runs(draft, Figure) if isinstance(run, Figure))
    plan = next(part.key for part in draft.parts if isinstance(part, Plan))
    notes = {("figure", source): ["甲\n乙", "丙"], ("part", plan): ["丁"]}
    content = write_docx(draft, official_look(), notes, {})
    assert set(commented(content)) == {"甲乙", "丙", "丁"}


# --- contents -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("levels", "instruction"),
    [
        (["chapter", "section"], 'TOC \\o "1-2" \\h \\z'),
        (["section"], 'TOC \\o "2-2" \\h \\z'),
        (["chapter", "box", "annex"], 'TOC \\o "1-1" \\t "专栏标题,3,附件标题,1" \\h \\z'),
    ],
)
def test_contents_renew_to_what_they_list(levels: list[str], instruction: str) -> None:
    parts = [{"form": "contents", "levels": levels}, "plan"]
    content = write_docx(document({**bare("county"), "parts": parts}), official_look(), {}, {})
    fields = [e.text.strip() for e in part(content, "word/document.xml").iter(qn("w:instrText")) if e.text]
    assert fields[0] == instruction


def test_pages_of_a_chapter_and_an_annex_of_one_key_are_told_apart() -> None:
    chapter = {"chapter": "task-division", "title": "甲", "topics": [{"own": "一句话。"}]}
    parts = ["contents", "plan", "task-division"]
    draft = document({**bare("county"), "parts": parts, "outline": {"chapters": [chapter]}})
    pages = {("chapter", "task-division"): "2", ("annex", "task-division"): "3"}
    [contents] = [part for part in list_contents(draft, pages).parts if isinstance(part, Contents)]
    assert [entry.page for entry in contents.entries] == ["2", "3"]


# --- the record ---------------------------------------------------------------------------------------------


def recorded(copies: str) -> etree._Element:
    """The main part of a plan with a record."""
    record = {"form": "imprint", "copies": copies, "issuer": "青石县人民政府办公室", "date": "2022年6月14日"}
    draft = document({**bare("county"), "parts": ["plan", record]})
    return part(write_docx(draft, official_look(), {}, {}), "word/document.xml")


def test_the_record_hangs_on_a_paragraph_of_its_own() -> None:
    """LibreOffice loses a box that hangs on text which crosses a page."""
    [box] = recorded("县委办公室。").iter(qn("w:drawing"))
    anchor = next(box.iterancestors(qn("w:p")))
    assert [
        t for t in anchor.iter(qn("w:t")) if next(t.iterancestors(qn("w:txbxContent")), None) is None
    ] == []


def test_a_record_too_high_to_be_pinned_stands_in_the_text() -> None:
    body = recorded("某某局，" * 300)
    assert list(body.iter(qn("w:drawing"))) == []
    assert "某某局，" * 300 in "".join(t.text or "" for t in body.iter(qn("w:t")))


def test_a_longer_record_has_a_higher_box() -> None:
    heights = []
    for copies in ("县委办公室。", "县委办公室，" * 12):
        [extent] = recorded(copies).iter(
            "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
        )
        heights.append(int(extent.get("cy", "0")))
    assert heights[0] < heights[1]


# --- same bytes ---------------------------------------------------------------------------------------------


def test_the_time_of_writing_is_that_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = document(bare("county"))
    before = write_docx(draft, official_look(), {}, {})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    after = write_docx(draft, official_look(), {}, {})
    assert before != after
    created = part(after, "docProps/core.xml").findtext("{http://purl.org/dc/terms/}created")
    assert created == "2023-11-14T22:13:20Z"


def test_the_digest_does_not_hang_on_the_zip(tmp_path: Path) -> None:
    file = tmp_path / "plan.docx"
    with zipfile.ZipFile(io.BytesIO(written("dengkou"))) as old, zipfile.ZipFile(file, "w") as new:
        for name in reversed(old.namelist()):
            new.writestr(name, old.read(name))
    assert file.read_bytes() != written("dengkou")
    assert verify(file).state is State.INTACT


# --- signature and fonts ------------------------------------------------------------------------------------


@given(
    issuer=st.text("县政府2022年", min_size=1, max_size=30),
    date=st.text("2022年6月", min_size=1),
    sealed=st.booleans(),
)
def test_neither_issuer_nor_date_leaves_the_type_area(issuer: str, date: str, *, sealed: bool) -> None:
    issuer_right, date_right = signature(issuer, date, sealed=sealed)
    assert min(issuer_right, date_right) >= 0
    middle = (issuer_right + width_of(issuer) / 2) - (date_right + width_of(date) / 2)
    if sealed:
        assert middle == pytest.approx(0)


@pytest.mark.parametrize(
    ("issuer", "date", "rights"),
    [
        ("青石县人民政府办公室", "2022年6月14日", (2, 2.25)),  # 10 wide; 6.5 and five gaps of a quarter
        ("县残联", "2022年12月14日", (9.25, 2)),  # the longer date keeps two free
    ],
)
def test_without_a_seal_the_date_begins_two_behind_the_issuer(
    issuer: str, date: str, rights: tuple[float, float]
) -> None:
    assert signature(issuer, date, sealed=False) == rights


def test_faces_that_are_not_installed_are_told_once_with_what_stands_in(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "installed", lambda: frozenset({"simfang_gb2312", "fzxbsjw"}))
    profiles = [ROOT / "profiles" / f"{name}.yaml" for name in ("xinzhou", "dengkou")]
    said = command("draft", *profiles, "-o", tmp_path)
    assert said.err.count("提示 fonts-missing\n") == 1
    assert "这台电脑没有装楷体_GB2312（" in said.err
    assert "楷体_GB2312改用楷体、华文楷体" in said.err


def test_fonts_are_known_by_their_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / ".fonts" / "公文"
    folder.mkdir(parents=True)
    (folder / "FZXBSJW.TTF").touch()
    (folder / "readme.txt").touch()
    monkeypatch.setenv("HOME", str(tmp_path))
    assert "fzxbsjw" in INSTALLED.__wrapped__()
    assert "readme" not in INSTALLED.__wrapped__()
