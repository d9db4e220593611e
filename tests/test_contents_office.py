"""Test that LibreOffice makes contents anew with the entries that we wrote; that pages stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from commands import Command
from office import Office, Page, by_uno
from plans import bare, document
from samples import KINDS, PLANS, composed
from word_files import edited

from generator.document import Annex, Contents, Document
from generator.document.contents import list_contents
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import write_docx

pytestmark = pytest.mark.office
EVERY = ("chapter", "section", "measure", "box", "annex")
LEVELS = [
    ("chapter",),
    ("section",),
    ("chapter", "measure"),
    ("chapter", "section", "box"),
    ("box", "annex"),
    EVERY,
]
ENTRY = re.compile(
    r'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TC '
    r'.*?</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
ODD = r'推进“双百” A"B\C & <D> 行动'


def listed(draft: Document, levels: tuple[str, ...] = EVERY, *, annexed: bool = True) -> Document:
    """Return a draft whose contents list `levels`, with an annex or with its own parts alone."""
    others = tuple(part for part in draft.parts if not isinstance(part, Contents))
    annexes = (Annex("more", "附件9", "另一张表"),) if annexed else ()
    return list_contents(replace(draft, parts=(Contents("contents", "目　录", levels), *others, *annexes)))


def odd() -> Document:
    """Return a draft with a run-in measure and a box of odd titles."""
    measure = {"measure": "odd", "title": ODD, "topics": [{"own": "一句话。"}]}
    box = {
        "box": "b",
        "title": f"{ODD}之一",
        "items": [{"item": "i", "title": "项", "topics": [{"own": "一句话。"}]}],
    }
    chapter = {"chapter": "own", "title": f"{ODD}之二", "body": [measure, box]}
    return document({**bare("county"), "outline": {"chapters": [chapter]}})


DRAFTS = {
    **{name: listed(composed(name), annexed=False) for name in PLANS},
    KINDS[0]: listed(composed(KINDS[0])),
    **{"-".join(levels): listed(composed("luojiang"), levels) for levels in LEVELS},
    "odd": listed(odd()),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the files of all drafts by name."""
    folder = tmp_path_factory.mktemp("contents")
    made = {name: folder / f"{name}.docx" for name in DRAFTS}
    for name, file in made.items():
        file.write_bytes(write_docx(DRAFTS[name], official_style_sheet(), {}, {}))
    return made


@pytest.fixture(scope="module")
def renewed(office: Office, files: dict[str, Path]) -> dict[str, list[list[str]]]:
    """Return the lines of the contents of each draft once LibreOffice has made them anew."""
    folder = next(iter(files.values())).parent
    found = by_uno(office.soffice, "office_contents.py", files.values(), folder)
    return {name: found[str(file)] for name, file in files.items()}


@pytest.mark.parametrize("name", DRAFTS)
def test_contents_made_anew_have_the_same_entries(renewed: dict[str, list[list[str]]], name: str) -> None:
    [contents] = [part for part in DRAFTS[name].parts if isinstance(part, Contents)]
    assert [squeezed(lines) for lines in renewed[name]] == [squeezed(e.text for e in contents.entries)]


def squeezed(lines: Iterable[str]) -> list[str]:
    """Return entries without blanks and page numbers."""
    return [re.sub(r"\s", "", line.partition("\t")[0]) for line in lines]


@pytest.mark.parametrize("name", [*PLANS, "odd"])
def test_contents_made_anew_are_no_edit(
    renewed: dict[str, list[list[str]]], files: dict[str, Path], name: str, command: Command
) -> None:
    assert renewed[name]
    again = files[name].parent / "renewed" / files[name].name
    said = command("diff", files[name], again)
    assert (said.code, said.out.splitlines()[-1]) == (0, "两稿相同。"), said.err
    assert command("verify", again).code == 0


@pytest.mark.parametrize("name", PLANS)
def test_entries_for_the_contents_change_no_line(office: Office, files: dict[str, Path], name: str) -> None:
    """Lay the file out as it is, and without the fields that only the contents are made from."""
    bare_file = files[name].with_name(f"{name}-bare.docx")
    bare_file.write_bytes(edited(files[name].read_bytes(), lambda xml: ENTRY.sub("", xml)))
    assert lines_of(office.laid_out(files[name])) == lines_of(office.laid_out(bare_file))


def lines_of(pages: tuple[Page, ...]) -> list[list[str]]:
    """Return the words of each line of each page."""
    return [["".join(word.text for word in line.words) for line in page.lines] for page in pages]
