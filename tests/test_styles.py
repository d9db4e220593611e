"""Test ways of issuing that no real plan here has: each is some lines of a profile or form, no Python.

cases/styles/<name>/profile.yaml is the profile; draft.txt holds its draft, every line cut short.
"""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from commands import CASES
from conftest import Golden
from docx import Document as Docx
from test_kinds import UNFILLED

from generator.document import Letter, Plan, plain
from generator.formats.html import write_html
from generator.formats.markdown import write_md
from generator.locality.profile import Profile
from generator.pipeline.check import check
from generator.pipeline.draft import draft
from generator.pipeline.support.composing import compose
from generator.pipeline.support.word_files import open_word
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import write_docx

STYLES = sorted((CASES / "styles").iterdir())
_SHOWN = 60  # characters of a line
every_style = pytest.mark.parametrize("folder", STYLES, ids=lambda folder: folder.name)


def profile(folder: Path) -> Profile:
    """Return the profile of a case, which must have no findings."""
    checked = check(folder / "profile.yaml")
    assert {finding.rule for finding in checked.findings} <= UNFILLED
    assert checked.profile
    return checked.profile


@every_style
def test_a_style_is_drafted_as_written_down(folder: Path, golden: Golden) -> None:
    lines = [line[:_SHOWN] for line in write_md(compose(profile(folder))).split("\n") if line]
    golden.check(folder / "draft.txt", "\n".join(lines) + "\n")


@every_style
def test_its_word_file_says_the_same(folder: Path, tmp_path: Path) -> None:
    drafted = draft(profile(folder), tmp_path, ("docx",))
    word = open_word(drafted.files[0])
    assert word.document == word.draft == drafted.document
    assert word.intact


def test_joint_issuers_and_a_term_of_validity_stand_on_lines_of_their_own() -> None:
    document = compose(profile(CASES / "styles" / "joint-notice"))
    notice = next(part for part in document.parts if isinstance(part, Letter))
    assert plain(notice.issuer) == "青石县残疾人联合会\n青石县发展和改革局"
    assert plain(notice.reference) == "青残联发〔2026〕3号\n有效期至2030年12月31日"
    assert notice.title.startswith("青石县残疾人联合会　青石县发展和改革局关于印发《")
    assert "青残联发〔2026〕3号<br>有效期至" in write_html(document, {})


def test_a_chapter_needs_no_sections_and_principles_may_be_numbered() -> None:
    document = compose(profile(CASES / "styles" / "parts-and-principles"))
    plan = next(part for part in document.parts if isinstance(part, Plan))
    assert plan.status == "（2026—2030年）"
    text = write_md(document)
    assert "## 第四部分  规划实施\n\n把规划主要指标" in text
    assert "（一）**坚持党的全面领导。**" in text


def test_a_title_is_broken_where_its_profile_breaks_it_and_quoted_in_one() -> None:
    document = compose(profile(CASES / "styles" / "two-line-title"))
    cover, letter, plan = document.parts
    assert document.title == "青石县“十五五”残疾人保障和发展规划"
    assert isinstance(plan, Plan)
    assert plan.lines == ("青石县“十五五”", "残疾人保障和发展规划")
    assert isinstance(cover, Letter)
    assert cover.lines[0] == plan.lines[0]
    assert isinstance(letter, Letter)
    assert f"《{document.title}（征求意见稿）》" in letter.title
    word = Docx(io.BytesIO(write_docx(document, official_style_sheet(), {}, {})))
    assert "青石县“十五五”\n残疾人保障和发展规划" in [paragraph.text for paragraph in word.paragraphs]
