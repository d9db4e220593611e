"""Write findings as goldens hold them: place, rule and facts, without the words of templates/rules.yaml."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from generator.base.diagnostics import Finding
from generator.base.patterns import words_of
from generator.base.resources import templates_folder
from generator.check.findings.rulebook import rulebook
from generator.yaml_source import load_data, strings

PARSERS = ("jinja", "yaml")  # facts that are a parser's own words
_SHOWN = {"n", "cjk"}  # what a rule about patterns shows in braces, as somebody is to write it


def as_lines(findings: Sequence[Finding], *, with_files: bool = False) -> str:
    """Return a line for each finding: `line:column rule {facts as JSON}`, 0:0 for a whole file."""
    return "".join(f"{_line(finding, with_files=with_files)}\n" for finding in findings)


def facts_missing(finding: Finding) -> set[str]:
    """Return the facts that the rule's words name and the finding does not give.

    A remedy may name a fact that is not always there, if the rule says otherwise what to do.
    """
    rule = rulebook()[finding.rule]
    always = [rule.message, rule.why, rule.remedy if rule.otherwise == rule.remedy else rule.otherwise]
    asked = {word for words in always for word in words_of(words)}
    given = {*finding.facts, *(["problem"] if {*PARSERS} & {*finding.facts} else [])}
    return asked - given - _SHOWN - ({"help"} if "reason" in given else set())


def problem(parser: str, said: str) -> tuple[str, dict[str, str]]:
    """Return the pattern that matches a parser's message, and what the message names.

    Of patterns that lead to the same words of ours, as two parsers need them, the first stands for all.
    """
    known = problems(parser)
    found, named = next((each, match.groupdict()) for each in known if (match := re.search(each, said)))
    return next(each for each in known if known[each] == known[found]), named


def problems(parser: str) -> dict[str, str]:
    """Return our words for the parser's messages, by the patterns that match these."""
    return strings(load_data(templates_folder() / f"{parser}_problems.yaml"))


def _line(finding: Finding, *, with_files: bool) -> str:
    file, line, column, *_ = finding.place
    place = f"{file}:{line}:{column}" if with_files else f"{line}:{column}"
    facts = json.dumps(_comparable(finding.facts), ensure_ascii=False, sort_keys=True)
    return f"{place} {finding.rule} {facts}"


def _comparable(facts: dict[str, str]) -> dict[str, str]:
    """Return the facts with the parser's message replaced by the pattern that matches it."""
    for parser in PARSERS:
        if parser in facts:
            known, named = problem(parser, facts[parser])
            return {**facts, **named, parser: known}
    return facts
