"""The desk of a city: its profile and those of its counties, and what `summary` makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from generator.check.findings.groups import report_words
from generator.formats.html.summary import write_page
from generator.formats.summary import Arrival, FigureRow, PlaceRow, Summary, SummaryCell
from generator.pipeline.summary import Above, above_profile, gather_files, summarize
from generator.pipeline.summary.gathering import Gathered

DESK = Path(__file__).parent / "cases/desk"
CITY = DESK / "sanming.yaml"
NAMES = {
    "sanyuan": "三元区",
    "ninghua": "宁化县",
    "youxi": "尤溪县",
    "mingxi": "明溪县",
    "yongan": "永安市",
    "qingliu": "清流县",
}
COUNTIES = [DESK / f"{file}.yaml" for file in NAMES]
PERIOD = "2026-2030"
TODAY = date(2026, 11, 30)
PROVINCE = """\
period: 2026-2030
locality: {name: 海南省, kind: province}
population: {certified: 9000}
indicators: {home_accessibility: {target: "[900]"}}
"""


@cache
def gathered(above: Path, file: Path) -> list[Gathered]:
    """Return what one file says below `above`."""
    (found,) = gather_files(Above(above, PERIOD), [file], 1)
    return found


def summary_of(above: Path, files: Sequence[Path], deadline: date | None = None) -> Summary:
    """Return the summary of `files` below `above`, as of a day."""
    return summarize(
        above_profile(Above(above, PERIOD)),
        [one for file in files for one in gathered(above, file)],
        TODAY,
        deadline,
    )


def target(summary: Summary, indicator: str) -> FigureRow:
    """Return the row of an indicator's target."""
    return next(row for row in summary.rows if row.path == f"indicators.{indicator}.target")


def told_words() -> dict[str, str]:
    """Return the words of a summary, with those that say why a figure is not added."""
    apart = {f"why_{key}": word for key, word in report_words("shares_apart").items()}
    return {**report_words("summary"), **apart}


def page_of(summary: Summary) -> str:
    """Return the page of a summary."""
    words, apart, charts = map(report_words, ("summary", "shares_apart", "summary_charts"))
    return write_page(summary, words, apart, charts, 200)


def many_places(count: int, figures: int = 0) -> Summary:
    """Return a summary of so many places that have a target each, and as many other figures as is said."""
    places = tuple(
        PlaceRow(
            f"第{number}县",
            "某市",
            Arrival.RECEIVED,
            asked=100,
            filled=number % 101,
            lacking=(("县民政局", 1),),
            part=number,
        )
        for number in range(count)
    )
    cells = tuple(SummaryCell(f"{number}", Decimal(number)) for number in range(count))
    whole = SummaryCell("1000", Decimal(1000))
    row = FigureRow("indicators.a.target", "甲（2030年）", "人", "", "count", whole, cells, Decimal(500))
    others = tuple(
        replace(row, path=f"achievements.a{number}", name=f"乙{number}") for number in range(figures)
    )
    names = tuple(each.name for each in places)
    return Summary("某省", PERIOD, "", TODAY.isoformat(), places, names, (row, *others))


def place(folder: Path, name: str, kind: str, upper: str, promise: int = 100) -> Path:
    """Write the profile of a place with a thousand certified persons; return its file."""
    file = folder / f"{name}.yaml"
    text = PROVINCE.replace("海南省, kind: province", f"{name}, kind: {kind}, upper: [{upper}]")
    file.write_text(text.replace("9000", "1000").replace("[900]", f"[{promise}]"), "utf-8")
    return file
