"""Say what to do next once two drafts have been compared (`diff` in templates/report.yaml)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generator.base.patterns import fill
from generator.check.findings.groups import report_words, typed
from generator.diff import Cause, Change
from generator.pipeline.diff import Comparison

# What is to be settled, in the order in which it is: each by what its changes have.
_OPEN: dict[str, Callable[[Change], bool]] = {
    "conflict": lambda change: change.conflict is not None,
    "pending": lambda change: change.cause is Cause.PENDING,
    "undone": lambda change: change.undone and change.cause is Cause.HAND,
    "hand": lambda change: change.cause is Cause.HAND,
}


def next_step(found: Comparison, form: str, output: Path | None, pending: str | None, *, noted: bool) -> str:
    """Return what to do next, "" if nothing is to be done or a program reads what was printed.

    `form` is the format, `output` the file written; `pending` says how pending changes were read, `noted`
    that there are warnings on what stands beside the text.
    """
    words = report_words("diff")
    outside = bool(found.old.outside or found.new.outside)
    if output and form in words:
        name = f"{form}_outside" if outside and f"{form}_outside" in words else form
        return fill(words[name], {"output": typed(str(output))})
    if form != "text":
        return ""
    told = [change for change in found.changes if not change.folded]
    if not told:
        return words["noted"] if noted else ""
    profiles = [side.name for side in (found.old, found.new) if side.fresh]
    facts = {
        "old": typed(found.old.name),
        "new": typed(found.new.name),
        "pending": f" --pending {pending}" if pending else "",
        "profile": typed(profiles[-1]) if profiles else "",
    }
    for name, concerns in _OPEN.items():
        if count := sum(map(concerns, told)):
            known = name if profiles or f"{name}_alone" not in words else f"{name}_alone"
            return fill(words[known], {**facts, "count": str(count)})
    return fill(words["told_outside" if outside else "told"], facts)
