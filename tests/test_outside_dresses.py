"""Read plans in the dresses in which other people's plans come: the same structure in every one."""

from __future__ import annotations

import pytest
from dresses import DRESSES, TABLE, Piece, lines_of, written
from examples import one_in
from hypothesis import given
from hypothesis import strategies as st
from marks import attack, sampled

from generator.document import Box, Division, Document, IndicatorTable, Node, Paragraph, plain, walk
from generator.word.outside import read_outside

TITLE = "青河县“十四五”残疾人保障和发展规划"
_LEVELS = {"chapter": 1, "section": 2, "measure": 3}
_NOUNS = st.sampled_from(["食堂", "坡道", "电梯", "药品", "书屋", "仓库", "车辆", "学校"])
_VERBS = st.sampled_from(["办好", "修好", "管好", "看好", "用好"])
_TITLES = st.builds(lambda verb, noun: verb + noun, _VERBS, _NOUNS)
_TEXTS = st.builds(lambda noun: Piece(0, words=f"{noun}要办好，年年都要办。"), _NOUNS)
_ITEMS = st.lists(_TITLES, min_size=1, max_size=3).map(tuple)
_BOXES = st.builds(lambda title, items: Piece(4, words=f"{title}项目", items=items), _TITLES, _ITEMS)
_BLOCKS = st.lists(st.one_of(_TEXTS, _TEXTS, _BOXES, st.just(Piece(5))), min_size=1, max_size=2)


def below(level: int) -> st.SearchStrategy[list[Piece]]:
    """Return headings of a level, two or more of them or none, with what stands under each."""
    heads = st.builds(lambda words: [Piece(level, words=words)], _TITLES)
    inside = st.one_of(_BLOCKS, below(level + 1)) if level < 3 else _BLOCKS
    one = st.builds(lambda head, text, rest: [*head, text, *rest], heads, _TEXTS, inside)
    return st.lists(one, min_size=2, max_size=3).map(
        lambda several: [each for one in several for each in one]
    )


def counted(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Return pieces with the counts of headings and boxes."""
    counts = dict.fromkeys(range(6), 0)
    found = []
    for piece in pieces:
        place = 4 if piece.level == 5 else piece.level
        counts[place] += 1
        if 0 < piece.level < 4:
            counts |= dict.fromkeys(range(piece.level + 1, 4), 0)
        found.append(Piece(piece.level, counts[place], piece.words, piece.items))
    return tuple(found)


def structure(document: Document) -> list[tuple[object, ...]]:
    """Return what was read in the form of pieces, tables with their cells."""
    return [fact for above, node in walk(document) if (fact := _fact(node, above))]


def _fact(node: Node, above: tuple[Node, ...]) -> tuple[object, ...]:
    match node:
        case Division():
            return (_LEVELS[node.level], node.title)
        case Paragraph() if not any(isinstance(each, Box) for each in above):
            return (0, plain(node.runs))
        case Box() if node.table is None:
            return (4, node.title, tuple(item.title for item in node.items))
        case IndicatorTable():
            rows = [
                [row.number + plain(row.cells[0].runs), *(plain(c.runs) for c in row.cells[1:])]
                for row in node.rows
            ]
            return (5, [[column.heading for column in node.columns], *rows])
        case _:
            return ()


def expected(pieces: tuple[Piece, ...]) -> list[tuple[object, ...]]:
    """Return what must be read of pieces."""
    tables, boxes = (5, TABLE), 4
    return [
        tables
        if each.level == 5
        else (boxes, each.words, each.items)
        if each.level == boxes
        else (each.level, each.words)
        for each in pieces
    ]


@pytest.mark.parametrize("name", sampled(DRESSES, ("automatic numbers", "boxes as lines"), attack))
@one_in(8)
@given(pieces=below(1).map(counted))
def test_the_structure_is_the_same_in_every_dress(name: str, pieces: tuple[Piece, ...]) -> None:
    document = read_outside(lines_of(written(pieces, DRESSES[name], TITLE))).document
    assert (document.title, document.locality, document.period) == (TITLE, "青河县", "2021-2025")
    assert structure(document) == expected(pieces)
