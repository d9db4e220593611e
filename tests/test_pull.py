"""Test `plandraft pull`: what people changed in a Word file becomes what the profile says."""

from __future__ import annotations

import io
from copy import deepcopy
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import docx
import pytest
import yaml
from commands import CASES, Command
from docx.text.paragraph import Paragraph

from generator.pipeline.check import check
from generator.pipeline.draft import draft

PROFILE = CASES / "pull" / "profile.yaml"
KINDS: dict[str, dict[str, Any]] = yaml.safe_load((CASES / "pull" / "kinds.yaml").read_text("utf-8"))
CERTIFIED = KINDS["figure-in-a-sentence"]["edits"]


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
        place = next(p for p in paragraphs if edit.get("gone", edit.get("behind", "")) in _words(p))
        if "come" in edit:
            place._p.addnext(_typed(edit["come"], place))
        elif "cut" in edit:
            place._p.addnext(next(p for p in paragraphs if edit["cut"] in _words(p))._p)
        else:
            place._p.getparent().remove(place._p)
    target = io.BytesIO()
    word.save(target)
    return target.getvalue()


def _words(paragraph: Paragraph) -> str:
    return "".join(each.text or "" for each in paragraph._p.iter(docx.oxml.ns.qn("w:t")))


def _type_over(paragraphs: list[Paragraph], edit: dict[str, str]) -> None:
    for paragraph in paragraphs:
        for text in paragraph._p.iter(docx.oxml.ns.qn("w:t")):
            if edit["find"] in (text.text or ""):
                text.text = text.text.replace(edit["find"], edit["put"])
                if "once" in edit:
                    return


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


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_edit_is_taken_asked_or_listed(kind: str, tmp_path: Path, command: Command) -> None:
    case = KINDS[kind]
    word, profile = files(tmp_path, case["edits"])
    said = command("pull", word, profile)
    after = profile.read_text("utf-8")
    assert [each for each in case["says"] if each not in after] == [], said.all + after
    assert said.code == case.get("code", 0), said.all
    assert case.get("asked", "") in said.out
    assert case.get("keyless", "") in said.out
    if not said.code:
        assert "没有不同" in said.out
        again = command("pull", word, profile)
        assert (again.code, profile.read_text("utf-8")) == (0, after), again.all
