"""The sentences of a topic as their templates write them, with {path} for each figure."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from generator.library.template_index import reachable, topic_source

_FIGURE = re.compile(
    r"""\{\{-?\s*(?:say\.(?:count|percent|measured)|figure)\(["']([\w.]+)["'][^{}]*\}\}"""
    r"""(?:\{\{-?\s*measure\([^{}]*\}\})?"""
)
_WORDS, _TAGS = (
    re.compile(r"\{\{(?!\{).*?\}\}|\{#.*?#\}", re.DOTALL),
    re.compile(r"\{%[^%{]*(?:(?:%(?!\})|\{(?!%))[^%{]*)*%\}"),
)
_NAMED = re.compile(r"\{\{-?\s*((?:period|term)\.\w+)\s*-?\}\}")
_HELD = re.compile(r"\x02(.*?)\x03")


@cache
def sentences_of_topic(shelf: str, topic: str, folders: tuple[Path, ...], tier: str, setting: str) -> str:
    """Return the text of a topic in the plan of a place, {path} for a figure and without its other words.

    Words of the period and of the place are named in ‹›: ‹period.name›.
    Branches of a condition stand side by side, parted like clauses.
    """
    text = reachable(topic_source(shelf, topic, folders), {"tier": tier, "setting": setting})
    held = _NAMED.sub(r"‹\1›", _FIGURE.sub("\x02\\1\x03", text))
    return _HELD.sub(r"{\1}", _TAGS.sub("；", _WORDS.sub("", held)))
