"""Set apart the findings that a profile accepts: `accepted`, each by its rule, its place and a reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from generator.base.diagnostics import Finding, Place, Severity
from generator.base.spelling import nearest
from generator.check.findings.rulebook import Rule, rule_named, rulebook
from generator.library.outline import walk_outline
from generator.locality.figures import Figures
from generator.locality.profile import Profile
from generator.yaml_source import KeyPath, Source, mapping, strings, texts

_JOINT = "、"  # between several names in one fact
_SHORTEST, _LONGEST = 2, 30  # characters of a fact that tells a finding apart


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


def accept(profile: Profile, findings: Sequence[Finding]) -> list[Finding]:
    """Return `findings` with the reason of each that the `profile` accepts, and what is wrong with that.

    An acceptance is for one finding: what it names has to fit no other. Errors stand whatever is accepted.
    """
    rows = profile.at("accepted")
    if not isinstance(rows, list) or not rows:
        return list(findings)
    found, said = _Acceptances(profile, findings), list(findings)
    for index, row in enumerate(rows):
        words, at = strings(row), texts(mapping(row).get("at"))
        place = profile.source.place(("accepted", index))
        rule = rule_named(words["rule"].strip())
        if rule is None:
            guess = nearest(words["rule"], [*rulebook(), *(each.title for each in rulebook().values())])
            said.append(Finding("accepted-unknown", place, {"value": words["rule"], "guess": guess}))
        elif not rule.acceptable:
            said.append(Finding("accepted-refused", place, {"title": rule.title, "rule": rule.id}))
        else:
            fitting, trouble = found.fitting(rule, at, place)
            said += trouble
            for number in fitting:
                said[number] = replace(said[number], accepted=words["reason"].strip())
    return said


def accept_among_others(profile: Profile, findings: Sequence[Finding]) -> list[Finding]:
    """Return `findings` about a plan beside those of other places, as `accept` does, and nothing more."""
    return accept(profile, findings)[: len(findings)]


def ways_to_accept(profile: Profile, findings: Sequence[Finding]) -> Iterator[tuple[Finding, list[str]]]:
    """Yield each warning of `findings` that the profile could accept, with the `at` that fits it alone."""
    found = _Acceptances(profile, findings)
    for number, finding in enumerate(findings):
        rule = rulebook()[finding.rule]
        standing = rule.acceptable and rule.severity is Severity.WARNING and not finding.accepted
        if standing and (at := found.way_to(number)):
            yield finding, at


class _Acceptances:
    """Find which of the findings on one profile an acceptance is about."""

    def __init__(self, profile: Profile, findings: Sequence[Finding]) -> None:
        self.profile = profile
        self.source: Source = profile.source
        self.findings = findings
        self.figures = Figures(profile)

    def fitting(self, rule: Rule, at: list[str], place: Place) -> tuple[list[int], list[Finding]]:
        """Return the number of the finding of `rule` that `at` is about, or what is wrong with `at`."""
        found = self._about(rule.id, [word.strip() for word in at])
        if len(found) == 1:
            return found, []
        facts = {"title": rule.title, "what": _JOINT.join(at)}
        if found:
            ways = [_said(way) for number in found if (way := self.way_to(number))]
            known = _JOINT.join(ways) if len(ways) == len(found) else ""
            return [], [
                Finding("accepted-unclear", place, {**facts, "count": str(len(found)), "known": known})
            ]
        if rule.others:
            return [], []
        alike = (number for number, each in enumerate(self.findings) if each.rule == rule.id)
        known = _JOINT.join(_said(way) for number in alike if (way := self.way_to(number)))
        return [], [Finding("accepted-idle", place, {**facts, "known": known})]

    def way_to(self, number: int) -> list[str]:
        """Return the shortest `at` that is about finding `number` alone, [] if there is none."""
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
        others = [path for fact in facts if fact not in itself for path in self._path_by_name.get(fact, [])]
        pairs = [[path, other] for path in figures for other in others]
        row = [[f"indicators.{finding.facts['id']}"]] if "id" in finding.facts else []
        ways = [*pairs, *row, *([path] for path in paths)]
        ways += [*([path, fact] for path in paths for fact in facts), *([fact] for fact in facts)]
        return next((way for way in ways if self._about(finding.rule, way) == [number]), [])

    def _about(self, rule: str, at: list[str]) -> list[int]:
        """Return the numbers of the findings of a rule that all of `at` is about.

        The name of a figure is its place, so that it does not stand for others that are compared with it.
        """
        concerned = [self._concerned(rule, word) for word in at]
        if len(at) > 1:
            return sorted(frozenset.intersection(*(each.all for each in concerned)))
        by_name = any(not self._paths_of(word) for word in at)
        return sorted(each for one in concerned for each in one.placed or (one.named if by_name else ()))

    def _concerned(self, rule: str, word: str) -> _Concerned:
        """Return the findings of a rule that a path, a name or a word of the finding is about."""
        numbers = [number for number, each in enumerate(self.findings) if each.rule == rule]
        paths = self._paths_of(word)
        exact = {
            place for path in paths for place in (self.source.places.get(path), self.source.keys.get(path))
        }
        below = {
            place
            for path in paths
            for table in (self.source.places, self.source.keys)
            for other, place in table.items()
            if other[: len(path)] == path
        }
        words = {word, *self._also_called(word)} if word else set()
        return _Concerned(
            frozenset(number for number in numbers if self.findings[number].place in exact),
            frozenset(number for number in numbers if self.findings[number].place in below),
            frozenset(number for number in numbers if words & set(_names(self.findings[number]))),
        )

    def _paths_of(self, word: str) -> list[KeyPath]:
        """Return the paths in the file that a dotted path or the name of a figure stands for."""
        dotted = [word, *self._path_by_name.get(word, [])]
        return [path for each in dotted if (path := self._known_path(each))]

    def _known_path(self, dotted: str) -> KeyPath:
        """Return a dotted path as keys and indexes, () if the file has nothing there."""
        return self._written.get(dotted, ())

    def _also_called(self, word: str) -> Iterator[str]:
        """Yield what findings call that which `word` stands for: a figure, an indicator, a block."""
        yield from self._names.get(word, ())
        group, _, key = word.partition(".")
        if group == "indicators":
            yield key.partition(".")[0]
        yield from self._titles.get(word, ())

    @cached_property
    def _written(self) -> dict[str, KeyPath]:
        """Return every path of the file, as it is written with dots."""
        return {".".join(map(str, path)): path for path in (*self.source.places, *self.source.keys) if path}

    @cached_property
    def _paths_at(self) -> dict[Place, list[str]]:
        """Return the dotted paths of what stands at each place, values before keys."""
        found: dict[Place, list[str]] = defaultdict(list)
        for table in (self.source.places, self.source.keys):
            for path, place in table.items():
                if path:
                    found[place].append(".".join(map(str, path)))
        return found

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        """Return what each figure of the profile is called, an indicator also by its row, by dotted path."""
        found: dict[str, tuple[str, ...]] = {}
        for path in self._written:
            slot = self.figures.slot(path) if path.count(".") else None
            if slot and slot.is_figure and slot.name:
                found[path] = (slot.name,)
        for key, row in self.figures.indicators.items():
            for path in (f"indicators.{key}", f"indicators.{key}.baseline", f"indicators.{key}.target"):
                found[path] = (*found.get(path, ()), row.name)
        return found

    @cached_property
    def _path_by_name(self) -> dict[str, list[str]]:
        """Return the dotted paths of the figures of each name that stand in the file."""
        found: dict[str, list[str]] = defaultdict(list)
        for path, names in self._names.items():
            for name in names if path in self._written else ():
                found[name].append(path)
        return found

    @cached_property
    def _titles(self) -> dict[str, tuple[str, ...]]:
        """Return the title of each block of the outline by its key."""
        return {node.key: (node.title,) for node in walk_outline(self.profile.outline.body) if node.title}


def _names(finding: Finding) -> Iterable[str]:
    """Return the words that a finding says of what it is about."""
    return (name for fact in finding.facts.values() for name in (fact, *fact.split(_JOINT)))


def _said(at: list[str]) -> str:
    """Return an `at` as it is written into a profile."""
    return at[0] if len(at) == 1 else f"[{', '.join(at)}]"
