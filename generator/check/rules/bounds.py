"""Report values that the sentences around them cannot say: not less than about 300, 2～3 or more."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from generator.base.diagnostics import Finding
from generator.base.values import Value
from generator.check.context import ReviewContext
from generator.library.template_index import paths_lookup
from generator.library.template_sentences import sentences_of_topic
from generator.locality.bounds import Around, said_around

_NAMED = re.compile(r"‹(period|term)\.(\w+)›")


def bound_said(subject: ReviewContext) -> Iterator[Finding]:
    """Report each figure that is a round number, a range or another bound where a sentence says a bound.

    Where the sentence is one of the library, the finding is at the figure, else at the sentence.
    """
    odd = {path: value for path in subject.figure_paths() if (value := _odd(subject.profile.value(path)))}
    if not odd:
        return
    for path, text in subject.own_texts:
        own = ".".join(map(str, path[:-1]))
        for around in said_around(text.replace("{value}", f"{{{own}}}")) if "{" in text else ():
            if around.path in odd and around.clashes(odd[around.path]):
                facts = _facts(around, odd[around.path], subject)
                yield Finding("bound-said", subject.profile.source.place(path), facts)
    told: set[str] = set()
    for around in _in_topics(subject, odd.keys()):
        if around.path not in told and around.clashes(odd[around.path]):
            told.add(around.path)
            yield subject.finding_at("bound-said", around.path, **_facts(around, odd[around.path], subject))


def _odd(value: Value | None) -> Value | None:
    """Return a value that is a number and not exactly that, else None."""
    return value if value and value.amount is not None and not value.exact else None


def _in_topics(subject: ReviewContext, paths: Collection[str]) -> Iterator[Around]:
    """Yield what the topics of the plan say of the figures at `paths`."""
    folders, place = subject.profile.period.folders, subject.profile.locality
    words = {"period": subject.profile.period.words, "term": subject.profile.lexicon.terms}
    lookup, asked = paths_lookup(folders, place.tier, place.setting), frozenset(paths)
    for entry in (entry for node in subject.nodes for entry in node.entries if entry.topic):
        if not asked.isdisjoint(lookup(entry.shelf, entry.topic)):
            text = sentences_of_topic(entry.shelf, entry.topic, folders, place.tier, place.setting)
            named = _NAMED.sub(lambda name: words[name[1]].get(name[2], "…"), text)
            yield from (each for each in said_around(named) if each.path in asked)


def _facts(around: Around, value: Value, subject: ReviewContext) -> dict[str, str]:
    facts = {"what": subject.figures.slot(around.path).name, "value": value.text}
    return {**facts, "near": around.near, "better": around.bare(value)}


RULES = (bound_said,)
