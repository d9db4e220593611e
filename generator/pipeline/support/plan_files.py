"""Tell plans as people read them from profiles, and hold what the user says of one; load nothing for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from generator.base.archives import ZIP_START
from generator.base.diagnostics import PlanError
from generator.base.files import read_whole
from generator.base.limits import MOST_PROFILE_BYTES

_PROFILES = {".yaml", ".yml"}
_PLANS = {".docx", ".doc", ".wps", ".odt", ".rtf", ".pdf"}
_TEXT = ".txt"
_WORKBOOKS = {".xlsx", ".xls", ".ods"}
_STARTS = (ZIP_START, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rt", b"%PDF")
_KEYS = re.compile(r"(?m)^[ \t]*(?:period|locality)[ \t]*[:：]".encode())


@dataclass(frozen=True, slots=True)
class Given:
    """Hold what the user says of a plan: name and kind of its place, its period; "" if nothing."""

    name: str = ""
    kind: str = ""
    period: str = ""


def is_plan(file: Path) -> bool:
    """Return whether `file` is a plan as people read it, and no profile: by its ending, else by its bytes."""
    ending = file.suffix.lower()
    if ending in _PROFILES | _WORKBOOKS:
        return False
    if ending in _PLANS:
        return True
    try:
        content = read_whole(file, MOST_PROFILE_BYTES) if file.is_file() else b""
    except (OSError, PlanError):  # what cannot be read is told where it is opened
        return ending == _TEXT
    return content.startswith(_STARTS) or (ending == _TEXT and not _KEYS.search(content))
