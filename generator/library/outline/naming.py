"""Find what a change names: a block or a topic, by its key or by its words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.limits import MOST_NODES
from generator.base.spelling import near, near_part
from generator.library.outline.targets import PREAMBLE, Target, find_targets
from generator.library.template_index import topic_words
from generator.library.topic_titles import bare, shown_topic, topic_key, topic_titles, topics_called
from generator.library.usage import with_terms
from generator.yaml_source import Data, mapping, node_at

_SHOWN = 16  # characters of a topic's words by which a message names it
_GUESSES = 3
_FEWEST = 2  # characters by which anything can be known
_BOTH = re.compile(r"[（(][\w.]+[）)]\s*$")  # a title with its key, as messages show it
# The numbers that a draft prints before a title.
_NUMBERS = re.compile(
    r"(?:\s*(?:第[一二三四五六七八九十百\d]{1,5}[章节条编]|专栏\d{1,3}"
    r"|[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]))+\s*"
)
_ASCII = re.compile(r"[\x00-\x7f]+")
FIRST_PART = Target((), PREAMBLE, PREAMBLE)


class Names(NamedTuple):
    """Hold what a library calls things: `folders` have its topics, `preamble` are names of the first part."""

    folders: tuple[Path, ...]
    preamble: tuple[str, ...]

    def key(self, shelf: str, name: str) -> str:
        """Return the key of the topic that an outline names, by its key or its title; else that name."""
        return topic_key(shelf, name, self.folders)

    def title(self, target: Target) -> str:
        """Return the title of a block or of a topic; empty if it has none."""
        if target.kind == "own":
            return ""
        if target.kind == "topic":
            return topic_titles(self.folders).get((target.shelf, target.key), "")
        return target.title

    def words(self, target: Target) -> str:
        """Return the words of a passage: the locality's own, or a topic's without its figures and terms."""
        return topic_words(target.shelf, target.key, self.folders) if target.kind == "topic" else target.title

    def shown(self, target: Target) -> str:
        """Return how a message names `target`: its title or its first words, with its key in brackets."""
        if target.kind == "topic" and self.title(target):
            return shown_topic(target.shelf, target.key, self.folders)
        text = " ".join((self.words(target) if target.is_entry else target.title).split())
        short = f"{text[:_SHOWN]}…" if target.is_entry and len(text) > _SHOWN else text
        return f"{short}（{target.key}）" if short and target.key else short or target.key


def find_target(name: str, data: dict[str, Data], scope: Target | None, names: Names, place: Place) -> Target:
    """Return what `name` names in the outline `data`, within the block `scope` if there is one.

    A key counts before a title, a block's title before a topic's, a title before part of one, and that before
    words of a topic. Raise PlanError at `place` if nothing bears that name, or more than one thing does.
    """
    if scope is None and name == PREAMBLE:
        return FIRST_PART
    targets = _within(data, scope)
    if scope is None and (
        block := next((each for each in targets if each.key == name and not each.is_entry), None)
    ):
        return block
    targets = [_with_key(target, names) for target in targets]
    for found in _found(name, targets, names, scope):
        if len(found) > 1:
            facts = {"key": name, "known": "、".join(map(names.shown, found))}
            raise PlanError([Finding("outline-ambiguous", place, facts)])
        if found:
            return found[0]
    raise PlanError([_unknown(name, targets, names, place, scope)])


def _with_key(target: Target, names: Names) -> Target:
    """Return `target`, with its key in place of the title by which the outline may name a topic."""
    if target.kind != "topic" or target.key.isascii():
        return target
    return target._replace(key=names.key(target.shelf, target.key))


def _within(data: dict[str, Data], scope: Target | None) -> list[Target]:
    if scope is None:
        return find_targets(data)
    if scope == FIRST_PART:
        return find_targets({PREAMBLE: data.get(PREAMBLE)})
    return [
        target._replace(path=(*scope.path, *target.path))
        for target in find_targets(mapping(node_at(data, scope.path)), (), *_inside(scope))
    ]


def _inside(scope: Target) -> tuple[str, str]:
    """Return the owner of what stands in a block, and the shelf of its topics."""
    if scope.kind in {"group", "item"}:
        return (scope.key if scope.kind == "item" else scope.key.rpartition(".")[0]), "boxes"
    return scope.key, "boxes" if scope.kind == "box" else "topics"


def _found(name: str, targets: list[Target], names: Names, scope: Target | None) -> Iterable[list[Target]]:
    """Yield what bears `name`, in one way of naming after the other."""
    blocks = [target for target in targets if not target.is_entry]
    entries = [target for target in targets if target.is_entry]
    yield [each for each in blocks if each.key == name or (scope and each.key.endswith(f".{name}"))]
    yield [target for target in entries if target.key == name]
    wanted = bare(name)
    if len(wanted) < _FEWEST or wanted.isascii():
        return
    if _BOTH.search(name):
        yield [target for target in targets if target.key and bare(names.shown(target)) == wanted]
    yield [target for target in blocks if bare(target.title) == wanted]
    first = scope is None and name.removesuffix(f"（{PREAMBLE}）") in names.preamble
    yield [FIRST_PART] if first else []
    called = topics_called(name, names.folders)
    yield [target for target in entries if (target.shelf, target.key) in called]
    yield [target for target in blocks if wanted in bare(target.title)]
    words = _chinese(name)
    yield [target for target in entries if len(words) >= _FEWEST and words in _chinese(names.words(target))]
    yield [target for target in entries if wanted in bare(names.title(target))]
    if (without := _NUMBERS.match(name)) and without.end() < len(name):
        yield from _found(name[without.end() :], targets, names, scope)
    if (settled := with_terms(name)) != name:  # by a title of an earlier version
        yield from _found(settled, targets, names, scope)


@lru_cache(maxsize=4 * MOST_NODES)  # every change looks through the words of all passages
def _chinese(text: str) -> str:
    """Return the Chinese words of `text` alone: a topic has its figures from the profile."""
    return _ASCII.sub("", bare(text))


def _unknown(name: str, targets: list[Target], names: Names, place: Place, scope: Target | None) -> Finding:
    """Report a name that nothing bears, with what it may have been meant for and all that there is."""
    blocks = [target for target in targets if not target.is_entry]
    named = {target.key: target for target in reversed(targets) if target.key}
    titled = [target for target in targets if target.is_entry and names.title(target)]
    named |= {names.title(target): target for target in (*reversed(titled), *reversed(blocks))}
    passages = (
        {} if name.isascii() else {_chinese(names.words(each)): each for each in targets if each.is_entry}
    )
    alike = [named[each] for each in near(_BOTH.sub("", name) or name, named) if each]
    alike += [passages[each] for each in near_part(_chinese(name), passages)]
    guesses = list(dict.fromkeys(alike))[:_GUESSES]
    known = (
        map(names.shown, targets)
        if scope
        else (each.title or each.key for each in blocks if each.kind != "item")
    )
    facts = {
        "key": name,
        "guess": "、".join(map(names.shown, guesses)),
        "known": "、".join(dict.fromkeys(known)),
    }
    return Finding("outline-change", place, facts)
