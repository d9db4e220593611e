"""Check what must hold of every output of the command, whatever its input."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from conftest import ROOT
from lxml import etree

from generator.base.characters import forbidden_character
from generator.base.diagnostics import PlanError
from generator.document import plain, runs_in
from generator.pipeline.support.word_files import open_word
from generator.yaml_source.read import read_text

_PLACE = re.compile(r"^(/.*?):(\d+):(\d+) (?:错误|提醒|提示) [a-z-]+$", re.MULTILINE)
_JSON = re.compile(r'"file": "(.*)",\n\s*"line": (\d+),\n\s*"column": (\d+),')
_MOVED = 12  # characters by which quotation marks that were put in move what stands behind them
_CRASH = re.compile(r"Traceback \(most|程序出了意外|Error: |line \d+, in ")
_ENGLISH = re.compile(r"[A-Za-z']{3,} [A-Za-z']{3,} [A-Za-z']{3,}")


def broken_words(out: str, err: str) -> Iterator[str]:
    """Yield what is wrong with what the command printed on its two streams."""
    for said in (out, err):
        if found := _CRASH.search(said):
            yield f"a crash shows: {found[0]}"
        if found := forbidden_character(said):
            yield f"a control character is printed: {found[0]!r}"
    for file, line, column in {*_PLACE.findall(out), *_PLACE.findall(err), *_JSON.findall(out)}:
        if not _is_there(ROOT / file, int(line), int(column)):  # the program's own templates stand below it
            yield f"no such place: {file}:{line}:{column}"


def _is_there(file: Path, line: int, column: int) -> bool:
    """Return whether a file has a place; 0 is the whole file."""
    if not line:
        return True
    try:
        text = read_text(file)[0]
    except PlanError:
        return False
    lines = re.split("\r\n|\r|\n", text)
    # a full-width blank or a tab that stands for an indentation counts as the two blanks it is read as
    width = len(re.sub("[\u3000\t]", "  ", lines[line - 1])) if 0 < line <= len(lines) else -1
    return width >= 0 and 0 < column <= width + 1 + _MOVED


def broken_output(file: Path, *, draft: bool = True) -> Iterator[str]:
    """Yield what is wrong with a file that the command wrote."""
    if file.suffix == ".docx":
        yield from _broken_word(file, draft=draft)
        return
    text = file.read_bytes().decode()
    if found := forbidden_character(text.replace("\r", "")):
        yield f"{file.name} holds {found[0]!r}"
    if file.suffix == ".html":
        tree = etree.fromstring(text, etree.HTMLParser(huge_tree=True))
        names = [str(name) for name in tree.xpath("//@id")]
        if len(names) != len(set(names)):
            yield f"{file.name} has an id twice"
        if (word := file.with_suffix(".docx")).exists():
            shown = _solid("".join(tree.itertext()))
            lost = [text for text in _texts(word) if _solid(text) not in shown]
            yield from (f"{file.name} lacks {text!r}" for text in lost)


def _texts(word: Path) -> Iterator[str]:
    """Yield the titles and runs of a Word file's plan."""
    for part in open_word(word).document.parts:
        yield getattr(part, "title", "")
        yield from (plain((run,)) for run in runs_in(part))


def _solid(text: str) -> str:
    return re.sub(r"\s", "", text)


def _broken_word(file: Path, *, draft: bool) -> Iterator[str]:
    with zipfile.ZipFile(file) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name), etree.XMLParser(huge_tree=True))
    if not draft:
        return
    word = open_word(file)
    if word.document != word.draft:
        yield f"{file.name} is not read back as it was written"
    if not word.intact or word.profile is None:
        yield f"{file.name}: intact {word.intact}, its profile {word.profile}"
