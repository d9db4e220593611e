"""Runs, paragraphs and what stands around them: fields, bookmarks, content controls, comments."""

from __future__ import annotations

import re
from html import escape

_BREAKS = re.compile(r"([\t\n])")
_CONTROL = re.compile("<w:sdt>.*?</w:sdt>", re.DOTALL)
_BREAK_TAGS = {"\t": "<w:tab/>", "\n": "<w:br/>"}


def run(text: str, style: str = "") -> str:
    """A run; the hint makes “ ” —— …… take the Chinese face (ECMA-376-1, 17.3.2.26)."""
    look = f'<w:rStyle w:val="{style}"/>' if style else ""
    return f'<w:r><w:rPr>{look}<w:rFonts w:hint="eastAsia"/></w:rPr>{_content(text)}</w:r>'


def _content(text: str) -> str:
    if "\t" in text or "\n" in text:
        pieces = (piece for piece in _BREAKS.split(text) if piece)
        return "".join(_BREAK_TAGS.get(piece) or _content(piece) for piece in pieces)
    return f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t>'


def tab() -> str:
    """A tab."""
    return "<w:r><w:tab/></w:r>"


def line_break() -> str:
    """A new line in the same paragraph."""
    return "<w:r><w:br/></w:r>"


def paragraph(style: str, runs: str, **look: int) -> str:
    """A paragraph in a style, with what it has of its own: see `look`."""
    named = "" if style == "Normal" else f'<w:pStyle w:val="{style}"/>'
    properties = named + (_look(**look) if look else "")
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>" if properties else f"<w:p>{runs}</w:p>"


def _look(  # noqa: PLR0913  # one keyword a property
    *,
    page_break: bool | int = False,
    keep: bool | int = False,
    before: int | None = None,
    after: int | None = None,
    left: int | None = None,
    right: int | None = None,
    hanging: int | None = None,
) -> str:
    """Properties of a paragraph: on the page of the next, on a new one, space around and indents in twips."""
    flags = ("<w:keepNext/>" if keep else "") + ("<w:pageBreakBefore/>" if page_break else "")
    spaces = "".join(
        f' w:{side}="{length}"'
        for side, length in (("before", before), ("after", after))
        if length is not None
    )
    space = f"<w:spacing{spaces}/>" if spaces else ""
    sides = (("left", left), ("right", right), ("hanging", hanging))
    indents = "".join(
        f' w:{side}Chars="0" w:{side}="{length}"' for side, length in sides if length is not None
    )
    return flags + space + (f"<w:ind{indents}/>" if indents else "")


def field(instruction: str, result: str) -> str:
    """A field with its result, begun, separated and ended."""
    return begin_field(instruction) + result + end_field()


def begin_field(instruction: str) -> str:
    """The head of a field whose result follows, over several paragraphs if need be."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction, quote=False)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def end_field() -> str:
    """The end of a field."""
    return '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def page_number() -> str:
    """— 1 — as a PAGE field with its dashes (GB/T 9704-2012, 7.5)."""
    return run("— ") + field("PAGE", run("1")) + run(" —")


def is_paragraph(block: str) -> bool:
    """Whether a block is a paragraph, not a table."""
    return block.endswith("</w:p>")


def has_words(block: str) -> bool:
    """Whether a block is a paragraph with runs outside of controls."""
    return is_paragraph(block) and "<w:r>" in _CONTROL.sub("", block)


def link(bookmark: str, content: str) -> str:
    """Content that leads to a bookmark of the same file."""
    return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{content}</w:hyperlink>'


def bookmark(number: int, name: str, content: str = "") -> str:
    """Content under a bookmark."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def control(number: int, tag: str, content: str, *, binding: str = "") -> str:
    """A plain-text content control (17.5.2) with its tag, bound to custom XML."""
    return _control(number, "", tag, binding, content)


def placeholder(number: int, title: str, tag: str, content: str) -> str:
    """A control whose content waits to be replaced, with a title that Word shows above it."""
    alias = f'<w:alias w:val="{escape(title)}"/>' if title else ""
    return _control(number, alias, tag, "<w:showingPlcHdr/>", content)


def _control(number: int, alias: str, tag: str, state: str, content: str) -> str:
    return (
        f'<w:sdt><w:sdtPr>{alias}<w:tag w:val="{escape(tag)}"/><w:id w:val="{number}"/>{state}<w:text/></w:sdtPr>'
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def bound_to(prefix: str, xpath: str, item: str) -> str:
    """The tie of a control to a node of the custom XML item with this id (17.5.2.6)."""
    return f'<w:dataBinding w:prefixMappings="{prefix}" w:xpath="{escape(xpath)}" w:storeItemID="{escape(item)}"/>'


def commented(numbers: range, content: str) -> str:
    """Content with comments on it."""
    starts = "".join(f'<w:commentRangeStart w:id="{number}"/>' for number in numbers)
    ends = "".join(
        f'<w:commentRangeEnd w:id="{number}"/><w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
        f'<w:commentReference w:id="{number}"/></w:r>'
        for number in numbers
    )
    return starts + content + ends
