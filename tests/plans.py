"""Make up profiles on the spot, for tests that need many."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from generator.check.findings.rulebook import is_blocking
from generator.check.form.profile import check_form
from generator.document import Document
from generator.library import lexicon
from generator.library.period import load_period
from generator.locality.profile import Profile, make_profile
from generator.pipeline.support.composing import compose
from generator.yaml_source import parse

PERIOD = "2021-2025"
NAMES = {"district": "青石区", "banner": "青石旗", "league": "青石盟", "autonomous-region": "青石自治区"}
_MACRO = re.compile(r"^\{% macro ([a-z]\w*)\(\)", re.MULTILINE)
_ASKED = re.compile(r"""(?:has|doc|names|figure|say\.percent|say\.count)\(["']([\w.]+)["']""")


def profile(data: dict[str, object]) -> Profile:
    """Return the profile that data describes, whose form must allow a draft."""
    source = parse(json.dumps(data, ensure_ascii=False), "made-up.yaml")  # JSON is YAML, made faster
    assert not any(map(is_blocking, check_form(source)))
    return make_profile(source)


def document(data: dict[str, object]) -> Document:
    """Return the plan that data describes."""
    return compose(profile(data))


def bare(kind: str, period: str = PERIOD) -> dict[str, object]:
    """Return a profile with nothing filled in."""
    return {"period": period, "locality": {"name": NAMES.get(kind, "青石县"), "kind": kind}}


def full(kind: str, period: str = PERIOD) -> dict[str, object]:
    """Return a profile that answers everything the library asks for."""
    asked = {path for text in _library(period).values() for path in _ASKED.findall(text)}
    data: dict[str, object] = {**bare(kind, period)}
    figures = {path for path in (*asked, *load_period(period).catalogue) if path.count(".") == 1}
    for path in sorted(figures):
        group, key, *_ = path.split(".")
        table = data.setdefault(group, {})
        assert isinstance(table, dict)
        table[key] = {"documents": "《青石文件》", "names": f"青石{key}行动"}.get(group, "12")
    data["indicators"] = {key: {"baseline": "50", "target": ">90"} for key in load_period(period).indicators}
    return data


def with_forms(data: dict[str, object]) -> dict[str, object]:
    """Return the profile with every letter and annex around its plan, hardly a field of them filled in."""
    parts = [
        {"form": "issuing-notice", "issuer": "青石县人民政府"},
        {"form": "contents", "levels": "chapter section box annex"},
        "plan",
        {"form": "task-division", "landscape": "true"},
        {"form": "consultation-letter", "masthead": "青石县残联", "reference": "青残函〔2025〕3号"},
        "imprint",
    ]
    return {**data, "parts": parts}


def gaps() -> dict[str, object]:
    """Return a profile with one figure, with every form, and with gaps everywhere else."""
    return with_forms({**bare("county"), "population": {"certified": "8412"}})


def topics(shelf: str, period: str = PERIOD) -> list[str]:
    """Return every topic on a shelf of a period's library, as outlines name it."""
    found = (
        f"{file.split('/')[2]}.{name}"
        for file, text in _library(period).items()
        if file.split("/")[1] == shelf
        for name in _MACRO.findall(text)
    )
    return list(dict.fromkeys(found))


def kinds() -> list[str]:
    """Return every kind of locality."""
    return lexicon.locality_kinds()


def library_plan(data: dict[str, object], *shelves: str) -> Document:
    """Return a plan of one measure or item a topic, of these shelves or of all: each topic stands alone."""
    period = str(data["period"])
    body: list[object] = []
    if "topics" in shelves or not shelves:
        body += [{"measure": name, "title": "题目", "topics": [name]} for name in topics("topics", period)]
    if "boxes" in shelves or not shelves:
        items = [
            {"item": name.replace(".", "-"), "title": "题目", "topics": [name]}
            for name in topics("boxes", period)
        ]
        body.append({"box": "box", "title": "专栏", "items": items})
    return document({**data, "outline": {"chapters": [{"chapter": "all", "title": "全部", "body": body}]}})


@cache
def _library(period: str) -> dict[str, str]:
    """Return a period's library, and those of the periods it extends, by folder, shelf and name of a file."""
    return {
        f"{folder.name}/{shelf}/{file.name.removesuffix('.xml.j2')}": file.read_text("utf-8")
        for folder in load_period(period).folders
        for shelf in ("topics", "boxes")
        for file in sorted(Path(folder, shelf).glob("*.xml.j2"))
    }


def raw_library(period: str = PERIOD) -> dict[str, str]:
    """Return a period's library as written, without its Jinja."""
    return {
        name: re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.DOTALL)
        for name, text in _library(period).items()
    }
