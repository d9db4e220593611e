"""Test which texts without a key of their own are taken for the same in two versions."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from generator.diff import assign_keys, matching
from generator.document import Document, Paragraph, Passage, Plan, Text, nodes_in

LINES = ["救助到户", "应保尽保", "送教上门", "就近就业", "辅具适配", "法律援助", "文化进村", "出行无碍"]


def version(texts: Sequence[str]) -> Document:
    """Return a document of paragraphs typed by hand."""
    body = tuple(Paragraph("", (Passage("", (Text(text),)),)) for text in texts)
    return Document("规划", "磴口县", "2021-2025", (Plan("plan", "规划", body=body),))


def keys(*versions: Sequence[str]) -> list[list[str]]:
    """Return the keys that the texts of each version get."""
    return [
        [node.key for part in document.parts for node in nodes_in(part) if isinstance(node, Passage)]
        for document in assign_keys(list(map(version, versions)))
    ]


def partners(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """Return for each new text the old one of the same key, "" where it is another."""
    before, after = keys(old, new)
    return [dict(zip(before, old, strict=True)).get(key, "") for key in after]


def test_a_text_that_had_gone_has_its_key_again_and_a_second_one_like_it_another() -> None:
    first, _, third = keys(LINES, LINES[1:], [*LINES, LINES[0]])
    assert (third[:-1], third[-1] in first) == (first, False)


def test_texts_are_compared_with_each_other_as_long_as_that_takes_few_steps(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Tell which way was taken by two texts of a similarity that is enough only among near ones."""
    old = "".join(map(chr, range(0x4E00, 0x4E00 + 65)))
    new = old[:37] + "".join(map(chr, range(0x5E00, 0x5E00 + 28)))
    steps = 2 * (65 + 20)  # two times 64 characters to begin, with each of the others
    monkeypatch.setattr(matching, "_MOST_STEPS", steps)
    assert partners([old], [new]) == [""]
    monkeypatch.setattr(matching, "_MOST_STEPS", steps - 1)
    assert partners([old], [new]) == [old]


def test_only_the_most_similar_texts_are_considered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "_BEST", 1)
    assert partners(["救助困难残疾人"] * 2, ["救助困难的残疾人"] * 2) == ["救助困难残疾人", ""]


def test_of_many_texts_those_that_moved_and_those_near_them_are_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(matching, "_MOST_STEPS", 0)
    more = ["".join(map(chr, range(first, first + 4))) for first in range(0x5E00, 0x5E00 + 160, 4)]
    reworded = "应保要尽保"
    new = [*more, LINES[0], reworded, *LINES[3:], LINES[2]]
    assert partners(LINES, new) == [*[""] * len(more), LINES[0], LINES[1], *LINES[3:], LINES[2]]
