"""Correct a profile's file: slips of the keyboard, marks, numbers and dates."""

from __future__ import annotations

import re
from pathlib import Path

from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.files import read_whole, write_whole
from generator.base.limits import MOST_PROFILE_BYTES
from generator.pipeline.support.corrections import correct_texts
from generator.yaml_source import parse
from generator.yaml_source.mend import correct_slips
from generator.yaml_source.read import decode

_ALWAYS = ("period", "locality")


def fix(file: Path) -> list[Finding]:
    """Correct slips of the keyboard, marks, numbers and dates in a profile; return what was corrected.

    Write it as UTF-8, with comments and everything else as they are. Raise PlanError if the file cannot be
    read or written, is changed meanwhile, is a link, or is no profile: what is not ours stays as it is,
    whatever it is called.
    """
    content = read_whole(file, MOST_PROFILE_BYTES)
    text, said = decode(content, str(file))
    mended, slips = correct_slips(text, str(file))
    ours = _is_profile(mended, str(file))
    if ours:
        mended, better = correct_texts(mended, str(file))
        slips += better
    if said or slips:
        if why := "Link" if file.is_symlink() else "" if ours else "NoProfile":
            raise PlanError([Finding("fix-refused", Place(str(file)), {"reason": why})])
        write_whole({file: mended.encode()}, read={file: content})
    return [*said, *slips]


def _is_profile(text: str, name: str) -> bool:
    """Return whether `text` is YAML with the keys that every profile has, and no other kind of file has.

    Of what is not yet YAML, for a slip that a person has to mend, the lines tell.
    """
    try:
        data = parse(text, name).data
    except PlanError:
        return all(re.search(rf"^{key} *:", text, re.MULTILINE) for key in _ALWAYS)
    return isinstance(data, dict) and all(key in data for key in _ALWAYS)
