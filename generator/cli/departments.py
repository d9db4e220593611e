"""Find the department that somebody names at the command line, or say which one may have been meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.base.spelling import near
from generator.locality.profile import Profile

NOBODY = "部门待定"
_LISTED = 20  # departments; a plan asks some fifteen of them
Owners = tuple[Sequence[str], Profile | None]


def matching(word: str, owners: Iterable[str], profile: Profile | None) -> list[str]:
    """Return the departments of one plan that `word` matches: the function key of one, or part of a name."""
    named = profile.lexicon.departments.get(word) if profile else None
    return [name for name in owners if (name == named if named else word in (name or NOBODY))]


def unknown(word: str, plans: Sequence[Owners]) -> str:
    """Return the message for a `word` that matches no department of any of the `plans`.

    Name the likeliest departments, or list them.
    """
    names = dict.fromkeys(name for owners, _ in plans for name in owners if name)
    functions = [
        function
        for _, profile in plans
        if profile
        for function, name in profile.lexicon.departments.items()
        if name in names
    ]
    if likely := near(word, [*names, *functions]):
        return f"规划里没有要“{word}”填的，是不是 {'、'.join(likely)}？"
    listed = "、".join([*names][:_LISTED]) + ("等" if len(names) > _LISTED else "")
    return f"规划里没有要“{word}”填的，可以是 {listed}"
