"""Write data as JSON that people can read."""

from __future__ import annotations

import json

from generator.base.characters import escape_json


def dump_json(data: object, indent: int | None = 2) -> str:
    """Return `data` as JSON that people can read, on one line if `indent` is None; escape control characters.

    So is the second `#` of two, which a CI would read as the start of a command (`##[…`) wherever it stands.
    """
    return escape_json(json.dumps(data, ensure_ascii=False, indent=indent)).replace("##", r"#\u0023")
