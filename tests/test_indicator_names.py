"""Test that sentences call an indicator as the table does: renamed, merged with another, or left out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import plans
import pytest

from generator.base.resources import period_ids
from generator.document import Document, Figure, Gap, Paragraph, nodes_in, plain, runs_in
from generator.formats.markdown import write_md
from generator.library.period import load_period
from generator.library.template_index import paths_in_topic

ALL = [(period, key) for period in period_ids() for key in load_period(period).indicators]
SHELVES = ("topics", "boxes")
TABLE: dict[str, object] = {"box": "list", "table": "indicators"}


@cache
def speaking(period: str) -> list[dict[str, object]]:
    """Return measures and a box of every topic of a period that prints an indicator or a result."""

    def speaks(shelf: str, topic: str) -> bool:
        paths = paths_in_topic(shelf, topic, load_period(period).folders)
        return any(path.startswith(("indicators.", "achievements.")) for path in paths)

    found = {shelf: [t for t in plans.topics(shelf, period) if speaks(shelf, t)] for shelf in SHELVES}
    items = [{"item": each.replace(".", "-"), "title": "题目", "topics": [each]} for each in found["boxes"]]
    measures: list[dict[str, object]] = [
        {"measure": each, "title": "题目", "topics": [each]} for each in found["topics"]
    ]
    return [*measures, {"box": "box", "title": "专栏", "items": items}, TABLE]


def paragraphs(document: Document) -> Iterator[Paragraph]:
    """Yield every paragraph of a document's parts."""
    for part in document.parts:
        yield from (node for node in nodes_in(part) if isinstance(node, Paragraph))


def printed(paragraph: Paragraph, start: str) -> Iterator[Figure | Gap]:
    """Yield the figures and gaps of a paragraph whose path begins so."""
    for run in paragraph.runs:
        if isinstance(run, (Figure, Gap)) and run.source.startswith(start):
            yield run


def drafted(period: str, rows: dict[str, dict[str, str]]) -> Document:
    """Return a plan of all that the library says of indicators, with these rows changed."""
    data = plans.full("county", period)
    before, names = data["indicators"], data["names"]
    assert isinstance(before, dict)
    assert isinstance(names, dict)
    del names["compulsory_rate"]  # a drafter's own words for one of them
    changed = {key: before[key] | rows.get(key, {}) for key in before}
    outline = {"chapters": [{"chapter": "all", "title": "全部", "body": speaking(period)}]}
    return plans.document({**data, "indicators": changed, "outline": outline})


def test_every_national_indicator_of_the_old_set_has_a_sentence() -> None:
    said = {run.source for run in runs_in(drafted("2021-2025", {})) if isinstance(run, Figure)}
    assert {f"indicators.{key}.target" for period, key in ALL if period == "2021-2025"} <= said


@pytest.mark.parametrize("period", period_ids())
def test_a_renamed_indicator_has_its_new_name_wherever_it_is_spoken_of(period: str) -> None:
    names = {key: row.name for key, row in load_period(period).indicators.items()}
    new = {key: f"第{n}项指数" for n, key in enumerate(names)}
    document = drafted(period, {key: {"name": name} for key, name in new.items()})
    text = write_md(document)
    assert [name for name in names.values() if name in text] == []
    assert [name for name in new.values() if name not in text] == []
    for paragraph in paragraphs(document):
        for run in printed(paragraph, "indicators."):
            assert new[run.source.split(".")[1]] in plain(paragraph.runs), run.source


@pytest.mark.parametrize(("period", "key"), ALL)
def test_an_indicator_left_out_or_merged_is_spoken_of_nowhere(period: str, key: str) -> None:
    document = drafted(period, {key: {"omit": "并入另一项"}})
    assert [
        run for run in runs_in(document) if getattr(run, "source", "").startswith(f"indicators.{key}.")
    ] == []
    text = write_md(document)
    assert "待补" not in text
    assert f"{load_period(period).indicators[key].name}（" not in text


@pytest.mark.parametrize("period", period_ids())
def test_two_indicators_may_become_one_row_and_one_sentence(period: str) -> None:
    merged = {"living_subsidy": {"name": "两项补贴覆盖率"}, "care_subsidy": {"omit": "并入上一项"}}
    text = write_md(drafted(period, merged))
    assert "两项补贴覆盖率达到90%以上。" in text
    assert "护理补贴覆盖率达到" not in text
    assert "生活补贴覆盖率达到" not in text


def test_growth_in_words_follows_its_new_name_without_a_verb() -> None:
    rows = {
        "household_income_growth": {"name": "残疾人家庭人均可支配收入年均增长", "target": "与经济增长同步"}
    }
    assert "残疾人家庭人均可支配收入年均增长与经济增长同步。" in write_md(drafted("2026-2030", rows))
    rows["household_income_growth"]["target"] = ">6"
    assert "残疾人家庭人均可支配收入年均增长6%以上。" in write_md(drafted("2026-2030", rows))


def test_a_name_for_the_text_alone_stays_the_drafters_own() -> None:
    data = plans.full("county")
    names = data["names"]
    assert isinstance(names, dict)
    text = write_md(plans.library_plan({**data, "names": {**names, "compulsory_rate": "巩固率"}}, "topics"))
    assert "年，巩固率达到" in text


@pytest.mark.parametrize("period", period_ids())
@pytest.mark.parametrize(
    "row", [{"name": "养老保险覆盖率"}, {"omit": "并入另一项"}], ids=["renamed", "left-out"]
)
def test_what_is_short_for_two_is_said_whole_where_the_first_is_called_otherwise(
    period: str, row: dict[str, str]
) -> None:
    short, whole = "%以上，基本医疗保险参保率达到", "残疾人城乡居民基本医疗保险参保率达到"
    assert short in write_md(drafted(period, {}))
    text = write_md(drafted(period, {"pension_insurance": row}))
    assert short not in text
    assert f"，{whole}" in text
