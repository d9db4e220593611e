"""Test that LibreOffice counts every formula of a summary's workbook anew and comes to the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from office import Office, resave
from python_calamine import CalamineWorkbook
from summaries import CITY, COUNTIES, summary_of, told_words
from word_files import edited, parts_of

from generator.check.findings.groups import report_words
from generator.formats.workbook import summary as workbook

pytestmark = pytest.mark.office
FORMULA = re.compile("(<f>[^<]*</f>)<v>[^<]*</v>")


@pytest.mark.parametrize("most", [0, 50_000])
def test_formulas_come_to_what_is_written(
    most: int, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "_MOST_CELLS", most)  # of more, rows are written one by one
    sheets, columns = report_words("summary_sheets"), report_words("summary_columns")
    content = workbook.write_summary(summary_of(CITY, COUNTIES), told_words(), sheets, columns)
    file, bare = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    file.write_bytes(content)
    names = [name for name in parts_of(content) if name.startswith("xl/worksheets/sheet")]
    counted = sum(len(FORMULA.findall(parts_of(content)[name].decode())) for name in names)
    assert counted > 30  # or there is nothing to count
    bare.write_bytes(edited(content, lambda text: FORMULA.sub(r"\1", text), *names))
    resaved = tmp_path / "resaved"
    resave(office.soffice, [bare], resaved, "xlsx")
    said, again = (CalamineWorkbook.from_path(each) for each in (file, resaved / "b.xlsx"))
    for name in said.sheet_names:
        one, other = (book.get_sheet_by_name(name).to_python() for book in (said, again))
        assert one == other, name
