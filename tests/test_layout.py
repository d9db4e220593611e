"""Measure pages that LibreOffice lays out in the PDF: text, lines, page numbers, boxes over pages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from office import MM, Line, Office, Page, ink
from pdf_text import (
    BOTTOM,
    KEPT,
    LEFT,
    RIGHT,
    TOP,
    Flow,
    Piece,
    body_lines,
    flow,
    labels,
    page_number,
    squashed,
)
from samples import LETTERS, PLANS, SAMPLES, composed

from generator.document import Annex, Imprint

LINES, PITCH, EM = 22, 28.95, 16.0
HEADED = ["dawukou", *LETTERS]  # those that begin with an official letter
NUMBERED = [name for name in SAMPLES if name not in HEADED]
NUMBER = 14.0  # the size of page numbers
_HANGING = "a comma or full stop hangs 16 pt outside the margin, and LibreOffice does not print it"
pytestmark = pytest.mark.office


def laid(office: Office, name: str) -> tuple[Flow, list[Piece]]:
    """Return the flow of a sample and where its pieces stand."""
    return flow(composed(name), office.pages(name))


def numbered(office: Office, name: str) -> tuple[Page, ...]:
    """Return the pages of a sample but the last, if that has the record."""
    pages = office.pages(name)
    return pages[:-1] if any(isinstance(part, Imprint) for part in composed(name).parts) else pages


def is_text(line: Line) -> bool:
    """Return whether a line is set in the size of the body (its box is 1.3 of it)."""
    return abs(line.height - 1.3 * EM) < 0.5


def text_pages(pages: tuple[Page, ...]) -> Iterator[tuple[Page, list[Line]]]:
    """Yield the upright pages on which nothing but lines of the body's size stands."""
    for page in pages:
        lines = body_lines(page)
        if page.width < page.height and lines and all(is_text(line) for line in lines):
            yield page, lines


def goes_on(lines: list[Line]) -> bool:
    """Return whether a page begins in the middle of a paragraph: its first line is not indented."""
    return bool(lines) and is_text(lines[0]) and lines[0].left < LEFT + EM / 2


@pytest.mark.parametrize("name", SAMPLES)
def test_the_text_on_the_pages_is_the_text_of_the_document_in_its_order(office: Office, name: str) -> None:
    _, pieces = laid(office, name)
    assert [(piece.kind, piece.text) for piece in pieces if piece.start < 0] == []


@pytest.mark.parametrize("name", [*PLANS, "big"])
def test_a_full_page_of_text_has_22_lines(office: Office, name: str) -> None:
    pages = office.pages(name)
    full = [
        (page.number, len(lines))
        for page, lines in text_pages(pages[:-1])
        if goes_on(body_lines(pages[page.number])) and squashed(pages[page.number].lines[0].text) != "附件"
    ]
    assert len(full) > 1
    assert [(page, lines) for page, lines in full if lines != LINES] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_lines_of_text_stand_in_the_22_slots_of_the_type_area(office: Office, name: str) -> None:
    for page, lines in text_pages(office.pages(name)):
        assert len(lines) <= LINES
        slots = [(line.top - TOP) / PITCH for line in lines]
        assert [(page.number, round(slot, 2)) for slot in slots if not 0 <= slot % 1 < 0.35] == []
        assert lines[-1].bottom < BOTTOM


@pytest.mark.parametrize("name", SAMPLES)
def test_no_figure_is_parted_at_the_end_of_a_line(office: Office, name: str) -> None:
    lines = [line.text for _, lines in text_pages(office.pages(name)) for line in lines]
    parted = [pair for pair in pairwise(lines) if pair[0][-1:].isdigit() and pair[1][:1].isdigit()]
    assert [pair for pair in parted if not pair[0].isdigit()] == []  # some number is longer than a line


@pytest.mark.parametrize("name", SAMPLES)
def test_no_line_of_text_leaves_the_type_area(office: Office, name: str) -> None:
    lines = [
        (page.number, line)
        for page in office.pages(name)
        if page.width < page.height
        for line in body_lines(page)
    ]
    outside = [(n, x.text, x.left, x.right) for n, x in lines if x.left < LEFT - 0.5 or x.right > RIGHT + 0.5]
    assert outside == []


