"""Ask on a terminal which place a profile is of, where its name does not tell."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping

import click

from generator.cli.asking import asked
from generator.cli.chinese import Misuse
from generator.library.lexicon import default_levels_above, kind_titles
from generator.pipeline.support.place_facts import place_facts

_BETWEEN = re.compile(r"[\s、，,]+")
WAYS_ABOVE = "上级由高到低，用顿号隔开，如 某某省、某某市"


def levels_in(given: Iterable[str]) -> tuple[str, ...]:
    """Return the levels above that the values of `--upper` name, the highest first."""
    return tuple(part for text in given for part in _BETWEEN.split(text) if part)


def kind_of(name: str, upper: tuple[str, ...]) -> str:
    """Return the kind that `name` implies below the levels `upper`, or prompt for one of those possible."""
    found = place_facts(name, upper=upper)
    if len(found.kinds) == 1:
        return found.kinds[0]
    may_be = {kind: title for kind, title in kind_titles().items() if kind in found.kinds or not found.kinds}
    listed = "、".join(f"{kind} {title}" for kind, title in may_be.items())
    words = {word: kind for kind, title in may_be.items() for word in (kind, title)}
    return ask(
        f"“{name}”的类型（{listed}）",
        f"从名称看不出“{name}”是哪一类，加上 --kind，可以是 {listed}",
        words,
    )


def upper_of(name: str, kind: str, given: tuple[str, ...]) -> tuple[str, ...]:
    """Return the levels above, the highest first.

    They are those known, one chosen among namesakes, or what the user types. Return () if they are unknown
    and there is no terminal to ask on.
    """
    found = place_facts(name, kind, given).uppers
    if len(found) == 1 or not default_levels_above(kind):
        return found[0] if found else ()
    if found:
        listed = "，".join(f"{n} {'、'.join(upper)}" for n, upper in enumerate(found, start=1))
        words = {str(n): str(n) for n in range(1, len(found) + 1)}
        many = f"叫“{name}”的有 {len(found)} 个"
        answer = ask(f"{many}（{listed}），是第几个", f"{many}：{listed}。加上 --upper 写明上级", words)
        return found[int(answer) - 1]
    if not _terminal():
        return ()
    return levels_in([asked(f"上级，{WAYS_ABOVE}；不写直接按回车", "")])


def ask(question: str, needed: str, accepted: Mapping[str, str] | None = None) -> str:
    """Prompt until the answer is among the keys of `accepted`, and return its value.

    Accept any answer if that is None. Raise Misuse with the message `needed` without a terminal.
    """
    if not _terminal():
        raise Misuse(needed, click.get_current_context())
    while True:
        answer = asked(question).strip()
        if answer and (accepted is None or answer in accepted):
            return accepted[answer] if accepted else answer


def _terminal() -> bool:
    """Return whether standard input is a terminal."""
    return sys.stdin.isatty()
