"""The indicators of one plan: the national set as the locality has it, and its own."""

from __future__ import annotations

from typing import NamedTuple

from generator.library.period import Indicator
from generator.locality.profile import Profile
from generator.yaml_source import Data, mapping, strings


class PlanIndicator(NamedTuple):
    """Describe one row of a plan's indicator table; `national` is None for the locality's own."""

    id: str
    name: str
    unit: str
    category: str
    attribute: str
    department: str
    national: Indicator | None

    @property
    def confirmed(self) -> bool:
        """Tell whether the indicator is the locality's own, or confirmed as part of the national set."""
        return self.national is None or self.national.confirmed

    @property
    def label(self) -> str:
        """Return the name with its unit as tables print it: 残疾人辅助器具适配率（%）."""
        return f"{self.name}（{self.unit}）" if self.unit else self.name


def plan_indicators(profile: Profile) -> list[PlanIndicator]:
    """Return the plan's indicators: the national ones in their order without those omitted, then its own."""
    own = mapping(profile.at("indicators"))
    period = profile.period
    national_data = {
        key: mapping(own.get(key)) for key in period.indicators if not strings(own.get(key)).get("omit")
    }
    own_data = {key: mapping(item) for key, item in own.items() if key not in period.indicators}
    return [
        _row(key, data, period.indicators.get(key), profile)
        for key, data in {**national_data, **own_data}.items()
    ]


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

    categories = {**profile.period.categories, **strings(profile.at("categories"))}
    category = field("category", national.category if national else "")
    return PlanIndicator(
        id=key,
        name=field("name", national.name if national else key),
        unit=field("unit", national.unit if national else ""),
        category=categories.get(category, category),
        attribute=field("attribute", national.attribute if national else ""),
        department=field("department", national.department if national else "federation"),
        national=national,
    )
