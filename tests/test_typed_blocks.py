"""Type headings, boxes and tables into drafts as people do in Word: each is told as the block that it is."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pytest
from comparisons import told
from conftest import ROOT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree
from marks import attack, sampled
from samples import written
from word_files import edited

from generator.diff import ChangeKind
from generator.document import Numbering
from generator.word.reader.typed import typed_heading
from generator.yaml_source import load_data, mapping, strings, texts

CASES = mapping(load_data(ROOT / "tests" / "cases" / "typed.yaml"))
_BORDER = "<w:pBdr><w:top/><w:left/><w:bottom/><w:right/></w:pBdr>"
_LOOK = '<w:rPr><w:b/><w:sz w:val="36"/></w:rPr>'


def paragraph(line: str, form: str = "") -> str:
    """Return a paragraph as somebody would have typed it in Word."""
    properties = f"<w:pPr>{_BORDER}</w:pPr>" if form == "bordered" else ""
    look = _LOOK if form == "styled" else ""
    return f"<w:p>{properties}<w:r>{look}<w:t>{escape(line)}</w:t></w:r></w:p>"


def table(rows: list[list[str]]) -> str:
    """Return a table of these cells, of which each holds paragraphs."""
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def typed(lines: list[str], form: str) -> str:
    """Return the markup of lines that somebody typed in a form."""
    match form:
        case "cell":
            return table([["".join(map(paragraph, lines))]])
        case "rows":
            return table([[paragraph(line)] for line in lines])
        case "table":
            return table([list(map(paragraph, line.split())) for line in lines])
        case _:
            return "".join(paragraph(line, form) for line in lines)


def inserted(xml: str, behind: str, markup: str) -> str:
    """Return a main part with `markup` behind its last paragraph that begins with some words."""
    root = etree.fromstring(xml.encode())
    *_, place = (
        p for p in root.iter(qn("w:p")) if "".join(t.text or "" for t in p.iter(qn("w:t"))).startswith(behind)
    )
    for element in reversed(list(parse_xml(f"<w:body {nsdecls('w')}>{markup}</w:body>"))):
        place.addnext(element)
    return etree.tostring(root, encoding="unicode")


@pytest.mark.parametrize(
    "name", sampled(CASES, ["measure-on-two-lines", "box-of-one-cell", "table", "point-of-a-letter"], attack)
)
def test_what_was_typed_is_one_block(name: str) -> None:
    case = mapping(CASES[name])
    said = strings(case)
    old, markup = written(said["draft"]), typed(texts(case["lines"]), said.get("form", ""))
    found = told(old, edited(old, lambda xml: inserted(xml, said["behind"], markup)))
    assert [(c.kind, c.block, c.label) for c in found] == [(ChangeKind.ADDED, said["block"], said["label"])]


@pytest.mark.parametrize("line", ["", "1.", "1.加强；", "一、", "2021年，全县。", "（一）", "第五章", "{n}."])
def test_a_number_without_a_title_is_no_heading(line: str) -> None:
    assert typed_heading(line, Numbering()) is None


@pytest.mark.parametrize("pattern", ["", "{n}{n}{n}{n}.", "{other}.", "甲", "{cjk}"])
def test_a_pattern_that_prints_no_number_of_ours_finds_none(pattern: str) -> None:
    patterns = Numbering(pattern, pattern, pattern)
    assert typed_heading("甲.标题", patterns) is None
