"""Read the levels of a list in a Word file: what each prints, and how it counts (ECMA-376-1, 17.9.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from generator.word.ooxml.names import MARKUP, WORD
from generator.word.reader.words import hides

LEVELS = 9
_LONGEST = 255  # characters of the text or the sample of a level, as many as Word takes of a text
_NUMBER = re.compile(r"[0-9]{1,9}")
_W = f"{{{WORD}}}"
_CUSTOM = f"{{{MARKUP}}}AlternateContent/{{{MARKUP}}}Choice/{_W}numFmt"


@dataclass(frozen=True, slots=True)
class Level:
    """Hold a level: its text with %1 to %9 for counts, the format of its own count, and its first count.

    A custom format has a `sample`. The level begins anew behind one before `restart`; with `plain`, its
    number has every count in digits; paragraphs in `style` are of this level.
    """

    text: str = ""
    form: str = "decimal"
    sample: str = ""
    start: int = 0
    restart: int = 0
    plain: bool = False
    style: str = ""


def read_levels(holder: etree._Element) -> Iterator[tuple[int, Level]]:
    """Yield the levels that `holder` (w:abstractNum or w:lvlOverride) defines, each with its place from 0."""
    for each in holder.iterchildren(f"{_W}lvl"):
        place = whole(str(each.get(f"{_W}ilvl")), LEVELS)
        if place < LEVELS:
            yield place, _level(each, place)


def value_of(holder: etree._Element, name: str) -> str:
    """Return the value of the property `name` of `holder`, "" if it has none."""
    found = holder.find(_W + name)
    return "" if found is None else str(found.get(f"{_W}val", ""))


def whole(text: str, otherwise: int) -> int:
    """Return the number that `text` writes in digits, `otherwise` if it writes none."""
    return int(text) if _NUMBER.fullmatch(text) else otherwise


def _level(element: etree._Element, place: int) -> Level:
    custom = element.find(_CUSTOM)
    form = value_of(element, "numFmt")
    printed = form != "bullet" and not hides(element)
    plain = element.find(f"{_W}isLgl")
    return Level(
        text=value_of(element, "lvlText")[:_LONGEST] if printed else "",
        form=form or "decimal",
        sample="" if custom is None else str(custom.get(f"{_W}format", ""))[:_LONGEST],
        start=whole(value_of(element, "start"), 0),
        restart=whole(value_of(element, "lvlRestart"), place),
        plain=plain is not None and plain.get(f"{_W}val", "1") not in {"0", "false", "off"},
        style=value_of(element, "pStyle"),
    )