@pytest.mark.parametrize("name", SAMPLES)
def test_the_sheet_is_a4(office: Office, name: str) -> None:
    for page in office.pages(name):
        sides = sorted((page.width / MM, page.height / MM))
        assert sides == [pytest.approx(210, abs=0.2), pytest.approx(297, abs=0.2)]


@pytest.mark.parametrize("name", NUMBERED)
def test_pages_are_numbered_through_the_whole_file(office: Office, name: str) -> None:
    pages = numbered(office, name)
    printed = [squashed("".join(word.text for word in page_number(page))) for page in pages]
    assert printed == [f"—{page.number}—" for page in pages]


@pytest.mark.parametrize("name", HEADED)
def test_the_first_page_of_an_official_letter_has_no_number(office: Office, name: str) -> None:
    first, *others = office.pages(name)
    assert page_number(first) == ()
    assert all(page_number(page) for page in others)


@pytest.mark.parametrize("name", NUMBERED)
def test_numbers_stand_one_character_in_on_the_outer_side(office: Office, name: str) -> None:
    for page in numbered(office, name):
        if page.width < page.height:
            words = page_number(page)
            inner = RIGHT - words[-1].right if page.number % 2 else words[0].left - LEFT
            assert inner == pytest.approx(NUMBER, abs=1)


@pytest.mark.parametrize("name", NUMBERED)
def test_the_dash_beside_the_number_stands_7_mm_below_the_type_area(office: Office, name: str) -> None:
    for page in numbered(office, name)[:2]:
        dash = page_number(page)[0]
        box = (dash.left + NUMBER / 3, BOTTOM + 1, dash.left + NUMBER / 2, page.height - 1)
        rows = ink(office.pdf(name), page.number, box)
        assert (rows[0] - BOTTOM) / MM == pytest.approx(7, abs=0.5)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_header_of_a_box_or_table_stands_on_every_page_of_it(office: Office, name: str) -> None:
    found, pieces = laid(office, name)
    for label in (piece for piece in pieces if piece.kind == "label" and piece.start >= 0):
        held = [piece for piece in pieces if piece.owner == label.owner and piece.start >= 0]
        for page in range(found.page(label.start) + 1, found.page(held[-1].end - 1) + 1):
            text = "".join(line.text for line in body_lines(found.pages[page - 1]))
            assert text.startswith(label.text), f"page {page}"


@pytest.mark.parametrize("name", SAMPLES)
def test_no_heading_stands_alone_at_the_foot_of_a_page(office: Office, name: str) -> None:
    found, pieces = laid(office, name)
    kept = (
        piece for piece in pieces if piece.kind in KEPT and piece.start >= 0 and piece.end < len(found.text)
    )
    alone = [
        (piece.kind, piece.text, found.page(piece.end - 1))
        for piece in kept
        if found.page(piece.end - 1) != found.page(piece.end)
    ]
    assert alone == []


@pytest.mark.parametrize("name", ["big", "luojiang"])
def test_the_header_of_the_annex_repeats_on_each_of_its_pages(office: Office, name: str) -> None:
    found, _ = laid(office, name)
    *_, header = map(squashed, labels(composed(name)))
    start = found.text.index(header)
    texts = ["".join(line.text for line in body_lines(page)) for page in found.pages]
    rest = [text for text in texts[found.page(start) :] if text and "抄送" not in text]
    assert [text[:20] for text in rest if not text.startswith(header)] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_no_page_is_blank(office: Office, name: str) -> None:
    assert [page.number for page in office.pages(name) if not body_lines(page)] == []


@pytest.mark.parametrize("name", ["big"])
def test_a_wide_annex_lies_on_its_side_and_nothing_else_does(office: Office, name: str) -> None:
    found, pieces = laid(office, name)
    annex = next(part for part in composed(name).parts if isinstance(part, Annex))
    first, last = (
        found.page(next(piece.start for piece in pieces if piece.owner == owner and piece.kind != "entry"))
        for owner in (annex.key, "imprint")
    )
    wide = [page.number for page in found.pages if page.width > page.height]
    assert wide[:1] == [first]
    assert wide[-1:] in ([last - 1], [last])
    assert wide == [*range(first, wide[-1] + 1)]
