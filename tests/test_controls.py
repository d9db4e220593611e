"""Test that numbers in a Word file are bound to the values of their paths, words and gaps rich text."""

from __future__ import annotations

import re

import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from plans import bare, document
from samples import PLANS, SAMPLES, composed, written
from word_files import part, runs

from generator.document import Figure, Gap
from generator.word.ooxml.names import VALUES_ITEM, bookmark, tag
from generator.word.writer.inline import split_figure

VALUES = {"v": "urn:plandraft:values"}


def controls(content: bytes) -> list[etree._Element]:
    """Return the content controls of the main part."""
    return list(part(content, "word/document.xml").iter(qn("w:sdt")))


def value(control: etree._Element, name: str) -> str:
    """Return the value of a property of a control; empty if it has none."""
    found = control.find(f"{qn('w:sdtPr')}/{qn(name)}")
    return str(found.get(qn("w:val"), "")) if found is not None else ""


def is_bound(control: etree._Element) -> bool:
    """Return whether a control is bound to custom XML."""
    return control.find(f"{qn('w:sdtPr')}/{qn('w:dataBinding')}") is not None


def figures(name: str) -> list[Figure]:
    """Return the figures of a sample."""
    return [run for run in runs(composed(name), Figure) if isinstance(run, Figure)]


@pytest.mark.parametrize("name", PLANS)
def test_every_number_is_a_control_bound_to_the_value_of_its_path(name: str) -> None:
    content = written(name)
    values = part(content, "customXml/item1.xml")
    sources = set()
    for control in filter(is_bound, controls(content)):
        binding = control.find(f"{qn('w:sdtPr')}/{qn('w:dataBinding')}")
        assert binding is not None
        assert binding.get(qn("w:storeItemID")) == VALUES_ITEM
        [node] = values.xpath(binding.get(qn("w:xpath"), ""), namespaces=VALUES)
        assert node.get("path") == value(control, "w:tag")
        assert node.text == "".join(t.text or "" for t in control.iter(qn("w:t")))
        sources.add(value(control, "w:tag"))
    assert sources == {run.source for run in figures(name) if split_figure(run.text)[1].isascii()}


@pytest.mark.parametrize("name", [*PLANS, "kind-county"])
def test_a_control_of_words_is_rich_text(name: str) -> None:
    for control in controls(written(name)):
        said = "".join(t.text or "" for t in control.iter(qn("w:t")))
        plain = control.find(f"{qn('w:sdtPr')}/{qn('w:text')}") is not None
        assert plain == is_bound(control) == said.isascii(), said


@pytest.mark.parametrize("name", PLANS)
def test_a_number_that_stands_in_several_forms_is_one_value(name: str) -> None:
    """Check that ＞90 in the table and 90% in the text change together."""
    values = part(written(name), "customXml/item1.xml")
    paths = [(node.get("path"), node.text) for node in values]
    assert len(paths) == len(set(paths))
    numbers = {(run.source, split_figure(run.text)[1]) for run in figures(name)}
    assert {number for number in numbers if number[1].isascii()} == set(paths)


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
    assert split_figure(text) == parts


@given(st.text())
def test_the_parts_of_a_figure_are_the_figure(text: str) -> None:
    assert "".join(split_figure(text)) == text


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
