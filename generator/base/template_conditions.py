"""Tell what a test of a template asks of the place and of the profile: read it from Jinja2's syntax tree."""

from __future__ import annotations

from typing import Any, TypeAlias

from jinja2 import nodes

Condition: TypeAlias = list[Any] | None

_PLACE = ("tier", "setting")
_DRAFTED = "drafted"
_ASKING = ("has", "exists")  # what the profile has; what there is at the month of drafting


def dotted_name(node: nodes.Node) -> str:
    """Return the dotted name of what is called: say.count; empty for what has none."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr) and (owner := dotted_name(node.node)):
        return f"{owner}.{node.attr}"
    return ""


def literal_text(node: nodes.Node) -> str | None:
    """Return the text of a literal, None for whatever else."""
    return node.value if isinstance(node, nodes.Const) and isinstance(node.value, str) else None


def condition_of(node: nodes.Node) -> Condition:
    """Return what a test asks of the place and of the profile, None for whatever else."""
    if isinstance(node, nodes.And | nodes.Or):
        return [type(node).__name__.lower(), condition_of(node.left), condition_of(node.right)]
    if isinstance(node, nodes.Not):
        return ["not", condition_of(node.node)]
    if isinstance(node, nodes.Call) and (kind := dotted_name(node.node)) in _ASKING and len(node.args) == 1:
        asked = node.args[0]
        name = asked.name if isinstance(asked, nodes.Name) else literal_text(asked)
        return [kind, name] if name else None
    return (_of_month(node) or _of_place(node)) if isinstance(node, nodes.Compare) else None


def _of_month(node: nodes.Compare) -> Condition:
    """Return from which month of drafting on a comparison holds, None for any other."""
    if not isinstance(node.expr, nodes.Name) or node.expr.name != _DRAFTED or len(node.ops) != 1:
        return None
    month = literal_text(node.ops[0].expr)
    return ["drafted", month] if month and node.ops[0].op in {"gteq", "gt"} else None


def _of_place(node: nodes.Compare) -> Condition:
    """Return what a comparison says of the tier or the setting, None for any other."""
    if not isinstance(node.expr, nodes.Name) or node.expr.name not in _PLACE or len(node.ops) != 1:
        return None
    values = _values(node.ops[0].expr)
    about: Condition = ["place", node.expr.name, values]
    known = {"eq": about, "in": about, "ne": ["not", about], "notin": ["not", about]}
    return known.get(node.ops[0].op) if values else None


def _values(node: nodes.Node) -> list[str]:
    """Return the texts that a comparison names, one or several; none where any is made elsewhere."""
    items = node.items if isinstance(node, nodes.List | nodes.Tuple) else [node]
    found = [literal_text(item) for item in items]
    return [each for each in found if each is not None] if None not in found else []
