"""The conditions under which forms say a sentence, as manifests write them: `deadline and not fax`."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

_OR, _AND, _NOT = " or ", " and ", "not "
_WORDS = {"or", "and", "not"}
_ATOM = re.compile(r"([\w-]+)(?: ([\w-]+))?", re.ASCII)
# What is asked of a field beside the formulas of lexicon/formulas.yaml.
GIVEN, OMITTED, NAMES_PLAN = "given", "omitted", "names_the_plan"
ASKED = (GIVEN, OMITTED, NAMES_PLAN)


class ConditionAtom(NamedTuple):
    """Hold one question of a condition: about the field or condition `name`, with what is asked of it.

    Without `asked`, the question is whether the field is printed, or whether the condition holds.
    """

    name: str
    asked: str
    negated: bool


class WrongConditionError(ValueError):
    """Signal that a text is no condition; its argument is the part that is none."""


@cache
def read_condition(text: str) -> tuple[tuple[ConditionAtom, ...], ...]:
    """Return the alternatives of a condition, each with what has to hold in it; raise WrongConditionError."""
    return tuple(tuple(_atom(part) for part in alternative.split(_AND)) for alternative in text.split(_OR))


def _atom(text: str) -> ConditionAtom:
    bare = text.strip()
    negated = bare.startswith(_NOT)
    found = _ATOM.fullmatch(bare.removeprefix(_NOT).strip())
    if not found or not _WORDS.isdisjoint(found.groups()):
        raise WrongConditionError(bare or text)
    return ConditionAtom(found[1], found[2] or "", negated)
