"""Render the words of every rule with facts of its kind: one golden for each rule.

cases/words/facts.yaml holds the facts, cases/words/<rule>.txt what becomes of them: how grave it is, what is
wrong and why, what to do. All other goldens of findings hold place, rule and facts, so that a change of a
rule's words changes the one golden here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from commands import CASES
from conftest import Golden
from finding_lines import facts_missing, problem, problems

from generator.base.diagnostics import Finding, Place
from generator.check.findings.rulebook import rulebook, to_diagnostic
from generator.yaml_source import Data, load, mapping, strings

WORDS = CASES / "words"
FACTS = mapping(load(WORDS / "facts.yaml").data)


def findings(rule: str) -> list[Finding]:
    """Return a finding of a rule for each set of facts that stands in facts.yaml."""
    found = FACTS[rule]
    assert isinstance(found, list)
    return [Finding(rule, Place("a.yaml", 1, 1), strings(facts)) for facts in map(_texts, found)]


def test_every_rule_and_no_other_has_facts_and_words() -> None:
    assert list(FACTS) == list(rulebook())
    assert {file.stem for file in WORDS.glob("*.txt")} == set(rulebook())


@pytest.mark.parametrize("rule", rulebook())
def test_a_rule_says_how_grave_it_is_what_is_wrong_and_what_to_do(rule: str, golden: Golden) -> None:
    found = findings(rule)
    assert [finding for finding in found if facts_missing(finding)] == []
    golden.check(WORDS / f"{rule}.txt", "".join(in_words([*found, *in_word_files(rule)])))


def in_word_files(rule: str) -> list[Finding]:
    """Return the same findings in a Word file, where the rule has another remedy for those."""
    place = Place("青石县.docx", 1, 1, "三、重点任务第1段")
    return [replace(each, place=place) for each in findings(rule) if rulebook()[rule].in_word]


@pytest.mark.parametrize("rule", rulebook())
def test_the_facts_turn_out_every_remedy_of_a_rule(rule: str) -> None:
    words = rulebook()[rule]
    assert len({to_diagnostic(finding).remedy for finding in findings(rule)}) >= len(
        {words.remedy, words.otherwise}
    )


@pytest.mark.parametrize(("parser", "rule"), [("jinja", "template-error"), ("yaml", "yaml-syntax")])
def test_the_facts_turn_out_all_that_a_parser_says(parser: str, rule: str) -> None:
    reached = {problem(parser, finding.facts[parser])[0] for finding in findings(rule)}
    assert {problems(parser)[pattern] for pattern in reached} == set(problems(parser).values())


def in_words(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield each message of the findings once: how grave, what, why, what to do."""
    seen: set[str] = set()
    for said in map(to_diagnostic, findings):
        lines = dict.fromkeys((said.severity, said.message, said.why, said.remedy))
        yield from (f"{line}\n" for line in lines if line and line not in seen)
        seen |= {*lines}


def _texts(facts: Data) -> Data:
    return {key: text or "" for key, text in mapping(facts).items()}
