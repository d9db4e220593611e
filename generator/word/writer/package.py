"""Fill a base document of python-docx with a Document; save it with the same bytes every time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy

from docx.comments import Comment as WordComment
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from generator.base.digest import digest
from generator.base.time_of_writing import NOBODY, Authorship, stamp, time_of_writing
from generator.document import Comment, Document, Plan
from generator.document.draft_xml import write_draft
from generator.word.ooxml import body, names, raw
from generator.word.style_sheet import StyleSheet
from generator.word.writer.base import open_base
from generator.word.writer.contents import listed_entries
from generator.word.writer.inline import CommentTexts, InlineWriter
from generator.word.writer.parts import pages_of
from generator.word.writer.sections import set_sections
from generator.word.writer.stamping import parts_of, replace_last, saved, stamped

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LONGEST = 255  # characters of a core property; python-docx refuses more


def build(  # noqa: PLR0913  # as `write_docx` takes them, and what a redline asks
    document: Document,
    sheet: StyleSheet,
    notes: CommentTexts,
    profile: str = "",
    written: Authorship = NOBODY,
    *,
    carried: bool = True,
) -> WordDocument:
    """Return a python-docx Document that says what a Document says; arguments as `write_docx` takes them.

    Only if the draft is `carried` is the file one of ours. `save` adds the facts and the digest. Raise
    PlanError where SOURCE_DATE_EPOCH is no time.
    """
    inline = InlineWriter(sheet, notes, listed_entries(document))
    groups = pages_of(document, inline)
    blocks = "".join(block for group in groups for block in group.blocks)
    word = open_base(sheet)
    # To move 9,000 elements under the element that is there would take longer than all else here together.
    word.part._element = parse_xml(body.document(blocks))  # noqa: SLF001
    word = word.part.document
    set_sections(word, groups, inline)
    if inline.comments:
        author, time = written.author or names.AUTHOR, written.time
        add_comments(word, [_ours(text, author, stamp(time) if time else "") for text in inline.comments])
    _set_core_properties(word, document, written)
    _add_item(word, 1, raw.values(inline.values), names.VALUES_ITEM, names.VALUES)
    if carried:
        _add_item(word, 2, write_draft(document), names.DRAFT_ITEM)
    if profile:
        _add_item(word, 3, raw.profile(profile), names.PROFILE_ITEM, names.PROFILE)
    return word


def save(word: WordDocument, facts: Mapping[str, str]) -> bytes:
    """Return the file of a python-docx Document, with facts and the digest of its parts as properties.

    The Document is released.
    """
    package, name = word.part.package, PackURI(f"/{names.PROPERTIES_PART}")
    package.relate_to(Part(name, CT.OFC_CUSTOM_PROPERTIES, b"", package), RT.CUSTOM_PROPERTIES)
    file = saved(word)
    release(word)
    properties = {**facts, names.DIGEST: digest(parts_of(file), but=names.PROPERTIES_PART)}
    replace_last(file, _xml(raw.custom_properties(properties)))
    return stamped(file)


def release(word: WordDocument) -> None:
    """Free the trees of a python-docx Document, which is of no use afterwards.

    Its parts refer to one another in circles: 3 MB a draft would wait for the garbage collector.
    """
    for part in word.part.package.parts:
        if isinstance(part, XmlPart):
            for child in part.element:  # by small trees: for a large one lxml takes quadratic time
                child.clear()
            part.element.clear()


def header_roots(word: WordDocument) -> dict[str, etree._Element]:
    """Return the root elements of all headers by the ids of their relationships."""
    relations = word.part.rels.items()
    return {
        link: relation.target_part.element for link, relation in relations if relation.reltype == RT.HEADER
    }


def _ours(text: str, author: str, date: str) -> Comment:
    """Return a comment by `author` that says `text`."""
    return Comment(author, author[:1], date, text, "", "", 0, 0)


def add_comments(word: WordDocument, comments: Sequence[Comment]) -> None:
    """Add `comments`, to whose ranges, numbered from 0, the body refers.

    python-docx looks through all numbers for each comment that it adds; so the others are copies of one.
    """
    if not comments:
        return
    word.comments.add_comment(author=names.AUTHOR, initials=names.AUTHOR[:1])
    part = word.part.part_related_by(RT.COMMENTS)
    [blank] = part.element.comment_lst
    part.element.remove(blank)
    for number, comment in enumerate(comments):
        element = deepcopy(blank)
        element.id, element.author, element.initials = number, comment.author, comment.initials
        element.date = None
        if comment.date:
            element.set(qn("w:date"), comment.date)
        part.element.append(element)
        made = WordComment(element, part)
        first, *others = comment.text.splitlines() or [""]
        made.paragraphs[0].add_run(first)
        for line in others:
            made.add_paragraph(line)
    for run in part.element.iter(qn("w:r")):
        run.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")


def add_composed(word: WordDocument, draft: Document) -> None:
    """Add the `draft` that was composed, where the one that `word` was built from has what people changed."""
    _add_item(word, 4, raw.composed(write_draft(draft)), names.COMPOSED_ITEM, names.COMPOSED)


def _set_core_properties(word: WordDocument, document: Document, written: Authorship) -> None:
    """Set title, author, period as keyword, language, the time of writing, and who wrote when it is said.

    A plan is its place's, whoever saved it; what is only about plans is made by who wrote it.
    """
    core, now = word.core_properties, time_of_writing()
    holds_plan = any(isinstance(part, Plan) for part in document.parts)
    core.author = ("" if holds_plan else written.author[:_LONGEST]) or document.locality[:_LONGEST]
    core.keywords = document.period
    core.last_modified_by = written.author[:_LONGEST] or core.author
    core.created = core.modified = written.date or now
    core.revision, core.language = 1, "zh-CN"
    # Screen readers read the title, so it is written whole: the limit is python-docx's, not the format's.
    word.part.package.part_related_by(RT.CORE_PROPERTIES).element.get_or_add_title().text = document.title


def _add_item(word: WordDocument, number: int, content: str, item: str, namespace: str = "") -> None:
    """Add a custom XML item with its id and its namespace, if it has one."""
    package = word.part.package
    part = Part(PackURI(f"/customXml/item{number}.xml"), CT.XML, _xml(content), package)
    described = _xml(raw.item_properties(item, namespace))
    name = PackURI(f"/customXml/itemProps{number}.xml")
    part.relate_to(Part(name, CT.OFC_CUSTOM_XML_PROPERTIES, described, package), RT.CUSTOM_XML_PROPS)
    word.part.relate_to(part, RT.CUSTOM_XML)


def _xml(content: str) -> bytes:
    """Return a part's bytes, with the declaration that every part begins with."""
    return (_HEAD + content).encode()
