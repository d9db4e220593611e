"""Runs and plain paragraphs of a Document in a style sheet."""

from __future__ import annotations

from generator.document import Gap, Run, Text
from generator.write_docx import ooxml
from generator.write_docx.styles import StyleSheet


def paragraph(sheet: StyleSheet, role: str, content: tuple[Run, ...]) -> str:
    """A paragraph of runs in a role."""
    return ooxml.paragraph(sheet.style(role), runs(content))


def runs(content: tuple[Run, ...]) -> str:
    """Runs of text; gaps are marked, lead-ins set off."""
    return "".join(_run(piece) for piece in content)


def _run(piece: Run) -> str:
    match piece:
        case Text(strong=True):
            return ooxml.run(piece.text, "lead-in")
        case Gap():
            return ooxml.run(piece.text, "gap")
        case _:
            return ooxml.run(piece.text)
