"""Test a summary of thousands of places: its files are made piece by piece and say what they always say."""

from __future__ import annotations

import json
import tempfile
import tracemalloc
from errno import ENOSPC
from io import BytesIO
from pathlib import Path

import pytest
from commands import Command
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from summaries import CITY, COUNTIES, many_places, page_of, summary_of, told_words

from generator.base.digest import DIGEST_KEY, is_intact, pieces_with_digest, with_digest
from generator.base.packed import Packed
from generator.check.findings.groups import report_words
from generator.formats.summary_data import json_pieces, summary_data
from generator.formats.workbook import summary as workbook
from generator.pipeline.summary.files import summary_files
from generator.pipeline.summary.sender import Sender

COUNT = 2850


def test_the_data_is_the_same_in_pieces() -> None:
    summary = summary_of(CITY, COUNTIES)
    text = "".join(json_pieces(summary, more='"parts": []'))
    assert json.loads(text) == json.loads(json.dumps({**summary_data(summary), "more": '"parts": []'}))
    assert text.endswith("\n}\n")


@given(st.lists(st.text(st.characters(exclude_characters="\r", codec="utf-8"), max_size=9), max_size=4))
def test_a_text_sealed_in_pieces_is_intact_and_no_edited_one(texts: list[str]) -> None:
    seal = f'"{DIGEST_KEY}": ""'
    content = b"".join(pieces_with_digest([*texts, seal]))
    assert content.decode() == with_digest("".join([*texts, seal]))
    assert is_intact(content)
    assert not is_intact(b"x" + content)
    assert is_intact(b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n"))
    assert is_intact(b"\xff" + content) is None


@given(st.lists(st.binary(max_size=99), max_size=4))
def test_what_is_packed_comes_out_again_and_again(pieces: list[bytes]) -> None:
    packed = Packed(pieces)
    assert b"".join(packed) == b"".join(packed) == b"".join(pieces)


def test_a_large_workbook_has_the_cells_of_a_small_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    summary = summary_of(CITY, COUNTIES)
    names = report_words("summary_sheets"), report_words("summary_columns")
    small = workbook.write_summary(summary, told_words(), *names)
    monkeypatch.setattr(workbook, "_MOST_CELLS", 0)
    large = workbook.write_summary(summary, told_words(), *names)
    assert [
        file.name for file in tmp_path.iterdir() if "run" in file.name or file.is_file()
    ] == []  # rows waited here
    one, other = (CalamineWorkbook.from_object(BytesIO(each)) for each in (small, large))
    assert one.sheet_names == other.sheet_names
    for name in one.sheet_names:
        assert one.get_sheet_by_name(name).to_python() == other.get_sheet_by_name(name).to_python(), name


def test_where_the_rows_find_no_room_is_told(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> bytes:
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr(workbook, "_written", full)
    said = command("summary", CITY, COUNTIES[0], "-o", "出", "--jobs", "1")
    assert (said.code, said.english) == (1, "")
    assert "出 错误 system-refused\n   系统没有让程序做完（磁盘满了）" in said.all
    assert not Path("出").exists()


def test_names_of_thousands_are_folded() -> None:
    page = page_of(many_places(COUNT))
    assert f"<details><summary>{COUNT} 个地方</summary>第0县 1 项、" in page
    assert len(page) < 600 * COUNT


@pytest.mark.slow
def test_the_data_takes_no_room_as_large_as_it_is() -> None:
    summary = many_places(COUNT, figures=20)
    tracemalloc.start()
    (content,) = (content for _, content in summary_files(summary, ("json",), Sender(("某省残联",))))
    written = sum(map(len, (content,) if isinstance(content, bytes) else content))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert written > 4_000_000
    assert most < written
