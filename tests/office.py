"""Open Word files in LibreOffice: convert all once for all tests, and measure their pages with poppler.

Lengths are points, from the upper left corner of the page. A test asks for the fixture `office` and calls
`office.pages(name)`; the first call converts every sample there is in one run of LibreOffice.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

from lxml import etree

MM = 72 / 25.4
_TAGGED = {"PDFUACompliance": True, "UseTaggedPDF": True}
_PYTHON = "/usr/bin/python3"  # the one to which the system's LibreOffice gives its module
_XHTML = "{http://www.w3.org/1999/xhtml}"
_TAG = re.compile(r"(\w+)(?: \((?:block|inline)\)|:)*")


@dataclass(frozen=True, slots=True)
class Word:
    """Hold a word and its box, whose height shows the size of type."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """Return the height of the box."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Line:
    """Hold the words that stand side by side."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """Return the words without anything between them."""
        return "".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        """Return where the first word begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Return where the last word ends."""
        return self.words[-1].right

    @property
    def top(self) -> float:
        """Return the upper edge of the highest word."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Return the lower edge of the lowest word."""
        return max(word.bottom for word in self.words)

    @property
    def height(self) -> float:
        """Return the height of the highest word."""
        return max(word.height for word in self.words)

    @property
    def characters(self) -> float:
        """Count the characters at the line's size; half-width ones count as halves."""
        return sum(0.5 if sign.isascii() else 1 for sign in self.text)


@dataclass(frozen=True)
class Page:
    """Hold a page of a PDF with its words in the order of the file."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Return the lines from top to bottom: words grouped by the height at which they stand."""
        words = sorted(self.words, key=lambda word: word.top + word.bottom)
        lines: list[list[Word]] = []
        for word in words:
            if lines and _beside(lines[-1][0], word):
                lines[-1].append(word)
            else:
                lines.append([word])
        return tuple(Line(tuple(sorted(line, key=lambda word: word.left))) for line in lines)


def _beside(first: Word, second: Word) -> bool:
    """Return whether two words stand at one height: their middles differ by less than a third of a line."""
    apart = abs(first.top + first.bottom - second.top - second.bottom) / 2
    return apart < min(first.height, second.height) / 3


@dataclass(frozen=True, slots=True)
class Tag:
    """Hold an element of the tag tree: its type, its depth, its attributes and its own text."""

    type: str
    depth: int
    attributes: Mapping[str, str]
    text: str


class Office:
    """Convert samples to PDF, each once; `files` are Word files by name."""

    def __init__(self, files: Mapping[str, Path], folder: Path) -> None:
        self.files = files
        self.folder = folder
        self._pages: dict[str, tuple[Page, ...]] = {}

    @cached_property
    def soffice(self) -> str:
        """Return LibreOffice's path; fail if it is missing, since whoever runs these tests names them."""
        found = shutil.which("soffice")
        assert found, "install libreoffice-writer-nogui"
        return found

    def pdf(self, name: str) -> Path:
        """Return the PDF of a sample, exported with the switch for PDF/UA on."""
        wanted = self.folder / f"{name}.pdf"
        if not wanted.exists():
            convert(self.soffice, [*self.files.values()], self.folder)
        return wanted

    def laid_out(self, file: Path, *, blank: bool = False) -> tuple[Page, ...]:
        """Return the pages of another Word file, with those that only fill a sheet if `blank`."""
        convert(self.soffice, [file], file.parent, blank=blank)
        return tuple(read_pages(file.with_suffix(".pdf")))

    def pages(self, name: str) -> tuple[Page, ...]:
        """Return the pages of a sample."""
        if name not in self._pages:
            self._pages[name] = tuple(read_pages(self.pdf(name)))
        return self._pages[name]


def convert(
    soffice: str, files: list[Path], folder: Path, *, blank: bool = False, program: str = "writer"
) -> None:
    """Convert files of one of LibreOffice's programs to PDF in one run, with a user profile of its own.

    LibreOffice leaves out of a PDF the pages that it inserts before an even one, unless `blank`.
    """
    wanted = {**_TAGGED, "IsSkipEmptyPages": not blank}
    switches = {name: {"type": "boolean", "value": str(on).lower()} for name, on in wanted.items()}
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    target = f"pdf:{program}_pdf_Export:{json.dumps(switches)}"
    run([soffice, home, "--headless", "--convert-to", target, "--outdir", str(folder), *map(str, files)])
    missing = [file.name for file in files if not (folder / f"{file.stem}.pdf").exists()]
    assert missing == [], "LibreOffice did not convert them"


def resave(soffice: str, files: list[Path], folder: Path, form: str = "docx") -> None:
    """Open text files and save them again, into another folder, as Word files or in another form."""
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    run([soffice, home, "--headless", "--convert-to", form, "--outdir", str(folder), *map(str, files)])


