"""Tell what a profile accepts of what only a look at many plans can find."""

from __future__ import annotations

from generator.base.diagnostics import Finding
from generator.check.acceptance import accept_among_others
from generator.check.findings.rulebook import rule_named
from generator.locality.indicators import plan_indicators
from generator.locality.profile import Profile
from generator.yaml_source import strings

OF_PLACES = frozenset(f"part-{why}" for why in ("annual", "total", "unit", "unlike", "unlike-others"))
"""The rules about a target of one place among those of others."""


def accepted_targets(profile: Profile) -> frozenset[tuple[str, str]]:
    """Return the rules about targets of places that `profile` accepts, each with the path of the target."""
    rows = profile.at("accepted")
    named = [
        rule_named(strings(row).get("rule", "").strip()) for row in (rows if isinstance(rows, list) else [])
    ]
    rules = {rule.id for rule in named if rule and rule.id in OF_PLACES}
    paths = {f"indicators.{row.id}.target": row.name for row in plan_indicators(profile)} if rules else {}
    may_be = [(rule, path) for rule in sorted(rules) for path in paths]
    findings = [
        Finding(rule, profile.place(path), {"place": profile.locality.name, "indicator": paths[path]})
        for rule, path in may_be
    ]
    settled = accept_among_others(profile, findings)
    return frozenset(each for each, finding in zip(may_be, settled, strict=True) if finding.accepted)
