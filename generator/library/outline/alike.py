"""Tell which topics of a library somebody may mean by a name that none of them has."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from generator.base.spelling import near, nearest
from generator.library.period import Period
from generator.library.template_index import topic_names, topic_words
from generator.library.topic_titles import bare, shown_topic, topic_titles

_FEW = 3  # topics that a message names


def alike_topics(topic: str, shelf: str, period: Period) -> str:
    """Return the topics of `shelf` that may be meant by `topic`, each with its title and its key."""
    titles = _bare_titles(shelf, period.folders)
    known = list(titles)
    titled = [] if topic.isascii() else near(bare(topic), titles.values())
    alike = [key for title in titled for key in known if title and titles[key] == title]
    if not topic.isascii():
        alike += [key for key in known if topic in topic_words(shelf, key, period.folders)]
    alike = alike or [key for key in [nearest(topic, known)] if key]
    return "、".join(shown_topic(shelf, key, period.folders) for key in list(dict.fromkeys(alike))[:_FEW])


@cache
def _bare_titles(shelf: str, folders: tuple[Path, ...]) -> dict[str, str]:
    """Return the titles of all topics on `shelf` by their keys, without blanks and marks."""
    titles = topic_titles(folders)
    return {key: bare(titles.get((shelf, key), "")) for key in sorted(topic_names(shelf, folders))}
