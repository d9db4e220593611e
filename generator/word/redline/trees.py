"""Hold what the redline needs of a Word file as trees, whichever library parsed them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree


@dataclass(frozen=True, slots=True)
class WordTrees:
    """Hold the trees of a Word file: its w:body and, by the ids of their relationships, its w:hdr roots."""

    body: etree._Element
    headers: Mapping[str, etree._Element]
