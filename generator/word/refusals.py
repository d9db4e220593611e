"""Build the errors by which a Word file is refused, each named by its rule (`docx-…`)."""

from __future__ import annotations

from generator.base.diagnostics import Finding, Place, PlanError

_LONGEST = 60  # characters shown of what a file says


def unreadable(file: str, reason: str) -> PlanError:
    """Return the error for `file`, no whole .docx; `reason` is a key of system_problems.yaml."""
    return _error("docx-unreadable", file, reason=reason)


def too_much(file: str, reason: str, limit: int) -> PlanError:
    """Return the error for `file`, which has more than `limit` of what `reason` names."""
    return _error("docx-excess", file, reason=reason, limit=f"{limit:,}")


def broken_xml(file: str, part: str) -> PlanError:
    """Return the error for `file` whose `part` is missing or not well-formed XML."""
    return _error("docx-xml", file, part=part[:_LONGEST])


def declares(file: str, part: str) -> PlanError:
    """Return the error for `file` whose `part` declares entities or includes other files."""
    return _error("docx-entities", file, part=part[:_LONGEST])


def unsafe_content(file: str, rule: str, what: str) -> PlanError:
    """Return the error of `rule` for `file`, which can do more than hold text; `what` quotes the file."""
    return _error(rule, file, what="".join(c if c.isprintable() else "\ufffd" for c in what[:_LONGEST]))


def other_kind(file: str, rule: str, reason: str = "") -> PlanError:
    """Return the error of `rule` for `file` of another format (named by `reason`) or with a password."""
    return _error(rule, file, **({"reason": reason} if reason else {}))


def _error(rule: str, file: str, **facts: str) -> PlanError:
    return PlanError([Finding(rule, Place(file), facts)])
