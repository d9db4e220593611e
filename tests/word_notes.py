"""Add footnotes and endnotes to Word files, as somebody does by hand."""

from __future__ import annotations

from collections.abc import Callable

from hostile_zips import Parts, zipped

from generator.word.ooxml.names import WORD

MAIN = "word/document.xml"
_LINKS, _OFFICE = (
    "word/_rels/document.xml.rels",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
)


def referring(kind: str, number: int = 2) -> str:
    """Return a run that refers to a note."""
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def note(kind: str, inner: str, number: int = 2) -> str:
    """Return a note of runs."""
    mark = f"<w:r><w:{kind}Ref/></w:r>"
    return f'<w:{kind} w:id="{number}"><w:p>{mark}{inner}</w:p></w:{kind}>'


def noted(parts: Parts, kind: str, notes: str, change: Callable[[str], str]) -> bytes:
    """Return a file with notes, and its main part changed so that it refers to them."""
    entry = f'<Relationship Id="rIdNotes" Type="{_OFFICE}/{kind}s" Target="{kind}s.xml"/>'
    links = parts[_LINKS].decode().replace("</Relationships>", f"{entry}</Relationships>")
    apart = f'<w:{kind} w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
    return zipped(
        {
            **parts,
            MAIN: change(parts[MAIN].decode()).encode(),
            _LINKS: links.encode(),
            f"word/{kind}s.xml": f'<w:{kind}s xmlns:w="{WORD}">{apart}{notes}</w:{kind}s>'.encode(),
        }.items()
    )
