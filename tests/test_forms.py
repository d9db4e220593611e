"""Test letters and boxes for which the profile leaves something out."""

from __future__ import annotations

import pytest
from plans import bare, document

from generator.document import Annex, Box, Letter, Plan, nodes_in, plain
from generator.yaml_source import Data


def test_a_box_needs_no_title() -> None:
    box = {"box": "b", "items": [{"item": "i", "title": "项", "topics": [{"own": "一句话。"}]}]}
    chapter = {"chapter": "c", "title": "甲", "body": [{"topics": [{"own": "一段话。"}]}, box]}
    draft = document({**bare("county"), "outline": {"chapters": [chapter]}})
    plan = next(part for part in draft.parts if isinstance(part, Plan))
    assert [block.title for block in nodes_in(plan) if isinstance(block, Box)] == [""]


def test_a_notice_without_an_issuer_waits_for_one() -> None:
    draft = document({**bare("county"), "parts": ["issuing-notice", "plan"]})
    notice = next(part for part in draft.parts if isinstance(part, Letter))
    assert notice.title == "关于印发《青石县“十四五”残疾人保障和发展规划》的通知"
    assert plain(notice.issuer) == "【待补：发文机关】"


def noticed(*attachments: str) -> list[Data]:
    """Return the parts of a plan that goes out with a notice that names its attachments."""
    return [{"form": "issuing-notice", "attachments": [*attachments]}, "plan", "task-division"]


@pytest.mark.parametrize(
    ("parts", "labels"),
    [
        (["plan"], [""]),
        (["consultation-letter", "plan"], ["附件"]),
        (["public-notice", "plan", "task-division"], ["附件", "附表"]),
        ([{"form": "public-notice", "unlabelled": "true"}, "plan", "task-division"], ["", "附件"]),
        (["issuing-notice", "plan", "task-division"], ["", "附件"]),
        (["consultation-letter", "cover", "contents", "plan"], [""]),
        (noticed("…", "重点任务分工表"), ["附件1", "附件2"]),
        (noticed("主要指标表", "…"), ["附件2", "附表"]),
        (noticed("重点任务分工方案", "主要指标表", "{规划}"), ["附件3", "附件1"]),
        (noticed("主要指标表"), ["", "附表"]),
        (noticed("规划（征求意见稿）"), ["附件", "附表"]),
        (noticed("青石县“十四五”残疾人保障和发展规划"), ["附件", "附表"]),
        (noticed("任务分工表"), ["", "附件"]),
    ],
)
def test_a_plan_right_behind_the_letter_to_which_it_is_attached_says_so(
    parts: list[Data], labels: list[str]
) -> None:
    draft = document({**bare("county"), "parts": parts})
    assert [part.label for part in draft.parts if isinstance(part, Plan | Annex)] == labels
