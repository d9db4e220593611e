"""Rules about names by which the profile refers to something: paths, indicators, terms, groups."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.base.diagnostics import Finding
from generator.base.spelling import nearest
from generator.check.context import FIGURED, ReviewContext
from generator.check.plan_paths import paths_in_plan
from generator.library import lexicon
from generator.library.period import CITED_GROUPS, FIGURE_GROUPS
from generator.library.template_index import paths_in_library
from generator.locality.letters import formulas, unknown_levels
from generator.yaml_source import KeyPath, mapping, strings, texts

_BRACED = re.compile("[{｛][^{}｛｝]*[}｝]")
_FIGURE = re.compile(r"\{[\w.-]+\}|.*[A-Za-z_]")  # as the program reads it, or with a slip in it
_LETTER = re.compile("[A-Za-z]")
_FEWEST = 4  # characters by which a figure's name is known
_TABLES = (*FIGURE_GROUPS, *CITED_GROUPS, "indicators", "completion")


def path_unknown(subject: ReviewContext) -> Iterator[Finding]:
    """Report each path in braces that neither the profile nor the catalogue has, or that is misspelt."""
    known = set(_paths(subject))
    for path, text in subject.own_texts:
        own = {"value"} if path[-1] == "sentence" else known
        if path[-1] in FIGURED:
            for braced in filter(_is_path, _BRACED.findall(text)):
                name = braced.strip("{}")  # blanks and full-width braces stay visible
                if name not in own:
                    yield _unknown_path(subject, name, own, path)


def indicator_unknown(subject: ReviewContext) -> Iterator[Finding]:
    """Report each result whose `indicator` the plan does not have."""
    for table in ("achievements", "completion"):
        for key, item in mapping(subject.profile.at(table)).items():
            indicator = strings(item).get("indicator")
            if indicator and indicator not in subject.figures.indicators:
                yield _unknown(subject, indicator, subject.figures.indicators, (table, key, "indicator"))


def group_unknown(subject: ReviewContext) -> Iterator[Finding]:
    """Report each group of results that no topic prints, with those that this plan prints."""
    items = mapping(subject.profile.at("achievements")).items()
    given = {key: group for key, item in items if (group := strings(item).get("group"))}
    read_paths = paths_in_plan(subject) if given else set()
    topics = {entry.topic for node in subject.nodes for entry in node.entries}
    groups = mapping(subject.profile.period.settings.get("result_groups"))
    words = {group: strings(each) for group, each in groups.items()}
    known = [f"{group}（{each['title']}）" for group, each in words.items() if each["topic"] in topics]
    for key, group in given.items():
        result = f"results.{group}"
        if result in read_paths or result in paths_in_library(subject.profile.period.folders):
            continue
        place = subject.profile.source.place(("achievements", key, "group"))
        yield Finding("group-unknown", place, {"name": group, "known": "、".join(known)})


def term_unknown(subject: ReviewContext) -> Iterator[Finding]:
    """Report each term that the lexicon does not have."""
    known = lexicon.term_names()
    for term in mapping(subject.profile.at("terms")):
        if term not in known:
            yield _unknown(subject, term, known, ("terms", term))


def _is_path(braced: str) -> bool:
    """Return whether the text in braces is meant as a path; the plan prints other text in braces as it is."""
    return bool(_FIGURE.match(braced))


def _paths(subject: ReviewContext) -> Iterator[str]:
    yield from subject.profile.period.catalogue
    for group in _TABLES:
        for key, item in mapping(subject.profile.at(group)).items():
            yield f"{group}.{key}"
            yield from (f"{group}.{key}.{column}" for column in mapping(item))
    for row in subject.figures.indicators:
        yield from (f"indicators.{row}.baseline", f"indicators.{row}.target")


def _unknown_path(subject: ReviewContext, name: str, known: Iterable[str], path: KeyPath) -> Finding:
    """Report words in braces that are no path: a figure's Chinese name, or words that want round brackets."""
    if _LETTER.search(name):
        return _unknown(subject, name, known, path)
    named = ((each, entry.name) for each, entry in subject.profile.period.catalogue.items())
    guess = next((each for each, called in named if len(name) >= _FEWEST and name in called), "")
    facts = {"name": name, "guess": guess, "typed": name}
    return Finding("reference-unknown", subject.profile.source.place(path), facts)


def _unknown(subject: ReviewContext, name: str, known: Iterable[str], path: KeyPath) -> Finding:
    facts = {"name": name, "guess": nearest(name, known), "typed": ""}
    return Finding("reference-unknown", subject.profile.source.place(path), facts)


def level_unknown(subject: ReviewContext) -> Iterator[Finding]:
    """Report each word of a table of contents' `levels` that is none; it would list fewer than was meant."""
    parts = subject.profile.at("parts")
    known = "、".join(texts(formulas().get("levels")))
    for index, part in enumerate(parts if isinstance(parts, list) else []):
        levels = mapping(part).get("levels")
        for name in unknown_levels("、".join(texts(levels))):
            place = subject.profile.source.place(("parts", index, "levels"))
            yield Finding("reference-unknown", place, {"name": name, "guess": known, "typed": ""})


RULES = (path_unknown, indicator_unknown, group_unknown, term_unknown, level_unknown)
