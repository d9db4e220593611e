"""Give the blocks of several versions the keys of the draft that they all came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator.diff.matching import HAND, assign_keys
from generator.diff.merging.spots import spots_of
from generator.document import Document, map_children

_Known = dict[tuple[str, str, Any], dict[str, str]]


def share_keys(base: Document, documents: Sequence[Document]) -> tuple[Document, list[Document]]:
    """Return `base` and the other documents with keys: equal ones for the same block, typed in or not."""
    [keyed] = assign_keys([base])
    own = set(_keys(keyed))
    found: list[Document] = []
    known: _Known = {}
    for n, document in enumerate(documents):
        _, version = assign_keys([base, document])
        names = {key: f"{HAND}{n}.{key.removeprefix(HAND)}" for key in _keys(version) if key.startswith(HAND)}
        version = _renamed(version, {key: name for key, name in names.items() if key not in own})
        found.append(_renamed(version, _typed_again(version, own, known)))
    return keyed, found


def _keys(node: Any) -> list[str]:  # noqa: ANN401  # a node of any class
    return [key for spot in spots_of(node).values() if (key := getattr(spot.node, "key", ""))]


def _renamed(node: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401  # a node of any class
    """Return `node` with other keys for all that it holds, where `names` has them."""
    if not names:
        return node
    key = names.get(getattr(node, "key", ""))
    made = replace(node, key=key) if key else node
    return map_children(made, lambda child: _renamed(child, names))


def _typed_again(version: Document, own: set[str], known: _Known) -> dict[str, str]:
    """Return other keys for the blocks of `version` that an earlier one has at the same place.

    `own` are the keys of the base; `known` are such blocks by place and words; it grows.
    """
    names: dict[str, str] = {}
    anchors: dict[tuple[str, str], str] = {}
    for spot in spots_of(version).values():
        key = getattr(spot.node, "key", "")
        if not key.startswith(HAND) or key in own or key in names:
            anchors[spot.slot] = spot.id
            continue
        place = (f"{spot.slot[0]}|{spot.slot[1]}", anchors.get(spot.slot, ""), _bare(spot.node))
        keys = [key, *_keys_below(spot.node)]
        if place in known:
            names |= dict(zip(keys, known[place].values(), strict=True))
        else:
            known[place] = {each: each for each in keys}
    return names


def _keys_below(node: Any) -> list[str]:  # noqa: ANN401  # a node of any class
    found: list[str] = []

    def note(child: Any) -> Any:  # noqa: ANN401
        if key := getattr(child, "key", ""):
            found.append(key)
        return map_children(child, note)

    map_children(node, note)
    return found


def _bare(node: Any) -> Any:  # noqa: ANN401  # a node of any class
    """Return `node` without keys and numbers, by which to see that two are the same."""
    blank = {name: "" for name in ("key", "number") if hasattr(node, name)}
    return map_children(replace(node, **blank), _bare)
