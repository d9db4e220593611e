"""Why a Word file is refused: the errors, each by the name of its rule."""

from __future__ import annotations

from generator.diagnostics import Finding, Place, PlanError

_LONGEST = 60  # characters shown of what a file says


def unreadable(file: str, reason: str) -> PlanError:
    """The error for a file that is no whole .docx; reasons are those of system_problems.yaml."""
    return _error("docx-unreadable", file, reason=reason)


def too_much(file: str, reason: str, limit: int) -> PlanError:
    """The error for a file that has more of something than any plan has."""
    return _error("docx-excess", file, reason=reason, limit=f"{limit:,}")


def broken(file: str, part: str) -> PlanError:
    """The error for a part that is missing, or no XML."""
    return _error("docx-xml", file, part=part[:_LONGEST])


def declared(file: str, part: str) -> PlanError:
    """The error for a part that declares entities, or takes in other files."""
    return _error("docx-entities", file, part=part[:_LONGEST])


def active(file: str, rule: str, what: str) -> PlanError:
    """The error for a file that can do more than say words; `what` is of its own words."""
    return _error(rule, file, what="".join(c if c.isprintable() else "\ufffd" for c in what[:_LONGEST]))


def other(file: str, rule: str, reason: str = "") -> PlanError:
    """The error for a file of another kind, or one that is locked."""
    return _error(rule, file, **({"reason": reason} if reason else {}))


def _error(rule: str, file: str, **facts: str) -> PlanError:
    return PlanError([Finding(rule, Place(file), facts)])
