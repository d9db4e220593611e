"""Make the documents that tests of layout, accessibility and validity use, by name, each once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT
from largest_plan import big
from plans import bare, document, kinds
from revised import compared

from generator.base.resources import period_ids
from generator.document import Document
from generator.pipeline.check import check
from generator.pipeline.support.composing import compose
from generator.word.comparison_table import compose_table
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import write_docx

PLANS = [file.stem for file in sorted((ROOT / "profiles").glob("*.yaml"))]
_NOTICE = {
    "form": "issuing-notice",
    "recipients": "各乡镇人民政府，县政府各部门",
    "approver": "县政府",
    "issuer": "青石县人民政府办公室",
    "date": "2022年6月14日",
    "note": "（此件公开发布）",
}
_LETTER = {
    "form": "consultation-letter",
    "issuer": "青石县残疾人联合会",
    "date": "2022年6月14日",
    "recipients": "各乡镇人民政府、县政府残疾人工作委员会各成员单位",
    "deadline": "2022年5月31日",
    "address": "青石县青石镇人民路1号",
    "fax": "0838-3121234",
    "mail": "qingshi@example.com",
    "phone": "0838-3121235",
}
_RECORD = {
    "form": "imprint",
    "copies": "县委办公室，县人大常委会办公室，县政协办公室，县监委，县人民法院，县人民检察院，县人武部。",
    "issuer": "青石县人民政府办公室",
    "date": "2022年6月14日",
}
_LETTERS: dict[str, list[dict[str, str]]] = {
    "notice": [_NOTICE, _RECORD],
    "notice-short": [{**_NOTICE, "issuer": "青石县残联"}],
    "notice-sealed": [{**_NOTICE, "sealed": "true"}, _RECORD],
    "letter": [{**_LETTER, "reference": "青残函〔2022〕3号"}],
    "letter-gaps": [{"form": "consultation-letter"}],
    "letter-sealed": [{**_LETTER, "sealed": "true", "masthead": "青石县残疾人工作委员会"}],
}
NOTICES, LETTERS = [*_LETTERS][:3], [*_LETTERS][3:]
# With nothing filled in: every kind, and of the next period, whose table has marks of its own, one a level.
NEXT = ["next-county", "next-prefecture", "next-province"]
KINDS = [*(f"kind-{kind}" for kind in kinds()), *NEXT]
SAMPLES = [*PLANS, "big", *NOTICES, *LETTERS]
TABLES = ["changes", "no-changes"]


@cache
def composed(name: str) -> Document:
    """Return the document of a sample."""
    if name in PLANS:
        profile = check(ROOT / "profiles" / f"{name}.yaml").profile
        assert profile is not None
        return compose(profile)
    if name == "big":
        return document(big())
    if name in TABLES:
        found = compared()
        return compose_table(found.before, found.after, found.changes if name == "changes" else ())
    if name in NEXT:
        return document(bare(name.removeprefix("next-"), period_ids()[-1]))
    if name in KINDS:
        return document(bare(name.removeprefix("kind-")))
    return document({**bare("county"), "parts": _LETTERS[name]})


@cache
def written(name: str) -> bytes:
    """Return the Word file of a sample."""
    return write_docx(composed(name), official_style_sheet(), {}, {})


def flawed(names: list[str], reason: str, *broken: str) -> list[object]:
    """Return samples as parameters of a test; those in `broken` are expected to fail until mended."""
    mark = pytest.mark.xfail(reason=reason, strict=True)
    return [pytest.param(name, marks=mark) if name in broken else name for name in names]


def write_samples(names: list[str], folder: Path) -> dict[str, Path]:
    """Write the Word files of samples into a folder."""
    files = {name: folder / f"{name}.docx" for name in names}
    for name, file in files.items():
        file.write_bytes(written(name))
    return files
