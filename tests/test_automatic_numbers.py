"""Test that automatic numbers are read as they print: in single lists, and in drafts."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from automatic_numbers import LEVELS, WAYS, made_automatic, with_lists
from commands import CASES
from marks import attack, sampled
from office import Office, resave
from samples import PLANS, composed, written
from test_lost_marks import stripped
from word_files import edited

from generator.pipeline.support.word_files import read_word
from generator.word.reader import open_package, printed_lines
from generator.word.reader.numerals import numeral
from generator.word.style_sheet import official_style_sheet

LISTS: dict[str, dict[str, Any]] = yaml.safe_load((CASES / "numbers" / "lists.yaml").read_text("utf-8"))
NUMERALS: dict[str, dict[int, str]] = yaml.safe_load((CASES / "numbers" / "numerals.yaml").read_text("utf-8"))
TEXT = "字"
TYPED = [(name, level, way) for name in PLANS for level in LEVELS for way in WAYS]
FEW = [("dengkou", "measure", "anew"), ("dengkou", "box", "apart")]


def with_paragraphs(case: dict[str, Any]) -> bytes:
    """Return a draft whose body is the paragraphs of a case, with the styles and lists of the case."""
    words = [f"<w:r><w:t>{TEXT}</w:t></w:r>" if label is not None else "" for label in case["labels"]]
    looks = zip(case["paragraphs"], words, strict=True)
    body = "".join(f"<w:p><w:pPr>{look}</w:pPr>{text}</w:p>" for look, text in looks)

    def change(xml: str) -> str:
        head, _, rest = xml.partition("<w:body>")
        return f"{head}<w:body>{body}{rest[rest.rindex('<w:sectPr') :]}"

    def restyle(xml: str) -> str:
        return f"{xml.partition('<w:style ')[0]}{case['styles']}</w:styles>"

    content = with_lists(written("letter-gaps"), case["lists"], change)
    return edited(content, restyle, "word/styles.xml") if "styles" in case else content


def printed(case: dict[str, Any]) -> list[str]:
    """Return what the paragraphs of a case print that have a text."""
    return [label + TEXT for label in case["labels"] if label is not None]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_read_as_it_prints(name: str) -> None:
    package = open_package(with_paragraphs(LISTS[name]), "a.docx")
    lines = [line.text for line in printed_lines(package, official_style_sheet())]
    assert [line for line in lines if TEXT in line] == printed(LISTS[name])


@pytest.mark.parametrize("form", NUMERALS)
def test_a_count_is_printed_in_its_format(form: str) -> None:
    assert {count: numeral(count, form) for count in NUMERALS[form]} == NUMERALS[form]


@pytest.mark.office
def test_a_list_is_read_as_libreoffice_prints_it(office: Office, tmp_path: Path) -> None:
    cases = {f"{n}": case for n, case in enumerate(LISTS.values()) if case.get("office", True)}
    files = [tmp_path / f"{n}.docx" for n in cases]
    for file in files:
        file.write_bytes(with_paragraphs(cases[file.stem]))
    resave(office.soffice, files, tmp_path, "txt:Text")
    texts = {n: (tmp_path / f"{n}.txt").read_text("utf-8-sig").split("\n") for n in cases}
    found = {n: [re.sub(r"\s", "", line) for line in lines if TEXT in line] for n, lines in texts.items()}
    assert found == {n: printed(case) for n, case in cases.items()}


@pytest.mark.parametrize("typed", sampled(TYPED, FEW, attack))
def test_numbers_that_became_lists_are_no_change(typed: tuple[str, str, str]) -> None:
    name, level, way = typed
    content = made_automatic(written(name), composed(name), level, way)
    assert read_word(content, "plan.docx").document == composed(name)
    bare = edited(content, lambda xml: stripped(xml, Random(0), 1))
    assert read_word(bare, "plan.docx").document == composed(name)
