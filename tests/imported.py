"""Plans that Plandraft did not write as Word files, from cases, and what `plandraft import` made of them."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
from outside import blocks_of

from generator.locality.profile import Profile
from generator.word.reader import BareBlock, BareTable
from generator.yaml_source import Data

GROUPS = ("population", "achievements", "indicators", "completion", "commitments")


def word_of(case: Path) -> bytes:
    """Return the plan of a case as a Word file of paragraphs and tables without any styles."""
    word = docx.Document()
    for block in blocks_of(case):
        _put(word, block)
    file = BytesIO()
    word.save(file)
    return file.getvalue()


def _put(word: docx.document.Document, block: BareBlock) -> None:
    if not isinstance(block, BareTable):
        word.add_paragraph(block.text)
        return
    table = word.add_table(len(block.rows), len(block.rows[0]))
    for row, cells in zip(table.rows, block.rows, strict=True):
        for place, cell in zip(row.cells, cells, strict=True):
            place.text = "\n".join(line.text for line in cell.lines)


def figures_in(profile: Profile) -> Iterator[str]:
    """Yield each figure of a profile as `path: value`, and what it says of it besides."""
    for group in GROUPS:
        yield from _leaves(group, profile.at(group))


def _leaves(path: str, data: Data) -> Iterator[str]:
    match data:
        case dict():
            for key, value in data.items():
                yield from _leaves(f"{path}.{key}", value)
        case None:
            pass
        case _:
            yield f"{path}: {data}"
