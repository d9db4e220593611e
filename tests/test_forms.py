"""Letters and boxes of which the profile leaves something out."""

from __future__ import annotations

from plans import bare, document

from generator.document import Box, Letter, Plan, plain, walk


def test_a_box_needs_no_title() -> None:
    box = {"box": "b", "items": [{"item": "i", "title": "项", "topics": [{"own": "一句话。"}]}]}
    chapter = {"chapter": "c", "title": "甲", "body": [{"topics": [{"own": "一段话。"}]}, box]}
    draft = document({**bare("county"), "outline": {"chapters": [chapter]}})
    plan = next(part for part in draft.parts if isinstance(part, Plan))
    assert [block.title for block in walk(plan.body) if isinstance(block, Box)] == [""]


def test_a_notice_without_an_issuer_waits_for_one() -> None:
    draft = document({**bare("county"), "parts": ["issuing-notice", "plan"]})
    notice = next(part for part in draft.parts if isinstance(part, Letter))
    assert notice.title == "关于印发《青石县“十四五”残疾人保障和发展规划》的通知"
    assert plain(notice.issuer) == "【待补：发文机关】"
