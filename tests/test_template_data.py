"""Test the data of foreign template folders: what is wrong with it, by place, rule and facts.

cases/templates/ holds a folder for each case, with what is found in it in found.txt; a sound one has none.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from commands import CASES
from conftest import Golden
from finding_lines import as_lines, facts_missing

from generator.base import resources
from generator.base.resources import OVER, lay_over
from generator.check.findings.rulebook import to_diagnostic
from generator.check.form.library import check_library, library_folder
from generator.library import dates, lexicon, usage
from generator.library.department_order import department_ranks
from generator.library.period import load_period
from generator.pipeline.library_texts import check_texts

FOLDERS = sorted(folder for folder in (CASES / "templates").iterdir() if folder.is_dir())


@pytest.fixture(params=FOLDERS, ids=lambda folder: folder.name)
def laid(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """Lay a case's folder over the program's own."""
    case: Path = request.param
    for each in case.iterdir():
        if each.is_dir():
            shutil.copytree(each, tmp_path / f"{each.name}{OVER}")
    lay_over(tmp_path, case.name)
    _forget()
    yield case
    resources._laid.clear()  # a process lays a folder over once; a test process does it for each case
    _forget()


def _forget() -> None:
    known = (resources.period_ids, load_period, lexicon._lexicon_data, department_ranks)
    for cached in (
        *known,
        dates.dates_data,
        dates.documents,
        dates.meetings,
        dates.programmes,
        dates.bodies,
        usage._terms,
        usage._any,
    ):
        cached.cache_clear()


def test_what_is_wrong_is_told_at_its_place(laid: Path, golden: Golden) -> None:
    found = check_library() or check_texts(library_folder())
    assert [finding for finding in found if facts_missing(finding)] == []
    shown = [replace(finding, place=to_diagnostic(finding).place) for finding in found]
    if found or (laid / "found.txt").exists():
        golden.check(laid / "found.txt", as_lines(shown, with_files=True))


def test_nothing_is_wrong_with_the_programs_own_library() -> None:
    assert check_library() == []
