"""How a locality calls itself, its surroundings and its departments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from generator.patterns import fill, words_of
from generator.resources import resource
from generator.source import Data, load_data, mapping, strings, texts


@dataclass(frozen=True, slots=True)
class Locality:
    """A place as its profile names it; `upper` are the levels above, the highest first."""

    name: str
    kind: str
    tier: str
    setting: str
    upper: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The terms of one locality and the names of its departments."""

    terms: dict[str, str]
    departments: dict[str, str]

    def department(self, function: str) -> str:
        """The name of the department with this function; the function itself if nobody named it."""
        return self.departments.get(function, function)


def kinds() -> list[str]:
    """The kinds of locality that the lexicon knows."""
    return list(mapping(_file("places").get("kinds")))


def kind_titles() -> dict[str, str]:
    """What each kind is called in Chinese."""
    kinds_known = mapping(_file("places")["kinds"])
    return {kind: strings(entry)["title"] for kind, entry in kinds_known.items()}


def kinds_upper(kind: str) -> list[str]:
    """What the levels above a place of this kind are by default, the highest first; none for a province."""
    known = mapping(mapping(_file("places")["kinds"])[kind])
    return texts(
        known.get("upper_default") or mapping(_file("places")["upper_default"]).get(str(known["tier"]))
    )


def kinds_ending(name: str, tier: str = "") -> list[str]:
    """The kinds that a place may be by the end of its name, of one tier if it is known."""
    endings = _file("places")["endings"]
    known = mapping(_file("places")["kinds"])
    for ending in map(mapping, endings if isinstance(endings, list) else []):
        if name.endswith(str(ending["suffix"])):
            return [kind for kind in texts(ending["kinds"]) if tier in {"", strings(known[kind])["tier"]}]
    return []


def settings() -> list[str]:
    """The settings (agrarian, pastoral, urban, city) that the lexicon knows."""
    return list(mapping(mapping(_file("places")["terms"])["settings"]))


def functions() -> list[str]:
    """The functions of departments that the lexicon names."""
    return list(_file("departments"))


def term_names() -> set[str]:
    """The names of all terms, whatever the kind of locality."""
    known = mapping(_file("places")["terms"])
    groups = (mapping(known.get(name)).values() for name in ("tiers", "settings", "together"))
    tables = [known["common"], *(table for group in groups for table in group)]
    own = [mapping(kind).get("terms") for kind in mapping(_file("places")["kinds"]).values()]
    return {name for table in (*tables, *own) for name in mapping(table)} | {"unit", "parents", "province"}


def locality(data: Mapping[str, Data]) -> Locality:
    """The locality that a profile's `locality` describes; its setting is its kind's by default."""
    words = strings(dict(data))
    kind = strings(mapping(_file("places")["kinds"])[words["kind"]])
    return Locality(
        name=words["name"],
        kind=words["kind"],
        tier=kind["tier"],
        setting=words.get("setting", kind["setting"]),
        upper=tuple(texts(data.get("upper"))),
    )


def lexicon(
    place: Locality,
    *,
    terms: Mapping[str, str],
    departments: Mapping[str, str],
    unit_prefix: bool = True,
    drafted: str = "",
) -> Lexicon:
    """The lexicon of a locality, under the terms and department names its profile brings along.

    Without `unit_prefix` departments go by their short names (民政局, not 县民政局). A department that is no
    more when the plan is drafted (year-month) goes by the name of the one that took over.
    """
    above = _upper(place)
    # the names of the levels above are the profile's own words: no pattern, whatever is in braces there
    given = {name: text for name, text in above.items() if place.upper}
    resolved = _resolved({**_patterns(place), **above}, {**given, **terms, "place": place.name})
    names = {
        function: _department(mapping(entry), place, resolved, prefix=unit_prefix)
        for function, entry in _file("departments").items()
    }
    named = {**names, **departments}
    heirs = {function: named[_heir(function, drafted)] for function in names}
    return Lexicon(resolved, {**heirs, **departments})


@cache
def _file(name: str) -> dict[str, Data]:
    return mapping(load_data(resource(f"lexicon/{name}.yaml")))


def _patterns(place: Locality) -> dict[str, str]:
    known = mapping(_file("places")["terms"])
    kind = mapping(mapping(_file("places")["kinds"])[place.kind])
    return {
        **strings(known["common"]),
        **strings(mapping(known["tiers"])[place.tier]),
        **strings(mapping(known["settings"])[place.setting]),
        **strings(mapping(known.get("together")).get(f"{place.tier}.{place.setting}")),
        **strings(kind),
        **strings(kind.get("terms")),
    }


def _upper(place: Locality) -> dict[str, str]:
    """Terms for the levels above; for a province it is itself the highest."""
    above = [_unit(name) for name in place.upper or kinds_upper(place.kind)]
    top = above[0] if above else {"unit": "{unit}", "self": "{self}"}
    return {
        "parents": "、".join(words["unit"] for words in above),
        "province": top["unit"],
        "province_whole": f"全{top.get('self', top['unit'])}",
    }


def _unit(name: str) -> dict[str, str]:
    for rule in _file("places")["upper"] or []:
        words = strings(rule)
        if name.endswith(words["suffix"]):
            kind = mapping(mapping(_file("places")["kinds"])[words["kind"]])
            return {**strings(kind), **strings(kind.get("terms")), **words}
    return {"unit": name}


def names_of(upper: str) -> list[str]:
    """The name of a level above, and the shorter ones that documents cite it by: 恩施州, 克州."""
    shorter = (
        upper[:length] + rule["short"]
        for rule in map(strings, _file("places")["upper"] or [])
        if "short" in rule and upper.endswith(rule["suffix"])
        for length in range(1, len(upper) - len(rule["suffix"]))
    )
    return [upper, *shorter]


def _heir(function: str, drafted: str) -> str:
    """The function that has the duties of this one at the time; itself while its department exists."""
    entry = strings(_file("departments")[function])
    over = drafted >= entry.get("until", "9999")
    return _heir(entry["successor"], drafted) if over else function


def _department(entry: dict[str, Data], place: Locality, terms: dict[str, str], *, prefix: bool) -> str:
    name = entry["name"]
    names = strings(name)
    own = next((key for key in (place.kind, place.setting, place.tier) if key in names), "all")
    pattern = names[own] if names else str(name)
    if prefix:
        return fill(pattern, terms)
    return fill(str(entry.get("short") or pattern.replace("{unit}", "")), terms)


def _resolved(patterns: dict[str, str], literal: Mapping[str, str]) -> dict[str, str]:
    """Patterns that name one another, filled in; `literal` terms stand as they are, inside others too.

    A pattern may use terms that use others in turn, as deep as there are terms. One that leads back to
    itself stands as it is too.
    """
    waiting = {key: text for key, text in patterns.items() if key not in literal}
    circular = {key: text for key, text in waiting.items() if key in _used(key, waiting)}
    done = {**literal, **circular}
    waiting = {key: text for key, text in waiting.items() if key not in circular}
    while waiting:
        ready = {key: text for key, text in waiting.items() if not words_of(text) & waiting.keys()}
        done |= {key: fill(text, done) for key, text in ready.items()}
        waiting = {key: text for key, text in waiting.items() if key not in ready}
    return done


def _used(key: str, patterns: Mapping[str, str]) -> set[str]:
    """The terms that a term names, those that they name, and so on."""
    used: set[str] = set()
    found = {key}
    while found:
        found = {word for name in found for word in words_of(patterns[name]) & patterns.keys()} - used
        used |= found
    return used
