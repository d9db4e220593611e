"""Disarm what a file name, a key or a text could make of a printed line: a command of a CI.

GitHub's runner obeys a line that begins with `::`, after whatever blanks Unicode knows, and what follows
`##[` anywhere in a line; Azure's does so with `##vso[`, TeamCity's with `##teamcity[`.
"""

from __future__ import annotations

import re

from generator.base.characters import code_point

_COLON = re.compile(r"((?:^|[\n\r])[^\S\n\r]*):(?=:)")
_HASH = re.compile(r"(?<=#)#(?=\w*\[)")


def disarm(text: str) -> str:
    """Return `text` with the sign that would begin a command as its code point, <U+003A>."""
    return disarm_hashes(_COLON.sub(lambda match: f"{match[1]}<{code_point(':')}>", text))


def disarm_hashes(text: str) -> str:
    """Return `text` without any `##[`; lines of it may begin with commands of ours."""
    return _HASH.sub(f"<{code_point('#')}>", text)


def disarm_page(html: str) -> str:
    """Return `html` with the sign that would begin a command as a reference, which is shown as it was."""
    return _HASH.sub("&#35;", _COLON.sub(r"\1&#58;", html))
