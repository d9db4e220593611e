"""Open the base document of a style sheet, from its file or made anew by python-docx."""

from __future__ import annotations

import io
from contextlib import suppress
from functools import cache

import docx
from docx.document import Document as WordDocument

from generator.word.style_sheet import StyleSheet


def open_base(sheet: StyleSheet) -> WordDocument:
    """Return a python-docx Document with the styles, settings, theme and fonts of a sheet, to be filled.

    The keywords of the base file hold the digest of the sheet that it was made from: if the sheet has changed
    since, or its base file is missing or damaged, the base is made anew.
    """
    with suppress(Exception):  # whatever is wrong with the file, the sheet is there to make it anew
        word = docx.Document(io.BytesIO(_content(sheet)))
        if word.core_properties.keywords == sheet.digest:
            return word
    return docx.Document(io.BytesIO(_made(sheet)))


@cache
def _content(sheet: StyleSheet) -> bytes:
    return sheet.base.read_bytes()


@cache
def _made(sheet: StyleSheet) -> bytes:
    from generator.word.writer.make_base import make_base  # noqa: PLC0415  # needed by nobody whose base file fits

    return make_base(sheet)
