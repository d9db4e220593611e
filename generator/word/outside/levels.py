"""Tell which lines of an outside plan are headings, and of which level."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from generator.document import Numbering
from generator.document.printed_numbers import NUMBERS
from generator.word.outside.elements import Element
from generator.word.outside.numbers import forms, is_bare_title, numbered, split_title
from generator.word.outside.vocabulary import begins_with, without_blanks, word, words
from generator.word.reader import BareLine

LEVELS = 3
_NAMES = ("chapter", "section", "measure")
_MOST = 0.6  # of the paragraphs under a heading begin with a title, where such are measures
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Heading:
    """Hold a heading at a `level` (1 to 3): its number, "" where it has none, its title, and its text."""

    level: int
    number: str
    title: str
    body: str = ""


@dataclass(slots=True)
class Levels:
    """Know the headings among `elements`, by their places."""

    elements: Sequence[Element]
    headings: dict[int, Heading] = field(default_factory=dict)
    by_form: dict[int, int] = field(default_factory=dict)
    by_outline: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_form = {form: n for n, form in enumerate(self._forms(), 1)}
        for place, line in self._lines():
            if heading := self._numbered(line):
                self.headings[place] = heading
        self._learn_outline()
        for place, line in self._lines():
            if place not in self.headings and (level := self._by_look(line)):
                self.headings[place] = Heading(level, "", line.text)
        for level in range(1, LEVELS):
            self._find_lost(level)
        self._find_lead_ins()

    def numbering(self) -> Numbering:
        """Return the patterns by which the headings are numbered, as they are printed."""
        found: dict[str, str] = {}
        for place in sorted(self.headings):
            heading = self.headings[place]
            if heading.number:
                found.setdefault(_NAMES[heading.level - 1], _pattern(heading.number))
        return Numbering(**{name: found.get(name, "") for name in _NAMES})

    def _lines(self) -> Iterator[tuple[int, BareLine]]:
        return ((n, each) for n, each in enumerate(self.elements) if isinstance(each, BareLine))

    def _forms(self) -> list[int]:
        """Return the forms of numbers that headings have, from the highest level down."""
        found: Counter[int] = Counter()
        for _, line in self._lines():
            each = numbered(line.text)
            if each and split_title(each.rest).title:
                found[each.form] += 1
        worded = [form for form in found if forms()[form].startswith("第")]
        return sorted(form for form, count in found.items() if count >= _FEWEST or form in worded)[:LEVELS]

    def _numbered(self, line: BareLine) -> Heading | None:
        """Return the heading that `line` is by its number."""
        found = numbered(line.text)
        level = self.by_form.get(found.form, 0) if found else 0
        if not found or not level:
            return None
        split = split_title(found.rest)
        sentence = bool(split.mark) and not split.body and "，" in split.title
        if not split.title or (sentence and level == LEVELS):
            return Heading(level, found.number, "", found.rest) if level > 1 else None
        return Heading(level, found.number, split.title, split.body)

    def _learn_outline(self) -> None:
        """Learn which level of ours the levels of the file's outline are, by the numbers of its headings."""
        seen: dict[int, Counter[int]] = {}
        for place, heading in self.headings.items():
            line = self.elements[place]
            if isinstance(line, BareLine) and line.level:
                seen.setdefault(line.level, Counter())[heading.level] += 1
        self.by_outline = {outline: counts.most_common(1)[0][0] for outline, counts in seen.items()}

    def _by_look(self, line: BareLine) -> int:
        """Return the level of the heading that `line` is by its style, 0 if it is none."""
        if not line.level or len(line.text) > int(word("longest")) or set(line.text) & set(word("never")):
            return 0
        return self.by_outline.get(line.level, min(line.level, LEVELS))

    def _find_lost(self, level: int) -> None:
        """Find headings of `level` whose number is lost: short lines where numbers are missing."""
        above = sorted(n for n, each in self.headings.items() if each.level < level)
        for first, second in pairwise(self._row(level)):
            missing = _count(self.headings[second]) - _count(self.headings[first]) - 1
            if missing <= 0 or bisect(above, first) < bisect(above, second):
                continue
            short = [n for n in range(first + 1, second) if self._may_be_lost(n)]
            known = [n for n in short if without_blanks(self._text(n)) in words("chapters")]
            for place in short if len(short) == missing else known if len(known) == missing else ():
                self.headings[place] = Heading(level, "", self._text(place))

    def _row(self, level: int) -> list[int]:
        return sorted(n for n, each in self.headings.items() if each.level == level and each.number)

    def _may_be_lost(self, place: int) -> bool:
        line = self.elements[place]
        return isinstance(line, BareLine) and place not in self.headings and is_bare_title(line.text)

    def _text(self, place: int) -> str:
        line = self.elements[place]
        return line.text.strip() if isinstance(line, BareLine) else ""

    def _find_lead_ins(self) -> None:
        """Find measures without a number: paragraphs that begin with a title, where most of them do."""
        parents: list[Heading] = []
        gathered: list[int] = []
        for place in range(len(self.elements)):
            heading = self.headings.get(place)
            if heading:
                self._take(parents, gathered)
                parents = [each for each in parents if each.level < heading.level] + [heading]
                gathered = []
            elif self._text(place):
                gathered.append(place)
        self._take(parents, gathered)

    def _take(self, parents: Sequence[Heading], gathered: Sequence[int]) -> None:
        """Make measures of the paragraphs at the places `gathered` that begin with a title, if most do."""
        explained = any(parent.title.endswith(words("explained")) for parent in parents)
        if not parents or explained or parents[-1].level >= LEVELS:
            return
        found = [place for place in gathered if self._begins_with_title(place)]
        if len(found) >= _FEWEST and len(found) >= _MOST * len(gathered):
            for place in found:
                split = split_title(self._text(place))
                self.headings[place] = Heading(LEVELS, "", split.title, split.body)

    def _begins_with_title(self, place: int) -> bool:
        text = self._text(place)
        split = split_title(text)
        plain = bool(split.title and split.body) and not set(split.title) & set("，：")
        return plain and not begins_with(text, words("openers")) and numbered(text) is None


def _count(heading: Heading) -> int:
    found = numbered(f"{heading.number}—")
    return found.count if found else 0


def _pattern(number: str) -> str:
    """Return the pattern that prints `number`."""
    return re.sub(NUMBERS["cjk"], "{cjk}", re.sub(NUMBERS["n"], "{n}", number, count=1), count=1)
