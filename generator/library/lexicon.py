"""The names by which a locality's plan calls the locality, its surroundings and its departments."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from generator.base.patterns import fill, resolve_patterns
from generator.base.resources import resource
from generator.library.known_places import counties_word, known_place
from generator.yaml_source import Data, load_data, mapping, strings, texts

_LOWEST = "county"


class Locality(NamedTuple):
    """Describe a place as its profile names it; `upper` are the levels above, the highest first.

    `townships` says what a county has below it (镇街道), "" for the default of its kind; `chosen` whether the
    profile itself says which setting it is.
    """

    name: str
    kind: str
    tier: str
    setting: str
    upper: tuple[str, ...]
    townships: str = ""
    chosen: bool = False


class Lexicon(NamedTuple):
    """Hold the terms of one locality and the names of its departments by function."""

    terms: dict[str, str]
    departments: dict[str, str]

    def department(self, function: str) -> str:
        """Return the name of the department with this `function`, or `function` itself if it has no name."""
        return self.departments.get(function, function)


def locality_kinds() -> list[str]:
    """Return the kinds of locality that templates/lexicon/places.yaml lists."""
    return list(mapping(_lexicon_data("places").get("kinds")))


def kind_titles() -> dict[str, str]:
    """Return the Chinese title of each kind."""
    kinds_data = mapping(_lexicon_data("places")["kinds"])
    return {kind: strings(entry)["title"] for kind, entry in kinds_data.items()}


def default_levels_above(kind: str) -> list[str]:
    """Return the default levels above a place of this `kind`, the highest first; none for a province."""
    known = mapping(mapping(_lexicon_data("places")["kinds"])[kind])
    return texts(
        known.get("upper_default")
        or mapping(_lexicon_data("places")["upper_default"]).get(str(known["tier"]))
    )


def kinds_by_ending(name: str, tier: str = "") -> list[str]:
    """Return the kinds that a place called `name` may be by its ending; only those of `tier` if given."""
    endings = _lexicon_data("places")["endings"]
    known = mapping(_lexicon_data("places")["kinds"])
    for ending in map(mapping, endings if isinstance(endings, list) else []):
        if name.endswith(str(ending["suffix"])):
            return [kind for kind in texts(ending["kinds"]) if tier in {"", strings(known[kind])["tier"]}]
    return []


def locality_settings() -> list[str]:
    """Return the settings (agrarian, pastoral, urban, city) that the lexicon lists."""
    return list(mapping(mapping(_lexicon_data("places")["terms"])["settings"]))


def setting_titles() -> dict[str, str]:
    """Return the Chinese title of each setting; the setting itself where a lexicon of others has none."""
    titles = strings(_lexicon_data("places").get("setting_titles"))
    return {setting: titles.get(setting, setting) for setting in locality_settings()}


def tiers() -> list[str]:
    """Return the tiers that the lexicon lists, the lowest first."""
    return list(mapping(mapping(_lexicon_data("places")["terms"])["tiers"]))


def township_words() -> list[str]:
    """Return the words for what a county has below it (乡镇街道, 镇街道 …) that the lexicon lists."""
    return list(mapping(mapping(_lexicon_data("places")["terms"]).get("townships")))


def department_functions() -> list[str]:
    """Return the functions of departments that the lexicon names."""
    return list(_lexicon_data("departments"))


def varying_departments() -> list[str]:
    """Return the functions of departments whose names differ from place to place."""
    known = _lexicon_data("departments").items()
    return [function for function, entry in known if strings(entry).get("varies") == "true"]


def known_setting(name: str, kind: str, upper: tuple[str, ...]) -> str:
    """Return the setting of a place that is known to have nothing but streets, else ""."""
    townships = known_place(name, kind, upper).townships
    if not townships or townships in township_words():
        return ""
    return strings(mapping(_lexicon_data("places")["kinds"])[kind]).get("streets_only", "")


def term_names() -> set[str]:
    """Return the names of all terms, whatever the kind of locality."""
    known = mapping(_lexicon_data("places")["terms"])
    groups = (mapping(known.get(name)).values() for name in ("tiers", "settings", "together"))
    tables = [known["common"], *(table for group in groups for table in group)]
    own = [mapping(kind).get("terms") for kind in mapping(_lexicon_data("places")["kinds"]).values()]
    return {name for table in (*tables, *own) for name in mapping(table)} | {"unit", "parents", "province"}


def read_locality(data: Mapping[str, Data]) -> Locality:
    """Read the locality from a profile's `locality` mapping.

    Its setting and its townships default to what is known of the place, and the setting to that of its kind.
    """
    words, upper = strings(dict(data)), tuple(texts(data.get("upper")))
    kind = strings(mapping(_lexicon_data("places")["kinds"])[words["kind"]])
    known = known_place(words["name"], words["kind"], upper)
    settings = (words.get("setting"), known.setting if known.setting in locality_settings() else "")
    return Locality(
        name=words["name"],
        kind=words["kind"],
        tier=kind["tier"],
        setting=next(filter(None, settings), kind["setting"]),
        upper=upper,
        townships=words.get("townships", known.townships) if kind["tier"] == _LOWEST else "",
        chosen="setting" in words,
    )


def build_lexicon(
    place: Locality,
    *,
    terms: Mapping[str, str],
    departments: Mapping[str, str],
    unit_prefix: bool = True,
    drafted: str = "",
) -> Lexicon:
    """Build the lexicon of `place`; the profile's own `terms` and `departments` take precedence.

    Without `unit_prefix` departments go by their short names (民政局, not 县民政局). A department that is
    abolished by the month of drafting (`drafted`, year-month) goes by the name of its successor, one that
    is founded later by that of its predecessor.
    """
    above = _upper_terms(place)
    # names of levels above are the profile's own words: no patterns, even if they hold braces
    given = {name: text for name, text in above.items() if place.upper}
    resolved = resolve_patterns({**_term_patterns(place), **above}, {**given, **terms, "place": place.name})
    known = known_place(place.name, place.kind, place.upper).departments
    names = {
        function: _department(mapping(entry), known.get(function), place, resolved, prefix=unit_prefix)
        for function, entry in _lexicon_data("departments").items()
    }
    named = {**names, **departments}
    successors = {function: named[successor(function, drafted)] for function in names}
    return Lexicon(resolved, {**successors, **departments})


@cache
def _lexicon_data(name: str) -> dict[str, Data]:
    return mapping(load_data(resource(f"lexicon/{name}.yaml")))


def _term_patterns(place: Locality) -> dict[str, str]:
    known = mapping(_lexicon_data("places")["terms"])
    kind = mapping(mapping(_lexicon_data("places")["kinds"])[place.kind])
    return {
        **strings(known["common"]),
        **strings(mapping(known["tiers"])[place.tier]),
        **strings(mapping(known["settings"])[place.setting]),
        **strings(mapping(known.get("townships")).get(place.townships)),
        **strings(mapping(known.get("together")).get(f"{place.tier}.{place.setting}")),
        **strings(kind),
        **strings(kind.get("terms")),
        **_terms_by_counties(place, mapping(known.get("below"))),
        **({} if place.chosen else known_place(place.name, place.kind, place.upper).terms),
    }


def _terms_by_counties(place: Locality, known: Mapping[str, Data]) -> dict[str, str]:
    """Return the terms by what divisions a place has below it, from those `known` for its kind."""
    terms = mapping(known.get(place.kind))
    word = counties_word(place.name, place.upper) if terms else None
    return {} if word is None else strings(terms.get(word))


def _upper_terms(place: Locality) -> dict[str, str]:
    """Return the terms for the levels above; a province is its own highest level."""
    above = [_unit(name) for name in place.upper or default_levels_above(place.kind)]
    top = above[0] if above else {"unit": "{unit}", "self": "{self}"}
    return {
        "parents": "、".join(words["unit"] for words in above),
        "province": top["unit"],
        "province_whole": f"全{top.get('self', top['unit'])}",
    }


def _unit(name: str) -> dict[str, str]:
    for rule in _lexicon_data("places")["upper"] or []:
        words = strings(rule)
        if name.endswith(words["suffix"]):
            kind = mapping(mapping(_lexicon_data("places")["kinds"])[words["kind"]])
            return {**strings(kind), **strings(kind.get("terms")), **words}
    return {"unit": name}


def names_of_level(upper: str) -> list[str]:
    """Return the name of the level `upper` and the short forms by which documents cite it: 恩施州, 克州."""
    short_forms = (
        upper[:length] + rule["short"]
        for rule in map(strings, _lexicon_data("places")["upper"] or [])
        if "short" in rule and upper.endswith(rule["suffix"])
        for length in range(1, len(upper) - len(rule["suffix"]))
    )
    return [upper, *short_forms]


def successor(function: str, drafted: str) -> str:
    """Return the function that has this one's duties at `drafted`; itself while its department exists."""
    entry = strings(_lexicon_data("departments")[function])
    if drafted and drafted < entry.get("from", ""):
        return entry["predecessor"]
    abolished = drafted >= entry.get("until", "9999")
    return successor(entry["successor"], drafted) if abolished else function


def _department(
    entry: dict[str, Data], known: str | None, place: Locality, terms: dict[str, str], *, prefix: bool
) -> str:
    """Return a department's name, by its pattern `known` for the place or by its `entry` in the lexicon."""
    name = known or entry["name"]
    names = strings(name)
    own = next((key for key in (place.kind, place.setting, place.tier) if key in names), "all")
    pattern = names[own] if names else str(name)
    if prefix:
        return fill(pattern, terms)
    return fill(str(entry.get("short") or pattern.replace("{unit}", "")), terms)
