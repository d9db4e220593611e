"""Test a summary of places whose names and figures would be markup, formulas, commands or paths elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from commands import Command
from summaries import CITY, many_places, page_of, place, told_words
from word_files import parts_of

from generator.check.findings.groups import report_words
from generator.formats.summary import Arrival, FigureRow, OwnWords, Remark, Summary, SummaryCell
from generator.formats.workbook import summary as workbook
from generator.pipeline.summary.files import summary_files
from generator.pipeline.summary.sender import Sender

EVIL = (
    '=HYPERLINK("http://x.example","a")',
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)",
    '"><script>alert(1)</script>',
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "]]><!--",
    "../../etc/甲",
    "http://x.example/",
    "a\u202eb\x01c",
)
FORMULA = re.compile(
    r"(?:(?:SUM|MIN|MAX)\([A-Z]+\d+:[A-Z]+\d+\)|[A-Z]+\d+-[A-Z]+\d+|ROUND\([A-Z]+\d+/[A-Z]+\d+,2\))"
)


def hostile() -> Summary:
    """Return a summary in which every word is one of EVIL."""
    plain = many_places(len(EVIL))
    remarks = tuple(Remark("target-below", "error", text, text, text) for text in EVIL)
    places = tuple(
        replace(place, name=text, upper=text, file=text, lacking=((text, 1),), remarks=remarks, errors=1)
        for place, text in zip(plain.places, EVIL, strict=True)
    )
    broken = replace(places[0], arrival=Arrival.BROKEN, part=None)
    cells = tuple(SummaryCell(text, why="text", unit=text) for text in EVIL)
    counted = replace(plain.rows[0], shares=tuple(cell.amount for cell in plain.rows[0].cells))
    rows = tuple(
        FigureRow(f"indicators.a{n}.target", text, text, text, "other", SummaryCell(text), cells)
        for n, text in enumerate(EVIL)
    )
    own = tuple(OwnWords(text, 1.0, (text,)) for text in EVIL)
    return replace(
        plain,
        places=(*places, broken),
        parts=EVIL,
        rows=(*rows, replace(counted, name=EVIL[0], unit=EVIL[1])),
        own=own,
        remarks=remarks,
    )


@pytest.mark.parametrize("most", [0, 50_000])
def test_formulas_of_a_summary_name_cells_alone(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "_MOST_CELLS", most)
    names = report_words("summary_sheets"), report_words("summary_columns")
    parts = parts_of(workbook.write_summary(hostile(), told_words(), *names))
    sheets = "".join(part.decode() for name, part in parts.items() if name.startswith("xl/worksheets/sheet"))
    formulas = re.findall("<f>(.*?)</f>", sheets)
    assert len(formulas) > len(EVIL)
    assert [formula for formula in formulas if not FORMULA.fullmatch(formula)] == []
    assert "<hyperlink" not in sheets
    assert not any("externalLink" in name for name in parts)


class _Tags(HTMLParser):
    """Gather what a page runs or loads."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep scripts, and attributes that run or load something."""
        named = {name for name, _ in attrs if name.startswith("on") or name in {"src", "srcset", "action"}}
        links = [value for name, value in attrs if name == "href" and not (value or "").startswith("#page:")]
        self.found += [tag] * (tag == "script") + sorted(named) + [str(link) for link in links]


def test_whatever_words_say_they_stay_words_on_the_page() -> None:
    page = page_of(hostile())
    assert _Tags(page).found == ["script"]
    assert "{{ 7 * 7 }}" in page


def test_letters_to_places_of_odd_names_are_written_into_the_folder() -> None:
    names = [
        name for name, _ in summary_files(hostile(), ("docx", "html"), Sender(("甲",), "乙", "1")) if name
    ]
    assert len(set(names)) == len(EVIL) + 2
    assert [name for name in names if Path(name).name != name] == []


def test_a_place_called_as_a_path_elsewhere_gets_its_letter_in_the_folder(
    tmp_path: Path, command: Command
) -> None:
    name = "../../甲县"
    file = place(tmp_path, "甲县", "county", "福建省, 三明市")
    file.write_text(file.read_text("utf-8").replace("name: 甲县", f"name: {name}"), "utf-8")
    before = {each.name for each in tmp_path.iterdir()}
    said = command("summary", CITY, file, "-o", "深/深/出", "--format", "docx")
    assert name in said.out
    assert {each.name for each in tmp_path.iterdir()} - before == {"深"}
    assert len(list(Path("深/深/出").glob("*反馈意见.docx"))) == 1
