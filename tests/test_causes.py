"""Test why drafts differ: the steps from one to the other, and the differences of their profiles."""

from __future__ import annotations

from itertools import pairwise

import pytest
from conftest import Golden
from test_compare_cases import DRAFTS, NEW, OLD, draft

from generator.diff import Cause, Change, ProfileChange, Stage, assign_keys, profile_changes, with_causes
from generator.yaml_source import Data

SAID = [
    ProfileChange("commitments.aid.value", "350", "380"),
    ProfileChange("commitments.year", "", "2025年"),
    ProfileChange("indicators.pension.target", "90", "95"),
    ProfileChange("indicators.income", "收入年均增长", ""),
    ProfileChange("departments.health", "县卫健局", "县卫健委"),
    ProfileChange("names.rule", "制定本规划", "编制本规划"),
    ProfileChange("outline.changes.0.own", "新增就业{commitments.jobs}，其中农村{commitments.rural}。", ""),
    ProfileChange("outline.changes.1.title", "就业", "就业和创业"),
    ProfileChange("outline.changes.2.at", "", "remote"),
]
WAYS = {
    "all": (Cause.DATA, Cause.RULE, Cause.TEMPLATE),
    "templates": (Cause.RULE, Cause.TEMPLATE),
    "outline": (Cause.OUTLINE,),
}


def changes_along(names: list[str], causes: list[tuple[Cause, ...]], said: list[ProfileChange]) -> str:
    """Return the changes along drafts, each with its cause and its source."""
    documents = assign_keys([draft(OLD), *(draft(DRAFTS / f"{name}.xml") for name in names)])
    stages = [Stage(document, why) for document, why in zip(documents, [(), *causes], strict=True)]
    return "".join(map(in_full, with_causes(stages, said)))


def in_full(change: Change) -> str:
    source = f": {change.source.path} {change.source.old} → {change.source.new}" if change.source else ""
    return f"{change.cause} {change.kind} {change.block} {change.key}{source}\n"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", [file.stem for file in NEW])
def test_each_change_of_one_step_has_the_cause_that_fits_it(name: str, way: str, golden: Golden) -> None:
    golden.check(DRAFTS / "causes" / f"{name}.{way}.txt", changes_along([name], [WAYS[way]], SAID))


@pytest.mark.parametrize("name", ["words", "gap-filled"])
def test_a_profile_that_says_nothing_otherwise_explains_figures_as_printed(name: str, golden: Golden) -> None:
    golden.check(DRAFTS / "causes" / f"{name}.as-printed.txt", changes_along([name], [WAYS["all"]], []))


def test_where_profiles_differ_in_one_thing_it_is_the_cause(golden: Golden) -> None:
    golden.check(DRAFTS / "causes" / "one-thing.txt", changes_along(["words"], [WAYS["all"]], SAID[:1]))


@pytest.mark.parametrize("path", ["period", "locality.kind", "locality.setting"])
def test_what_all_words_hang_on_explains_what_nothing_else_does(path: str, golden: Golden) -> None:
    sweeping = changes_along(["words"], [WAYS["all"]], [*SAID, ProfileChange(path, "甲", "乙")])
    golden.check(DRAFTS / "causes" / "sweeping.txt", sweeping.replace(path, "PATH"))


def test_of_words_that_explain_a_change_the_longest_do(golden: Golden) -> None:
    said = [
        ProfileChange("names.short", "制定", "编制"),
        ProfileChange("names.long", "", "，编制本规划。"),
        *SAID[:1],
    ]
    golden.check(DRAFTS / "causes" / "longest.txt", changes_along(["words"], [WAYS["all"]], said))


def test_each_change_of_many_steps_has_the_cause_of_its_step(golden: Golden) -> None:
    steps = {"words": (Cause.DATA,), "looks": (Cause.OUTLINE,), "figures-and-words": (Cause.HAND,)}
    golden.check(DRAFTS / "causes" / "steps.txt", changes_along([*steps], [*steps.values()], SAID))


@pytest.mark.parametrize(
    ("name", "steps"),
    {
        "two-figures-of-a-sentence": {"figures-and-words": (Cause.DATA,), "words": (Cause.HAND,)},
        "a-sentence-twice": {
            "letters": (Cause.HAND,),
            "gap-filled": (Cause.OUTLINE,),
            "figures-and-words": (Cause.DATA,),
        },
    }.items(),
)
def test_a_change_has_the_cause_of_the_steps_that_made_it_and_of_no_other(
    name: str, steps: dict[str, tuple[Cause, ...]], golden: Golden
) -> None:
    golden.check(DRAFTS / "causes" / f"{name}.txt", changes_along([*steps], [*steps.values()], []))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ({"a": "1"}, {"a": "1"}, []),
        ({"a": "1", "b": "2"}, {"a": "3", "c": "4"}, ["a: 1 → 3", "b: 2 → ", "c:  → 4"]),
        ({"a": {"b": "1"}}, {"a": {"b": "2"}}, ["a.b: 1 → 2"]),
        ({"a": "1"}, {"a": {"value": "2"}}, ["a.value:  → 2"]),
        ({"a": ["1"]}, {}, ["a.0: 1 → "]),
        ({"a": ["甲", "乙"]}, {"a": ["乙", "甲"]}, []),
        ({"a": ["甲", "乙"]}, {"a": ["丙", "乙"]}, ["a.0: 甲 → 丙"]),
        ({"a": ["甲", "甲"]}, {"a": ["甲", "甲", "甲"]}, ["a.2:  → 甲"]),
        ({"a": ["甲"]}, {"a": ["乙", "丙"]}, ["a.0: 甲 → 乙", "a.1:  → 丙"]),
        ({"a": ["甲", "乙"]}, {"a": []}, ["a.0: 甲 → ", "a.1: 乙 → "]),
        (
            {"a": [{"at": "x", "title": "1"}, {"at": "y", "title": "2"}]},
            {"a": [{"at": "z", "title": "2"}, {"at": "y", "title": "3"}]},
            ["a.1.title: 2 → 3", "a.0.at: x → z", "a.0.title: 1 → 2"],
        ),
        ({"a": [{}]}, {"a": [{"at": "x"}]}, ["a.0.at:  → x"]),
    ],
)
def test_what_profiles_say_otherwise_is_told_leaf_by_leaf(old: Data, new: Data, said: list[str]) -> None:
    assert [f"{source.path}: {source.old} → {source.new}" for source in profile_changes(old, new)] == said


def test_every_change_is_explained_by_one_of_the_causes_of_its_step() -> None:
    for one, other in pairwise(NEW):
        documents = assign_keys([draft(OLD), draft(one), draft(other)])
        steps = [(), (Cause.RULE, Cause.TEMPLATE), (Cause.HAND,)]
        stages = [Stage(document, why) for document, why in zip(documents, steps, strict=True)]
        assert {change.cause for change in with_causes(stages, [])} <= {
            Cause.RULE,
            Cause.TEMPLATE,
            Cause.HAND,
        }
