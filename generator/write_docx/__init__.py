"""A Document as .docx, in the look that a style sheet describes."""

from __future__ import annotations

from pathlib import Path

from generator.document import Document
from generator.write_docx.blocks import body
from generator.write_docx.package import pack
from generator.write_docx.styles import StyleSheet, load_styles

__all__ = ["StyleSheet", "load_styles", "write_docx"]


def write_docx(document: Document, styles: Path) -> bytes:
    """The whole .docx file; the same document and styles give the same bytes."""
    sheet = load_styles(styles)
    return pack(document, body(document, sheet), sheet)
