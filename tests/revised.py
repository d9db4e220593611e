"""Revise a real plan in many ways, for tests of what is made of changes."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from conftest import ROOT

from generator.pipeline.diff import Comparison, diff
from generator.pipeline.support.sides import open_side

PROFILE = ROOT / "profiles/dengkou.yaml"
# what a revision of the profile says otherwise: figures, words, headings, departments, order, parts
REVISED = {
    'certified: "6278"': 'certified: "6312"',
    'severe: "2645"': 'severe: "2700"',
    'target: ">92"}': 'target: ">95"}',
    "status: 讨论稿": "status: 征求意见稿\nparts: [plan, task-division, imprint]",
    "  agriculture: 农牧和科技局\n": "  agriculture: 农牧局\n",
    "title: 总体要求": "title: 总体要求和目标",
    "security.medical_aid, ": "",
    "在守望相助中携手奋斗、共同前进。": "在守望相助中携手奋进。",
    "            - [requirements.principle_quality]\n            - [requirements.principle_law]\n": (
        "            - [requirements.principle_quality, requirements.principle_law]\n"
    ),
    "            - measure: disabled_veterans\n              title: 健全残疾军人和伤残民警抚恤优待保障机制\n"
    "              topics: [security.veterans]\n              lead: [veterans, public_security]\n"
    "              with: [finance, education, human_resources, federation]\n": "",
    "    - chapter: safeguards\n": (
        "    - chapter: projects\n      title: 重大工程\n      body:\n        - section: capacity\n"
        "          title: 能力提升\n          body:\n            - [{own: 建设残疾人综合服务中心。}]\n"
        "    - chapter: safeguards\n"
    ),
    '  home_accessibility: {baseline: "[281]", target: ">[350]"}\n': "",
}


@cache
def compared() -> Comparison:
    """Return the comparison of the plan with its revision."""
    with TemporaryDirectory() as folder:
        return diff(open_side(str(PROFILE)), open_side(str(write_revised(Path(folder)))))


def write_revised(folder: Path) -> Path:
    """Write the revised profile into a folder."""
    text = PROFILE.read_text(encoding="utf-8")
    for old, new in REVISED.items():
        assert old in text, old
        text = text.replace(old, new, 1)
    file = folder / "dengkou.yaml"
    file.write_text(text, encoding="utf-8")
    return file
