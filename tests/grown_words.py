"""Word files that grow in one thing: a draft of ours with more and more of some element in one part."""

from __future__ import annotations

from collections.abc import Callable

from automatic_numbers import definition, listed, with_lists
from word_files import edited, parts_of
from word_notes import note, noted, referring

from generator.word.ooxml.names import VALUES_ITEM
from generator.word.ooxml.raw import value_path

MAIN, DRAFT, PROFILE = "word/document.xml", "customXml/item2.xml", "customXml/item3.xml"
Grow = Callable[[bytes, int], bytes]


def _in_part(name: str, before: str, piece: Callable[[int], str]) -> Grow:
    """Put `n` pieces, each made of its number, before the first `before` of a part."""

    def grow(content: bytes, n: int) -> bytes:
        more = "".join(map(piece, range(n)))
        return edited(content, lambda xml: xml.replace(before, f"{more}{before}", 1), name)

    return grow


def _typed(piece: Callable[[int], str], around: tuple[str, str] = ("", "")) -> Grow:
    """Put `n` pieces at the head of the body, all of them inside `around`."""

    def grow(content: bytes, n: int) -> bytes:
        more = around[0] + "".join(map(piece, range(n))) + around[1]
        return edited(content, lambda xml: xml.replace("<w:body>", f"<w:body>{more}", 1))

    return grow


def _run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def _open_bookmarks(content: bytes, n: int) -> bytes:
    """Put `n` bookmarks at the head of the body, that end behind `n` empty paragraphs."""
    begin = "".join(f'<w:bookmarkStart w:id="9{k}" w:name="a{k}"/>' for k in range(n))
    end = "".join(f'<w:bookmarkEnd w:id="9{k}"/>' for k in range(n))
    return _typed(lambda _: "<w:p/>", (f"<w:p>{begin}</w:p>", f"<w:p>{end}</w:p>"))(content, n)


def _ends(tag: str, words: str) -> Grow:
    """Put `n` paragraphs with `words` and marked ends at the head of the body, a bookmark behind each."""
    look = f"<w:pPr><w:rPr><w:{tag}/></w:rPr></w:pPr>"
    return _typed(lambda _: f"<w:p>{look}{words}</w:p>{_MARK}")


def _nested(tag: str) -> Grow:
    """Put 20 runs for each of `n` inside 80 elements."""
    return _typed(lambda _: "<w:r/>" * 20, (f"<w:p>{f'<w:{tag}>' * 80}", f"{f'</w:{tag}>' * 80}</w:p>"))


def _counted(content: bytes, n: int, lists: str, styles: str = "") -> bytes:
    """Put `n` paragraphs in a list at the head of the body, with these lists and styles."""
    look = '<w:pPr><w:pStyle w:val="s0"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    more = f"<w:p>{look}{_run('甲')}</w:p>" * n
    content = edited(
        content, lambda xml: xml.replace("</w:styles>", f"{styles}</w:styles>"), "word/styles.xml"
    )
    return with_lists(content, lists, lambda xml: xml.replace("<w:body>", f"<w:body>{more}", 1))


