"""Find what the templates of a library say and ask for: facts from Jinja2's syntax tree, cached by content.

A template that no cache knows is parsed (base/template_syntax.py, which explains the facts); from then on
nothing loads the template engine to know what is in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from generator.base.diagnostics import Place, PlanError
from generator.base.files import read_whole
from generator.base.resources import is_own
from generator.yaml_source import mapping
from generator.yaml_source.cache import cached_data
from generator.yaml_source.read import MAX_BYTES, decode

ENDING = ".xml.j2"
SHELVES = ("topics", "boxes")
_OF_TIME = ("drafted", "exists")
_FORMAT = 8  # counted up where the facts of the same template change


class Fact(NamedTuple):
    """Hold one fact of a macro; its kinds are those of base/template_syntax.py, and so are the fields.

    `guards` are the conditions under which it is reached, each with whether it holds there.
    """

    kind: str
    text: str
    guards: tuple[tuple[Any, bool], ...]
    line: int
    call: str
    first: bool
    more: tuple[Any, ...] = ()


class TemplateFacts:
    """The macros of one template; facts are made of their data when they are asked for.

    `asked` are the names that it takes from elsewhere, `filters` and `tests` those that Jinja2 has not, each
    with its line; `twice` are the macros that it has had before.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        self.names = frozenset(data["macros"]) - {""}
        self.asked = frozenset(data["asked"])
        self.filters: list[tuple[str, int]] = [(name, line) for name, line in data["filters"]]
        self.tests: list[tuple[str, int]] = [(name, line) for name, line in data["tests"]]
        self.twice: list[tuple[str, int]] = [(name, line) for name, line in data["twice"]]
        self._data: dict[str, Any] = data["macros"]
        self._guards: list[tuple[tuple[Any, bool], ...]] = [()]
        for around, condition, holds in data["guards"][1:]:
            self._guards.append((*self._guards[around], (condition, holds)))

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def line(self, macro: str) -> int:
        """Return the line on which a macro begins."""
        return int(self._data[macro]["line"])

    def parameters(self, macro: str) -> frozenset[str]:
        """Return the names of a macro's parameters."""
        return frozenset(self._data[macro]["parameters"])

    def facts(self, macro: str, *kinds: str, place: dict[str, str] | None = None) -> Iterator[Fact]:
        """Yield the facts of a macro of these kinds in source order; "" is what stands outside macros.

        Leave out what the plan of `place` (tier, setting) never reaches.
        """
        for kind, text, guard, line, call, first, *more in self._data.get(macro, _EMPTY)["facts"]:
            guards = self._guards[guard]
            if kind in kinds and (not guards or place is None or _is_reached(guards, place)):
                yield Fact(kind, text, guards, line, call, first, tuple(more))


_EMPTY: dict[str, Any] = {"facts": []}
_NOTHING = TemplateFacts({"macros": {}, "guards": [], "asked": [], "filters": [], "tests": [], "twice": []})


@cache
def template_facts(file: Path) -> TemplateFacts:
    """Return the facts of a template, none if there is no such file; raise PlanError if it is no Jinja."""
    try:
        found = file.is_file()
    except OSError:  # a name too long
        found = False
    if not found:
        return _NOTHING
    content = read_whole(file, MAX_BYTES)

    def parse() -> dict[str, Any]:
        from generator.base.template_syntax import read_macros  # noqa: PLC0415  # it loads the engine

        return read_macros(decode(content, str(file))[0], str(file))

    name = f"{file}#{_FORMAT}"
    return TemplateFacts(mapping(cached_data(name, content, parse)) if is_own(file) else parse())


def sound_facts(file: Path) -> TemplateFacts:
    """Return the facts of a template, none if it is no Jinja: what is wrong in it stops no other template."""
    try:
        return template_facts(file)
    except PlanError:
        return _NOTHING


def topic_macro(shelf: str, topic: str, folders: tuple[Path, ...]) -> tuple[TemplateFacts, str] | None:
    """Return the template and the macro of a topic, by the first of `folders` that has it; else None.

    Raise PlanError where a template that may have it is no Jinja.
    """
    name, _, macro = topic.partition(".")
    found = (template_facts(folder / shelf / f"{name}{ENDING}") for folder in folders)
    return next(((facts, macro) for facts in found if macro in facts), None)


def topic_place(shelf: str, topic: str, folders: tuple[Path, ...]) -> Place:
    """Return the place of a topic's macro in the first of `folders` that has it, or no place."""
    name, _, macro = topic.partition(".")
    for folder in folders:
        file = folder / shelf / f"{name}{ENDING}"
        if macro in (facts := template_facts(file)):
            return Place(str(file), facts.line(macro), 1)
    return Place("")


def _is_reached(guards: tuple[tuple[Any, bool], ...], place: dict[str, str]) -> bool:
    """Return whether the plan of `place` may reach what stands under `guards`."""
    return all(_holds(condition, place) is not (not holds) for condition, holds in guards)


def _holds(condition: Any, place: dict[str, str]) -> bool | None:  # noqa: ANN401  # what JSON holds
    """Return whether a condition holds for a place; None if that depends on anything else."""
    if not condition:
        return None
    kind, *parts = condition
    if kind == "place":
        given = place.get(parts[0])
        return bool(given in parts[1]) if given else None
    if kind in {"has", *_OF_TIME}:
        return None
    inner = [_holds(part, place) for part in parts]
    if kind == "not":
        return None if inner[0] is None else not inner[0]
    if (kind == "or") in inner:  # one of them decides
        return bool(kind == "or")
    return None if None in inner else bool(kind == "and")


def asked_first(fact: Fact) -> set[str]:
    """Return the paths that a profile must have for a fact to be reached."""
    return {path for condition, holds in fact.guards for path in _asked(condition, holds=holds)}


def _asked(condition: Any, *, holds: bool) -> set[str]:  # noqa: ANN401  # as above
    """Return the paths that a profile must have for a condition to hold, or not to hold."""
    if not condition or condition[0] in {"place", *_OF_TIME}:
        return set()
    kind, *parts = condition
    if kind == "has":
        return {parts[0]} if holds else set()
    if kind == "not":
        return _asked(parts[0], holds=not holds)
    first, second = (_asked(part, holds=holds) for part in parts)
    return first | second if (kind == "and") == holds else first & second


def surely_existing(fact: Fact) -> set[str]:
    """Return the names of what is there (`exists`) wherever a fact is reached."""
    return {name for condition, holds in fact.guards for name in _existing(condition, holds=holds)}


def _existing(condition: Any, *, holds: bool) -> set[str]:  # noqa: ANN401  # as above
    if not condition or condition[0] not in {"exists", "and", "or", "not"}:
        return set()
    kind, *parts = condition
    if kind == "exists":
        return {parts[0]} if holds else set()
    if kind == "not":
        return _existing(parts[0], holds=not holds)
    first, second = (_existing(part, holds=holds) for part in parts)
    return first | second if (kind == "and") == holds else first & second


def drafted_from(fact: Fact) -> str:
    """Return the month of drafting, year-month, from which on a fact is reached; empty if in any."""
    asked = (condition for condition, holds in fact.guards if holds and condition)
    return max((condition[1] for condition in asked if condition[0] == "drafted"), default="")
