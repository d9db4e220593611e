"""Make file names from a profile's own name that are valid on every system and stay in their folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, count
from pathlib import Path
from unicodedata import normalize

from generator.base.diagnostics import Finding, Place, PlanError

# Characters that some system forbids in names or takes for a way out of the folder, that hide a file, or that
# mislead on a terminal. U+DC80-DCFF are bytes that this process's encoding cannot spell.
_UNFIT = re.compile(
    r"[\x00-\x1f\x7f-\x9f:/\\\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udc7f\udd00-\udfff]|^\.|^ *$"
)
_LONGEST = 80  # characters; a file name holds 255 bytes, and a Chinese one has three each
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\.|$)", re.IGNORECASE)


def output_in(folder: Path, stem: str, suffix: str, of: str = "") -> Path:
    """Return the path of a file directly in `folder`.

    Raise PlanError, placed at the file `of`, for an unfit name.
    """
    if _UNFIT.search(stem) or _DEVICE.match(stem):
        raise PlanError([Finding("output-name", Place(of), {"name": _UNFIT.sub("\ufffd", stem)})])
    return folder / f"{stem}{suffix}"


def fitting(stems: Iterable[str]) -> Iterator[str]:
    """Yield each of the `stems` as far as a file name holds it, with _ for what no name may have.

    Names that some system takes for one get a number.
    """
    known: set[str] = set()
    for stem in stems:
        fit = _UNFIT.sub("_", stem)[:_LONGEST]
        tries = chain((fit,), (f"{fit}-{number}" for number in count(2)))
        name = next(each for each in tries if same_name(each) not in known)
        known.add(same_name(name))
        yield name


def same_name(stem: str) -> str:
    """Return a form of `stem` that is equal for names which some system takes for one.

    Systems ignore case, or compose characters.
    """
    return normalize("NFC", normalize("NFD", stem).casefold())
