"""Settle figures once, at their path: what a version changed in one place it means in all places."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from generator.diff.merging.sides import Claim, ConflictKind, MergeConflict, Version
from generator.diff.merging.spots import class_of, key_of, spots_of, values_of
from generator.diff.merging.tokens import only_figures
from generator.document import Document, Figure, Gap, Node, Run, map_children
from generator.document.fields import Shape, fields_of

_NUMBER = re.compile(r"\d+(?:[,，]\d{3})*(?:\.\d+)?")


class _Said(NamedTuple):
    """Hold what a version prints for a figure instead of `old`, and in the block of which key."""

    version: int
    key: str
    old: str
    new: Run


class Settled(NamedTuple):
    """Hold versions with every figure settled, a conflict for each figure with several values.

    `bases` has for each version the base with the figures that the version settles.
    """

    versions: list[Version]
    bases: list[Document]
    conflicts: list[MergeConflict]


def settle_figures(base: Document, versions: Sequence[Version], keep: int | None = None) -> Settled:
    """Return `versions` with their figures settled.

    A version that changed a figure has it changed wherever it stands; one on whose value they differ stands
    as in `base` in all of them, or as in the version `keep` if that has changed it.
    """
    said = _said(base, versions)
    contested = {path for path, found in said.items() if len({core_of(each.new.text) for each in found}) > 1}
    conflicts = [_conflict(path, said[path], versions) for path in said if path in contested]
    settled, bases = [], []
    for n, version in enumerate(versions):
        disputed = contested if n != keep else set()
        own = {path: [each for each in found if each.version == n] for path, found in said.items()}
        own = {path: found for path, found in own.items() if found}
        settled.append(replace(version, document=_with(version.document, own, disputed)))
        agreed = {path: found for path, found in own.items() if path not in disputed}
        bases.append(_with(base, agreed, disputed))
    return Settled(settled, bases, conflicts)


def _said(base: Document, versions: Sequence[Version]) -> dict[str, list[_Said]]:
    """Return what versions say of each figure that they changed, by its path, in the order of the plan."""
    befores = spots_of(base)
    found: dict[str, list[_Said]] = defaultdict(list)
    for n, version in enumerate(versions):
        for name, spot in spots_of(version.document).items():
            if name not in befores or spot.node == befores[name].node:
                continue
            old, new = (values_of(each) for each in (befores[name], spot))
            kinds = map(class_of, (befores[name].node, spot.node))
            for field in set.intersection(*map(_texts, kinds)):
                if old[field] != new[field]:
                    for was, now in only_figures(old[field], new[field]):
                        found[was.source].append(_Said(n, key_of(spot), was.text, now))
    return found


def _texts(kind: type) -> set[str]:
    """Return the names of the fields of a class that are one text with figures."""
    return {each.name for each in fields_of(kind) if each.shape is Shape.RUNS and not each.computed}


def core_of(text: str) -> str:
    """Return the number in the printed `text` of a figure, or the whole text if it has none or several."""
    numbers = _NUMBER.findall(text)
    return numbers[0].replace(",", "").replace("，", "") if len(numbers) == 1 else text


def _conflict(path: str, found: Sequence[_Said], versions: Sequence[Version]) -> MergeConflict:
    """Return the conflict over the figure at `path`, for which `found` is what versions say."""
    wanted: dict[tuple[int, str], Claim] = {}
    for each in found:
        claim = Claim(each.version, versions[each.version].hand, each.new.text)
        wanted.setdefault((each.version, core_of(each.new.text)), claim)
    first = found[0]
    return MergeConflict(
        ConflictKind.VALUE, first.key, (), first.old, tuple(wanted.values()), first.old, path=path
    )


def _with(document: Document, own: Mapping[str, Sequence[_Said]], contested: set[str]) -> Document:
    """Return `document` with its figures as they are settled for a version that says `own` of them."""
    if not own:
        return document

    def change(run: Run) -> Run:
        found = own.get(run.source) if isinstance(run, Figure | Gap) else None
        if not found:
            return run
        if run.source in contested:  # type: ignore[union-attr]  # it is a figure
            return _back(run, found)
        return _forth(run, found)

    made: Document = map_runs(document, change)
    return made


def _back(run: Run, found: Sequence[_Said]) -> Run:
    """Return `run` as it was before the version changed it."""
    olds = [each.old for each in found if each.new.text == run.text]
    return replace(run, text=olds[0]) if olds else run


def _forth(run: Run, found: Sequence[_Said]) -> Run:
    """Return `run` with the value that the version gives its figure elsewhere."""
    if any(each.new.text == run.text for each in found):
        return run
    for each in found:
        if each.old == run.text:
            return each.new
    old, new = {core_of(each.old) for each in found}, {core_of(each.new.text) for each in found}
    if len(old) == len(new) == 1 and len(_NUMBER.findall(run.text)) == 1 and core_of(run.text) in old:
        return replace(run, text=_NUMBER.sub(new.pop(), run.text))
    return run


def map_runs(node: Any, change: Callable[[Run], Run]) -> Any:  # noqa: ANN401  # a node of any class
    """Return `node` with `change` of every run in it; the same object if none of them changes."""
    changes: dict[str, Any] = {}
    new: Any
    for field in fields_of(node.__class__):
        held = getattr(node, field.name)
        if field.shape is Shape.RUNS and held:
            new = tuple(map(change, held))
        elif field.shape is Shape.SEVERAL_RUNS and held:
            new = tuple([tuple(map(change, runs)) for runs in held])
        else:
            continue
        if new != held:
            changes[field.name] = new
    made: Node = replace(node, **changes) if changes else node
    return map_children(made, lambda child: map_runs(child, change))
