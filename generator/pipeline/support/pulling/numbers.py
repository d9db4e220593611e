"""Read a changed figure, cell or filled gap as the value that the profile would write."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from generator.base.value_grammar import BEHIND
from generator.diff import Change, ChangeKind
from generator.document import Node, Passage, Text
from generator.pipeline.support.pulling.context import Context
from generator.pipeline.support.pulling.proposals import Doubt, Writing
from generator.yaml_source import Data, KeyPath, mapping, node_at

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_GROUPED = re.compile(r"(?<=\d)[,，](?=\d{3})")
_SIGN = re.compile("[余多万亿以]|左右")
_BOUNDS = {"以上": (">", "≥"), "及以上": ("≥",), "以下": ("<", "≤"), "及以下": ("≤",)}
_TABLES = {"indicators", "completion"}
_FIELDS = {"name", "category", "attribute"}


def numbers_of(change: Change, context: Context) -> tuple[tuple[Writing, ...], Doubt, dict[str, str]]:
    """Return what a changed figure is written as, and why a person has to decide.

    Several paths are figures of one text that changed alike.
    """
    new = _GROUPED.sub("", (change.new or "").split("、")[0].strip())
    if not new:
        return (), Doubt.NONE, {}
    if (unit := _other_unit(change.old or "", new)) is not None:
        facts = {"old": change.old or "", "names": new}
        return tuple(_with_unit(change.figures[0], unit, context)), Doubt.UNIT, facts
    tail, before = (_tail(change, nodes) for nodes in (context.new, context.old))
    several = [list(values_of(path, change.old or "", new, tail, context)) for path in change.figures]
    if before in _BOUNDS and not tail:
        several = [sorted(options, key=_has_sign) for options in several]
    options = [Writing(dict(each)) for each in zip(*several, strict=False)] if several else []
    if unsettled := [path for path in change.figures if _differs(path, context)]:
        numbers = "、".join(sorted(filter(None, context.figure_texts(context.after, unsettled[0]))))
        return tuple(options), Doubt.PLACES, {"numbers": numbers}
    return tuple(options), Doubt.NONE, {}


def _differs(path: str, context: Context) -> bool:
    """Return whether the edited file prints more different numbers for one figure than its draft did."""
    before, after = (context.figure_texts(document, path) for document in (context.before, context.after))
    return len(after) > max(1, len(before))


def _other_unit(old: str, new: str) -> str | None:
    """Return the unit behind a number that stayed, where there was another one; else None."""
    was, now = (re.fullmatch(r"([<>≤≥约\[]*[\d.～~\-]*\d\]?)([^\d\]]*)", text) for text in (old, new))
    if not was or not now or was[1] != now[1] or was[2] == now[2]:
        return None
    return None if _SIGN.match(now[2]) or _SIGN.match(was[2]) else now[2]


def _with_unit(path: str, unit: str, context: Context) -> Iterator[Writing]:
    """Yield the writings of another unit of the figure at `path`."""
    keys, raw = context.raw(path)
    if keys[0] in _TABLES:
        yield Writing({(*keys[:2], "unit"): unit})
    elif keys[-1] == "value":
        yield Writing({(*keys[:-1], "unit"): unit})
    else:
        yield Writing({keys: {"value": raw, "unit": unit}})


def _has_sign(option: tuple[KeyPath, Data]) -> bool:
    """Return whether a value has the sign of a bound."""
    return str(option[1]).startswith(tuple("<>≤≥"))


def _tail(change: Change, nodes: Mapping[str, Node]) -> str:
    """Return the words of a bound behind a figure of a passage among `nodes`: 以上, "" for none."""
    passage = nodes.get(change.key)
    runs = passage.runs if isinstance(passage, Passage) else ()
    for run, behind in pairwise(runs):
        if not isinstance(run, Text) and run.source in change.figures:
            return next((word for word in BEHIND if behind.text.startswith(word)), "")
    return ""


def values_of(path: str, old: str, new: str, tail: str, context: Context) -> Iterator[tuple[KeyPath, Data]]:
    """Yield where the figure at `path` is written, and as what, the likeliest first."""
    keys, raw = context.raw(path)
    slot, found = context.figures.slot(path), _NUMBER.findall(new)
    bare = _without_unit(new, slot.unit)
    counts = _NUMBER.findall(raw)
    swapped = ""
    if counts and len(counts) == len(found):
        numbers = iter(found)
        swapped = _NUMBER.sub(lambda _: next(numbers), raw)
    signs_stay = _NUMBER.sub("0", old) == _NUMBER.sub("0", new)
    bound = [f"{sign}{bare}" for sign in _BOUNDS.get(tail, ())] if tail and _NUMBER.match(bare) else []
    ordered = [*bound, swapped, bare, new] if signs_stay else [*bound, bare, swapped, new]
    for value in dict.fromkeys(filter(None, ordered)):
        if value != raw:
            yield keys, value


def _without_unit(text: str, unit: str) -> str:
    """Return a printed figure without the unit that its row or its sentence adds."""
    if unit and text.endswith(unit) and unit != text:
        return text[: -len(unit)]
    number = re.match(r"[<>≤≥＜＞约近]*[\[［]?\d[\d.]*(?:[-～~—]+\d[\d.]*)?[万亿]?[余多]?[\]］]?", text)
    return number[0] if number else text


def cell_of(change: Change, context: Context) -> tuple[Writing, ...]:
    """Return what a cell of the indicator table that is no figure is written as: a name, an attribute."""
    table, _, rest = change.key.partition(".")
    row, _, column = rest.rpartition(".") if change.block == "cell" else (rest, "", "name")
    if table not in _TABLES or change.new is None:
        return ()
    if column not in _FIELDS:
        return (Writing({(table, row, column): change.new.strip()}),)
    data = mapping(node_at(context.profile.source.data, (table, row)))
    if column != "name":
        return (Writing({(table, row, column): change.new.strip()}),)
    name, unit = name_and_unit(change.new.strip())
    old_unit = name_and_unit((change.old or "").strip())[1]
    values: dict[KeyPath, Data] = {(table, row, "name"): name}
    if unit != old_unit or "unit" in data:
        values[table, row, "unit"] = unit
    if name == name_and_unit((change.old or "").strip())[0]:
        del values[table, row, "name"]
    whole = Writing({(table, row, "name"): change.new.strip()})
    return (Writing(values), whole) if values else (whole,)


def name_and_unit(text: str) -> tuple[str, str]:
    """Split 覆盖率（%） into the name and the unit behind it."""
    match = re.fullmatch(r"(.*?)[（(]([^（()）]*)[)）]", text)
    return (match[1], match[2]) if match else (text, "")


def is_number(change: Change) -> bool:
    """Return whether a change is of a figure, in a text or in a cell."""
    return change.kind is ChangeKind.FIGURE or (change.kind is ChangeKind.CELL and bool(change.figures))
