"""Test the charts of a summary's page: drawn from its numbers, bounded, still, and nothing but a drawing."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from lxml import etree
from summaries import CITY, COUNTIES, many_places, page_of, summary_of, told_words
from word_files import parts_of

from generator.check.findings.groups import report_words
from generator.formats.html.charts import draw_bars
from generator.formats.summary_charts import MOST_BARS, Bars, progress_bars, sum_bars, target_bars
from generator.formats.workbook.summary import write_summary

WORDS = report_words("summary_charts")
SVG = "{http://www.w3.org/2000/svg}"


def bars(*names: str) -> Bars:
    """Return bars of some length, in two kinds."""
    values = tuple(Decimal(number) for number in range(len(names)))
    return Bars("chart:a", "甲", names, {"乙": values, "丙": (None, *values[1:])})


def texts(drawn: str) -> list[str]:
    """Return the texts of a drawing."""
    return [node.text or "" for node in etree.fromstring(drawn).iter(f"{SVG}text")]


def test_a_drawing_says_what_its_table_says() -> None:
    drawn = draw_bars(bars("三元区", "明溪县", "尤溪县"))
    assert sorted(texts(drawn)) == sorted(["三元区", "明溪县", "尤溪县", "0", "1", "2", "1", "2"])
    kinds = [node.get("class", "") for node in etree.fromstring(drawn).iter(f"{SVG}g")]
    assert {"series serie-0 color-0", "series serie-1 color-1"} <= set(kinds)  # what the page's style hatches


def test_a_drawing_is_nothing_but_a_drawing_and_the_same_each_time() -> None:
    drawn = draw_bars(bars('<script>alert("1")</script>', "&#8238;\u202e\x01"))
    tags = {node.tag for node in etree.fromstring(drawn).iter()}
    assert tags == {f"{SVG}{name}" for name in ("svg", "g", "rect", "text", "path")} - (
        set() if "<path" in drawn else {f"{SVG}path"}
    )
    assert not re.search(r"<!--|<script|<style|[\w:]*href|url\(|\x01|\u202e| id=", drawn)
    assert drawn == draw_bars(bars('<script>alert("1")</script>', "&#8238;\u202e\x01"))


def test_a_long_name_is_cut_and_its_number_is_not() -> None:
    name, *_ = texts(
        draw_bars(Bars("a", "甲", ("困难重度残疾人家庭无障碍改造数和别的",) * 1, {"乙": (Decimal(8),)}))
    )
    assert name == "困难重度残疾人家庭无障碍改造数和别的"
    long, number = texts(draw_bars(Bars("a", "甲", ("残" * 90,), {"乙": (Decimal("0.05"),)})))
    assert (long, number) == ("残" * 19 + "…", "0.05")


@pytest.mark.parametrize("count", [3, 2850])
def test_no_chart_has_more_bars_than_people_read(count: int) -> None:
    summary = many_places(count)
    progress = progress_bars(summary, WORDS)
    assert progress
    assert len(progress.names) == min(count, 14)
    (values,) = progress.series.values()
    assert sum(each or 0 for each in values) == (count if count > MOST_BARS else 0 + 1 + 2)
    (target,) = target_bars(summary, summary.rows, WORDS)
    assert len(target.names) == min(count, MOST_BARS)
    assert target.left_out == count - len(target.names)
    drawn = "".join(draw_bars(each) for each in (progress, target))
    assert len(drawn) < 30_000


def test_the_sum_of_the_parts_is_told_in_per_cent_of_the_whole() -> None:
    summary = summary_of(CITY, COUNTIES)
    found = sum_bars([row for row in summary.rows if row.path.endswith(".target")], WORDS)
    assert found
    (values,) = found.series.values()
    assert dict(zip(found.names, values, strict=True))["城乡残疾人职业技能培训人数"] == Decimal(
        71
    )  # 5000 of 7000


def test_every_chart_of_the_page_has_its_table_beside_it() -> None:
    page = page_of(summary_of(CITY, COUNTIES))
    figures = re.findall('<figure class="chart".*?</figure>', page, re.DOTALL)
    assert len(figures) > 5
    for figure in figures:
        (drawn,) = re.findall("<svg.*</svg>", figure)
        cells = re.findall("<t[hd][^>]*>([^<]*)</t[hd]>", figure.partition("<tbody>")[2])
        shown = [text for text in texts(drawn) if not text.endswith("…")]
        assert set(shown) <= set(cells)
        assert len([cell for cell in cells if cell]) == len(texts(drawn))


def test_the_workbook_has_a_chart_of_what_counts_and_not_of_thousands() -> None:
    book = write_summary(
        summary_of(CITY, COUNTIES), told_words(), *map(report_words, ("summary_sheets", "summary_columns"))
    )
    parts = parts_of(book)
    charts = [part.decode() for name, part in parts.items() if name.startswith("xl/charts/chart")]
    assert len(charts) > 8
    assert all("<c:dLbls>" in chart for chart in charts)
    assert sum("<a:pattFill" in chart for chart in charts) == 3  # what is offered beside what is due
    many = write_summary(
        many_places(2850), told_words(), *map(report_words, ("summary_sheets", "summary_columns"))
    )
    drawn = [part.decode() for name, part in parts_of(many).items() if name.startswith("xl/charts/chart")]
    assert drawn
    for chart in drawn:
        for first, last in re.findall(r"\$(\d+):\$[A-Z]+\$(\d+)</c:f>", chart):
            assert int(last) - int(first) < 40
