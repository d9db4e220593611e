"""Build Word files with a sound zip and parts that are broken or made to do harm."""

from __future__ import annotations

import json
from collections.abc import Callable

from hostile_zips import Build, Parts, zipped

MAIN, TYPES, SETTINGS = "word/document.xml", "[Content_Types].xml", "word/settings.xml"
DRAFT, PROFILE = "customXml/item2.xml", "customXml/item3.xml"
_LINKS = "word/_rels/document.xml.rels"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_EITHER = "<mc:AlternateContent><mc:Choice>", "</mc:Choice></mc:AlternateContent>"
BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
DECLARATIONS = {
    "billion laughs": BOMB,
    "a quadratic blow-up": f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>',
    "a file of the computer": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "a page": '<!DOCTYPE x [<!ENTITY a SYSTEM "http://127.0.0.1:9/x">]>',
    "a parameter entity": '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x"> %a;]>',
    "a DTD elsewhere": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
}


def changed(name: str, change: Callable[[str], str], encoding: str = "utf-8") -> Build:
    """Change a part, or add it if there is none."""

    def build(parts: Parts) -> bytes:
        old = parts.get(name, b"<x/>").decode()
        return zipped({**parts, name: change(old).encode(encoding)}.items())

    return build


def replaced(name: str, part: str) -> Build:
    """Replace a part."""
    return changed(name, lambda _: part)


def declaring(name: str, declaration: str) -> Build:
    """Put a declaration before the root of a part."""
    return changed(name, lambda xml: declaration + xml.removeprefix('<?xml version="1.0" encoding="UTF-8"?>'))


def typed(xml: str) -> Build:
    """Put XML at the head of the body."""
    return changed(MAIN, lambda old: old.replace("<w:body>", f"<w:body>{xml}", 1))


def linked(kind: str, target: str, mode: str = "External") -> Build:
    """Add a link to the main part."""
    entry = f'<Relationship Id="rIdEvil" Type="{kind}" Target="{target}" TargetMode="{mode}"/>'
    return changed(_LINKS, lambda old: old.replace("</Relationships>", f"{entry}</Relationships>"))


def field(*instruction: str) -> Build:
    """Put a field into the body, its instruction split into so many runs."""
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    runs = "".join(f"<w:r><w:instrText>{text}</w:instrText></w:r>" for text in instruction)
    return typed(f"<w:p>{begin}{runs}{end}</w:p>")


def text(words: str, times: int = 1) -> str:
    """Return a paragraph of runs as XML."""
    return "<w:p>" + f"<w:r><w:t>{words}</w:t></w:r>" * times + "</w:p>"


def profile(data: object) -> Build:
    """Replace the profile that the file embeds."""
    return profile_text(json.dumps(data))


def profile_text(packed: str) -> Build:
    """Replace the text of the embedded profile."""
    return replaced(PROFILE, f'<profile xmlns="urn:plandraft:profile">{packed}</profile>')


def draft(inside: str, attributes: str = "") -> Build:
    """Replace the draft that the file embeds."""
    plan = f'<plan key="plan" title="x" {attributes}>{inside}</plan>'
    return replaced(DRAFT, f'<document title="x" locality="x" period="2021-2025">{plan}</document>')


def _marks(count: int) -> str:
    starts = "".join(f'<w:bookmarkStart w:id="{n}" w:name="n{n}"/>' for n in range(count))
    return f"<w:p>{starts}{'<w:r><w:t>字</w:t></w:r>' * count}</w:p>"


def _comments(count: int) -> Build:
    """Add a part with so many comments that stand on nothing."""
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    notes = "".join(f'<w:comment w:id="{n}" w:author="a">{text("字")}</w:comment>' for n in range(count))

    def build(parts: Parts) -> bytes:
        part = f"<w:comments {word}>{notes}</w:comments>".encode()
        return linked(f"{_OFFICE}/comments", "evil.xml", "Internal")({**parts, "word/evil.xml": part})

    return build


def _letterhead(sections: int, words: int) -> Build:
    """Give so many sections one letterhead."""
    kind = f"{_OFFICE}/header"
    section = (
        '<w:p><w:pPr><w:sectPr><w:headerReference w:type="first" r:id="rIdEvil"/></w:sectPr></w:pPr></w:p>'
    )
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

    def build(parts: Parts) -> bytes:
        header = f"<w:hdr {word}>{text('字' * words)}</w:hdr>".encode()
        body = parts[MAIN].decode().replace("<w:body>", f"<w:body>{section * sections}", 1).encode()
        return linked(kind, "evil.xml", "Internal")({**parts, MAIN: body, "word/evil.xml": header})

    return build


