"""Measure titles, signatures and the imprint in LibreOffice (GB/T 9704-2012, 7.3 and 7.4)."""

from __future__ import annotations

from itertools import groupby

import pytest
from office import MM, Line, Office, ink, pitches
from pdf_text import BOTTOM, LEFT, RIGHT, body_lines, squashed
from samples import LETTERS, NOTICES, SAMPLES, composed

from generator.document import Annex, Letter, Plan, plain

EM, TITLE, PITCH = 16.0, 22.0, 28.95
MIDDLE = (LEFT + RIGHT) / 2
UNSEALED = ["notice", "notice-short", "letter", "luojiang", "big"]
SEALED = ["notice-sealed", "letter-sealed"]
RECORDS = ["big", "notice", "notice-sealed"]
pytestmark = pytest.mark.office


def lines(office: Office, name: str) -> list[Line]:
    """Return the lines of all pages of a sample."""
    return [line for page in office.pages(name) for line in body_lines(page)]


def titles(office: Office, name: str) -> list[list[Line]]:
    """Return the titles of a sample, each as its lines: those set in 22 points (a box is 1.3 of it)."""
    large = groupby(lines(office, name), key=lambda line: abs(line.height - 1.3 * TITLE) < 0.5)
    return [[*group] for is_title, group in large if is_title]


def letter(name: str) -> Letter:
    """Return the letter of a sample."""
    return next(part for part in composed(name).parts if isinstance(part, Letter))


def signature(office: Office, name: str) -> tuple[Line, Line]:
    """Return the lines of issuer and date, the last of the letter that are those words."""
    issuer, date = (squashed(plain(runs)) for runs in (letter(name).issuer, letter(name).date))
    found = {
        line.text: line for line in lines(office, name) if line.text in {issuer, date} and line.height < 24
    }
    return found[issuer], found[date]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_lines_of_titles_are_the_titles(office: Office, name: str) -> None:
    parts = [part for part in composed(name).parts if isinstance(part, Letter | Plan | Annex)]
    printed = "".join(line.text for title in titles(office, name) for line in title)
    assert [part.title for part in parts if squashed(part.title) not in printed] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_titles_stand_symmetrical_within_the_type_area(office: Office, name: str) -> None:
    upright = {line for page in office.pages(name) if page.width < page.height for line in page.lines}
    for line in (line for title in titles(office, name) for line in title if line in upright):
        assert line.left > LEFT - 1
        assert line.right < RIGHT + 1
        assert (line.left + line.right) / 2 == pytest.approx(MIDDLE, abs=TITLE / 2)


@pytest.mark.parametrize(
    "name",
    SAMPLES,
)
def test_the_lines_of_a_title_are_35_points_apart(office: Office, name: str) -> None:
    apart = [pitch for title in titles(office, name) for pitch in pitches(tuple(title)) if pitch > 0]
    assert [pitch for pitch in apart if abs(pitch - 35) > 1] == []


@pytest.mark.parametrize("name", UNSEALED)
def test_without_a_seal_the_date_begins_two_characters_behind_the_issuer(office: Office, name: str) -> None:
    issuer, date = signature(office, name)
    assert date.left - issuer.left == pytest.approx(2 * EM, abs=EM / 4)
    longer = issuer if issuer.characters >= date.characters else date
    assert RIGHT - longer.right == pytest.approx(2 * EM, abs=EM / 4)


@pytest.mark.parametrize("name", SEALED)
def test_for_a_seal_the_issuer_stands_centred_above_a_date_four_characters_in(
    office: Office, name: str
) -> None:
    issuer, date = signature(office, name)
    assert RIGHT - date.right == pytest.approx(4 * EM, abs=EM / 4)
    assert issuer.left + issuer.right == pytest.approx(date.left + date.right, abs=EM / 2)


@pytest.mark.parametrize("name", [*NOTICES, *LETTERS])
def test_the_date_stands_on_the_page_of_the_issuer_with_words_of_the_letter(
    office: Office, name: str
) -> None:
    words = [squashed(plain(runs)) for runs in (letter(name).issuer, letter(name).date)]
    [page] = [page for page in office.pages(name) if words[1] in [line.text for line in body_lines(page)]]
    texts = [line.text for line in body_lines(page)]
    assert texts.index(words[0]) > 0, "the signature stands alone"


@pytest.mark.parametrize("name", ["letter"])
def test_a_line_is_left_free_above_the_attachments(office: Office, name: str) -> None:
    found = lines(office, name)
    at = next(n for n, line in enumerate(found) if line.text.startswith("附件："))
    assert pitches(tuple(found[at - 1 : at + 1])) == [pytest.approx(2 * PITCH, abs=1)]


@pytest.mark.parametrize("name", ["dawukou"])
def test_a_long_attachment_goes_on_below_the_first_character_of_its_name(office: Office, name: str) -> None:
    found = lines(office, name)
    at = next(n for n, line in enumerate(found) if line.text.startswith("附件："))
    first, second = found[at : at + 2]
    assert first.left - LEFT == pytest.approx(2 * EM, abs=2)
    assert second.left - first.left == pytest.approx(3 * EM, abs=2)


@pytest.mark.parametrize("name", RECORDS)
def test_the_last_line_of_the_record_is_the_bottom_edge_of_the_type_area(office: Office, name: str) -> None:
    rules = record_rules(office, name)
    assert (rules[-1][-1] - BOTTOM) / MM == pytest.approx(0, abs=1)


@pytest.mark.parametrize("name", RECORDS)
def test_the_lines_of_the_record_are_bold_outside_and_fine_inside(office: Office, name: str) -> None:
    widths = [(rule[-1] - rule[0] + 0.1) / MM for rule in record_rules(office, name)]
    assert widths == [pytest.approx(width, abs=0.06) for width in (0.35, 0.25, 0.35)]


@pytest.mark.parametrize("name", RECORDS[1:])
def test_copies_go_on_below_the_first_name_and_issuer_and_date_stand_one_character_in(
    office: Office, name: str
) -> None:
    first, second, printed = lines(office, name)[-3:]
    size = 14.0
    assert first.left - LEFT == pytest.approx(size, abs=2)
    assert printed.left - LEFT == pytest.approx(size, abs=2)
    assert RIGHT - printed.right == pytest.approx(size, abs=2)
    assert second.left - first.left == pytest.approx(3 * size, abs=2)


def record_rules(office: Office, name: str) -> list[list[float]]:
    """Return the rules across the type area on the last page, each as its rows of pixels."""
    page = office.pages(name)[-1]
    rows = ink(office.pdf(name), page.number, (LEFT + 5, 0, RIGHT - 5, page.height - 1))
    return [
        [row for _, row in group]
        for _, group in groupby(enumerate(rows), lambda at: round(at[1] * 10) - at[0])
    ]
