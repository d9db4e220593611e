"""Tell which findings a path, a name or a word is about, and the shortest words that are about one alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from generator.base.diagnostics import Finding, Place
from generator.library.outline import walk_outline
from generator.library.period import FIGURE_GROUPS
from generator.locality.figures import Figures
from generator.locality.profile import Profile

JOINT = "、"  # between several names in one fact
_SHORTEST, _LONGEST = 2, 30  # characters of a fact that tells a finding apart
_ALIKE = 20  # figures of one name; of more a name tells nothing
_FIGURES = tuple(f"{group}." for group in (*FIGURE_GROUPS, "indicators", "completion"))


class _Concerned(NamedTuple):
    """Hold the numbers of the findings that one word of `at` is about: there, below it, by its name."""

    exact: frozenset[int]
    below: frozenset[int]
    named: frozenset[int]

    @property
    def placed(self) -> frozenset[int]:
        """Return those at the place itself, or else those below it."""
        return self.exact or self.below

    @property
    def all(self) -> frozenset[int]:
        """Return all of them."""
        return self.exact | self.below | self.named


class Concerns:
    """Look up findings on one profile by what they are about; paths are written with dots.

    Everything is in tables, for a profile may have thousands of paths, and of acceptances that name them.
    """

    def __init__(self, profile: Profile, findings: Sequence[Finding]) -> None:
        self.profile = profile
        self.source = profile.source
        self.findings = findings
        self.figures = Figures(profile)

    def tried(self, number: int) -> Iterator[list[str]]:
        """Yield every `at` that may be about a finding, those that tell the most first.

        What stands at a whole section may be about any part of it.
        """
        finding = self.findings[number]
        top = self.source.place(())  # where the first key stands too
        paths = self._paths_at.get(finding.place, []) if finding.place != top else []
        facts = [
            fact
            for fact in dict.fromkeys(finding.facts.values())
            if _SHORTEST <= len(fact) <= _LONGEST and "\n" not in fact
        ]
        figures = [path for path in paths if path in self._names]
        itself = {name for path in figures for name in self._names[path]}
        others = [path for fact in facts if fact not in itself for path in self._paths_of(fact)]
        yield from ([path, other] for path in figures for other in others)
        yield from [[f"indicators.{finding.facts['id']}"]] if "id" in finding.facts else []
        yield from ([path] for path in paths if not isinstance(self.profile.at(path), dict))
        yield from ([path, fact] for path in paths for fact in facts)
        yield from ([fact] for fact in facts)
        yield from ([path] for path in paths)

    def about(self, rule: str, at: list[str]) -> list[int]:
        """Return the numbers of the findings of a rule that all of `at` is about.

        The name of a figure is its place, so that it does not stand for others that are compared with it.
        """
        alike = self.of_rule.get(rule, set())
        concerned = [self._concerned(alike, word) for word in at]
        if len(at) > 1:
            return sorted(frozenset.intersection(*(each.all for each in concerned)))
        by_name = any(not self._paths_of(word) for word in at)
        return sorted(each for one in concerned for each in one.placed or (one.named if by_name else ()))

    def _concerned(self, alike: set[int], word: str) -> _Concerned:
        """Return which of the findings `alike` a path, a name or a word of the finding is about."""
        paths, words = self._paths_of(word), {word, *self._also_called(word)} if word else set()
        exact, below = self._standing
        nothing: set[int] = set()
        return _Concerned(
            frozenset(number for path in paths for number in exact.get(path, nothing) & alike),
            frozenset(number for path in paths for number in below.get(path, nothing) & alike),
            frozenset(number for each in words for number in self._saying.get(each, nothing) & alike),
        )

    def _paths_of(self, word: str) -> list[str]:
        """Return the paths in the file that a path or the name of a figure stands for."""
        named = self._path_by_name.get(word, [])
        return [*([word] if word in self._written else []), *(named if len(named) <= _ALIKE else [])]

    def _also_called(self, word: str) -> Iterator[str]:
        """Yield what findings call that which `word` stands for: a figure, an indicator, a block."""
        yield from self._names.get(word, ())
        group, _, key = word.partition(".")
        if group == "indicators":
            yield key.partition(".")[0]
        yield from self._titles.get(word, ())

    @cached_property
    def of_rule(self) -> dict[str, set[int]]:
        """Return the numbers of the findings by rule."""
        found: dict[str, set[int]] = defaultdict(set)
        for number, finding in enumerate(self.findings):
            found[finding.rule].add(number)
        return found

    @cached_property
    def _saying(self) -> dict[str, set[int]]:
        """Return the numbers of the findings by the words that they say of what they are about."""
        found: dict[str, set[int]] = defaultdict(set)
        for number, finding in enumerate(self.findings):
            for fact in finding.facts.values():
                for name in (fact, *fact.split(JOINT)):
                    found[name].add(number)
        return found

    @cached_property
    def _standing(self) -> tuple[dict[str, set[int]], dict[str, set[int]]]:
        """Return the numbers of the findings by the path that they stand at, and by each path above that."""
        exact: dict[str, set[int]] = defaultdict(set)
        below: dict[str, set[int]] = defaultdict(set)
        for number, finding in enumerate(self.findings):
            for path in self._paths_at.get(finding.place, ()):
                exact[path].add(number)
                keys = path.split(".")
                for length in range(1, len(keys)):
                    below[".".join(keys[:length])].add(number)
        return exact, below

    @cached_property
    def _written(self) -> set[str]:
        """Return every path of the file."""
        return {path for paths in self._paths_at.values() for path in paths}

    @cached_property
    def _paths_at(self) -> dict[Place, list[str]]:
        """Return the paths of what stands at each place, values before keys."""
        found: dict[Place, list[str]] = defaultdict(list)
        for table in (self.source.places, self.source.keys):
            for path, place in table.items():
                if path:
                    found[place].append(".".join(map(str, path)))
        return found

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        """Return what each figure of the profile is called, an indicator also by its row, by path."""
        found: dict[str, tuple[str, ...]] = {}
        figures = self.figures
        for path in self._written:
            slot = figures.slot(path) if path.startswith(_FIGURES) else None
            if slot and slot.name:
                unnamed = path.count(".") == 1 and not figures.entry(path)
                found[path] = (slot.name, path.rpartition(".")[2]) if unnamed else (slot.name,)
        for key, row in figures.indicators.items():
            for path in (f"indicators.{key}", f"indicators.{key}.baseline", f"indicators.{key}.target"):
                found[path] = (*found.get(path, ()), row.name)
        return found

    @cached_property
    def _path_by_name(self) -> dict[str, list[str]]:
        """Return the paths of the figures of each name that stand in the file, in its order."""
        found: dict[str, list[str]] = defaultdict(list)
        for path in sorted(self._names.keys() & self._written):
            for name in self._names[path]:
                found[name].append(path)
        return found

    @cached_property
    def _titles(self) -> dict[str, tuple[str, ...]]:
        """Return the title of each block of the outline by its key."""
        return {node.key: (node.title,) for node in walk_outline(self.profile.outline.body) if node.title}
