"""Set apart the findings that a profile accepts: `accepted`, each by its rule, its place and a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.base.diagnostics import Finding, Place, Severity
from generator.base.spelling import nearest
from generator.check.concerns import JOINT, Concerns
from generator.check.findings.rulebook import Rule, rule_named, rulebook
from generator.locality.profile import Profile
from generator.yaml_source import mapping, strings, texts

_LISTED = 12  # findings that a remedy names: as many as there are national indicators


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
        self.findings = findings
        self.concerns = Concerns(profile, findings)
        self._ways: dict[int, list[str]] = {}

    def fitting(self, rule: Rule, at: list[str], place: Place) -> tuple[list[int], list[Finding]]:
        """Return the number of the finding of `rule` that `at` is about, or what is wrong with `at`."""
        found = self.concerns.about(rule.id, [word.strip() for word in at])
        if len(found) == 1:
            return found, []
        facts = {"title": rule.title, "what": JOINT.join(at)}
        if found:
            facts |= {"count": str(len(found)), "known": self._known(found)}
            return [], [Finding("accepted-unclear", place, facts)]
        if rule.others:
            return [], []
        alike = sorted(self.concerns.of_rule.get(rule.id, ()))
        return [], [Finding("accepted-idle", place, {**facts, "known": self._known(alike)})]

    def _known(self, numbers: list[int]) -> str:
        """Return the `at` of the first few of some findings, "" if one of these has none."""
        ways = [self.way_to(number) for number in numbers[:_LISTED]]
        return JOINT.join(map(_said, ways)) if all(ways) else ""

    def way_to(self, number: int) -> list[str]:
        """Return the shortest `at` that is about finding `number` alone, [] if there is none."""
        if number not in self._ways:
            rule = self.findings[number].rule
            self._ways[number] = next(
                (way for way in self.concerns.tried(number) if self.concerns.about(rule, way) == [number]), []
            )
        return self._ways[number]


def _said(at: list[str]) -> str:
    """Return an `at` as it is written into a profile."""
    return at[0] if len(at) == 1 else f"[{', '.join(at)}]"
