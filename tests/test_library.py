"""Test every topic of the library for every kind of locality, with nothing filled in and with everything."""

from __future__ import annotations

import re
from collections.abc import Iterator

import plans
import pytest
from marks import sampled

from generator.base.resources import period_ids
from generator.document import Figure, Gap, Paragraph, Plan, nodes_in, plain, runs_in
from generator.formats.markdown import write_md
from generator.library.period import load_period
from generator.yaml_source import mapping

SHELVES = ("topics", "boxes")
every_period = pytest.mark.parametrize("period", period_ids())
FEW = ("county", "banner", "league", "province")  # each with words that others do not have
every_kind = pytest.mark.parametrize("kind", sampled(plans.kinds(), FEW, pytest.mark.slow))
# Punctuation that meets where a clause has dropped out, and half-width marks inside Chinese text.
BROKEN = re.compile(
    r"[，；、：]{2}|[，；、：]。|。[，；、。]|（[，；、。]|[，；、]）|[\u4e00-\u9fff][,;:?!()][\u4e00-\u9fff]|》、《|\{|\}"
)
SELF = re.compile("[全我](?:县|旗|市|区|省|州|盟)|(?:县|旗|市|区|州)[委直]")
LATER = period_ids()[1:]


def chinese(text: str) -> int:
    """Count the Chinese characters of a text."""
    return sum("\u4e00" <= character <= "\u9fff" for character in text)


@every_kind
@every_period
def test_every_topic_reads_well_with_nothing_filled_in(kind: str, period: str) -> None:
    assert BROKEN.findall(write_md(plans.library_plan(plans.bare(kind, period)))) == []


@every_kind
@every_period
def test_every_topic_reads_well_with_everything_filled_in_and_keeps_to_its_period(
    kind: str, period: str
) -> None:
    """Try the whole library and not only what default outlines take: a profile may name any topic."""
    text = write_md(plans.library_plan(plans.full(kind, period)))
    assert BROKEN.findall(text) == []
    assert "待补" not in text
    if period in LATER:
        assert list(of_other_periods(text, period)) == []


@every_period
@pytest.mark.parametrize("shelf", SHELVES)
def test_no_topic_asks_for_an_indicator_that_the_plan_leaves_out(shelf: str, period: str) -> None:
    left_out = {name: {"omit": "不适用"} for name in load_period(period).indicators}
    document = plans.library_plan({**plans.bare("county", period), "indicators": left_out}, shelf)
    asked = {run.source for run in runs_in(document) if isinstance(run, Gap)}
    assert [path for path in asked if path.startswith("indicators.")] == []
    assert BROKEN.findall(write_md(document)) == []


@every_period
def test_no_topic_is_without_text_when_everything_is_filled_in(period: str) -> None:
    document = plans.library_plan(plans.full("county", period), "topics")
    plan = next(part for part in document.parts if isinstance(part, Plan))
    told = {p.passages[0].key.split("/")[1] for p in nodes_in(plan) if isinstance(p, Paragraph)}
    assert told == set(plans.topics("topics", period))


@every_period
def test_no_topic_names_a_place_of_its_own(period: str) -> None:
    library = plans.raw_library(period)
    assert {name: found for name, text in library.items() if (found := SELF.findall(text))} == {}


@every_period
def test_no_topic_types_a_figure_that_a_profile_should_give(period: str) -> None:
    typed = re.compile(r"(?<!至少安排)(?<![每\d])\d[\d.]*(?:%|万|户|名|人次|元)")
    library = plans.raw_library(period)
    assert {name: found for name, text in library.items() if (found := typed.findall(text))} == {}


@every_kind
@every_period
def test_no_paragraph_of_a_default_plan_says_a_sentence_twice(kind: str, period: str) -> None:
    text = write_md(plans.document(plans.full(kind, period)))
    sentences = [s for s in re.split("[。；\n]", text) if chinese(s) > 12 and not s.startswith("（")]
    assert sorted({s for s in sentences if sentences.count(s) > 1}) == []


def test_figures_in_the_text_know_where_they_come_from() -> None:
    plan = next(part for part in plans.document(plans.full("county")).parts if isinstance(part, Plan))
    figures = [
        run for p in nodes_in(plan) if isinstance(p, Paragraph) for run in p.runs if isinstance(run, Figure)
    ]
    assert figures
    assert all(re.fullmatch(r"\w+\.\w+(?:\.\w+)?", figure.source) for figure in figures)
    assert all(plain((figure,)) for figure in figures)


@pytest.mark.parametrize(
    ("drafted", "said", "unsaid"),
    [
        ("2021-06", ["十九大"], ["三年行动方案", "带头安排残疾人就业办法", "二十大"]),
        ("2022-01", ["十九大", "带头安排残疾人就业办法"], ["三年行动方案", "二十大"]),
        ("2022-06", ["十九大", "三年行动方案"], ["二十大"]),
        ("2023-06", ["二十大", "三年行动方案"], ["十九大"]),
    ],
)
def test_a_plan_names_what_there_was_when_it_was_drafted(
    drafted: str, said: list[str], unsaid: list[str]
) -> None:
    text = write_md(plans.document({**plans.bare("prefecture", "2021-2025"), "drafted": drafted}))
    assert [word for word in said if word not in text] == []
    assert [word for word in unsaid if word in text] == []


def test_a_province_does_not_compete_at_its_own_games() -> None:
    medals = {f"{event}_gold": "12" for event in ("art_show", "provincial_games", "national_games")}
    drafts = [plans.document({**plans.bare(kind), "achievements": medals}) for kind in ("province", "county")]
    assert [len(re.findall("金[牌奖]12", write_md(draft))) for draft in drafts] == [1, 3]


def of_other_periods(text: str, period: str) -> Iterator[tuple[str, str]]:
    """Yield the words of other periods in a text, each with its sentence, unless that looks back."""
    settings = load_period(period).settings
    past = mapping(settings["past"])["groups"]
    assert isinstance(past, list)
    for group in ({"words": settings["foreign_words"], "looks_back": "$^"}, *map(mapping, past)):
        assert isinstance(group["words"], list)
        back = re.compile(str(group["looks_back"]))
        foreign = re.compile("|".join(f"(?:{word})" for word in group["words"]))
        found = ((foreign.search(sentence), sentence) for sentence in re.split("[。\n]", text))
        yield from ((word[0], sentence) for word, sentence in found if word and not back.search(sentence))
