"""Read who leads and who takes part from the words behind a measure, by the names of departments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from generator.library.lexicon import department_functions
from generator.pipeline.support.pulling.context import Context
from generator.yaml_source import Data, mapping, texts

_BLANK = re.compile(r"\s+")
_NAMES = r"(?:[^（）()；：]|[（(][^（）()；：]*[）)])+?"  # 各镇人民政府（街道办事处）has brackets
_FARTHEST = 8  # brackets from the end of a paragraph with which its duties may begin
_EITHER = {"（": "[（(]", "）": "[）)]。?", "，": "[，,；;]", "；": "[；;，,]", "：": "[：:]"}


class Duties(NamedTuple):
    """Hold the departments that lead and that take part, by function; `unknown` are names of none."""

    lead: tuple[str, ...]
    support: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def duties_in(text: str, context: Context) -> Duties | None:
    """Return the duties that `text` says in one of the ways of the period, None if it says none."""
    plain = _BLANK.sub("", text)
    for expression in _expressions(context):
        if match := expression.fullmatch(plain):
            groups = {"lead": "", "support": "", "all": "", **match.groupdict()}
            if groups["all"]:
                return _by_function(_names(groups["all"]), [], context)
            return _by_function(_names(groups["lead"] or ""), _names(groups["support"] or ""), context)
    return None


def split_duties(text: str, context: Context) -> tuple[str, str]:
    """Return the words of a paragraph, and the duties in brackets with which it ends, "" for none."""
    places = [n for n, sign in enumerate(text) if sign in "（("]
    for at in reversed(places[-_FARTHEST:]):
        tail = text[at:].rstrip("。")
        if duties_in(tail, context):
            return text[:at], tail
    return text, ""


def _expressions(context: Context) -> list[re.Pattern[str]]:
    forms = mapping(context.profile.period.settings.get("duties"))
    own = str(mapping(context.profile.outline.form.settings).get("duties", ""))
    ordered = [*texts(forms.get(own)), *(each for name in forms for each in texts(forms[name]))]
    fullest = sorted(dict.fromkeys(filter(None, ordered)), key=len, reverse=True)
    return [_expression(each) for each in fullest]


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    """Return the expression for what `pattern` prints, with brackets and commas of either width."""
    escaped = re.escape(_BLANK.sub("", pattern))
    escaped = "".join(_EITHER.get(sign, sign) for sign in escaped)
    for name in ("lead", "support", "all"):
        escaped = escaped.replace(rf"\{{{name}\}}", rf"(?P<{name}>{_NAMES})")
    return re.compile(escaped)


def _names(text: str) -> list[str]:
    return [name for name in re.split(r"[、,，]", text) if name]


def _by_function(lead: list[str], support: list[str], context: Context) -> Duties:
    known = functions_by_name(context)
    every = [*lead, *support]
    unknown = tuple(name for name in every if name not in known)
    return Duties(
        tuple(known[name] for name in lead if name in known),
        tuple(known[name] for name in support if name in known),
        unknown,
        tuple(every),
    )


def listed_duties(text: str, context: Context) -> Duties:
    """Return the duties that are listed in `text` without brackets: who leads, a comma, who takes part."""
    lead, _, support = text.partition("，")
    return _by_function(_names(lead), _names(support), context)


def functions(context: Context) -> list[str]:
    """Return the functions of departments, those that the profile names first."""
    own = mapping(context.profile.at("departments"))
    return [*own, *(each for each in department_functions() if each not in own)]


def functions_by_name(context: Context) -> Mapping[str, str]:
    """Return the functions of departments by their names here, with the name of the unit and without."""
    words = context.profile.lexicon
    own = mapping(context.profile.at("departments"))
    found: dict[str, str] = {}
    unit = str(words.terms.get("unit", ""))
    for function in reversed(functions(context)):
        name = words.department(function)
        bare = name.removeprefix(unit)
        found |= {f"{unit}{bare}": function, bare: function}
    for function in reversed([*department_functions(), *own]):
        found[words.department(function)] = function
    return found


def as_data(functions: tuple[str, ...]) -> Data:
    """Return departments as an outline lists them."""
    return list(functions)
