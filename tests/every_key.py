"""Set every key that the schema accepts in a small plan that has everything, and see what becomes of it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from commands import CASES

from generator.base.diagnostics import Finding, PlanError
from generator.check.acceptance import accept
from generator.check.findings.rulebook import is_blocking
from generator.check.form.profile import check_form
from generator.check.review import check_content
from generator.library.outline import BLOCKS
from generator.library.period import Period
from generator.locality.origins import find_origins
from generator.locality.profile import make_profile
from generator.pipeline.support.composing import compose
from generator.yaml_source import load, parse

Path: TypeAlias = "tuple[str | int, ...]"
FOLDER = CASES / "every_key"
BASE: Any = load(FOLDER / "base.yaml").data
_VALUES: Any = load(FOLDER / "values.yaml").data
IDLE = "key-idle"
_TEXT = "试印的字样"
_KEY = re.compile(r"\bkey='[^']*'")
# Keys of one's own choice, by the path of the mapping that they stand in: known to the library, or not.
_KEYED: dict[Path, list[str]] = {
    ("population",): ["certified", "severe", "mild"],
    ("population", "by_grade"): ["1"],
    ("achievements",): ["poverty_relieved", "startups", "villages"],
    ("categories",): ["rights"],
    ("indicators",): ["associations", "vacancy"],
    ("completion",): ["last_coverage"],
    ("commitments",): ["agency_threshold", "bases"],
    ("departments",): ["federation"],
    ("terms",): ["whole"],
    ("documents",): ["basis"],
    ("names",): ["grid"],
}
_BLOCK_LISTS = ("preamble", "chapters", "body", "groups", "items")


class KeyPlace(NamedTuple):
    """A place where a key may stand: the schema that has it there, its path, and the rules for its value."""

    schema: str
    path: Path
    rules: dict[str, Any]

    def __str__(self) -> str:
        return ".".join(map(str, self.path))


class Outcome(NamedTuple):
    """Hold what becomes of a profile: the draft ("" for none), the names of its figures, and what is told."""

    draft: str
    origins: dict[str, tuple[str, str, str]]
    told: Counter[tuple[object, ...]]


def places(schemas: dict[str, Any], period: Period) -> Iterator[KeyPlace]:
    """Yield every place of every key of a period's compiled schemas in the base profile."""
    yield from _Walk(schemas, period).mapping("profile", schemas["profile"], ())


class _Walk:
    def __init__(self, schemas: dict[str, Any], period: Period) -> None:
        self.schemas = schemas
        self.period = period

    def mapping(self, name: str, schema: dict[str, Any], path: Path) -> Iterator[KeyPlace]:
        for key, rules in schema.items():
            below = list(self.below(key, rules, (*path, key)))
            if not below:  # of a mapping its keys tell
                yield KeyPlace(name, (*path, key), rules)
            yield from below

    def below(self, name: str, rules: dict[str, Any], path: Path) -> Iterator[KeyPlace]:
        """Yield the places below a node by its rules."""
        named = rules.get("schema")
        schema = self.schemas.get(named) if isinstance(named, str) else named
        if path == ("accepted",):
            yield from self.mapping("acceptance", self.schemas["acceptance"], (*path, 0))
        elif path == ("parts",):
            yield from self.parts()
        elif path == ("outline",):
            yield from self.mapping("outline", self.schemas["outline"], path)
            yield from self.blocks(path)
            yield from self.changes()
            yield from self.brought()
        elif "dict" in rules.get("type", ()) and schema and not self.is_list(rules):
            yield from self.mapping(named if isinstance(named, str) else name, schema, path)
        yield from self.keyed(name, rules, path)

    @staticmethod
    def is_list(rules: dict[str, Any]) -> bool:
        return "list" in rules.get("type", ())

    def keyed(self, name: str, rules: dict[str, Any], path: Path) -> Iterator[KeyPlace]:
        """Yield the places of keys of one's own choice."""
        inner = rules.get("valuesrules") or rules.get("allow_unknown")
        if not isinstance(inner, dict):
            return
        allowed = rules.get("keysrules", {}).get("allowed", [])
        keys: list[str] = _KEYED.get(path, allowed)
        for key in keys:
            if key not in (rules.get("schema") or {}):
                if not isinstance(_find(BASE, (*path, key)), dict):
                    yield KeyPlace(name, (*path, key), inner)
                yield from self.below(name, inner, (*path, key))

    def parts(self) -> Iterator[KeyPlace]:
        """Yield every field of every form."""
        for form in self.schemas["part"]["form"]["allowed"]:
            for field, rules in self.schemas["part"].items():
                if field != "form":
                    yield KeyPlace(f"part.{form}", ("parts", 0, field), rules)

    def blocks(self, path: Path) -> Iterator[KeyPlace]:
        """Yield every field of every block below a node of the base profile, and of every passage."""
        node = _at(BASE, path)
        for name in _BLOCK_LISTS:
            for index, block in enumerate(node.get(name, [])):
                at = (*path, name, index)
                if isinstance(block, dict) and "own" not in block:
                    kind = next((kind for kind in BLOCKS if kind in block), "paragraph")
                    fields = self.schemas["node"].items()
                    named = (KeyPlace(f"node.{kind}", (*at, key), rules) for key, rules in fields)
                    yield from (place for place in named if place.path[-1] != kind)  # that is its name
                    yield from self.blocks(at)
        for index, entry in enumerate(node.get("topics", [])):
            if isinstance(entry, dict):
                yield from self.mapping("entry", self.schemas["entry"], (*path, "topics", index))

    def changes(self) -> Iterator[KeyPlace]:
        """Yield every field of a change to a block of each kind, and every verb."""
        path = ("outline", "changes", 0)
        for verb in ("remove", "before", "after"):
            yield KeyPlace("change", (*path, verb), self.schemas["change"][verb])
        yield KeyPlace("change", (*path, "add"), self.schemas["change"]["add"])
        for target in ("background", "jobs", "training", "box_jobs", "box_jobs.posts", "box_jobs.agencies"):
            for key, rules in self.schemas["change"].items():
                if key not in {"at", "remove", "before", "after", "add"}:
                    yield KeyPlace(f"change.{target}", (*path, key), rules)

    def brought(self) -> Iterator[KeyPlace]:
        """Yield every field of all that changes can bring in, wherever they can bring it."""
        path = ("outline", "changes", 0)
        for name, change in _VALUES["brought"].items():
            word = "add" if "add" in change else "by"
            content = change[word]
            is_passage = "own" in content and not any(kind in content for kind in BLOCKS)
            for key, rules in self.schemas["entry" if is_passage else "node"].items():
                if key not in {*content, *BLOCKS, "title" if "topics" in content else ""}:
                    yield KeyPlace(f"brought.{name}", (*path, word, key), rules)


