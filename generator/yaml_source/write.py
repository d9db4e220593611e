"""Data written as YAML that the program's own reader reads back unchanged."""

from __future__ import annotations

import json
import re
from functools import cache

from generator.base.diagnostics import PlanError
from generator.yaml_source import Data, parse
from generator.yaml_source.mend import correct_slips

_NAME = "scalar"


def yaml_scalar(text: str) -> str:
    """Return `text` as a value behind a key or in a list in brackets, in quotes only if it needs them."""
    return text if _plain().fullmatch(text) or reads_back(text) else json.dumps(text, ensure_ascii=False)


@cache
def _plain() -> re.Pattern[str]:
    """Return the pattern of words that every reader takes alike; it is slow to compile."""
    return re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff0-9A-Za-z，。、；（）《》]*")


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


def reads_back(text: str) -> bool:
    """Return whether `text` without quotes reads back behind a key and in brackets, without a correction.

    One with a tab does so only by some readers of YAML.
    """
    if "\t" in text:
        return False
    lines = f"k: {text}\nl: [{text}, -]"
    try:
        return not correct_slips(lines, _NAME)[1] and parse(lines, _NAME).data == {
            "k": text,
            "l": [text, "-"],
        }
    except PlanError:
        return False
