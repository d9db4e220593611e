"""What a figure of the locality's own is called that the profile gives no name."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.base.patterns import fill

_LONGEST = 24  # characters of a sentence by which a person knows it again
_IN_BRACES = re.compile(r"\{[^{}]*\}")
_CLAUSE = re.compile("[，。；：！？\n]")
_LEFT_OUT = "…"


def own_name(key: str, sentence: str, pattern: str) -> str:
    """Return what the figure at `key` is called: the first words of its `sentence`, else by `pattern`.

    The words go as far as the clause that has the figure, which stands as …: 建成示范村…个. A key in Chinese
    says itself what it is.
    """
    words = _first_words(sentence)
    if words.strip(_LEFT_OUT):
        return words
    return fill(pattern, {"key": key}) if key.isascii() else key


def own_names(settings: Mapping[str, object]) -> dict[str, str]:
    """Return the patterns of a period's `settings` for figures without a name, by the group they stand in."""
    given = settings.get("own_names")
    return {str(key): str(pattern) for key, pattern in given.items()} if isinstance(given, dict) else {}


def _first_words(sentence: str) -> str:
    """Return the words of `sentence` to the end of the clause with {value}; that clause alone if too many."""
    before, value, behind = sentence.strip().partition("{value}")
    if not value:
        before, behind = "", before
    clause = f"{value}{_CLAUSE.split(behind.lstrip())[0]}"
    words, last = (_shown(f"{start}{clause}") for start in (before, _CLAUSE.split(before)[-1]))
    words = words if len(words) <= _LONGEST else last
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}{_LEFT_OUT}"


def _shown(words: str) -> str:
    return "".join(_IN_BRACES.sub(_LEFT_OUT, words).split())
