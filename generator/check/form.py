"""The form of a profile: accepted at once, or judged by Cerberus, which says what is wrong."""

from __future__ import annotations

from functools import cache

from generator.check.acceptor import Acceptor
from generator.check.vocabulary import compiled
from generator.diagnostics import Finding
from generator.period import load_period
from generator.resources import period_ids
from generator.source import Source


def check_form(source: Source) -> list[Finding]:
    """Everything in a profile that does not have the form its schema asks for, in file order."""
    if not isinstance(source.data, dict) or not source.data:
        return [Finding("profile-empty", source.place(()), {})]
    period = source.data.get("period")
    known = str(period) if period in period_ids() else ""
    if known and _acceptor(known).accepts("profile", source.data):
        return []
    from generator.check.schema import judged  # noqa: PLC0415  # Cerberus takes long to load

    return judged(source, known)


@cache
def _acceptor(period_id: str) -> Acceptor:
    return Acceptor(compiled(load_period(period_id)))
