"""Data written as YAML that the program's own reader reads back unchanged."""

from __future__ import annotations

import json

from generator.base.diagnostics import PlanError
from generator.yaml_source import Data, mapping, parse
from generator.yaml_source.mend import correct_slips

_NAME = "scalar"


def yaml_scalar(text: str) -> str:
    """Return `text` as a value behind a key or in a list in brackets, in quotes only if it needs them."""
    return (
        text
        if _reads_back(f"k: {text}", text) and _reads_back(f"k: [{text}, -]", [text, "-"])
        else _quoted(text)
    )


def yaml_flow(data: Data) -> str:
    """Return `data` on one line, mappings in braces and lists in brackets; nothing for a missing value."""
    match data:
        case dict():
            return (
                f"{{{', '.join(f'{yaml_scalar(key)}: {yaml_flow(value)}' for key, value in data.items())}}}"
            )
        case list():
            return f"[{', '.join(yaml_flow(item) or '~' for item in data)}]"
        case None:
            return ""
        case _:
            return yaml_scalar(data)


def _reads_back(line: str, value: Data) -> bool:
    """Return whether `line` reads back as `value`, without a correction."""
    try:
        return not correct_slips(line, _NAME)[1] and mapping(parse(line, _NAME).data).get("k") == value
    except PlanError:
        return False


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
