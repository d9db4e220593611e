"""The rules in words (templates/rules.yaml), and findings worded by them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from generator.base.diagnostics import Diagnostic, Finding, Severity
from generator.base.limits import LONGEST_FACT
from generator.base.patterns import fill, words_of
from generator.base.resources import shown, templates_folder
from generator.yaml_source import load_data, mapping, strings

_QUOTED = ("near", "rest")  # facts in quotation marks, whose own are single ones (GB/T 15834, 4.8.3.4)
_INNER = str.maketrans("“”", "‘’")
_PARSERS = ("jinja", "yaml")  # facts that hold a parser's own message


class Rule(NamedTuple):
    """Hold one rule in words; `stops` is true if a finding of it makes a draft impossible.

    `otherwise` is the remedy for findings that lack a fact which `remedy` names, `failing_that` for those
    that lack one of `otherwise` too. `group` is the key of one in templates/report.yaml, "" for the first of
    its severity. `together` is said once of all findings of one
    file, "" where each is told; `together_remedy` is "" where the remedy of each is that of all.
    `in_word` is the remedy for what stands in a Word file, "" where `remedy` says it for such too.
    What a rule finds that is `final` has to be mended, and no profile can accept it; what one about `others`
    finds needs the plan of another place beside it. Of one with `each`, people read every finding in full.
    """

    id: str
    severity: Severity
    stops: bool
    title: str
    message: str
    why: str
    remedy: str
    otherwise: str
    failing_that: str
    example: str
    group: str = ""
    together: str = ""
    together_remedy: str = ""
    final: bool = False
    others: bool = False
    each: bool = False
    in_word: str = ""

    @property
    def remedies(self) -> tuple[str, ...]:
        """Return the remedies in the order in which they are tried, each once."""
        return tuple(dict.fromkeys((self.remedy, self.otherwise, self.failing_that)))

    @property
    def acceptable(self) -> bool:
        """Return whether a profile can accept what the rule finds, with a reason."""
        return self.severity is not Severity.ERROR and not (self.final or self.together)


@cache
def rulebook() -> dict[str, Rule]:
    """Return every rule by its id."""
    data = mapping(load_data(templates_folder() / "rules.yaml"))
    return {rule_id: _rule(rule_id, strings(entry)) for rule_id, entry in data.items()}


def rule_named(name: str) -> Rule | None:
    """Return the rule with this id or title, None if there is none."""
    book = rulebook()
    return book.get(name) or next((rule for rule in book.values() if rule.title == name), None)


def to_diagnostic(finding: Finding) -> Diagnostic:
    """Put `finding` into words."""
    rule = rulebook()[finding.rule]
    facts = _translate_facts({name: _cut(fact) for name, fact in finding.facts.items()})
    facts |= {name: facts[name].translate(_INNER) for name in _QUOTED if name in facts}
    fitting = (each for each in rule.remedies if all(facts.get(word) for word in words_of(each)))
    in_word = rule.in_word if finding.place.where else ""
    return Diagnostic(
        rule=rule.id,
        severity=rule.severity,
        place=finding.place._replace(file=shown(finding.place.file)),
        message=fill(rule.message, facts),
        why=fill(rule.why, facts),
        remedy=fill(in_word or next(fitting, rule.failing_that), facts),
        accepted=finding.accepted,
    )


def _cut(fact: str) -> str:
    """Return a fact without its middle, if it is longer than anybody reads in a message."""
    return fact if len(fact) <= LONGEST_FACT else f"{fact[: LONGEST_FACT // 2]}……{fact[-LONGEST_FACT // 2 :]}"


def _translate_facts(facts: dict[str, str]) -> dict[str, str]:
    """Return `facts` with the system's or parser's name of a problem in Chinese, and a remedy (`help`)."""
    if parser := next((word for word in _PARSERS if word in facts), ""):
        return {**facts, "problem": _translate(parser, facts[parser])}
    if "reason" not in facts or not facts["reason"].isidentifier():
        return facts
    problems, remedies = (
        strings(load_data(templates_folder() / f"system_{name}.yaml")) for name in ("problems", "remedies")
    )
    name = facts["reason"]
    reason = fill(problems.get(name, problems[""]), facts)
    return {**facts, "reason": reason, "help": remedies.get(name, remedies[""])}


def _translate(parser: str, message: str) -> str:
    """Translate the parser's `message` by templates/yaml_problems.yaml or jinja_problems.yaml."""
    problems = strings(load_data(templates_folder() / f"{parser}_problems.yaml"))
    found = ((re.search(pattern, message), words) for pattern, words in problems.items())
    return next(fill(words, match.groupdict()) for match, words in found if match)


def is_blocking(finding: Finding) -> bool:
    """Return whether `finding` makes a draft impossible."""
    return rulebook()[finding.rule].stops


def _rule(rule_id: str, words: dict[str, str]) -> Rule:
    # with a slip in it a rule is worded all the same, so that the slip can be told (`library check`)
    remedy, severity = words.get("remedy", ""), words.get("severity", "")
    otherwise = words.get("otherwise", remedy)
    return Rule(
        id=rule_id,
        severity=Severity(severity) if severity in {*Severity} else Severity.ERROR,
        stops=words.get("stops") == "true",
        title=words.get("title", rule_id),
        message=words.get("message", rule_id),
        why=words.get("why", ""),
        remedy=remedy,
        otherwise=otherwise,
        failing_that=words.get("failing_that", otherwise),
        example=words.get("example", "").rstrip(),
        group=words.get("group", ""),
        together=words.get("together", ""),
        together_remedy=words.get("together_remedy", ""),
        final=words.get("final") == "true",
        others=words.get("others") == "true",
        each=words.get("each") == "true",
        in_word=words.get("in_word", ""),
    )
