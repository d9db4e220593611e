"""Test that what is written as YAML reads back the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.locality.profile import load_source
from generator.yaml_source.write import _plain, reads_back, yaml_scalar


@pytest.mark.parametrize(
    "text",
    [
        "磴口县",
        ">90",
        "[700]",
        "",
        "——",
        "no",
        "a: b",
        "x # y",
        "“>90”",
        "a, b",
        "- x",
        "null",
        '"q"',
        "a\nb",
    ],
)
def test_a_text_written_as_yaml_is_read_as_it_was(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(f"k: {yaml_scalar(text)}\nl: [{yaml_scalar(text)}, b]\n", "utf-8")
    source, slips = load_source(tmp_path / "a.yaml")
    assert (source.data, slips) == ({"k": text, "l": [text, "b"]}, [])


@given(st.from_regex(_plain(), fullmatch=True))
def test_plain_words_read_back_as_they_are(text: str) -> None:
    assert reads_back(text)
