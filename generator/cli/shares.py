"""Say who contributes how much to the targets of the level above: as lines, and as data."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.patterns import fill
from generator.base.units import plain_digits
from generator.check.findings.groups import report_words
from generator.pipeline.support.allocation import Allocation


def share_data(allocated: list[Allocation]) -> list[dict[str, object]]:
    """Return what JSON has of each counted target: who contributes how much, and why one does not count."""
    return [
        {
            "indicator": each.indicator,
            "name": each.name,
            "unit": each.unit,
            "whole": plain_digits(each.whole),
            "total": plain_digits(each.total),
            "parts": [
                {"locality": name, "amount": None if amount is None else plain_digits(amount)}
                | ({"why": why} if why else {})
                for (name, amount), why in zip(each.parts, each.why, strict=True)
            ],
        }
        for each in allocated
    ]


def share_table(allocated: list[Allocation]) -> Iterator[str]:
    """Yield the lines of a table of who contributes how much to each counted target."""
    words, reasons = report_words("shares"), report_words("shares_apart")
    for each in allocated:
        whole, total = plain_digits(each.whole), plain_digits(each.total)
        yield fill(words["head"], {"name": each.name, "unit": each.unit, "whole": whole, "total": total})
        for (place, amount), why in zip(each.parts, each.why, strict=True):
            said = words["nothing"] if amount is None else plain_digits(amount)
            facts = {"place": place, "amount": said, "why": reasons[why] if why else ""}
            yield fill(words["apart" if why else "part"], facts)
