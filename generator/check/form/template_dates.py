"""The check of what topics cite: each has a date, and is there whenever plans of a period are drafted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.base.diagnostics import Finding, Place
from generator.check.form.topic_texts import (
    form_texts,
    manifest_texts,
    outline_texts,
    own_texts,
    place_in,
    topic_texts,
)
from generator.library.dates import (
    TITLE,
    Dated,
    bodies,
    dates_data,
    documents,
    find_dated,
    is_anybodys,
    meetings,
    named_pattern,
    programmes,
)
from generator.library.period import Period
from generator.library.template_facts import Fact, drafted_from, surely_existing

_YEARS_BEFORE = "drafted_years_before"


class _Cited(NamedTuple):
    """Hold what is cited, in which words and where; `asked` are the names that the template asks for first.

    `drafted` is the month of drafting from which on it is printed; empty if in any.
    """

    name: str
    words: str
    place: Place
    drafted: str
    asked: frozenset[str]


def check_cited(period: Period) -> list[Finding]:
    """Return a finding for each thing that the texts of a period cite undated, or out of its time."""
    if not documents():  # of a lexicon of an earlier version
        return []
    found = [_untimely(cited, period) for cited in (*_in_topics(period), *_in_outlines(period))]
    found += [_undated(cited, period) for cited in _elsewhere(period)]
    unique = {(finding.rule, finding.place): finding for finding in found if finding}
    return sorted(unique.values(), key=lambda finding: finding.place)


def _in_topics(period: Period) -> Iterator[_Cited]:
    """Yield what the topics of a period cite, and what they ask for by `exists`."""
    for file, fact in topic_texts(period):
        for title, match in _names_in(fact):
            place = place_in(file, fact, match[0], match.start())
            asked = frozenset({title} if fact.call == "exists" else surely_existing(fact))
            yield _Cited(title, match[0], place, drafted_from(fact), asked)


def _in_outlines(period: Period) -> Iterator[_Cited]:
    """Yield what the default outlines of a period cite."""
    for text, place in outline_texts(period):
        yield from (_Cited(name, match[0], place, "", frozenset()) for name, match in _cited_in(text))


def _elsewhere(period: Period) -> Iterator[_Cited]:
    """Yield what forms, and data of a period, cite: they print it when it is there, or only call it so."""
    for text, place in (*own_texts(period), *manifest_texts()):
        yield from (_Cited(name, match[0], place, "", frozenset()) for name, match in _cited_in(text))
    for file, fact in form_texts():
        for name, match in _cited_in(fact.text):
            place = place_in(file, fact, match[0], match.start())
            yield _Cited(name, match[0], place, "", frozenset())


def _names_in(fact: Fact) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield what a fact of a topic cites, or asks for."""
    if fact.call == "exists":
        yield from ((match[0], match) for match in [re.compile(r"[\s\S]+").match(fact.text)] if match)
    else:
        yield from _cited_in(fact.text)


def _cited_in(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield what a text cites: documents in 《》, meetings, programmes and bodies by their names.

    What is called as programmes are is cited too, unless every place may have one of that name.
    """
    yield from ((match[1], match) for match in TITLE.finditer(text))
    bare = TITLE.sub(lambda match: " " * len(match[0]), text)
    for name, dated in {**meetings(), **programmes(), **bodies()}.items():
        yield from ((name, match) for match in dated.pattern.finditer(bare))
    for match in named_pattern().finditer(bare):
        name = next(filter(None, match.groups()), match[0])
        if not is_anybodys(name):
            yield name, match


def _undated(cited: _Cited, period: Period) -> Finding | None:
    """Return the finding on one thing cited that has no date."""
    if find_dated(cited.name):
        return None
    facts = {"title": cited.words, "period": period.id, "drafted": str(period.settings["drafted"])}
    return Finding("templates-undated", cited.place, facts)


def _untimely(cited: _Cited, period: Period) -> Finding | None:
    """Return the finding on one thing cited; None if it is there when plans of a period are drafted."""
    drafted = str(period.settings["drafted"])
    facts = {"title": cited.words, "period": period.id, "drafted": drafted}
    dated = find_dated(cited.name)
    if dated is None:
        return _undated(cited, period)
    if _is_asked_for(dated, cited):
        return None
    if dated.since > max(_earliest(period), cited.drafted):
        known = {**facts, "name": dated.name, "since": dated.since, "earliest": _earliest(period)}
        return Finding("templates-early", cited.place, known)
    if dated.until < drafted:
        return Finding("templates-past", cited.place, {**facts, "until": dated.until})
    return None


def _is_asked_for(dated: Dated, cited: _Cited) -> bool:
    return any(find_dated(name) == dated for name in cited.asked)


def _earliest(period: Period) -> str:
    """Return the month from which on plans of a period may be drafted: its own where nothing says so."""
    years, first = dates_data().get(_YEARS_BEFORE), period.words.get("first_year", "")
    drafted = str(period.settings["drafted"])
    if not isinstance(years, str) or not first.isdecimal():
        return drafted
    return min(drafted, f"{int(first) - int(years)}-01")
