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


def listing(texts: list[str]) -> str:
    """Texts as a list in brackets."""
    return f"[{', '.join(map(scalar, texts))}]"


def _kept(line: str, value: Data) -> bool:
    """Whether a line is read as this value, and as no slip of the keyboard."""
    try:
        return not mend(line, _NAME)[1] and mapping(parse(line, _NAME).data).get("k") == value
    except PlanError:
        return False


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
