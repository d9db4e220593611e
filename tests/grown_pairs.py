"""Pairs of Word files that grow in what differs between them: drafts with more and more other words."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from word_files import edited, parts_of
from word_notes import noted

_SIGNS = "一二三四五六七八九十百千万地残疾人保障发展规划服务体系支持推动加强"
Grow = Callable[[bytes, int, str], bytes]
"""Puts so many pieces into a draft, as the `old` or the `new` side has them."""


def words(chance: Random, count: int) -> str:
    """Return that many characters."""
    return "".join(chance.choice(_SIGNS) for _ in range(count))


def run(text: str) -> str:
    """Return a run."""
    return f"<w:r><w:t>{text}</w:t></w:r>"


def paragraph(*runs: str) -> str:
    """Return a paragraph of runs."""
    return f"<w:p>{''.join(runs)}</w:p>"


def _in_body(content: bytes, xml: str) -> bytes:
    return edited(content, lambda body: body.replace("<w:body>", f"<w:body>{xml}", 1))


def _pieces(
    piece: Callable[[Random, int], str], around: tuple[str, str] = ("", ""), *, old: bool = True
) -> Grow:
    """Put pieces at the head of the body, each of other words on either side; if not `old`, on one."""

    def grow(content: bytes, n: int, side: str) -> bytes:
        chance = Random(side)
        more = "".join(piece(chance, k) for k in range(n)) if old or side == "new" else ""
        return _in_body(content, f"{around[0]}{more}{around[1]}")

    return grow


def _gone_comments(content: bytes, n: int, side: str) -> bytes:
    """Put comments on paragraphs that the new side has not."""
    chance = Random(side)
    if side == "new":
        return _in_body(content, "".join(paragraph(run(words(chance, 20))) for _ in range(n)))
    lines = "".join(
        paragraph(
            f'<w:commentRangeStart w:id="{k}"/>', run(words(chance, 20)), f'<w:commentRangeEnd w:id="{k}"/>'
        )
        for k in range(1, n)
    )
    notes = "".join(
        f'<w:comment w:id="{k}" w:author="a{k}">{paragraph(run(words(chance, 9)))}</w:comment>'
        for k in range(1, n)
    )
    return noted(
        parts_of(content), "comment", notes, lambda body: body.replace("<w:body>", f"<w:body>{lines}", 1)
    )


def _alike(chance: Random, _: int) -> str:
    return paragraph(run(_SIGNS * 2 + words(chance, 20)))


def _pending(chance: Random, number: int) -> str:
    by = f'w:id="{number}" w:author="a{number}"'
    gone = f"<w:del {by}><w:r><w:delText>{words(chance, 4)}</w:delText></w:r></w:del>"
    return paragraph(f"<w:ins {by}>{run(words(chance, 4))}</w:ins>{gone}")


_P = ("<w:p>", "</w:p>")
_TABLE = ("<w:tbl>", "</w:tbl>")
PAIRS: dict[str, Grow] = {
    "lines": _pieces(lambda chance, _: paragraph(run(words(chance, 30)))),
    "lines that are much alike": _pieces(_alike),
    "runs of a paragraph": _pieces(lambda chance, k: run(words(chance, 1) if k % 3 else chr(0x4E00 + k)), _P),
    "sentences of a paragraph": _pieces(lambda chance, _: run(f"{words(chance, 6)}。"), _P),
    "rows": _pieces(
        lambda chance, k: f"<w:tr><w:tc>{paragraph(run(f'{k}{words(chance, 6)}'))}</w:tc></w:tr>", _TABLE
    ),
    "cells of rows": _pieces(
        lambda chance, k: (
            f"<w:tr>{''.join(f'<w:tc>{paragraph(run(words(chance, 6)))}</w:tc>' for _ in range(4))}</w:tr>"
            if k % 4 == 0
            else ""
        ),
        _TABLE,
    ),
    "columns": _pieces(
        lambda chance, _: f"<w:tc>{paragraph(run(words(chance, 3)))}</w:tc>",
        ("<w:tbl><w:tr>", "</w:tr></w:tbl>"),
    ),
    "bookmarks of a paragraph": _pieces(
        lambda chance, k: (
            f'<w:bookmarkStart w:id="{k + 9000}" w:name="_pd_{words(chance, 6)}"/>{run(words(chance, 3))}'
            f'<w:bookmarkEnd w:id="{k + 9000}"/>'
        ),
        _P,
    ),
    "pending changes of many authors": _pieces(_pending, old=False),
    "comments whose paragraphs are gone": _gone_comments,
}
