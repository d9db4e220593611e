"""Test what a summary says beside the last one: whatever files are called, and who was there in time."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from summaries import CITY, COUNTIES, NAMES, PERIOD, summary_of
from test_summary_cities import profile

from generator.base.diagnostics import PlanError
from generator.formats.summary import Summary
from generator.formats.summary_data import json_pieces, summary_data
from generator.pipeline.summary import Above, above_profile, last_data, read_last, with_changes


def beside(summary: Summary, last: Summary, above: Path, folder: Path) -> Summary:
    """Return a summary with what changed since the last one, which was written into a folder."""
    file = folder / "last.json"
    file.write_text(json.dumps(summary_data(last)), "utf-8")
    return with_changes(summary, read_last(file, above_profile(Above(above, PERIOD))))


def copies(files: Sequence[Path], folder: Path, saved: str = "2026-11-30") -> list[Path]:
    """Copy files into a folder under names that say nothing, as if saved on a day; return the copies."""
    folder.mkdir()
    copied = [folder / f"{number}.yaml" for number in range(len(files))]
    for file, copy in zip(files, copied, strict=True):
        copy.write_bytes(file.read_bytes())
        seconds = datetime.fromisoformat(f"{saved}T12:00").timestamp()
        os.utime(copy, (seconds, seconds))
    return copied


def test_files_that_were_renamed_change_nothing(tmp_path: Path) -> None:
    last, now = summary_of(CITY, COUNTIES), summary_of(CITY, copies(COUNTIES[::-1], tmp_path / "new"))
    assert {each.file for each in now.places} & {each.file for each in last.places} <= {""}
    assert beside(now, last, CITY, tmp_path).changes == ()


def test_of_two_places_of_one_name_each_is_compared_with_itself(tmp_path: Path) -> None:
    above = profile(tmp_path, "江苏省", "province", "", 9000)
    files = []
    for number, city in enumerate(("南京市", "徐州市")):
        file = profile(tmp_path, "鼓楼区", "district", f"江苏省, {city}", 100 + number)
        files.append(file.rename(tmp_path / f"{city}.yaml"))
    last = summary_of(above, files)
    assert last.parts == ("南京市鼓楼区", "徐州市鼓楼区")
    mended = copies(files, tmp_path / "new")
    mended[1].write_text(mended[1].read_text("utf-8").replace("[101]", "[150]"), "utf-8")
    (change,) = beside(summary_of(above, mended), last, above, tmp_path).changes
    assert [(old, new) for _, old, new in change.figures] == [("[101]", "[150]")]


def test_who_was_there_in_time_may_mend_after_the_deadline(tmp_path: Path) -> None:
    deadline = datetime.fromisoformat("2026-11-25").date()
    last = replace(summary_of(CITY, copies(COUNTIES[:2], tmp_path / "old", "2026-11-20")), made="2026-11-25")
    now = summary_of(CITY, copies(COUNTIES[:3], tmp_path / "new", "2026-11-28"), deadline)
    names = list(NAMES.values())
    assert {each.name for each in now.places if each.late} >= set(names[:3])
    late = {each.name for each in beside(now, last, CITY, tmp_path).places if each.late}
    assert late & set(names[:3]) == {names[2]}
    too_late = replace(last, made="2026-11-26")
    assert {each.name for each in beside(now, too_late, CITY, tmp_path).places if each.late} >= set(names[:3])
    same_day = summary_of(CITY, copies(COUNTIES[:1], tmp_path / "day", "2026-11-25"), deadline)
    assert names[0] not in {each.name for each in same_day.places if each.late}


def test_a_large_summary_is_read_row_by_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    last, above = summary_of(CITY, COUNTIES), above_profile(Above(CITY, PERIOD))
    pieces, whole = tmp_path / "pieces.json", tmp_path / "whole.json"
    pieces.write_text("".join(json_pieces(last)), "utf-8")
    whole.write_text(json.dumps(summary_data(last), ensure_ascii=False), "utf-8")
    said = read_last(whole, above)
    assert len(said.places) == len(last.places)
    assert [row.texts for row in said.rows.values()] == [
        tuple(c.text for c in row.cells) for row in last.rows
    ]
    monkeypatch.setattr(last_data, "_SMALL", 0)
    assert read_last(pieces, above) == read_last(whole, above) == said
    pieces.write_bytes(pieces.read_bytes().replace(b"\n", b"\r\n"))
    assert read_last(pieces, above) == said
    monkeypatch.setattr(last_data, "_MOST_BYTES", 10)
    with pytest.raises(PlanError, match="file-large"):
        read_last(pieces, above)