def by_uno(soffice: str, script: str, files: Iterable[Path], folder: Path) -> Any:  # noqa: ANN401  # JSON
    """Return what a script beside this file prints, once LibreOffice listens to it, of some files."""
    pipe, program = f"plandraft-{folder.name}", Path(__file__).with_name(script)
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    listening = [soffice, home, "--headless", "--norestore", f"--accept=pipe,name={pipe};urp"]
    with subprocess.Popen(listening, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as office:  # noqa: S603
        words = [_PYTHON, str(program), pipe, *map(str, files)]
        done = subprocess.run(words, check=False, capture_output=True, timeout=600)  # noqa: S603
        if done.returncode:
            office.kill()
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def run(command: list[str]) -> str:
    """Run a program; return what it prints."""
    done = subprocess.run(command, check=True, capture_output=True, timeout=300)  # noqa: S603  # our own files
    return done.stdout.decode("utf-8", errors="replace")


def read_pages(pdf: Path) -> Iterator[Page]:
    """Yield the pages of a PDF with the boxes of their words."""
    xml = run(["pdftotext", "-bbox", str(pdf), "-"]).encode()
    root = etree.fromstring(xml, etree.XMLParser(recover=True, huge_tree=True))
    for number, page in enumerate(root.iter(f"{_XHTML}page"), start=1):
        words = (
            Word(word.text or "", *(float(word.get(side, "0")) for side in ("xMin", "yMin", "xMax", "yMax")))
            for word in page.iter(f"{_XHTML}word")
        )
        yield Page(number, float(page.get("width", "0")), float(page.get("height", "0")), tuple(words))


def tags(pdf: Path, *, text: bool = True) -> list[Tag]:
    """Return the tag tree as a flat list in its order, without spans, whose text goes to their parent.

    With its text it takes poppler seconds, without it none.
    """
    found: list[Tag] = []
    for line in run(["pdfinfo", "-struct-text" if text else "-struct", str(pdf)]).splitlines():
        depth, words = len(line) - len(line.lstrip()), line.strip()
        if words.startswith("/") and found:
            name, _, value = words[1:].partition(" ")
            found[-1] = _with(found[-1], {name: value}, "")
        elif words.startswith('"') and found:
            found[-1] = _with(found[-1], {}, words.strip('"'))
        elif (head := _TAG.match(words)) and head[1] != "Span":
            found.append(Tag(head[1], depth, {}, ""))
    return found


def _with(tag: Tag, attributes: Mapping[str, str], text: str) -> Tag:
    return Tag(tag.type, tag.depth, {**attributes, **tag.attributes}, tag.text + text)


def catalog(pdf: Path) -> str:
    """Return the catalogue of a PDF, its root, as written."""
    raw = pdf.read_bytes()
    packed = re.findall(rb"/ObjStm.*?stream\r?\n(.*?)endstream", raw, re.DOTALL)
    text = b"\n".join([raw, *map(zlib.decompress, packed)]).decode("latin-1")
    found = re.search(r"<<\s*/Type\s*/Catalog.*?(?=\bendobj\b|<<\s*/Type\s*/Page\b|\Z)", text, re.DOTALL)
    assert found, "a PDF without a catalogue"
    return found[0]


def information(pdf: Path) -> dict[str, str]:
    """Return the PDF's own metadata: Title, Tagged, Pages, Page size."""
    lines = run(["pdfinfo", str(pdf)]).splitlines()
    return {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}


def fonts(pdf: Path) -> list[str]:
    """Return the names of the fonts in a PDF."""
    names = (line.split()[0] for line in run(["pdffonts", str(pdf)]).splitlines()[2:])
    return [name.split("+")[-1] for name in names]


def ink(pdf: Path, page: int, box: tuple[float, float, float, float]) -> list[float]:
    """Return the heights of the rows of a box (left, top, right, bottom) that are dark from side to side."""
    scale = 720 / 72  # ten pixels a point
    left, top, right, bottom = (round(length * scale) for length in box)
    frame = ["-x", str(left), "-y", str(top), "-W", str(right - left), "-H", str(bottom - top)]
    pages = ["-f", str(page), "-l", str(page), "-r", "720", "-gray"]
    done = subprocess.run(["pdftoppm", *pages, *frame, str(pdf)], check=True, capture_output=True, timeout=60)  # noqa: S603, S607  # our own file
    _, size, _, pixels = done.stdout.split(b"\n", 3)
    width = int(size.split()[0])
    rows = (pixels[at : at + width] for at in range(0, len(pixels) - width + 1, width))
    return [(top + n) / scale for n, row in enumerate(rows) if max(row, default=255) < 128]


def pitches(lines: tuple[Line, ...]) -> list[float]:
    """Return the distance of each line from the one before."""
    return [below.top - above.top for above, below in pairwise(lines)]
