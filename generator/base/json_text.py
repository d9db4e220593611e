"""Write data as JSON that people can read."""

from __future__ import annotations

import json

from generator.base.characters import escape_json


def dump_json(data: object) -> str:
    """Return `data` as indented JSON that people can read, with control characters as escapes.

    So is the second `#` of two, which a CI would read as the start of a command (`##[…`) wherever it stands.
    """
    return escape_json(json.dumps(data, ensure_ascii=False, indent=2)).replace("##", r"#\u0023")
