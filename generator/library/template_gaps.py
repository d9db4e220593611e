"""The paths in whose place topics print 【待补】 where a profile lacks them, found in the templates.

A path that a topic asks for first (`{% if has("…") %}`) is printed only where the profile has it. Too
little is never found: of what cannot be told from the template, a gap is possible.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from generator.library.template_facts import TemplateFacts, asked_first, topic_macro
from generator.library.template_index import called_macros

_PATH = re.compile(r"(?:achievements|commitments|population|indicators|documents|names)\.[\w.]+")
_MARKED = re.compile(r'source="([\w.]+)"')
# What prints no gap: it asks for a path, or for its unit or name alone.
_ASKING = {"has", "own_clause", "called", "lists", "measure", "doc", "names", "quoted", "results"}


@cache
def gaps_of_topic(
    shelf: str, topic: str, folders: tuple[Path, ...], tier: str, setting: str
) -> frozenset[str]:
    """Return the paths for which a topic of a shelf may print a gap in the plan of a place."""
    found = topic_macro(shelf, topic, folders)
    return frozenset(_gaps(*found, {"tier": tier, "setting": setting})) if found else frozenset()


def _gaps(template: TemplateFacts, macro: str, place: dict[str, str]) -> Iterator[str]:
    """Yield the paths for which `macro`, or one that it calls, may print a gap."""
    for name in called_macros(macro, template, place):
        for path, call in _unasked(template, name, frozenset(), place):
            if not _is_asking(call, template, place):
                yield path


def _is_asking(
    call: str, template: TemplateFacts, place: dict[str, str], above: frozenset[str] = frozenset()
) -> bool:
    """Return whether a macro prints no gap for a path that it is given, as it asks for it first.

    Of one that calls itself by way of those `above` nothing is told.
    """
    if call in _ASKING:
        return True
    if call not in template or call in above:
        return False
    inner = (each for _, each in _unasked(template, call, template.parameters(call), place))
    return all(_is_asking(each, template, place, above | {call}) for each in inner)


def _unasked(
    template: TemplateFacts, macro: str, parameters: frozenset[str], place: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield each path that a macro names, or each of its `parameters`, with the call that is given it.

    Leave out those for which a branch around it asks.
    """
    for fact in template.facts(macro, "text", "const", "name", place=place):
        named = _MARKED.findall(fact.text) if fact.kind == "text" else [fact.text]
        given = fact.call and (fact.first or fact.call.startswith("_"))  # what follows is a unit or words
        for path in named:
            known = fact.kind in {"const", "text"} and _PATH.fullmatch(path)
            passed = fact.kind == "name" and path in parameters and given
            if (known or passed) and path not in asked_first(fact):
                yield path, fact.call
