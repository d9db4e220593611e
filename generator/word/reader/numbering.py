"""Read the automatic numbers of paragraphs as they print (w:numPr; ECMA-376-1, 17.9).

What stands between a number and its text, a tab or a blank, is layout. Bullets are no numbers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from generator.word.ooxml.names import WORD
from generator.word.reader.list_levels import LEVELS, Level, read_levels, value_of, whole
from generator.word.reader.numerals import numeral, padded
from generator.word.reader.package import Package

_W = f"{{{WORD}}}"
_PLACE = re.compile(f"%([1-{LEVELS}])")


@dataclass(slots=True)
class _List:
    """Hold a list (w:num): its levels, its counts by level, and where it has them start anew.

    Lists of one definition (w:abstractNum) share their counts. `started` are the levels of this one that
    have begun.
    """

    levels: Mapping[int, Level]
    counts: dict[int, int]
    starts: Mapping[int, int]
    started: set[int] = field(default_factory=set)

    def next(self, level: int) -> str:
        """Count a paragraph of `level`, and return its number."""
        for above in range(level):
            self.counts.setdefault(above, self._start(above))
        anew = level in self.starts and level not in self.started
        self.started.add(level)
        known = level in self.counts and not anew
        self.counts[level] = self.counts[level] + 1 if known else self._start(level)
        for below in range(level + 1, LEVELS):
            if level < self._level(below).restart:
                self.counts.pop(below, None)
        return self._printed(level)

    def _level(self, level: int) -> Level:
        return self.levels.get(level) or Level(restart=level)

    def _start(self, level: int) -> int:
        return self.starts.get(level, self._level(level).start)

    def _printed(self, level: int) -> str:
        """Return the number of the paragraph that was counted last, which is of `level`."""
        own = self._level(level)

        def count(place: re.Match[str]) -> str:
            other = int(place[1]) - 1
            look = self._level(other)
            number = self.counts.get(other, self._start(other))
            if own.plain:
                return str(number)
            return padded(number, look.sample) if look.sample else numeral(number, look.form)

        return _PLACE.sub(count, own.text).rstrip()


@dataclass(frozen=True, slots=True)
class _Numbered:
    """Hold what numbers a paragraph: its list, its level; `style` names the style that gave the list."""

    number: str = ""
    level: int = 0
    style: str = ""


class ListNumbers:
    """Count the automatic numbers of the paragraphs of `package`, asked for in their order."""

    def __init__(self, package: Package) -> None:
        self._lists: dict[str, _List] = {}
        self._styles: dict[str, etree._Element] = {}
        self._known: dict[str, _Numbered] = {}
        self._usual = ""
        for name in package.related(package.main, RT.NUMBERING):
            self._read_lists(package.xml(name))
        for name in package.related(package.main, RT.STYLES) if self._lists else ():
            self._read_styles(package.xml(name))

    def label(self, paragraph: etree._Element) -> str:
        """Return the number that is printed before `paragraph` (w:p), "" for none, and count it."""
        if not self._lists:
            return ""
        properties = paragraph.find(f"{_W}pPr")
        style = value_of(properties, "pStyle") if properties is not None else ""
        numbered = _over(self._of_style(style or self._usual), properties, "")
        found = self._lists.get(numbered.number)
        level = _level(numbered, found.levels) if found else -1
        return found.next(level) if found and 0 <= level < LEVELS else ""

    def _read_lists(self, root: etree._Element) -> None:
        definitions = {str(each.get(f"{_W}abstractNumId")): each for each in root.iter(f"{_W}abstractNum")}
        linked = {value_of(each, "styleLink"): name for name, each in definitions.items()}
        links = {name: value_of(each, "numStyleLink") or "-" for name, each in definitions.items()}
        levels: dict[str, dict[int, Level]] = {}
        counts: dict[str, dict[int, int]] = {}
        for each in root.iter(f"{_W}num"):
            name = value_of(each, "abstractNumId")
            if name not in definitions:
                continue
            name = linked.get(links[name], name)
            if name not in levels:
                levels[name] = dict(read_levels(definitions[name]))
            own, starts = _overridden(each)
            found = _List({**levels[name], **own}, counts.setdefault(name, {}), starts)
            self._lists.setdefault(str(each.get(f"{_W}numId")), found)

    def _read_styles(self, root: etree._Element) -> None:
        for style in root.iterchildren(f"{_W}style"):
            name = str(style.get(f"{_W}styleId"))
            self._styles.setdefault(name, style)
            if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") in {"1", "true", "on"}:
                self._usual = name

    def _of_style(self, name: str) -> _Numbered:
        """Return what numbers paragraphs of a style: what it says over what the one says it is based on."""
        chain: dict[str, etree._Element] = {}
        while name in self._styles and name not in self._known and name not in chain:
            chain[name] = self._styles[name]
            name = value_of(chain[name], "basedOn")
        found = self._known.get(name, _Numbered())
        for each, style in reversed(chain.items()):
            found = self._known[each] = _over(found, style.find(f"{_W}pPr"), each)
        return found


def _over(base: _Numbered, properties: etree._Element | None, style: str) -> _Numbered:
    """Return what numbers paragraphs with these `properties` of their own, or of their `style`."""
    own = properties.find(f"{_W}numPr") if properties is not None else None
    if own is None:
        return base
    number, level = value_of(own, "numId"), value_of(own, "ilvl")
    if not number:
        return replace(base, level=whole(level, LEVELS), style="") if level else base
    return _Numbered(number, whole(level, LEVELS) if level else 0, style)


def _level(numbered: _Numbered, levels: Mapping[int, Level]) -> int:
    """Return the level of a paragraph: that linked to the style which gave the list, else the one named."""
    linked = (n for n, level in levels.items() if level.style and level.style == numbered.style)
    return next(linked, numbered.level)


def _overridden(listed: etree._Element) -> tuple[dict[int, Level], dict[int, int]]:
    """Return the levels of its own of a w:num, and the counts with which it starts levels anew."""
    own: dict[int, Level] = {}
    starts: dict[int, int] = {}
    for each in listed.iterchildren(f"{_W}lvlOverride"):
        own |= dict(read_levels(each))
        start = whole(value_of(each, "startOverride"), -1)
        if start >= 0:
            starts[whole(str(each.get(f"{_W}ilvl")), LEVELS)] = start
    return own, starts
