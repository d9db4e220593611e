"""Text written as YAML that our own reader gives back as it was."""

from __future__ import annotations

import json

from generator.diagnostics import PlanError
from generator.source import Data, mapping, parse
from generator.source.mend import mend

_NAME = "scalar"


def scalar(text: str) -> str:
    """A text as a value behind a key or in a list in brackets; quoted only where it must be."""
    return text if _kept(f"k: {text}", text) and _kept(f"k: [{text}, -]", [text, "-"]) else _quoted(text)


def flow(data: Data) -> str:
    """Data on one line, mappings in braces and lists in brackets; nothing where a mapping has no value."""
    match data:
        case dict():
            return f"{{{', '.join(f'{scalar(key)}: {flow(value)}' for key, value in data.items())}}}"
        case list():
            return f"[{', '.join(flow(item) or '~' for item in data)}]"
        case None:
            return ""
        case _:
            return scalar(data)


def _kept(line: str, value: Data) -> bool:
    """Whether a line is read as this value, and as no slip of the keyboard."""
    try:
        return not mend(line, _NAME)[1] and mapping(parse(line, _NAME).data).get("k") == value
    except PlanError:
        return False


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
