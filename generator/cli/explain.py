"""Run `plandraft explain`: explain what a rule means."""

from __future__ import annotations

import sys

import click

from generator.base.patterns import fill
from generator.base.spelling import nearest
from generator.check.findings.groups import fact_words, report_words
from generator.check.findings.rulebook import Rule, rule_named, rulebook
from generator.check.findings.text import SEVERITIES
from generator.cli.chinese import ChineseCommand
from generator.cli.printing import echo
from generator.cli.report import print_line

_MISUSE = 2


@click.command(cls=ChineseCommand, name="explain")
@click.argument("rule", metavar="[规则]", required=False)
def command(rule: str | None) -> None:
    """Explain the rule of this id or title, or list all rules; exit with 2 for an unknown one."""
    rules = rulebook()
    if rule is None:
        for known in rules.values():
            print_line(f"{known.id:<24} {SEVERITIES[known.severity]}  {known.title}")
    elif known_rule := rule_named(rule):
        echo(_explained(known_rule))
    else:
        near = nearest(rule, rules)
        hint = f"是不是 {near}？" if near else ""
        print_line(f"没有规则 {rule}。{hint}plandraft explain 列出全部规则", err=True)
        sys.exit(_MISUSE)


def _explained(rule: Rule) -> str:
    """Return the paragraphs that explain `rule`: meaning, reason, remedy, example."""
    remedies = "；或者：".join(map(_in_words, rule.remedies))
    parts = [
        f"{rule.id}（{SEVERITIES[rule.severity]}）{rule.title}",
        f"意思：{_in_words(rule.message)}",
        f"依据：{_in_words(rule.why)}" if rule.why else "",
        f"改法：{remedies}",
        fill(report_words("accepted")["explained"], {"rule": rule.id}) if rule.acceptable else "",
        f"例子：\n\n{rule.example}" if rule.example else "",
    ]
    return "\n\n".join(part for part in parts if part)


def _in_words(text: str) -> str:
    """Return a text of a rule with what stands for a fact said in Chinese: 目标“〈值〉”."""
    return fill(text, {word: f"〈{said}〉" for word, said in fact_words().items()})
