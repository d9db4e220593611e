"""Tell the number at the head of a line from its title and its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from generator.document.printed_numbers import NUMBERS, count_of
from generator.word.outside.vocabulary import one_of, word, words
from generator.word.reader import number_expression

_MOST = 99  # headings of one level
_BLANKS = " \t\u3000"


@dataclass(frozen=True, slots=True)
class Numbered:
    """Hold the number at the head of a line: its form (a place in `forms`), its count, and the rest."""

    form: int
    count: int
    number: str
    rest: str


@dataclass(frozen=True, slots=True)
class Title:
    """Hold the title that a line begins with, the mark behind it, and the text that is run into it."""

    title: str
    mark: str = ""
    body: str = ""


def forms() -> tuple[str, ...]:
    """Return the patterns of numbers, from the highest level down."""
    return words("forms")


@lru_cache(maxsize=2048)
def numbered(text: str) -> Numbered | None:
    """Return the number at the head of `text`, None if there is none that numbers a heading or an item."""
    for form, pattern in enumerate(forms()):
        found = number_expression(pattern).match(text)
        if not found:
            continue
        number, rest = found[0], text[found.end() :]
        count = count_of(number.strip(), pattern)
        if count is None or not 0 < count <= _MOST or _is_word(pattern, rest) or not rest.strip():
            continue
        return Numbered(form, count, number.lstrip(), rest.lstrip(_BLANKS))
    return None


def _is_word(pattern: str, rest: str) -> bool:
    """Return whether a number of `pattern` and the `rest` are words of a sentence: 一、二级残疾人."""
    return pattern.startswith("{cjk}") and _counted().match(rest) is not None


@cache
def _counted() -> re.Pattern[str]:
    return re.compile(f"{NUMBERS['cjk']}(?:、{NUMBERS['cjk']})*{one_of(words('counted'))}")


@lru_cache(maxsize=2048)
def split_title(text: str, *, gap: bool = False) -> Title:
    """Split `text`, behind its number, into title and what is run into it; with `gap`, at blanks too.

    A text without a title has all in `body`.
    """
    text = text.strip()
    if gap and (found := _by_gap(text)):
        return found
    end = words("ends")[0]
    title, stop, body = text.partition(end)
    longest = int(word("longest"))
    if len(title) <= longest and not set(title) & set(word("never")):
        return Title(title.strip(), stop, body.strip())
    return Title("", "", text)


def _by_gap(text: str) -> Title | None:
    """Return title and text with blanks between them, or a colon."""
    found = re.search(r"[ \t\u3000]+|[：:]", text)
    if not found or not found.start() or set(text[: found.start()]) & set(word("sentence")):
        return None
    title, body = text[: found.start()], text[found.end() :].strip()
    return Title(title, found[0], body) if body and len(title) <= int(word("longest")) else None


def is_bare_title(text: str) -> bool:
    """Return whether `text` is as short as a title, and no sentence."""
    text = text.strip()
    return 1 < len(text) <= int(word("short")) and not set(text) & set(word("sentence"))
