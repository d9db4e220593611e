"""Test which changes to an outline are refused: what does no one thing, what stands where it may not."""

from __future__ import annotations

import pytest
from small_outline import changed, found, small_period

from generator.base.diagnostics import Finding, PlanError
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
        ("{move: a, into: b}", True),
        ("{replace: a, by: [{own: 话}, c.d]}", True),
        ("{replace: a}", False),
        ("{replace: a, add: b.c}", False),
        ("{move: a}", False),
        ("{move: a, before: b, after: c}", False),
        ("{move: a, after: b, add: c.d}", False),
        ("{move: a, after: b, into: c}", False),
        ("{into: b, add: c.d}", False),
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


@pytest.mark.parametrize(
    "change",
    [
        "{move: aid, after: aid}",
        "{move: 完善社会救助（aid）, before: aid}",
        "{move: aid, after: words.medical}",
        "{move: security, into: housing}",
        "{move: tasks, into: security}",
        "{at: tasks, move: security, before: aid}",
        "{move: words.lead, after: 短板还不少}",
    ],
)
def test_what_moves_to_itself_or_into_itself_is_told_as_that(period: Period, change: str) -> None:
    finding = found(period, change)
    assert finding.rule == "outline-itself"
    assert (finding.place.line, finding.place.column) == (3, 7 + change.rindex(": ") + 2)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("{remove: words.lead}", "{replace: words.lead, by: {own: 甲。}}"),
        ("{replace: 短板还不少, by: {own: 甲。}}", "{remove: 短板还不少}"),
        ("{replace: words.lead, by: {own: 甲。}}", "{move: words.outlook, after: words.lead}"),
        ("{at: background, own: 甲。}", "{at: background, remove: words.lead}"),
        ("{at: 保障住房安全, title: 住有所居}", "{at: 保障住房安全, lead: housing}"),
        ("{remove: security}", "{at: aid, own: 甲。}"),
        ("{after: aid, add: {measure: m, title: 新的一条}}", "{remove: 新的一条}"),
    ],
)
def test_what_an_earlier_change_took_away_is_told_with_its_line(
    period: Period, first: str, second: str
) -> None:
    between = "{at: tasks, add: {own: 乙。}}"
    again = [second] if "m, title" not in first else [second, "{at: m, lead: housing}"]
    finding = found(period, between, first, *again)
    assert (finding.rule, finding.place.line) == ("outline-gone", 4 + len(again))
    assert finding.facts["line"] == ("4" if len(again) == 1 else "5")


def test_what_stands_elsewhere_than_in_the_block_at_is_not_told_as_gone(period: Period) -> None:
    assert found(period, "{at: security, remove: words.lead}").rule == "outline-change"
    assert found(period, "{remove: words.aid}", "{at: security, remove: words.lead}").rule == "outline-change"


def refused(period: Period, *changes: str) -> list[Finding]:
    """Return all that prevents these changes."""
    with pytest.raises(PlanError) as caught:
        changed(period, *changes)
    return caught.value.findings


def test_every_wrong_change_is_told_with_its_own_guess(period: Period) -> None:
    wrong = [
        "{remove: 完善社会救济}",
        "{at: 保障住房安金, own: 话。}",
        "{replace: 短版还不少, by: {own: 话。}}",
    ]
    findings = refused(period, wrong[0], "{at: housing, title: 住得安全}", *wrong[1:])
    assert [each.rule for each in findings] == ["outline-change"] * 3
    assert [each.place.line for each in findings] == [3, 5, 6]
    assert "完善社会救助" in findings[0].facts["guess"]
    assert "住得安全" in findings[1].facts["known"]  # what is right has its effect
    alike = refused(period, *wrong[:2])
    assert [bool(each.facts["known"]) for each in alike] == [True, False]  # the same list is shown once
    assert all(each.facts["guess"] for each in alike)
    assert len(refused(period, "{at: words.lead, title: 新}", "{move: preamble, after: aid}", wrong[0])) == 3


def test_a_change_to_what_a_wrong_one_would_have_brought_is_not_blamed(period: Period) -> None:
    lost = "{after: 完善社会救济, add: {measure: new, title: 新办法}}"
    later = ["{at: new, own: 话。}", "{remove: 新办法}", "{at: newer, own: 话。}"]
    assert [each.facts["key"] for each in refused(period, lost, *later)] == ["完善社会救济", "newer"]


def test_of_very_many_wrong_changes_a_few_are_told(period: Period) -> None:
    assert len(refused(period, *(f"{{remove: 没有的{n}}}" for n in range(100)))) == 20


def test_all_blocks_that_stand_wrong_and_keys_that_stand_twice_are_told_at_once(period: Period) -> None:
    findings = refused(
        period,
        "{at: box_security, own: 话。}",
        "{at: box_goals, add: {own: 话。}}",
        "{after: aid, add: {measure: housing, title: 住房}}",
    )
    assert sorted(each.rule for each in findings) == ["outline-box", "outline-box", "outline-key"]