def has_effect(place: KeyPlace) -> bool:
    """Return whether the key at a place, set to one of some values, changes the draft or the findings."""
    return any(before != after for before, after in _tried(place))


def is_told_wrongly(place: KeyPlace) -> bool:
    """Return whether the key is told as one without effect although it changes the draft."""
    key = ("key", str(place.path[-1]))
    return any(
        before.draft != after.draft and any(each[0] == IDLE and key in each for each in after.told)
        for before, after in _tried(place)
    )


def _tried(place: KeyPlace) -> Iterator[tuple[Outcome, Outcome]]:
    """Yield what becomes of the base profile without the key and with each value tried."""
    without = _without(place)
    before = _outcome(without)
    yield from ((before, _outcome(_with(without, place, value))) for value in _candidates(place))


def _without(place: KeyPlace) -> Any:  # noqa: ANN401  # YAML
    """Return the base profile without the key at a place, but with everything above it."""
    data = deepcopy(BASE)
    schema, _, target = place.schema.partition(".")
    if schema == "change":
        verb = {"at": target} if target else {}
        added = {"after": "training"} if place.path[-1] == "add" else {}
        new = {"add": _VALUES["add"][0]} if place.path[-1] in {"before", "after"} else {}
        data["outline"]["changes"] = [{**verb, **added, **new}]
        return data
    if schema == "brought":
        data["outline"]["changes"] = [deepcopy(_VALUES["brought"][target])]
        return data
    if schema == "part":
        data["parts"] = [{"form": target}, *(["plan"] if target != "plan" else [])]
    node = data
    for key in place.path[:-1]:
        if isinstance(node, dict) and not isinstance(node.get(key), (dict, list)):
            node[key] = {} if node.get(key) is None else {"value": node[key]}
        node = node[key]
    if not place.rules.get("required") and place.path[-1] not in BLOCKS:
        node.pop(place.path[-1], None)
    return data


def _with(data: Any, place: KeyPlace, value: Any) -> Any:  # noqa: ANN401  # YAML
    data = deepcopy(data)
    node = _at(data, place.path[:-1])
    node[place.path[-1]] = value
    return data


def _candidates(place: KeyPlace) -> list[Any]:
    """Return values to try: those written down for the key, else those that its rules allow, or any text."""
    key, rules = str(place.path[-1]), place.rules
    table = place.schema.partition(".")[0]
    found = _VALUES.get(f"{table}.{key}") or _VALUES.get(key)
    if rules.get("check_with") == "pattern":
        found = _VALUES["pattern"]
    if found:
        return list(found)
    if "allowed" in rules:
        return list(rules["allowed"])
    types = rules.get("type", "string")
    if "string" in types:
        return [_TEXT]
    return [[_TEXT]] if "list" in types else [{}]


def _find(data: Any, path: Path) -> Any:  # noqa: ANN401  # YAML
    """Return the node at a path, None if there is none."""
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def _at(data: Any, path: Path) -> Any:  # noqa: ANN401  # YAML
    for key in path:
        data = data[key]
    return data


def _outcome(data: Any) -> Outcome:  # noqa: ANN401  # YAML
    return _judged(json.dumps(data, ensure_ascii=False))


@cache
def _judged(text: str) -> Outcome:
    source = parse(text, "every-key.yaml")
    told = check_form(source)
    if any(map(is_blocking, told)):
        return Outcome("", {}, _facts(told))
    try:
        profile = make_profile(source)
        document = compose(profile)
    except PlanError as error:
        return Outcome("", {}, _facts(error.findings))
    origins = {
        path: (each.name, each.unit, each.department)
        for path, each in find_origins(document, profile).items()
    }
    draft = _KEY.sub("", repr(document))  # no key is seen on paper
    return Outcome(draft, origins, _facts(accept(profile, [*told, *check_content(profile)])))


def _facts(findings: list[Finding]) -> Counter[tuple[object, ...]]:
    return Counter((each.rule, each.accepted, *sorted(each.facts.items())) for each in findings)
