"""Read Word files back, and change them as others would."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from generator.document import Document, Run, plain, runs_in
from generator.word.reader import open_package, read_docx
from generator.word.style_sheet import official_style_sheet


def read(content: bytes, draft: Document) -> Document:
    """Read a Word file back."""
    return read_docx(open_package(content, "plan.docx"), official_style_sheet(), draft)


def edited(content: bytes, change: Callable[[str], str], *parts: str) -> bytes:
    """Return a Word file after a change to its main part, or to its parts of these names."""
    concerned = parts or ("word/document.xml",)
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(part.decode()).encode() if name in concerned else part)
    return packed.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def texts(document: Document) -> str:
    """Return all the words of a document."""
    return "".join(plain((run,)) for run in runs_in(document))


def part(content: bytes, name: str) -> etree._Element:
    """Return a part of a Word file."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return etree.fromstring(package.read(name))


def runs(document: Document, kind: type[Run]) -> list[Run]:
    """Return the runs of one kind in a document."""
    return [run for run in runs_in(document) if isinstance(run, kind)]


def drafted(folder: Path, content: bytes) -> Path:
    """Write a Word file into a folder; return its path."""
    file = folder / "plan.docx"
    file.write_bytes(content)
    return file
