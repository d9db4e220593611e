"""Edit drafts whose marks are whole, half lost or all lost: as many changes are told as were made."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from pathlib import Path
from random import Random

import pytest
from block_edits import EDITS as BLOCK_EDITS
from block_edits import Edit, is_head, is_text, parent_of
from comparisons import told
from docx.oxml.ns import qn
from lxml import etree
from marks import attack, sampled
from office import Office, resave
from samples import KINDS, LETTERS, NOTICES, PLANS, composed, write_samples, written
from word_files import edited

from generator.pipeline.support.word_files import read_word

_BOOKMARK = re.compile(r"<w:bookmark(?:Start|End) [^>]*/>")
_CONTROL = re.compile(r"<w:sdt>.*?<w:sdtContent>(.*?)</w:sdtContent></w:sdt>")
_MARKS = ("kept", "half", "none")
DRAFTS = [*PLANS, *NOTICES, *LETTERS, *KINDS]


def stripped(xml: str, chance: Random, share: float) -> str:
    """Return a main part without a share of its bookmarks and controls."""
    numbers = {n for n in re.findall(r'<w:bookmarkStart w:id="(\d+)"', xml) if chance.random() < share}
    xml = _BOOKMARK.sub(lambda found: "" if number_of(found[0]) in numbers else found[0], xml)
    return _CONTROL.sub(lambda found: found[1] if chance.random() < share else found[0], xml)


def number_of(bookmark: str) -> str:
    """Return the number of a bookmark's start or end."""
    found = re.search(r'w:id="(\d+)"', bookmark)
    return found[1] if found else ""


def without_marks(content: bytes) -> bytes:
    """Return a file without a bookmark or control."""
    return edited(content, lambda xml: stripped(xml, Random(0), 1))


@pytest.mark.parametrize("name", sampled(DRAFTS, ["dengkou", "letter", "kind-county"], attack))
def test_without_any_mark_it_is_the_same_document(name: str) -> None:
    assert read_word(without_marks(written(name)), "plan.docx").document == composed(name)


# --- edits --------------------------------------------------------------------------------------------------


def reword(block: etree._Element, chance: Random) -> None:
    """Type a word of two characters into the middle of a text."""
    text = max(block.iter(qn("w:t")), key=lambda each: len(each.text or ""))
    words = text.text or ""
    place = chance.randint(2, len(words) - 2)
    text.text = f"{words[:place]}甚是{words[place:]}"


def remove(block: etree._Element, _: Random) -> None:
    """Remove a paragraph."""
    parent_of(block).remove(block)


def move(block: etree._Element, _: Random) -> None:
    """Move a paragraph to the end of its chapter or the next one."""
    others = [other for other in block.itersiblings(qn("w:p")) if is_text(other)]
    if len(others) > 3:
        others[3].addnext(block)


def add(block: etree._Element, chance: Random) -> None:
    """Type a new paragraph behind one."""
    words = "".join(chance.choice("春眠不觉晓处闻啼鸟") for _ in range(12))
    new = etree.fromstring(f'<w:p xmlns:w="{block.nsmap["w"]}"><w:r><w:t>{words}。</w:t></w:r></w:p>')
    block.addnext(new)


def copy(block: etree._Element, _: Random) -> None:
    """Paste a copy of a paragraph below the next one; a program keeps the bookmarks of the first."""
    double = deepcopy(block)
    for mark in [*double.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))]:
        parent_of(mark).remove(mark)
    below = block.getnext()
    (block if below is None else below).addnext(double)


def split(block: etree._Element, _: Random) -> None:
    """Begin a new paragraph within a text, as a program does: the bookmarks stay where they are."""
    children = [child for child in block if child.tag != qn("w:pPr")]
    texts = [child for child in children if child.tag == qn("w:r")]
    run = max(texts, key=lambda each: len("".join(each.itertext())))
    [text] = run.iter(qn("w:t"))
    place = (text.text or "").find("，") + 1 or 3
    rest = deepcopy(run)
    [other] = rest.iter(qn("w:t"))
    text.text, other.text = (text.text or "")[:place], (text.text or "")[place:]
    below = etree.SubElement(block, qn("w:p"))
    block.addnext(below)
    below.append(rest)
    for child in children[children.index(run) + 1 :]:
        below.append(child)


