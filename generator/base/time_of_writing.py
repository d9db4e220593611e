"""Tell when a file is said to be written, and by whom, so that the same inputs give the same bytes."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from typing import NamedTuple

from generator.base.diagnostics import Finding, Place, PlanError

EARLIEST = datetime(2021, 1, 1, tzinfo=UTC)  # the first day of the first period
_LAST = 253_402_300_799  # 9999-12-31T23:59:59Z
_SHOWN = 40  # characters of what is no time


class Authorship(NamedTuple):
    """Hold who made changes and comments, and when: "" and None where nobody says so."""

    author: str = ""
    date: datetime | None = None

    @property
    def time(self) -> datetime | None:
        """Return when changes and comments were made: as said, else SOURCE_DATE_EPOCH, else None.

        One that is always the same would be wrong, and today's would change the bytes; Word does without.
        Raise PlanError as `time_of_writing` does.
        """
        told = self.date is not None or "SOURCE_DATE_EPOCH" in os.environ
        return (self.date or time_of_writing()) if told else None


NOBODY = Authorship()


def time_of_writing() -> datetime:
    """Return SOURCE_DATE_EPOCH in UTC, else a time that is always the same.

    Raise PlanError where that is no number of seconds since 1970, or more of them than a calendar has.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", f"{EARLIEST.timestamp():.0f}")
    if not re.fullmatch("[0-9]{1,12}", given) or int(given) > _LAST:
        raise PlanError([Finding("epoch-wrong", Place(""), {"value": given[:_SHOWN]})])
    return datetime.fromtimestamp(int(given), tz=UTC)


def stamp(time: datetime) -> str:
    """Return a `time` as xsd:dateTime in UTC."""
    return f"{time.year:04}{time.strftime('-%m-%dT%H:%M:%SZ')}"  # %Y has no zeros in front on some systems
