"""Notes on fields of the Document's classes: how they are written and compared where the type does not say.

They stand in a field's metadata and are read by `fields_of`. A field without a note is an attribute if it is
a string or a switch, and an element or several if it holds runs or blocks; its name there is its own in kebab
case; a string is printed as a line of its own, and a switch is a way of printing.
"""

from __future__ import annotations

from typing import Any, TypeAlias

FieldNotes: TypeAlias = dict[str, Any]

CONTENT: FieldNotes = {"content": True}
"""The text of the element itself: a string that holds nothing else, or runs."""

COMPUTED: FieldNotes = {"computed": True}
"""Collected or counted from the rest of the document; draft XML leaves it out."""

UNSEEN: FieldNotes = {"unseen": True}
"""An attribute that a comparison passes over: it is not printed, or shows in what is printed elsewhere."""

FORM: FieldNotes = {"form": ()}
"""A string that says how a block is printed, and is no text."""


def switch(off: str, on: str) -> FieldNotes:
    """Return the note of a switch whose two states a comparison calls `off` and `on`."""
    return {"form": (off, on)}


def named(name: str) -> FieldNotes:
    """Return the note of a field whose attribute or element in draft XML is called `name`."""
    return {"name": name}


def lines_of(name: str, unbroken: str, broken: str) -> FieldNotes:
    """Return the note of a field that holds the lines of the field `name` if somebody broke it into lines.

    Both are one attribute; a comparison calls its two ways of printing `unbroken` and `broken`.
    """
    return {"lines_of": name, "form": (unbroken, broken)}


def prefixed(prefix: str) -> FieldNotes:
    """Return the note of a field whose own fields are attributes that begin with `prefix` and a hyphen."""
    return {"name": prefix}