def join(block: etree._Element, chance: Random) -> None:
    """Take the end of a paragraph away, so that the next one follows on its line; type where none can."""
    near = [other for other in block.itersiblings(qn("w:p")) if is_text(other)][:4]
    below = next((other for other in near if is_plain(other.getprevious())), None)
    if below is None:
        reword(block, chance)
        return
    above = below.getprevious()
    assert above is not None
    for child in [child for child in below if child.tag != qn("w:pPr")]:
        above.append(child)
    parent_of(below).remove(below)


def is_plain(block: etree._Element | None) -> bool:
    """Return whether a block is running text that another paragraph of it may follow."""
    below = block.getnext() if block is not None else None
    return block is not None and below is not None and is_text(block) and not is_head(below)


def always(edit: Callable[[etree._Element, Random], None]) -> Edit:
    """Return an edit that can be made in any paragraph."""

    def made(block: etree._Element, chance: Random) -> bool:
        edit(block, chance)
        return True

    return made


EDITS: dict[str, Callable[[etree._Element, Random], None]] = {
    "reword": reword,
    "remove": remove,
    "move": move,
    "add": add,
    "copy": copy,
    "split": split,
    "join": join,
}
BY_NAME: dict[str, Edit] = {name: always(edit) for name, edit in EDITS.items()}
BY_NAME |= {edit.__name__: edit for edit in BLOCK_EDITS}


def changed(
    xml: str, kinds: list[str], marks: str, chance: Random, edits: Mapping[str, Edit] = BY_NAME
) -> str:
    """Return a main part after one of the edits of each of the kinds, in paragraphs far from one another."""
    root = etree.fromstring(xml.encode())
    body = root.find(qn("w:body"))
    assert body is not None
    blocks = [block for block in body.iterchildren(qn("w:p")) if is_text(block)]
    step = len(blocks) // len(kinds)
    for n, kind in enumerate(kinds):
        near = blocks[n * step + chance.randrange(max(step - 5, 1)) :]
        block = next(each for each in near if each.getparent() is not None)  # an edit may have removed it
        if not edits[kind](block, chance):
            reword(block, chance)
    text = etree.tostring(root, encoding="unicode")
    return stripped(text, chance, {"kept": 0, "half": 0.5, "none": 1}[marks])


@pytest.mark.parametrize("seed", sampled(range(60), range(4), attack))
def test_as_many_changes_are_told_as_were_made(seed: int) -> None:
    chance = Random(seed)
    name, kinds = chance.choice(PLANS), [chance.choice(list(EDITS)) for _ in range(chance.randint(1, 5))]
    assert_as_many_told(name, kinds, chance.choice(_MARKS), written(name), Random(seed))


@pytest.mark.parametrize("seed", sampled(range(100), range(3), attack))
def test_whole_blocks_are_told_as_what_was_done(seed: int) -> None:
    chance = Random(seed)
    name, kinds = chance.choice(PLANS), [chance.choice(list(BY_NAME)) for _ in range(chance.randint(1, 4))]
    assert_as_many_told(name, kinds, chance.choice(_MARKS), written(name), Random(seed))


@pytest.mark.office
def test_so_they_are_after_libreoffice(office: Office, tmp_path: Path) -> None:
    files = write_samples(PLANS, tmp_path)
    resave(office.soffice, [*files.values()], tmp_path / "saved")
    for seed in range(20):
        chance = Random(seed)
        name, kinds = chance.choice(PLANS), [chance.choice(list(BY_NAME)) for _ in range(3)]
        content = (tmp_path / "saved" / f"{name}.docx").read_bytes()
        assert_as_many_told(name, kinds, chance.choice(_MARKS[:2]), content, chance)


def assert_as_many_told(name: str, kinds: list[str], marks: str, content: bytes, chance: Random) -> None:
    """Fail unless as many changes are told as there are edits, one of each of the kinds, in a draft."""
    found = told(written(name), edited(content, lambda xml: changed(xml, kinds, marks, chance)))
    assert len(found) == len(kinds), [kinds, *((c.kind.value, c.block, c.label) for c in found)]