_MEASURES = 50
XML: dict[str, tuple[str, Build]] = {
    "no main part": ("docx-unreadable", replaced("_rels/.rels", "<odd/>")),
    "a main part that is no XML": ("docx-xml", replaced(MAIN, "<w:document>")),
    "a main part that is not there": (
        "docx-xml",
        lambda p: zipped((n, b) for n, b in p.items() if n != MAIN),
    ),
    "styles that are no XML": ("docx-xml", replaced("word/styles.xml", "\x00")),
    "a DTD in UTF-16": (
        "docx-entities",
        changed(MAIN, lambda xml: BOMB + xml.partition("?>")[2], "utf-16"),
    ),
    "a DTD in UTF-7": (
        "docx-xml",
        replaced(MAIN, '<?xml version="1.0" encoding="UTF-7"?>+ADw-!DOCTYPE x+AD4-<x/>'),
    ),
    "XInclude": (
        "docx-entities",
        typed('<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>'),
    ),
    "100,000 levels": ("docx-excess", typed("<w:ins>" * 100_000 + "</w:ins>" * 100_000)),
    "1,000 levels": ("docx-excess", typed("<w:sdt>" * 1_000 + "</w:sdt>" * 1_000)),
    "150 levels": ("docx-excess", typed("<w:ins>" * 150 + "</w:ins>" * 150)),
    "an attribute of 12 MB": ("docx-xml", typed(f'<w:p w:rsidR="{"x" * 12_000_000}"/>')),
    "a part of 17 MB": ("docx-excess", typed(f"<w:p>{' ' * 17_000_000}</w:p>")),
    "a million runs": ("docx-excess", typed(text("字", 1_000_000))),
    "a million rows": ("docx-excess", typed(f"<w:tbl>{'<w:tr/>' * 1_000_000}</w:tbl>")),
    "a million attributes": (
        "docx-excess",
        typed("<w:p " + " ".join(f"a{n}=''" for n in range(1_000_000)) + "/>"),
    ),
    "25,000 paragraphs": ("docx-excess", typed("<w:p/>" * 25_000)),
    "1,100,000 characters": ("docx-excess", typed(text("字" * 55_000) * 20)),
    "a paragraph of 110,000 characters": ("docx-excess", typed(text("字" * 110_000))),
    "a letterhead of 1,000 characters on 2,000 pages": ("docx-excess", _letterhead(2_000, 1_000)),
    "2,000 bookmarks over 2,000 runs": ("docx-excess", typed(_marks(2_000))),
    "501 tables": ("docx-excess", typed(f"<w:tbl><w:tr><w:tc>{text('字')}</w:tc></w:tr></w:tbl>" * 501)),
    "501 typed boxes": ("docx-excess", typed("".join(text(f"专栏{n} 甲") for n in range(501)))),
    "5,001 comments": ("docx-excess", _comments(5_001)),
}
ACTIVE: dict[str, tuple[str, Build]] = {
    "macros": ("docx-macro", linked(f"{_MICROSOFT}/vbaProject", "vbaProject.bin", "Internal")),
    "a .docm": (
        "docx-macro",
        changed(
            TYPES,
            lambda xml: xml.replace(
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                "application/vnd.ms-word.document.macroEnabled.main+xml",
            ),
        ),
    ),
    "an ActiveX control": ("docx-macro", linked(f"{_OFFICE}/control", "activeX/activeX1.xml", "Internal")),
    "a button that calls a macro": (
        "docx-macro",
        linked(f"{_MICROSOFT}/ui/extensibility", "ui.xml", "Internal"),
    ),
    **{
        f"inside: {kind}": ("docx-embedded", linked(f"{_OFFICE}/{kind}", "embeddings/x.bin", "Internal"))
        for kind in ("oleObject", "package", "aFChunk", "subDocument")
    },
    **{
        f"outside: {kind}": ("docx-outside", linked(f"{_OFFICE}/{kind}", target))
        for kind, target in (
            ("attachedTemplate", "http://127.0.0.1:9/evil.dotm"),
            ("image", "//server/share/x.png"),
            ("oleObject", "file:///C:/x.xlsx"),
            ("subDocument", "http://127.0.0.1:9/x.docx"),
            ("frame", "http://127.0.0.1:9/x.htm"),
            ("aFChunk", "http://127.0.0.1:9/x.htm"),
            ("mailMergeSource", "file:///C:/x.mdb"),
        )
    },
    "links in capitals": (
        "docx-outside",
        replaced(
            "WORD/_RELS/SETTINGS.XML.RELS",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship'
            f' Id="x" Type="{_OFFICE}/attachedTemplate" Target="http://127.0.0.1:9/x" TargetMode="External"/>'
            "</Relationships>",
        ),
    ),
    "DDE": ("docx-outside", field(' DDEAUTO c:\\windows\\system32\\cmd.exe "/k"')),
    "DDE in pieces": ("docx-outside", field(" DD", "EAU", "TO cmd")),
    "DDE that was deleted": (
        "docx-outside",
        typed("<w:p><w:r><w:delInstrText>DDEAUTO cmd</w:delInstrText></w:r></w:p>"),
    ),
    "an old name of a field": ("docx-outside", field(' INCLUDE "http://x/"')),
    "a linked picture": (
        "docx-outside",
        typed('<w:fldSimple w:instr=" includepicture &quot;http://x/&quot;"/>'),
    ),
    "a field that is left open": (
        "docx-outside",
        typed("<w:p><w:r><w:instrText>LINK</w:instrText></w:r></w:p>"),
    ),
    "mail merge": (
        "docx-outside",
        changed(
            SETTINGS,
            lambda xml: xml.replace(
                "</w:settings>", '<w:mailMerge><w:connectString w:val="x"/></w:mailMerge></w:settings>'
            ),
        ),
    ),
}
CARRIED: dict[str, tuple[str, Build]] = {
    "a profile of 2 MB": ("docx-carried", profile({"title": "x" * 2_000_000})),
    "a profile that is no JSON": ("docx-carried", profile_text("{period")),
    "JSON of 100,000 levels": ("docx-carried", profile_text("[" * 100_000 + "]" * 100_000)),
    "JSON of 70 levels": ("docx-carried", profile_text('{"a":' * 70 + '"x"' + "}" * 70)),
    "a figure that is a number": ("docx-carried", profile({"population": {"certified": 1}})),
    "a number of 5,000 digits": ("docx-carried", profile_text('{"title":' + "9" * 5_000 + "}")),
    "a truth": ("docx-carried", profile({"period": True})),
    "an escape of the terminal": ("docx-carried", profile({"title": "\x1b[2J磴口县"})),
    "a nought": ("docx-carried", profile({"title": "\x00"})),
    "text from right to left": ("docx-carried", profile({"\u202etitle": "x"})),
    "half a character": ("docx-carried", profile({"title": "\ud800"})),
    "no draft": ("docx-foreign", replaced("customXml/item2.xml", "<x/>")),
    "a draft of odd elements": ("docx-foreign", draft("<odd/>")),
    "a draft that is no XML": ("docx-xml", draft("<p>")),
    "a draft of 50 levels": (
        "docx-foreign",
        draft('<measure key="m" title="x">' * _MEASURES + "</measure>" * _MEASURES),
    ),
    "a draft of 40,000 blocks": ("docx-carried", draft('<p key="p"/>' * 40_000)),
    "a number of 1,000 characters at every heading": (
        "docx-carried",
        draft('<chapter key="c" title="x"/>', f'number-chapter="{"第" * 1_000}"'),
    ),
    "a draft of 4,500,000 characters": (
        "docx-carried",
        draft(f'<p key="p"><passage key="q">{"字" * 45_000}</passage></p>' * 100),
    ),
}
_NOWHERE = {"period": "2021-2025", "locality": {"name": "../../etc/passwd", "kind": "county"}}
ODD: dict[str, Build] = {
    "as it is": lambda parts: zipped(parts.items()),
    "stored": lambda parts: zipped(parts.items(), 0),
    "a web address": linked(f"{_OFFICE}/hyperlink", "http://127.0.0.1:9/"),
    "a column of two milliards": typed(
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
    ),
    "a link that leads nowhere": linked(f"{_OFFICE}/image", "../../../x.png", "Internal"),
    "a zip in the zip": lambda parts: zipped({**parts, "x.zip": zipped([("x", bytes(100_000_000))])}.items()),
    "a folder": lambda parts: zipped([*parts.items(), ("word/empty/", b"")]),
    "UTF-16": changed(MAIN, lambda xml: xml.replace("UTF-8", "UTF-16"), "utf-16"),
    "a comment": typed("<!-- x --><?x y?><w:p><!-- x --><w:r><w:t>一<!-- z -->二</w:t></w:r></w:p>"),
    "alternatives one inside the other": typed(
        f"<w:p {_MC}><w:r>{_EITHER[0] * 44}{'<w:t/>' * 200_000}{_EITHER[1] * 44}</w:r></w:p>"
    ),
    "a profile of nowhere": profile({**_NOWHERE, "period": "../../etc"}),
    "a place that is a path": profile(_NOWHERE),
    "a profile that is a list": profile(["x"]),
    "a profile that is nothing": profile(None),
    "patterns that could be tried for ever": draft(
        f'<chapter key="c" title="{"1" * 60}x"/>', f'number-chapter="{"{n}" * 40}"'
    ),
    "3,000 titles": typed(
        text("题").replace("<w:r>", '<w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r>') * 3_000
    ),
}
