"""Select what goes from one period's profile into the next one's, piece by piece."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from generator.base.diagnostics import PlanError
from generator.base.patterns import fill
from generator.base.resources import templates_folder
from generator.base.values import Value, ValueKind, read_value
from generator.check.review import check_content
from generator.library.period import CATALOGUES, CITED_GROUPS
from generator.locality.indicators import PlanIndicator, plan_indicators
from generator.locality.profile import Profile
from generator.pipeline.support.upper_plans import validated_profile
from generator.yaml_source import Data, KeyPath, Source, load, mapping, node_at, parse, strings, texts
from generator.yaml_source.write import yaml_flow, yaml_scalar

FACT_KEYS = ("title", "subtitle", "status", "drafted", "baseline_year")
_CELLS = ("baseline", "target")
OUTDATED_RULES = {"wrong-period-word", "wrong-level-word", "meeting-anachronism", "department-abolished"}


def build_profile(data: dict[str, Data], old: Profile) -> Profile:
    """Return the profile that `data` describes.

    Raise PlanError, at places in the file of `old`, if it is not valid.
    """
    return validated_profile(replace(old.source, data=data))


def message(name: str, words: Mapping[str, str]) -> str:
    """Return the message `name` of templates/profile/roll.yaml, filled with `words`."""
    return fill(strings(_settings()["messages"])[name], words)


def unconfirmed_mark() -> str:
    """Return the mark that precedes a figure to be confirmed."""
    return str(_settings()["mark"])


def section_lines(text: str, source: Source, key: str) -> str:
    """Return the lines of the top-level `key` as they stand in the file; "" if the profile has none.

    Write the data anew if those lines alone do not parse to it.
    """
    data = mapping(source.data)
    if key not in data:
        return ""
    starts = sorted(place.line for path, place in source.keys.items() if len(path) == 1)
    first = source.keys[(key,)].line
    lines = text.splitlines()[first - 1 : next((line - 1 for line in starts if line > first), None)]
    while lines and (not lines[-1].strip() or lines[-1].startswith("#")):
        lines.pop()
    return (
        "\n".join(lines)
        if _parses_to("\n".join(lines), {key: data[key]})
        else f"{key}: {yaml_flow(data[key])}"
    )


def own_indicators(old: Profile, known: Mapping[str, object]) -> dict[str, Data]:
    """Return the attributes of each indicator without its figures.

    Leave out indicators of the old national set that are not among `known`, those of the new one.
    """
    own = mapping(old.at("indicators"))
    dropped = old.period.indicators.keys() - known.keys()
    return {
        key: {name: value for name, value in mapping(row).items() if name not in _CELLS}
        for key, row in own.items()
        if key not in dropped
    }


def baselines(old: Profile, new: Profile) -> Iterator[tuple[str, str]]:
    """Yield last period's targets as baselines to confirm, by path.

    Take a cumulative target only if the indicator had a baseline, or has one in the new period.
    """
    rows = {row.id: row for row in plan_indicators(new)}
    for row in plan_indicators(old):
        target, before = (_read_or_confirmed(old, f"indicators.{row.id}.{cell}") for cell in reversed(_CELLS))
        if row.id not in rows or target is None or target.kind is not ValueKind.NUMBER:
            continue
        if _has_baseline(rows[row.id]) or (before and before.kind is ValueKind.NUMBER):
            text = target.text.rstrip("%％") if rows[row.id].unit == "%" else target.text  # the name has it
            yield f"indicators.{row.id}.baseline", f"{unconfirmed_mark()}{text}"


def next_title(old: Profile, new: Profile) -> str:
    """Return the old profile's own title with the name of the new period; "" if it has none, or names a year.

    Line breaks in it stay where they are.
    """
    title = old.text("title").replace(old.period.words["name"], new.period.words["name"])
    return "" if is_one_off(title) or old.period.words["name"] in title else title


def last_values(old: Profile) -> dict[str, str]:
    """Return the values of the old profile as lines of YAML, by path.

    They are facts, figures, documents, names, baselines and targets.
    """
    said = {}
    for group in CATALOGUES:
        for key, value in mapping(old.at(group)).items():
            if value is not None:
                said[f"{group}.{key}"] = yaml_flow(value)
    said |= {key: yaml_scalar(old.text(key)) for key in FACT_KEYS if old.text(key)}
    for row in plan_indicators(old):
        for cell in _CELLS:
            if isinstance(value := old.at(f"indicators.{row.id}.{cell}"), str):
                said[f"indicators.{row.id}.{cell}"] = yaml_scalar(value)
    return said


def citations(old: Profile, data: dict[str, Data]) -> tuple[dict[str, Data], list[str]]:
    """Return the documents and names valid in the new period, by group, and lines on the others.

    `data` is the new profile's so far. Documents for which the period has words of its own go over all or
    none; those that the period cites itself are not reported.
    """
    cited: dict[str, Data] = {group: old.at(group) for group in CITED_GROUPS if mapping(old.at(group))}
    profile = build_profile({**data, **cited}, old)
    bad = {finding.place for finding in check_content(profile) if finding.rule in OUTDATED_RULES}
    paths = list(_texts(cited, ()))
    stale = {path for path in paths if profile.source.places[path] in bad}
    stale |= {path for path in paths if path[0] == "names" and is_one_off(str(node_at(cited, path)))}
    of_period = {path[1] for path in stale if path[1] in profile.period.settings}
    valid: dict[str, Data] = {}
    dropped = []
    for path in paths:
        text = str(node_at(cited, path))
        if path in stale or path[1] in of_period:
            if text not in texts(profile.period.settings.get(str(path[1]))):
                dropped.append(f"{path[0]}.{path[1]}: {text}")
        else:
            _add_text(mapping(valid.setdefault(str(path[0]), {})), path, text)
    return valid, dropped


def is_one_off(text: str) -> bool:
    """Return whether a text names something that happened once: a year, the nth meeting or games."""
    return bool(re.search(str(_settings()["one_off"]), text))


def acceptances(old: Profile, *, keep_outline: bool) -> tuple[list[Data], list[Data]]:
    """Return the acceptances of the old profile that go over, and those that do not.

    Over go those of what goes over as it is; those of figures and documents have to be given anew.
    """
    listed = old.at("accepted")
    lasting = {*texts(_settings()["lasting"]), *(("outline",) if keep_outline else ())}
    kept, gone = list[Data](), list[Data]()
    for row in listed if isinstance(listed, list) else []:
        at = texts(mapping(row).get("at"))
        (kept if all(word.partition(".")[0] in lasting for word in at) else gone).append(row)
    return kept, gone


def part_lines(old: Profile) -> Iterator[str]:
    """Yield the parts of the draft as lines of YAML; turn fields that bear a date into comments."""
    listed = old.at("parts")
    for part in listed if isinstance(listed, list) else []:
        if isinstance(part, str):
            yield f"  - {yaml_scalar(part)}"
            continue
        dated = {key for key, value in mapping(part).items() if any(map(is_one_off, texts(value)))}
        undated = {key: value for key, value in mapping(part).items() if key not in dated}
        bullets = ("- ", *["  "] * len(undated))
        yield from (
            f"  {bullet}{key}: {yaml_flow(value)}"
            for bullet, (key, value) in zip(bullets, undated.items(), strict=False)
        )
        yield from (
            f"    # {key}: {yaml_flow(mapping(part)[key])}  # 上期的" for key in mapping(part) if key in dated
        )


def _read_or_confirmed(old: Profile, path: str) -> Value | None:
    """Return the value at `path`, one still to be confirmed without its mark; None if there is none."""
    value = old.value(path)
    text = value.text.removeprefix(unconfirmed_mark()) if value else ""
    return read_value(text) if text.strip() else value


def _has_baseline(row: PlanIndicator) -> bool:
    """Return whether an indicator has a baseline in the new period."""
    return row.national is None or row.national.baseline.value.kind is not ValueKind.NONE


def _texts(data: Data, path: KeyPath) -> Iterator[KeyPath]:
    """Yield the paths of all texts within `data`, which stands at `path`."""
    if isinstance(data, str):
        yield path
    elif isinstance(data, (dict, list)):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _texts(value, (*path, key))


def _add_text(group: dict[str, Data], path: KeyPath, text: str) -> None:
    """Add a text to its group: alone, or to the list of its key."""
    key = str(path[1])
    if len(path) == 2:  # noqa: PLR2004  # group and key
        group[key] = text
    elif isinstance(listed := group.setdefault(key, []), list):
        listed.append(text)


def _parses_to(lines: str, data: Data) -> bool:
    """Return whether lines of YAML parse to `data`."""
    try:
        return parse(lines, "section").data == data
    except PlanError:
        return False


@cache
def _settings() -> dict[str, Data]:
    """Return the data of templates/profile/roll.yaml."""
    return mapping(load(templates_folder() / "profile" / "roll.yaml").data)
