"""Test which changes to an outline are refused: what does no one thing, what stands where it may not."""

from __future__ import annotations

import pytest
from small_outline import found, small_period

from generator.check.form.profile import check_form
from generator.library.period import Period
from generator.yaml_source import parse


@pytest.fixture(scope="module")
def period(tmp_path_factory: pytest.TempPathFactory) -> Period:
    """Return the small period."""
    return small_period(tmp_path_factory.mktemp("period"))


def test_a_block_does_not_go_among_sentences_nor_a_title_to_one(period: Period) -> None:
    assert found(period, "{after: words.lead, add: {measure: new, title: 新}}").rule == "outline-passage"
    assert found(period, "{move: aid, after: words.lead}").rule == "outline-passage"
    assert found(period, "{at: words.lead, title: 新}").rule == "outline-passage"
    assert found(period, "{at: words.lead, add: {own: 甲。}}").rule == "outline-passage"
    assert found(period, "{at: words.lead, remove: words.income}").rule == "outline-passage"
    assert found(period, "{at: preamble, title: 前言}").rule == "outline-preamble"
    assert found(period, "{move: preamble, after: aid}").rule == "outline-preamble"


def test_words_right_in_a_box_or_a_table_are_told(period: Period) -> None:
    assert found(period, "{at: box_security, own: 话。}").rule == "outline-box"
    assert found(period, "{at: box_goals, add: {own: 话。}}").facts == {"key": "box_goals"}
    assert (
        found(period, "{after: aid, add: {box: b, title: 专栏, topics: [words.outlook]}}").rule
        == "outline-box"
    )


@pytest.mark.parametrize(
    ("change", "sound"),
    [
        ("{at: a, title: 新}", True),
        ("{at: a, own: 话}", True),
        ("{at: a, replace: b, by: c.d}", True),
        ("{at: a, move: b, after: c}", True),
        ("{at: a, add: {own: 话}}", True),
        ("{replace: a, by: [{own: 话}, c.d]}", True),
        ("{replace: a}", False),
        ("{replace: a, add: b.c}", False),
        ("{move: a}", False),
        ("{move: a, before: b, after: c}", False),
        ("{move: a, after: b, add: c.d}", False),
        ("{add: {own: 话}}", False),
        ("{at: a, remove: b, title: 新}", False),
        ("{remove: a, replace: b, by: c.d}", False),
        ("{title: 新}", False),
    ],
)
def test_a_change_does_one_complete_thing(change: str, sound: bool) -> None:  # noqa: FBT001  # a case
    head = "period: 2021-2025\nlocality: {name: 青石县, kind: county}\n"
    findings = check_form(parse(f"{head}outline: {{changes: [{change}]}}", "p.yaml"))
    assert [finding.rule for finding in findings] == ([] if sound else ["outline-verb"])
