"""Write the imprint (版记), which stands at the foot of the last, even page (GB/T 9704-2012, 7.4)."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from generator.document import Imprint, Text, plain
from generator.word.ooxml import body, raw
from generator.word.ooxml.body import line_break, run, tab
from generator.word.style_sheet import twips_of_mm
from generator.word.writer.inline import InlineWriter
from generator.word.writer.signature import own_lines
from generator.word.writer.titles import name_lines, width_of

_APART = 2  # characters between issuer and date
_UNSEEN = 20  # twips, the height of a line that shows nothing


def imprint_blocks(imprint: Imprint, inline: InlineWriter, places: Sequence[str]) -> list[str]:
    """Return the imprint pinned to the foot of the type area; it is alone on its page.

    Its place is counted from the page's edge: LibreOffice lowers the foot of a page without number. It hangs
    on a paragraph of its own: in LibreOffice a box on text that crosses a page is lost. One too high for that
    stands in the text. A long issuer is broken behind `places` and the ends in the sheet.
    GB/T 9704-2012, 7.4.1: its rules are as wide as the type area, 0.35 mm outside and 0.25 mm between. One
    without issuer and date has none, as in an official letter (10.1).
    """
    page, rules = inline.sheet.page, inline.sheet.imprint
    measure = page.text_width
    issuer = _issuer(imprint, inline, places)
    ruled = {"top": rules["outside"], "bottom": rules["outside"], "insideH": rules["inside"]}
    table = body.table(
        [measure],
        [body.row(body.cell(measure, text)) for text in _rows(imprint, issuer, inline)],
        borders=ruled if imprint.issuer or imprint.date else {},
        title=rules["title"],
        description=rules["title"],
        cell_margin=0,
        padding=0,
    )
    height = _height(imprint, len(issuer), inline)
    if height > inline.sheet.page.text_height // 2:
        return [inline.paragraph("spacer", ""), table]
    below = float(inline.sheet.paragraphs["imprint-end"]["line"]) * 20
    foot = round(twips_of_mm(page.height - page.bottom) + below)
    box = raw.pinned(
        next(inline.shapes),
        table + inline.paragraph("imprint-end", ""),
        title=rules["title"],
        width=measure,
        height=height,
        across=raw.aligned("margin", "center"),
        down=raw.at(foot - height),
    )
    return [inline.paragraph("spacer", box)]


def _rows(imprint: Imprint, issuer: list[str], inline: InlineWriter) -> list[str]:
    """Return the rows of the imprint, copies above issuer and date."""
    lines = own_lines(imprint.copies) if imprint.copies else ()
    copies = ["".join(inline.line("imprint-copies", line) for line in lines)] if imprint.copies else []
    name = line_break().join(map(run, issuer)) if len(issuer) > 1 else inline.runs(imprint.issuer)
    mark = inline.mark("part", imprint.key, name)
    if not imprint.issuer and not imprint.date:  # the mark needs a line, which nobody should see
        return [*copies, inline.paragraph("imprint", mark, height=_UNSEEN)]
    return [*copies, inline.paragraph("imprint", mark + tab() + inline.runs(imprint.date))]


def _issuer(imprint: Imprint, inline: InlineWriter, places: Sequence[str]) -> list[str]:
    """Return the lines of the issuer: one, or as many as leave room for the date beside the last."""
    name = plain(imprint.issuer)
    if any(not isinstance(each, Text) for each in imprint.issuer):
        return [name]
    sheet = inline.sheet
    beside = width_of(plain(imprint.date)) + _APART
    width = sheet.characters_of("imprint", sheet.page.text_width) - beside
    ends = (*sheet.name_ends, *places)
    words = (*sheet.title_words, *places)
    return [line for each in name.split("\n") for line in name_lines(each, width, words, ends)]


def _height(imprint: Imprint, issuer: int, inline: InlineWriter) -> int:
    """Return the height of the imprint in twips, from the lines that its text takes; one may be added."""
    width = inline.sheet.characters_of("imprint-copies", inline.sheet.page.text_width)
    copies = sum(ceil(width_of(line) / width) for line in plain(imprint.copies).split("\n"))
    lines = copies + issuer + 1
    return round(lines * float(inline.sheet.paragraphs["imprint-copies"]["line"]) * 20)
