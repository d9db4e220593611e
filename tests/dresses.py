"""Write plans as Word files in the dresses in which other people's plans come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO

import docx
from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from generator.document.number import cjk
from generator.word.reader import BareBlock, BareReader, open_package

HEADS = {1: "{cjk}、", 2: "（{cjk}）", 3: "{n}."}
TABLE = [
    ["指标", "2020年", "2025年", "属性"],
    ["1.培训人次（人）", "120", "[600]", "预期性"],
    ["2.适配率（%）", "——", "＞85", "约束性"],
    ["3.坡道数（条）", "3", "7", "预期性"],
]

_LIST = 4711


@dataclass(frozen=True)
class Piece:
    """Hold a heading of a level 1 to 3 with its count, a text (0), a box (4) with items, or a table (5)."""

    level: int
    count: int = 0
    words: str = ""
    items: tuple[str, ...] = ()


def number(piece: Piece) -> str:
    """Return the printed number of a heading."""
    return HEADS[piece.level].format(cjk=cjk(piece.count), n=piece.count)


@dataclass(frozen=True)
class Dress:
    """Hold how headings, paragraphs, boxes and tables are put into a file."""

    heading: Callable[[Word, Piece], None]
    text: Callable[[Word, str], None]
    box: Callable[[Word, Piece], None]
    table: Callable[[Word], None] | None = None


def written(pieces: tuple[Piece, ...], dress: Dress, title: str) -> bytes:
    """Return a Word file that has a title and pieces in a dress."""
    word = docx.Document()
    word.add_paragraph(title)
    for piece in pieces:
        match piece.level:
            case 0:
                dress.text(word, piece.words)
            case 4:
                dress.box(word, piece)
            case 5:
                word.add_paragraph(f"专栏{piece.count}  主要指标")
                (dress.table or _table)(word)
            case _:
                dress.heading(word, piece)
    file = BytesIO()
    word.save(file)
    return file.getvalue()


def lines_of(content: bytes) -> Iterator[BareBlock]:
    """Return the lines and tables of a Word file."""
    return BareReader(open_package(content, "plan.docx")).blocks()


def _table(word: Word) -> None:
    table = word.add_table(len(TABLE), len(TABLE[0]))
    for row, texts in zip(table.rows, TABLE, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def _typed_table(word: Word) -> None:
    """Write a table as lines, as it comes out of a file that lost its tables."""
    for texts in TABLE:
        word.add_paragraph("   ".join(texts))


def _merged_table(word: Word) -> None:
    """Write a table as WPS does that was edited often: cells of several lines, its last row on a new page."""
    _table(word)
    last = word.tables[-1]
    for row in last.rows:
        text = row.cells[0].text
        row.cells[0].text = f"{text[:3]}\n{text[3:]}" if len(text) > 3 else text  # a number and one
    tail = word.add_table(1, len(TABLE[0]))
    for cell, text in zip(tail.rows[0].cells, TABLE[-1], strict=True):
        cell.text = text
    last._tbl.remove(last.rows[-1]._tr)


def _plain(word: Word, piece: Piece) -> None:
    word.add_paragraph(number(piece) + piece.words)


def _styled(word: Word, piece: Piece) -> None:
    word.add_paragraph(number(piece) + piece.words, style=f"Heading {piece.level}")


def _named_style(word: Word, piece: Piece) -> None:
    """Write a heading in a style that is called as WPS calls its own."""
    name = f"标题 {piece.level}"
    if name not in [style.name for style in word.styles]:
        word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    word.add_paragraph(number(piece) + piece.words, style=name)


def _outlined(word: Word, piece: Piece) -> None:
    level = parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{piece.level - 1}"/>')
    word.add_paragraph(number(piece) + piece.words)._p.get_or_add_pPr().append(level)


def _bold(word: Word, piece: Piece) -> None:
    word.add_paragraph().add_run(number(piece) + piece.words).bold = True


def _half_width(word: Word, piece: Piece) -> None:
    word.add_paragraph(number(piece).replace("（", "(").replace("）", ")") + piece.words)


def _spaced(word: Word, piece: Piece) -> None:
    word.add_paragraph()
    word.add_paragraph(f"　　{number(piece)} {piece.words} ")
    word.add_paragraph()


def _split(word: Word, piece: Piece) -> None:
    """Write a heading as WPS does that was edited often: a run for each character, bookmarks between."""
    paragraph = word.add_paragraph()
    for place, sign in enumerate(number(piece) + piece.words):
        paragraph.add_run(sign)
        mark = f'<w:bookmarkStart {nsdecls("w")} w:id="{place}" w:name="_GoBack{place}"/>'
        paragraph._p.append(parse_xml(mark))


def _listed(word: Word, piece: Piece) -> None:
    """Write a heading whose number Word counts by itself."""
    paragraph = word.add_paragraph(piece.words)
    _lists(word)
    numbered = (
        f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{piece.level - 1}"/><w:numId w:val="{_LIST}"/></w:numPr>'
    )
    paragraph._p.get_or_add_pPr().append(parse_xml(numbered))


def _lists(word: Word) -> None:
    """Put the list of headings into a file, if it is not there yet."""
    root = word.part.numbering_part.element
    if root.xpath(f"w:num[@w:numId='{_LIST}']"):
        return
    levels = "".join(
        f'<w:lvl w:ilvl="{level - 1}"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{"decimal" if "{n}" in head else "chineseCountingThousand"}"/>'
        f'<w:lvlText w:val="{head.format(cjk=f"%{level}", n=f"%{level}")}"/></w:lvl>'
        for level, head in HEADS.items()
    )
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_LIST}">{levels}</w:abstractNum>'
    root.insert(0, parse_xml(abstract))
    number = f'<w:num {nsdecls("w")} w:numId="{_LIST}"><w:abstractNumId w:val="{_LIST}"/></w:num>'
    root.append(parse_xml(number))


def _text(word: Word, words: str) -> None:
    word.add_paragraph(words)


def _indented(word: Word, words: str) -> None:
    word.add_paragraph(f"　　{words}")


def _broken(word: Word, words: str) -> None:
    """Write a text that a hand broke within its sentence."""
    paragraph: Paragraph = word.add_paragraph()
    paragraph.add_run(words[:3]).add_break()
    paragraph.add_run(words[3:])


def _items(piece: Piece) -> list[str]:
    return [f"{place}.{item}。按月办。" for place, item in enumerate(piece.items, 1)]


def _one_cell(word: Word, piece: Piece) -> None:
    lines = [f"专栏{piece.count}  {piece.words}", *_items(piece)]
    word.add_table(1, 1).cell(0, 0).text = "\n".join(lines)


def _titled(word: Word, piece: Piece) -> None:
    word.add_paragraph(f"专栏{piece.count}：{piece.words}")
    word.add_table(1, 1).cell(0, 0).text = "\n".join(_items(piece))


def _rows(word: Word, piece: Piece) -> None:
    lines = [f"专栏{piece.count} {piece.words}", *_items(piece)]
    table = word.add_table(len(lines), 1)
    for row, line in zip(table.rows, lines, strict=True):
        row.cells[0].text = line


def _framed(word: Word, piece: Piece) -> None:
    """Write a box in a text frame of its own."""
    lines = "".join(
        f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>"
        for line in (f"专栏{piece.count}  {piece.words}", *_items(piece))
    )
    frame = (
        f'<w:pict {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox>'
        f"<w:txbxContent>{lines}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )
    word.add_paragraph().add_run()._r.append(parse_xml(frame))


def _as_lines(word: Word, piece: Piece) -> None:
    for line in (f"专栏{piece.count}  {piece.words}", *_items(piece)):
        word.add_paragraph(line)


DRESSES = {
    "plain": Dress(_plain, _text, _one_cell),
    "styles": Dress(_styled, _text, _titled),
    "outline levels": Dress(_outlined, _indented, _rows),
    "bold": Dress(_bold, _text, _one_cell),
    "automatic numbers": Dress(_listed, _text, _rows),
    "half-width": Dress(_half_width, _text, _titled),
    "blanks and empty lines": Dress(_spaced, _indented, _one_cell),
    "split runs": Dress(_split, _text, _rows),
    "broken by hand": Dress(_plain, _broken, _titled),
    "boxes as lines": Dress(_plain, _text, _as_lines),
    "styles, boxes as lines": Dress(_styled, _indented, _as_lines),
    "tables as lines": Dress(_plain, _text, _rows, _typed_table),
    "WPS": Dress(_named_style, _indented, _titled, _merged_table),
    "boxes in frames": Dress(_outlined, _text, _framed),
}
