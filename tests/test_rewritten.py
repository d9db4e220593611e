"""Delete a paragraph of a draft and type it anew: it is one change, words changed one by one are several."""

from __future__ import annotations

import pytest
from comparisons import told
from conftest import ROOT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree
from marks import attack, sampled
from samples import written
from word_files import edited

from generator.yaml_source import Data, load_data, mapping, strings, texts

CASES = mapping(load_data(ROOT / "tests" / "cases" / "rewritten.yaml"))


def retyped(xml: str, case: dict[str, Data]) -> str:
    """Return a main part whose paragraph is plain lines now, or has words replaced, without a mark."""
    root = etree.fromstring(xml.encode())
    [old] = (p for p in root.iter(qn("w:p")) if words(p).startswith(strings(case)["of"]))
    text = words(old)
    for word, other in strings(case.get("replace", {})).items():
        text = text.replace(word, other)
    parent = old.getparent()
    assert parent is not None
    for line in texts(case.get("lines", [text])):
        old.addprevious(parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>{line}</w:t></w:r></w:p>"))
    parent.remove(old)
    return etree.tostring(root, encoding="unicode")


def words(paragraph: etree._Element) -> str:
    """Return the text of a paragraph."""
    return "".join(t.text or "" for t in paragraph.iter(qn("w:t")))


@pytest.mark.parametrize("name", sampled(CASES, ["measure-with-another-title"], attack))
def test_it_is_told_as_what_it_is(name: str) -> None:
    case, old = mapping(CASES[name]), written("dengkou")
    found = told(old, edited(old, lambda xml: retyped(xml, case)))
    assert [f"{change.kind} {change.block}" for change in found] == texts(case["changes"])
