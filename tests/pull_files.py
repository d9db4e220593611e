"""Make Word files that people changed, and the profiles that they are pulled into."""

from __future__ import annotations

import io
from copy import deepcopy
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import docx
import yaml
from commands import CASES
from docx.text.paragraph import Paragraph

from generator.pipeline.check import check
from generator.pipeline.draft import draft

PROFILE = CASES / "pull" / "profile.yaml"
KINDS: dict[str, dict[str, Any]] = yaml.safe_load((CASES / "pull" / "kinds.yaml").read_text("utf-8"))
CERTIFIED = KINDS["figure-in-a-sentence"]["edits"]


def w(tag: str) -> str:
    """Return the full name of a tag of Word."""
    return str(docx.oxml.ns.qn(f"w:{tag}"))


@cache
def written() -> bytes:
    """Return the draft of the profile."""
    profile = check(PROFILE).profile
    assert profile is not None
    with TemporaryDirectory() as folder:
        draft(profile, Path(folder), ["docx"])
        return (Path(folder) / "profile.docx").read_bytes()


def in_word(edits: list[dict[str, str]], content: bytes | None = None) -> bytes:
    """Return the draft after `edits`, as kinds.yaml describes them."""
    word = docx.Document(io.BytesIO(content or written()))
    paragraphs = [Paragraph(each, word) for each in word.element.body.iter(docx.oxml.ns.qn("w:p"))]
    for edit in edits:
        if "find" in edit:
            _type_over(paragraphs, edit)
            continue
        if "row" in edit or "bare" in edit:
            (_without_row if "row" in edit else _unwrap)(paragraphs, edit)
            continue
        place = next(p for p in paragraphs if edit.get("gone", edit.get("behind", "")) in words_of(p))
        if "come" in edit:
            place._p.addnext(_typed(edit["come"], place))
        elif "cut" in edit:
            place._p.addnext(next(p for p in paragraphs if edit["cut"] in words_of(p))._p)
        else:
            place._p.getparent().remove(place._p)
    target = io.BytesIO()
    word.save(target)
    return target.getvalue()


def _without_row(paragraphs: list[Paragraph], edit: dict[str, str]) -> None:
    rows = (row for p in paragraphs if edit["row"] in words_of(p) for row in p._p.iterancestors(w("tr")))
    row = next(rows)
    row.getparent().remove(row)


def _unwrap(paragraphs: list[Paragraph], edit: dict[str, str]) -> None:
    controls = [each for p in paragraphs for each in p._p.iter(w("sdt"))]
    for control in controls:
        if edit["bare"] in "".join(each.text or "" for each in control.iter(w("t"))):
            for run in control.findall(f"{w('sdtContent')}/{w('r')}"):
                control.addprevious(run)
            control.getparent().remove(control)


def words_of(paragraph: Paragraph) -> str:
    """Return the words of a paragraph, also those in controls."""
    return "".join(each.text or "" for each in paragraph._p.iter(docx.oxml.ns.qn("w:t")))


def _type_over(paragraphs: list[Paragraph], edit: dict[str, str]) -> None:
    found, most = 0, 1 if "once" in edit else int(edit.get("times", 999))
    for paragraph in paragraphs:
        for text in paragraph._p.iter(docx.oxml.ns.qn("w:t")):
            if edit["find"] in (text.text or ""):
                text.text = text.text.replace(edit["find"], edit["put"])
                found += 1
                if found == most:
                    return
    assert found, edit


def _typed(words: str, beside: Paragraph) -> Any:  # noqa: ANN401  # an element
    made = deepcopy(beside._p)
    for child in list(made):
        made.remove(child)
    Paragraph(made, beside._parent).add_run(words)
    return made


def files(folder: Path, edits: list[dict[str, str]]) -> tuple[Path, Path]:
    """Write the edited draft and a copy of the profile; return both."""
    word, profile = folder / "改过.docx", folder / "青石县.yaml"
    word.write_bytes(in_word(edits))
    profile.write_text(PROFILE.read_text("utf-8"), "utf-8", newline="\n")
    return word, profile


def commented(word: Path, where: str, text: str) -> None:
    """Put a comment on the paragraph with the words `where`."""
    opened = docx.Document(io.BytesIO(word.read_bytes()))
    about = next(each for each in opened.paragraphs if where in words_of(each))
    opened.add_comment(about.runs, text=text, author="县住建局", initials="住")
    opened.save(str(word))
