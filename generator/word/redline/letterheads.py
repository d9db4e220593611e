"""Track the changes of letterheads, which are in the first-page headers of the sections of letters."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from generator.word.ooxml.names import BOOKMARK, RELATIONSHIPS
from generator.word.redline.blocks import BlockMerger
from generator.word.redline.revisions import W
from generator.word.redline.trees import WordTrees


@dataclass(frozen=True, slots=True)
class _WordSection:
    """Hold the first block of a section, its bookmarks, the relationship of its letterhead ("" for none)."""

    first: etree._Element
    names: set[str]
    link: str


def merge_letterheads(old: WordTrees, new: WordTrees, merger: BlockMerger) -> None:
    """Mark in the letterheads of `new` what changed since `old`.

    A letterhead that is no more is put into the body of `old`, from where it goes with the letter.
    """
    before, after = ([s for s in _sections(trees.body) if s.link] for trees in (old, new))
    kept: set[str] = set()
    for section in after:
        was = next((s for s in before if s.names & section.names), None)
        head = new.headers[section.link]
        merger.merge(deepcopy(old.headers[was.link]) if was else _emptied(head), head, cell=True)
        kept |= {was.link} if was else set()
    for section in before:
        if section.link not in kept:
            for line in old.headers[section.link].iter(f"{W}p"):
                section.first.addprevious(deepcopy(line))


def _emptied(head: etree._Element) -> etree._Element:
    """Return a copy of the letterhead `head` without words."""
    empty = deepcopy(head)
    for run in list(empty.iter(f"{W}r", f"{W}sdt")):
        if (parent := run.getparent()) is not None:
            parent.remove(run)
    return empty


def _sections(body: etree._Element) -> Iterator[_WordSection]:
    """Yield the sections of `body` in order."""
    blocks: list[etree._Element] = []
    for element in body:
        blocks.append(element)
        properties = element if element.tag == f"{W}sectPr" else element.find(f"{W}pPr/{W}sectPr")
        if properties is None:
            continue
        links = [
            str(reference.get(f"{{{RELATIONSHIPS}}}id"))
            for reference in properties.iter(f"{W}headerReference")
            if reference.get(f"{W}type") == "first"
        ]
        marks = (mark for block in blocks for mark in block.iter(f"{W}bookmarkStart"))
        names = {str(mark.get(f"{W}name")) for mark in marks}
        yield _WordSection(blocks[0], {n for n in names if n.startswith(BOOKMARK)}, "".join(links[:1]))
        blocks = []
