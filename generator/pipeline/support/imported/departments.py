"""Find the functions of the departments that a plan names: by the lexicon, and by their other names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from generator.base.limits import LONGEST_KEY
from generator.document import Department, Document, Duties, nodes_in
from generator.library.lexicon import Locality, build_lexicon
from generator.pipeline.support.imported.words import listed, named


class Departments:
    """Hold the functions of the departments that a plan names, and what they are called in it.

    One that is no known department has its name as its function.
    """

    def __init__(self, names: Iterable[str], place: Locality) -> None:
        printed = Counter(name for name in names if name)
        with_unit, without = (
            build_lexicon(place, terms={}, departments={}, unit_prefix=prefix).departments
            for prefix in (True, False)
        )
        self._stems = _stems(with_unit, without)
        self.functions = {name: self._function(name) for name in printed}
        self.unit_prefix = _prefixed(printed, with_unit, without)
        usual = with_unit if self.unit_prefix else without
        called: dict[str, Counter[str]] = defaultdict(Counter)
        for name, count in printed.items():
            called[self.functions[name]][name] += count
        self.names = {
            function: names.most_common(1)[0][0]
            for function, names in called.items()
            if usual.get(function) != names.most_common(1)[0][0]
        }
        self.unknown = [name for name, function in self.functions.items() if name.startswith(function)]

    def _function(self, name: str) -> str:
        return self._stems.get(name) or self._stems.get(_stem(name)) or name[:LONGEST_KEY]

    def of(self, departments: Iterable[Department]) -> list[str]:
        """Return the functions of `departments`, each once."""
        return list(dict.fromkeys(self.functions[each.name] for each in departments if each.name))


def named_in(document: Document) -> Iterable[str]:
    """Yield the name of each department that leads or takes part in anything of `document`."""
    for node in nodes_in(document):
        duties = getattr(node, "duties", None)
        if isinstance(duties, Duties):
            yield from (each.name for each in (*duties.lead, *duties.support))


def _stems(*lexicons: Mapping[str, str]) -> dict[str, str]:
    """Return functions by names and by what is left of them without their ends."""
    found = {stem: function for function, stems in named("departments").items() for stem in stems}
    known = [pair for lexicon in lexicons for pair in reversed(list(lexicon.items()))]
    for function, name in known:
        found.setdefault(_stem(name), function)
    return found | {name: function for function, name in known}


@cache
def _stem(name: str) -> str:
    """Return `name` without the level before it and without 局, 委 behind it."""
    ways = (("department_begins", str.removeprefix), ("department_ends", str.removesuffix))
    for words, strip in ((listed(each), strip) for each, strip in ways):
        for word in sorted(words, key=len, reverse=True):
            if len(shorter := strip(name, word)) < len(name) and len(shorter) > 1:
                name = shorter
                break
    return name


def _prefixed(printed: Counter[str], with_unit: Mapping[str, str], without: Mapping[str, str]) -> bool:
    """Return whether most of the departments are printed with 县 or 市 before their names."""
    both = ((one, without.get(key, "")) for key, one in with_unit.items())
    units = {one[: -len(two)] for one, two in both if two and one.endswith(two)} - {""}
    marked = sum(count for name, count in printed.items() if name.startswith(tuple(units) or ("\0",)))
    return 2 * marked >= sum(printed.values())
