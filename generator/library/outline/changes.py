"""A profile's changes to an outline."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from generator.base.diagnostics import Finding, Place, PlanError
from generator.library.outline import edits
from generator.library.outline.kinds import CHANGES, CONTENTS, REASON, block_kind
from generator.library.outline.naming import FIRST_PART, Names, find_target
from generator.library.outline.targets import PREAMBLE, Target
from generator.yaml_source import Data, KeyPath, Source, mapping, node_at

_PLACES = ("before", "after", "into")
_OF_PREAMBLE = {"own", "topics", "body"}
_BACK, _FEW = 40, 6  # changes among which the one that took something away is looked for, for few wrong ones
_MOST = 20  # wrong changes that are told at once: each is compared with every name of the outline


def apply_changes(
    data: dict[str, Data],
    changes: Data,
    source: Source,
    names: Names,
    under: KeyPath = ("outline", "changes"),
) -> dict[str, Data]:
    """Return `data` with every change applied; they stand in `source` at `under`.

    Raise PlanError with every change that names nothing, or more than one thing, or puts a block into a
    paragraph; a change to what a wrong one would have brought is no fault of its own.
    """
    faults: list[Finding] = []
    lost: set[str] = set()
    before: deque[tuple[Place, dict[str, Data]]] = deque(maxlen=_BACK)
    for number, change in enumerate(changes if isinstance(changes, list) else []):
        if len(faults) >= _MOST:
            break
        before.append((source.place((*under, number)), data))
        try:
            data = _Change(mapping(change), source, (*under, number), names).applied(data)
        except PlanError as error:
            told = [each for each in error.findings if each.facts["key"] not in lost]
            faults += [(len(faults) < _FEW and _gone(each, before, names)) or each for each in told]
            lost.update(_brought(mapping(change)))
    if faults:
        raise PlanError(list(_listed_once(faults)))
    return data


def by_key(change: dict[str, Data], data: dict[str, Data], names: Names) -> dict[str, Data]:
    """Return `change` with the keys of what it names in the outline `data`; what it does not find stays."""
    found = dict(change)
    scope: Target | None = None
    for verb in (word for word in CHANGES if word in change):
        with suppress(PlanError):
            target = find_target(str(change[verb]), data, scope, names, Place(""))
            found[verb] = target.key or change[verb]
            scope = target if verb == "at" else scope
    return found


class ChangedOutline:
    """An outline's data to which one change after the other is made, as far as they can be."""

    def __init__(self, data: dict[str, Data], source: Source, names: Names) -> None:
        self.data = data
        self.source = source
        self.names = names

    def takes(self, change: dict[str, Data]) -> bool:
        """Make a change; return False, and change nothing, if it cannot be made."""
        try:
            self.data = _Change(change, self.source, ("outline",), self.names).applied(self.data)
        except PlanError:
            return False
        return True


