"""The check of documents that topics cite: each has a date, and is in force when plans are drafted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from generator.base.diagnostics import Finding, Place
from generator.base.resources import resource
from generator.library.period import Period
from generator.library.template_facts import ENDING, SHELVES, drafted_from, sound_facts
from generator.library.template_index import topic_names
from generator.yaml_source import Data, load_data, mapping, strings

_TITLE = re.compile(r"《([^《》]+)》")
_BEFORE, _NEVER = "0000", "9999"


class _Cited(NamedTuple):
    """Hold a title, its place, and the month of drafting from which on it is printed; empty if in any."""

    title: str
    place: Place
    drafted: str


class _Dated(NamedTuple):
    """Hold the months from which and until which a document can be cited."""

    since: str
    until: str


def check_cited(period: Period) -> list[Finding]:
    """Return a finding for each document that a topic of a period cites undated, or out of its time."""
    dates = mapping(load_data(resource("lexicon/dates.yaml")))
    documents, laws = _listed(dates.get("documents")), _listed(dates.get("meetings"))
    if not documents:  # of a lexicon of an earlier version
        return []
    found = (
        _untimely(cited, period, documents.get(cited.title) or _law(cited.title, laws))
        for shelf in SHELVES
        for topic in sorted(topic_names(shelf, period.folders))
        for cited in _cited(shelf, topic, period)
    )
    unique = {(finding.rule, finding.place): finding for finding in found if finding}
    return sorted(unique.values(), key=lambda finding: finding.place)


def _cited(shelf: str, topic: str, period: Period) -> Iterator[_Cited]:
    """Yield each document that a topic names in 《》, by the first file that has the topic."""
    name, _, macro = topic.partition(".")
    files = (folder / shelf / f"{name}{ENDING}" for folder in period.folders)
    file = next(each for each in files if macro in sound_facts(each))
    for fact in sound_facts(file).facts(macro, "text"):
        for match in _TITLE.finditer(fact.text):
            line = fact.line + fact.text.count("\n", 0, match.start())
            yield _Cited(match[1], _place(file, match[0], line), drafted_from(fact))


def _untimely(cited: _Cited, period: Period, dated: _Dated | None) -> Finding | None:
    """Return the finding on one document; None for one that is there when plans of a period are drafted."""
    drafted = str(period.settings["drafted"])
    facts = {"title": cited.title, "period": period.id, "drafted": drafted}
    if dated is None:
        return Finding("templates-undated", cited.place, facts)
    if dated.since > max(drafted, cited.drafted):
        return Finding("templates-early", cited.place, {**facts, "since": dated.since})
    if dated.until < drafted:
        return Finding("templates-past", cited.place, {**facts, "until": dated.until})
    return None


def _law(title: str, laws: dict[str, _Dated]) -> _Dated | None:
    """Return the date of a law that is called by its whole name."""
    return next((dated for name, dated in laws.items() if title.endswith(name)), None)


def _place(file: Path, cited: str, line: int) -> Place:
    """Return the place of what is `cited`: on its line, or on the next that has it."""
    for number, text in enumerate(file.read_text("utf-8").split("\n")[line - 1 :], start=line):
        if (column := text.find(cited)) >= 0:
            return Place(str(file), number, column + 1)
    return Place(str(file), line, 1)


def _listed(listed: Data) -> dict[str, _Dated]:
    entries = [strings(entry) for entry in listed] if isinstance(listed, list) else []
    return {each["name"]: _Dated(each.get("from", _BEFORE), each.get("until", _NEVER)) for each in entries}
