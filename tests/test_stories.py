"""Test that the check of fields and bookmarks sees what is broken."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from stories import loose_bookmarks, open_fields

BEGIN, SEPARATE, END = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)
FIELD = BEGIN + SEPARATE + END


def word(body: str, footer: str = "") -> bytes:
    """Return a Word file with no more than two stories."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        for name, text in (("document", body), ("footer1", footer)):
            package.writestr(f"word/{name}.xml", f"<w:body {nsdecls('w')}><w:p>{text}</w:p></w:body>")
    return content.getvalue()


@pytest.mark.parametrize("sound", ["", FIELD, FIELD + FIELD, BEGIN + FIELD + SEPARATE + FIELD + END])
def test_fields_in_their_pairs_are_sound(sound: str) -> None:
    assert open_fields(word(sound, sound)) == []


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (BEGIN + SEPARATE, "a field never closed"),
        (BEGIN + FIELD + SEPARATE, "a field never closed"),
        (BEGIN + END, "a field without a result"),
        (END, "end of no field"),
        (SEPARATE + END, "separate of no field"),
        (BEGIN + SEPARATE + SEPARATE + END, "a field with two results"),
        (f"<w:tbl><w:tr><w:tc>{BEGIN}{SEPARATE}</w:tc><w:tc>{END}</w:tc></w:tr></w:tbl>", "end of no field"),
    ],
)
def test_a_broken_field_is_told(broken: str, fault: str) -> None:
    assert f"word/document.xml: {fault}" in open_fields(word(broken, FIELD))


def test_a_field_that_ends_in_another_story_is_told() -> None:
    assert open_fields(word(BEGIN + SEPARATE, END)) == [
        "word/document.xml: a field never closed",
        "word/footer1.xml: end of no field",
    ]


def marks(*ids: str) -> list[str]:
    """Return what is wrong with bookmarks; 1 begins the bookmark 1, /1 ends it."""
    tags = (
        f'<w:bookmarkEnd w:id="{id_[1:]}"/>'
        if id_.startswith("/")
        else f'<w:bookmarkStart w:id="{id_}" w:name="_{id_}"/>'
        for id_ in ids
    )
    return loose_bookmarks(parse_xml(f"<w:body {nsdecls('w')}><w:p>{''.join(tags)}</w:p></w:body>"))


def test_bookmarks_in_their_pairs_are_sound() -> None:
    assert marks() == marks("1", "/1", "2", "3", "/2", "/3") == []


@pytest.mark.parametrize("broken", [("1",), ("/1",), ("/1", "1"), ("1", "1", "/1"), ("1", "/1", "/1")])
def test_a_broken_bookmark_is_told(broken: tuple[str, ...]) -> None:
    assert marks(*broken)