class _Change:
    """One change: what it names, where it stands, and how to apply it."""

    def __init__(self, change: dict[str, Data], source: Source, path: KeyPath, names: Names) -> None:
        self.change = change
        self.source = source
        self.path = path
        self.names = names

    def applied(self, data: dict[str, Data]) -> dict[str, Data]:
        """Return `data` with this change made."""
        scope = self._target("at", data, None) if "at" in self.change else None
        if scope and scope.is_entry:
            raise PlanError([self._misplaced("at", scope)])
        verb = next((word for word in CHANGES if word != "at" and word in self.change), "")
        if verb:
            return self._edited(verb, data, scope)
        if scope and "add" in self.change:
            (content,) = self._contents(None)
            return _appended(data, scope, content)
        return self._with_fields(data, scope or FIRST_PART)

    def _edited(self, verb: str, data: dict[str, Data], scope: Target | None) -> dict[str, Data]:
        if verb in {"before", "after"}:
            return self._beside(verb, data, scope)
        target = self._target(verb, data, scope)
        if verb == "remove":
            return {**data, PREAMBLE: []} if target == FIRST_PART else edits.removed(data, target)
        if verb == "replace":
            if target == FIRST_PART:
                return {**data, PREAMBLE: self._contents(None)}
            return edits.replaced(data, target, self._contents(target))
        if target == FIRST_PART:
            raise PlanError([Finding("outline-preamble", self._place("move"), {"key": "move"})])
        return self._moved(data, target, scope)

    def _moved(self, data: dict[str, Data], target: Target, scope: Target | None) -> dict[str, Data]:
        """Return `data` with `target` before, after or at the end of what this change names."""
        verb = next(word for word in _PLACES if word in self.change)
        without, node = edits.removed(data, target), node_at(data, target.path)
        try:
            place = self._target(verb, without, scope)
        except PlanError:
            if self._is_within(target, verb, data, scope):
                facts = {"key": self.names.shown(target)}
                raise PlanError([Finding("outline-itself", self._place(verb), facts)]) from None
            raise
        if verb != "into":
            return self._put(verb, without, place, node)
        if place.is_entry:
            raise PlanError([self._misplaced(verb, place)])
        return _appended(without, place, node)

    def _is_within(self, target: Target, verb: str, data: dict[str, Data], scope: Target | None) -> bool:
        """Return whether what `verb` names is `target` itself, or stands in it."""
        try:
            place = self._target(verb, data, scope)
        except PlanError:
            return False
        return place != FIRST_PART and place.path[: len(target.path)] == target.path

    def _beside(self, verb: str, data: dict[str, Data], scope: Target | None) -> dict[str, Data]:
        """Return `data` with what this change adds before or after what it names."""
        return self._put(verb, data, self._target(verb, data, scope))

    def _put(self, verb: str, data: dict[str, Data], target: Target, moved: Data = None) -> dict[str, Data]:
        """Return `data` with what this change adds, or what it has `moved`, before or after `target`."""
        if target == FIRST_PART:
            paragraphs = data.get(PREAMBLE)
            listed, contents = (
                paragraphs if isinstance(paragraphs, list) else [],
                self._contents(None, moved),
            )
            return {**data, PREAMBLE: [*listed, *contents] if verb == "after" else [*contents, *listed]}
        return edits.inserted(data, target, self._contents(target, moved), behind=verb == "after")

    def _with_fields(self, data: dict[str, Data], target: Target) -> dict[str, Data]:
        fields = {name: value for name, value in self.change.items() if name not in {"at", REASON}}
        if target != FIRST_PART:
            return edits.with_fields(data, target, fields)
        for name in sorted(fields.keys() - _OF_PREAMBLE):
            place = self.source.key_place((*self.path, name))
            raise PlanError([Finding("outline-preamble", place, {"key": name})])
        return edits.with_preamble(data, fields)

    def _contents(self, target: Target | None, moved: Data = None) -> list[Data]:
        """Return what the change brings: blocks and paragraphs, or passages if it stands beside one."""
        word = next((word for word in CONTENTS if word in self.change), "")
        content = self.change[word] if moved is None else moved
        if target is None or not target.is_entry:
            return [content]
        if block_kind(content):
            raise PlanError([self._misplaced(word or "move", target)])
        return list(_passages(content))

    def _misplaced(self, word: str, target: Target) -> Finding:
        """Report a block that would stand among the sentences of a paragraph, or a title for a sentence."""
        facts = {"key": self.names.shown(target)}
        return Finding("outline-passage", self._place(word), facts)

    def _target(self, verb: str, data: dict[str, Data], scope: Target | None) -> Target:
        name = str(self.change[verb])
        return find_target(name, data, scope, self.names, self._place(verb))

    def _place(self, word: str) -> Place:
        return self.source.place((*self.path, word))


def _gone(fault: Finding, before: deque[tuple[Place, dict[str, Data]]], names: Names) -> Finding | None:
    """Return the finding that an earlier change took away or renamed what a later one names; else None.

    `before` has the outline as it was before each of the last changes, with their places, that of the
    faulty one last.
    """
    if fault.rule != "outline-change":
        return None
    name, (_, now) = fault.facts["key"], before[-1]
    if _names_one(name, now, names):  # elsewhere than in the block at `at`
        return None
    for place, data in list(before)[-2::-1]:
        if _names_one(name, data, names):
            return Finding("outline-gone", fault.place, {"key": name, "line": str(place.line)})
    return None


def _names_one(name: str, data: dict[str, Data], names: Names) -> bool:
    """Return whether `name` names one thing of the outline `data`."""
    try:
        find_target(name, data, None, names, Place(""))
    except PlanError:
        return False
    return True


def _listed_once(faults: list[Finding]) -> Iterator[Finding]:
    """Yield `faults`, of which those with a guess do not list again what an earlier one lists."""
    seen: set[str] = set()
    for each in faults:
        known = each.facts.get("known", "")
        again = known in seen and each.facts.get("guess")
        yield replace(each, facts={**each.facts, "known": ""}) if again else each
        seen.add(known)


def _brought(data: Data) -> Iterator[str]:
    """Yield every text of what a change says beside the names of what it changes."""
    if isinstance(data, str):
        yield data
    below = (
        data
        if isinstance(data, list)
        else [each for key, each in mapping(data).items() if key not in CHANGES]
    )
    for each in below:
        yield from _brought(each)


def _appended(data: dict[str, Data], block: Target, content: Data) -> dict[str, Data]:
    """Return `data` with `content` at the end of `block`: a block, or the passages of a paragraph."""
    passages = [content] if block_kind(content) else list(_passages(content))
    return edits.appended(data, block.path, passages) if passages else data


def _passages(content: Data) -> Iterator[Data]:
    """Yield the passages of one paragraph, in whichever way it is written."""
    topics = mapping(content).get("topics", content)
    yield from topics if isinstance(topics, list) else [topics]
