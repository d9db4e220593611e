"""Write every topic of a folder as plans have it: what fails only then is told at its topic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.resources import period_ids
from generator.library.period import Period, load_period
from generator.library.template_facts import SHELVES, topic_place
from generator.library.template_index import topic_names
from generator.locality.profile import make_profile
from generator.pipeline.support.composing import compose
from generator.pipeline.support.sample_profiles import blank_data, filled_data
from generator.yaml_source import Data, Source

_KINDS = ("county", "province")
_TEMPLATE = ".j2"
Topic = tuple[str, str]


def check_texts(folder: Path) -> list[Finding]:
    """Return what fails when the topics whose text is in `folder` are written for a county and a province."""
    found: dict[Place, Finding] = {}
    for period in map(load_period, period_ids()):
        topics = [
            (shelf, topic)
            for shelf in SHELVES
            for topic in sorted(topic_names(shelf, period.folders))
            if Path(topic_place(shelf, topic, period.folders).file).is_relative_to(folder)
        ]
        for kind in _KINDS:
            for data in (blank_data(kind, period), filled_data(kind, period)):
                for finding in _failing(topics, data, period):
                    found.setdefault(finding.place, finding)
    return sorted(found.values(), key=lambda finding: finding.place)


def _failing(topics: Sequence[Topic], data: dict[str, Data], period: Period) -> Iterator[Finding]:
    """Yield what fails of `topics` in the plan of `data`: all at once, and where that fails, by halves."""
    if not topics:
        return
    try:
        _write(topics, data)
    except PlanError as error:
        if len(topics) == 1:
            yield _told(topics[0], error.findings[0], period)
            return
        middle = len(topics) // 2
        yield from _failing(topics[:middle], data, period)
        yield from _failing(topics[middle:], data, period)


def _write(topics: Sequence[Topic], data: dict[str, Data]) -> None:
    texts: list[Data] = [topic for shelf, topic in topics if shelf == SHELVES[0]]
    items: list[Data] = [
        {"item": f"i{number}", "title": "—", "topics": [topic]}
        for number, (shelf, topic) in enumerate(topics)
        if shelf != SHELVES[0]
    ]
    body: list[Data] = [{"measure": "texts", "title": "—", "topics": texts}] if texts else []
    body += [{"box": "box", "title": "—", "items": items}] if items else []
    chapters: Data = [{"chapter": "all", "title": "—", "body": body}]
    compose(make_profile(Source("", {**data, "outline": {"chapters": chapters}, "parts": ["plan"]}, {}, {})))


def _told(topic: Topic, finding: Finding, period: Period) -> Finding:
    """Return what failed at its place in a template, or at the topic that is to blame."""
    shelf, key = topic
    place = topic_place(shelf, key, period.folders)
    if finding.place.file == place.file:
        return finding
    if finding.place.file.endswith(_TEMPLATE):  # a macro of another's, which the topic calls in a wrong way
        return replace(finding, place=place)
    return Finding("templates-text", place, {"topic": key, "what": finding.facts.get("what", "")})
