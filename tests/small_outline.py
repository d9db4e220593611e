"""Make a small period with an outline and topics of its own, and change that outline as a profile does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.base.diagnostics import Finding, PlanError
from generator.library.outline import Outline, OutlineBlock, read_outline, walk_outline
from generator.library.period import Period, load_period
from generator.yaml_source import Data, parse

DEFAULT = """
preamble: [[words.aim, words.basis]]
chapters:
  - chapter: background
    title: 编制背景
    body:
      - [words.results, words.lead, words.income]
      - words.outlook
      - {box: box_goals, title: 主要指标, table: indicators}
  - chapter: tasks
    title: 重点任务
    body:
      - section: security
        title: 社会保障
        topics: [words.security]
        body:
          - {measure: aid, title: 完善社会救助, topics: [words.aid, words.medical], lead: federation}
          - {measure: housing, title: 保障住房安全, topics: [words.housing]}
          - box: box_security
            title: 社会保障重点项目
            items:
              - {item: living, title: 低保, topics: [box.living]}
              - {item: care, title: 完善社会救助, topics: [box.care]}
"""
TOPICS = {
    "aim": "为促进残疾人全面发展",
    "basis": "依据{{ doc('basis') }}，制定本规划。",
    "results": "过去五年，成效明显。",
    "lead": "同时要看到，短板还不少。",
    "income": "残疾人家庭收入{{ say.count('a.b', '元') }}，仍然偏低。",
    "outlook": "今后五年，机遇很多。",
    "security": "织密保障网。",
    "aid": "及时给予困难残疾人社会救助。",
    "medical": "做好医疗救助。",
    "housing": "改造危房。",
}
BACKGROUND = ["words.results", "words.lead", "words.income"]


def small_period(folder: Path) -> Period:
    """Return a period in `folder` whose county outline is DEFAULT, and whose library has TOPICS."""
    for name, macros in {
        "topics/words": TOPICS,
        "boxes/box": {"living": "应保尽保。", "care": "护理补贴。"},
    }.items():
        file = folder / f"{name}.xml.j2"
        file.parent.mkdir()
        texts = (f"{{% macro {name}() %}}\n{text}\n{{% endmacro %}}\n" for name, text in macros.items())
        file.write_text("".join(texts), "utf-8")
    (folder / "outlines").mkdir()
    (folder / "outlines" / "county.yaml").write_text(DEFAULT, "utf-8")
    settings: dict[str, Data] = {
        "outlines": {"county": "county"},
        "form": {},
        "preamble_names": ["前言", "第一段"],
    }
    return replace(load_period("2021-2025"), folders=(folder,), settings=settings)


def changed(period: Period, *changes: str, outline: str = "") -> Outline:
    """Return the outline of a county's profile with these changes, each a mapping in YAML."""
    listed = "".join(f"    - {change}\n" for change in changes)
    return read_outline(parse(f"outline:\n{outline}  changes:\n{listed}", "p.yaml"), period, "county")


def found(period: Period, *changes: str) -> Finding:
    """Return the one finding that prevents these changes."""
    with pytest.raises(PlanError) as caught:
        changed(period, *changes)
    (finding,) = caught.value.findings
    return finding


def block(outline: Outline, key: str) -> OutlineBlock:
    """Return the block with this key."""
    return next(node for node in walk_outline(outline.body) if node.key == key)


def said(nodes: tuple[OutlineBlock, ...]) -> list[list[str]]:
    """Return the paragraphs right among `nodes`, each passage by its topic or its own words."""
    return [
        [entry.topic or entry.own for entry in node.entries] for node in nodes if node.kind == "paragraph"
    ]


def preamble(outline: Outline) -> list[list[str]]:
    """Return the paragraphs before the first chapter."""
    return said(outline.body)


def keys(outline: Outline, *kinds: str) -> list[str]:
    """Return the keys of the blocks of these kinds in order."""
    return [node.key for node in walk_outline(outline.body) if node.kind in kinds]
