"""Tell to which rows of a table on the pages of a PDF the words in its column of categories belong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_APART = 1.6  # lines between two categories, at least


@dataclass(slots=True)
class _Category:
    text: str
    first: float
    last: float


def categories_of(
    lines: Sequence[tuple[float, str]], rows: Sequence[tuple[float, float]], *, centred: bool
) -> list[str]:
    """Return the category of each row.

    `lines` have their height and what they say in the column of categories, `rows` the heights of their first
    and last lines. A category stands at the top of its rows, or if `centred` halfway.
    """
    blocks = _blocks(lines)
    if not blocks:
        return [""] * len(rows)
    if not centred:
        tops = [block.first for block in blocks]
        return [blocks[max(sum(top <= row[0] + 1 for top in tops) - 1, 0)].text for row in rows]
    found: list[str] = []
    for block in blocks:
        start, middle = len(found), (block.first + block.last) / 2
        if start >= len(rows):
            break
        last = min(range(start, len(rows)), key=lambda n: abs((rows[start][0] + rows[n][1]) / 2 - middle))
        found += [block.text] * (last + 1 - start)
    return found + [blocks[-1].text] * (len(rows) - len(found))


def _blocks(lines: Sequence[tuple[float, str]]) -> list[_Category]:
    """Return the categories: lines that stand close together are one."""
    said = [(height, text) for height, text in lines if text]
    steps = sorted(b[0] - a[0] for a, b in pairwise(said))
    pitch = steps[0] if steps else 0.0
    found: list[_Category] = []
    for height, text in said:
        if found and height - found[-1].last <= _APART * pitch:
            found[-1] = _Category(found[-1].text + text, found[-1].first, height)
        else:
            found.append(_Category(text, height, height))
    return found
