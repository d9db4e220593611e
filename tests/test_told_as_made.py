"""Test that each kind of edit is told as it was made, by `diff` and `verify` alike."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from functools import reduce
from pathlib import Path

import docx
import pytest
import yaml
from commands import CASES, Command
from marks import attack, sampled
from same_plan import commented, written
from tracked_edits import KINDS, PARTY, SENTENCE, paragraph_come
from word_files import edited

WANTED: dict[str, dict[str, int | str]] = yaml.safe_load((CASES / "edited.yaml").read_text(encoding="utf-8"))
FEW = ("word-all-marks-lost", "figure-everywhere", "stored-value-alone", "tracked-and-commented")
_MARKS = re.compile(r"<w:bookmark(?:Start|End)[^>]*/>")
_BREAK = '</w:t></w:r></w:p><w:p><w:r><w:t xml:space="preserve">'
_STRUCK = '<w:r><w:rPr><w:strike/></w:rPr><w:t xml:space="preserve">'


def in_words(*changes: Callable[[str], str]) -> bytes:
    """Return the draft after changes of its main part."""
    return edited(written(), lambda xml: reduce(lambda each, change: change(each), changes, xml))


def replaced(old: str, new: str, count: int = -1) -> Callable[[str], str]:
    """Return an edit that types over some words."""
    return lambda xml: xml.replace(old, new, count)


def bare(xml: str) -> str:
    """Return a main part without bookmarks."""
    return _MARKS.sub("", xml)


def with_header(content: bytes) -> bytes:
    """Return a file with words in its header."""
    word = docx.Document(io.BytesIO(content))
    word.sections[0].header.paragraphs[0].text = "内部资料"
    target = io.BytesIO()
    word.save(target)
    return target.getvalue()


def struck(xml: str) -> str:
    """Return a main part with a sentence struck out."""
    run = re.compile(rf"<w:r><w:rPr><w:rFonts [^>]*/></w:rPr><w:t[^>]*>{SENTENCE}</w:t></w:r>")
    return run.sub(f"{_STRUCK}{SENTENCE}</w:t></w:r>", xml)


def typed_paragraph(xml: str) -> str:
    """Return a main part with a paragraph typed in."""
    return re.sub(
        "</?w:ins[^>]*>|<w:rPr><w:ins[^>]*></w:rPr>", "", paragraph_come("每年开展一次督查。", PARTY)(xml)
    )


def without_paragraph(xml: str) -> str:
    """Return a main part without the paragraph of PARTY."""
    start = xml.rindex("<w:p>", 0, xml.index(PARTY))
    return xml[:start] + xml[xml.index("</w:p>", start) + len("</w:p>") :]


MADE: dict[str, Callable[[], bytes]] = {
    "resaved": lambda: in_words(replaced("<w:body>", "<w:body><!-- saved -->")),
    "all-marks-lost": lambda: in_words(bare),
    "word": lambda: in_words(replaced("居住分散", "居住较分散")),
    "word-all-marks-lost": lambda: in_words(replaced("居住分散", "居住较分散"), bare),
    "word-everywhere": lambda: in_words(replaced("残疾人家庭", "残疾人住户")),
    "figure-everywhere": lambda: edited(
        written(), replaced(">350<", ">380<"), "word/document.xml", "customXml/item1.xml"
    ),
    "figure-in-the-table-alone": lambda: edited(
        written(), replaced(">350<", ">380<", 1), "word/document.xml", "customXml/item1.xml"
    ),
    "stored-value-alone": lambda: edited(written(), replaced(">350<", ">380<"), "customXml/item1.xml"),
    "struck-out": lambda: in_words(struck),
    "paragraph-split": lambda: in_words(replaced("。受人口老龄化", f"。{_BREAK}受人口老龄化")),
    "paragraph-added": lambda: in_words(typed_paragraph),
    "paragraph-gone": lambda: in_words(without_paragraph),
    "tracked": lambda: in_words(*(KINDS[kind].edit for kind in ("word", "figure", "paragraph-gone"))),
    "commented": lambda: commented(written()),
    "tracked-and-commented": lambda: commented(
        in_words(KINDS["word"].edit, replaced("一户一案", "一户一策"))
    ),
    "header": lambda: with_header(written()),
}


@pytest.mark.parametrize("kind", sampled(WANTED, FEW, attack))
def test_an_edit_is_told_as_it_was_made(kind: str, command: Command, tmp_path: Path) -> None:
    wanted = WANTED[kind]
    (tmp_path / "old.docx").write_bytes(written())
    (tmp_path / "new.docx").write_bytes(MADE[kind]())
    said = command("diff", "old.docx", "new.docx", "--format", "json")
    found = json.loads(said.out)
    counts = found["counts"]
    told = (counts["changes"], counts["pending"], counts["comments"], said.code)
    assert told == (wanted["changes"], wanted.get("pending", 0), wanted.get("comments", 0), wanted["diff"])
    places = sum(1 + len(change["alike"]) for change in found["changes"] if not change["folded"])
    assert places - counts["pending_changes"] == wanted.get("places", wanted["changes"])
    said = command("verify", "new.docx")
    assert (said.code, said.out.startswith(f"new.docx：{wanted['state']}")) == (wanted["verify"], True)


def test_every_kind_is_made() -> None:
    assert MADE.keys() == WANTED.keys()
