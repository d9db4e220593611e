"""One term for one thing: the other words for it that plans do not use, templates/lexicon/usage.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from generator.base.resources import resource
from generator.yaml_source import load_data, mapping, strings, texts

_QUOTED = re.compile("《[^《》]*》|“[^“”]*”")


class Term(NamedTuple):
    """Hold a term, the expression of the other words for it, why it is the term, and from which month on."""

    name: str
    expression: str
    why: str
    since: str

    @property
    def others(self) -> re.Pattern[str]:
        """Return the pattern of the other words: most runs need none of them."""
        return re.compile(self.expression)


class Variant(NamedTuple):
    """Hold another word for a term, as it stands in a text from `start` on."""

    word: str
    start: int
    term: Term


def variants_in(text: str, month: str) -> Iterator[Variant]:
    """Yield the words in a `text` of a `month` (year-month) that plans do not use, in order by term.

    Titles and names in quotation marks keep their words.
    """
    if not _any().search(text):
        return
    bare = _QUOTED.sub(lambda match: "\0" * len(match[0]), text)
    for term in _terms():
        if term.since <= month:
            yield from (Variant(match[0], match.start(), term) for match in term.others.finditer(bare))


def with_terms(text: str) -> str:
    """Return `text` with its terms in the stead of other words for the same, whenever they are terms."""
    if _any().search(text):
        for term in _terms():
            text = term.others.sub(term.name, text)
    return text


@cache
def _terms() -> tuple[Term, ...]:
    listed = mapping(load_data(resource("lexicon/usage.yaml"))).get("terms")
    entries = [mapping(entry) for entry in listed] if isinstance(listed, list) else []
    return tuple(
        Term(words["term"], "|".join(texts(entry["not"])), words["why"], words.get("from", ""))
        for entry, words in ((entry, strings(entry)) for entry in entries)
    )


@cache
def _any() -> re.Pattern[str]:
    return re.compile("|".join(term.expression for term in _terms()) or r"(?!)")
