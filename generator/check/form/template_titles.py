"""The check of titles: each topic of a folder that gives titles has one of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from generator.base.diagnostics import Finding
from generator.base.resources import folders
from generator.library.period import Period
from generator.library.template_facts import SHELVES, topic_place
from generator.library.template_index import topic_names
from generator.library.topic_titles import bare, topic_titles
from generator.yaml_source import load

_FILE = "titles.yaml"


def check_titles(period: Period) -> Iterator[Finding]:
    """Report topics of a period's own folders without a title, and titles that two topics of a shelf have."""
    titled = [folder for folder in folders(period.id) if (folder / _FILE).is_file()]
    titles = topic_titles(period.folders)
    for shelf in SHELVES:
        for topic in sorted(topic_names(shelf, period.folders)):
            place = topic_place(shelf, topic, period.folders)
            if (shelf, topic) not in titles and any(Path(place.file).is_relative_to(each) for each in titled):
                yield Finding("templates-title", place, {"topic": topic})
    for folder in titled:
        yield from _doubled(period, folder / _FILE)


def _doubled(period: Period, file: Path) -> Iterator[Finding]:
    """Report each title in a file that another topic of its shelf has too."""
    source, topics = load(file), defaultdict(list)
    for (shelf, topic), title in topic_titles(period.folders).items():
        topics[shelf, bare(title)].append(topic)
    for path, place in source.places.items():
        if len(path) != len(("shelf", "file", "macro")):
            continue
        shelf, topic = str(path[0]), f"{path[1]}.{path[2]}"
        title = topic_titles(period.folders).get((shelf, topic), "")
        others = [each for each in topics[shelf, bare(title)] if each != topic]
        if title and others:
            yield Finding("templates-title-twice", place, {"title": title, "topic": others[0]})