_P = ("<w:p>", "</w:p>")
_MARK = '<w:bookmarkStart w:id="1" w:name="a"/>'
_BINDING = f'<w:dataBinding w:xpath="{value_path(1)}" w:storeItemID="{VALUES_ITEM}"/>'
_BOUND = (f"<w:sdt><w:sdtPr>{_BINDING}</w:sdtPr><w:sdtContent>", "</w:sdtContent></w:sdt>")
_CUSTOM = (
    "<mc:AlternateContent><mc:Choice>"
    '<w:numFmt w:val="custom" w:format="{}"/></mc:Choice></mc:AlternateContent>'
)
_CELL = ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl><w:p/>")
_FIRST = (
    '<w:p><w:pPr><w:sectPr><w:headerReference w:type="first" r:id="rId1" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/></w:sectPr></w:pPr></w:p>'
)
GROWING: dict[str, Grow] = {
    "paragraphs": _typed(lambda n: f"<w:p>{_run(f'甲{n}')}</w:p>"),
    "equal paragraphs": _typed(lambda _: f"<w:p>{_run('甲')}</w:p>"),
    "typed measures": _typed(lambda n: f"<w:p>{_run(f'{n}.甲乙。丙')}</w:p>"),
    "typed boxes": _typed(lambda n: f"<w:p>{_run(f'{n % 5}.甲。乙' if n % 5 else f'专栏{n} 甲')}</w:p>"),
    "typed items": _typed(
        lambda n: f"<w:p>{_run(f'{n + 1}.甲。乙')}</w:p>", (f"<w:p>{_run('专栏9 甲')}</w:p>", "")
    ),
    "empty paragraphs": _typed(lambda _: "<w:p/>"),
    "runs": _typed(lambda _: _run("a"), _P),
    "empty runs": _typed(lambda _: "<w:r/>", _P),
    "text": _typed(lambda _: "甲1,", (f"<w:p>{_run('')[:-12]}", "</w:t></w:r></w:p>")),
    "bookmarks": _typed(lambda n: f'<w:bookmarkStart w:id="{n}" w:name="_pd_{n}"/>', _P),
    "bookmarks over a run each": _typed(
        lambda n: f'<w:bookmarkStart w:id="{n}" w:name="_pd_{n}"/>{_run("a")}<w:bookmarkEnd w:id="{n}"/>', _P
    ),
    "controls": _typed(
        lambda _: (
            '<w:sdt><w:sdtPr><w:tag w:val="population.certified"/></w:sdtPr>'
            f"<w:sdtContent>{_run('1')}</w:sdtContent></w:sdt>"
        ),
        _P,
    ),
    "rows": _typed(lambda n: f"<w:tr><w:tc><w:p>{_run(f'{n}')}</w:p></w:tc></w:tr>", ("<w:tbl>", "</w:tbl>")),
    "empty cells": _typed(lambda _: "<w:tr>" + "<w:tc/>" * 20 + "</w:tr>", ("<w:tbl>", "</w:tbl>")),
    "fields": _typed(lambda _: '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', _P),
    "deletions": _typed(
        lambda _: '<w:del w:id="1" w:author="a"><w:r><w:delText>a</w:delText></w:r></w:del>', _P
    ),
    "insertions in a tracked row": _typed(
        lambda n: f'<w:ins w:id="{n}" w:author="{"ab"[n % 2]}">{_run("甲乙丙")}</w:ins>',
        (
            '<w:tbl><w:tr><w:trPr><w:ins w:id="1" w:author="a"/></w:trPr><w:tc><w:p>',
            "</w:p></w:tc></w:tr></w:tbl>",
        ),
    ),
    **{f"ends of {tag}": _ends(tag, "") for tag in ("ins", "del")},
    **{f"joined ends of {tag}": _ends(tag, _run("a")) for tag in ("ins", "del")},
    **{f"nested {tag}": _nested(tag) for tag in ("ins", "del", "smartTag")},
    "nested controls": _typed(lambda _: "<w:r/>", (f"<w:p>{_BOUND[0] * 40}", f"{_BOUND[1] * 40}</w:p>")),
    "open bookmarks": _open_bookmarks,
    "hidden words": _typed(lambda _: "<w:r><w:rPr><w:vanish/></w:rPr><w:t>a</w:t></w:r>", _P),
    "letterheads": _typed(lambda _: _FIRST),
    "attributes": _typed(lambda n: f'a{n}="b" ', ("<w:p ", "/>")),
    "draft: words": _in_part(DRAFT, "</passage>", lambda _: "甲 "),
    "draft: line breaks": _in_part(DRAFT, "</passage>", lambda _: " \n"),
    "draft: blanks": _in_part(DRAFT, "</passage>", lambda _: "   "),
    "draft: breaks": _in_part(DRAFT, "</passage>", lambda _: "<break/>"),
    "draft: strong": _in_part(DRAFT, "</passage>", lambda n: f"<strong>a{n}</strong>"),
    "draft: passages": _in_part(DRAFT, "<passage ", lambda n: f'<passage key="k{n}">甲{n}</passage>'),
    "draft: attributes": _in_part(DRAFT, "key=", lambda n: f'b{n}="x" '),
    "profile: nulls": _in_part(PROFILE, '"period"', lambda n: f'"x{n}":null,'),
    "profile: texts": _in_part(PROFILE, '"period"', lambda n: f'"x{n}":"1",'),
    "styles": _in_part(
        "word/styles.xml",
        "</w:styles>",
        lambda n: f'<w:style w:type="paragraph" w:styleId="s{n}"><w:name w:val="n{n}"/></w:style>',
    ),
    "numbered paragraphs": lambda content, n: _counted(content, n, definition(0, "{n}.") + listed(1, 0)),
    "lists": lambda content, n: _counted(
        content, 9, definition(0, "{n}.") + "".join(listed(k, 0, anew=True) for k in range(n))
    ),
    "definitions of lists": lambda content, n: _counted(
        content, 9, "".join(definition(k, "{n}.") + listed(k, k) for k in range(n))
    ),
    "levels of a list": lambda content, n: _counted(
        content,
        9,
        definition(0, "{n}.").replace("<w:lvl ", '<w:lvl w:ilvl="9"/>' * n + "<w:lvl ", 1) + listed(1, 0),
    ),
    "a sample of a number": lambda content, n: _counted(
        content,
        n,
        definition(0, "{n}." * 100).replace("<w:lvlText", f"{_CUSTOM.format(' ' * 100 * n)}<w:lvlText")
        + listed(1, 0),
    ),
    "a definition of many lists": lambda content, n: _counted(
        content,
        9,
        definition(0, "{n}.").replace("<w:lvl ", "<w:a/>" * n + "<w:lvl ", 1)
        + "".join(listed(k, 0) for k in range(n)),
    ),
    "styles in a circle": lambda content, n: _counted(
        content,
        n,
        definition(0, "{n}.") + listed(1, 0),
        "".join(
            f'<w:style w:type="paragraph" w:styleId="s{k}"><w:name w:val="n{k}"/>'
            f'<w:basedOn w:val="s{(k + 1) % n}"/></w:style>'
            for k in range(n)
        ),
    ),
    "columns": _typed(
        lambda n: f"<w:tc><w:p>{_run(f'{n}')}</w:p></w:tc>", ("<w:tbl><w:tr>", "</w:tr></w:tbl>")
    ),
    "nested tables": _typed(
        lambda n: f"{_CELL[0] * 20}<w:p>{_run(f'{n}')}</w:p>{_CELL[1] * 20}" if n % 10 == 0 else ""
    ),
    "nested fields": _typed(
        lambda n: f'<w:r><w:fldChar w:fldCharType="{"begin" if n % 20 < 10 else "end"}"/></w:r>', _P
    ),
    "sections": _typed(lambda _: "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"),
    "custom properties": _in_part(
        "docProps/custom.xml",
        "</Properties>",
        lambda n: f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{n + 90}" name="a{n}"/>',
    ),
    "footnotes": lambda content, n: noted(
        parts_of(content),
        "footnote",
        "".join(note("footnote", _run("甲"), k + 9) for k in range(n)),
        lambda xml: xml.replace(
            "<w:body>", f"<w:body><w:p>{''.join(referring('footnote', k + 9) for k in range(n))}</w:p>", 1
        ),
    ),
    "links": _in_part(
        "word/_rels/document.xml.rels",
        "</Relationships>",
        lambda n: f'<Relationship Id="x{n}" Type="a" Target="b{n}.xml"/>',
    ),
}
