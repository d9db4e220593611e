"""Tell the time that files bear as that of their writing, so that the same inputs give the same bytes."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime

from generator.base.diagnostics import Finding, Place, PlanError

EARLIEST = datetime(2021, 1, 1, tzinfo=UTC)  # the first day of the first period
_LAST = 253_402_300_799  # 9999-12-31T23:59:59Z
_SHOWN = 40  # characters of what is no time


def time_of_writing() -> datetime:
    """Return SOURCE_DATE_EPOCH in UTC, else a time that is always the same.

    Raise PlanError where that is no number of seconds since 1970, or more of them than a calendar has.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", f"{EARLIEST.timestamp():.0f}")
    if not re.fullmatch("[0-9]{1,12}", given) or int(given) > _LAST:
        raise PlanError([Finding("epoch-wrong", Place(""), {"value": given[:_SHOWN]})])
    return datetime.fromtimestamp(int(given), tz=UTC)


def stamp() -> str:
    """Return the time of writing as xsd:dateTime; raise PlanError as `time_of_writing` does."""
    return time_of_writing().strftime("%Y-%m-%dT%H:%M:%SZ")
