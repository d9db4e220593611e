"""What a library calls its topics in Chinese: titles.yaml of a period and of those that it extends."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

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
    return name if name.isascii() else _keys(folders).get((shelf, bare(name)), name)


def shown_topic(shelf: str, key: str, folders: tuple[Path, ...]) -> str:
    """Return how a topic is shown to the user: its title with its key in brackets, or its key alone."""
    title = topic_titles(folders).get((shelf, key), "")
    return f"{title}（{key}）" if title else key


def bare(text: str) -> str:
    """Return `text` without blanks and punctuation, by which nobody tells two names apart."""
    return _MARKS.sub("", text)


@cache
def _keys(folders: tuple[Path, ...]) -> dict[tuple[str, str], str]:
    """Return the keys of topics by shelf and bare name: their title, or how they are shown."""
    titles = topic_titles(folders)
    named: dict[tuple[str, str], str] = {}
    for (shelf, key), title in titles.items():
        named[shelf, bare(title)] = "" if (shelf, bare(title)) in named else key
    shown = {(shelf, bare(f"{title}{key}")): key for (shelf, key), title in titles.items()}
    return {name: key for name, key in (shown | named).items() if key}
