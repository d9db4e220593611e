"""The content of a profile against the national set: rules of policy, none of which stops a draft."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.diagnostics import Finding
from generator.figures import Figures
from generator.indicators import PlanIndicator
from generator.period import Indicator, mapping, texts
from generator.profile import Profile
from generator.values import Kind

_FIGURES = ("baseline", "target")
Rule = Callable[[Profile, Figures], Iterator[Finding]]


def check_content(profile: Profile) -> list[Finding]:
    """What a reviewer would object to, in file order."""
    figures = Figures(profile)
    findings = (finding for rule in RULES for finding in rule(profile, figures))
    return sorted(findings, key=lambda finding: finding.place)


def indicator_missing(profile: Profile, figures: Figures) -> Iterator[Finding]:
    """A national indicator that the profile does not name at all."""
    named = mapping(profile.at("indicators"))
    for row in figures.indicators.values():
        if row.national and row.id not in named:
            facts = {"indicator": row.name, "id": row.id, "source": row.national.target.source}
            yield Finding("indicator-missing", profile.source.key_place(("indicators",)), facts)


def figure_open(profile: Profile, figures: Figures) -> Iterator[Finding]:
    """A figure that the tables need and the profile leaves out or leaves at XX."""
    named = mapping(profile.at("indicators"))
    columns = [name for name in texts(profile.outline.form.part("indicators")["columns"]) if name in _FIGURES]
    for path in [
        f"indicators.{key}.{name}" for key in figures.indicators if key in named for name in columns
    ]:
        slot = figures.slot(path)
        facts = {"what": slot.name, "department": slot.department, "path": path}
        if slot.value is None and not slot.default:
            yield Finding("gap", profile.place(path), facts)
        elif slot.value is not None and slot.value.kind is Kind.PLACEHOLDER:
            yield Finding("placeholder", profile.place(path), {**facts, "value": slot.value.text})


def attribute_changed(profile: Profile, figures: Figures) -> Iterator[Finding]:
    """An indicator less or more binding than the national one."""
    order = profile.period.attributes
    for row, national in _national(figures):
        if row.attribute == national.attribute or row.attribute not in order:
            continue
        weaker = order.index(row.attribute) > order.index(national.attribute)
        facts = {"indicator": row.name, "source": national.target.source}
        yield Finding(
            "attribute-weaker" if weaker else "attribute-stricter",
            profile.place(f"indicators.{row.id}.attribute"),
            facts,
        )


def target_below_national(profile: Profile, figures: Figures) -> Iterator[Finding]:
    """A percentage whose target falls short of the confirmed national one."""
    for row, national in _national(figures):
        path = f"indicators.{row.id}.target"
        value = profile.value(path)
        if value is None or national.kind != "percent" or not national.target.confirmed:
            continue
        if value.meets(national.target.value, higher_is_better=national.higher_is_better) is False:
            facts = {"indicator": row.name, "value": value.text, "national": national.target.value.text}
            yield Finding(
                "target-below-national", profile.place(path), {**facts, "source": national.target.source}
            )


def _national(figures: Figures) -> Iterator[tuple[PlanIndicator, Indicator]]:
    for row in figures.indicators.values():
        if row.national:
            yield row, row.national


RULES: tuple[Rule, ...] = (indicator_missing, figure_open, attribute_changed, target_below_national)
