"""Write data as JSON that people can read."""

from __future__ import annotations

import json

from generator.base.characters import escape_json


def dump_json(data: object) -> str:
    """Return `data` as indented JSON that people can read, with control characters as escapes."""
    return escape_json(json.dumps(data, ensure_ascii=False, indent=2))
