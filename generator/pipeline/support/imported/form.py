"""Find how a plan is printed: its numbers, its duties, names of departments, its table of indicators."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from generator.base.numerals import read_numeral
from generator.document import Box, Group, Item, Paragraph, Plan, nodes_in, plain
from generator.library.period import Period
from generator.pipeline.support.imported.departments import Departments
from generator.pipeline.support.imported.indicators import Indicators
from generator.yaml_source import Data, mapping, strings, texts

_DIGITS, _NUMERAL = re.compile(r"\d+"), re.compile("[一二三四五六七八九十]+")
_HEADINGS = ("chapter", "section", "measure")
_NONE = "none"
_DUTIES = "/duties"


def print_settings(
    plan: Plan, indicators: Indicators, departments: Departments, period: Period
) -> dict[str, Data]:
    """Return the settings for printing `plan` that differ from the default of `period`."""
    usual = mapping(period.settings.get("form"))
    form: dict[str, Data] = {}
    default = strings(usual.get("numbering"))
    numbers = {name: pattern for name, pattern in _numbering(plan) if default.get(name) != pattern}
    if numbers:
        form["numbering"] = dict[str, Data](numbers)
    mark = Counter(node.mark for node in nodes_in(plan) if isinstance(node, Item) and node.title)
    if mark and (commonest := mark.most_common(1)[0][0]) != usual.get("item_mark"):
        form["item_mark"] = commonest
    if (duties := _duty_form(plan, period)) != usual.get("duties"):
        form["duties"] = duties
    if departments.names or departments.functions:
        form |= {} if departments.unit_prefix else {"unit_prefix": "false"}
    return form | ({"indicators": indicators.form} if indicators.form else {})


def _numbering(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield the patterns of the numbers in `plan` by level, as far as it has such a level."""
    for name in _HEADINGS:
        if pattern := getattr(plan.numbering, name):
            yield name, pattern
    held = [node for node in nodes_in(plan) if isinstance(node, (Box, Group, Item))]
    for name, kind in (("box", Box), ("group", Group), ("item", Item)):
        found = Counter(pattern_of(node.number) for node in held if isinstance(node, kind) and node.number)
        if found:
            pattern = found.most_common(1)[0][0]
            yield name, f"{pattern}  " if name == "box" and pattern.endswith("}") else pattern


def pattern_of(number: str) -> str:
    """Return the pattern that prints a `number`: 专栏{n} for 专栏3, （{cjk}） for （二）."""
    if found := _DIGITS.search(number):
        return f"{number[: found.start()]}{{n}}{number[found.end() :]}"
    found = _NUMERAL.search(number)
    if found and read_numeral(found[0]) is not None:
        return f"{number[: found.start()]}{{cjk}}{number[found.end() :]}"
    return number


def _duty_form(plan: Plan, period: Period) -> str:
    """Return the form in which most duties are printed, "none" where none are."""
    forms = mapping(period.settings.get("duties"))
    pieces = {
        form: [piece for piece in re.split(r"\{\w+\}|[（），；：、]", texts(patterns)[0]) if piece]
        for form, patterns in forms.items()
        if form != _NONE
    }
    counted: Counter[str] = Counter()
    for paragraph in (node for node in nodes_in(plan) if isinstance(node, Paragraph)):
        for passage in paragraph.passages:
            if passage.key.endswith(_DUTIES):
                words = plain(passage.runs)
                counted.update(form for form, parts in pieces.items() if all(part in words for part in parts))
    return counted.most_common(1)[0][0] if counted else _NONE
