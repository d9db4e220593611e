"""Choose what of a summary is drawn: a few charts, each of few bars however many places there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.base.patterns import fill
from generator.formats.summary import Arrival, FigureRow, PlaceRow, Summary

MOST_BARS = 24  # of a chart that people still read
_TENTHS = range(0, 100, 10)
_PER_CENT = 100
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Bars:
    """Hold what one chart shows: `names` of its bars, and under each of `series` its values, None for none.

    `key` is its anchor on a page. A bar of the value `full` is as long as there is room for, if none is
    longer. `left_out` counts the bars that there is no room for.
    """

    key: str
    title: str
    names: tuple[str, ...]
    series: Mapping[str, tuple[Decimal | None, ...]]
    left_out: int = 0
    full: int = 0


def charts_of(summary: Summary, targets: Sequence[FigureRow], words: Words) -> Mapping[str, list[Bars]]:
    """Return the charts of each part of a summary: places, targets, each of the targets, departments.

    `words` are those of charts in templates/report.yaml.
    """
    found = {
        "places": [progress_bars(summary, words)],
        "targets": [sum_bars(targets, words), below_bars(targets, words)],
        "departments": [department_bars(summary, words)],
    }
    drawn = {part: [each for each in charts if each] for part, charts in found.items()}
    return {**drawn, "each": list(target_bars(summary, targets, words))}


def progress_bars(summary: Summary, words: Words) -> Bars | None:
    """Return how complete each place is; of many places, how many are how complete. None if none is there."""
    counted = {place: each for place in summary.places if (each := _state(place, words))}
    if len(summary.places) > MOST_BARS:
        found = Counter(counted.values())
        names = [fill(words["tens"], {"low": low, "high": low + 9}) for low in _TENTHS]
        names += [words[key] for key in ("full", "missing", "broken", "outside")]
        values = tuple(Decimal(found[name]) for name in names)
        return Bars("chart:progress", words["progress_many"], tuple(names), {words["places"]: values})
    labels = tuple(
        place.name if place.asked else fill(words["named"], {"name": place.name, "state": state})
        for place, state in counted.items()
    )
    shares = tuple(Decimal(place.share) if place.asked else None for place in counted)
    series = {words["share"]: shares}
    return Bars("chart:progress", words["progress"], labels, series, full=_PER_CENT) if any(shares) else None


def _state(place: PlaceRow, words: Words) -> str:
    """Return how far a place is, in words of the charts."""
    if place.arrival is not Arrival.RECEIVED:
        return words[place.arrival.value]
    if not place.asked:
        return words["outside"]
    low = place.share // 10 * 10
    return words["full"] if low == _PER_CENT else fill(words["tens"], {"low": low, "high": low + 9})


def sum_bars(rows: Sequence[FigureRow], words: Words) -> Bars | None:
    """Return how much of each counted target of the whole its parts come to, in per cent."""
    found = {
        _brief(row): round(row.total * _PER_CENT / row.whole.amount)
        for row in rows
        if row.total is not None and row.whole.amount
    }
    return _listed("chart:sums", words["sums"], words["percent"], found, _PER_CENT)


def below_bars(rows: Sequence[FigureRow], words: Words) -> Bars | None:
    """Return for each target that several places fall short of how many they are."""
    found = {_brief(row): sum(cell.below for cell in row.cells) for row in rows}
    fewer = {name: count for name, count in found.items() if count}
    return _listed("chart:below", words["below"], words["places"], fewer)


def department_bars(summary: Summary, words: Words) -> Bars | None:
    """Return how many figures each department has still to give, the most first."""
    found = {
        name or words["nobody"]: sum(count for _, count in lacking)
        for name, lacking in summary.departments().items()
    }
    ordered = dict(sorted(found.items(), key=lambda each: -each[1]))
    return _listed("chart:departments", words["departments"], words["figures"], ordered)


def _brief(row: FigureRow) -> str:
    """Return the name of a figure without its year."""
    return row.name.partition("（")[0]


def _listed(key: str, title: str, series: str, found: Mapping[str, int], full: int = 0) -> Bars | None:
    """Return the first bars of `found`, None if there are none."""
    names = tuple(found)[:MOST_BARS]
    values = tuple(Decimal(found[name]) for name in names)
    return Bars(key, title, names, {series: values}, len(found) - len(names), full) if found else None


def target_bars(summary: Summary, rows: Sequence[FigureRow], words: Words) -> Iterator[Bars]:
    """Yield for each target what the places offer, and what is due of them or what the whole has.

    Of more places than a chart has bars, those that offer the least.
    """
    for number, row in enumerate(rows):
        due = row.shares if any(row.shares) else (row.whole.amount,) * len(row.cells)
        offers = [
            (name, cell.amount, its)
            for name, cell, its in zip(summary.parts, row.cells, due, strict=True)
            if cell.amount is not None
        ]
        if len(offers) > MOST_BARS:
            offers = sorted(offers, key=lambda each: each[1] or 0)[:MOST_BARS]
        if not offers:
            continue
        names, own, beside = zip(*offers, strict=True)
        series = {words["own"]: own}
        if any(each is not None for each in beside):
            series[words["due" if any(row.shares) else "whole"]] = beside
        title = fill(words["target"], {"name": row.name, "unit": row.unit or words["no_unit"]})
        yield Bars(f"chart:target-{number}", title, names, series, len(row.known) - len(offers))
