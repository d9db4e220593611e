"""Tell apart what stands in the lists of an outline and among the parts, where no schema can."""

from __future__ import annotations

from generator.base.patterns import MAX_LENGTH, fill
from generator.library.outline import block_kinds, is_change
from generator.yaml_source import Data, mapping

_NUMBER_WORDS = dict.fromkeys(("n", "cjk"), "")
_BRACES = frozenset("{}｛｝")


def is_node(data: Data) -> bool:
    """Return whether data are a block: a division, a box, a table, or a paragraph with duties of its own."""
    return isinstance(data, dict) and bool("topics" in data or "title" in data or block_kinds(data))


def is_entry(data: Data) -> bool:
    """Return whether data are a mapping that tells one passage."""
    return isinstance(data, dict) and ("topic" in data or "own" in data)


def has_one_kind(data: Data) -> bool:
    """Return whether a block says what it is once; a paragraph says nothing, and has no title."""
    kinds = block_kinds(data)
    return len(kinds) == 1 or not (kinds or "title" in mapping(data))


def has_one_verb(data: Data) -> bool:
    """Return whether a change says one complete thing to do."""
    return is_change(data)


def is_pattern(data: Data) -> bool:
    """Return whether a pattern of numbers is short and has no braces but those around its words."""
    text = data if isinstance(data, str) else ""
    return len(text) <= MAX_LENGTH and _BRACES.isdisjoint(fill(text, _NUMBER_WORDS))


def as_part(data: Data) -> Data:
    """Return a part as a mapping: its bare name is its form."""
    return {"form": data} if isinstance(data, str) else data


def repeated(parts: Data) -> list[int]:
    """Return the indexes of the parts whose form a part before them has."""
    listed = parts if isinstance(parts, list) else []
    forms = [str(mapping(as_part(part)).get("form")) for part in listed]
    return [index for index, form in enumerate(forms) if form in forms[:index]]
