"""Make the words of a plan such that a profile may hold them."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from generator.base.characters import forbidden_character, make_visible

_Node = TypeVar("_Node")


def tidied(node: _Node) -> _Node:
    """Return a node of a Document with a blank for each character in it that no profile may have."""
    found: Any = node
    match node:
        case str():
            found = _tidied(node)
        case tuple():
            found = tuple(map(tidied, node))
        case _ if is_dataclass(node) and not isinstance(node, type):
            found = replace(node, **{each.name: tidied(getattr(node, each.name)) for each in fields(node)})
        case _:
            pass
    return found  # type: ignore[no-any-return]  # of the same kind as `node`


def _tidied(text: str) -> str:
    if forbidden_character(text) is None:
        return text
    return make_visible("".join(" " if forbidden_character(sign) else sign for sign in text))
