"""Fuzz the reader of Word files: any body, embedded draft and profile is compared, or refused in words.

An input is the XML inside `w:body`, then the draft, then the profile's JSON, parted by a zero byte. The zip
around them is made here: a fuzzer would spend its life on checksums.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache
from html import escape
from pathlib import Path

from lxml import etree

from generator.base.diagnostics import PlanError
from generator.check.findings.rulebook import to_diagnostic
from generator.diff import summary
from generator.diff.report.changes import as_json, as_text
from generator.document import Annex, Block, Document, Part, Plan
from generator.document.draft_xml import write_draft
from generator.locality.profile import pack_source
from generator.pipeline.check import check
from generator.pipeline.diff import diff
from generator.pipeline.support.composing import compose
from generator.pipeline.support.sides import Side
from generator.pipeline.support.word_files import read_word
from generator.pipeline.tracked_changes import with_tracked_changes
from generator.word.ooxml.names import DRAFT_ITEM, PROFILE_ITEM
from generator.word.ooxml.raw import item_properties
from generator.word.reader import open_package
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import write_docx

PROFILE = Path(__file__).resolve().parent.parent / "cases/diff/figures-and-a-box/old.yaml"
WORDS = [
    "<w:p>", "</w:p>", "<w:r><w:t>", "</w:t></w:r>", "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>",
    "<w:sdt>", "<w:ins>", "<w:del>", "<w:bookmarkStart w:id='1' w:name='", "<w:bookmarkEnd w:id='1'/>",
    "<w:pPr><w:pStyle w:val='", "<w:sdtPr><w:tag w:val='", "'/>", "<w:sdtContent>",
    "<w:showingPlcHdr/>", "<w:hyperlink w:anchor='", "<w:sectPr>",
    "<w:headerReference w:type='first' r:id='rId1'/>", "<plan key='", "<chapter key='",
    "<measure key='", "<p key='", "<passage key='", "<box key='", "<item key='", "<group key='",
    "<indicator-table key='", "<column id='", "<row key='", "<cell column='", "<task-table key='",
    "<duties><lead function='", "<letter ", "<imprint ", "<annex ", "<contents ", "<figure source='",
    "<gap source='", "number-chapter='{cjk}、'", "{n}", "own.", '"period"', "\x00",
]  # fmt: skip
_HEAD = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>'
)
_TAIL = "</w:body></w:document>"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def _base() -> tuple[Document, str, dict[str, bytes]]:
    """Return a draft, its profile, and the parts of its Word file."""
    profile = check(PROFILE).profile
    assert profile is not None
    draft = compose(profile)
    return draft, pack_source(profile), _unzipped(write_docx(draft, official_style_sheet(), {}, {}))


@cache
def _side() -> Side:
    """Return a seed as a side of a comparison, without its profile; a small draft compares at once."""
    content = next(seed for seed in seeds() if b"<w:tbl>" in seed).split(b"\x00")
    word = read_word(_zipped(content[0], content[1], b""), "old.docx")
    return Side("old.docx", word.document, word.draft, None, fresh=False)


def seeds() -> Iterator[bytes]:
    """Yield a draft of each block of a plan, and of each part, with the body of its Word file."""
    whole, profile, _ = _base()
    for part in whole.parts:
        for piece in _pieces(part):
            draft = replace(whole, parts=(piece,))
            yield b"\x00".join((_body(draft), write_draft(draft).encode(), b""))
    yield b"\x00".join((b"<w:p/>", write_draft(replace(whole, parts=())).encode(), profile.encode()))


def _body(draft: Document) -> bytes:
    """Return the body of a draft's Word file, without the namespace declarations, which the head has."""
    parts = _unzipped(write_docx(draft, official_style_sheet(), {}, {}))
    document = etree.fromstring(parts["word/document.xml"])
    inner = b"".join(etree.tostring(block) for block in document[0] if block.tag != f"{_W}sectPr")
    for prefix, address in document.nsmap.items():
        inner = inner.replace(f' xmlns:{prefix}="{address}"'.encode(), b"")
    return inner


def _pieces(part: Part) -> Iterator[Part]:
    """Yield a part with none of its blocks, and with each."""
    if not isinstance(part, Plan | Annex):
        yield part
        return
    for body in ((), *((block,) for block in _small(part.body))):
        yield replace(part, body=body)


def _small(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield blocks, and blocks of blocks, as small as they come."""
    for block in blocks:
        inner = getattr(block, "body", ())
        yield from _small(inner) if len(inner) > 1 else (block,)


def tried(content: bytes) -> None:
    """Read one input as a Word file and compare it with another, both ways."""
    body, _, rest = content.partition(b"\x00")
    draft, _, profile = rest.partition(b"\x00")
    try:
        word = read_word(_zipped(body, draft, profile), "x.docx")
    except PlanError as error:
        for finding in error.findings:
            assert to_diagnostic(finding).message
        return
    side = Side("x.docx", word.document, word.draft, word.profile, fresh=False)
    for old, new in ((_side(), side), (side, _side())):
        found = diff(old, new)
        assert "".join(as_text("a", "b", found.chapters, summary(found.changes), lambda text, _: text))
        assert as_json("a", "b", found.changes)
        assert open_package(with_tracked_changes(found), "out.docx").main


def _zipped(body: bytes, draft: bytes, profile: bytes) -> bytes:
    _, _, parts = _base()
    made = {name: part for name, part in parts.items() if not name.startswith("customXml/")}
    made["word/document.xml"] = _repaired(_HEAD.encode() + body + _TAIL.encode())
    packed = escape(profile.decode(errors="replace"), quote=False)
    items = {2: (DRAFT_ITEM, _repaired(draft)), 3: (PROFILE_ITEM, f"<profile>{packed}</profile>".encode())}
    for number, (identity, item) in items.items():
        made[f"customXml/item{number}.xml"] = item
        made[f"customXml/itemProps{number}.xml"] = item_properties(identity, "").encode()
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, part in made.items():
            archive.writestr(name, part)
    return content.getvalue()


def _repaired(xml: bytes) -> bytes:
    """Repair XML: few mutations are well formed, and the parser is not what this fuzzer tries."""
    if b"<!" in xml:  # declarations are tried as they are
        return xml
    root: etree._Element | None = None
    with suppress(etree.XMLSyntaxError):  # not one element
        root = etree.fromstring(xml, etree.XMLParser(recover=True, encoding="utf-8"))
    return xml if root is None else etree.tostring(root, encoding="UTF-8")


def _unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
