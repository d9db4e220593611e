"""Test that `verify`, `diff` and `text` see whatever Word prints of the body, however it was put there."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from commands import Command
from hostile_zips import Parts, zipped
from marks import attack, sampled
from samples import written
from word_files import texts
from word_notes import MAIN, note, noted, referring

from generator.pipeline.support.word_files import read_word
from generator.word.ooxml.names import MARKUP
from generator.word.reader import open_package, printed_lines
from generator.word.style_sheet import official_style_sheet

ADDED = "目标另降低到50%。"
RUN = f"<w:r><w:t>{ADDED}</w:t></w:r>"
LINE = f"<w:p>{RUN}</w:p>"
MC = f'xmlns:mc="{MARKUP}"'
BOX = f"<w:txbxContent>{LINE}</w:txbxContent>"
SHAPE = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml">'
VML = f"<w:pict>{SHAPE}<v:textbox>{BOX}</v:textbox></v:shape></w:pict>"
Change = Callable[[str], str]


def parts(name: str) -> Parts:
    """Return the parts of a sample."""
    with zipfile.ZipFile(BytesIO(written(name))) as archive:
        return {part: archive.read(part) for part in archive.namelist()}


def at(words: str, inner: str) -> Change:
    """Put something at the end of the first paragraph behind these words."""

    def change(xml: str) -> str:
        end = xml.index("</w:p>", xml.index(words))
        return xml[:end] + inner + xml[end:]

    return change


PLACES = {
    "text": ("dengkou", ">全县现有持证残疾人<"),
    "title": ("dengkou", "<w:body>"),
    "heading": ("dengkou", 'w:val="Heading1"'),
    "box": ("dengkou", 'w:name="_pd_box_'),
    "head of a table": ("dengkou", '<w:pStyle w:val="table-head"/>'),
    "name of an indicator": ("dengkou", '<w:pStyle w:val="table-text"/>'),
    "figure in a table": ("dengkou", '<w:pStyle w:val="table-figure"/>'),
    "letter": ("letter", '<w:pStyle w:val="recipients"/>'),
    "record": ("notice", '<w:pStyle w:val="imprint"/>'),
    "copies of the record": ("notice", '<w:pStyle w:val="imprint-copies"/>'),
}


def seen(command: Command, name: str, content: bytes, folder: Path) -> None:
    """Check that every command reports what was added."""
    (folder / "old.docx").write_bytes(written(name))
    (folder / "new.docx").write_bytes(content)
    for words in (("verify",), ("diff", "old.docx")):
        said = command(*words, "new.docx")
        assert (said.code, said.err) == (1, "")
        assert ADDED in said.out, words
    lines = [line for line in command("text", "new.docx").out.splitlines() if ADDED in line]
    in_heading = all(line.startswith("| ") for line in lines)  # which is said in each row
    assert len(lines) == 1 or in_heading
    assert lines


@pytest.mark.parametrize(
    "hanging",
    sampled(
        [*((place, "footnote") for place in PLACES), ("text", "endnote"), ("head of a table", "endnote")],
        [("heading", "footnote"), ("figure in a table", "footnote"), ("text", "endnote")],
        attack,
    ),
    ids="-".join,
)
def test_a_note_is_seen_wherever_it_hangs(hanging: tuple[str, str], command: Command, tmp_path: Path) -> None:
    place, kind = hanging
    name, words = PLACES[place]
    content = noted(parts(name), kind, note(kind, RUN), at(words, referring(kind)))
    seen(command, name, content, tmp_path)


FORMS = {
    "ruby": "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>bù</w:t></w:r></w:rt>"
    f"<w:rubyBase>{RUN}</w:rubyBase></w:ruby></w:r>",
    "symbols": "<w:r>"
    + "".join(f'<w:sym w:font="仿宋" w:char="{ord(letter):04X}"/>' for letter in ADDED)
    + "</w:r>",
    "a box of VML": f"<w:r>{VML}</w:r>",
    "a box of DrawingML alone": f"<w:r><w:drawing>{BOX}</w:drawing></w:r>",
    "a box of VML where the drawing has none": f"<w:r><mc:AlternateContent {MC}><mc:Choice/>"
    f"<mc:Fallback>{VML}</mc:Fallback></mc:AlternateContent></w:r>",
    "a box drawn both ways": f"<w:r><mc:AlternateContent {MC}><mc:Choice>{BOX}</mc:Choice>"
    f"<mc:Fallback>{VML}</mc:Fallback></mc:AlternateContent></w:r>",
    "a run for what knows no more": f"<w:r><mc:AlternateContent {MC}><mc:Choice/><mc:Fallback>"
    f"<w:t>{ADDED}</w:t></mc:Fallback></mc:AlternateContent></w:r>",
    "runs for what knows no more": f"<mc:AlternateContent {MC}><mc:Choice/><mc:Fallback>{RUN}</mc:Fallback>"
    "</mc:AlternateContent>",
    "the sign of no figure": RUN.replace("<w:t>", '<w:rPr><w:rStyle w:val="figure-sign"/></w:rPr><w:t>'),
    "a bound control": f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{RUN}</w:sdtContent></w:sdt>",
}


@pytest.mark.parametrize(
    "form", sampled(FORMS, ("ruby", "a box drawn both ways", "runs for what knows no more"), attack)
)
def test_words_are_seen_in_whatever_they_stand(form: str, command: Command, tmp_path: Path) -> None:
    changed = {**parts("dengkou")}
    changed[MAIN] = at(">全县现有持证残疾人<", FORMS[form])(changed[MAIN].decode()).encode()
    seen(command, "dengkou", zipped(changed.items()), tmp_path)


def test_what_ruby_says_above_its_base_is_no_text() -> None:
    changed = {**parts("dengkou")}
    changed[MAIN] = at(">全县现有持证残疾人<", FORMS["ruby"])(changed[MAIN].decode()).encode()
    assert "bù" not in "".join(words(zipped(changed.items())))


@pytest.mark.parametrize("holder", ["row", "cell"])
def test_what_stands_in_a_control_around_rows_and_cells_is_seen(holder: str) -> None:
    tag = {"row": "w:tr", "cell": "w:tc"}[holder]
    xml = parts("dengkou")[MAIN].decode()
    last = re.findall(f"<{tag}>.*?</{tag}>", xml)[-1]
    around = f"<w:sdt><w:sdtPr/><w:sdtContent>{last}</w:sdtContent></w:sdt>"
    changed = {**parts("dengkou"), MAIN: around.join(xml.rsplit(last, 1)).encode()}
    assert words(zipped(changed.items())) == words(written("dengkou"))


@pytest.mark.parametrize(
    ("code", "read"),
    [
        ("F0FC", "\uf0fc"),
        ("41", "A"),
        ("D800", "\ufffd"),
        ("0000", "\ufffd"),
        ("", "\ufffd"),
        ("110000", "\ufffd"),
    ],
)
def test_a_symbol_is_its_character_if_it_is_one(code: str, read: str) -> None:
    changed = {**parts("dengkou")}
    symbol = f'<w:r><w:t>甲</w:t><w:sym w:font="Wingdings" w:char="{code}"/><w:t>乙</w:t></w:r>'
    changed[MAIN] = at("<w:body>", symbol)(changed[MAIN].decode()).encode()
    assert f"甲{read}乙" in "".join(words(zipped(changed.items())))


def test_a_note_that_nobody_refers_to_any_more_is_not_printed() -> None:
    gone = f'<w:del w:id="9" w:author="x">{referring("footnote")}</w:del>'
    content = noted(parts("dengkou"), "footnote", note("footnote", RUN), at("<w:body>", gone))
    assert words(content) == words(written("dengkou"))


def test_a_note_is_read_once_and_not_in_itself() -> None:
    often = referring("footnote") * 20_000
    itself = note("footnote", RUN + referring("footnote") + referring("footnote", 3))
    other = note("footnote", referring("footnote"), 3)
    content = noted(parts("dengkou"), "footnote", itself + other, at("<w:body>", often))
    assert "".join(words(content)).count(ADDED) == 1
    assert texts(read_word(content, "plan.docx").document).count(ADDED) == 1


def test_a_thousand_notes_each_in_the_one_before_are_no_trouble() -> None:
    chain = "".join(note("footnote", referring("footnote", n + 1), n) for n in range(2, 1_000))
    content = noted(parts("dengkou"), "footnote", chain, at("<w:body>", referring("footnote")))
    assert words(content) == words(written("dengkou"))


def words(content: bytes) -> list[str]:
    """Return the lines of a file."""
    return [line.text for line in printed_lines(open_package(content, "plan.docx"), official_style_sheet())]
