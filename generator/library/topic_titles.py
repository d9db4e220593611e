"""Read what a library calls its topics in Chinese: titles.yaml of a period and of those it extends."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from generator.base.limits import MOST_NODES
from generator.library.usage import with_terms
from generator.yaml_source import load_data, mapping, strings

_MARKS = re.compile(r"[\s“”‘’\"'《》（）()，。、；：,.;:!！?？·\-—]+")


@cache
def topic_titles(folders: tuple[Path, ...]) -> dict[tuple[str, str], str]:
    """Return the titles of topics by shelf and key; the first of `folders` that has one counts.

    A library of an earlier version has none.
    """
    found: dict[tuple[str, str], str] = {}
    for folder in reversed(folders):
        if (file := folder / "titles.yaml").is_file():
            for shelf, files in mapping(load_data(file)).items():
                for name, titles in mapping(files).items():
                    found |= {
                        (shelf, f"{name}.{macro}"): title for macro, title in strings(titles).items() if title
                    }
    return found


def topic_key(shelf: str, name: str, folders: tuple[Path, ...]) -> str:
    """Return the key of the topic on `shelf` that `name` names: by its key, by its title, or by both.

    A name that no topic of the library in `folders` has, or that several have, is returned as it is.
    """
    if name.isascii():
        return name
    found = [key for where, key in topics_called(name, folders) if where == shelf]
    return found[0] if len(found) == 1 else name


def topics_called(name: str, folders: tuple[Path, ...]) -> frozenset[tuple[str, str]]:
    """Return the topics, by shelf and key, whose title is `name`, or that are shown so with their key.

    A title of an earlier version may have another word for what has a term by now.
    """
    known = _called(folders)
    return known.get(bare(name)) or known.get(bare(with_terms(name)), frozenset())


def shown_topic(shelf: str, key: str, folders: tuple[Path, ...]) -> str:
    """Return how a topic is shown to the user: its title with its key in brackets, or its key alone."""
    title = topic_titles(folders).get((shelf, key), "")
    return f"{title}（{key}）" if title else key


@lru_cache(maxsize=4 * MOST_NODES)  # every change looks through the titles of all blocks
def bare(text: str) -> str:
    """Return `text` without blanks and punctuation, by which nobody tells two names apart."""
    return _MARKS.sub("", text)


@cache
def _called(folders: tuple[Path, ...]) -> dict[str, frozenset[tuple[str, str]]]:
    """Return the topics by what they may be called: their title, or that with their key, both bare."""
    found: dict[str, set[tuple[str, str]]] = {}
    for (shelf, key), title in topic_titles(folders).items():
        for name in (bare(title), bare(f"{title}{key}")):
            found.setdefault(name, set()).add((shelf, key))
    return {name: frozenset(topics) for name, topics in found.items()}
