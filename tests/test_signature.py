"""Test where issuer and date of a letter stand, and which faces a computer lacks."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Command
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from generator.word import fonts
from generator.word.writer.signature import signature
from generator.word.writer.titles import width_of

INSTALLED = fonts.installed_fonts  # as it is before the tests pretend


@given(
    issuer=st.text("县政府2022年", min_size=1, max_size=30),
    date=st.text("2022年6月", min_size=1),
    sealed=st.booleans(),
)
def test_neither_issuer_nor_date_leaves_the_type_area(issuer: str, date: str, *, sealed: bool) -> None:
    issuer_right, date_right = signature(issuer, date, sealed=sealed)
    assert min(issuer_right, date_right) >= 0
    middle = (issuer_right + width_of(issuer) / 2) - (date_right + width_of(date) / 2)
    if sealed:
        assert middle == pytest.approx(0)


@pytest.mark.parametrize(
    ("issuer", "date", "rights"),
    [
        ("青石县人民政府办公室", "2022年6月14日", (2, 2.25)),  # 10 wide; 6.5 and five gaps of a quarter
        ("县残联", "2022年12月14日", (9.25, 2)),  # the longer date keeps two free
    ],
)
def test_without_a_seal_the_date_begins_two_behind_the_issuer(
    issuer: str, date: str, rights: tuple[float, float]
) -> None:
    assert signature(issuer, date, sealed=False) == rights


def test_faces_that_are_not_installed_are_told_once_with_what_stands_in(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "installed_fonts", lambda: frozenset({"simfang_gb2312", "fzxbsjw"}))
    profiles = [ROOT / "profiles" / f"{name}.yaml" for name in ("xinzhou", "dengkou")]
    said = command("draft", *profiles, "-o", tmp_path)
    assert said.err.count("提示 fonts-missing\n") == 1
    assert "这台电脑没有装楷体_GB2312（" in said.err
    assert "楷体_GB2312改用楷体、华文楷体" in said.err


def test_fonts_are_known_by_their_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / ".fonts" / "公文"
    folder.mkdir(parents=True)
    (folder / "FZXBSJW.TTF").touch()
    (folder / "readme.txt").touch()
    monkeypatch.setenv("HOME", str(tmp_path))
    assert "fzxbsjw" in INSTALLED.__wrapped__()
    assert "readme" not in INSTALLED.__wrapped__()
