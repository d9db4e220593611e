"""Lay an outline out as the lines of a profile: a field a line, what holds others over them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.yaml_source import Data, mapping
from generator.yaml_source.write import yaml_flow, yaml_scalar

_HOLDING = ("body", "groups", "items")
_LISTS = ("preamble", "chapters")


def outline_lines(outline: dict[str, Data]) -> str:
    """Return an outline of form, preamble and chapters as YAML below its key."""
    lines = ["outline:"]
    if form := mapping(outline.get("form")):
        lines += ["  form:", *(f"    {key}: {yaml_flow(value)}" for key, value in form.items())]
    for name in _LISTS:
        if blocks := outline.get(name):
            lines += [f"  {name}:", *_blocks(blocks, "    ")]
    return "\n".join(lines)


def _blocks(data: Data, indent: str) -> Iterator[str]:
    for block in data if isinstance(data, list) else []:
        if not isinstance(block, dict):
            yield f"{indent}- {yaml_flow(block)}"
            continue
        dash = "- "
        for key, value in block.items():
            begin = f"{indent}{dash}{yaml_scalar(key)}:"
            dash = "  "
            if key in _HOLDING:
                yield begin
                yield from _blocks(value, f"{indent}    ")
            else:
                yield f"{begin} {yaml_flow(value)}"
