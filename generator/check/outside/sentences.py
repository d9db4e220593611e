"""Find the numbers in sentences of a plan, each with the clause that says what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.check.language import sentence_patterns

_SENTENCE = re.compile(r"[^。；]+")
_CLAUSE = re.compile(r"[^，：、]+")
_YEAR = re.compile(r"((?:19|20)\d\d)\s*年")
_BEHIND = 2  # characters behind a number that may say that it is at least so much: 以上


class Number(NamedTuple):
    """Hold a number in a sentence: digits, unit, both as they stand there, the clause and the sentence.

    `pairs` are the pairs of characters of the clause, or of the clause before it too where that alone says
    what is counted; `elsewhere` are the words in it that speak of other figures; `behind` stands behind it.
    """

    written: str
    unit: str
    text: str
    clause: str
    sentence: str
    behind: str
    pairs: frozenset[str]
    elsewhere: tuple[str, ...]


def numbers_in(text: str, years: frozenset[str]) -> Iterator[Number]:
    """Yield the numbers in the sentences of `text` that speak of no other years than `years`."""
    if not any(map(str.isdigit, text)):
        return
    for sentence in _SENTENCE.finditer(text):
        if not set(_YEAR.findall(sentence[0])) <= years:
            continue
        for clause in _CLAUSE.finditer(sentence[0]):
            found = list(sentence_patterns().written.finditer(clause[0]))
            elsewhere = tuple(word for word in sentence_patterns().elsewhere if word in clause[0])
            for each in found:
                yield Number(
                    each[1],
                    each[2],
                    each[0],
                    clause[0],
                    sentence[0],
                    clause[0][each.end() : each.end() + _BEHIND],
                    pairs_of(clause[0]),
                    elsewhere,
                )


def pairs_of(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of `text`, without blanks."""
    text = "".join(text.split())
    return frozenset(text[n : n + 2] for n in range(len(text) - 1))
