"""Find in the comments of a Word file why somebody took a row out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.base.characters import one_line
from generator.document import Comment
from generator.pipeline.support.pulling.proposals import Proposal, Writing
from generator.yaml_source import KeyPath

_OMIT = "omit"


def reason_for(name: str, comments: Iterable[Comment]) -> str:
    """Return what the first of `comments` says that stands on the row `name`, or names it; "" for none."""
    found = (each for each in comments if name and (name in each.line or name in each.text))
    return next((text for each in found if (text := one_line(each.text).strip())), "")


def lacks_reason(options: Sequence[Writing], reason: str) -> bool:
    """Return whether the likeliest writing leaves a row out for want of any other `reason` than this."""
    return bool(options) and any(value == reason for value in _reasons(options[0]).values())


def with_reason(proposal: Proposal, reason: str) -> Proposal:
    """Return a proposal that leaves a row out for this `reason`."""
    options = tuple(
        replace(each, values={**each.values, **dict.fromkeys(_reasons(each), reason)})
        for each in proposal.options
    )
    return replace(proposal, options=options)


def _reasons(writing: Writing) -> dict[KeyPath, object]:
    return {path: value for path, value in writing.values.items() if path[-1] == _OMIT}
