"""The indicators of one plan: the national set as the locality has it, and its own."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from generator.base.units import split_unit
from generator.library.period import Indicator, Period
from generator.locality.profile import Profile
from generator.yaml_source import Data, mapping, strings, texts


class PlanIndicator(NamedTuple):
    """Describe one row of a plan's indicator table; `national` is None for the locality's own.

    `direction` says which way the locality's own is better (higher, lower), if the profile does; `before` and
    `after` name the row beside which it stands, by its key or its name.
    """

    id: str
    name: str
    unit: str
    category: str
    attribute: str
    department: str
    national: Indicator | None
    direction: str = ""
    before: str = ""
    after: str = ""

    @property
    def confirmed(self) -> bool:
        """Tell whether the indicator is the locality's own, or confirmed as part of the national set."""
        return self.national is None or self.national.confirmed

    @property
    def label(self) -> str:
        """Return the name with its unit as tables print it: 残疾人辅助器具适配率（%）."""
        return f"{self.name}（{self.unit}）" if self.unit else self.name


def plan_indicators(profile: Profile) -> list[PlanIndicator]:
    """Return the plan's indicators in printed order, the national ones without those omitted.

    The national ones come first, then the locality's own as the profile lists them, unless rows say before or
    after which other one they stand; what `order` of the table's print settings lists comes first of all.
    """
    own = mapping(profile.at("indicators"))
    period = profile.period
    national_data = {
        key: mapping(own.get(key)) for key in period.indicators if not strings(own.get(key)).get("omit")
    }
    own_data = {key: mapping(item) for key, item in own.items() if key not in period.indicators}
    rows = [
        _row(key, data, period.indicators.get(key), profile)
        for key, data in {**national_data, **own_data}.items()
    ]
    return _in_order(rows, texts(profile.outline.form.part("indicators").get("order")))


def rows_by_word(rows: Iterable[PlanIndicator]) -> dict[str, PlanIndicator]:
    """Return each row by its key, and by its name where that is no key; of two of one name the first."""
    known = list(rows)
    return {row.name: row for row in reversed(known)} | {row.id: row for row in known}


def _in_order(rows: list[PlanIndicator], order: list[str]) -> list[PlanIndicator]:
    """Return `rows` with each beside the one that it names, those that `order` names before all others."""
    if not order and not any(row.before or row.after for row in rows):
        return rows
    known = rows_by_word(rows)
    first = [known[word] for word in order if word in known]
    ordered = {row.id: row for row in (*first, *_beside(rows, known))}
    return list(ordered.values())


def _beside(rows: list[PlanIndicator], known: dict[str, PlanIndicator]) -> list[PlanIndicator]:
    """Return `rows` with each beside the one that it names, those that name one another in a ring last."""
    free: list[PlanIndicator] = []
    bound: dict[tuple[str, bool], list[PlanIndicator]] = {}
    for row in rows:
        anchor = known.get(row.after or row.before)
        place = bound.setdefault((anchor.id, bool(row.after)), []) if anchor else free
        place.append(row)
    found: dict[str, PlanIndicator] = {}
    waiting = [(row, False) for row in reversed(free)]
    while waiting:  # no recursion: a chain may be as long as the table
        row, is_next = waiting.pop()
        if is_next:
            found[row.id] = row
            continue
        below, above = bound.get((row.id, True), []), bound.get((row.id, False), [])
        waiting += [(each, False) for each in reversed(below)]
        waiting.append((row, True))
        waiting += [(each, False) for each in reversed(above)]
    return [*found.values(), *(row for row in rows if row.id not in found)]


def left_out_indicators(profile: Profile) -> dict[str, dict[str, Data]]:
    """Return what the profile says of the national indicators that its plan leaves out, by their ids."""
    own = {key: mapping(item) for key, item in mapping(profile.at("indicators")).items()}
    return {
        key: row for key, row in own.items() if key in profile.period.indicators and strings(row).get("omit")
    }


def _row(key: str, data: dict[str, Data], national: Indicator | None, profile: Profile) -> PlanIndicator:
    def field(name: str, default: str) -> str:
        if name not in data:
            return default
        return str(data[name] or "")

    unit = field("unit", "") if "unit" in data else national.unit if national else None
    name, unit = split_unit(field("name", national.name if national else key), unit, _units(profile.period))
    categories = {**profile.period.categories, **strings(profile.at("categories"))}
    category = field("category", national.category if national else "")
    return PlanIndicator(
        id=key,
        name=name,
        unit=unit,
        category=categories.get(category, category),
        attribute=field("attribute", national.attribute if national else ""),
        department=field("department", national.department if national else "federation"),
        national=national,
        direction=field("direction", ""),
        before=field("before", ""),
        after=field("after", ""),
    )


@cache
def _units(period: Period) -> frozenset[str]:
    """Return every unit of the figures and indicators of a period."""
    figures = {entry.unit for entry in period.catalogue.values()}
    return frozenset(figures | {row.unit for row in period.indicators.values()} - {""})
